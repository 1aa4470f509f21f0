"""Each report of a small portfolio as Markdown, as expected to the letter."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from fyrportfolj.model.plan import ActionPlan, FocusArea
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.render.catalogue import REPORTS, loaded
from fyrportfolj.render.report import make
from fyrportfolj.render.templates import Templates
from tests.reports.sample import STAMP, basis, entry, parsed, portfolio
from tests.support.golden import Golden

HERE = Path(__file__).resolve().parent
ONE = ("beslutslogg", "beslutsunderlag", "protokollsutdrag", "riskregister", "styrgruppsmote", "tidplan")
WHOLE = ("beslutslogg", "handlingsplan", "portfoljstatus", "riskregister", "tidplan")

PLAN = {
    "namn": "Handlingsplan för hamnen",
    "version": "1.0",
    "period": "2026–2027",
    "kalla": "Hamnplan 2026",
    "syfte": "Hamnen ska fungera för alla kommuner.",
    "arbetssatt": ["Kommunerna gör det tillsammans."],
    "mal": [{"id": "trygg-hamn", "namn": "En trygg hamn"}],
}
AREA = {
    "id": "hamnens-drift",
    "namn": "Hamnens drift",
    "ordning": 1,
    "varfor": "Drift som kommunerna delar.",
    "viktiga_aspekter": ["Säkerhet"],
    "delomraden": [{"id": "kajer", "namn": "Kajer", "varfor": "Kajerna slits.", "mal": ["trygg-hamn"]}],
}


def with_plan(p: Portfolio) -> Portfolio:
    held = {f.name: getattr(p, f.name) for f in fields(p) if f.init}
    return Portfolio(
        **held
        | {
            "handlingsplan": Entry("handlingsplan/handlingsplan.yaml", parsed(ActionPlan, PLAN)),
            "fokusomraden": {"hamnens-drift": Entry("handlingsplan/hamnens-drift.yaml", parsed(FocusArea, AREA))},
        }
    )


def text(slug: str, *, whole: bool) -> str:
    p = with_plan(portfolio())
    there = replace(basis(p), forut_saknas="Ingen jämförelse är gjord: portföljen är ny.")
    view = loaded(slug).build(there, None if whole else entry(p))
    return make(loaded(slug), "md", view, templates=Templates(), stamp=STAMP).data.decode()


@pytest.mark.parametrize("slug", ONE)
def test_a_report_about_one_is_as_expected(slug: str, golden: Golden) -> None:
    golden.same(HERE / slug / "exempel.md", text(slug, whole=False))


@pytest.mark.parametrize("slug", WHOLE)
def test_a_report_about_the_portfolio_is_as_expected(slug: str, golden: Golden) -> None:
    golden.same(HERE / slug / "portfolj.md", text(slug, whole=True))


def test_every_report_with_a_template_of_its_own_has_an_expected_text() -> None:
    own = {slug for slug, listed in REPORTS.items() if not listed.modul}
    held = {path.parent.name for path in HERE.glob("*/*.md")}

    assert own - held <= {"prioritering"}
