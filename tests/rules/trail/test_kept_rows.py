"""What decisions stand behind: participants, treatments of risks, and documents."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fyrportfolj.model.initiative import ProcessRef
from fyrportfolj.model.risks import Behandling
from tests.rules.trail.pieces import IDEA, OTHER, TREE, base_files, the_decision, told
from tests.rules.trail.story import Story, with_tree
from tests.rules.trail.trees import DIRECTIVE, RISKS, THREE, directive_with, edited, on_risks, two_gates
from tests.support.gates import consent, group
from tests.support.gates import initiative as an_initiative


def answered() -> Story:
    """Three are asked; Åsele, that took part already, and Berg have said yes."""
    story = two_gates(DIRECTIVE + THREE).decide(consent("asele", day="2026-01-08"))
    return story.decide(consent("berg", day="2026-01-09"))


def participants(story: Story, **rows: dict[str, Any] | None) -> Story:
    """The tree with other participants, by kommun; None takes one away."""
    kept = tuple(
        p.model_copy(update=rows.get(p.kommun) or {})
        for p in story.undertaking().deltagare
        if rows.get(p.kommun, {}) is not None
    )
    return edited(story, deltagare=kept)


def test_participants_that_no_decision_stands_behind() -> None:
    story = answered()
    participants(story, dorotea={"status": "intresserad", "kontaktroll": "chef"}, asele={"kontaktroll": "ledare"})
    assert story.codes() == []


@pytest.mark.parametrize(
    ("row", "falt"),
    [
        ({"status": "avstar"}, "status"),
        ({"beslut": None}, "beslut"),
        ({"fran": date(2026, 1, 1), "tillampliga_organ": ("fullmaktige",)}, "fran, deltagare.berg.tillampliga_organ.0"),
    ],
)
def test_a_participant_that_a_decision_stands_behind(row: dict[str, Any], falt: str) -> None:
    story = participants(answered(), berg=row)
    wanted = {"beslut": "2026-01-09-namnd-berg", "falt": f"deltagare.berg.{falt}"}
    assert told(story.judged()) == [("FYR630", TREE, wanted)]


def test_a_participant_taken_away() -> None:
    story = participants(answered(), berg=None)
    assert told(story.judged()) == [
        ("FYR630", TREE, {"beslut": "2026-01-09-namnd-berg", "falt": "vem det gäller"}),
        ("FYR630", TREE, {"beslut": "2026-01-09-namnd-berg", "falt": "deltagare.berg"}),
    ]


def test_a_participant_that_answered_without_a_change_of_its_row() -> None:
    story = answered()
    assert story.undertaking().deltagare[0].beslut is None
    participants(story, asele=None)
    wanted = {"beslut": "2026-01-08-namnd-asele", "falt": "vem det gäller"}
    assert told(story.judged()) == [("FYR630", TREE, wanted)]


def test_a_participant_that_refers_to_a_decision_by_hand() -> None:
    story = participants(answered(), dorotea={"beslut": "2026-01-08-namnd-asele"})
    wanted = {"beslut": "2026-01-08-namnd-asele", "falt": "deltagare.dorotea.beslut"}
    assert told(story.judged()) == [("FYR630", TREE, wanted)]


def test_a_gate_opened_by_taking_away_the_one_it_waits_for() -> None:
    story = answered().decide(group(day="2026-01-10"))
    assert story.undertaking().fas == "planta"
    participants(story, dorotea=None)
    assert told(story.judged()) == [("FYR623", TREE, {"fore": "planta (pagar)", "efter": "tra (pagar)"})]


def test_a_gate_held_by_a_body_that_is_said_not_to_apply() -> None:
    text = DIRECTIVE + THREE.replace("dorotea, status: tillfragad", "dorotea, status: avstar")
    story = two_gates(text + "    tillampliga_organ: [givare]\n")
    for row in (consent("asele", day="2026-01-08"), consent("berg", day="2026-01-08"), group(day="2026-01-08")):
        story.decide(row)
    assert story.undertaking().fas == "planta"
    edited(story, tillampliga_organ=())
    assert told(story.judged()) == [("FYR623", TREE, {"fore": "planta (pagar)", "efter": "tra (pagar)"})]


def test_who_is_asked_in_a_process_that_is_gone() -> None:
    lost = ProcessRef(slug="bort", version="1.0")
    u = an_initiative(IDEA + THREE).model_copy(update={"process": lost, "beslut": (the_decision(OTHER),)})
    story = Story({**base_files(), TREE: u})
    participants(story, dorotea=None)
    wanted = {"id": "apeltrad", "orsak": "processen bort@1.0 finns inte"}
    assert told(story.judged()) == [("FYR647", TREE, wanted)]


def treated() -> Story:
    """The tree with two risks, of which the first has a decided treatment."""
    return with_tree(IDEA + RISKS).decide(on_risks("R1"))


def risks(story: Story, *treatments: Behandling | None) -> Story:
    """The tree with other treatments of its risks, committed as work."""
    rows = zip(story.undertaking().risker, treatments, strict=False)
    return edited(story, risker=tuple(r.model_copy(update={"behandling": b}) for r, b in rows))


def test_treatments_that_no_decision_stands_behind() -> None:
    story = treated()
    decided = story.undertaking().risker[0].behandling
    assert decided is not None
    told_better = decided.model_copy(update={"motivering": "Därför"})
    risks(story, told_better, Behandling(val="dela", datum=date(2026, 1, 9)))
    risks(story, told_better, None)
    risks(story)
    assert story.codes() == []


@pytest.mark.parametrize("values", [{"val": "acceptera"}, {"datum": date(2026, 1, 1)}, {"beslut": None}, None])
def test_a_treatment_that_a_decision_stands_behind(values: dict[str, Any] | None) -> None:
    story = treated()
    decided = story.undertaking().risker[0].behandling
    assert decided is not None
    risks(story, decided.model_copy(update=values) if values else None, None)
    wanted = {"beslut": "2026-01-07-park", "falt": "risker.R1.behandling"}
    assert told(story.judged()) == [("FYR630", TREE, wanted)]


def test_a_treatment_that_refers_to_a_decision_by_hand() -> None:
    story = treated()
    decided = story.undertaking().risker[0].behandling
    risks(story, decided, decided)
    wanted = {"beslut": "2026-01-07-park", "falt": "risker.R2.behandling"}
    assert told(story.judged()) == [("FYR630", TREE, wanted)]


def test_a_decided_document_changed() -> None:
    story = answered()
    story.commit({TREE: directive_with(story.undertaking(), syfte="Bär")})
    assert told(story.judged()) == [("FYR629", TREE, {"dokument": "Programdirektiv", "version": "1.0"})]


def test_a_new_version_of_a_decided_document() -> None:
    story = answered()
    story.commit({TREE: directive_with(story.undertaking(), syfte="Bär", version="1.1")})
    story.commit({TREE: directive_with(story.undertaking(), syfte="Frukt", version="1.0")})
    assert story.codes() == []


def test_an_old_version_that_comes_back_as_another() -> None:
    story = answered()
    story.commit({TREE: directive_with(story.undertaking(), syfte="Bär", version="1.1")})
    story.commit({TREE: directive_with(story.undertaking(), syfte="Bär", version="1.0")})
    assert told(story.judged()) == [("FYR629", TREE, {"dokument": "Programdirektiv", "version": "1.0"})]


def test_a_decided_document_taken_away() -> None:
    story = answered()
    bare = story.undertaking().artefakter.model_copy(update={"programdirektiv": None})
    edited(story, artefakter=bare)
    assert told(story.judged()) == [("FYR629", TREE, {"dokument": "Programdirektiv", "version": "1.0"})]


def test_the_status_of_a_decided_document_is_not_what_it_says() -> None:
    story = answered()
    story.commit({TREE: directive_with(story.undertaking(), status="pa_remiss")})
    assert story.codes() == []


def test_a_document_that_did_not_fit_before_is_said_once() -> None:
    story = answered()
    story.commit({TREE: directive_with(story.undertaking(), syfte="Bär")})
    edited(story, artefakter=_with_plan(story))
    assert story.codes() == ["FYR629"]


def _with_plan(story: Story) -> Any:
    plan = an_initiative('    artefakter: {kommunikationsplan: {status: utkast, version: "0.1"}}\n').artefakter
    return story.undertaking().artefakter.model_copy(update={"kommunikationsplan": plan.kommunikationsplan})


REPORTS = """
    artefakter:
      idebeskrivning: {status: godkand, version: "1.0", behov: Frukt, ide: Ett träd}
      statusrapport:
        - {status: godkand, version: "1.0", period_fran: 2026-01-01, period_till: 2026-01-05, rapportdatum: 2026-01-05}
        - {status: godkand, version: "1.0", period_fran: 2026-01-06, period_till: 2026-01-07, rapportdatum: 2026-01-07}
"""


def reported() -> Story:
    """The tree with two reports of the same version, of which the first was decided on."""
    from fyrportfolj.rules.advance import pin

    story = with_tree(REPORTS)
    report = story.undertaking().artefakter.statusrapport[0]
    return story.decide(the_decision(OTHER).model_copy(update={"underlag": (pin("statusrapport", report),)}))


def test_reports_that_share_a_version() -> None:
    story = reported()
    first, second = story.undertaking().artefakter.statusrapport
    other = second.model_copy(update={"rapportdatum": date(2026, 1, 8)})
    edited(story, artefakter=story.undertaking().artefakter.model_copy(update={"statusrapport": (first, other)}))
    assert story.codes() == []


@pytest.mark.parametrize("kept", [(1,), ()])
def test_a_decided_report_taken_out_of_its_list(kept: tuple[int, ...]) -> None:
    story = reported()
    rows = tuple(story.undertaking().artefakter.statusrapport[i] for i in kept)
    edited(story, artefakter=story.undertaking().artefakter.model_copy(update={"statusrapport": rows}))
    assert told(story.judged()) == [("FYR629", TREE, {"dokument": "Statusrapport", "version": "1.0"})]


def test_a_decided_report_with_another_version() -> None:
    story = reported()
    first, second = story.undertaking().artefakter.statusrapport
    rows = (first.model_copy(update={"version": "1.1"}), second.model_copy(update={"version": "1.2"}))
    edited(story, artefakter=story.undertaking().artefakter.model_copy(update={"statusrapport": rows}))
    assert told(story.judged()) == [("FYR629", TREE, {"dokument": "Statusrapport", "version": "1.0"})]
