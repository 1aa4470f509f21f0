"""Where the decisions of an undertaking lead, whatever its file says."""

from __future__ import annotations

from decimal import Decimal

from fyrportfolj.model.process import Kvorum
from fyrportfolj.rules.replay import Replay, replay
from fyrportfolj.rules.requirement import Parties, states
from tests.support.gates import SEED, consent, decisions, group, initiative, small_portfolio, small_process

TWO = """
    deltagare:
      - {kommun: asele, status: deltar}
      - {kommun: berg, status: intresserad}
"""
THREE = TWO + "      - {kommun: dorotea, status: tillfragad}\n"


def walk(text: str = "") -> Replay:
    portfolio, entry = small_portfolio(initiative(text))
    process = portfolio.process_of(entry.modell)
    assert process is not None
    return replay(process.modell, entry.modell, portfolio.organ, portfolio.kommuner)


def codes(r: Replay) -> list[str]:
    return [p.kod for p in r.problem]


def test_without_decisions_it_stands_in_the_first_phase() -> None:
    r = walk()

    assert (r.fas, r.lage, r.sedan, r.passager) == ("fro", "pagar", None, ())


def test_a_yes_of_the_body_leads_to_the_next_phase() -> None:
    r = walk(decisions(SEED))

    assert (r.fas, str(r.sedan), codes(r)) == ("planta", "2026-01-10", [])


def test_a_meeting_that_did_not_decide_moves_nothing() -> None:
    r = walk(decisions("typ: grind, datum: 2026-01-10, organ: tradgard, grind: gro, krav: jord, motesutfall: bordlagt"))

    assert r.fas == "fro"
    assert r.krav[0].rader[0].celler[0].lage == "bordlagt"


def test_a_gate_of_a_phase_not_reached_is_reported_and_moves_nothing() -> None:
    r = walk(decisions(group()))

    assert (r.fas, codes(r)) == ("fro", ["FYR402"])


def test_every_kommun_must_answer() -> None:
    r = walk(TWO + decisions(SEED, consent("asele"), group()))

    assert r.fas == "planta"
    assert [(x.kommun, x.klar) for x in r.krav[0].rader] == [("asele", True), ("berg", False)]
    assert r.krav[0].rader[1].vantar_pa == (("ledning", "namnd"),)


def test_the_last_answer_opens_the_gate_whoever_gives_it() -> None:
    kommun_last = walk(TWO + decisions(SEED, group(), consent("asele"), consent("berg", organ="ledning")))
    group_last = walk(TWO + decisions(SEED, consent("asele"), consent("berg"), group()))

    assert (kommun_last.fas, group_last.fas) == ("tra", "tra")


def test_a_kommun_that_declines_leaves_and_the_others_go_on() -> None:
    r = walk(THREE + decisions(SEED, consent("asele"), consent("berg"), group(), consent("dorotea", "avsluta")))

    assert (r.fas, r.avstar, codes(r)) == ("tra", frozenset({"dorotea"}), [])


def test_too_few_municipalities_do_not_make_a_quorum() -> None:
    r = walk(TWO + decisions(SEED, consent("asele"), group(), consent("berg", "stopp")))

    assert r.fas == "planta"
    assert r.krav[0].kvorum_uppfyllt is False


def test_a_kommun_may_change_its_mind() -> None:
    text = decisions(SEED, consent("asele"), consent("berg", "stopp"), consent("berg", day="2026-02-05"), group())

    assert walk(TWO + text).fas == "tra"


def test_a_late_answer_joins_without_moving_anything() -> None:
    text = decisions(
        SEED,
        consent("asele"),
        consent("berg"),
        consent("dorotea", "stopp"),
        group(),
        consent("dorotea", day="2026-03-01"),
    )

    r = walk(THREE + text)

    assert (r.fas, r.avstar, codes(r)) == ("tra", frozenset(), [])


def test_a_kommun_that_joined_later_does_not_reopen_a_passed_gate() -> None:
    later = TWO + "      - {kommun: dorotea, status: deltar, fran: 2026-06-01}\n"

    assert walk(later + decisions(SEED, consent("asele"), consent("berg"), group())).fas == "tra"


def test_a_body_that_is_asked_when_it_applies_is_asked_only_then() -> None:
    asked = """
    deltagare:
      - {kommun: asele, status: deltar, tillampliga_organ: [fullmaktige]}
      - {kommun: berg, status: deltar}
    tillampliga_organ: [givare]
"""
    all_but_two = decisions(SEED, consent("asele"), consent("berg"), group())
    r = walk(asked + all_but_two)

    waiting = [(x.kommun, x.vantar_pa) for s in r.krav for x in s.rader if x.vantar_pa]
    assert waiting == [("asele", (("fullmaktige",),)), (None, (("givare",),))]


def test_back_needs_a_place_to_go_and_a_reason() -> None:
    no_place = walk(TWO + decisions(SEED, group("tillbaka", more=", motivering: Saknas")))
    no_reason = walk(TWO + decisions(SEED, group("tillbaka", more=", till_fas: fro")))

    assert (no_place.fas, codes(no_place)) == ("planta", ["FYR411"])
    assert (no_reason.fas, codes(no_reason)) == ("fro", ["FYR407"])


def test_back_clears_the_answers_given_so_far() -> None:
    back = group(
        "tillbaka", more=", till_fas: planta, till_steg: gallra, motivering: Om igen, upphavda: [programdirektiv]"
    )
    r = walk(TWO + decisions(SEED, consent("asele"), back))

    assert (r.fas, r.steg, r.i_grinden, r.att_gora_om) == ("planta", "gallra", (), frozenset({"programdirektiv"}))


def test_back_only_where_the_gate_allows() -> None:
    harvest = (
        "typ: grind, datum: 2026-03-01, organ: park, grind: skorda, krav: skord, utfall: tillbaka, motivering: Nej"
    )
    text = TWO + decisions(SEED, consent("asele"), consent("berg"), group(), harvest + ", till_fas: fro")

    r = walk(text)

    assert (r.fas, codes(r)) == ("tra", ["FYR411"])


def test_stop_pauses_until_the_same_or_a_higher_body_resumes() -> None:
    stop = "typ: grind, datum: 2026-01-10, organ: tradgard, grind: gro, krav: jord, utfall: stopp"
    lower = "typ: ateruppta, datum: 2026-02-01, organ: skotsel"
    higher = "typ: ateruppta, datum: 2026-03-01, organ: park"

    stopped = walk(decisions(stop, SEED.replace("01-10", "01-20")))
    refused = walk(decisions(stop, lower))
    resumed = walk(decisions(stop, higher, SEED.replace("01-10", "04-10")))

    assert (stopped.fas, stopped.lage, codes(stopped)) == ("fro", "stoppad", ["FYR405"])
    assert (refused.lage, codes(refused)) == ("stoppad", ["FYR427"])
    assert (resumed.fas, resumed.lage, codes(resumed)) == ("planta", "pagar", [])


def test_a_running_one_cannot_be_resumed() -> None:
    assert codes(walk(decisions("typ: ateruppta, datum: 2026-02-01, organ: park"))) == ["FYR405"]


def test_ending_leads_where_the_process_says_or_closes() -> None:
    early = walk(decisions("typ: grind, datum: 2026-01-10, organ: tradgard, grind: gro, krav: jord, utfall: avsluta"))
    running = walk(TWO + decisions(SEED, group("avsluta")))

    assert (early.fas, early.lage, early.krav) == ("fro", "avslutad", ())
    assert (running.fas, running.lage) == ("kompost", "pagar")


def test_a_stopped_one_can_be_ended() -> None:
    stop = "typ: grind, datum: 2026-01-10, organ: tradgard, grind: gro, krav: jord, utfall: stopp"
    end = "typ: grind, datum: 2026-02-10, organ: tradgard, grind: gro, krav: jord, utfall: avsluta"

    assert walk(decisions(stop, end)).lage == "avslutad"


def test_the_last_gate_closes_and_takes_no_more_decisions() -> None:
    harvest = "typ: grind, datum: 2026-03-01, organ: park, grind: skorda, krav: skord, utfall: fortsatt"
    soil = "typ: grind, datum: 2026-04-01, organ: park, grind: jorda, krav: jord, utfall: fortsatt"
    text = TWO + decisions(
        SEED, consent("asele"), consent("berg"), group(), harvest, soil, soil.replace("04-01", "05-01")
    )

    r = walk(text)

    assert (r.fas, r.lage, codes(r)) == ("kompost", "avslutad", ["FYR405"])


def test_decisions_that_do_not_fit_are_named() -> None:
    cases = {
        "FYR403": SEED.replace("krav: jord", "krav: sten"),
        "FYR404": SEED.replace("organ: tradgard", "organ: park"),
        "FYR406": SEED.replace("utfall: fortsatt", "utfall: tillbaka"),
        "FYR408": consent("asele").replace(", kommun: asele", ""),
        "FYR409": SEED.replace("organ: tradgard", "organ: tradgard, kommun: asele"),
        "FYR420": SEED.replace("utfall: fortsatt", "motesutfall: bordlagt, utfall: fortsatt"),
    }

    assert {kod: codes(walk(TWO + decisions(row))) for kod, row in cases.items()} == {kod: [kod] for kod in cases}


def test_a_kommun_that_does_not_take_part_cannot_answer() -> None:
    assert codes(walk(TWO + decisions(SEED, consent("dorotea")))) == ["FYR410"]


def test_a_step_that_the_phase_lacks_is_named() -> None:
    back = group("tillbaka", more=", till_fas: fro, till_steg: gallra, motivering: Om")

    assert codes(walk(TWO + decisions(SEED, back))) == ["FYR412"]


def test_a_joint_body_cannot_answer_a_gate_that_was_left() -> None:
    assert codes(walk(TWO + decisions(SEED, SEED.replace("01-10", "01-20")))) == ["FYR402"]


def test_a_share_of_inhabitants_can_be_asked_for() -> None:
    portfolio, entry = small_portfolio(initiative(TWO + decisions(consent("asele"), consent("berg"))))
    gate = small_process().faser[1].grind
    asked = gate.beslut[0].model_copy(update={"kvorum": Kvorum(minst_kommuner=1, minst_andel_invanare=Decimal(40))})
    gate = gate.model_copy(update={"beslut": (asked,)})

    def met(*kommuner: str) -> bool:
        parties = Parties(kommuner, frozenset(), frozenset(), {}, portfolio.kommuner)
        return states(gate, entry.modell.beslut, parties)[0].uppfyllt

    # Åsele and Berg have 4 000 of 10 000 inhabitants, exactly the 40 per cent that is asked; Berg alone has 30.
    assert (met("asele", "berg"), met("berg")) == (True, False)
