"""A benefit from forecast to outcome, how past forecasts have held, and when to measure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.model.artefacts.traits import MedNyttor
from fyrportfolj.rules.benefits.accuracy import FEWEST, accuracy
from fyrportfolj.rules.benefits.due import months_after, reminders
from fyrportfolj.rules.benefits.forecasts import benefit_lines, counted_elsewhere, fulfilment, latest_amounts
from tests.support.builders import a_portfolio, a_project, an_initiative

D = Decimal
DRAFT = {"status": "utkast", "version": "0.1"}
values = st.decimals(-1000, 1000, places=2)


def benefit(id_: str = "N1", **more: Any) -> dict[str, Any]:
    return {"id": id_, "namn": "Fart", "nyttotyp": "finansiell", **more}


def years(**amounts: int) -> list[dict[str, Any]]:
    return [{"ar": int(y[1:]), "trolig_kr": str(a)} for y, a in amounts.items()]


def holding(**documents: list[dict[str, Any]]) -> dict[str, Any]:
    return {"artefakter": {slug: {**DRAFT, "nyttor": rows} for slug, rows in documents.items()}}


PROGRAMME = an_initiative(**holding(nyttoprognos=[benefit("N1", per_ar=years(y2027=100, y2028=200))]))
PROJECT = a_project(
    **holding(
        nyttokalkyl=[benefit("N7", per_ar=years(y2027=80, y2028=180), overlapp_med=["gemensamt-sjokort N1"])],
        nyttorealiseringsplan=[benefit("N7", per_ar=years(y2027=70))],
        effektbokslut=[benefit("N7", utfall=[{"datum": "2027-11-01", "belopp_kr": "60"}])],
    )
)


def test_a_programmes_benefit_is_followed_into_its_project_in_one_row() -> None:
    (line,) = benefit_lines(a_portfolio(PROGRAMME, PROJECT), PROGRAMME)

    assert [(s.dokument, s.insats) for s in line.steg] == [
        ("nyttoprognos", "gemensamt-sjokort"),
        ("nyttokalkyl", "provtur"),
        ("nyttorealiseringsplan", "provtur"),
        ("effektbokslut", "provtur"),
    ]
    assert line.ar == (2027,)
    stages = (line.amount("nyttoprognos"), line.amount("nyttokalkyl"), line.amount("nyttorealiseringsplan"))
    assert (*stages, line.outcome(), line.promised()) == tuple(map(D, (100, 80, 70, 60, 100)))
    assert sum(latest_amounts(line).values()) == 300


def test_the_same_thing_is_counted_once_also_when_both_say_so() -> None:
    mutual = an_initiative(**holding(nyttoprognos=[benefit("N1", overlapp_med=["provtur N7"])]))

    for programme in (PROGRAMME, mutual):
        assert counted_elsewhere(a_portfolio(programme, PROJECT)) == {("provtur", "N7")}


def test_a_forecast_that_was_changed_afterwards_is_compared_as_it_was() -> None:
    old = an_initiative(**holding(nyttoprognos=[benefit("N1", per_ar=years(y2027=900))]))
    was = old.artefakter.nyttoprognos
    assert isinstance(was, MedNyttor)

    (line,) = benefit_lines(a_portfolio(PROGRAMME, PROJECT), PROGRAMME, {("gemensamt-sjokort", "nyttoprognos"): was})

    assert (line.amount("nyttoprognos"), line.amount_now("nyttoprognos")) == (D(900), D(100))
    assert [s.dokument for s in line.steg if s.andrad] == ["nyttoprognos"]


def test_a_measurement_in_another_unit_says_nothing_of_the_goal() -> None:
    goal = {"nulage": {"varde": "10", "status": "uppmatt"}, "riktning": "minska"}
    hours = benefit("N1", **goal, mal={"varde": "6", "enhet": "timmar"})
    done = [{"datum": "2026-05-01", "varde": "8"}]
    pieces = benefit(
        "N7", **goal, mal={"varde": "0", "enhet": "st"}, overlapp_med=["gemensamt-sjokort N1"], utfall=done
    )
    programme, project = an_initiative(**holding(nyttoprognos=[hours])), a_project(**holding(nyttokalkyl=[pieces]))
    portfolio = a_portfolio(programme, project)

    assert benefit_lines(portfolio, programme)[0].fulfilment() is None
    assert benefit_lines(portfolio, project)[0].fulfilment() == D("0.2")


@given(values, values, values)
def test_fulfilment_is_none_at_the_start_and_one_at_the_goal(now: Decimal, goal: Decimal, came: Decimal) -> None:
    if goal == now:
        assert fulfilment(now, goal, came) is None
        return
    assert fulfilment(now, goal, goal) == 1
    assert fulfilment(now, goal, now) == 0
    found = fulfilment(now, goal, came)
    assert found is not None
    assert abs(found + (fulfilment(goal, now, came) or 0) - 1) < D("1e-30")


@pytest.mark.parametrize("count", [FEWEST - 1, FEWEST])
def test_a_few_past_forecasts_are_no_ground_for_a_conclusion(count: int) -> None:
    rows = [
        benefit(f"N{i}", per_ar=years(y2025=100), utfall=[{"datum": "2025-12-31", "belopp_kr": "80"}])
        for i in range(1, count + 1)
    ]
    project = a_project(**holding(nyttokalkyl=rows))
    money, quality = accuracy(benefit_lines(a_portfolio(project), project), ("finansiell", "kvalitet"))

    assert (money.antal_kr, money.prognos_kr, money.utfall_kr, money.kvot) == (
        count,
        D(count * 100),
        D(count * 80),
        D("0.8"),
    )
    assert money.racker_kr is (count >= FEWEST)
    assert (quality.antal_kr, quality.kvot, quality.racker_kr) == (0, None, False)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 12), 12, date(2027, 11, 12)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2026, 12, 31), 36, date(2029, 12, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
    ],
)
def test_months_after(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


@pytest.mark.parametrize(
    ("measured", "expected"),
    [
        (None, ["2026-06-30", "2027-03-31"]),
        ("2026-05-29", ["2026-06-30", "2027-03-31"]),
        ("2026-06-01", ["2027-03-31"]),
        ("2027-03-15", []),
    ],
)
def test_a_measurement_settles_its_day_and_those_before(measured: str | None, expected: list[str]) -> None:
    outcomes = [{"datum": measured, "varde": "1"}] if measured else []
    row = benefit("N1", uppfoljning=["2026-06-30", "2027-03-31"], utfall=outcomes)
    project = a_project(**holding(nyttorealiseringsplan=[row]))

    assert [r.dag.isoformat() for r in reminders(a_portfolio(project), project)] == expected


def test_a_benefit_that_is_given_up_is_not_measured() -> None:
    project = a_project(
        **holding(nyttorealiseringsplan=[benefit("N1", uppfoljning=["2026-06-30"], status="avskriven")])
    )

    assert list(reminders(a_portfolio(project), project)) == []
