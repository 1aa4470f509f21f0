"""Runs the checks of `look.mjs` on pages, once for all the tests of them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.support.viewers import ALL, PICTURES, installed, program

KINDS = ("axe", "dark", "sideways", "keyboard", "print", "states", "loads")
"""What is looked at: see `look.mjs`."""

_MOST_STOPS = 1000 if ALL else 60
"""Stops of the Tab key to walk through on a page."""

Seen = Mapping[str, Mapping[str, Any]]


def look(pages: Mapping[str, Path], order: Path) -> Seen:
    """Open pages in Chromium.

    Args:
        pages: their files by a name that suits a file.
        order: where the order to the browser is written.

    Returns:
        For each name what `look.mjs` saw.
    """
    chromium, node = program("chromium"), program("node")
    modules = installed("node_modules/playwright-core").parents[1]
    PICTURES.mkdir(parents=True, exist_ok=True)
    said = {
        "modules": str(modules),
        "chromium": chromium,
        "pages": [{"name": name, "file": str(file)} for name, file in pages.items()],
        "pictures": str(PICTURES),
        "most": _MOST_STOPS,
    }
    order.write_text(json.dumps(said), encoding="utf-8")
    script = str(Path(__file__).with_name("look.mjs"))
    done = subprocess.run([node, script, str(order)], capture_output=True, check=False, timeout=3000 if ALL else 290)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    seen: Seen = json.loads(done.stdout)
    assert set(seen) == set(pages)
    return seen


def faults(seen: Seen, kind: str) -> dict[str, list[str]]:
    """Give what is wrong of one kind, by page; empty when nothing is."""
    return {name: found[kind] for name, found in seen.items() if found[kind]}


def markup_faults(files: Sequence[Path]) -> list[str]:
    """Give what the Nu HTML checker says about pages; empty when they are clean."""
    jar = installed("node_modules/vnu-jar/build/dist/vnu.jar")
    argv = [program("java"), "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always"]
    done = subprocess.run([*argv, *map(str, files)], capture_output=True, check=True, timeout=280)
    messages = json.loads(done.stdout)["messages"]
    return [f"{Path(m.get('url', '')).name}:{m.get('lastLine')}: {m['message']}" for m in messages]
