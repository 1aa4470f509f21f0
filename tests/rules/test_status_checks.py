"""Checks of status reports: each on its border."""

from __future__ import annotations

from typing import Any

import pytest

from fyrportfolj.i18n import render
from fyrportfolj.messages import Text
from fyrportfolj.rules.status_checks import (
    check_status_fresh,
    check_status_is_true,
    check_status_periods,
    check_status_rows,
)
from tests.support.builders import (
    TODAY,
    a_measure,
    a_milestone,
    a_portfolio,
    a_process,
    a_project,
    a_report,
    a_risk,
    data,
    found,
)

BASE = "artefakter.statusrapport.0"


def row(area: str, light: str = "enligt_plan", **values: Any) -> dict[str, Any]:
    return {"omrade": area, "status": light, **values}


def reported(*rows: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {"artefakter": {"statusrapport": [a_report(*rows, **values)]}}


DONE = {"atgard": "Reva", "ansvarig": "styrman", "klart": "2026-12-01"}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (row("tid"), []),
        (row("tid", "mindre_komplikationer", **DONE), []),
        (row("tid", "mindre_komplikationer"), ["FYR329"]),
        (row("tid", "komplikationer", **{**DONE, "klart": None}), ["FYR329"]),
        (row("tid", "komplikationer", **{**DONE, "ansvarig": None}), ["FYR329"]),
        (row("tid", "komplikationer", **{**DONE, "atgard": None}), ["FYR329"]),
        (row("tid", "komplikationer", ingen_atgard=True, ingen_atgard_motivering="Går över"), []),
        (row("tid", "komplikationer", ingen_atgard=True), ["FYR330"]),
        (row("tid", ingen_atgard=True), ["FYR330"]),
    ],
)
def test_a_deviation_has_a_measure_or_a_reason(changed: dict[str, Any], expected: list[str]) -> None:
    portfolio = a_portfolio(a_project(**reported(row("budget"), changed, row("personal"))))

    assert [kod for kod, _ in found(check_status_rows, portfolio)] == expected


def test_the_finding_says_what_is_missing() -> None:
    project = a_project(**reported(row("budget"), row("tid", "komplikationer", atgard="Reva"), row("personal")))

    (d,) = check_status_rows(a_portfolio(project), TODAY)

    assert d.params["saknas"] == ("ansvarig", "klart")
    assert d.loc == ("artefakter", "statusrapport", 0, "rader", 1, "status")


@pytest.mark.parametrize(
    ("rows", "status", "expected"),
    [
        ([row("budget"), row("tid"), row("personal")], "godkand", []),
        ([row("budget"), row("tid")], "godkand", [("FYR333", f"{BASE}.rader")]),
        ([row("budget"), row("tid")], "utkast", []),
        ([], "godkand", [("FYR333", BASE)]),
    ],
)
def test_required_rows(rows: list[dict[str, Any]], status: str, expected: list[tuple[str, str]]) -> None:
    report = {**a_report(status=status), "rader": rows}
    portfolio = a_portfolio(a_project(artefakter={"statusrapport": [report]}))

    assert found(check_status_rows, portfolio) == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-11-09", []),
        ("2026-11-08", [("FYR332", "artefakter.statusrapport.1.period_fran")]),
        (None, []),
    ],
)
def test_periods_follow_one_another(start: str | None, expected: list[tuple[str, str]]) -> None:
    reports = [a_report(), a_report(period_fran=start, period_till="2026-11-19", rapportdatum="2026-11-19")]

    assert found(check_status_periods, a_portfolio(a_project(artefakter={"statusrapport": reports}))) == expected


def test_periods_are_compared_in_order_of_time() -> None:
    reports = [a_report(period_fran="2026-11-05", period_till="2026-11-19"), a_report()]

    assert found(check_status_periods, a_portfolio(a_project(artefakter={"statusrapport": reports}))) == [
        ("FYR332", "artefakter.statusrapport.0.period_fran")
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"start": "2026-10-06"}, []),
        ({"start": "2026-10-05"}, [("FYR331", "fas")]),
        ({"start": None}, []),
        ({"start": "2026-10-05", "slut": "2026-11-19"}, []),
        ({"start": "2026-01-01", **reported(rapportdatum="2026-10-06")}, []),
        ({"start": "2026-01-01", **reported(rapportdatum="2026-10-05")}, [("FYR331", BASE)]),
    ],
)
def test_a_running_undertaking_reports(values: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found(check_status_fresh, a_portfolio(a_project(**values))) == expected


@pytest.mark.parametrize(
    ("report", "said"),
    [([], "ingen statusrapport är lämnad"), ([a_report()], "den senaste statusrapporten är från 2026-11-10")],
)
def test_the_finding_says_what_there_is(report: list[dict[str, Any]], said: str) -> None:
    project = a_project(start="2026-01-01", slut="2028-01-01", artefakter={"statusrapport": report})

    (d,) = check_status_fresh(a_portfolio(project), TODAY.replace(year=2027))

    assert isinstance(d.params["laget"], Text)
    assert render(d.params["laget"]) == said


def without_reports_in(*phases: str) -> dict[str, Any]:
    faser = data("process/segling-1.0.yaml")["faser"]
    for fas in faser:
        if fas["slug"] in phases:
            fas["artefakter"] = []
    return {"processer": [a_process(faser=faser)]}


@pytest.mark.parametrize(
    ("silent", "report", "expected"),
    [
        ([], [], 1),
        (["kaj"], [a_report(rapportdatum="2026-01-10")], 0),
        (["kaj", "sjo"], [], 0),
        (["kaj", "sjo"], [a_report(rapportdatum="2026-01-10")], 1),
    ],
)
def test_the_process_says_in_which_phases_reports_are_written(
    silent: list[str], report: list[dict[str, Any]], expected: int
) -> None:
    project = a_project(start="2026-01-01", artefakter={"statusrapport": report})
    portfolio = a_portfolio(project, **without_reports_in(*silent))

    assert len(found(check_status_fresh, portfolio)) == expected


def test_without_a_process_the_first_report_begins_it() -> None:
    project = a_project(start="2026-01-01", **reported(rapportdatum="2026-01-10"))

    assert len(found(check_status_fresh, a_portfolio(project, processer=[]))) == 1


def slipping(days: int, light: str, **values: Any) -> dict[str, Any]:
    """A report of 10 November and a milestone whose forecast lies so many days after its baseline."""
    baseline = "2026-12-01"
    forecast = (TODAY.replace(month=12, day=1)).toordinal() + days
    return {
        "milstolpar": [a_milestone(baslinje=baseline, prognos=TODAY.fromordinal(forecast).isoformat())],
        **reported(row("budget"), row("tid", light, **DONE, **values), row("personal")),
    }


@pytest.mark.parametrize(
    ("days", "light", "values", "faults"),
    [
        (13, "enligt_plan", {}, 0),
        (14, "enligt_plan", {}, 1),
        (14, "enligt_plan", {"avsteg_motivering": "Vinden vänder"}, 0),
        (14, "mindre_komplikationer", {}, 0),
        (41, "mindre_komplikationer", {}, 0),
        (42, "mindre_komplikationer", {}, 1),
        (42, "komplikationer", {}, 0),
    ],
)
def test_a_slip_is_not_hidden_behind_green(days: int, light: str, values: dict[str, Any], faults: int) -> None:
    portfolio = a_portfolio(a_project(**slipping(days, light, **values)))

    assert found(check_status_is_true, portfolio) == [("FYR334", f"{BASE}.rader.1.status")] * faults


def test_a_slip_is_judged_by_the_reports_own_day() -> None:
    milestones = [a_milestone(baslinje="2026-11-01")]
    early = a_project(milstolpar=milestones, **reported(rapportdatum="2026-11-10"))
    late = a_project(milstolpar=milestones, **reported(rapportdatum="2026-11-19"))

    assert found(check_status_is_true, a_portfolio(early)) == []
    assert found(check_status_is_true, a_portfolio(late)) == [("FYR334", f"{BASE}.rader.1.status")]


@pytest.mark.parametrize(
    ("forecast", "light", "values", "faults"),
    [
        ("1049", "enligt_plan", {}, 0),
        ("1050", "enligt_plan", {}, 1),
        ("1050", "enligt_plan", {"avsteg_motivering": "Bidrag på väg"}, 0),
        ("1099", "mindre_komplikationer", {}, 0),
        ("1100", "mindre_komplikationer", {}, 1),
        ("1100", "komplikationer", {}, 0),
        (None, "enligt_plan", {}, 0),
    ],
)
def test_a_forecast_is_not_hidden_behind_green(
    forecast: str | None, light: str, values: dict[str, Any], faults: int
) -> None:
    money = {"total_kr": "1000", "prognos_kr": forecast}
    rows = (row("budget", light, **DONE, **values), row("tid"), row("personal"))
    portfolio = a_portfolio(a_project(finansiering=money, **reported(*rows)))

    assert found(check_status_is_true, portfolio) == [("FYR322", f"{BASE}.rader.0.status")] * faults


HIGH = {"sannolikhet": 5, "konsekvens": 4}


@pytest.mark.parametrize(
    ("risk", "rows", "faults"),
    [
        (a_risk(**HIGH), [], 1),
        (a_risk(**HIGH, atgarder=[a_measure()]), [], 0),
        (a_risk(**HIGH, status="stangd"), [], 0),
        (a_risk(sannolikhet=3, konsekvens=4), [], 0),
        (a_risk(**HIGH), [row("budget"), row("tid"), row("risk", "komplikationer", **DONE)], 0),
        (a_risk(**HIGH), [row("budget"), row("tid", avsteg_motivering="Känt")], 0),
    ],
)
def test_a_green_report_does_not_cover_a_high_risk(
    risk: dict[str, Any], rows: list[dict[str, Any]], faults: int
) -> None:
    portfolio = a_portfolio(a_project(risker=[risk], **reported(*rows)))

    assert found(check_status_is_true, portfolio) == [("FYR335", f"{BASE}.rader")] * faults


def test_a_report_without_rows_or_day_hides_nothing() -> None:
    empty = {**a_report(rapportdatum=None, period_till=None), "rader": []}
    project = a_project(
        risker=[a_risk(**HIGH)], milstolpar=[a_milestone(baslinje="2026-10-20")], artefakter={"statusrapport": [empty]}
    )

    assert found(check_status_is_true, a_portfolio(project, a_project(id="utan-rapport"))) == []


def test_what_the_plan_has_left_behind_is_history() -> None:
    project = a_project(slut="2026-11-19", risker=[a_risk(**HIGH)], **reported())

    assert found(check_status_is_true, a_portfolio(project)) == []


def test_only_the_newest_report_is_judged_by_todays_forecast() -> None:
    old = a_report(rapportdatum="2026-10-20", period_till="2026-10-19")
    new = a_report(row("budget"), row("tid", "komplikationer", **DONE), row("personal"), period_fran="2026-10-20")
    project = a_project(
        milstolpar=[a_milestone(baslinje="2026-10-15", prognos="2026-12-15")], artefakter={"statusrapport": [old, new]}
    )

    assert found(check_status_is_true, a_portfolio(project)) == []
