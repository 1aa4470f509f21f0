"""What a template does the short way is what it would have done the long way."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader
from markupsafe import Markup

from fyrportfolj.render import escape
from fyrportfolj.render.engine import FormatEnv, RefusedError
from fyrportfolj.render.escape import clean, xml_escape
from fyrportfolj.render.formats import HTML
from fyrportfolj.render.generated import Remembered

_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class _View:
    namn: str = "a<b"
    antal: int = 3


@dataclass(frozen=True)
class _Other:
    namn: str = "annan"


def rendered(template: str, **names: object) -> str:
    return FormatEnv(DictLoader({"m": template}), HTML).get_template("m").render(**names)


def _the_long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(escape, "AS_IT_IS", _NOTHING)
    monkeypatch.setattr(escape, "XML_AS_IT_IS", _NOTHING)


def test_every_character_that_goes_the_short_way_is_left_as_it_is() -> None:
    every = [chr(c) for c in range(sys.maxunicode + 1)]
    short = [c for c in every if escape.AS_IT_IS.fullmatch(c)]
    shorter = [c for c in short if escape.XML_AS_IT_IS.fullmatch(c)]
    assert len(short) > 600
    assert set(short) - set(shorter) == set("&<>\"'")
    with pytest.MonkeyPatch.context() as monkeypatch:
        _the_long_way(monkeypatch)
        assert [c for c in short if clean(c) != c] == []
        assert [c for c in shorter if xml_escape(c) != c] == []


@given(st.text(st.characters(max_codepoint=0x2300)))
def test_text_is_escaped_the_same_the_short_way_and_the_long(text: str) -> None:
    quick = clean(text), xml_escape(text)
    with pytest.MonkeyPatch.context() as monkeypatch:
        _the_long_way(monkeypatch)
        assert quick == (clean(text), xml_escape(text))


def test_one_field_of_many_kinds_of_objects() -> None:
    template = "{% for v in vyer %}{{ v.namn }};{% endfor %}"
    seen = (_View(), _Other(), {"namn": "en tabell"}, _View(), {"namn": "till"})
    assert rendered(template, vyer=seen) == "a&lt;b;annan;en tabell;a&lt;b;till;"
    with pytest.raises(RefusedError):
        rendered("{{ b.namn }}{{ v.namn }}", b=_View(), v=Markup("x"))


def test_a_macro_takes_its_arguments_by_place_by_name_and_by_default() -> None:
    macro = "{% macro m(a, b='två') %}{{ a }}-{{ b }}.{% endmacro %}"
    assert rendered(macro + "{{ m('x') }}{{ m('x', '<') }}{{ m(b='y', a='z') }}") == "x-två.x-&lt;.z-y."
    assert rendered(macro + "{% for i in (1, 2) %}{{ m(i) }}{% endfor %}") == "1-två.2-två."
    catching = "{% macro m(a) %}{{ a }}{{ varargs|length }}{{ kwargs|length }}{% endmacro %}"
    assert rendered(catching + "{{ m(1, 2, c=3) }}") == "111"
    with pytest.raises(TypeError):
        rendered(macro + "{{ m(1, 2, 3) }}")


def test_what_is_remembered_does_not_grow_without_end() -> None:
    remembered = Remembered(str)
    for n in range(45_000):
        assert remembered[str(n)] == str(n)
    assert len(remembered) <= 20_000
    long = "å" * 1000
    assert remembered[long] is not remembered[long]
