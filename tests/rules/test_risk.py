"""Risk values, bands, authority and mandate."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.model.policy import Riskpolicy
from fyrportfolj.model.risks import Risk
from fyrportfolj.rules import risk
from fyrportfolj.rules.risk import Mandate
from tests.support.builders import a_head, a_portfolio, a_project, a_risk, a_risk_decision, an_initiative, build

POLICY: Riskpolicy = a_head().policy.risk
STEP = st.integers(1, 5)


def a(**overrides: Any) -> Risk:
    return build(Risk, a_risk(), overrides)


@pytest.mark.parametrize(("s", "k", "expected", "band"), [(2, 5, 10, "medel"), (4, 3, 12, "medel")])
def test_the_two_risks_of_the_source(s: int, k: int, expected: int, band: str) -> None:
    found = a(sannolikhet=s, konsekvens=k)

    level = risk.level(POLICY, risk.value(found))

    assert risk.value(found) == expected
    assert level is not None
    assert level.slug == band


@given(STEP, STEP)
def test_every_value_that_can_occur_has_exactly_one_band(s: int, k: int) -> None:
    assert s * k in risk.REACHABLE
    assert sum(b.fran <= s * k <= b.till_och_med for b in POLICY.nivaer) == 1


@given(STEP, STEP, STEP)
def test_a_more_likely_risk_is_never_on_a_lower_level(s: int, more: int, k: int) -> None:
    low, high = sorted((s, more))
    levels = [risk.level(POLICY, x * k) for x in (low, high)]

    assert levels[0] is not None
    assert levels[1] is not None
    assert levels[0].fran <= levels[1].fran


@pytest.mark.parametrize(
    ("r", "projekt", "initiativ"),
    [
        (1, "kapten", "hamnchef"),
        (6, "kapten", "hamnchef"),
        (8, "besattning", "rederi"),
        (12, "besattning", "rederi"),
        (15, "rederi", "rederi"),
        (25, "rederi", "rederi"),
        (7, None, None),
    ],
)
def test_authority_follows_level_and_kind(r: int, projekt: str | None, initiativ: str | None) -> None:
    bands = [b.model_dump() for b in POLICY.nivaer]
    for band, who in zip(bands, ("hamnchef", "rederi", "rederi"), strict=True):
        band["befogenhet"]["initiativ"] = who
    policy = build(Riskpolicy, POLICY.model_dump(), {"nivaer": bands})

    assert risk.authority(policy, a_project(), r) == projekt
    assert risk.authority(policy, an_initiative(), r) == initiativ


def test_the_highest_band_does_not_depend_on_the_order() -> None:
    policy = build(Riskpolicy, POLICY.model_dump(), {"nivaer": [b.model_dump() for b in reversed(POLICY.nivaer)]})

    assert risk.highest(policy).slug == "hog"


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ({}, None),
        ({"sannolikhet_efter": 1}, 3),
        ({"konsekvens_efter": 1}, 2),
        ({"sannolikhet_efter": 1, "konsekvens_efter": 1}, 1),
    ],
)
def test_residual(after: dict[str, int], expected: int | None) -> None:
    assert risk.residual(a(**after)) == expected


def verdict(risk_row: dict[str, Any], *decisions: dict[str, Any]) -> Mandate:
    project = a_project(risker=[a_risk(**risk_row)], beslut=list(decisions))
    return risk.mandate(a_portfolio(project), project, project.risker[0])


MEDIUM = {"sannolikhet": 3, "konsekvens": 4}
BY = {"behandling": {"val": "reducera", "datum": "2026-11-05", "beslut": "2026-11-05-besattning"}}
BY_OWNER = {"behandling": {"val": "reducera", "datum": "2026-11-05", "beslut": "2026-11-05-rederi"}}


@pytest.mark.parametrize(
    ("row", "decisions", "expected"),
    [
        ({"sannolikhet": 2, "konsekvens": 3}, [], Mandate.BEHOVS_EJ),
        ({**MEDIUM, "status": "stangd"}, [], Mandate.BEHOVS_EJ),
        (MEDIUM, [], Mandate.SAKNAS),
        ({**MEDIUM, "behandling": {"val": "dela", "datum": "2026-11-05"}}, [], Mandate.SAKNAS),
        ({**MEDIUM, **BY}, [], Mandate.OKANT_BESLUT),
        ({**MEDIUM, **BY}, [a_risk_decision()], Mandate.FINNS),
        ({**MEDIUM, **BY}, [a_risk_decision(typ="ovrigt")], Mandate.GALLER_EJ_RISKEN),
        ({**MEDIUM, **BY}, [a_risk_decision(motesutfall="bordlagt")], Mandate.GALLER_EJ_RISKEN),
        ({**MEDIUM, **BY}, [a_risk_decision(risker=["R2"])], Mandate.GALLER_EJ_RISKEN),
        ({**MEDIUM, **BY_OWNER}, [a_risk_decision("rederi")], Mandate.FINNS),
        ({"sannolikhet": 4, "konsekvens": 4, **BY}, [a_risk_decision()], Mandate.FEL_ORGAN),
        ({"sannolikhet": 4, "konsekvens": 4, **BY_OWNER}, [a_risk_decision("rederi")], Mandate.FINNS),
    ],
)
def test_mandate(row: dict[str, Any], decisions: list[dict[str, Any]], expected: Mandate) -> None:
    assert verdict(row, *decisions) is expected


def test_a_value_without_a_band_needs_no_mandate_the_policy_is_at_fault() -> None:
    bands = [b.model_dump() for b in POLICY.nivaer[:2]]
    project = a_project(risker=[a_risk(sannolikhet=5, konsekvens=5)])
    portfolio = a_portfolio(project, fyr=a_head(policy={"risk": {"nivaer": bands}}))

    assert risk.mandate(portfolio, project, project.risker[0]) is Mandate.BEHOVS_EJ


@pytest.mark.parametrize(
    ("row", "decisions", "expected"),
    [(MEDIUM, [], False), ({**MEDIUM, **BY}, [a_risk_decision()], True), ({}, [], True)],
)
def test_has_mandate(row: dict[str, Any], decisions: list[dict[str, Any]], *, expected: bool) -> None:
    project = a_project(risker=[a_risk(**row)], beslut=decisions)

    assert risk.has_mandate(a_portfolio(project), project, project.risker[0]) is expected


def test_bodies_above_one_another() -> None:
    bodies = a_portfolio().organ
    ring = {k: o.model_copy(update={"overordnat": "besattning"}) for k, o in bodies.items()}

    assert risk.same_or_higher(bodies, "besattning", "besattning")
    assert risk.same_or_higher(bodies, "rederi", "besattning")
    assert not risk.same_or_higher(bodies, "besattning", "rederi")
    assert not risk.same_or_higher(bodies, "rederi", "okand")
    assert not risk.same_or_higher(ring, "hamnnamnd", "besattning")


def earlier(day: str, s: int, k: int) -> dict[str, Any]:
    return {"datum": day, "sannolikhet": s, "konsekvens": k}


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([], "2026-11-01"),
        ([earlier("2026-09-01", 3, 4)], "2026-09-01"),
        ([earlier("2026-08-01", 5, 5), earlier("2026-09-01", 3, 4)], "2026-08-01"),
        ([earlier("2026-08-01", 3, 4), earlier("2026-09-01", 1, 1)], "2026-11-01"),
        ([earlier("2026-08-01", 3, 4), earlier("2026-09-01", 1, 1), earlier("2026-10-01", 3, 4)], "2026-10-01"),
        ([earlier("2026-12-01", 3, 4)], "2026-11-01"),
    ],
)
def test_a_new_assessment_on_the_same_level_does_not_start_the_time_anew(
    history: list[dict[str, Any]], expected: str
) -> None:
    found = a(**MEDIUM, bedomningar=history)

    assert risk.demanding_since(POLICY, found) == date.fromisoformat(expected)


def test_a_hole_in_the_policy_breaks_the_time() -> None:
    bands = [b.model_dump() for b in POLICY.nivaer[:2]]
    policy = build(Riskpolicy, POLICY.model_dump(), {"nivaer": bands})
    found = a(**MEDIUM, bedomningar=[earlier("2026-09-01", 5, 5)])

    assert risk.demanding_since(policy, found) == date(2026, 11, 1)
    assert risk.decide_by(policy, a(sannolikhet=5, konsekvens=5)) is None


def test_last_days() -> None:
    assert risk.decide_by(POLICY, a(**MEDIUM)) == date(2026, 12, 1)
    assert risk.decide_by(POLICY, a()) is None
    assert risk.reassess_by(POLICY, a()) == date(2027, 1, 30)


@pytest.mark.parametrize(
    ("history", "change", "raised"),
    [
        ([], 0, False),
        ([earlier("2026-10-01", 2, 3)], 6, True),
        ([earlier("2026-10-01", 2, 4)], 4, False),
        ([earlier("2026-10-01", 5, 5)], -13, False),
        ([earlier("2026-10-01", 2, 3), earlier("2026-09-01", 5, 5)], 6, True),
    ],
)
def test_trend_is_against_the_last_earlier_assessment(
    history: list[dict[str, Any]], change: int, *, raised: bool
) -> None:
    found = a(**MEDIUM, bedomningar=history)

    assert risk.trend(found) == change
    assert risk.raised_band(POLICY, found) is raised


@pytest.mark.parametrize(("k", "shown"), [(4, False), (5, True)])
def test_a_grave_consequence_is_always_shown(k: int, *, shown: bool) -> None:
    assert risk.always_shown(POLICY, a(sannolikhet=1, konsekvens=k)) is shown


def test_matrix_puts_the_likeliest_first_and_keeps_the_order_in_a_cell() -> None:
    cells = risk.matrix([a(id="R2", sannolikhet=5, konsekvens=1), a(id="R1", sannolikhet=5, konsekvens=1), a(id="R3")])

    assert cells[0][0] == ("R2", "R1")
    assert cells[3][2] == ("R3",)
    assert sum(len(cell) for row in cells for cell in row) == 3


def test_owners_and_suppliers_of_several_undertakings() -> None:
    one = a_project(risker=[a_risk(leverantor="Repslagarn"), a_risk(id="R2", agare="styrman")])
    two = an_initiative(risker=[a_risk(leverantor="Repslagarn"), a_risk(id="R2", agare="styrman", status="stangd")])

    owners, suppliers = risk.shared_by(a_portfolio(one, two))

    assert owners == {"kapten": ("gemensamt-sjokort", "provtur")}
    assert suppliers == {"Repslagarn": ("gemensamt-sjokort", "provtur")}
