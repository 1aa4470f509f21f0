"""The analysis of benefits: what it says of a whole chain, and what its charts draw."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from fyrportfolj.model.artefacts.traits import MedNyttor
from fyrportfolj.render.benefit_charts import curve, tornado
from fyrportfolj.render.catalogue import loaded
from fyrportfolj.render.report import make
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.benefit_pictures import Bar, Curve, Tornado
from fyrportfolj.render.views.tables import Cell, Table
from fyrportfolj.rules.benefits.baselines import Frozen
from tests.reports.artefakt.test_artefakt import STAMP, shipped
from tests.support.golden import Golden

HERE = Path(__file__).parent
LARM = "exempel-inforande-trygghetslarm"
D = Decimal
_NS = {"s": "http://www.w3.org/2000/svg"}


def view(id_: str, frozen: Frozen | None = None) -> Any:
    basis = replace(shipped(), frysta=frozen)
    return loaded("nyttoanalys").build(basis, shipped().portfolio.undertaking(id_))


def words(row: tuple[str | Cell, ...]) -> list[str]:
    return [c if isinstance(c, str) else " ".join((c.text, *c.under)) for c in row]


def test_the_whole_analysis(golden: Golden) -> None:
    made = make(loaded("nyttoanalys"), "md", view(LARM), templates=Templates(), stamp=STAMP)

    golden.same(HERE / "larm.md", made.data.decode())


def test_what_was_decided_stands_first_and_what_it_says_now_below() -> None:
    entry = shipped().portfolio.projekt[LARM]
    now = entry.modell.artefakter.nyttokalkyl
    assert isinstance(now, MedNyttor)
    first, *rest = now.nyttor
    was = first.model_copy(update={"per_ar": tuple(a.model_copy(update={"trolig_kr": D(5)}) for a in first.per_ar)})
    frozen = Frozen((), {(LARM, "nyttokalkyl"): now.model_copy(update={"nyttor": (was, *rest)})})

    assert words(view(LARM, frozen).jamforelse.rader[0])[2] == "5\u00a0kr nu 1\u00a0150\u00a0000\u00a0kr"
    assert "nu" not in words(view(LARM).jamforelse.rader[0])[2]


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("exempel-gemensam-trygghetsjour", "Kalkylen görs i programmets projekt"),
        ("exempel-gemensamt-e-arkiv", "Dokumentet Nyttokalkyl är inte påbörjat."),
    ],
)
def test_what_is_missing_is_said(id_: str, said: str) -> None:
    found = view(id_)

    assert said in found.vilar_pa[0]
    assert (found.tal, found.matt, found.tornado, found.parter_not) == ((), None, None, "")


def _numbers(svg: str, tag: str, *names: str) -> list[tuple[int, ...]]:
    root = ET.fromstring(svg)  # noqa: S314  (our own text)
    return [tuple(int(e.get(n) or 0) for n in names) for e in root.iterfind(f".//s:{tag}", _NS)]


def test_a_bar_runs_from_worst_to_best_around_today() -> None:
    bars = (Bar("a", D(-100), D(300)), Bar("b", D(50), D(50)), Bar("c", D(100), D(100)))
    drawn = _numbers(tornado(Tornado(D(100), "100 kr", bars, "ord")), "rect", "x", "width")

    assert len(drawn) == 3
    (worse, better, only) = drawn
    assert worse[0] + worse[1] == better[0] == only[0] + only[1]
    assert worse[1] == better[1] > only[1] > 0


def test_a_curve_has_a_point_for_each_known_value_and_falls_below_zero() -> None:
    picture = Curve(
        "Finansiell", (2026, 2027, 2028), (D(0), D(1000), D(2000)), (D(-500), None, None), "ord", Table("", (), ())
    )
    svg = curve(picture)
    circles = _numbers(svg, "circle", "cx", "cy")
    squares = _numbers(svg, "rect", "x", "y")

    assert (len(circles), len(squares)) == (2, 4)
    assert circles[0][1] > squares[0][1]
    assert [y for _, y in squares[:3]] == sorted((y for _, y in squares[:3]), reverse=True)
