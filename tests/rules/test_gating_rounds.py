"""Rounds at a gate: who opens it and when, late answers, pauses, and what a tillbaka asks to be redone."""

from __future__ import annotations

from fyrportfolj.model.process import Process
from fyrportfolj.rules.replay import Replay, replay, with_decision
from tests.support.gates import SEED, consent, decisions, group, initiative, small_portfolio, small_process

TWO = """
    deltagare:
      - {kommun: asele, status: deltar}
      - {kommun: berg, status: deltar}
"""
THREE = TWO + "      - {kommun: dorotea, status: deltar}\n"
PASSED = (SEED, consent("asele"), consent("berg"), group())
STOP = "typ: grind, datum: 2026-02-05, organ: tradgard, grind: plantera, krav: grupp, utfall: stopp"
RESUME = "typ: ateruppta, datum: 2026-02-20, organ: tradgard"


def walk(text: str = "", process: Process | None = None) -> Replay:
    portfolio, entry = small_portfolio(initiative(text))
    return replay(process or small_process(), entry.modell, portfolio.organ, portfolio.kommuner)


def codes(r: Replay) -> list[str]:
    return [p.kod for p in r.problem]


def back(text: str) -> str:
    return text.replace("utfall: fortsatt", "utfall: tillbaka, motivering: Om igen")


def test_a_no_that_opens_the_gate_opens_it_as_a_yes_would() -> None:
    r = walk(THREE + decisions(SEED, consent("asele"), consent("berg"), group(), consent("dorotea", "avsluta")))

    assert [(p.utfall, p.fran, p.till) for p in r.passager] == [
        ("fortsatt", "fro", "planta"),
        ("fortsatt", "planta", "tra"),
    ]


def test_the_gate_opens_on_the_day_of_the_last_meeting_not_of_the_last_registration() -> None:
    late = walk(TWO + decisions(SEED, consent("asele"), group(), consent("berg", day="2026-01-30")))

    assert (late.fas, str(late.sedan)) == ("tra", "2026-02-10")


def test_a_kommun_that_joins_on_the_last_meeting_day_is_asked_and_one_that_joins_the_day_after_is_not() -> None:
    def joins(day: str) -> str:
        return walk(TWO + f"      - {{kommun: dorotea, status: deltar, fran: {day}}}\n" + decisions(*PASSED)).fas

    assert (joins("2026-02-10"), joins("2026-02-11")) == ("planta", "tra")


def test_a_kommun_that_never_wanted_to_is_not_waited_for() -> None:
    assert walk(TWO + "      - {kommun: dorotea, status: avstar}\n" + decisions(*PASSED)).fas == "tra"


def test_a_late_no_leaves_and_a_late_meeting_without_decision_changes_nothing() -> None:
    leaves = walk(
        THREE
        + decisions(
            SEED, consent("asele"), consent("berg"), consent("dorotea"), group(), consent("berg", "stopp", "2026-03-01")
        )
    )
    tabled = consent("berg", day="2026-03-01").replace("utfall: fortsatt", "motesutfall: bordlagt")
    waits = walk(TWO + decisions(*PASSED, tabled))
    undecided = walk(TWO + decisions(*PASSED, back(consent("berg", day="2026-03-01"))))

    assert (leaves.fas, leaves.avstar, codes(leaves)) == ("tra", frozenset({"berg"}), [])
    assert (waits.fas, waits.avstar, codes(waits)) == ("tra", frozenset(), [])
    assert (undecided.fas, undecided.avstar, codes(undecided)) == ("tra", frozenset(), [])


def test_a_late_answer_of_a_kommun_that_does_not_take_part_is_named() -> None:
    r = walk(TWO + decisions(*PASSED, consent("dorotea", "stopp", "2026-03-01")))

    assert (codes(r), r.avstar) == (["FYR410"], frozenset())


def test_a_closed_one_takes_no_late_answer() -> None:
    end = "typ: grind, datum: 2026-03-01, organ: tradgard, grind: skorda, krav: skord, utfall: avsluta"

    r = walk(TWO + decisions(*PASSED, end, consent("berg", "stopp", "2026-04-01")))

    assert (r.lage, codes(r), r.avstar) == ("avslutad", ["FYR405"], frozenset())


def test_a_meeting_without_decision_on_a_stopped_one_is_placed_where_it_says_so() -> None:
    tabled = group(day="2026-02-06").replace("utfall: fortsatt", "motesutfall: bordlagt")

    assert [(p.kod, p.falt) for p in walk(TWO + decisions(SEED, STOP, tabled)).problem] == [("FYR405", "motesutfall")]


def test_a_kommun_that_asks_for_more_work_moves_nothing_but_must_say_why() -> None:
    with_reason = walk(TWO + decisions(SEED, back(consent("asele")), group()))
    without = walk(TWO + decisions(SEED, consent("asele", "tillbaka")))

    assert (with_reason.fas, codes(with_reason)) == ("planta", [])
    assert with_reason.krav[0].rader[0].celler[1].lage == "beslut_tillbaka"
    assert (without.fas, codes(without)) == ("planta", ["FYR407"])


def test_a_stopped_one_does_not_move_when_the_last_one_waited_for_leaves() -> None:
    stopped = "typ: grind, datum: 2026-02-12, organ: park, grind: plantera, krav: grupp, utfall: stopp"
    text = decisions(
        SEED, consent("asele"), consent("berg"), group(), stopped, consent("dorotea", "avsluta", "2026-02-15")
    )
    resumed = text + f"      - {{id: 2026-02-20-park, {RESUME.replace('tradgard', 'park')}}}\n"
    faser = small_process().faser
    either = faser[1].grind.beslut[2].model_copy(update={"alla_av": (), "nagot_av": ("tradgard", "park")})
    gate = faser[1].grind.model_copy(update={"beslut": (*faser[1].grind.beslut[:2], either)})
    process = small_process().model_copy(
        update={"faser": (faser[0], faser[1].model_copy(update={"grind": gate}), *faser[2:])}
    )

    still, moved = walk(THREE + text, process), walk(THREE + resumed, process)

    assert (still.fas, still.lage, codes(still)) == ("planta", "stoppad", [])
    assert (moved.fas, moved.lage, [p.utfall for p in moved.passager[-2:]]) == (
        "tra",
        "pagar",
        ["ateruppta", "fortsatt"],
    )


def test_a_resumption_that_was_not_decided_changes_nothing() -> None:
    tabled = RESUME + ", motesutfall: bordlagt"

    assert walk(TWO + decisions(SEED, STOP, tabled)).lage == "stoppad"


def test_the_answers_given_before_a_stop_stand_after_it() -> None:
    r = walk(
        TWO
        + decisions(SEED, consent("asele"), STOP, RESUME, consent("berg", day="2026-03-01"), group(day="2026-03-02"))
    )

    assert (r.fas, codes(r)) == ("tra", [])


def test_another_kommuns_body_is_not_the_same_body() -> None:
    faser = small_process().faser
    any_board = faser[0].grind.beslut[0].model_copy(update={"alla_av": ("namnd",)})
    gate = faser[0].grind.model_copy(update={"beslut": (any_board,)})
    process = small_process().model_copy(update={"faser": (faser[0].model_copy(update={"grind": gate}), *faser[1:])})
    stop = "typ: grind, datum: 2026-01-10, organ: namnd, kommun: asele, grind: gro, krav: jord, utfall: stopp"
    resume = "typ: ateruppta, datum: 2026-02-01, organ: namnd, kommun: asele"

    own = walk(decisions(stop, resume), process)
    other = walk(decisions(stop, resume.replace("asele", "berg")), process)

    assert (own.lage, codes(own)) == ("pagar", [])
    assert (other.lage, codes(other)) == ("stoppad", ["FYR427"])


def test_what_lapsed_is_to_be_redone_until_its_own_gate_is_passed_again() -> None:
    home = group("tillbaka", more=", till_fas: fro, motivering: Om, upphavda: [idebeskrivning, programdirektiv]")
    sent = walk(TWO + decisions(SEED, home))
    again = walk(TWO + decisions(SEED, home, SEED.replace("01-10", "03-01")))
    through = walk(
        TWO
        + decisions(
            SEED,
            home,
            SEED.replace("01-10", "03-01"),
            consent("asele", day="2026-03-02"),
            consent("berg", day="2026-03-02"),
            group(day="2026-03-03"),
        )
    )

    assert sent.att_gora_om == frozenset({"idebeskrivning", "programdirektiv"})
    assert again.att_gora_om == frozenset({"programdirektiv"})
    assert through.att_gora_om == frozenset()


def test_an_end_may_choose_among_the_phases_that_the_gate_names() -> None:
    faser = small_process().faser
    rule = next(r for r in faser[1].grind.utfall if r.utfall == "avsluta").model_copy(
        update={"till": ("tra", "kompost")}
    )
    gate = faser[1].grind.model_copy(update={"utfall": (*faser[1].grind.utfall[:3], rule)})
    process = small_process().model_copy(
        update={"faser": (faser[0], faser[1].model_copy(update={"grind": gate}), *faser[2:])}
    )

    def ends(more: str) -> str:
        return walk(TWO + decisions(SEED, group("avsluta", more=more)), process).fas

    assert (ends(", till_fas: kompost"), ends(""), ends(", till_fas: fro")) == ("kompost", "tra", "tra")


def test_a_gate_that_offers_no_yes_is_never_passed() -> None:
    faser = small_process().faser
    gate = faser[1].grind.model_copy(
        update={
            "utfall": tuple(r for r in faser[1].grind.utfall if r.utfall != "fortsatt"),
            "beslut": (
                faser[1].grind.beslut[0].model_copy(update={"nagot_av": (), "vid_behov": ("namnd",), "kvorum": None}),
            ),
        }
    )
    process = small_process().model_copy(
        update={"faser": (faser[0], faser[1].model_copy(update={"grind": gate}), *faser[2:])}
    )

    assert walk(TWO + decisions(SEED, consent("asele", "avsluta")), process).fas == "planta"


def test_a_yes_leads_to_the_next_phase_when_the_named_one_does_not_exist() -> None:
    faser = small_process().faser
    rules = tuple(r.model_copy(update={"till": ("okand",)}) for r in faser[0].grind.utfall)
    gate = faser[0].grind.model_copy(update={"utfall": rules})
    process = small_process().model_copy(update={"faser": (faser[0].model_copy(update={"grind": gate}), *faser[1:])})

    assert walk(decisions(SEED), process).fas == "planta"


def test_one_more_decision_is_asked_without_changing_the_undertaking() -> None:
    _, entry = small_portfolio(initiative(TWO + decisions(SEED)))
    more = with_decision(entry.modell, entry.modell.beslut[0])

    assert (len(more.beslut), len(entry.modell.beslut)) == (2, 1)


def test_a_kommun_that_leaves_late_may_be_the_last_one_waited_for_in_the_present_gate() -> None:
    faser = small_process().faser
    second = faser[2].grind.model_copy(update={"beslut": (faser[1].grind.beslut[0], *faser[2].grind.beslut)})
    process = small_process().model_copy(
        update={"faser": (*faser[:2], faser[2].model_copy(update={"grind": second}), faser[3])}
    )

    def answer(kommun: str) -> str:
        return consent(kommun, day="2026-04-01").replace("plantera", "skorda")

    harvest = "typ: grind, datum: 2026-04-02, organ: park, grind: skorda, krav: skord, utfall: fortsatt"
    rows = (SEED, consent("asele"), consent("berg"), consent("dorotea"), group(), answer("asele"), answer("berg"))

    waits = walk(THREE + decisions(*rows, harvest), process)
    moves = walk(THREE + decisions(*rows, harvest, consent("dorotea", "stopp", "2026-04-03")), process)

    assert (waits.fas, moves.fas, codes(moves)) == ("tra", "kompost", [])
