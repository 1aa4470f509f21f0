"""What a status report says, and what milestones and money say besides it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fyrportfolj.model.artefacts.rapporter import Statusrapport
from fyrportfolj.model.initiative import Milstolpe
from fyrportfolj.rules import status
from fyrportfolj.rules.status import Light, Summary
from tests.support.builders import TODAY, a_head, a_milestone, a_portfolio, a_project, a_report, build

POLICY = a_head().policy.status
YELLOW = {"omrade": "tid", "status": "mindre_komplikationer", "avsteg_motivering": "Känt sedan länge."}
GREEN_BUDGET = {"omrade": "budget", "status": "enligt_plan"}


def milestone(**values: Any) -> Milstolpe:
    return build(Milstolpe, a_milestone(baslinje="2026-11-01"), values)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, date(2026, 11, 10)),
        ({"rapportdatum": None}, date(2026, 11, 8)),
        ({"rapportdatum": None, "period_till": None, "datum": "2026-11-09"}, date(2026, 11, 9)),
        ({"rapportdatum": None, "period_till": None}, None),
    ],
)
def test_a_report_speaks_of_its_day(values: dict[str, Any], expected: date | None) -> None:
    assert status.report_day(build(Statusrapport, a_report(), values)) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], None),
        (["2026-11-10"], 0),
        (["2026-11-10", "2026-10-10"], 0),
        (["2026-10-10", "2026-11-10"], 1),
        (["2026-11-10", "2026-11-10"], 1),
    ],
)
def test_the_newest_report_counts_wherever_it_stands(days: list[str], expected: int | None) -> None:
    project = a_project(artefakter={"statusrapport": [a_report(rapportdatum=d) for d in days]})

    found = status.latest_report(project)

    assert (found[0] if found else None) == expected


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([], True),
        ([a_report(rapportdatum="2026-10-06")], False),
        ([a_report(rapportdatum="2026-10-05")], True),
        ([a_report(rapportdatum=None, period_till=None)], True),
    ],
)
def test_stale_on_its_border(reports: list[dict[str, Any]], *, expected: bool) -> None:
    project = a_project(artefakter={"statusrapport": reports})

    assert status.stale(a_portfolio(project), project, TODAY) is expected


def test_a_row_is_found_by_its_area() -> None:
    report = build(Statusrapport, a_report(GREEN_BUDGET, YELLOW), {})

    found = status.row(report, "tid")

    assert found is not None
    assert (found[0], found[1].status) == (1, "mindre_komplikationer")
    assert status.row(report, "personal") is None


@pytest.mark.parametrize(
    ("values", "day", "expected"),
    [
        ({}, "2026-10-20", 0),
        ({}, "2026-11-01", 0),
        ({}, "2026-11-02", 1),
        ({"prognos": "2026-12-01"}, "2026-11-20", 30),
        ({"prognos": "2026-11-10"}, "2026-11-20", 19),
        ({"prognos": "2026-10-25"}, "2026-10-20", -7),
        ({"prognos": "2026-12-01", "utfall": "2026-11-03"}, "2026-11-20", 2),
    ],
)
def test_a_milestone_that_is_not_reached_cannot_come_before_the_day(
    values: dict[str, Any], day: str, expected: int
) -> None:
    assert status.slip(milestone(**values), date.fromisoformat(day)) == expected


def test_the_slips_of_the_source() -> None:
    first = milestone(baslinje="2020-09-28", prognos="2020-10-30")
    second = milestone(id="M2", baslinje="2020-10-05", prognos="2020-11-06")

    assert [status.slip(m, date(2020, 10, 15)) for m in (first, second)] == [32, 32]
    assert status.time_light(POLICY, 32) == "mindre_komplikationer"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], None),
        ([a_milestone(baslinje="2026-11-01", utfall="2026-11-15")], None),
        ([a_milestone(baslinje="2026-11-01"), a_milestone(id="M2", baslinje="2026-11-05")], (0, 19)),
        ([a_milestone(baslinje="2026-11-05"), a_milestone(id="M2", baslinje="2026-11-05")], (0, 15)),
        ([a_milestone(baslinje="2026-11-01", utfall="2026-11-25")], (0, 24)),
    ],
)
def test_the_largest_slip_is_of_a_milestone_not_reached(
    rows: list[dict[str, Any]], expected: tuple[int, int] | None
) -> None:
    assert status.largest_slip(a_project(milstolpar=rows), TODAY) == expected


MONEY = {"total_kr": 1000, "prognos_kr": 1100}


@pytest.mark.parametrize(
    ("money", "report", "expected"),
    [
        (None, {}, None),
        ({"total_kr": 1000}, {}, None),
        ({"total_kr": 0, "prognos_kr": 5}, {}, None),
        (MONEY, {}, "10.0"),
        (MONEY, {"prognos_kr": 1050}, "5.0"),
        (MONEY, {"beslutad_kr": 1200}, "-8.3"),
        (None, {"prognos_kr": 1050, "beslutad_kr": 1000}, "5.0"),
    ],
)
def test_the_reports_own_figures_come_first(
    money: dict[str, Any] | None, report: dict[str, Any], expected: str | None
) -> None:
    project = a_project(finansiering=money)

    found = status.budget_deviation(project, build(Statusrapport, a_report(), report))

    assert (found.procent if found else None) == (Decimal(expected) if expected else None)


def test_without_a_report_the_financing_tells() -> None:
    found = status.budget_deviation(a_project(finansiering=MONEY))

    assert found == (Decimal(1100), Decimal(1000), Decimal("10.0"))
    assert status.budget_deviation(a_project()) is None


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-5, "enligt_plan"),
        (13, "enligt_plan"),
        (14, "mindre_komplikationer"),
        (41, "mindre_komplikationer"),
        (42, "komplikationer"),
    ],
)
def test_lights_of_time(days: int, expected: str) -> None:
    assert status.time_light(POLICY, days) == expected


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        ("-9", "enligt_plan"),
        ("4.9", "enligt_plan"),
        ("5", "mindre_komplikationer"),
        ("9.9", "mindre_komplikationer"),
        ("10", "komplikationer"),
    ],
)
def test_lights_of_money(percent: str, expected: str) -> None:
    assert status.budget_light(POLICY, Decimal(percent)) == expected


def test_milder() -> None:
    assert status.milder("enligt_plan", "komplikationer")
    assert not status.milder("komplikationer", "komplikationer")


def summary(**values: Any) -> Summary:
    project = a_project(**values)
    return status.summary(a_portfolio(project), project, TODAY)


def test_a_summary_puts_the_report_beside_the_figures() -> None:
    found = summary(
        artefakter={"statusrapport": [a_report(YELLOW, GREEN_BUDGET, {"omrade": "nytta", "status": "enligt_plan"})]},
        milstolpar=[a_milestone(baslinje="2026-11-10", prognos="2026-11-15")],
        finansiering=MONEY,
    )

    assert found.rader == (
        Light("budget", "enligt_plan", "komplikationer", None),
        Light("tid", "mindre_komplikationer", "enligt_plan", "Känt sedan länge."),
        Light("personal", None, None, None),
        Light("nytta", "enligt_plan", None, None),
    )
    assert (found.index, found.dag, found.for_gammal) == (0, date(2026, 11, 10), False)
    assert (found.forskjutning_dagar, found.milstolpe) == (10, "M1")
    assert found.budget is not None


def test_an_old_report_never_stays_green() -> None:
    found = summary(artefakter={"statusrapport": [a_report(rapportdatum="2026-10-01")]})

    assert found.for_gammal
    assert [r.rapporterad for r in found.rader] == [None, None, None]


def test_without_a_report_there_is_nothing_to_believe() -> None:
    found = summary()

    assert (found.index, found.dag, found.for_gammal) == (None, None, True)
    assert [r.omrade for r in found.rader] == ["budget", "tid", "personal"]
    assert (found.forskjutning_dagar, found.milstolpe, found.budget) == (None, None, None)


@pytest.mark.parametrize(("report", "expected"), [([a_report(rapportdatum="2020-10-20")], 15), ([], 2237)])
def test_what_the_plan_has_left_behind_is_judged_by_the_reports_day(
    report: list[dict[str, Any]], expected: int
) -> None:
    found = summary(
        start="2020-09-25",
        slut="2021-01-29",
        artefakter={"statusrapport": report},
        milstolpar=[a_milestone(baslinje="2020-10-05")],
    )

    assert found.forskjutning_dagar == expected
