"""Days that cannot be right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from fyrportfolj.model.base import Model
from fyrportfolj.model.registers import Arscykel, Mandatregister
from fyrportfolj.rules.dates import (
    PERIODS,
    check_decisions_not_in_future,
    check_end_after_start,
    check_facts_not_in_future,
    check_results_after_start,
    check_yearly_periods,
)
from fyrportfolj.rules.registry import run_checks
from fyrportfolj.store.load import load
from fyrportfolj.store.source import MemoryTree
from tests.support.builders import (
    BASE,
    TODAY,
    a_milestone,
    a_portfolio,
    a_project,
    a_report,
    a_risk,
    a_risk_decision,
    build,
    data,
    found,
)

DRAFT = {"status": "utkast", "version": "0.1"}


def test_the_impossible_day_of_the_source_is_found_with_its_line() -> None:
    files = {p.relative_to(BASE).as_posix(): p.read_bytes() for p in BASE.rglob("*.yaml")}
    text = (
        files["projekt/provtur.yaml"].decode().replace("2026-10-12", "2020-09-25").replace("2027-06-30", "2021-01-29")
    )
    text += "milstolpar:\n  - {id: M1, namn: Projektplan fastställd, baslinje: 2020-09-28, prognos: 2020-10-30}\n"
    text += "  - {id: M5, namn: Slutrapport godkänd, baslinje: 2020-01-29}\n"
    loaded = load(MemoryTree({**files, "projekt/provtur.yaml": text.encode()}))
    assert loaded.portfolio is not None

    (d,) = loaded.place(run_checks(loaded.portfolio, TODAY))

    assert d.kod == "FYR240"
    assert d.place is not None
    assert text.splitlines()[d.place.rad - 1][d.place.kolumn - 1 :] == "2020-01-29}"
    assert d.rule is not None
    assert d.rule.place is not None
    assert text.splitlines()[d.rule.place.rad - 1] == "start: 2020-09-25"


def test_an_end_of_the_source_year_is_found_too() -> None:
    project = a_project(start="2020-09-25", slut="2020-01-29")

    assert found(check_end_after_start, a_portfolio(project)) == [("FYR239", "slut")]


@pytest.mark.parametrize(("end", "faults"), [("2026-10-11", 1), ("2026-10-12", 0), ("2026-10-13", 0)])
def test_a_period_of_one_day_is_a_period(end: str, faults: int) -> None:
    assert len(found(check_end_after_start, a_portfolio(a_project(slut=end)))) == faults


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"aktiviteter": [{"namn": "Ro", "start": "2026-12-02", "slut": "2026-12-01"}]}, "aktiviteter.0.slut"),
        (
            {"artefakter": {"statusrapport": [a_report(period_till="2026-10-11")]}},
            "artefakter.statusrapport.0.period_till",
        ),
        (
            {"artefakter": {"forstudiedirektiv": {**DRAFT, "start": "2026-12-02", "slut": "2026-12-01"}}},
            "artefakter.forstudiedirektiv.slut",
        ),
        (
            {
                "artefakter": {
                    "remissforfragan": {
                        **DRAFT,
                        "skickad": "2026-12-01",
                        "sista_svarsdag": "2026-12-20",
                        "forlangd_till": "2026-12-19",
                    }
                }
            },
            "artefakter.remissforfragan.forlangd_till",
        ),
        (
            {"artefakter": {"samverkansavtal": {**DRAFT, "giltig_fran": "2027-01-01", "giltig_till": "2026-12-31"}}},
            "artefakter.samverkansavtal.giltig_till",
        ),
    ],
)
def test_periods_anywhere_in_a_file(values: dict[str, Any], path: str) -> None:
    assert found(check_end_after_start, a_portfolio(a_project(**values))) == [("FYR239", path)]


def test_periods_of_mandates() -> None:
    mandate = {
        "id": "m",
        "organ": "rederi",
        "ratt": ["risk"],
        "fran": "2026-02-01",
        "till_och_med": "2026-01-31",
        "kalla": "§ 1",
    }
    register = build(Mandatregister, {"mandat": [mandate]}, {})

    assert found(check_end_after_start, a_portfolio(mandatregister=register)) == [("FYR239", "mandat.0.till_och_med")]


def _below(cls: type[Model]) -> Iterator[type[Model]]:
    for sub in cls.__subclasses__():
        yield sub
        yield from _below(sub)


@pytest.mark.parametrize("name", PERIODS)
def test_the_table_names_classes_and_fields_that_exist(name: str) -> None:
    (cls,) = {c for c in _below(Model) if c.__name__ == name}

    assert all(field in cls.model_fields for pair in PERIODS[name] for field in pair)


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"milstolpar": [a_milestone(baslinje="2026-10-12")]}, None),
        ({"milstolpar": [a_milestone(baslinje="2026-10-11")]}, "milstolpar.0.baslinje"),
        ({"milstolpar": [a_milestone(prognos="2026-10-11")]}, "milstolpar.0.prognos"),
        ({"milstolpar": [a_milestone(utfall="2026-10-11")]}, "milstolpar.0.utfall"),
        ({"artefakter": {"statusrapport": [a_report()]}}, None),
        (
            {"artefakter": {"statusrapport": [a_report(rapportdatum="2026-10-11")]}},
            "artefakter.statusrapport.0.rapportdatum",
        ),
        ({"artefakter": {"statusrapport": [a_report(rapportdatum=None)]}}, None),
        ({"artefakter": {"slutrapport": DRAFT}}, None),
        ({"artefakter": {"slutrapport": {**DRAFT, "datum": "2027-06-30"}}}, None),
        ({"artefakter": {"slutrapport": {**DRAFT, "datum": "2026-01-29"}}}, "artefakter.slutrapport.datum"),
        (
            {
                "artefakter": {
                    "slutrapport": {
                        **DRAFT,
                        "milstolpar": [
                            {"milstolpe": "M1", "planerad": "2026-01-01"},
                            {"milstolpe": "M2", "planerad": "2026-01-01", "utfall": "2026-12-01"},
                            {"milstolpe": "M3", "planerad": "2026-01-01", "utfall": "2026-01-01"},
                        ],
                    }
                }
            },
            "artefakter.slutrapport.milstolpar.2.utfall",
        ),
        ({"start": None, "milstolpar": [a_milestone(baslinje="2020-01-01")]}, None),
        ({"beslut": [a_risk_decision(datum="2026-09-01", risker=[])]}, None),
    ],
)
def test_a_result_is_not_older_than_the_work(values: dict[str, Any], path: str | None) -> None:
    expected = [("FYR240", path)] if path else []

    assert found(check_results_after_start, a_portfolio(a_project(**values))) == expected


@pytest.mark.parametrize(("day", "faults"), [("2026-11-20", 0), ("2026-11-21", 1)])
def test_a_decision_is_not_of_tomorrow(day: str, faults: int) -> None:
    portfolio = a_portfolio(a_project(beslut=[a_risk_decision(datum=day)]))

    assert found(check_decisions_not_in_future, portfolio) == [("FYR241", "beslut.0.datum")] * faults


@pytest.mark.parametrize(("day", "faults"), [("2026-11-20", 0), ("2026-11-21", 1)])
def test_what_has_happened_is_not_of_tomorrow(day: str, faults: int) -> None:
    project = a_project(
        milstolpar=[a_milestone(utfall=day), a_milestone(id="M2")],
        risker=[a_risk(bedomd=day)],
        artefakter={"statusrapport": [a_report(rapportdatum=day), a_report(rapportdatum=None)]},
    )

    assert found(check_facts_not_in_future, a_portfolio(project)) == faults * [
        ("FYR242", "artefakter.statusrapport.0.rapportdatum"),
        ("FYR242", "milstolpar.0.utfall"),
        ("FYR242", "risker.0.bedomd"),
    ]


@pytest.mark.parametrize(("day", "faults"), [("02-29", 0), ("02-30", 1), ("04-31", 1), ("12-31", 0), ("11-39", 1)])
def test_days_of_the_year(day: str, faults: int) -> None:
    cycle = build(Arscykel, data("register/arscykel.yaml"), {})
    period = cycle.perioder[0].model_copy(update={"till_och_med": day})
    portfolio = a_portfolio(arscykel=cycle.model_copy(update={"perioder": (period,)}))

    assert found(check_yearly_periods, portfolio) == [("FYR243", "perioder.0.till_och_med")] * faults


def test_without_a_yearly_cycle_there_is_nothing_to_judge() -> None:
    portfolio = replace(a_portfolio(), arscykel=None)

    assert found(check_yearly_periods, portfolio) == []
