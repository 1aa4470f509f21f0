"""What holds for any edit of any real file: it reads back, and nothing else moves."""

from __future__ import annotations

import os
from functools import cache
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fyrportfolj.diagnostics import Loc
from fyrportfolj.store.edit import Append, Remove, Set, apply
from fyrportfolj.store.emit import inline, simplified
from fyrportfolj.store.guards import unseen_in
from fyrportfolj.store.nodes import compose
from fyrportfolj.store.spans import content_end, find
from fyrportfolj.store.yamltext import parse
from tests.store.corpus import real_files

Data: TypeAlias = dict[str, Any]

LARGE = os.environ.get("FYR_STOR") == "1"

WORDS = st.sampled_from(
    [
        "ny",
        "a: b",
        "",
        "true",
        "0.5",
        "2026-01-01",
        "två\nrader",
        "två\nrader\n",
        "en lång text som inte får plats på en rad " * 4,
        "# x",
        " x",
        "- a",
        "it's",
        '"q"',
        "{a}",
        "a, b",
        "null",
        "rad\n\n  indrag\n\nslut\n",
        "tab\there",
        "12\u00a0000 kr",
        "@x",
        "a #b",
        "a:",
        "01",
        "0x1F",
        ".nan",
        "\n",
    ]
)
SCALARS = (
    WORDS
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=40).filter(lambda text: unseen_in(text) is None)
    | st.integers(-(2**63), 2**64 - 1)
    | st.booleans()
    | st.none()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12)
    | st.dates()
)
VALUES = st.recursive(
    SCALARS, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.sampled_from("abcån"), v, max_size=3), max_leaves=6
)


@cache
def _data(text: str) -> Data:
    data = parse(text.encode(), "x.yaml").data
    assert data is not None
    return data


def _locs(value: Any, loc: Loc = ()) -> list[tuple[Loc, Any]]:
    found = [(loc, value)] if loc else []
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in rows:
        found += _locs(inner, (*loc, key))
    return found


@cache
def _places(text: str) -> tuple[tuple[Loc, Any], ...]:
    return tuple(_locs(_data(text)))


@st.composite
def _file_and_loc(draw: st.DrawFn, *, scalar: bool = False) -> tuple[str, Loc]:
    text = draw(st.sampled_from(real_files()))[1]
    places = [loc for loc, value in _places(text) if not (scalar and isinstance(value, dict | list))]
    return text, draw(st.sampled_from(places))


def _at(data: Any, loc: Loc) -> Any:
    for segment in loc:
        data = data[segment]
    return data


@pytest.mark.parametrize("path", [path for path, _ in real_files()])
def test_no_edit_is_identity(path: str) -> None:
    text = dict(real_files())[path]

    assert apply(text, []) == text
    assert all(apply(text, [Set(loc, value)]) == text for loc, value in _places(text)[:40])


@given(_file_and_loc(scalar=True), SCALARS)
@settings(max_examples=150 if LARGE else 60, deadline=None)
def test_a_scalar_is_changed_and_only_its_lines(place: tuple[str, Loc], value: Any) -> None:
    text, loc = place
    document = compose(text, "x.yaml").root
    assert document is not None
    node = find(document, loc)[0].node
    before = text[: text.rfind("\n", 0, node.start) + 1]
    end = text.find("\n", content_end(text, node))
    after = text[end + 1 :] if end >= 0 else ""
    new = apply(text, [Set(loc, value)])

    assert new.startswith(before)
    assert new.endswith(after)
    assert _at(_data(apply(new, [Set(loc, "x")])), loc) == "x"


@given(_file_and_loc(), VALUES)
@settings(max_examples=150 if LARGE else 60, deadline=None)
def test_any_value_can_be_set_anywhere_and_back(place: tuple[str, Loc], value: Any) -> None:
    text, loc = place
    new = apply(text, [Set(loc, value)])
    back = apply(new, [Set(loc, _at(_data(text), loc))])

    assert _data(back) == _data(text)


@given(_file_and_loc(), VALUES)
@settings(max_examples=100 if LARGE else 40, deadline=None)
def test_a_row_is_appended_and_removed_again(place: tuple[str, Loc], value: Any) -> None:
    text, loc = place
    target = loc if isinstance(_at(_data(text), loc), list) else ("nyckel_som_inte_finns",)
    new = apply(text, [Append(target, value)])
    rows = _at(_data(new), target)

    assert len(rows) == (len(_at(_data(text), target)) if target == loc else 0) + 1
    back = apply(new, [Remove((*target, len(rows) - 1))])
    assert _at(_data(back), target) == rows[:-1]


@given(_file_and_loc())
@settings(max_examples=100 if LARGE else 40, deadline=None)
def test_removing_leaves_the_rest_byte_for_byte(place: tuple[str, Loc]) -> None:
    text, loc = place
    new = apply(text, [Remove(loc)])
    common = 0
    while common < min(len(text), len(new)) and text[common] == new[common]:
        common += 1

    assert len(new) < len(text) or new.endswith(("{}\n", "[]\n"))
    parent = _at(_data(new), loc[:-1])
    assert (loc[-1] not in parent) if isinstance(parent, dict) else len(parent) == len(_at(_data(text), loc[:-1])) - 1


@given(_file_and_loc(), VALUES)
@settings(max_examples=60, deadline=None)
def test_windows_line_endings_stay(place: tuple[str, Loc], value: Any) -> None:
    text, loc = place
    new = apply(text.replace("\n", "\r\n"), [Set(loc, value)])

    assert "\n" not in new.replace("\r\n", "")


@given(VALUES, st.sampled_from(("block", "flow")))
@settings(max_examples=300)
def test_a_value_on_one_line_reads_back(value: Any, context: str) -> None:
    plain = simplified(value)
    text = f"[{inline(plain, flow=True)}]" if context == "flow" else inline(plain)
    parsed = parse(f"a: {text}\n".encode(), "x.yaml")

    assert parsed.diagnostics == ()
    read: Any = parsed.data and parsed.data["a"]
    assert _same(read[0] if context == "flow" else read, value)


def _same(read: Any, value: Any) -> bool:
    if isinstance(value, dict):
        return bool(read.keys() == value.keys()) and all(_same(read[k], v) for k, v in value.items())
    if isinstance(value, list):
        return len(read) == len(value) and all(map(_same, read, value))
    if hasattr(value, "isoformat"):
        return bool(read == value.isoformat())
    return isinstance(read, bool) == isinstance(value, bool) and bool(read == value or float(read) == float(value))
