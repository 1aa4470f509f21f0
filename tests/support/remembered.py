"""The files of the example portfolios are read once per process of tests, however many tests open them.

Reading is a function of bytes and path, and models cannot be changed; whatever a test writes is read as ever.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from fyrportfolj.model.policy import SCHEMA_VERSION
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.store import load as reading
from fyrportfolj.store.kinds import Kind
from fyrportfolj.store.yamltext import Parsed, parse

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = (ROOT / "portfolio-data", ROOT / "tests" / "errors" / "_bas")


def remember(patch: pytest.MonkeyPatch) -> None:
    """Let the reader of portfolios remember the files that the examples hold now.

    Args:
        patch: undoes it.
    """
    known = {sha256(p.read_bytes()).digest() for folder in EXAMPLES for p in folder.rglob("*.yaml")}
    texts: dict[tuple[str, bytes], Parsed] = {}
    entries: dict[tuple[str, str, str], Entry[Any]] = {}
    read_entry: Callable[..., Entry[Any] | None] = vars(reading)["_entry"]

    def parsed(data: bytes, fil: str) -> Parsed:
        found = texts.get((fil, data))
        if found is None:
            found = parse(data, fil)
            if not found.diagnostics and sha256(data).digest() in known:
                texts[fil, data] = found
        return found

    def entry(found: Parsed, kind: Kind, loading: Any) -> Entry[Any] | None:
        mine = found is texts.get((found.fil, (found.text or "").encode()))
        key = (found.fil, found.text or "", kind.namn)
        if mine and key in entries:
            return entries[key]
        said = len(loading.diagnostics)
        made = read_entry(found, kind, loading)
        if mine and made is not None and len(loading.diagnostics) == said and loading.version == SCHEMA_VERSION:
            entries[key] = made
        return made

    patch.setattr(reading, "parse", parsed)
    patch.setattr(reading, "_entry", entry)
