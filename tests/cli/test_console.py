from __future__ import annotations

import io
import json
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.cli.blocks import Column, Line, Raw, Span, Table
from fyrportfolj.cli.console import Console, clean, to_json
from fyrportfolj.messages import T

UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
ANYTHING = st.text(st.characters(exclude_categories=[]), max_size=60)
HOSTILE = "\x1b[2J\x1b]0;titel\x07 [bold]x[/x] \u202egod\u2066 \x9b31m \u200b\u2028"


class Screen(io.StringIO):
    """A stream that claims to be a terminal."""

    def isatty(self) -> bool:
        return True


@given(ANYTHING)
def test_nothing_that_steers_is_left(text: str) -> None:
    shown = clean(text)

    assert all(c in "\n\t" or unicodedata.category(c) not in UNSAFE for c in shown)
    assert not set(BLANK) & set(shown)


@given(st.text(st.characters(categories=["L", "N", "P", "Zs", "S"], exclude_characters=BLANK), max_size=60))
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert clean(text) == text


@given(st.recursive(ANYTHING | st.integers() | st.none(), lambda x: st.lists(x) | st.dictionaries(ANYTHING, x)))
def test_json_is_safe_to_print_and_says_the_same(data: object) -> None:
    text = to_json(data)

    assert json.loads(text) == data
    assert all(c == "\n" or unicodedata.category(c) not in UNSAFE for c in text)


def test_json_escapes_the_one_control_character_that_json_itself_lets_through() -> None:
    assert to_json("a\x7fb") == '"a\\u007fb"'


@pytest.mark.parametrize("colour", [False, True])
def test_hostile_data_reaches_no_terminal(colour: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    out = Screen()
    console = Console(out, Screen(), colour=colour)
    console.show(
        [Line(HOSTILE), Raw(Span(HOSTILE, "fel")), Table((Column(HOSTILE),), ((HOSTILE,),)), Line(T("{x}", x=HOSTILE))]
    )
    shown = out.getvalue()

    assert "\x1b[2J" not in shown
    assert "\x1b]" not in shown
    assert not {"\x07", "\x9b", "\u202e", "\u2066", "\u200b", "\u2028"} & set(shown)
    assert "[bold]x[/x]" in shown
    assert ("\x1b[" in shown) is colour


@pytest.mark.parametrize("variable", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_when_the_surroundings_say_so(variable: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    for name, value in variable.items():
        monkeypatch.setenv(name, value)
    out = Screen()
    Console(out, Screen()).show([Line(Span("x", "fel"))])

    assert out.getvalue() == "x\n"


def test_a_pipe_gets_no_colour_and_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    out = io.StringIO()
    console = Console(out, io.StringIO())
    console.show([Line(Span("ord " * 40, "fel"))])

    assert console.width == 80
    assert max(map(len, out.getvalue().splitlines())) <= 80
    assert "\x1b" not in out.getvalue()


@pytest.mark.parametrize(("columns", "width"), [("120", 120), ("3", 20), ("9999", 160), ("bred", 80), ("", 80)])
def test_columns_decides_within_reason(columns: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    assert Console(io.StringIO(), io.StringIO()).width == width


def test_values_come_in_the_languages_own_form() -> None:
    swedish, english = (Console(io.StringIO(), io.StringIO(), language=x) for x in ("sv", "en"))
    text = T("{belopp} {dag} {namn}", belopp=Decimal("1234.5"), dag=date(2026, 5, 12), namn=("a", "b", "c"))

    assert swedish.say(text) == "1\u00a0234,5 2026-05-12 a, b och c"
    assert english.say(text) == "1,234.5 2026-05-12 a, b and c"


def test_no_line_ends_with_a_blank() -> None:
    out = io.StringIO()
    Console(out, io.StringIO()).show([Table((Column(), Column()), (("a", ""), ("b", "")))])

    assert out.getvalue() == "a\nb\n"
