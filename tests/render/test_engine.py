from __future__ import annotations

from dataclasses import dataclass

import pytest
from jinja2 import DictLoader, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateAssertionError

from fyrportfolj.render.engine import FormatEnv, RefusedError, UnknownNameError
from fyrportfolj.render.escape import typ_literal, typ_markup
from fyrportfolj.render.formats import MARKDOWN, TEXT_FORMATS, TYPST

EVIL = '#read("x")'
ONCE = typ_markup(EVIL)
_MACRO = "{% macro m(x) %}<{{ x }}>{% endmacro %}"


@dataclass(frozen=True)
class _View:
    namn: str = EVIL
    rader: tuple[str, ...] = (EVIL, "b")
    hemlig_: int = 1


def rendered(template: str, **more: str) -> str:
    environment = FormatEnv(DictLoader({"m": template, **more}), TYPST)
    return environment.get_template("m").render(v=EVIL, rapport=_View())


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ v }}", ONCE),
        ("{{ rapport.namn }}", ONCE),
        (_MACRO + "{{ m(v) }}", f"<{ONCE}>"),
        (_MACRO + "{{ m(m(v)) }}", f"<<{ONCE}>>"),
        ("{% macro m() %}({{ caller() }}){% endmacro %}{% call m() %}{{ v }}{% endcall %}", f"({ONCE})"),
        ("{% set b %}<{{ v }}>{% endset %}{{ b }}", f"<{ONCE}>"),
        ('{{ "a" ~ v }}', typ_markup("a" + EVIL)),
        (_MACRO + '{{ m(v) ~ "#" }}', f"<{ONCE}>{typ_markup('#')}"),
        ("{{ [v, v]|join('#') }}", f"{ONCE}{typ_markup('#')}{ONCE}"),
        (_MACRO + "{{ [m(v), v]|join }}", f"<{ONCE}>{ONCE}"),
        ("{{ v|upper }}", typ_markup(EVIL.upper())),
        ("{{ v|replace('x', '#') }}", typ_markup(EVIL.replace("x", "#"))),
        ("{{ '#k' }}", typ_markup("#k")),
        ("{{ 'a' if v else 'b' }}", typ_markup("a")),
        ("{{ '{}'.format(v) }}", ONCE),
        ("{{ '%s' % v }}", ONCE),
        ("{{ v|default('x') }}", ONCE),
        ("{{ saknas|default(v) }}", ONCE),
        ("{{ 3 }}", typ_markup("3")),
        (
            "{% for r in rapport.rader %}{{ loop.index }}{{ r }}{% endfor %}",
            "".join((typ_markup("1"), ONCE, typ_markup("2"), typ_markup("b"))),
        ),
        ("{{ v|typ }}", typ_literal(EVIL)),
        ("{{ rapport.rader|typ }}", f'({typ_literal(EVIL)}, "b", )'),
        ("{% macro m() %}#{% endmacro %}{{ [m()]|typ }}", f"({typ_literal('#')}, )"),
        ("{% for c in m2 %}{% else %}{{ v }}{% endfor %}".replace("m2", "[]"), ONCE),
    ],
)
def test_every_value_is_escaped_exactly_once(template: str, expected: str) -> None:
    assert rendered(template) == expected


def test_a_child_template_and_an_include_are_escaped_the_same_way() -> None:
    parent = "A{% block b %}{{ v }}{% endblock %}"
    assert (
        rendered("{% extends 'p' %}{% block b %}[{{ super() }}]{{ v }}{% endblock %}", p=parent) == f"A[{ONCE}]{ONCE}"
    )
    assert rendered("{% include 'i' %}", i="{{ v }}") == ONCE
    assert rendered("{% import 'i' as i %}{{ i.m(v) }}", i=_MACRO) == f"<{ONCE}>"


@pytest.mark.parametrize(
    "template",
    [
        _MACRO + "{{ m(v) + v }}",
        _MACRO + "{{ v + m(v) }}",
        "{% macro m() %}%s{% endmacro %}{{ m() % v }}",
        "{{ '%s' % m() }}".replace("m()", "self.b()") + "{% block b %}#{% endblock %}",
        _MACRO + "{{ m(v) * 2 }}",
        "{% macro m() %}{x}{% endmacro %}{{ m().format(x=v) }}",
        _MACRO + "{{ m(v).join([v]) }}",
        _MACRO + "{{ m(v)[0] }}",
        _MACRO + "{{ m(v)|replace('<', v) }}",
        _MACRO + "{{ v|replace('r', m(v)) }}",
        _MACRO + "{{ m(v)|upper }}",
        _MACRO + "{{ [m(v)]|map('upper')|join }}",
        _MACRO + "{{ [m(v)]|map(attribute='x')|join }}",
        _MACRO + "{{ ['x']|sum(start=m(v)) }}",
        _MACRO + "{{ m(v)|typ }}",
        "{% filter upper %}#read{{ v }}{% endfilter %}",
        "{{ none }}",
        "{{ true }}",
        "{{ 1.5 }}",
        "{{ [1] }}",
        "{{ {'a': 1} }}",
        "{{ rapport }}",
        "{{ rapport.rader }}",
        "{{ range }}",
        "{{ self }}",
        "{{ 1.5|typ }}",
        "{{ 'a' ~ none }}",
    ],
)
def test_what_could_let_text_through_is_refused(template: str) -> None:
    with pytest.raises(RefusedError) as refused:
        rendered(template)
    assert str(refused.value.why)


@pytest.mark.parametrize(
    "filter_name", ["safe", "e", "escape", "tojson", "format", "xmlattr", "attr", "pprint", "forceescape"]
)
def test_filters_outside_the_list_do_not_exist(filter_name: str) -> None:
    with pytest.raises(TemplateAssertionError):
        rendered("{{ v|" + filter_name + " }}")


@pytest.mark.parametrize(
    "template", ["{% autoescape false %}{{ v }}{% endautoescape %}", "{% autoescape x %}{% endautoescape %}"]
)
def test_escaping_can_not_be_switched_off(template: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        rendered(template)


@pytest.mark.parametrize("name", ["lipsum", "cycler", "joiner", "url_for", "saknas"])
def test_only_three_globals_exist(name: str) -> None:
    with pytest.raises(UnknownNameError) as unknown:
        rendered("{{ " + name + " }}")
    assert unknown.value.name == name


@pytest.mark.parametrize(
    "template",
    [
        "{{ v.__class__ }}",
        "{{ rapport.__init__ }}",
        "{{ rapport._x }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ '{0.__class__}'.format(v) }}",
        "{{ rapport.namn.__class__.__base__ }}",
        "{% set x = rapport.rader.append(1) %}",
    ],
)
def test_the_sandbox_holds(template: str) -> None:
    with pytest.raises((SecurityError, UndefinedError)):
        rendered(template)


@pytest.mark.parametrize(
    "template",
    [
        "{{ saknas }}",
        "{% if saknas %}{% endif %}",
        "{% for x in saknas %}{% endfor %}",
        "{{ rapport.saknas }}",
        "{{ saknas|typ }}",
        "{{ saknas ~ 'x' }}",
        _MACRO + "{{ m() }}",
    ],
)
def test_an_undefined_name_is_always_an_error(template: str) -> None:
    with pytest.raises(UnknownNameError):
        rendered(template)


def test_the_two_formats_do_not_share_filters() -> None:
    assert set(TEXT_FORMATS) == {"md", "typ", "html", "docx"}
    with pytest.raises(TemplateAssertionError):
        FormatEnv(DictLoader({"m": "{{ v|typ }}"}), MARKDOWN).get_template("m")
