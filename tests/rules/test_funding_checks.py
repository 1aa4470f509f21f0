"""Checks of funding calls, each on its border."""

from __future__ import annotations

from typing import Any

import pytest

from fyrportfolj.model.funding import Utlysning
from fyrportfolj.rules.funding_checks import check_applications, check_calls, check_no_cost_is_paid_twice
from tests.support.builders import a_portfolio, an_initiative, build, found

CALL = {"id": "havskraft", "namn": "Havskraft", "finansiar": "Fonden", "kalla": "Prov", "hamtad": "2026-01-01"}
ALL = [{"kommun": k, "status": "deltar"} for k in ("holme", "udde", "vik")]
COST = {
    "id": "K1",
    "namn": "Kort",
    "kostnadstyp": "engang",
    "per_ar": [{"ar": 2027, "trolig_kr": "700"}],
    "kalla": "Prov",
}
CALCULATED = {"nyttokalkyl": {"status": "utkast", "version": "0.1", "kostnader": [COST]}}


def calls(*rows: dict[str, Any]) -> list[Utlysning]:
    return [build(Utlysning, CALL, row) for row in rows]


def application(**fields: Any) -> dict[str, Any]:
    return {"insatser": ["gemensamt-sjokort"], "status": "pagar", "budget_kr": "1000", **fields}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"oppnar": "2027-01-01", "stanger": "2027-01-01", "beslut_vantas": "2027-01-01"}, []),
        ({"oppnar": "2027-01-02", "stanger": "2027-01-01"}, [("FYR390", "stanger")]),
        ({"oppnar": "2027-01-02", "beslut_vantas": "2027-01-01"}, [("FYR390", "beslut_vantas")]),
        ({"belopp_min_kr": "5", "belopp_max_kr": "5"}, []),
        ({"belopp_min_kr": "5.01", "belopp_max_kr": "5"}, [("FYR326", "belopp_min_kr")]),
    ],
)
def test_days_and_amounts_of_a_call(fields: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found(check_calls, a_portfolio(utlysningar=calls(fields))) == expected


@pytest.mark.parametrize(
    ("call", "row", "expected"),
    [
        ({"stodandel_max_procent": "50"}, {"sokt_kr": "500"}, []),
        ({"stodandel_max_procent": "50"}, {"sokt_kr": "500.01"}, ["FYR391"]),
        ({"stodandel_max_procent": "50"}, {"sokt_kr": "500", "beviljat_kr": "501"}, ["FYR391"]),
        ({"stodandel_max_procent": "50", "belopp_min_kr": "500"}, {"sokt_kr": "500"}, []),
        ({"stodandel_max_procent": "50", "belopp_min_kr": "501"}, {"sokt_kr": "500"}, ["FYR392"]),
        ({"stodandel_max_procent": "50"}, {"sokt_kr": "900", "budget_kr": None}, []),
        ({"stanger": "2026-11-20"}, {}, []),
        ({"stanger": "2026-11-19"}, {}, ["FYR393"]),
        ({"stanger": "2026-11-19"}, {"status": "avstar"}, []),
        ({"stanger": "2026-11-19"}, {"status": "avslag", "inlamnad": "2026-11-20"}, ["FYR394"]),
        ({"minsta_antal_parter": 3}, {"status": "inlamnad"}, []),
        ({"minsta_antal_parter": 4}, {"status": "inlamnad"}, ["FYR395"]),
        ({"minsta_antal_parter": 4}, {"status": "pagar"}, []),
    ],
)
def test_an_application(call: dict[str, Any], row: dict[str, Any], expected: list[str]) -> None:
    portfolio = a_portfolio(
        an_initiative(deltagare=ALL), utlysningar=calls({**call, "ansokningar": [application(**row)]})
    )

    assert [kod for kod, _ in found(check_applications, portfolio)] == expected


def promised(*amounts: str | None) -> list[dict[str, Any]]:
    return [
        {"kommun": k["kommun"], "status": "undertecknat", "belopp_kr": amount}
        for k, amount in zip(ALL, amounts, strict=False)
    ]


@pytest.mark.parametrize(
    ("intyg", "expected"),
    [
        (promised("200", "200", "100"), []),
        (promised("200", "200", "99.99"), ["FYR397"]),
        (promised("200", "300"), ["FYR396"]),
        (promised("200", "200", None), []),
        ([], ["FYR396"] * 3),
    ],
)
def test_the_own_part_is_promised(intyg: list[dict[str, Any]], expected: list[str]) -> None:
    call = {
        "stodandel_max_procent": "50",
        "medfinansiering": {},
        "ansokningar": [application(status="inlamnad", intyg=intyg)],
    }
    portfolio = a_portfolio(an_initiative(deltagare=ALL), utlysningar=calls(call))

    assert [kod for kod, _ in found(check_applications, portfolio)] == expected


def covering(id_: str, amount: str, cost: str = "K1", status: str = "beviljad") -> dict[str, Any]:
    row = {"insats": "gemensamt-sjokort", "kostnad": cost, "belopp_kr": amount}
    return {"id": id_, "ansokningar": [application(status=status, kostnader=[row])]}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([covering("a", "400"), covering("b", "300")], []),
        ([covering("a", "400"), covering("b", "300.01")], ["FYR399"]),
        ([covering("a", "700.01")], ["FYR399"]),
        ([covering("a", "400"), covering("b", "400", status="avslag")], []),
        ([covering("a", "400", "Resor"), covering("b", "1", "Resor")], ["FYR398"]),
        ([covering("a", "400", "Resor"), covering("b", "1", "Mat")], []),
    ],
)
def test_no_cost_is_paid_twice(rows: list[dict[str, Any]], expected: list[str]) -> None:
    portfolio = a_portfolio(an_initiative(artefakter=CALCULATED), utlysningar=calls(*rows))

    assert [kod for kod, _ in found(check_no_cost_is_paid_twice, portfolio)] == expected
