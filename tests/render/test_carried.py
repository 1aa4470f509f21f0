"""A template sees a view that was carried as it sees the view."""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.errors import DataError, UsageError
from fyrportfolj.render.appearance import DEFAULT
from fyrportfolj.render.carried import NotCarriedError, plain, shown
from fyrportfolj.render.catalogue import REPORTS, loaded
from fyrportfolj.render.fonts import covered
from fyrportfolj.render.formats import TYPST
from fyrportfolj.render.templates import Templates
from tests.reports.artefakt.test_artefakt import shipped
from tests.reports.test_catalogue import SUBJECTS


@dataclass(frozen=True, slots=True)
class Row:
    namn: object

    @property
    def dubbel(self) -> object:
        return (self.namn, self.namn)

    @property
    def trasig(self) -> object:
        raise KeyError(self.namn)

    def metod(self) -> str:
        return "x"


@dataclass(frozen=True)
class Other:
    namn: object


@dataclass(frozen=True, order=True)
class Ordered:
    namn: str


@dataclass(frozen=True)
class Long:
    namn: str

    def __len__(self) -> int:
        return 0


@dataclass(frozen=True)
class Below(Other):
    mer: str = ""


class Word(str):
    __slots__ = ()


def carried(value: object) -> Any:
    return shown(marshal.loads(marshal.dumps(plain(value))))  # noqa: S302  (written on this line)


_LEAF = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.dates()
    | st.decimals(allow_nan=False)
)
_VALUE = st.recursive(
    _LEAF,
    lambda inner: (
        st.tuples(inner, inner)
        | st.builds(Row, inner)
        | st.builds(Other, inner)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3).map(MappingProxyType)
    ),
    max_leaves=12,
)


def alike(a: Any, b: Any) -> bool:
    """Say whether two values are of the same kind and hold the same."""
    if isinstance(a, Row | Other):
        own = {"namn", "dubbel"} if isinstance(a, Row) else {"namn"}
        return type(b).__name__ == type(a).__name__ and all(alike(getattr(a, n), getattr(b, n)) for n in own)
    if type(a) is not type(b):
        return False
    if isinstance(a, tuple):
        return len(a) == len(b) and all(map(alike, a, b))
    if isinstance(a, Mapping):
        return list(a) == list(b) and all(alike(a[k], b[k]) for k in a)
    return bool(a == b)


@given(_VALUE)
def test_what_is_carried_is_alike(value: object) -> None:
    assert alike(value, carried(value))


@given(_VALUE, _VALUE)
def test_what_is_equal_stays_equal_and_what_is_not_does_not(a: object, b: object) -> None:
    first, second, again = carried((Row(a), Row(b), Row(a)))
    assert first == again
    assert (first == second) == (Row(a) == Row(b))
    assert first != carried(Other(a))


@pytest.mark.parametrize(
    "value",
    [Ordered("a"), Long("a"), Below("a"), Word("a"), [1], {1, 2}, datetime(2026, 1, 1), Path(), Row, 1j],  # noqa: DTZ001
    ids=repr,
)
def test_what_plain_data_would_not_do_as_well_is_not_carried(value: object) -> None:
    with pytest.raises(NotCarriedError):
        plain((value,))


_ROW = Row("a*b")


@pytest.mark.parametrize(
    ("template", "same"),
    [
        ("{{ rapport.namn }} {{ rapport.dubbel | join(', ') }} {{ rapport | typ }}", True),
        ("{% if rapport == lika %}ja{% endif %}", True),
        ("{{ rapport.metod() }}", False),
        ("{% if rapport.metod is defined %}x{% endif %}", False),
        ("{% if rapport.trasig is defined %}x{% endif %}", False),
    ],
)
def test_a_template_sees_the_same_or_is_stopped(tmp_path: Path, template: str, *, same: bool) -> None:
    (tmp_path / "templates/prov").mkdir(parents=True)
    (tmp_path / "templates/prov/prov.typ.j2").write_text(template, encoding="utf-8")
    templates = Templates(tmp_path)
    view, equal = carried((_ROW, Row("a*b")))

    if same:
        said = templates.render("prov/prov.typ.j2", TYPST, view, lika=equal)
        assert said == templates.render("prov/prov.typ.j2", TYPST, _ROW, lika=Row("a*b"))
        assert said
    else:
        with pytest.raises((NotCarriedError, DataError)):
            templates.render("prov/prov.typ.j2", TYPST, view, lika=equal)


@pytest.mark.parametrize("id_", SUBJECTS)
def test_every_report_is_filled_in_alike(id_: str) -> None:
    templates, count = Templates(), 0
    for slug in REPORTS:
        try:
            view, missing = covered(loaded(slug).build(shipped(), shipped().portfolio.undertaking(id_)))
        except UsageError:
            continue
        report = loaded(slug)
        name = templates.name_for((report.mall, report.grundmall), TYPST)
        there = templates.render(name, TYPST, carried(view), utseende=carried(DEFAULT))
        assert there == templates.render(name, TYPST, view, utseende=DEFAULT), slug
        count += not missing
    assert count > 10


def test_days_and_amounts_are_what_they_were() -> None:
    assert carried((date(2026, 11, 20), Decimal("1.50"))) == (date(2026, 11, 20), Decimal("1.50"))
    assert str(carried(Decimal("1.50"))) == "1.50"
