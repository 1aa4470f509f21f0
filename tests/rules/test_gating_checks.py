"""Faults of phases and decided documents that `check` finds, with code, place and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from fyrportfolj.diagnostics import Diagnostic, Loc
from fyrportfolj.model.artefacts.base import content_hash
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules import gate_checks
from tests.support.gates import SEED, consent, decisions, group, initiative, small_portfolio

TODAY = date(2026, 11, 20)
IDEA = """
    artefakter:
      idebeskrivning: {status: godkand, version: "1.0", behov: Frukt, ide: Ett träd}
"""
DIRECTIVE = IDEA + '      programdirektiv: {status: faststalld, version: "1.0", syfte: Frukt}\n'
TWO = """
    deltagare:
      - {kommun: asele, status: deltar}
      - {kommun: berg, status: deltar}
"""
Check = Callable[[Portfolio, date], Iterator[Diagnostic]]


def sums(text: str) -> dict[str, str]:
    artefakter = initiative(text).artefakter
    assert artefakter.programdirektiv is not None
    return {"programdirektiv": content_hash(artefakter.programdirektiv)}


SHA = sums(DIRECTIVE)["programdirektiv"]
PIN = f', underlag: [{{artefakt: programdirektiv, version: "1.0", sha256: {SHA}}}]'
PASSED = (SEED, consent("asele") + PIN, consent("berg") + PIN, group(more=PIN))


def run(check: Check, text: str, phase: str = "fro", process_fault: bool = False) -> list[tuple[str, Loc]]:
    portfolio, _ = small_portfolio(initiative(text).model_copy(update={"fas": phase}))
    if process_fault:
        portfolio = replace(portfolio, processer={})
    return [(d.kod, d.loc) for d in check(portfolio, TODAY)]


# Phases


def test_a_phase_that_follows_from_its_decisions_is_silent() -> None:
    check = gate_checks.check_phase_follows_decisions

    assert run(check, IDEA) == run(check, IDEA + decisions(SEED), "planta") == []


def test_a_phase_that_was_changed_by_hand_is_found() -> None:
    portfolio, _ = small_portfolio(initiative(IDEA).model_copy(update={"fas": "planta"}))

    (found,) = gate_checks.check_phase_follows_decisions(portfolio, TODAY)

    assert (found.kod, found.fil, found.loc) == ("FYR401", "initiativ/apeltrad.yaml", ("fas",))
    assert dict(found.params) == {"fas": "planta", "vantad": "fro"}


def test_a_phase_or_process_that_does_not_exist_is_another_fault() -> None:
    check = gate_checks.check_phase_follows_decisions

    assert run(check, IDEA, "finns_ej") == run(check, IDEA, "planta", process_fault=True) == []


def test_a_decision_that_does_not_fit_stands_at_its_field_with_the_process_as_rule() -> None:
    portfolio, _ = small_portfolio(initiative(IDEA + decisions(SEED.replace("organ: tradgard", "organ: park"))))

    (found,) = gate_checks.check_phase_follows_decisions(portfolio, TODAY)

    assert (found.kod, found.loc) == ("FYR404", ("beslut", 0, "organ"))
    assert found.rule is not None
    assert found.rule.fil == "process/liten-1.0.yaml"


# Documents of passed gates


def passed(text: str, *rows: str) -> list[tuple[str, Loc]]:
    return run(gate_checks.check_documents_of_passed_gates, text + decisions(*(rows or (SEED,))))


def test_what_a_passed_gate_asked_for_stays() -> None:
    assert passed(IDEA) == []
    assert passed("") == [("FYR413", ("artefakter",))]
    assert passed(IDEA.replace("godkand", "utkast")) == [("FYR414", ("artefakter", "idebeskrivning", "status"))]
    assert passed(IDEA.replace("godkand", "faststalld")) == []
    assert passed(IDEA.replace("godkand", "ersatt")) == [("FYR414", ("artefakter", "idebeskrivning", "status"))]
    assert passed(IDEA.replace(", ide: Ett träd", "")) == [("FYR415", ("artefakter", "idebeskrivning", "ide"))]
    assert passed(IDEA.replace("Ett träd", '" "')) == [("FYR415", ("artefakter", "idebeskrivning", "ide"))]


def test_a_gate_that_is_not_passed_asks_for_nothing_yet() -> None:
    tabled = SEED.replace("utfall: fortsatt", "motesutfall: bordlagt")

    assert passed("", tabled) == []
    assert run(gate_checks.check_documents_of_passed_gates, "") == []


def test_an_optional_document_may_be_absent() -> None:
    assert passed(DIRECTIVE + TWO, *PASSED) == []
    assert passed(DIRECTIVE + '      kommunikationsplan: {status: utkast, version: "1.0"}\n' + TWO, *PASSED) == [
        ("FYR414", ("artefakter", "kommunikationsplan", "status"))
    ]


def test_a_gate_that_a_no_opened_asks_for_its_documents_too() -> None:
    three = TWO + "      - {kommun: dorotea, status: deltar}\n"
    rows = (*PASSED, consent("dorotea", "avsluta", "2026-02-20"))

    assert passed(IDEA + three, *rows) == [("FYR413", ("artefakter",))]


def test_a_decided_document_may_be_worked_over_in_a_new_version() -> None:
    newer = DIRECTIVE.replace('faststalld, version: "1.0"', 'utkast, version: "1.1"')

    assert passed(newer + TWO, *PASSED) == []


def test_what_was_sent_back_is_not_asked_for() -> None:
    back = "typ: grind, datum: 2026-03-01, organ: park, grind: skorda, krav: skord, utfall: tillbaka, motivering: Om, "
    lapsed = DIRECTIVE.replace("faststalld", "utkast")
    rows = (*PASSED, back + "till_fas: planta, upphavda: [programdirektiv]")

    assert passed(lapsed + TWO, *rows) == []
    assert passed(lapsed + TWO, *PASSED) == [("FYR414", ("artefakter", "programdirektiv", "status"))]


def test_a_document_that_two_phases_ask_for_can_be_sent_back_from_the_later() -> None:
    portfolio, _ = small_portfolio(
        initiative(
            IDEA.replace("godkand", "utkast")
            + TWO
            + decisions(SEED, group("tillbaka", more=", till_fas: planta, motivering: Om, upphavda: [idebeskrivning]"))
        )
    )
    held = portfolio.processer[("liten", "1.0")]
    faser = held.modell.faser
    both = faser[1].model_copy(update={"artefakter": (*faser[1].artefakter, faser[0].artefakter[0])})
    process = held.modell.model_copy(update={"faser": (faser[0], both, *faser[2:])})
    portfolio = replace(portfolio, processer={("liten", "1.0"): replace(held, modell=process)})

    assert list(gate_checks.check_documents_of_passed_gates(portfolio, TODAY)) == []


def test_a_field_that_no_document_has_is_the_fault_of_the_process() -> None:
    portfolio, _ = small_portfolio(initiative(IDEA + decisions(SEED)))
    held = portfolio.processer[("liten", "1.0")]
    faser = held.modell.faser
    krav = faser[0].artefakter[0].model_copy(update={"falt": ("okant",)})
    process = held.modell.model_copy(
        update={"faser": (faser[0].model_copy(update={"artefakter": (krav,)}), *faser[1:])}
    )
    portfolio = replace(portfolio, processer={("liten", "1.0"): replace(held, modell=process)})

    assert list(gate_checks.check_documents_of_passed_gates(portfolio, TODAY)) == []


# Decided documents


def decided(text: str, *rows: str) -> list[tuple[str, Loc]]:
    return run(gate_checks.check_decided_documents, text + (decisions(*rows) if rows else ""))


def test_a_decided_document_stands_as_it_was_decided() -> None:
    changed = DIRECTIVE.replace("syfte: Frukt", "syfte: Skugga")

    assert decided(DIRECTIVE, SEED, consent("asele") + PIN) == []
    assert decided(changed, SEED, consent("asele") + PIN) == [("FYR416", ("artefakter", "programdirektiv", "version"))]


def test_the_status_is_not_part_of_what_was_decided() -> None:
    assert decided(DIRECTIVE.replace("faststalld", "godkand"), SEED, consent("asele") + PIN) == []


def test_a_changed_document_points_back_to_the_decision() -> None:
    text = DIRECTIVE.replace("Frukt}", "Skugga}") + decisions(SEED, consent("asele") + PIN)
    portfolio, _ = small_portfolio(initiative(text))

    (found,) = gate_checks.check_decided_documents(portfolio, TODAY)

    assert found.rule is not None
    assert (found.rule.fil, found.rule.loc) == ("initiativ/apeltrad.yaml", ("beslut", 1, "underlag", 0))


def test_a_new_version_is_another_document() -> None:
    newer = DIRECTIVE.replace('faststalld, version: "1.0"', 'godkand, version: "1.1"').replace("Frukt}", "Skugga}")

    assert decided(newer, SEED, consent("asele") + PIN) == []


def test_a_decision_on_a_document_that_is_gone_is_found() -> None:
    assert decided(IDEA, SEED, consent("asele") + PIN) == [("FYR418", ("beslut", 1, "underlag", 0, "artefakt"))]


def report(day: str) -> str:
    return f'{{status: utkast, version: "1.0", rapportdatum: {day}}}'


def test_reports_that_share_a_version_are_told_apart_by_content() -> None:
    text = f"\n    artefakter:\n      statusrapport: [{report('2026-01-01')}, {report('2026-02-01')}]\n"
    first, second = (content_hash(r) for r in initiative(text).artefakter.statusrapport)

    def pinned(sha: str) -> list[tuple[str, Loc]]:
        row = "typ: ovrigt, datum: 2026-03-01, organ: park, underlag: [{artefakt: statusrapport, "
        return decided(text, row + f'version: "1.0", sha256: {sha}}}]')

    assert pinned(first) == pinned(second) == []
    assert pinned("0" * 64) == [("FYR416", ("artefakter", "statusrapport", 1, "version"))]


def test_a_decreed_document_has_a_decision_that_says_yes_to_it() -> None:
    fault = [("FYR417", ("artefakter", "programdirektiv", "status"))]
    no = group("tillbaka", more=", till_fas: planta, motivering: Om") + PIN
    lapse = group("tillbaka", more=", till_fas: planta, motivering: Om, upphavda: [programdirektiv]")
    separate = "typ: artefakt, datum: 2026-03-01, organ: park" + PIN

    assert decided(DIRECTIVE) == fault
    assert decided(DIRECTIVE, SEED, consent("asele") + PIN) == []
    assert decided(DIRECTIVE, separate) == []
    assert decided(DIRECTIVE, separate + ", motesutfall: bordlagt") == fault
    assert decided(DIRECTIVE, SEED, no) == fault
    assert decided(DIRECTIVE, SEED, consent("asele") + PIN, lapse) == fault


# Documents before their phase


def test_a_document_is_not_finished_before_its_phase() -> None:
    early = DIRECTIVE.replace("programdirektiv: {status: faststalld", "programdirektiv: {status: godkand")
    check = gate_checks.check_documents_not_due

    assert run(check, early) == [("FYR425", ("artefakter", "programdirektiv", "status"))]
    assert run(check, early + decisions(SEED)) == []
    assert run(check, early.replace("programdirektiv: {status: godkand", "programdirektiv: {status: pa_remiss")) == []
    assert run(check, early, process_fault=True) == []


def test_a_document_that_no_phase_asks_for_may_be_finished_any_time() -> None:
    text = '\n    artefakter:\n      slutrapport: {status: godkand, version: "1.0"}\n'

    assert run(gate_checks.check_documents_not_due, text) == []


# Conditions


def conditions(*rows: str) -> list[tuple[str, Loc]]:
    return run(gate_checks.check_conditions, IDEA + TWO + decisions(*rows))


def test_a_condition_is_overdue_the_day_after() -> None:
    def due(day: str, more: str = "") -> list[tuple[str, Loc]]:
        return conditions(SEED + f", villkor: [{{id: V1, text: Gödsla, senast: {day}{more}}}]")

    assert due("2026-11-20") == []
    assert due("2026-11-19") == [("FYR423", ("beslut", 0, "villkor", 0, "senast"))]
    assert due("2026-11-19", ", uppfyllt: 2026-11-25") == []


@pytest.mark.parametrize(
    ("met", "good"), [("", False), (", uppfyllt: 2026-02-10", True), (", uppfyllt: 2026-02-11", False)]
)
def test_a_gate_is_passed_only_with_its_conditions_met(met: str, good: bool) -> None:
    first = SEED + f", villkor: [{{id: V1, text: Gödsla, senast: 2027-01-01{met}}}]"

    found = conditions(first, consent("asele"), consent("berg"), group())

    assert found == ([] if good else [("FYR424", ("beslut", 0, "villkor", 0))])


def test_a_condition_on_the_very_gate_holds_the_decision_that_opens_it() -> None:
    own = SEED + ", villkor: [{id: V1, text: Gödsla, senast: 2027-01-01, blockerar_grind: gro}]"
    unnamed = SEED + ", villkor: [{id: V1, text: Gödsla, senast: 2027-01-01}]"

    assert conditions(own) == [("FYR424", ("beslut", 0, "villkor", 0))]
    assert conditions(unnamed) == []


def test_a_condition_made_after_the_gate_was_passed_does_not_judge_it() -> None:
    late = "typ: ovrigt, datum: 2026-01-20, organ: park, villkor: [{id: V1, text: A, senast: 2027-01-01}]"

    assert conditions(SEED, late) == []


def test_a_condition_of_a_meeting_that_did_not_decide_is_none() -> None:
    row = SEED.replace("utfall: fortsatt", "motesutfall: bordlagt")

    assert conditions(row + ", villkor: [{id: V1, text: A, senast: 2026-01-20}]") == []


def test_only_a_yes_goes_by_a_condition() -> None:
    first = SEED + ", villkor: [{id: V1, text: Gödsla, senast: 2027-01-01}]"

    assert conditions(first, group("tillbaka", more=", till_fas: fro, motivering: Om")) == []


# The decisions themselves


def faults(*rows: str, text: str = "") -> list[tuple[str, Loc]]:
    return run(gate_checks.check_decisions, text + (decisions(*rows) if rows else ""))


def test_an_id_is_made_of_day_body_and_kommun() -> None:
    def named(*ids: str) -> list[tuple[str, Loc]]:
        row = "typ: ovrigt, datum: 2026-01-10, organ: park"
        rows = "".join(f"      - {{id: {i}, {row}}}\n" for i in ids)
        return faults(text="    beslut:\n" + rows)

    assert named("2026-01-10-park", "2026-01-10-park-2", "2026-01-10-park-3") == []
    assert named("2026-01-11-park") == [("FYR422", ("beslut", 0, "id"))]
    assert named("2026-01-10-park", "2026-01-10-park") == [("FYR422", ("beslut", 1, "id"))]


def test_decisions_stand_in_the_order_of_their_days() -> None:
    def two(first: str, second: str) -> list[tuple[str, Loc]]:
        row = "typ: ovrigt, datum: {}, organ: {}"
        return faults(row.format(first, "park"), row.format(second, "tradgard"))

    assert two("2026-01-10", "2026-01-10") == two("2026-01-10", "2026-01-11") == []
    assert two("2026-01-10", "2026-01-09") == [("FYR428", ("beslut", 1, "datum"))]


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ("justerat: 2026-01-10, anslaget: 2026-01-10", []),
        ("justerat: 2026-01-09", ["justerat"]),
        ("anslaget: 2026-01-09", ["anslaget"]),
        ("justerat: 2026-01-12, anslaget: 2026-01-11", ["anslaget"]),
        # Three weeks after the notice is a Monday, and the day after that is the first in force.
        ("anslaget: 2026-01-12, laga_kraft: 2026-02-03", []),
        ("anslaget: 2026-01-12, laga_kraft: 2026-02-02", ["laga_kraft"]),
        ("laga_kraft: 2026-01-10", []),
        ("laga_kraft: 2026-01-09", ["laga_kraft"]),
        ("justerat: 2026-01-12, laga_kraft: 2026-01-11", ["laga_kraft"]),
    ],
)
def test_the_days_of_a_decision_follow_on_each_other(more: str, wrong: list[str]) -> None:
    row = "typ: ovrigt, datum: 2026-01-10, organ: park, " + more

    assert faults(row) == [("FYR421", ("beslut", 0, field)) for field in wrong]


def test_a_municipal_decision_can_be_found_in_the_records() -> None:
    row = "typ: ovrigt, datum: 2026-01-10, organ: namnd, kommun: asele"
    whole = ", paragraf: KS § 1, diarienummer: {asele: KS 2026/1}"

    assert faults(row + whole) == []
    assert faults(row) == [("FYR426", ("beslut", 0)), ("FYR426", ("beslut", 0))]
    assert faults(row + ", motesutfall: bordlagt") == []
    assert faults(row.replace("namnd", "ledning")) == []
    assert faults(row.replace("namnd", "okand")) == []
