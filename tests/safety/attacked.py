"""A portfolio in which everything that a person may write tries to be something else."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from fyrportfolj.resources import resource
from fyrportfolj.store.kinds import kind_of
from fyrportfolj.store.yamltext import parse

UNDERTAKINGS = ("initiativ/exempel-gemensam-trygghetsjour.yaml", "projekt/digital-motor-fyrbodal.yaml")
IDS = tuple(Path(path).stem for path in UNDERTAKINGS)

TEXTS = (
    "[/x] [bold]fet[/bold] [link=https://onda.example]här[/link]",
    "::error file=x,line=1::styrt",
    "##[add-mask]dolt ##vso[task.setvariable variable=a]b",
    "%0A::set-output name=a::b%0D",
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "<svg onload=alert(3)><a xlink:href='javascript:alert(4)'>x</a></svg>",
    "]]></failure><testcase name='x'/><!-- &lol;",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    'prydlig;=HYPERLINK("https://onda.example")',
    "prydlig,=1+1,+cmd|' /C calc'!A0",
    "{{ ''.__class__.__mro__ }}{% for x in () %}{{ 7*7 }}",
    '#read("/etc/passwd")#panic("typst")',
    ']#include "/etc/passwd"[',
    "| a | b |",
    "# Rubrik `kod` ~~~ > citat",
    "[klicka](javascript:alert(5)) ![x](https://onda.example/p.png)",
    'https://onda.example/?a=" onmouseover="alert(6)',
    "$(touch pwned) `touch pwned` ; touch pwned",
    "--output=pwned",
    "o\u0308 \u00ad \u0456",
)
LINES = ("rad ett\n::warning::rad två\n# Rubrik\n\n| a |\n|---|\n", "Fyr-Typ: beslut\n---\nx")
"""Texts of several lines, where those are allowed."""


def make(folder: Path, *, hostile: bool = True) -> Path:
    """Copy the example portfolio and fill the texts of two undertakings.

    Args:
        folder: where.
        hostile: with attacks; else with letters in the place of their signs.
    """
    root = Path(shutil.copytree(resource("portfolio-data"), folder))
    for path in UNDERTAKINGS:
        (root / path).write_text(_filled(path, hostile=hostile), encoding="utf-8")
    return root


@cache
def _filled(path: str, *, hostile: bool) -> str:
    """Give a document in which each text that may be any text is one; what must have a form is left."""
    raw = (resource("portfolio-data") / path).read_bytes()
    data = parse(raw, path).data
    assert data is not None
    places = [(holder, key, holder[key]) for holder, key in _places(data)]
    for fill in (LINES, TEXTS, None):
        # First texts of several lines everywhere, then of one line where those do not fit, last what stood there.
        wrong = _wrong(path, data) if fill is not LINES else {(id(holder), key) for holder, key, _ in places}
        texts = _cycle(fill) if fill else iter(())
        for number, (holder, key, old) in enumerate(places):
            if (id(holder), key) in wrong:
                text = next(texts, None)
                # No two are alike: what stands twice is shown once in some places.
                holder[key] = old if text is None else f"{text} {number}"
    assert not _wrong(path, data)
    if not hostile:
        for holder, key, old in places:
            if holder[key] != old:
                # As long, and with as many lines, since both decide how it is set.
                holder[key] = re.sub(r"[^\w\s]", "x", str(holder[key]))
    return _yaml(data).decode()


def _wrong(path: str, data: object) -> set[tuple[int, object]]:
    """Give where the values stand that the document's form does not allow."""
    kind = kind_of(path)
    assert kind is not None
    try:
        kind.modell.model_validate_json(json.dumps(data))
    except ValidationError as error:
        return {_place(data, e["loc"]) for e in error.errors()}
    return set()


def _place(data: object, loc: tuple[object, ...]) -> tuple[int, object]:
    found: tuple[int, object] = (0, None)
    for segment in loc:
        # A segment that is not in the file is the name of a union's member.
        inside = segment in data if isinstance(data, dict) else isinstance(data, list) and isinstance(segment, int)
        if inside:
            found = id(data), segment
            data = data[segment]  # type: ignore[index]  # (it is one of the two)
    return found


def _yaml(data: object) -> bytes:
    # One value on each line, so that the places in the file are like those of other files.
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _cycle(texts: tuple[str, ...]) -> Iterator[str]:
    while True:
        yield from texts


def _places(node: object) -> Iterator[tuple[dict[object, object], object]]:
    """Give where each text stands, with words of the vocabulary too."""
    rows = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in rows:
        if isinstance(child, str) and key not in {"id", "fas", "steg"}:
            yield node, key  # type: ignore[misc]  # (rows are empty for anything else)
        yield from _places(child)
