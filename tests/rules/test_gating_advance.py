"""What a decision at a gate changes in the file: phase, step and documents; what is refused; who answers what."""

from __future__ import annotations

from datetime import date

import pytest

from fyrportfolj.rules import advance
from fyrportfolj.rules.gating import Verdict
from tests.support.gates import SEED, consent, decisions, group, initiative, small_portfolio, small_process
from tests.support.plans import DIRECTIVE, IDEA, THREE, TODAY, TWO, decision, planned, with_process

SHARED = (
    "    finansiering: {total_kr: 5000, kommunernas_del_kr: 1000, fordelningsnyckel: {typ: lika}, andelar: "
    "[{part: asele, belopp_kr: 333.34}, {part: berg, belopp_kr: 333.33}, {part: dorotea, belopp_kr: 333.33}]}\n"
)
PIN = (
    ', underlag: [{artefakt: programdirektiv, version: "1.0", '
    "sha256: 0000000000000000000000000000000000000000000000000000000000000000}]"
)


def judged(text: str) -> Verdict:
    return with_process(text, small_process())[2]


def opening(text: str, row: str) -> list[str]:
    portfolio, entry, verdict = with_process(text, small_process())
    plan = advance.plan(portfolio, entry, verdict, decision(row))
    return [str(d.params["skal"]) for d in advance.refusals_to_open(portfolio, entry, verdict, plan, TODAY)]


# Where it leads


def test_a_yes_leads_to_the_first_step_of_the_next_phase() -> None:
    p = planned(IDEA, SEED)

    assert (p.efter.fas, p.steg, p.byter_fas, p.oppnar_grinden) == ("planta", "gallra", True, True)


def test_a_phase_without_steps_takes_the_step_away() -> None:
    p = planned("    steg: gallra\n" + DIRECTIVE + TWO + decisions(SEED, consent("asele"), consent("berg")), group())

    assert (p.efter.fas, p.steg) == ("tra", None)


def test_an_answer_that_does_not_open_the_gate_keeps_the_step() -> None:
    p = planned("    steg: gallra\n" + DIRECTIVE + TWO + decisions(SEED), consent("asele"))

    assert (p.byter_fas, p.oppnar_grinden, p.steg) == (False, False, "gallra")


def test_a_kommun_that_wants_more_work_does_not_send_the_step_back() -> None:
    row = consent("asele", "tillbaka") + ", motivering: Oklart, till_fas: planta"
    p = planned("    steg: vattna\n" + DIRECTIVE + TWO + decisions(SEED), row)

    assert (p.byter_fas, p.steg, p.beslut.upphavda, p.status) == (False, "vattna", (), {})


def test_a_pause_keeps_the_step_and_so_does_the_resumption() -> None:
    stop = group("stopp", "2026-02-05")
    text = "    steg: gallra\n" + DIRECTIVE + TWO

    paused = planned(text + decisions(SEED), stop)
    resumed = planned(text + decisions(SEED, stop), "typ: ateruppta, datum: 2026-02-20, organ: tradgard")

    assert (paused.efter.lage, paused.steg) == ("stoppad", "gallra")
    assert (resumed.efter.lage, resumed.steg, resumed.oppnar_grinden) == ("pagar", "gallra", False)


def test_an_end_that_closes_takes_the_step_away_and_one_that_leads_on_does_not() -> None:
    closed = planned("    steg: sa\n", SEED.replace("fortsatt", "avsluta"))
    faser = small_process().faser
    last = faser[3].model_copy(update={"steg": faser[0].steg})
    process = small_process().model_copy(update={"faser": (*faser[:3], last)})
    composted = planned("    steg: gallra\n" + TWO + decisions(SEED), group("avsluta"), process)

    assert (closed.efter.lage, closed.steg) == ("avslutad", None)
    assert (composted.efter.fas, composted.steg) == ("kompost", "sa")


def test_a_tillbaka_leads_to_the_step_it_names_else_to_the_first() -> None:
    text = "    steg: gallra\n" + DIRECTIVE + TWO + decisions(SEED)

    named = planned(text, group("tillbaka", more=", motivering: Om, till_fas: fro, till_steg: vattna"))
    unnamed = planned(text, group("tillbaka", more=", motivering: Om, till_fas: fro"))

    assert (named.efter.fas, named.steg, unnamed.steg) == ("fro", "vattna", "sa")


# What a tillbaka takes away


def test_a_tillbaka_lapses_what_was_approved_from_the_phase_and_step_on() -> None:
    text = DIRECTIVE + TWO + decisions(SEED)

    to_start = planned(text, group("tillbaka", more=", motivering: Om, till_fas: fro"))
    past_idea = planned(text, group("tillbaka", more=", motivering: Om, till_fas: fro, till_steg: vattna"))
    here = planned(text, group("tillbaka", more=", motivering: Om, till_fas: planta"))

    assert to_start.beslut.upphavda == ("idebeskrivning", "programdirektiv")
    assert to_start.status == {"idebeskrivning": "utkast", "programdirektiv": "utkast"}
    assert past_idea.beslut.upphavda == here.beslut.upphavda == ("programdirektiv",)
    assert to_start.efter.att_gora_om == frozenset({"idebeskrivning", "programdirektiv"})


def test_a_document_that_was_never_approved_has_nothing_to_lapse() -> None:
    text = DIRECTIVE.replace("direktiv: {status: godkand", "direktiv: {status: pa_remiss") + TWO + decisions(SEED)

    assert planned(text, group("tillbaka", more=", motivering: Om, till_fas: planta")).beslut.upphavda == ()


def test_a_document_without_a_step_lapses_wherever_the_phase_is_taken_up() -> None:
    text = DIRECTIVE + '      kommunikationsplan: {status: godkand, version: "1.0"}\n' + TWO + decisions(SEED)
    p = planned(text, group("tillbaka", more=", motivering: Om, till_fas: planta, till_steg: gallra"))

    assert p.beslut.upphavda == ("programdirektiv", "kommunikationsplan")


def test_reports_are_history_and_stay() -> None:
    faser = small_process().faser
    report = faser[0].artefakter[0].model_copy(update={"slug": "statusrapport", "falt": ()})
    phase = faser[1].model_copy(update={"artefakter": (*faser[1].artefakter, report)})
    process = small_process().model_copy(update={"faser": (faser[0], phase, *faser[2:])})
    text = DIRECTIVE + '      statusrapport: [{status: godkand, version: "1.0"}]\n' + TWO + decisions(SEED)

    p = planned(text, group("tillbaka", more=", motivering: Om, till_fas: planta"), process)

    assert p.beslut.upphavda == ("programdirektiv",)


def test_a_municipal_body_in_a_joint_decision_sends_back_for_all() -> None:
    faser = small_process().faser
    joint = faser[1].grind.beslut[2].model_copy(update={"alla_av": (), "nagot_av": ("tradgard", "ledning")})
    gate = faser[1].grind.model_copy(update={"beslut": (*faser[1].grind.beslut[:2], joint)})
    process = small_process().model_copy(
        update={"faser": (faser[0], faser[1].model_copy(update={"grind": gate}), *faser[2:])}
    )
    back = "organ: ledning, kommun: berg, grind: plantera, krav: grupp, utfall: tillbaka, motivering: Om, till_fas: fro"

    p = planned(DIRECTIVE + TWO + decisions(SEED), f"typ: grind, datum: 2026-02-10, {back}", process)

    assert (p.efter.fas, p.beslut.upphavda, p.deltagare) == ("fro", ("idebeskrivning", "programdirektiv"), {})


@pytest.mark.parametrize("more", ["", ", till_fas: finns_ej", ", till_fas: kompost"])
def test_a_tillbaka_to_nowhere_takes_nothing_away(more: str) -> None:
    p = planned(DIRECTIVE + TWO + decisions(SEED), group("tillbaka", more=", motivering: Om" + more))

    assert (p.beslut.upphavda, p.byter_fas, [x.kod for x in p.efter.problem]) == ((), False, ["FYR411"])


# What a yes decides


def test_the_gate_decides_the_documents_that_were_decided_on() -> None:
    text = DIRECTIVE + TWO + decisions(SEED, consent("asele") + PIN, consent("berg") + PIN)

    assert planned(text, group()).status == {"programdirektiv": "faststalld"}


def test_a_draft_is_decided_too_when_the_gate_asks_for_no_more() -> None:
    text = DIRECTIVE.replace("direktiv: {status: godkand", "direktiv: {status: utkast") + TWO
    text += decisions(SEED, consent("asele"), consent("berg"))

    assert planned(text, group(more=PIN)).status == {"programdirektiv": "faststalld"}


@pytest.mark.parametrize("status", ["faststalld", "ersatt"])
def test_a_document_that_is_decided_or_replaced_keeps_its_status(status: str) -> None:
    text = DIRECTIVE.replace("direktiv: {status: godkand", f"direktiv: {{status: {status}") + TWO
    text += decisions(SEED, consent("asele"), consent("berg"))

    assert planned(text, group(more=PIN)).status == {}


def test_a_version_that_nobody_decided_on_is_not_decided_by_the_last_no() -> None:
    text = DIRECTIVE.replace('direktiv: {status: godkand, version: "1.0"', 'direktiv: {status: godkand, version: "1.1"')
    rows = (SEED, consent("asele") + PIN, consent("berg") + PIN, group(more=PIN))

    newer = planned(text + THREE + decisions(*rows), consent("dorotea", "avsluta"))
    same = planned(DIRECTIVE + THREE + decisions(*rows), consent("dorotea", "avsluta"))

    assert (newer.oppnar_grinden, newer.status) == (True, {})
    assert (same.oppnar_grinden, same.status) == (True, {"programdirektiv": "faststalld"})


def test_what_the_gate_does_not_decide_keeps_its_status() -> None:
    assert planned(IDEA, SEED).status == {}


def test_the_documents_of_the_gate_are_pinned_as_they_are() -> None:
    _, entry = small_portfolio(initiative(DIRECTIVE))
    planta = small_process().faser[1]

    (pinned,) = advance.documents_to_decide(entry.modell, planta)

    assert (pinned.artefakt, pinned.version, len(pinned.sha256)) == ("programdirektiv", "1.0", 64)
    assert advance.documents_to_decide(entry.modell, small_process().faser[0]) == ()


# What is refused


def test_a_yes_is_refused_while_something_is_missing_and_everything_missing_is_named() -> None:
    v = judged("")

    refused = advance.refusals(v, decision(SEED))

    assert [(d.kod, d.loc, str(d.params["skal"])) for d in refused] == [
        ("FYR430", ("artefakter",), "dokumentet saknas")
    ]


@pytest.mark.parametrize(
    "row",
    [
        SEED.replace("fortsatt", "stopp"),
        SEED.replace("utfall: fortsatt", "motesutfall: bordlagt"),
        "typ: ateruppta, datum: 2026-02-01, organ: park",
        consent("asele"),
    ],
    ids=["another outcome", "no decision", "another kind", "another gate"],
)
def test_facts_about_a_meeting_are_not_refused(row: str) -> None:
    assert advance.refusals(judged(""), decision(row)) == ()


def test_a_complete_gate_refuses_nothing() -> None:
    assert advance.refusals(judged(IDEA), decision(SEED)) == ()
    assert opening(IDEA, SEED) == []


def test_a_no_does_not_open_a_gate_on_less_than_a_yes_would() -> None:
    rows = (SEED, consent("asele"), consent("berg"), group())
    emptied = DIRECTIVE.replace(", syfte: Frukt", "") + THREE

    assert opening(emptied + decisions(*rows), consent("dorotea", "avsluta")) == ["fältet syfte är tomt"]
    assert opening(DIRECTIVE + THREE + decisions(*rows), consent("dorotea", "avsluta")) == []
    assert opening(emptied + decisions(*rows[:3]), consent("dorotea", "avsluta")) == []


def test_a_no_that_opens_is_judged_as_if_the_one_that_leaves_had_left() -> None:
    faser = small_process().faser
    gate = faser[1].grind.model_copy(update={"kriterier": ("kostnader_fordelade",)})
    process = small_process().model_copy(
        update={"faser": (faser[0], faser[1].model_copy(update={"grind": gate}), *faser[2:])}
    )
    text = DIRECTIVE + THREE + SHARED + decisions(SEED, consent("asele"), consent("berg"), group())
    portfolio, entry, verdict = with_process(text, process)

    plan = advance.plan(portfolio, entry, verdict, decision(consent("dorotea", "avsluta")))

    assert plan.andelar is not None
    assert advance.refusals_to_open(portfolio, entry, verdict, plan, TODAY) == ()


# Who answers what


def test_the_requirement_that_still_waits_for_the_body_is_found_first() -> None:
    faser = small_process().faser
    again = faser[0].grind.beslut[0].model_copy(update={"slug": "vatten"})
    gate = faser[0].grind.model_copy(update={"beslut": (faser[0].grind.beslut[0], again)})
    process = small_process().model_copy(update={"faser": (faser[0].model_copy(update={"grind": gate}), *faser[1:])})

    def found(text: str) -> str | None:
        verdict = with_process(text, process)[2]
        krav = advance.requirement_for(verdict, verdict.fas, "tradgard", None)
        return krav.slug if krav else None

    assert found(IDEA) == "jord"
    assert found(IDEA + decisions(SEED)) == "vatten"


def test_a_body_that_has_answered_or_is_asked_only_at_need_is_found_too() -> None:
    v = judged(TWO + decisions(SEED, group()))

    def found(organ: str, kommun: str | None = None) -> str | None:
        krav = advance.requirement_for(v, v.fas, organ, kommun)
        return krav.slug if krav else None

    assert (found("tradgard"), found("givare"), found("fullmaktige", "asele")) == ("grupp", "pengar", "samtycke")
    assert (found("namnd", "berg"), found("park")) == ("samtycke", None)


def test_a_late_answer_finds_its_own_gate() -> None:
    v = judged(TWO + decisions(SEED, consent("asele"), consent("berg"), group()))

    krav = advance.requirement_for(v, small_process().faser[1], "namnd", "dorotea")

    assert krav is not None
    assert krav.slug == "samtycke"


def test_a_municipal_answer_is_looked_for_among_the_municipal_requirements_first() -> None:
    faser = small_process().faser
    joint = faser[1].grind.beslut[2].model_copy(update={"alla_av": (), "nagot_av": ("tradgard", "namnd")})
    gate = faser[1].grind.model_copy(update={"beslut": (joint, faser[1].grind.beslut[0])})
    process = small_process().model_copy(
        update={"faser": (faser[0], faser[1].model_copy(update={"grind": gate}), *faser[2:])}
    )
    verdict = with_process(TWO + decisions(SEED), process)[2]

    def found(kommun: str | None) -> str | None:
        krav = advance.requirement_for(verdict, verdict.fas, "namnd", kommun)
        return krav.slug if krav else None

    assert (found("berg"), found(None)) == ("samtycke", "grupp")


# Ids


def test_ids_are_free() -> None:
    _, entry = small_portfolio(initiative(TWO + decisions(SEED)))
    day = date(2026, 1, 10)

    assert advance.unique_id(entry.modell, day, "tradgard", None) == "2026-01-10-tradgard-2"
    assert advance.unique_id(entry.modell, day, "park", None) == "2026-01-10-park"
    assert advance.unique_id(entry.modell, day, "tradgard", "berg") == "2026-01-10-tradgard-berg"


def test_conditions_are_numbered_from_the_highest() -> None:
    none = initiative()
    some = initiative(
        decisions(SEED + ", villkor: [{id: V7, text: A, senast: 2026-03-01}, {id: VA9, text: B, senast: 2026-03-01}]")
    )

    assert (advance.next_condition_id(none), advance.next_condition_id(some)) == ("V1", "V8")
    assert advance.condition(some, 1, "Vattna", date(2026, 5, 1)).id == "V9"
