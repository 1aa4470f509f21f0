"""Taking a decision again: what stays the same, what gets new names, and what others have made impossible."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic_core import to_json

from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Initiative
from fyrportfolj.rules.resync import Meanwhile, obstacle, taken_again
from tests.support.builders import a_portfolio, a_risk, an_initiative

DIRECTIVE = {"status": "godkand", "version": "1.0", "syfte": "Att segla."}


def a_decision(**overrides: Any) -> Decision:
    base = {
        "id": "2026-11-05-besattning",
        "typ": "grind",
        "datum": "2026-11-05",
        "organ": "besattning",
        "grind": "lagg_ut",
        "krav": "lov",
        "utfall": "fortsatt",
    }
    return Decision.model_validate_json(to_json({**base, **overrides}))


def row(decision: Decision) -> dict[str, Any]:
    return decision.model_dump(mode="json", exclude_defaults=True)


def meanwhile(before: Initiative, now: Initiative) -> Meanwhile:
    portfolio = a_portfolio(now)
    process = portfolio.process_of(now)
    assert process is not None
    return Meanwhile(portfolio, process.modell, before, now)


def said(decision: Decision, before: Initiative, now: Initiative) -> str:
    found = obstacle(decision, meanwhile(before, now))
    assert found is not None
    return str(found)


def condition(name: str, text: str = "Reva") -> dict[str, str]:
    return {"id": name, "text": text, "senast": "2026-12-01"}


def test_nothing_happened_and_nothing_changes() -> None:
    u = an_initiative()
    d = a_decision(villkor=[condition("V1")])
    assert taken_again(d, meanwhile(u, u), {}) == d
    assert obstacle(d, meanwhile(u, u)) is None


def test_names_that_others_took_are_left_to_them() -> None:
    theirs = a_decision(motesutfall="bordlagt", utfall=None, villkor=[condition("V1", "Deras")])
    now = an_initiative(beslut=[row(theirs)])
    mine = a_decision(villkor=[condition("V1", "Min"), condition("V2", "Min med")])
    again = taken_again(mine, meanwhile(an_initiative(), now), {})
    assert again.id == "2026-11-05-besattning-2"
    assert [(v.id, v.text) for v in again.villkor] == [("V2", "Min"), ("V3", "Min med")]


def test_conditions_of_the_corrected_decision_keep_their_names() -> None:
    first = a_decision(villkor=[condition("V1")])
    before = an_initiative(beslut=[row(first)])
    theirs = a_decision(id="2026-11-06-besattning", datum="2026-11-06", motesutfall="bordlagt", utfall=None)
    now = an_initiative(beslut=[row(first), row(theirs)])
    mine = a_decision(
        id="2026-11-07-besattning",
        datum="2026-11-07",
        typ="rattelse",
        ersatter=first.id,
        motivering="Fel",
        villkor=[condition("V1"), condition("V2", "Ny")],
    )
    again = taken_again(mine, meanwhile(before, now), {first.id: "2026-11-05-besattning-2"})
    assert [v.id for v in again.villkor] == ["V1", "V2"]
    assert again.ersatter == "2026-11-05-besattning-2"


def test_a_decision_of_the_same_body_in_the_gate() -> None:
    theirs = a_decision(utfall="stopp")
    now = an_initiative(beslut=[row(theirs)])
    other = a_decision(organ="rederi", id="2026-11-05-rederi")
    assert "stoppades av Besättningen den 2026-11-05" in said(a_decision(), an_initiative(), now)
    assert "stoppades av Besättningen" in said(other, an_initiative(), now)


def test_another_process() -> None:
    now = an_initiative(process={"slug": "segling", "version": "1.0"})
    before = now.model_copy(update={"process": now.process.model_copy(update={"version": "0.9"})})
    assert "följer nu processen segling 1.0" in said(a_decision(), before, now)


@pytest.mark.parametrize("now", [DIRECTIVE | {"syfte": "Att ro."}, DIRECTIVE | {"version": "1.1"}, None])
def test_another_document(now: dict[str, str] | None) -> None:
    from fyrportfolj.rules.advance import pin

    before = an_initiative(artefakter={"projektdirektiv": DIRECTIVE})
    assert before.artefakter.projektdirektiv is not None
    pinned = pin("projektdirektiv", before.artefakter.projektdirektiv).model_dump(mode="json")
    later = an_initiative(artefakter={"projektdirektiv": now}) if now else an_initiative()
    mine = a_decision(underlag=[pinned])
    assert said(mine, before, later).startswith("Dokumentet projektdirektiv som du beslutade om har ändrats")
    assert obstacle(mine, meanwhile(before, before)) is None


def test_another_risk() -> None:
    before, now = an_initiative(risker=[a_risk()]), an_initiative(risker=[a_risk(konsekvens=5)])
    mine = a_decision(typ="risk", grind=None, krav=None, utfall=None, risker=["R1"])
    assert said(mine, before, now).startswith("Risken R1 har ändrats")
    assert obstacle(mine, meanwhile(before, before)) is None


def test_a_decision_that_others_corrected() -> None:
    first = a_decision(motesutfall="bordlagt", utfall=None)
    fixed = a_decision(
        id="2026-11-06-besattning",
        datum="2026-11-06",
        typ="rattelse",
        ersatter=first.id,
        motivering="Fel",
        motesutfall="bordlagt",
        utfall=None,
        paragraf="§ 1",
    )
    before, now = an_initiative(beslut=[row(first)]), an_initiative(beslut=[row(first), row(fixed)])
    mine = fixed.model_copy(update={"id": "2026-11-07-besattning", "datum": date(2026, 11, 7), "paragraf": "§ 2"})
    assert "har rättats eller fyllts i av någon annan" in said(mine, before, now)


def test_a_kommun_may_answer_after_the_others_went_on() -> None:
    """It is for the rules of late answers to say what becomes of it."""
    sent_off = a_decision()
    before = an_initiative(fas="sjo", beslut=[row(sent_off)])
    theirs = a_decision(
        id="2026-11-06-hamnnamnd-tanum",
        datum="2026-11-06",
        organ="hamnnamnd",
        kommun="tanum",
        grind="lagg_till",
        krav="hamn",
    )
    now = an_initiative(fas="sjo", beslut=[row(sent_off), row(theirs)])
    mine = theirs.model_copy(update={"id": "2026-11-06-hamnnamnd-orust", "kommun": "orust"})
    assert obstacle(mine, meanwhile(before, now)) is None
    assert "har redan ett beslut i grinden" in said(theirs, before, now)
