"""What a gate makes of documents, conditions and legal force, before and after a tillbaka."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from datetime import date

import pytest

from fyrportfolj.model.portfolio import Entry
from fyrportfolj.model.process import ArtefaktKrav
from fyrportfolj.rules.gating import blocks, criteria_of_gate, criteria_of_phase, evaluate, filled, reached
from fyrportfolj.rules.replay import Lage, replay
from fyrportfolj.rules.subject import Subject
from tests.support.gates import SEED, consent, decisions, group, initiative, small_portfolio, small_process
from tests.support.texts import read

TODAY = date(2026, 11, 20)
TWO = """
    deltagare:
      - {kommun: asele, status: deltar}
      - {kommun: berg, status: intresserad}
"""


def subject(text: str) -> Subject:
    portfolio, entry = small_portfolio(initiative(text))
    return Subject(portfolio, entry, small_process(), TODAY)


def document(slug: str, fields: str) -> str:
    return f'\n    artefakter:\n      {slug}: {{status: utkast, version: "1.0", {fields}}}\n'


@pytest.mark.parametrize(
    ("has", "asked", "good"),
    [
        ("utkast", "utkast", True),
        ("utkast", "pa_remiss", False),
        ("faststalld", "godkand", True),
        ("godkand", "faststalld", False),
        ("ersatt", "utkast", False),
        ("utkast", "ersatt", True),
        ("ersatt", "ersatt", False),
    ],
)
def test_how_far_a_document_has_come(has: str, asked: str, good: bool) -> None:
    i = initiative(document("idebeskrivning", "behov: A").replace("utkast", has))
    assert i.artefakter.idebeskrivning is not None
    krav = small_process().faser[0].artefakter[0].model_copy(update={"status": asked})

    assert reached(i.artefakter.idebeskrivning, krav.status) is good


@pytest.mark.parametrize(
    ("fields", "good"),
    [("behov: A", True), ('behov: "  "', False), ("malgrupp: A", False)],
)
def test_white_space_fills_nothing(fields: str, good: bool) -> None:
    i = initiative(document("idebeskrivning", fields))
    assert i.artefakter.idebeskrivning is not None

    assert filled(i.artefakter.idebeskrivning, "behov") is good
    assert not filled(i.artefakter.idebeskrivning, "okant")


def test_zero_and_no_are_content() -> None:
    i = initiative(document("avsiktsforklaring", "kostnadsram_kr: 0, juridiskt_bindande: false"))
    assert i.artefakter.avsiktsforklaring is not None

    assert filled(i.artefakter.avsiktsforklaring, "kostnadsram_kr")
    assert filled(i.artefakter.avsiktsforklaring, "juridiskt_bindande")


STAGES = """
    slug: idebeskrivning
    steg: sa
    falt: [behov, okant]
    kriterier: [milstolpar_finns]
    etapper: [{steg: vattna, falt: [malgrupp], kriterier: [deltagare_finns]}]
"""


def staged(text: str) -> Subject:
    """The idea grows in two stages, each with its criterion; one of the fields asked for does not exist."""
    s = subject(text)
    first = small_process().faser[0].model_copy(update={"artefakter": (read(STAGES, ArtefaktKrav),)})
    process = small_process().model_copy(update={"faser": (first, *small_process().faser[1:])})
    return replace(s, process=process)


def test_a_document_that_grows_is_asked_stage_by_stage() -> None:
    s = staged(document("idebeskrivning", "behov: A, upprattad_av: chef").replace("utkast", "godkand"))

    found = list(criteria_of_phase(s, s.process.faser[0]))

    assert [(c.loc[-1], c.uppfyllt, c.steg, c.vem) for c in found] == [
        ("status", True, "sa", ("ledare",)),
        ("malgrupp", False, "vattna", ("chef",)),
        ("behov", True, "sa", ("chef",)),
        ("okant", False, "sa", ("chef",)),
        ("deltagare", False, "vattna", ()),
        ("milstolpar", False, "sa", ()),
    ]
    assert str(found[4].rubrik) == "Idébeskrivning: Minst en kommun deltar"


def test_nobody_is_named_when_the_undertaking_has_no_leader() -> None:
    portfolio, entry = small_portfolio(initiative())
    nobody = Entry(entry.fil, entry.modell.model_copy(update={"ledare": None}))

    (missing,) = criteria_of_phase(Subject(portfolio, nobody, small_process(), TODAY), small_process().faser[0])

    assert missing.vem == ()


# What belongs to a gate after a tillbaka

PIN = f', underlag: [{{artefakt: programdirektiv, version: "1.0", sha256: {"0" * 64}}}]'
HOME = ", till_fas: fro, motivering: Om, upphavda: [idebeskrivning, programdirektiv]"
BOTH = """
    artefakter:
      idebeskrivning: {status: godkand, version: "1.0", behov: Frukt, ide: Ett träd}
      programdirektiv: {status: godkand, version: "1.0", syfte: Frukt}
"""


def saknas(text: str) -> list[tuple[str, str]]:
    portfolio, entry = small_portfolio(initiative(text))
    verdict = evaluate(portfolio, entry, TODAY)
    assert verdict is not None
    return [(c.grupp, str(c.skal)) for c in verdict.saknas]


def test_a_document_of_a_later_phase_does_not_hold_an_earlier_gate() -> None:
    back = group("tillbaka", more=HOME + PIN)
    again = SEED.replace("01-10", "03-01")

    assert saknas(BOTH + TWO + decisions(SEED, back)) == []
    assert saknas(BOTH + TWO + decisions(SEED, back, again)) == [
        ("programdirektiv", "version 1.0 är redan prövad; ge den omarbetade en ny version")
    ]


def test_a_new_version_may_be_decided_at_the_meeting_that_sent_the_old_one_back() -> None:
    newer = BOTH.replace('direktiv: {status: godkand, version: "1.0"', 'direktiv: {status: godkand, version: "1.1"')
    back = group("tillbaka", more=", till_fas: planta, motivering: Om, upphavda: [programdirektiv]" + PIN)
    yes = consent("asele", day="2026-02-10") + PIN.replace("1.0", "1.1")

    assert saknas(newer + TWO + decisions(SEED, back, yes)) == []
    assert [s for s, _ in saknas(BOTH + TWO + decisions(SEED, back, yes))] == ["programdirektiv"]


def test_a_document_that_was_sent_back_and_taken_away_is_only_missing() -> None:
    back = group("tillbaka", more=", till_fas: planta, motivering: Om, upphavda: [programdirektiv]" + PIN)
    gone = BOTH.split("      programdirektiv", maxsplit=1)[0]

    assert saknas(gone + TWO + decisions(SEED, back)) == [("programdirektiv", "dokumentet saknas")]


CONDITION = ", villkor: [{id: V1, text: Gödsla, senast: 2027-03-01}]"


def test_a_condition_of_a_later_gate_does_not_hold_an_earlier_one() -> None:
    yes = consent("asele") + CONDITION
    back = group("tillbaka", more=", till_fas: fro, motivering: Om")

    assert saknas(BOTH + TWO + decisions(SEED, yes, back)) == []


def test_a_condition_of_a_tillbaka_holds_the_gate_it_led_back_to() -> None:
    back = group("tillbaka", more=", till_fas: fro, motivering: Om" + CONDITION)
    here = group("tillbaka", more=", till_fas: planta, motivering: Om" + CONDITION)

    assert saknas(BOTH + TWO + decisions(SEED, back)) == [("villkor", "ska vara uppfyllt senast 2027-03-01")]
    assert saknas(BOTH + TWO + decisions(SEED, here)) == []


def test_a_condition_of_something_else_than_a_gate_holds_the_next_one() -> None:
    other = "typ: risk, datum: 2026-01-01, organ: park" + CONDITION
    later = other.replace("01-01", "01-02")

    assert [g for g, _ in saknas(BOTH + decisions(other))] == ["villkor"]
    for outcome in ("bordlagt", "aterremitterat"):
        tabled = other + f", motesutfall: {outcome}"
        assert saknas(BOTH + decisions(tabled)) == []
        assert [g for g, _ in saknas(BOTH + decisions(tabled, later))] == ["villkor"]


def test_a_condition_that_does_not_hold_hides_no_other() -> None:
    first = "{id: V1, text: A, senast: 2027-03-01, blockerar_grind: skorda}"
    two = f", villkor: [{first}, {{id: V2, text: B, senast: 2027-03-01}}]"

    assert saknas(BOTH + TWO + decisions(SEED + two)) == [("villkor", "ska vara uppfyllt senast 2027-03-01")]


def forced(text: str, here: str) -> list[str]:
    """The gate of the second phase asks for legal force, and `here` is the phase whose gate is asked."""
    s = subject(text)
    faser = small_process().faser
    gate = faser[1].grind.model_copy(update={"krav_laga_kraft": True})
    process = small_process().model_copy(
        update={"faser": (faser[0], faser[1].model_copy(update={"grind": gate}), *faser[2:])}
    )
    state = replay(process, s.undertaking, s.portfolio.organ, s.portfolio.kommuner)
    assert state.fas == here
    fas = process.fas(here)
    assert fas is not None
    found = criteria_of_gate(replace(s, process=process), fas, state)
    return [str(c.rubrik) for c in found if "laga kraft" in str(c.rubrik) and not c.uppfyllt]


def test_legal_force_holds_only_later_gates_and_only_for_those_who_stay() -> None:
    asele, berg = consent("asele") + ", anslaget: 2026-11-10", consent("berg") + ", anslaget: 2026-11-10"
    leaves = consent("berg", "avsluta", "2026-03-01")
    back = "typ: grind, datum: 2026-03-01, organ: park, grind: skorda, krav: skord, utfall: tillbaka"

    passed = (SEED, asele, berg, group())
    sent = (*passed, back + ", till_fas: planta, motivering: Om")
    name = "Beslutet 2026-02-01-namnd-{} har vunnit laga kraft"

    assert forced(BOTH + TWO + decisions(*passed), "tra") == [name.format("asele"), name.format("berg")]
    assert forced(BOTH + TWO + decisions(*passed, leaves), "tra") == [name.format("asele")]
    assert forced(BOTH + TWO + decisions(*sent), "planta") == []


def test_a_condition_is_late_only_the_day_after_its_last_day() -> None:
    def reason(day: str) -> list[tuple[str, str]]:
        return saknas(BOTH + TWO + decisions(SEED + CONDITION.replace("2027-03-01", day)))

    assert reason("2026-11-20") == [("villkor", "ska vara uppfyllt senast 2026-11-20")]
    assert reason("2026-11-19") == [("villkor", "skulle ha varit uppfyllt 2026-11-19")]


def test_one_who_has_left_does_not_hide_those_who_stay_from_legal_force() -> None:
    asele, berg = consent("asele") + ", anslaget: 2026-11-10", consent("berg") + ", anslaget: 2026-11-10"
    leaves = consent("asele", "avsluta", "2026-03-01")

    assert forced(BOTH + TWO + decisions(SEED, asele, berg, group(), leaves), "tra") == [
        "Beslutet 2026-02-01-namnd-berg har vunnit laga kraft"
    ]


REPORTS = """
    artefakter:
      statusrapport:
        - {status: ONE, version: "1.0", sammanfattning: Frukt}
        - {status: TWO, version: "2.0"}
"""


def reporting(first: str, last: str, more: str = "") -> Subject:
    """A gate that asks for a report per period, with two reports of the given statuses."""
    s = subject(REPORTS.replace("ONE", first).replace("TWO", last) + more)
    krav = read("{slug: statusrapport, falt: [sammanfattning]}", ArtefaktKrav)
    faser = small_process().faser
    changed = faser[0].model_copy(update={"artefakter": (krav,)})
    return replace(s, process=small_process().model_copy(update={"faser": (changed, *faser[1:])}))


@pytest.mark.parametrize(("first", "last", "good"), [("utkast", "godkand", True), ("godkand", "utkast", False)])
def test_the_last_of_several_documents_is_the_one_the_gate_looks_at(first: str, last: str, good: bool) -> None:
    s = reporting(first, last)

    status, field = criteria_of_phase(s, s.process.faser[0])

    assert (status.uppfyllt, status.loc) == (good, ("artefakter", "statusrapport", 1, "status"))
    assert (field.uppfyllt, field.loc) == (False, ("artefakter", "statusrapport", 1, "sammanfattning"))


def test_the_last_of_several_documents_is_the_one_to_be_redone() -> None:
    pin = PIN.replace("programdirektiv", "statusrapport")
    back = group("tillbaka", more=", till_fas: fro, motivering: Om, upphavda: [statusrapport]" + pin)
    s = reporting("godkand", "godkand", TWO + decisions(SEED, back))
    state = replay(s.process, s.undertaking, s.portfolio.organ, s.portfolio.kommuner)

    (redone,) = (c for c in criteria_of_gate(s, s.process.faser[0], state) if c.loc[-1] == "version")

    assert (redone.uppfyllt, redone.loc) == (True, ("artefakter", "statusrapport", 1, "version"))


def test_a_version_that_is_decided_long_after_the_tillbaka_is_still_fresh() -> None:
    newer = BOTH.replace('direktiv: {status: godkand, version: "1.0"', 'direktiv: {status: godkand, version: "1.1"')
    back = group("tillbaka", more=", till_fas: planta, motivering: Om, upphavda: [programdirektiv]" + PIN)
    yes = consent("asele", day="2026-02-11") + PIN.replace("1.0", "1.1")

    assert saknas(newer + TWO + decisions(SEED, consent("asele"), back, yes)) == []


@pytest.mark.parametrize("lage", ["stoppad", "avslutad"])
def test_nothing_waits_for_decisions_while_it_does_not_run(lage: Lage) -> None:
    portfolio, entry = small_portfolio(initiative(BOTH))
    verdict = evaluate(portfolio, entry, TODAY)
    assert verdict is not None
    assert verdict.klar_for_beslut

    assert not replace(verdict, replay=replace(verdict.replay, lage=lage)).klar_for_beslut


@pytest.mark.parametrize("made", ["gro", "plantera", "skorda", "jorda"])
@pytest.mark.parametrize("outcome", ["fortsatt", "stopp", "avsluta", "tillbaka"])
def test_which_gates_a_condition_holds(made: str, outcome: str) -> None:
    process = small_process()
    gates = [fas.grind.slug for fas in process.faser]
    (decision,) = initiative(decisions(SEED)).beslut
    decision = decision.model_copy(update={"grind": made, "utfall": outcome})

    def held(named: str | None) -> list[str]:
        return [fas.grind.slug for fas in process.faser if blocks(process, decision, named, fas)]

    for named in gates:
        assert held("".join(list(named))) == [named]
    later = gates[gates.index(made) + 1 :]
    assert held(None) == ([g for g in gates if g != made] if outcome == "tillbaka" else later)


def test_legal_force_is_not_asked_of_decisions_that_the_undertaking_was_sent_back_far_past() -> None:
    asele, berg = consent("asele") + ", anslaget: 2026-11-10", consent("berg") + ", anslaget: 2026-11-10"
    home = group("tillbaka", more=", till_fas: fro, motivering: Om")

    assert forced(BOTH + TWO + decisions(SEED, asele, berg, home), "fro") == []


@pytest.mark.parametrize("other", ["idebeskrivning", "samverkansavtal"])
def test_the_version_of_another_document_decides_nothing(other: str) -> None:
    newer = BOTH.replace('direktiv: {status: godkand, version: "1.0"', 'direktiv: {status: godkand, version: "1.1"')
    rows = PIN.removesuffix("]") + f', {{artefakt: {other}, version: "1.1", sha256: {"0" * 64}}}]'
    back = group("tillbaka", more=", till_fas: planta, motivering: Om, upphavda: [programdirektiv]" + rows)

    assert saknas(newer + TWO + decisions(SEED, back)) == []


@pytest.mark.parametrize("outcome", ["avsluta", "stopp", "tillbaka"])
def test_only_a_yes_must_have_legal_force(outcome: str) -> None:
    asele, berg = consent("asele") + ", anslaget: 2026-11-10", consent("berg") + ", anslaget: 2026-11-10"
    s = subject(BOTH + TWO + decisions(SEED, asele, berg, group()))
    faser = small_process().faser
    gate = faser[1].grind.model_copy(update={"krav_laga_kraft": True})
    process = small_process().model_copy(
        update={"faser": (faser[0], faser[1].model_copy(update={"grind": gate}), *faser[2:])}
    )
    state = replay(process, s.undertaking, s.portfolio.organ, s.portfolio.kommuner)
    no = s.undertaking.beslut[2].model_copy(update={"utfall": outcome})
    rows = (*s.undertaking.beslut[:2], no, *s.undertaking.beslut[3:])
    entry = Entry(s.entry.fil, s.undertaking.model_copy(update={"beslut": rows}))

    found = criteria_of_gate(replace(s, process=process, entry=entry), process.faser[2], state)

    assert [c.loc for c in found if "laga kraft" in str(c.rubrik) and not c.uppfyllt] == [("beslut", 1, "anslaget")]


def test_a_field_is_named_by_its_heading() -> None:
    s = staged(document("idebeskrivning", "behov: A"))

    found = {c.loc[-1]: str(c.rubrik) for c in criteria_of_phase(s, s.process.faser[0])}

    assert found["behov"] == "Idébeskrivning: fältet Behov är ifyllt"
    assert found["okant"] == "Idébeskrivning: fältet okant är ifyllt"


def test_a_verdict_and_its_criteria_cannot_be_changed() -> None:
    verdict = evaluate(*small_portfolio(initiative(BOTH)), TODAY)
    assert verdict is not None

    for frozen in (verdict, verdict.kriterier[0]):
        with pytest.raises(FrozenInstanceError):
            setattr(frozen, next(iter(fields(frozen))).name, None)
