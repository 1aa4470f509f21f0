"""Decisions on risks, and corrections."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fyrportfolj.model.decisions import Villkor
from fyrportfolj.rules.advance import documents_to_decide
from fyrportfolj.rules.trail.judge import begin
from fyrportfolj.rules.trail.statement import MANDATES
from tests.rules.trail.pieces import IDEA, OTHER, SEED, TREE, base_files, register, the_decision, told
from tests.rules.trail.story import Story, with_tree
from tests.rules.trail.trees import (
    DIRECTIVE,
    RISK,
    RISKS,
    TWO,
    after,
    correction,
    directive_with,
    on_risks,
    two_gates,
)
from tests.support.gates import consent, small_process


def test_a_decision_on_risks() -> None:
    story = with_tree(IDEA + RISKS).decide(on_risks("R1", "R2"), val="dela")
    assert story.codes() == []
    first = story.undertaking().risker[0].behandling
    assert first is not None
    assert (first.val, first.beslut) == ("dela", "2026-01-07-park")


def test_a_body_without_authority_over_the_risk() -> None:
    row = RISK.replace("park", "tradgard")
    story = with_tree(IDEA + RISKS).decide(on_risks("R1", row=row))
    assert told(story.judged()) == [("FYR626", TREE, {"organ": "Trädgårdsgruppen"})]
    assert with_tree(IDEA + RISKS).decide(on_risks("R2", row=row)).codes() == []


def test_risks_that_are_not_there() -> None:
    story = with_tree(IDEA + RISKS).decide(on_risks("R1", "R7"))
    assert told(story.judged()) == [("FYR625", TREE, {"orsak": "insatsen har ingen risk R7"})]
    story = with_tree(IDEA + RISKS).decide(on_risks())
    assert told(story.judged()) == [("FYR625", TREE, {"orsak": "det nämner ingen risk"})]


def test_a_treatment_that_is_not_as_decided() -> None:
    story = with_tree(IDEA + RISKS)
    changes, text = story.decision(on_risks("R1"))
    new = after(changes)
    risk = new.risker[0]
    assert risk.behandling is not None
    other = risk.model_copy(update={"behandling": risk.behandling.model_copy(update={"motivering": "Annat"})})
    story.commit({TREE: new.model_copy(update={"risker": (other, new.risker[1])})}, text)
    assert told(story.judged()) == [("FYR624", TREE, {"vad": "risker.0.behandling.motivering"})]


def test_a_treatment_that_was_not_recorded() -> None:
    story = with_tree(IDEA + RISKS)
    before = story.undertaking().risker
    changes, text = story.decision(on_risks("R1"))
    new = after(changes)
    story.commit({TREE: new.model_copy(update={"risker": before})}, text)
    assert [k for k, _, _ in told(story.judged())] == ["FYR626"]


def test_a_risk_itself_is_not_changed_by_the_decision() -> None:
    story = with_tree(IDEA + RISKS)
    changes, text = story.decision(on_risks("R1"))
    new = after(changes)
    other = new.risker[0].model_copy(update={"konsekvens": 1})
    story.commit({TREE: new.model_copy(update={"risker": (other, new.risker[1])})}, text)
    assert told(story.judged()) == [("FYR624", TREE, {"vad": "risker.0.konsekvens"})]


def test_a_meeting_that_put_the_risks_off_treats_none() -> None:
    put_off = on_risks("R1", row=RISK + ", motesutfall: bordlagt")
    story = with_tree(IDEA + RISKS)
    changes, text = story.decision(put_off)
    new = after(changes)
    untreated = new.model_copy(update={"risker": story.undertaking().risker})
    story.commit({TREE: untreated}, text)
    assert story.codes() == []
    other = with_tree(IDEA + RISKS)
    other.commit(changes, text)
    assert told(other.judged()) == [("FYR624", TREE, {"vad": "risker.0.behandling"})]


def test_a_correction_of_how_a_decision_is_registered() -> None:
    story = with_tree().decide(SEED)
    story.decide(correction(story, paragraf="§ 4"))
    assert story.codes() == []
    assert story.judged().decisions == 2
    assert "Fyr-Typ: rattelse\n" in story.line[-1].message
    assert f"Fyr-Foregaende: {story.line[-2].oid}\n" in story.line[-1].message


def test_a_correction_of_facts_leaves_a_phase_that_was_changed_by_hand() -> None:
    seeded = with_tree().decide(SEED).undertaking()
    story = Story({**base_files(), TREE: seeded.model_copy(update={"fas": "tra"})})
    story.decide(correction(story, paragraf="§ 4"), days=5)
    assert story.codes() == []
    assert story.undertaking().fas == "tra"
    moved = Story({**base_files(), TREE: seeded.model_copy(update={"fas": "tra"})})
    moved.decide(correction(moved, utfall="stopp"), days=5)
    assert moved.undertaking().fas == "fro"
    assert moved.codes() == []


def test_a_correction_of_what_was_decided() -> None:
    story = with_tree().decide(SEED)
    story.decide(correction(story, utfall="stopp"))
    assert story.codes() == []
    assert story.undertaking().fas == "fro"


def test_a_correction_keeps_the_conditions_and_may_add_one() -> None:
    first = Villkor(id="V1", text="Stängsel", senast=date(2026, 2, 1))
    story = with_tree().decide(the_decision(SEED).model_copy(update={"villkor": (first,)}))
    both = (first, first.model_copy(update={"id": "V2"}))
    story.decide(correction(story, villkor=both))
    assert story.codes() == []
    other = with_tree().decide(the_decision(OTHER).model_copy(update={"villkor": (first,)}))
    other.decide(SEED.replace("-07", "-08"))
    wrong = correction(other, 1, villkor=(first,), datum=date(2026, 1, 9), id="2026-01-09-tradgard")
    other.decide(wrong)
    assert ("FYR625", TREE, {"orsak": "villkoren V1 finns redan"}) in told(other.judged())


@pytest.mark.parametrize(
    ("mandates", "values", "codes"),
    [
        ("tradgard, ratt: [grind]", {"paragraf": "§ 4"}, []),
        ("tradgard, ratt: [registrera]", {"paragraf": "§ 4"}, []),
        ("tradgard, ratt: [registrera]", {"utfall": "stopp"}, ["FYR626"]),
        ("tradgard, ratt: [risk]", {"paragraf": "§ 4"}, ["FYR626"]),
        ("skotsel, ratt: [registrera]", {"paragraf": "§ 4"}, ["FYR626"]),
    ],
)
def test_who_may_correct_what(mandates: str, values: dict[str, Any], codes: list[str]) -> None:
    first = "{id: m1, organ: tradgard, ratt: [grind], fran: 2026-01-01, till_och_med: 2026-01-07, kalla: Ordning}"
    later = f"{{id: m2, organ: {mandates}, fran: 2026-01-08, kalla: Ordning}}"
    files = {MANDATES: register(f"mandat: [{first}, {later}]")}
    story = with_tree(IDEA, **files).decide(SEED)
    story.decide(correction(story, **values))
    assert story.codes() == codes


def test_the_chain_goes_by_corrections_too() -> None:
    story = with_tree().decide(SEED)
    story.decide(correction(story, paragraf="§ 4"))
    story.decide("typ: ovrigt, datum: 2026-01-09, organ: park")
    assert f"Fyr-Foregaende: {story.line[-2].oid}\n" in story.line[-1].message
    assert story.codes() == []
    memory = begin(story.line[-2], {}, story.line[:-1])
    assert memory.last_decision == {"apeltrad": story.line[-2].oid}


def test_a_correction_keeps_documents_that_have_a_new_version_since() -> None:
    story = two_gates().decide(consent("asele", day="2026-01-08"))
    story.commit({TREE: directive_with(story.undertaking(), version="1.1", syfte="Bär")})
    story.decide(correction(story, 1, paragraf="§ 9", datum=date(2026, 1, 10), id="2026-01-10-namnd-asele"))
    assert story.codes() == []


def test_a_correction_of_nothing_that_stands_before_it() -> None:
    story = with_tree().decide(SEED)
    story.decide(correction(story, ersatter="2026-01-01-park"))
    found = told(story.judged())
    assert ("FYR625", TREE, {"orsak": "det rättar 2026-01-01-park, som inte står före det"}) in found


def test_a_correction_without_reasons() -> None:
    story = with_tree().decide(SEED)
    story.decide(correction(story, paragraf="§ 4", motivering=None))
    assert ("FYR625", TREE, {"orsak": "en rättelse ska ha en motivering"}) in told(story.judged())


def test_a_correction_by_a_body_below() -> None:
    story = with_tree().decide(SEED)
    low = correction(story, utfall="stopp", organ="skotsel", id="2026-01-08-skotsel")
    story.decide(low)
    assert told(story.judged()) == [("FYR626", TREE, {"organ": "Skötselgruppen"})]


def test_a_correction_by_a_body_above() -> None:
    story = with_tree().decide(SEED)
    story.decide(correction(story, utfall="stopp", organ="park", id="2026-01-08-park"))
    assert story.codes() == []


def test_a_correction_that_later_decisions_do_not_survive() -> None:
    story = two_gates()
    story.decide(consent("asele", day="2026-01-08"))
    story.decide(correction(story, utfall="stopp", id="2026-01-09-tradgard", datum=date(2026, 1, 9)))
    assert "FYR625" in story.codes()


def test_a_correction_into_a_yes_that_was_not_ready() -> None:
    story = with_tree(IDEA.replace("godkand", "utkast")).decide(SEED.replace("fortsatt", "stopp"))
    story.decide(correction(story, utfall="fortsatt"))
    assert "FYR627" in story.codes()


def test_a_no_corrected_into_a_yes_asks_for_what_any_yes_asks_for() -> None:
    draft = IDEA + '      programdirektiv: {status: utkast, version: "1.0", syfte: Frukt}\n' + TWO
    story = two_gates(draft).decide(consent("asele", outcome="stopp", day="2026-01-08"))
    pins = documents_to_decide(story.undertaking(), small_process().faser[1])
    day = date(2026, 1, 9)
    yes = correction(story, 1, utfall="fortsatt", underlag=pins, datum=day, id="2026-01-09-namnd-asele")
    story.decide(yes)
    assert [k for k, _, _ in told(story.judged())] == ["FYR627"]


SHARES = """
    finansiering:
      total_kr: 300
      kommunernas_del_kr: 300
      fordelningsnyckel: {typ: lika}
      andelar:
        - {part: asele, belopp_kr: 150}
        - {part: berg, belopp_kr: 150}
"""


def test_a_kommun_that_leaves_and_the_shares_that_are_split_anew() -> None:
    story = two_gates(DIRECTIVE + TWO + SHARES).decide(consent("berg", outcome="stopp", day="2026-01-08"))
    assert story.codes() == []
    money = story.undertaking().finansiering
    assert money is not None
    assert [(a.part, int(a.belopp_kr)) for a in money.andelar] == [("asele", 300)]
    old = two_gates(DIRECTIVE + TWO + SHARES)
    kept = old.undertaking().finansiering
    old.decide(consent("berg", outcome="stopp", day="2026-01-08"), luggage={"finansiering": kept})
    assert told(old.judged()) == [("FYR624", TREE, {"vad": "finansiering.andelar.0.belopp_kr, finansiering.andelar.1"})]
