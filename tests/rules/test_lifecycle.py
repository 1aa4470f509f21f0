"""Whether something runs: by its decisions and by its own plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fyrportfolj.model.initiative import Project
from fyrportfolj.rules.lifecycle import is_followed, last_planned_day, overrun_since, standing
from tests.support.builders import TODAY, a_milestone, a_portfolio, a_process, a_project


def gate(outcome: str, day: str = "2026-11-05", **overrides: Any) -> dict[str, Any]:
    base = {
        "id": f"{day}-besattning",
        "typ": "grind",
        "datum": day,
        "organ": "besattning",
        "grind": "lagg_ut",
        "krav": "lov",
        "utfall": outcome,
    }
    return {**base, **overrides}


RESUMED = {"id": "2026-11-06-besattning", "typ": "ateruppta", "datum": "2026-11-06", "organ": "besattning"}


@pytest.mark.parametrize(
    ("decisions", "phase", "expected"),
    [
        ([], "kaj", "pagar"),
        ([gate("fortsatt")], "sjo", "pagar"),
        ([gate("stopp")], "kaj", "stoppad"),
        ([gate("stopp"), RESUMED], "kaj", "pagar"),
    ],
)
def test_standing_follows_the_decisions(decisions: list[dict[str, Any]], phase: str, expected: str) -> None:
    project = a_project(beslut=decisions, fas=phase)

    assert standing(a_portfolio(project), project) == expected


def test_the_last_gate_closes() -> None:
    last = gate("fortsatt", "2026-11-10", id="2026-11-10-hamnnamnd-vik", organ="hamnnamnd", kommun="vik")
    project = a_project(
        fas="sjo",
        deltagare=[{"kommun": "vik", "status": "deltar"}],
        beslut=[gate("fortsatt"), {**last, "grind": "lagg_till", "krav": "hamn"}],
    )

    assert standing(a_portfolio(project), project) == "avslutad"


def test_without_its_process_it_counts_as_running() -> None:
    project = a_project(beslut=[gate("stopp")])

    assert standing(a_portfolio(project, processer=[a_process(version="2.0")]), project) == "pagar"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"slut": None}, None),
        ({}, date(2027, 6, 30)),
        ({"milstolpar": [a_milestone(baslinje="2027-07-01")]}, date(2027, 7, 1)),
        ({"milstolpar": [a_milestone(baslinje="2027-07-01", prognos="2027-08-01")]}, date(2027, 8, 1)),
        (
            {"aktiviteter": [{"namn": "Segla", "start": "2027-01-01", "slut": "2027-09-01"}]},
            date(2027, 9, 1),
        ),
    ],
)
def test_the_plan_reaches_to_its_last_day(values: dict[str, Any], expected: date | None) -> None:
    assert last_planned_day(a_project(**values)) == expected


def test_time_is_not_held_against_what_has_a_process_that_cannot_be_read() -> None:
    project = a_project()
    portfolio = a_portfolio(project, processer=[])
    faulty = replace(portfolio, filer=portfolio.filer | {"process/segling-1.0.yaml"})

    assert is_followed(portfolio, project, TODAY)
    assert not is_followed(faulty, project, TODAY)


def ending(day: str | None, *decisions: dict[str, Any]) -> Project:
    return a_project(start="2026-01-01", slut=day, beslut=list(decisions))


@pytest.mark.parametrize(
    ("project", "followed", "overrun"),
    [
        (ending(None), True, None),
        (ending("2026-11-20"), True, None),
        (ending("2026-11-19"), False, date(2026, 11, 19)),
        (ending("2027-01-01", gate("stopp")), False, None),
        (ending("2026-11-19", gate("stopp")), False, None),
    ],
)
def test_time_is_held_against_what_runs_by_its_plan(project: Project, *, followed: bool, overrun: date | None) -> None:
    portfolio = a_portfolio(project)

    assert is_followed(portfolio, project, TODAY) is followed
    assert overrun_since(portfolio, project, TODAY) == overrun
