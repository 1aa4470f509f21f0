from __future__ import annotations

import html
import json
import re
import tempfile
from dataclasses import dataclass
from decimal import Decimal

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from fyrportfolj.render.escape import clean, md_escape, typ_code, typ_literal, typ_markup
from tests.render.hostile import HOSTILE

_SPECIAL = st.text(alphabet="#$*_`\\\"<>@=/+-~[](){};:.,'|&%!?^ \n\tåÖ1a2wW", max_size=24)
_ANY = st.one_of(_SPECIAL, st.text(max_size=24), st.sampled_from(HOSTILE))

_CONTEXTS = {
    "stycke": ("{}\n", "{}"),
    "rubrik": ("# {}\n", "{}"),
    "punkt": ("- {}\n", "{}"),
    "numrerad": ("1. {}\n", "{}"),
    "cell": ("| a | b |\n| --- | --- |\n| {} | c |\n", "a b {} c"),
    "fetstil": ("**a {} b**\n", "a {} b"),
    "citat": ("> {}\n", "{}"),
}
_OUR_TAGS = re.compile(r"</?(p|h1|li|ul|ol|table|thead|tbody|tr|th|td|strong|blockquote)\b[^>]*>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb", "a b"),
        ("a\x00\x07\x1b\x7f\x9fb", "ab"),
        ("a\u202e\u2066\u200f\u061cb", "ab"),
        ("a\u200b\u200d\u2060\ufeff\u00adb", "ab"),
        ("❤\ufe0f", "❤"),
        ("a\ud800\ufffe\U0010ffffb", "ab"),
        ("a\u030a", "å"),
        ("605\u00a0000\u00a0kr – 5\u202f%", "605\u00a0000\u00a0kr – 5\u202f%"),
        ("\u115f\u3164x", "x"),
    ],
)
def test_clean_drops_what_nobody_sees_and_keeps_typography(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(_ANY)
def test_clean_twice_is_clean_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def _visible(text: str) -> str:
    return re.sub(r"[ \n]+", " ", clean(text)).strip()


@pytest.mark.parametrize("context", _CONTEXTS)
@given(text=_ANY)
def test_markdown_shows_exactly_the_text(context: str, text: str) -> None:
    template, expected = _CONTEXTS[context]
    rendered = (
        MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(template.format(md_escape(text).strip()))
    )
    without_ours = _OUR_TAGS.sub("", rendered)
    assert "<" not in without_ours, rendered
    assert _visible(html.unescape(without_ours)) == _visible(expected.format(_visible(text)))


@given(_ANY, _ANY)
def test_two_values_side_by_side_do_not_become_markdown_together(first: str, second: str) -> None:
    rendered = MarkdownIt("commonmark").enable("table").render(md_escape(first) + md_escape(second) + "\n")
    assert "<" not in re.sub(r"</?p>", "", rendered)


@pytest.mark.parametrize("text", ["2026-11-20", "5 % (prisnivå 2026)", "Åmål; Orust, Tanum", "vecka 41–44", "a/b: c?"])
def test_markdown_leaves_ordinary_text_readable(text: str) -> None:
    assert md_escape(text) == text


def _queried(source: str) -> object:
    with tempfile.TemporaryDirectory() as root:
        return json.loads(typst.Compiler(source.encode(), root=root).query("<m>", field="value"))


@pytest.mark.slow
@given(st.lists(_ANY, max_size=6))
def test_typst_reads_back_exactly_the_text(texts: list[str]) -> None:
    source = "".join(f"#metadata({typ_literal(t)})<m>\n{typ_markup(t)}\n" for t in texts)
    assert _queried(source) == [clean(t) for t in texts]


@pytest.mark.parametrize(
    "context",
    [
        "A{}B",
        "\n{}\n",
        "{0}.len() {0}(1) {0}[x]",
        "\n== {}\n",
        "#table(columns: 1, [{}])",
        "#text(red)[{}]",
    ],
)
def test_typst_markup_is_inert_in_every_context(context: str) -> None:
    body = "\n".join(context.format(typ_markup(t)) for t in HOSTILE)
    shown = _queried(f"#let c = [{body}]\n#metadata(1)<m>\n#c")
    assert shown == [1]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_literal_used_by_mistake_in_markup_runs_nothing(text: str) -> None:
    literal = typ_literal(text)
    assert re.fullmatch(r'"(?:[A-Za-z0-9 ,\u00a1-\U0010ffff]|\\u\{[0-9a-f]+\})*"', literal)
    assert _queried(f"{literal}\n#metadata(1)<m>") == [1]


@pytest.mark.parametrize("source", ["#let a = {}", '#let a = "{}"'])
def test_markup_used_as_code_is_refused_not_run(source: str) -> None:
    with pytest.raises(RuntimeError, match="expected semicolon"):
        _queried(source.format(typ_markup("a b")))


@dataclass(frozen=True)
class _Row:
    namn: str
    antal: int


def test_typst_code_of_every_plain_kind() -> None:
    value: list[object] = [None, True, False, -3, 0, 'a"b', ("x",), [], {}, {"a b": 1}, _Row("#n", 2)]
    expected: list[object] = [None, True, False, -3, 0, 'a"b', ["x"], [], {}, {"a b": 1}, {"namn": "#n", "antal": 2}]
    assert _queried(f"#metadata({typ_code(value)})<m>") == [expected]


@pytest.mark.parametrize("value", [1.5, Decimal(1), object(), _Row])
def test_typst_code_refuses_what_a_view_never_holds(value: object) -> None:
    with pytest.raises(TypeError):
        typ_code(value)
