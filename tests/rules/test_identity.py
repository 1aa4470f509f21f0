"""Ids are names of files, and a key means one row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from fyrportfolj.model.portfolio import Entry
from fyrportfolj.rules.identity import (
    check_id_is_file_name,
    check_ids_are_unique,
    check_registers_exist,
    check_rows_are_unique,
)
from tests.support.builders import (
    TODAY,
    a_focus_area,
    a_portfolio,
    a_process,
    a_project,
    a_report,
    a_risk,
    a_risk_decision,
    an_initiative,
    found,
)

DRAFT = {"status": "utkast", "version": "0.1"}


def test_ids_that_are_the_files_names_are_silent() -> None:
    assert found(check_id_is_file_name, a_portfolio()) == []


def test_a_document_whose_id_is_not_its_files_name() -> None:
    portfolio = replace(
        a_portfolio(),
        projekt={"provtur": Entry("projekt/tur.yaml", a_project())},
        processer={("segling", "1.0"): Entry("process/segling.yaml", a_process())},
    )

    assert found(check_id_is_file_name, portfolio) == [("FYR201", "id"), ("FYR201", "version")]


def test_an_initiative_and_a_project_share_one_set_of_ids() -> None:
    portfolio = a_portfolio(an_initiative(), a_project(id="gemensamt-sjokort"))

    assert found(check_ids_are_unique, a_portfolio()) == []
    assert found(check_ids_are_unique, portfolio) == [("FYR202", "id")]


@pytest.mark.parametrize(
    ("former", "others", "expected"),
    [
        (["kortet"], [], []),
        (["provtur"], [], ["tidigare_id.0"]),
        (["gemensamt-sjokort"], [], ["tidigare_id.0"]),
        (["kortet"], ["turen", "kortet"], ["tidigare_id.1"]),
        (["kortet", "kortet"], [], ["tidigare_id.1"]),
    ],
)
def test_a_former_id_leads_to_one_undertaking(former: list[str], others: list[str], expected: list[str]) -> None:
    portfolio = a_portfolio(an_initiative(tidigare_id=former), a_project(tidigare_id=others))

    assert found(check_ids_are_unique, portfolio) == [("FYR204", path) for path in expected]


def test_registers_must_exist() -> None:
    gone = a_portfolio(kommunregister=None, rollregister=None)

    assert [d.fil for d in check_registers_exist(gone, TODAY)] == ["register/kommuner.yaml", "register/roller.yaml"]
    assert found(check_registers_exist, a_portfolio()) == []


def test_a_register_with_faults_is_not_missing() -> None:
    faulty = replace(a_portfolio(organregister=None), filer=frozenset({"register/organ.yaml"}))

    assert "register/organ.yaml" not in [d.fil for d in check_registers_exist(faulty, TODAY)]


CONDITION = {"id": "V1", "text": "Reva", "senast": "2026-12-01"}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"risker": [a_risk(), a_risk(id="R2")]}, []),
        ({"risker": [a_risk(), a_risk()]}, ["risker.1.id"]),
        ({"beslut": [a_risk_decision(), a_risk_decision()]}, ["beslut.1.id"]),
        (
            {"beslut": [a_risk_decision(villkor=[CONDITION]), a_risk_decision("rederi", villkor=[CONDITION])]},
            ["beslut.1.villkor.0.id"],
        ),
        ({"beslut": [a_risk_decision(villkor=[CONDITION, CONDITION])]}, ["beslut.0.villkor.1.id"]),
        (
            {"deltagare": [{"kommun": "vik", "status": "deltar"}, {"kommun": "vik", "status": "avstar"}]},
            ["deltagare.1.kommun"],
        ),
        (
            {"finansiering": {"total_kr": 2, "andelar": [{"part": "vik", "belopp_kr": 1}] * 2}},
            ["finansiering.andelar.1.part"],
        ),
        (
            {
                "artefakter": {
                    "statusrapport": [
                        a_report(
                            {"omrade": "tid", "status": "enligt_plan"}, {"omrade": "tid", "status": "enligt_plan"}
                        ),
                        a_report({"omrade": "tid", "status": "enligt_plan"}),
                    ]
                }
            },
            ["artefakter.statusrapport.0.rader.1.omrade"],
        ),
        (
            {"artefakter": {"avsiktsforklaring": {**DRAFT, "parter": [{"part": "vik"}, {"part": "vik"}]}}},
            ["artefakter.avsiktsforklaring.parter.1.part"],
        ),
    ],
)
def test_a_key_stands_once_in_its_list(values: dict[str, Any], expected: list[str]) -> None:
    assert found(check_rows_are_unique, a_portfolio(an_initiative(**values))) == [("FYR223", p) for p in expected]


def test_the_finding_names_the_list_and_the_first_row() -> None:
    (d,) = check_rows_are_unique(a_portfolio(an_initiative(risker=[a_risk(), a_risk()])), TODAY)

    assert d.params == {"nyckel": "R1", "lista": "risker"}
    assert d.rule is not None
    assert d.rule.loc == ("risker", 0, "id")


def test_sub_areas_are_unique_in_the_whole_plan() -> None:
    portfolio = a_portfolio(fokusomraden=[a_focus_area(), a_focus_area(id="i-hamn", ordning=2)])

    (d,) = check_rows_are_unique(portfolio, TODAY)

    assert (d.kod, d.fil, d.loc) == ("FYR223", "handlingsplan/i-hamn.yaml", ("delomraden", 0, "id"))


def test_registers_are_looked_through_too() -> None:
    portfolio = a_portfolio()
    register = portfolio.rollregister
    assert register is not None
    twice = register.modell.model_copy(update={"roller": register.modell.roller * 2})

    codes = found(check_rows_are_unique, replace(portfolio, rollregister=Entry(register.fil, twice)))

    assert codes == [("FYR223", f"roller.{n}.id") for n in (3, 4, 5)]
