"""The process, the registers and the gate have room for the decision."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fyrportfolj.model.decisions import Decision, Villkor
from fyrportfolj.model.initiative import ProcessRef
from tests.rules.trail.pieces import IDEA, OTHER, SEED, TREE, base_files, register, the_decision, told
from tests.rules.trail.story import Story, with_tree
from tests.rules.trail.trees import (
    DIRECTIVE,
    THREE,
    after,
    directive_with,
    two_gates,
)
from tests.support.gates import consent, group
from tests.support.gates import initiative as an_initiative
from tests.support.texts import read


def forced(story: Story, row: str | Decision, **how: Any) -> list[str]:
    """The codes of a decision that the writer would refuse."""
    story.decide(row, **how)
    return story.codes()


def test_a_gate_of_a_later_phase() -> None:
    story = with_tree()
    story.decide("typ: grind, datum: 2026-01-07, organ: tradgard, grind: plantera, krav: grupp, utfall: fortsatt")
    why = "beslutet gäller grinden plantera, men insatsen stod i fasen Frö, som lämnas genom gro"
    assert told(story.judged()) == [("FYR625", TREE, {"orsak": why})]


def test_a_body_that_the_gate_does_not_ask() -> None:
    assert forced(with_tree(), SEED.replace("organ: tradgard", "organ: park")) == ["FYR625"]


def test_a_body_that_no_register_knows() -> None:
    story = with_tree().decide(OTHER.replace("tradgard", "okand"))
    assert told(story.judged()) == [("FYR625", TREE, {"orsak": "organet okand finns inte i registret"})]


def test_an_id_that_is_not_the_next() -> None:
    wrong = read("{id: 2026-01-07-tradgard-2, typ: ovrigt, datum: 2026-01-07, organ: tradgard}", Decision)
    story = with_tree().decide(wrong)
    assert told(story.judged()) == [("FYR625", TREE, {"orsak": "dess id ska vara 2026-01-07-tradgard"})]
    right = with_tree().decide(OTHER).decide(wrong, seconds=60)
    assert right.codes() == []


def test_a_condition_that_takes_the_id_of_another() -> None:
    condition = Villkor(id="V1", text="Stängsel", senast=date(2026, 2, 1))
    first = the_decision(OTHER).model_copy(update={"villkor": (condition,)})
    second = first.model_copy(update={"id": "2026-01-07-tradgard-2"})
    story = with_tree().decide(first).decide(second, seconds=60)
    assert told(story.judged()) == [("FYR625", TREE, {"orsak": "villkoren V1 finns redan"})]


def test_only_a_correction_replaces() -> None:
    story = with_tree().decide(OTHER)
    story.decide("typ: ovrigt, datum: 2026-01-08, organ: park, ersatter: 2026-01-07-tradgard")
    assert told(story.judged()) == [("FYR625", TREE, {"orsak": "bara en rättelse ersätter ett annat beslut"})]


def test_a_process_that_is_gone() -> None:
    lost = an_initiative(IDEA).model_copy(update={"process": ProcessRef(slug="bort", version="1.0")})
    story = Story({**base_files(), TREE: an_initiative(IDEA)})
    changes, text = story.decision(SEED.replace("-07", "-06"))
    new = after(changes)
    other = Story({**base_files(), TREE: lost})
    other.commit({TREE: new.model_copy(update={"process": lost.process})}, text)
    assert ("FYR647", TREE, {"id": "apeltrad", "orsak": "processen bort@1.0 finns inte"}) in told(other.judged())


GARDEN = "mandat: [{id: m1, organ: tradgard, ratt: [grind], fran: 2026-01-01, kalla: Ordning}]"


def test_a_body_with_the_right() -> None:
    story = with_tree(IDEA, **{"register/mandat.yaml": register(GARDEN)}).decide(SEED)
    assert story.codes() == []
    assert "Fyr-Mandat: m1\n" in story.line[-1].message


@pytest.mark.parametrize(
    "change",
    [
        ("organ: tradgard", "organ: park"),
        ("ratt: [grind]", "ratt: [risk]"),
        ("fran: 2026-01-01", "fran: 2026-01-08"),
        ("fran: 2026-01-01", "fran: 2025-01-01, till_och_med: 2026-01-06"),
        ("ratt: [grind]", "ratt: [grind], grindar: [plantera]"),
    ],
)
def test_a_body_without_the_right(change: tuple[str, str]) -> None:
    story = with_tree(IDEA, **{"register/mandat.yaml": register(GARDEN.replace(*change))}).decide(SEED)
    assert told(story.judged()) == [("FYR626", TREE, {"organ": "Trädgårdsgruppen"})]


def test_a_meeting_without_a_decision_needs_no_right() -> None:
    none = {"register/mandat.yaml": register(GARDEN.replace("tradgard", "park"))}
    story = with_tree(IDEA, **none).decide(SEED.replace("utfall: fortsatt", "motesutfall: utgick"))
    assert story.codes() == []


def test_a_gate_that_was_not_ready() -> None:
    story = with_tree(IDEA.replace("godkand", "utkast")).decide(SEED)
    wanted = {"grind": "Beslut om att gro", "vad": "Idébeskrivning är minst godkänd (dokumentet är utkast)"}
    assert told(story.judged()) == [("FYR627", TREE, wanted)]


def test_a_stop_at_a_gate_that_is_not_ready() -> None:
    story = with_tree(IDEA.replace("godkand", "utkast")).decide(SEED.replace("fortsatt", "stopp"))
    assert story.codes() == []


def test_a_no_that_would_open_a_gate_that_is_not_ready() -> None:
    story = two_gates(IDEA + '      programdirektiv: {status: utkast, version: "1.0", syfte: Frukt}\n' + THREE)
    for row in (consent("asele", day="2026-01-08"), consent("berg", day="2026-01-08"), group(day="2026-01-08")):
        u = story.undertaking()
        story.commit({TREE: directive_with(u, status="godkand")}, seconds=60)
        story.decide(row, seconds=60)
    assert story.undertaking().fas == "planta"
    story.commit({TREE: directive_with(story.undertaking(), status="utkast")}, seconds=60)
    story.decide(consent("dorotea", outcome="stopp", day="2026-01-08"), days=1)
    assert "FYR627" in story.codes()


def _consent_with(story: Story, **pin: Any) -> Story:
    """Åsele's yes, with other documents than those that were there."""
    changes, _ = story.decision(consent("asele", day="2026-01-08"))
    new = after(changes)
    row = new.beslut[-1]
    pins = tuple(p.model_copy(update=pin) for p in row.underlag) if pin else ()
    return story.decide(row.model_copy(update={"underlag": pins}), documents=False)


def test_a_decision_on_the_documents_that_were_there() -> None:
    story = two_gates()
    story.decide(consent("asele", day="2026-01-08"))
    assert story.codes() == []
    assert any(line.startswith("Fyr-Underlag: sha256:") for line in story.line[-1].message.splitlines())


@pytest.mark.parametrize("pin", [{"sha256": "0" * 64}, {"version": "1.1"}])
def test_a_decision_on_another_document(pin: dict[str, str]) -> None:
    found = told(_consent_with(two_gates(), **pin).judged())
    version = pin.get("version", "1.0")
    assert found == [
        (
            "FYR628",
            TREE,
            {"artefakt": "programdirektiv", "orsak": f"version {version} med den kontrollsumman finns inte"},
        ),
        (
            "FYR628",
            TREE,
            {
                "artefakt": "programdirektiv",
                "orsak": "grinden fastställer det, men beslutet nämner det inte som det var",
            },
        ),
    ]


def test_a_decision_that_does_not_name_what_the_gate_decides() -> None:
    found = told(_consent_with(two_gates()).judged())
    orsak = "grinden fastställer det, men beslutet nämner det inte som det var"
    assert found == [("FYR628", TREE, {"artefakt": "programdirektiv", "orsak": orsak})]


def test_a_late_yes_names_what_the_gate_that_was_left_decides() -> None:
    story = two_gates(DIRECTIVE + THREE)
    for row in (consent("asele", day="2026-01-08"), consent("berg", day="2026-01-08"), group(day="2026-01-08")):
        story.decide(row)
    story.decide(consent("dorotea", outcome="stopp", day="2026-01-11"))
    assert story.undertaking().fas == "tra"
    directive = story.undertaking().artefakter.programdirektiv
    assert directive is not None
    assert directive.status == "faststalld"
    story.decide(consent("dorotea", day="2026-01-12"))
    assert story.codes() == []
    story.decide(consent("dorotea", day="2026-01-13"), documents=False)
    orsak = "grinden fastställer det, men beslutet nämner det inte som det var"
    assert told(story.judged()) == [("FYR628", TREE, {"artefakt": "programdirektiv", "orsak": orsak})]
