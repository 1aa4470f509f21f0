"""The time plan: what runs is drawn and told, dependencies once, and the year with what falls in it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from fyrportfolj.model.registers import Arsperiod
from fyrportfolj.render.catalogue import loaded
from fyrportfolj.render.report import make
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.board_time import board_plan
from fyrportfolj.render.views.schedule import _parts
from fyrportfolj.render.views.tables import Cell
from fyrportfolj.rules.capacity.yearly import in_period
from fyrportfolj.rules.lifecycle import standing
from tests.reports.artefakt.test_artefakt import STAMP, shipped

PROGRAMME = "exempel-digital-samhallsbyggnad"


@lru_cache(maxsize=4)
def view(id_: str | None) -> Any:
    return loaded("tidplan").build(shipped(), shipped().portfolio.undertaking(id_) if id_ else None)


def text(c: str | Cell) -> str:
    return c if isinstance(c, str) else " ".join((c.text, *c.under))


def test_everything_that_runs_and_has_days_is_drawn_and_what_has_ended_is_not() -> None:
    p = shipped().portfolio
    running = [e.modell for e in p.undertakings() if standing(p, e.modell) != "avslutad"]
    bars = [b.namn for d in view(None).oversikt for g in d.plan.grupper for b in g.staplar]

    assert bars == [f"{u.namn} (exempel)" for u in running if u.start and u.slut]
    assert "Digital motor Fyrbodal" not in " ".join(bars)
    assert len(view(None).milstolpar.rader) == sum(len(u.milstolpar) for u in running)
    assert len(view(None).aktiviteter.rader) == sum(len(u.aktiviteter) for u in running)


def test_a_programme_is_told_of_with_its_projects() -> None:
    names = {text(r[0]).split(" Exempel")[0] for r in view(PROGRAMME).tider.rader}

    assert names == {"Digital samhällsbyggnad", "Digital bygglovsprocess", "Digital kartgrund"}


def test_a_long_plan_is_cut_into_parts_on_the_same_scale() -> None:
    p = shipped().portfolio
    u = p.initiativ[PROGRAMME].modell
    plan = board_plan(shipped(), [u] * 45)
    parts = list(_parts(plan))

    assert [sum(len(g.staplar) for g in d.plan.grupper) for d in parts] == [20, 20, 5]
    assert {(d.plan.fran, d.plan.till) for d in parts} == {(plan.fran, plan.till)}
    assert parts[1].rubrik == "Översikt, del 2 av 3"


def test_a_dependency_is_told_once() -> None:
    pairs = [r[:2] for r in view(None).beroenden.rader]

    assert pairs.count(("Digital kartgrund (exempel)", "Digital bygglovsprocess (exempel)")) == 1


@pytest.mark.parametrize(
    ("day", "inside"),
    [(date(2026, 12, 20), True), (date(2027, 1, 6), True), (date(2027, 1, 7), False), (date(2026, 12, 19), False)],
)
def test_a_period_may_span_the_new_year(day: date, inside: bool) -> None:
    assert in_period(day, Arsperiod(id="p", namn="P", fran="12-20", till_och_med="01-06")) is inside
    assert in_period(day, Arsperiod(id="p", namn="P", fran="01-07", till_och_med="12-19")) is not inside


def test_the_year_names_the_milestones_that_fall_in_its_periods() -> None:
    periods = {r[0]: text(r[4]) for r in view(None).ar.rader}

    assert "M2 Vuxenutbildning på distans 2027-08-23" in periods["Skolstart"]
    assert periods["Jul och nyår"] == "–"


def test_an_undertaking_without_days_says_so() -> None:
    made = make(loaded("tidplan"), "md", view("ai-kundtjanst"), templates=Templates(), stamp=STAMP).data.decode()

    for sentence in ("Inga tider", "Inga milstolpar", "Inga aktiviteter", "Inga beroenden"):
        assert f"{sentence} är registrerade." in made
