"""Checks of risks: each on its border."""

from __future__ import annotations

from typing import Any

import pytest

from fyrportfolj.rules import risk_checks
from tests.support.builders import (
    TODAY,
    a_head,
    a_measure,
    a_portfolio,
    a_project,
    a_risk,
    a_risk_decision,
    found,
)

BANDS = [b.model_dump() for b in a_head().policy.risk.nivaer]


def bands(*spans: tuple[int, int]) -> dict[str, Any]:
    rows = [{**BANDS[n], "fran": a, "till_och_med": b} for n, (a, b) in enumerate(spans)]
    return {"policy": {"risk": {"nivaer": rows}}}


@pytest.mark.parametrize(
    ("spans", "holes", "shared"),
    [
        (((1, 6), (8, 12), (15, 25)), None, []),
        (((1, 7), (8, 14), (15, 25)), None, []),
        (((1, 6), (8, 12), (16, 25)), (15,), []),
        (((2, 6), (9, 12), (15, 24)), (1, 8, 25), []),
        (((1, 7), (7, 12), (15, 25)), None, []),
        (((1, 8), (8, 12), (15, 25)), None, [(8,)]),
        (((1, 25), (8, 12), (15, 25)), None, [(8, 9, 10, 12), (15, 16, 20, 25)]),
    ],
)
def test_bands_cover_what_can_occur_once(
    spans: tuple[tuple[int, int], ...], holes: tuple[int, ...] | None, shared: list[tuple[int, ...]]
) -> None:
    found_ = list(risk_checks.check_risk_bands(a_portfolio(fyr=a_head(**bands(*spans))), TODAY))

    assert [d.params["varden"] for d in found_ if d.kod == "FYR301"] == ([holes] if holes else [])
    assert [d.params["varden"] for d in found_ if d.kod == "FYR303"] == shared


def test_scales_describe_each_step_once() -> None:
    scale = [s.model_dump() for s in a_head().policy.risk.sannolikhet]
    scale[1]["varde"] = 1
    portfolio = a_portfolio(fyr=a_head(policy={"risk": {"sannolikhet": scale}}))

    assert found(risk_checks.check_risk_scales, portfolio) == [("FYR314", "policy.risk.sannolikhet")]
    assert found(risk_checks.check_risk_scales, a_portfolio()) == []


@pytest.mark.parametrize(
    ("level", "who", "known"),
    [(0, "kapten", True), (0, "rederi", True), (0, "x", False), (1, "rederi", True), (1, "kapten", False)],
)
def test_authority_is_a_body_where_a_decision_is_asked_for(level: int, who: str, *, known: bool) -> None:
    rows = [{**b, "befogenhet": dict(b["befogenhet"])} for b in BANDS]
    rows[level]["befogenhet"]["projekt"] = who
    portfolio = a_portfolio(fyr=a_head(policy={"risk": {"nivaer": rows}}))

    path = f"policy.risk.nivaer.{level}.befogenhet.projekt"
    assert found(risk_checks.check_risk_authority, portfolio) == ([] if known else [("FYR315", path)])


@pytest.mark.parametrize("part", ["organregister", "rollregister"])
def test_authority_cannot_be_told_without_registers(part: str) -> None:
    rows = [{**BANDS[0], "befogenhet": {"projekt": "x", "initiativ": "x"}}, *BANDS[1:]]
    portfolio = a_portfolio(fyr=a_head(policy={"risk": {"nivaer": rows}}), **{part: None})

    assert found(risk_checks.check_risk_authority, portfolio) == []


def of(check: str, row: dict[str, Any], *decisions: dict[str, Any], **values: Any) -> list[tuple[str, str]]:
    project = a_project(risker=[a_risk(**row)], beslut=list(decisions), **values)
    return found(getattr(risk_checks, check), a_portfolio(project))


MEDIUM = {"sannolikhet": 3, "konsekvens": 4}
BY = {"behandling": {"val": "reducera", "datum": "2026-11-05", "beslut": "2026-11-05-besattning"}}


@pytest.mark.parametrize(
    ("row", "decisions", "values", "expected"),
    [
        ({"bedomd": "2026-01-01"}, [], {}, []),
        ({**MEDIUM, "bedomd": "2026-10-21"}, [], {}, []),
        ({**MEDIUM, "bedomd": "2026-10-20"}, [], {}, ["FYR302"]),
        ({**MEDIUM, "bedomd": "2026-10-20"}, [], {"slut": "2026-11-19"}, []),
        ({**MEDIUM, **BY}, [a_risk_decision()], {}, []),
        ({**MEDIUM, **BY}, [], {}, []),
        ({"sannolikhet": 4, "konsekvens": 4, **BY}, [a_risk_decision()], {}, ["FYR304"]),
        ({**MEDIUM, **BY}, [a_risk_decision(risker=["R2"])], {}, ["FYR305"]),
    ],
)
def test_mandate(
    row: dict[str, Any], decisions: list[dict[str, Any]], values: dict[str, Any], expected: list[str]
) -> None:
    assert [kod for kod, _ in of("check_risk_mandate", row, *decisions, **values)] == expected


def test_without_the_register_no_body_is_the_wrong_one() -> None:
    project = a_project(risker=[a_risk(sannolikhet=4, konsekvens=4, **BY)], beslut=[a_risk_decision()])

    assert found(risk_checks.check_risk_mandate, a_portfolio(project, organregister=None)) == []


@pytest.mark.parametrize(("raised", "expected"), [("2026-11-06", []), ("2026-10-21", []), ("2026-10-20", ["FYR304"])])
def test_a_decision_that_was_enough_holds_while_the_higher_body_finds_time_to_meet(
    raised: str, expected: list[str]
) -> None:
    medium = {"datum": "2026-09-01", "sannolikhet": 3, "konsekvens": 4}
    decided = {"behandling": {"val": "reducera", "datum": "2026-09-10", "beslut": "2026-09-10-besattning"}}
    row = {"sannolikhet": 4, "konsekvens": 4, "bedomd": raised, "bedomningar": [medium], **decided}
    decision = a_risk_decision(id="2026-09-10-besattning", datum="2026-09-10")

    assert [kod for kod, _ in of("check_risk_mandate", row, decision)] == expected


def test_the_finding_says_whose_decision_it_is_and_where_the_rule_stands() -> None:
    project = a_project(risker=[a_risk(sannolikhet=4, konsekvens=5, bedomd="2026-09-01")])

    (d,) = risk_checks.check_risk_mandate(a_portfolio(project), TODAY)

    assert (d.loc, d.params["varde"], d.params["niva"]) == (("risker", 0, "konsekvens"), 20, "hög")
    assert d.params["organ"] == "Rederiet"
    assert d.rule is not None
    assert (d.rule.fil, d.rule.loc) == ("fyr.yaml", ("policy", "risk", "nivaer", 2))


def test_actor_names_bodies_and_roles() -> None:
    portfolio = a_portfolio()

    assert [risk_checks.actor(portfolio, k) for k in ("rederi", "kapten", "x")] == ["Rederiet", "Kapten", "x"]


TREATED = {"val": "reducera", "datum": "2026-11-05"}
ACCEPTED = {"val": "acceptera", "datum": "2026-11-05"}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"sannolikhet_efter": 2, "konsekvens_efter": 3}, []),
        ({"sannolikhet_efter": 3}, [("FYR306", "sannolikhet_efter")]),
        ({"konsekvens_efter": 4}, [("FYR306", "konsekvens_efter")]),
        ({"konsekvens_efter": 4, "behandling": {**TREATED, "motivering": "Provtur"}}, []),
        ({"behandling": ACCEPTED}, [("FYR307", "behandling")]),
        ({"behandling": {**ACCEPTED, "motivering": "Liten"}}, []),
        ({"status": "accepterad", "behandling": {**ACCEPTED, "motivering": "Liten"}}, []),
        ({"status": "accepterad", "behandling": TREATED}, [("FYR308", "status")]),
        ({"status": "accepterad"}, [("FYR308", "status")]),
        ({"status": "stangd", "atgarder": [a_measure(status="klar"), a_measure(status="avbruten")]}, []),
        ({"status": "stangd", "atgarder": [a_measure(status="pagar")]}, [("FYR311", "atgarder.0.status")]),
        ({"status": "stangd", "atgarder": [a_measure()]}, [("FYR311", "atgarder.0.status")]),
        ({"konsekvens": 4, "sannolikhet": 1}, []),
        ({"konsekvens": 5, "sannolikhet": 1}, [("FYR312", "konsekvens")]),
        ({"konsekvens": 5, "sannolikhet": 1, "atgarder": [a_measure()]}, []),
        ({"konsekvens": 5, "sannolikhet": 1, "status": "stangd"}, []),
    ],
)
def test_treatment(row: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert of("check_risk_treatment", row) == [(kod, f"risker.0.{path}") for kod, path in expected]


@pytest.mark.parametrize(
    ("row", "values", "expected"),
    [
        ({"atgarder": [a_measure(klart="2026-11-20")]}, {}, []),
        ({"atgarder": [a_measure(klart="2026-11-19")]}, {}, ["FYR309"]),
        ({"atgarder": [a_measure(klart="2026-11-19", status="klar")]}, {}, []),
        ({"atgarder": [a_measure(klart="2026-11-19")], "status": "stangd"}, {}, []),
        ({"bedomd": "2026-08-22"}, {}, []),
        ({"bedomd": "2026-08-21"}, {}, ["FYR310"]),
        ({"bedomd": "2026-08-21", "status": "stangd"}, {}, []),
        ({"bedomd": "2026-08-21"}, {"slut": "2026-11-19"}, []),
        ({"bedomd": "2026-08-21", "atgarder": [a_measure(klart="2026-10-01")]}, {}, ["FYR309", "FYR310"]),
    ],
)
def test_time(row: dict[str, Any], values: dict[str, Any], expected: list[str]) -> None:
    assert [kod for kod, _ in of("check_risk_time", row, **values)] == expected


def assessed(*days: str) -> list[dict[str, Any]]:
    return [{"datum": d, "sannolikhet": 1, "konsekvens": 1} for d in days]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((), []),
        (("2026-09-01", "2026-10-01"), []),
        (("2026-11-01",), []),
        (("2026-11-02",), ["risker.0.bedomningar.0.datum"]),
        (("2026-10-02", "2026-10-01"), ["risker.0.bedomningar.0.datum"]),
        (("2026-09-01", "2026-12-01", "2026-10-01"), ["risker.0.bedomningar.1.datum"]),
    ],
)
def test_earlier_assessments_stand_in_order(days: tuple[str, ...], expected: list[str]) -> None:
    assert of("check_risk_history", {"bedomningar": assessed(*days)}) == [("FYR313", path) for path in expected]
