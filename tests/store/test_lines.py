"""Places by indentation alone are those that the parser gives, or none at all."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fyrportfolj.diagnostics import Loc, Place
from fyrportfolj.store.lines import Lines, Unsure
from fyrportfolj.store.positions import Positions
from fyrportfolj.store.yamltext import parse, parse_slowly
from tests.store.corpus import damaged, real_files

LARGE = os.environ.get("FYR_STOR") == "1"


def _locs(value: Any, loc: Loc = ()) -> list[Loc]:
    found = [loc]
    if isinstance(value, dict):
        found.append((*loc, "nyckel_som_inte_finns"))
        for key, inner in value.items():
            found += _locs(inner, (*loc, key))
    elif isinstance(value, list):
        found.append((*loc, 99))
        for index, inner in enumerate(value):
            found += _locs(inner, (*loc, index))
    else:
        found += [(*loc, "int"), (*loc, 0)]
    return found


@pytest.mark.parametrize("path", [path for path, _ in real_files()])
def test_real_file(path: str) -> None:
    text = dict(real_files())[path]
    lines = Lines(text)
    parsed = Positions(text)

    # Each place is looked for from the top, so all of a long file's would take as long as the rest of the room.
    for loc in _locs(parse(text.encode(), path).data)[:: 1 if LARGE else 4]:
        for at_key in (False, True):
            assert lines.locate(loc, at_key=at_key) == parsed.locate(loc, at_key=at_key), loc


@given(damaged(), st.sampled_from(("\n", "\r\n")))
@settings(max_examples=300 if LARGE else 100, deadline=None)
def test_any_text_that_reads(text: str, newline: str) -> None:
    text = text.replace("\r\n", "\n").replace("\n", newline)
    data = parse(text.encode(), "x.yaml").data
    if data is None or parse_slowly(text, "x.yaml").diagnostics:
        return
    parsed = Positions(text)
    try:
        lines = Lines(text)
    except Unsure:
        return
    for loc in _locs(data):
        for at_key in (False, True):
            try:
                found = lines.locate(loc, at_key=at_key)
            except Unsure:
                continue
            assert found == parsed.locate(loc, at_key=at_key), loc


@pytest.mark.parametrize(
    "text",
    [
        'a: "b\nc: d"\ne: 1\n',
        "a: [b,\nc: d]\ne: 1\n",
        "a: {b: c,\n d: e}\n",
        "---\na: 1\n",
        "? a\n: b\n",
        "a: &x 1\n",
        "min nyckel: 1\n",
        "{a: 1}\n",
        "a:\n  - min nyckel: 1\n",
    ],
)
def test_odd_text_is_left_to_the_parser(text: str) -> None:
    with pytest.raises(Unsure):
        Lines(text).locate(("a", 0, "min nyckel"))


def test_positions_of_odd_text_come_from_the_parser() -> None:
    text = 'a: "b\nc: d"\nc: 1\n'

    assert Positions(text, readable=True).locate(("c",)) == Place(3, 4)


@pytest.mark.parametrize(
    ("text", "loc", "at"),
    [
        ("a: 1\nb: 2\n", ("b",), (2, 4)),
        ("a:\n- b: 1\n  c: 2\n- d\ne: 3\n", ("a", 0, "c"), (3, 6)),
        ("a:\n- b: 1\n  c: 2\n- d\ne: 3\n", ("a", 1), (4, 3)),
        ("a:\n- b: 1\n  c: 2\n- d\ne: 3\n", ("e",), (5, 4)),
        ("a:\n  - - 1\n    - 2\n", ("a", 0, 1), (3, 7)),
        ("a:\n  -\n    b: 1\n", ("a", 0, "b"), (3, 8)),
        ("a:\n  # c\n\n  b: 1\n", ("a", "b"), (4, 6)),
        ("a:\nb: 1\n", ("a",), (1, 3)),
        ("a:\n  -\n  - 1\n", ("a", 0), (2, 4)),
        ("a: |\n  b: 1\n  - c\nb: 2\n", ("b",), (4, 4)),
        ("a: >-\n  x\n  y: z\n\n# d\nb: 2\n", ("a",), (1, 4)),
        ("\"å ä\": 1\n'b': 2\n", ("b",), (2, 6)),
        ("a: {b: [1, {c: 'd: e'}]}  # f\n", ("a", "b", 1, "c"), (1, 16)),
        ("a:\n  - {b: 1}\n  - {b: 2}\n", ("a", 1, "b"), (3, 9)),
        ("a:\n  b: x\n    y\n  c: 1\n", ("a", "c"), (4, 6)),
    ],
)
def test_place(text: str, loc: Loc, at: tuple[int, int]) -> None:
    assert Lines(text).locate(loc) == Positions(text).locate(loc) == Place(*at)
