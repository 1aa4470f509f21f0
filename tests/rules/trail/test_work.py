"""Work: new undertakings and edits, and what only a decision may change."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fyrportfolj.model.decisions import Villkor
from fyrportfolj.model.initiative import Deltagare, Initiative, ProcessRef, Project
from fyrportfolj.model.process import Process
from fyrportfolj.model.risks import Behandling
from fyrportfolj.rules.trail.statement import decision_signature
from tests.rules.trail.story import (
    IDEA,
    OTHER,
    PROCESS_FILE,
    SEED,
    TREE,
    Story,
    base_files,
    register,
    the_decision,
    told,
    with_tree,
)
from tests.rules.trail.trees import DIRECTIVE, RISKS, THREE, directive_with, on_risks, two_gates
from tests.support.gates import consent, group
from tests.support.gates import initiative as an_initiative

PEAR = "initiativ/paron.yaml"


def pear(**values: Any) -> Initiative:
    return an_initiative(IDEA).model_copy(update={"id": "paron", **values})


def edited(story: Story, **values: Any) -> Story:
    """The tree with other values, committed as work."""
    return story.commit({TREE: story.undertaking().model_copy(update=values)})


def decided() -> Story:
    """The tree with one decision on it that named a condition."""
    condition = Villkor(id="V1", text="Stängsel", senast=date(2026, 2, 1))
    return with_tree().decide(the_decision(OTHER).model_copy(update={"villkor": (condition,)}))


def row_of(story: Story, **values: Any) -> Story:
    """The tree's first decision with other values, committed as work."""
    first, *rest = story.undertaking().beslut
    return edited(story, beslut=(first.model_copy(update=values), *rest))


# -- new and gone ----------------------------------------------------------------------------------------------------


def test_new_undertakings_edits_and_taking_away() -> None:
    story = with_tree().commit({PEAR: pear(), "README.md": b"x"})
    story.commit({PEAR: pear(namn="Päron", steg="vattna", noteringar=("Ny",))})
    story.commit({PEAR: None, "README.md": None})
    assert story.codes() == []


@pytest.mark.parametrize(
    ("values", "vad"),
    [
        ({"fas": "planta"}, "fasen planta"),
        ({"beslut": (the_decision(OTHER),)}, "beslut: 2026-01-07-tradgard"),
        ({"id": "plommon"}, "ett annat id än filens namn"),
        ({"process": ProcessRef(slug="liten", version="2.0")}, "processen liten@2.0, som inte finns"),
        (
            {"deltagare": (Deltagare(kommun="berg", status="deltar", beslut="2026-01-07-tradgard"),)},
            "deltagare som redan är beslutade: berg",
        ),
    ],
)
def test_an_undertaking_that_comes_in_with_more_than_it_may(values: dict[str, Any], vad: str) -> None:
    story = with_tree().commit({PEAR: pear(**values)})
    id_ = values.get("id", "paron")
    assert told(story.judged()) == [("FYR632", PEAR, {"id": id_, "vad": vad})]


def test_an_id_that_another_folder_has() -> None:
    project = Project.model_validate_json(
        pear().model_copy(update={"id": "apeltrad"}).model_dump_json(exclude_unset=True)
    )
    story = with_tree().commit({"projekt/apeltrad.yaml": project})
    wanted = {"id": "apeltrad", "vad": f"samma id som {TREE}"}
    assert told(story.judged()) == [("FYR632", "projekt/apeltrad.yaml", wanted)]


def test_taking_away_what_was_decided_on() -> None:
    story = with_tree().decide(OTHER).commit({TREE: None})
    assert told(story.judged()) == [("FYR633", TREE, {"id": "apeltrad"})]


def test_taking_away_what_has_left_the_first_phase() -> None:
    files = {**base_files(), TREE: an_initiative(IDEA).model_copy(update={"fas": "planta"})}
    assert told(Story(files).commit({TREE: None}).judged()) == [("FYR633", TREE, {"id": "apeltrad"})]


def test_taking_away_what_no_process_knows() -> None:
    lost = an_initiative(IDEA).model_copy(update={"process": ProcessRef(slug="bort", version="1.0")})
    assert Story({**base_files(), TREE: lost}).commit({TREE: None}).codes() == []


def test_a_decided_undertaking_gets_another_name() -> None:
    story = with_tree().decide(OTHER)
    u = story.undertaking().model_copy(update={"id": "paron", "tidigare_id": ("apeltrad",), "namn": "Päron"})
    assert story.commit({TREE: None, PEAR: u}).codes() == []


def test_a_new_name_is_no_way_to_change_what_was_decided() -> None:
    story = with_tree().decide(OTHER)
    u = story.undertaking().model_copy(update={"id": "paron", "tidigare_id": ("apeltrad",), "fas": "tra"})
    story.commit({TREE: None, PEAR: u})
    assert told(story.judged()) == [("FYR623", PEAR, {"fore": "fro", "efter": "tra"})]


@pytest.mark.parametrize(
    ("path", "values"),
    [
        (PEAR, {"id": "paron"}),
        ("projekt/paron.yaml", {"id": "paron", "tidigare_id": ("apeltrad",)}),
    ],
)
def test_a_new_name_that_does_not_own_up_to_the_old(path: str, values: dict[str, Any]) -> None:
    story = with_tree().decide(OTHER)
    u = story.undertaking().model_copy(update=values)
    story.commit({TREE: None, path: u})
    assert sorted(told(story.judged())) == [
        ("FYR632", path, {"id": "paron", "vad": "beslut: 2026-01-07-tradgard"}),
        ("FYR633", TREE, {"id": "apeltrad"}),
    ]


def test_only_one_can_take_over_a_name() -> None:
    story = with_tree().decide(OTHER)
    u = story.undertaking()
    first = u.model_copy(update={"id": "paron", "tidigare_id": ("apeltrad",)})
    second = u.model_copy(update={"id": "plommon", "tidigare_id": ("apeltrad",)})
    story.commit({TREE: None, PEAR: first, "initiativ/plommon.yaml": second})
    wanted = {"id": "plommon", "vad": "beslut: 2026-01-07-tradgard"}
    assert told(story.judged()) == [("FYR632", "initiativ/plommon.yaml", wanted)]


def test_another_id_in_the_same_file() -> None:
    story = edited(with_tree().decide(OTHER), id="paron")
    assert told(story.judged()) == [
        ("FYR632", TREE, {"id": "paron", "vad": "ett annat id än filens namn"}),
        ("FYR633", TREE, {"id": "apeltrad"}),
    ]


# -- decisions -------------------------------------------------------------------------------------------------------


def test_a_decision_added_by_hand() -> None:
    story = edited(with_tree(), beslut=(the_decision(OTHER),))
    assert told(story.judged()) == [("FYR622", TREE, {"beslut": "2026-01-07-tradgard"})]


def test_a_phase_changed_by_hand() -> None:
    story = edited(with_tree(), fas="planta")
    assert told(story.judged()) == [("FYR623", TREE, {"fore": "fro", "efter": "planta"})]


def test_a_process_changed_by_hand() -> None:
    other = base_files()[PROCESS_FILE]
    assert isinstance(other, Process)
    files = {**base_files(), "process/liten-2.0.yaml": other.model_copy(update={"version": "2.0"})}
    story = Story(files).commit({TREE: an_initiative(IDEA)})
    edited(story, process=ProcessRef(slug="liten", version="2.0"))
    wanted = {"vad": "apeltrad har bytt process från liten@1.0 till liten@2.0"}
    assert told(story.judged()) == [("FYR634", TREE, wanted)]


@pytest.mark.parametrize(
    "values",
    [
        {"justerat": date(2026, 1, 9)},
        {"anslaget": date(2026, 1, 9), "laga_kraft": date(2026, 2, 9)},
        {"protokoll": "https://kommunen.example/protokoll"},
        {"villkor": (Villkor(id="V1", text="Stängsel", senast=date(2026, 2, 1), uppfyllt=date(2026, 1, 9)),)},
        {"villkor": (Villkor(id="V1", text="Stängsel", senast=date(2026, 2, 1), uppfyllt_genom="Klart"),)},
    ],
)
def test_what_is_known_only_later_may_be_filled_in(values: dict[str, Any]) -> None:
    assert row_of(decided(), **values).codes() == []


@pytest.mark.parametrize("name", ["justerat", "anslaget", "laga_kraft"])
@pytest.mark.parametrize("value", [None, date(2026, 1, 10)])
def test_what_was_filled_in_stays(name: str, value: date | None) -> None:
    story = row_of(decided(), **{name: date(2026, 1, 9)})
    assert story.codes() == []
    row_of(story, **{name: value})
    assert told(story.judged()) == [("FYR630", TREE, {"beslut": "2026-01-07-tradgard", "falt": name})]


@pytest.mark.parametrize("name", ["uppfyllt", "uppfyllt_genom"])
def test_a_condition_that_was_met_stays_met(name: str) -> None:
    met = Villkor(id="V1", text="Stängsel", senast=date(2026, 2, 1), uppfyllt=date(2026, 1, 9), uppfyllt_genom="Klart")
    story = row_of(decided(), villkor=(met,))
    row_of(story, villkor=(met.model_copy(update={name: None}),))
    wanted = {"beslut": "2026-01-07-tradgard", "falt": f"villkor.0.{name}"}
    assert told(story.judged()) == [("FYR630", TREE, wanted)]


@pytest.mark.parametrize(
    ("values", "falt"),
    [
        ({"motivering": "Annat"}, "motivering"),
        ({"utfall": "stopp"}, "utfall"),
        ({"organ": "park", "paragraf": "§ 3"}, "organ, paragraf"),
        ({"villkor": ()}, "villkor.0"),
        ({"villkor": (Villkor(id="V1", text="Annat", senast=date(2026, 2, 1)),)}, "villkor.0.text"),
        ({"diarienummer": {"berg": "KS 1/2026"}}, "diarienummer.berg"),
    ],
)
def test_a_decision_changed_by_hand(values: dict[str, Any], falt: str) -> None:
    story = row_of(decided(), **values)
    assert told(story.judged()) == [("FYR630", TREE, {"beslut": "2026-01-07-tradgard", "falt": falt})]


def test_a_decision_taken_away() -> None:
    story = edited(decided(), beslut=())
    assert told(story.judged()) == [("FYR630", TREE, {"beslut": "2026-01-07-tradgard", "falt": "hela beslutet"})]


def two_decisions() -> Story:
    return decided().decide("typ: ovrigt, datum: 2026-01-08, organ: park")


def test_decisions_in_another_order() -> None:
    story = two_decisions()
    edited(story, beslut=tuple(reversed(story.undertaking().beslut)))
    assert told(story.judged()) == [("FYR630", TREE, {"beslut": "2026-01-08-park", "falt": "ordningen"})]


def test_a_decision_put_in_before_another_and_one_changed() -> None:
    story = two_decisions()
    first, second = story.undertaking().beslut
    new = the_decision("typ: ovrigt, datum: 2026-01-06, organ: park")
    edited(story, beslut=(new, first.model_copy(update={"paragraf": "§ 9"})))
    assert second.id == "2026-01-08-park"
    assert told(story.judged()) == [
        ("FYR630", TREE, {"beslut": "2026-01-07-tradgard", "falt": "paragraf"}),
        ("FYR630", TREE, {"beslut": "2026-01-08-park", "falt": "hela beslutet"}),
        ("FYR622", TREE, {"beslut": "2026-01-06-park"}),
    ]


# -- participants ----------------------------------------------------------------------------------------------------


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


# -- treatments of risks ---------------------------------------------------------------------------------------------


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


# -- documents -------------------------------------------------------------------------------------------------------


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


# -- policy and signatures -------------------------------------------------------------------------------------------


def test_policy_files_are_not_work() -> None:
    story = with_tree().commit({"register/mandat.yaml": register("serie: 1"), "fyr.yaml": None})
    wanted = {"filer": "fyr.yaml, register/mandat.yaml"}
    assert told(story.judged()) == [("FYR635", "fyr.yaml", wanted)]


def test_other_registers_are_work() -> None:
    roles = base_files()["register/roller.yaml"]
    assert with_tree().commit({"register/roller.yaml": roles.model_copy(update={"roller": ()})}).codes() == []


def test_a_portfolio_is_judged_by_what_it_was_when_its_head_is_taken_away() -> None:
    story = with_tree().commit({"fyr.yaml": None}).commit({TREE: an_initiative(IDEA).model_copy(update={"fas": "tra"})})
    assert story.codes() == ["FYR635", "FYR623"]


def test_signatures_come_with_their_decision() -> None:
    path = decision_signature("apeltrad", "2026-01-07-tradgard", "anna")
    story = with_tree().commit({path: b"x"})
    assert told(story.judged()) == [("FYR645", path, {"fil": path})]


def test_the_seed_itself_is_legal() -> None:
    assert with_tree().decide(SEED).codes() == []
