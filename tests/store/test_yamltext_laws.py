"""What holds for any bytes: no exception, and two parsers that agree."""

from __future__ import annotations

import json
import os
import re

import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from fyrportfolj.diagnostics import Place
from fyrportfolj.store import yamltext
from fyrportfolj.store.guards import needs_slow_tier, place_of, well_formed
from fyrportfolj.store.positions import Positions
from fyrportfolj.store.scalars import resolve
from fyrportfolj.store.yamltext import parse, parse_slowly
from tests.store.corpus import damaged, real_files

FAST = yamltext._FAST  # noqa: SLF001  (the parser itself is what is compared)
LARGE = os.environ.get("FYR_STOR") == "1"

LENIENT = re.compile(
    r"[|>][-+0-9]*[\t#]"  # the fast parser takes a comment or a tab that touches the sign of a block scalar
    r"|[|>][-+0-9]*[ \t]*\r?\n[ \t]+\r?\n"  # and a first blank line that is not as far in as the text
    r"|[\[{][^\r\n]*\t"  # and a tab inside an unquoted text inside brackets
    r"|(?:^|[\r\n]) *\t"  # and a tab before the rest of a text that goes on
)
"""What only the fast parser reads: the slow one reports a fault instead of a value."""

YAMLISH = st.text(alphabet="ab:- \n\t[]{}\"'#,&*!|>?%@\\01.~\r", max_size=80)


@given(st.binary(max_size=300))
def test_any_bytes_give_data_or_diagnostics(data: bytes) -> None:
    parsed = parse(data, "x.yaml")

    assert (parsed.data is None) <= bool(parsed.diagnostics)


@given(YAMLISH)
@settings(max_examples=300 if LARGE else 100)
def test_any_yamlish_text_gives_data_or_diagnostics(text: str) -> None:
    parsed = parse(text.encode(), "x.yaml")

    assert (parsed.data is None) <= bool(parsed.diagnostics)
    for d in parsed.diagnostics:
        assert d.place is None or (1 <= d.place.rad <= text.count("\n") + text.count("\r") + 1)


@given(damaged() | YAMLISH)
@settings(max_examples=400 if LARGE else 130)
def test_two_parsers_agree(text: str) -> None:
    assert FAST is not None
    try:
        fast = FAST(text)
    except ValueError:
        # What the fast parser refuses the slow one decides, so the verdict is the same with and without it.
        return
    assume(isinstance(fast, dict) and well_formed(fast) and not needs_slow_tier(text.encode(), text))
    slow = parse_slowly(text, "x.yaml")

    if slow.diagnostics:
        assert LENIENT.search(text), slow.diagnostics
    else:
        assert json.dumps(slow.data) == json.dumps(fast)


@pytest.mark.parametrize("path", [path for path, _ in real_files()])
def test_two_parsers_agree_on_the_real_files(path: str) -> None:
    text = dict(real_files())[path]

    assert parse_slowly(text, path) == parse(text.encode(), path)


@given(
    st.from_regex(r"[-+]?[0-9a-fxobXeE._]{1,12}", fullmatch=True) | st.from_regex(r"[~a-zA-Z.]{1,6}", fullmatch=True)
)
@settings(max_examples=400 if LARGE else 130)
def test_unquoted_words_mean_the_same_to_both_parsers(word: str) -> None:
    assert FAST is not None
    try:
        fast = FAST(f"a: {word}")
    except ValueError:
        reject()
    value = resolve(word)

    assert isinstance(fast, dict)
    assert repr(fast["a"]) == repr(value)


@given(st.text(alphabet="aå:\r\n 😀", max_size=30))
def test_place_counts_characters_and_lines(before: str) -> None:
    place = place_of(before)
    lines = re.split(r"\r\n|\r|\n", before)

    assert place == Place(len(lines), len(lines[-1]) + 1)


@pytest.mark.parametrize("path", [path for path, _ in real_files()])
def test_every_value_of_the_real_files_is_found_where_it_stands(path: str) -> None:
    text = dict(real_files())[path]
    data = parse(text.encode(), path).data
    positions = Positions(text, path)
    lines = text.splitlines()
    work: list[tuple[tuple[str | int, ...], object]] = [((), data)]
    seen = 0
    while work:
        loc, value = work.pop()
        if isinstance(value, dict):
            work.extend(((*loc, key), inner) for key, inner in value.items())
            for key in value:
                place = positions.locate((*loc, key), at_key=True)
                assert lines[place.rad - 1][place.kolumn - 1 :].lstrip("\"'").startswith(key)
                seen += 1
        elif isinstance(value, list):
            work.extend(((*loc, index), inner) for index, inner in enumerate(value))
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            place = positions.locate(loc)
            rest = lines[place.rad - 1][place.kolumn - 1 :]
            assert rest[0] in "|>\"'" or rest.startswith(str(value).split("\n")[0][:5])
    assert seen
