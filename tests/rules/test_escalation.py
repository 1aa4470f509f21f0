"""Who must act on which risk, since when and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fyrportfolj.rules.escalation import REASONS, Reason, escalations
from tests.support.builders import (
    TODAY,
    a_head,
    a_measure,
    a_portfolio,
    a_project,
    a_risk,
    a_risk_decision,
    an_initiative,
)


def reasons(*rows: dict[str, Any]) -> list[tuple[str, str, str]]:
    found = escalations(a_portfolio(a_project(risker=list(rows))), TODAY)
    return [(e.skal.value, e.vem, e.sedan.isoformat()) for e in found]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (a_risk(), []),
        (a_risk(status="stangd", sannolikhet=5, konsekvens=5), []),
        (a_risk(sannolikhet=3, konsekvens=4), [("utan_mandat", "besattning", "2026-11-01")]),
        (a_risk(sannolikhet=5, konsekvens=5), [("utan_mandat", "rederi", "2026-11-01")]),
        (a_risk(status="intraffad"), [("intraffad", "kapten", "2026-11-01")]),
        (a_risk(atgarder=[a_measure(klart="2026-11-20")]), []),
        (a_risk(atgarder=[a_measure(klart="2026-11-19")]), [("forsenad_atgard", "styrman", "2026-11-19")]),
        (a_risk(atgarder=[a_measure(klart="2026-11-19", status="klar")]), []),
        (a_risk(bedomd="2026-08-22"), []),
        (a_risk(bedomd="2026-08-21"), [("ej_omprovad", "kapten", "2026-11-19")]),
        (
            a_risk(bedomningar=[{"datum": "2026-10-01", "sannolikhet": 1, "konsekvens": 1}]),
            [],
        ),
        (
            a_risk(
                sannolikhet=3, konsekvens=4, bedomningar=[{"datum": "2026-10-01", "sannolikhet": 1, "konsekvens": 1}]
            ),
            [("utan_mandat", "besattning", "2026-11-01"), ("hojd_niva", "besattning", "2026-11-01")],
        ),
    ],
)
def test_each_reason_on_its_border(row: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    assert reasons(row) == expected


@pytest.mark.parametrize(("day", "told"), [("2026-11-01", False), ("2026-10-31", True)])
def test_a_raised_risk_is_told_until_the_right_body_has_decided_on_it(day: str, *, told: bool) -> None:
    raised = a_risk(
        sannolikhet=3,
        konsekvens=4,
        bedomd="2026-11-01",
        bedomningar=[{"datum": "2026-10-01", "sannolikhet": 1, "konsekvens": 1}],
        behandling={"val": "reducera", "datum": day, "beslut": f"{day}-besattning"},
    )
    decided = a_risk_decision(id=f"{day}-besattning", datum=day)

    found = escalations(a_portfolio(a_project(risker=[raised], beslut=[decided])), TODAY)

    assert [e.skal for e in found] == ([Reason.HOJD_NIVA] if told else [])


def test_without_mandate_comes_first_then_the_highest_then_the_oldest() -> None:
    found = reasons(
        a_risk(id="R1", status="intraffad", bedomd="2026-10-20"),
        a_risk(id="R2", sannolikhet=3, konsekvens=4, bedomd="2026-11-02"),
        a_risk(id="R3", sannolikhet=3, konsekvens=4, bedomd="2026-11-01"),
        a_risk(id="R4", sannolikhet=5, konsekvens=5, bedomd="2026-11-03"),
    )

    assert found == [
        ("utan_mandat", "rederi", "2026-11-03"),
        ("utan_mandat", "besattning", "2026-11-01"),
        ("utan_mandat", "besattning", "2026-11-02"),
        ("intraffad", "kapten", "2026-10-20"),
    ]


def test_a_row_says_where_the_risk_is_and_by_when() -> None:
    project = a_project(risker=[a_risk(), a_risk(id="R2", sannolikhet=3, konsekvens=4)])

    (row,) = escalations(a_portfolio(project), TODAY)

    assert (row.entry.fil, row.index, row.risk.id, row.varde) == ("projekt/provtur.yaml", 1, "R2", 12)
    assert row.niva is not None
    assert row.niva.slug == "medel"
    assert row.senast == date(2026, 12, 1)


def test_a_risk_without_a_band_goes_to_its_owner() -> None:
    bands = [b.model_dump() for b in a_head().policy.risk.nivaer[:2]]
    project = a_project(risker=[a_risk(sannolikhet=5, konsekvens=5, status="intraffad")])
    portfolio = a_portfolio(project, fyr=a_head(policy={"risk": {"nivaer": bands}}))

    (row,) = escalations(portfolio, TODAY)

    assert (row.skal, row.vem, row.niva) == (Reason.INTRAFFAD, "kapten", None)


def test_what_is_stopped_waits_for_nobody() -> None:
    stop = {
        "id": "2026-11-05-besattning",
        "typ": "grind",
        "datum": "2026-11-05",
        "organ": "besattning",
        "grind": "lagg_ut",
        "krav": "lov",
        "utfall": "stopp",
    }
    stopped = an_initiative(risker=[a_risk(sannolikhet=5, konsekvens=5)], beslut=[stop])

    assert escalations(a_portfolio(stopped), TODAY) == ()


def test_what_has_run_past_its_plan_still_waits() -> None:
    late = a_project(start="2025-01-01", slut="2025-12-31", risker=[a_risk(sannolikhet=5, konsekvens=5)])

    assert [e.skal for e in escalations(a_portfolio(late), TODAY)] == [Reason.UTAN_MANDAT]


def test_every_reason_has_words() -> None:
    assert set(REASONS) == set(Reason)
