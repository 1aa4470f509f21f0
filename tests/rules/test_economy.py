"""Checks of money: each on its border."""

from __future__ import annotations

from typing import Any

import pytest

from fyrportfolj.rules.economy import check_amounts, check_amounts_can_be_traced, check_shares
from tests.support.builders import a_portfolio, a_scenario, an_initiative, found

DRAFT = {"status": "utkast", "version": "0.1"}
BOTH = [{"kommun": "udde", "status": "deltar"}, {"kommun": "vik", "status": "tillfragad"}]


def share(part: str, amount: str) -> dict[str, str]:
    return {"part": part, "belopp_kr": amount}


def of(money: dict[str, Any], parties: list[dict[str, str]] | None = None) -> list[tuple[str, str]]:
    base = {"total_kr": "900", "prisniva": 2026, "kalla": "Prov"}
    initiative = an_initiative(deltagare=BOTH if parties is None else parties, finansiering={**base, **money})
    return found(check_shares, a_portfolio(initiative))


HALVES = [share("udde", "450"), share("vik", "450")]


@pytest.mark.parametrize(
    ("money", "expected"),
    [
        ({}, []),
        ({"kommunernas_del_kr": "900"}, []),
        ({"kommunernas_del_kr": "900", "andelar": HALVES}, []),
        ({"kommunernas_del_kr": "900.01", "total_kr": "1000", "andelar": HALVES}, ["FYR316"]),
        ({"kommunernas_del_kr": "899.99", "andelar": HALVES}, ["FYR316"]),
        ({"andelar": HALVES}, []),
        ({"andelar": HALVES, "finansiarer": [share("forbundet", "0.01")]}, ["FYR317"]),
        ({"kommunernas_del_kr": "600", "finansiarer": [share("forbundet", "300")]}, []),
        ({"kommunernas_del_kr": "600", "finansiarer": [share("forbundet", "300.01")]}, ["FYR317"]),
    ],
)
def test_sums(money: dict[str, Any], expected: list[str]) -> None:
    assert [kod for kod, _ in of(money)] == expected


def test_without_financing_there_is_nothing_to_sum() -> None:
    assert found(check_shares, a_portfolio(an_initiative(deltagare=BOTH))) == []


@pytest.mark.parametrize(
    ("shares", "parties", "expected"),
    [
        (HALVES, BOTH, []),
        ([share("udde", "900")], BOTH, [("FYR318", "deltagare.1.kommun")]),
        ([share("udde", "900")], [BOTH[0], {"kommun": "vik", "status": "avstar"}], []),
        (HALVES, [BOTH[0], {"kommun": "vik", "status": "avstar"}], [("FYR319", "finansiering.andelar.1.part")]),
        (HALVES, [BOTH[0]], [("FYR319", "finansiering.andelar.1.part")]),
        ([share("udde", "900"), share("vik", "0")], BOTH, []),
    ],
)
def test_bearers(shares: list[dict[str, str]], parties: list[dict[str, str]], expected: list[tuple[str, str]]) -> None:
    assert of({"kommunernas_del_kr": "900", "andelar": shares}, parties) == expected


THIRDS = [share("udde", "300"), share("vik", "600")]


@pytest.mark.parametrize(
    ("key", "shares", "expected"),
    [
        ({"typ": "lika"}, HALVES, []),
        ({"typ": "invanare"}, THIRDS, []),
        ({"typ": "invanare"}, [share("udde", "300.99"), share("vik", "599.01")], []),
        (
            {"typ": "invanare"},
            [share("udde", "301"), share("vik", "599")],
            ["andelar.0.belopp_kr", "andelar.1.belopp_kr"],
        ),
        ({"typ": "invanare"}, HALVES, ["andelar.0.belopp_kr", "andelar.1.belopp_kr"]),
        ({"typ": "manuell"}, THIRDS, []),
        ({"typ": "lika_och_invanare", "andel_lika_procent": 50}, [share("udde", "375"), share("vik", "525")], []),
    ],
)
def test_shares_follow_the_key(key: dict[str, Any], shares: list[dict[str, str]], expected: list[str]) -> None:
    found_ = of({"kommunernas_del_kr": "900", "andelar": shares, "fordelningsnyckel": key})

    assert found_ == [("FYR320", f"finansiering.{path}") for path in expected]


@pytest.mark.parametrize(
    ("money", "parties"),
    [
        ({"andelar": THIRDS}, BOTH),
        ({"kommunernas_del_kr": "900", "andelar": [share("x", "900")]}, [{"kommun": "x", "status": "deltar"}]),
        ({"kommunernas_del_kr": "900", "andelar": [share("vik", "300"), share("vik", "600")]}, [BOTH[1]]),
    ],
)
def test_a_key_that_cannot_be_worked_out_is_left_alone(money: dict[str, Any], parties: list[dict[str, str]]) -> None:
    assert of({**money, "fordelningsnyckel": {"typ": "invanare"}}, parties) == []


def test_an_equal_key_needs_no_inhabitants() -> None:
    outside = [{"kommun": "x", "status": "deltar"}]
    money = {"kommunernas_del_kr": "900", "andelar": [share("x", "900")], "fordelningsnyckel": {"typ": "lika"}}

    assert of(money, outside) == []


def test_a_mixed_key_says_its_part() -> None:
    key = {"typ": "lika_och_invanare"}

    assert of({"kommunernas_del_kr": "900", "fordelningsnyckel": key}) == [("FYR321", "finansiering.fordelningsnyckel")]


YEAR = {"ar": 2027, "trolig_kr": "100"}


def benefit(**values: Any) -> dict[str, Any]:
    return {"id": "N1", "namn": "Fart", "nyttotyp": "finansiell", **values}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"finansiering": {"total_kr": "1", "prisniva": 2026, "kalla": "Prov"}}, []),
        ({"finansiering": {"total_kr": "1", "kalla": "Prov"}}, [("FYR323", "finansiering.total_kr")]),
        ({"finansiering": {"total_kr": "1", "prisniva": 2026}}, [("FYR324", "finansiering.total_kr")]),
        ({"finansiering": {"total_kr": "0"}}, []),
        ({"artefakter": {"nyttokalkyl": {**DRAFT, "nyttor": [benefit()]}}}, []),
        (
            {"artefakter": {"nyttokalkyl": {**DRAFT, "nyttor": [benefit(per_ar=[YEAR])]}}},
            [("FYR323", "artefakter.nyttokalkyl")],
        ),
        ({"artefakter": {"nyttokalkyl": {**DRAFT, "prisniva": 2026, "nyttor": [benefit(per_ar=[YEAR])]}}}, []),
        ({"artefakter": {"effektbokslut": {**DRAFT, "nyttor": [benefit(per_ar=[YEAR])]}}}, []),
        ({"artefakter": {"riskhanteringsplan": DRAFT}}, []),
    ],
)
def test_amounts_can_be_traced(values: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found(check_amounts_can_be_traced, a_portfolio(an_initiative(**values))) == expected


def cost(**year: Any) -> dict[str, Any]:
    return {"id": "K1", "namn": "Rep", "kostnadstyp": "engang", "per_ar": [{**YEAR, **year}]}


BUDGET = [{"post": "Segel", "belopp_kr": "40"}, {"post": "Rep", "belopp_kr": "5.50"}]


@pytest.mark.parametrize(
    ("artefact", "expected"),
    [
        ({"nyttokalkyl": {**DRAFT, "kostnader": [cost()]}}, []),
        ({"nyttokalkyl": {**DRAFT, "kostnader": [cost(trolig_kr="0")]}}, []),
        (
            {"nyttokalkyl": {**DRAFT, "kostnader": [cost(trolig_kr="-1")]}},
            [("FYR325", "nyttokalkyl.kostnader.0.per_ar.0.trolig_kr")],
        ),
        (
            {"nyttokalkyl": {**DRAFT, "kostnader": [cost(lag_kr="-1")]}},
            [("FYR325", "nyttokalkyl.kostnader.0.per_ar.0.lag_kr")],
        ),
        (
            {"nyttokalkyl": {**DRAFT, "kostnader": [cost(lag_kr="101")]}},
            [("FYR326", "nyttokalkyl.kostnader.0.per_ar.0.lag_kr")],
        ),
        ({"nyttokalkyl": {**DRAFT, "kostnader": [cost(lag_kr="100", hog_kr="100")]}}, []),
        (
            {"nyttokalkyl": {**DRAFT, "nyttor": [benefit(per_ar=[{**YEAR, "hog_kr": "99"}])]}},
            [("FYR326", "nyttokalkyl.nyttor.0.per_ar.0.hog_kr")],
        ),
        ({"nyttokalkyl": {**DRAFT, "nyttor": [benefit(per_ar=[{**YEAR, "trolig_kr": "-5"}])]}}, []),
        ({"projektdirektiv": {**DRAFT, "budget": BUDGET, "budget_total_kr": "45.50"}}, []),
        ({"projektdirektiv": {**DRAFT, "budget": BUDGET}}, []),
        ({"projektdirektiv": {**DRAFT, "budget_total_kr": "45"}}, []),
        (
            {"projektdirektiv": {**DRAFT, "budget": BUDGET, "budget_total_kr": "45"}},
            [("FYR327", "projektdirektiv.budget_total_kr")],
        ),
        ({"samverkansavtal": {**DRAFT, "kostnadsfordelning": HALVES, "kostnad_total_kr": "900"}}, []),
        ({"samverkansavtal": {**DRAFT, "kostnadsfordelning": HALVES}}, []),
        ({"samverkansavtal": {**DRAFT, "kostnad_total_kr": "900"}}, []),
        (
            {"samverkansavtal": {**DRAFT, "kostnadsfordelning": HALVES, "kostnad_total_kr": "901"}},
            [("FYR328", "samverkansavtal.kostnad_total_kr")],
        ),
    ],
)
def test_amounts_of_artefacts(artefact: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    portfolio = a_portfolio(an_initiative(artefakter=artefact))

    assert found(check_amounts, portfolio) == [(kod, f"artefakter.{path}") for kod, path in expected]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [("20", "40", []), ("40", "40", []), ("41", "40", ["FYR326"]), ("41", None, []), (None, "40", [])],
)
def test_own_time(low: str | None, high: str | None, expected: list[str]) -> None:
    money = {"total_kr": "1", "egen_tid_timmar_fran": low, "egen_tid_timmar_till": high}

    assert [kod for kod, _ in found(check_amounts, a_portfolio(an_initiative(finansiering=money)))] == expected


@pytest.mark.parametrize(("amount", "expected"), [(0, []), (-1, [("FYR325", "kostnad_kr")])])
def test_a_scenario_costs_something(amount: int, expected: list[tuple[str, str]]) -> None:
    assert found(check_amounts, a_portfolio(scenarier=[a_scenario(kostnad_kr=amount)])) == expected
