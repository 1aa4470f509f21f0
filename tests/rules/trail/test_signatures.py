"""Several signatures on one decision, and those that hold for nothing."""

from __future__ import annotations

import pytest

from fyrportfolj.rules.trail.statement import MANDATES, decision_signature
from tests.rules.trail.keyed import KEYS, ON_THE_DAY, keyed
from tests.rules.trail.pieces import (
    BO,
    CIA,
    DAN,
    EVA,
    IDEA,
    SEED,
    TREE,
    Holder,
    base_files,
    register,
    the_decision,
    told,
)
from tests.rules.trail.story import Story, with_tree
from tests.support.gates import initiative as an_initiative

TWO_SIGN = KEYS.replace("nycklar: [bo, cia], fran", "nycklar: [bo, cia], underskrifter: 2, fran")


@pytest.mark.parametrize(("who", "beside"), [(BO, [CIA]), (CIA, [BO]), (DAN, [BO]), (DAN, [BO, CIA])])
def test_as_many_signatures_as_the_mandate_asks(who: Holder, beside: list[Holder]) -> None:
    assert keyed(TWO_SIGN).decide(ON_THE_DAY, sign=who, beside=beside).codes() == []


@pytest.mark.parametrize(("who", "beside"), [(BO, []), (DAN, []), (BO, [BO])])
def test_too_few_signatures(who: Holder, beside: list[Holder]) -> None:
    story = keyed(TWO_SIGN).decide(ON_THE_DAY, sign=who, beside=beside)
    assert told(story.judged()) == [("FYR639", TREE, {"antal": "1", "krav": "2", "mandat": "m-grind"})]


def test_the_secretarys_own_mandate_may_ask_for_more() -> None:
    text = KEYS.replace("nycklar: [dan], fran", "nycklar: [dan], underskrifter: 2, fran")
    story = keyed(text).decide(ON_THE_DAY, sign=DAN)
    assert told(story.judged()) == [("FYR639", TREE, {"antal": "1", "krav": "2", "mandat": "m-grind"})]
    assert keyed(text).decide(ON_THE_DAY, sign=DAN, beside=[CIA]).codes() == []
    assert keyed(text).decide(ON_THE_DAY, sign=BO).codes() == []


def test_another_mandate_of_the_body_is_not_ones_own() -> None:
    more = "      - {id: m-ensam, organ: tradgard, ratt: [grind], nycklar: [cia], fran: 2026-01-01, kalla: Ordning}\n"
    story = keyed(TWO_SIGN.replace("nycklar: [bo, cia]", "nycklar: [bo]") + more).decide(ON_THE_DAY, sign=BO)
    assert told(story.judged()) == [("FYR639", TREE, {"antal": "1", "krav": "2", "mandat": "m-grind"})]
    assert keyed(TWO_SIGN + more).decide(ON_THE_DAY, sign=CIA).codes() == []


def test_ones_own_mandate_counts_only_as_long_as_it_is_in_force() -> None:
    rest = "nycklar: [bo], underskrifter: 2, fran: 2026-01-01, kalla: Ordning}"
    more = f"      - {{id: m-skriv2, organ: tradgard, ratt: [registrera], {rest}\n"
    ended = KEYS.replace("nycklar: [bo, cia], fran", "nycklar: [bo, cia], till_och_med: 2026-01-05, fran")
    story = keyed(ended + more).decide(SEED.replace("-07", "-05"), sign=BO)
    assert told(story.judged()) == [("FYR639", TREE, {"antal": "1", "krav": "2", "mandat": "m-grind"})]


def test_a_signature_beside_by_a_key_that_has_no_part_in_it() -> None:
    story = keyed().decide(ON_THE_DAY, sign=BO, beside=[EVA])
    path = decision_signature("apeltrad", "2026-01-06-tradgard", "eva")
    assert told(story.judged()) == [("FYR645", path, {"fil": path})]


def test_a_signature_of_another_decision() -> None:
    other = keyed().decide(the_decision(ON_THE_DAY).model_copy(update={"motivering": "X"}), sign=BO, beside=[CIA])
    path = decision_signature("apeltrad", "2026-01-06-tradgard", "cia")
    story = keyed().decide(ON_THE_DAY, sign=BO, more={path: other.models[path]})
    assert told(story.judged()) == [("FYR645", path, {"fil": path})]


def test_a_signature_in_the_place_of_one_that_lay_there_before() -> None:
    path = decision_signature("apeltrad", "2026-01-06-tradgard", "cia")
    story = Story({**base_files(), MANDATES: register(KEYS), TREE: an_initiative(IDEA), path: b"x\ny\n"})
    story.decide(ON_THE_DAY, sign=BO, beside=[CIA])
    assert told(story.judged()) == [("FYR645", path, {"fil": path})]


def test_what_is_filled_in_later_is_not_signed() -> None:
    plain = the_decision(ON_THE_DAY)
    filled = plain.model_copy(update={"justerat": plain.datum})
    other = keyed(TWO_SIGN).decide(plain, sign=BO, beside=[CIA])
    path = decision_signature("apeltrad", "2026-01-06-tradgard", "cia")
    story = keyed(TWO_SIGN).decide(filled, sign=BO, more={path: other.models[path]})
    assert story.codes() == []


def test_a_signature_that_stands_is_not_put_there_again() -> None:
    story = keyed().decide(ON_THE_DAY, sign=BO, beside=[CIA])
    path = decision_signature("apeltrad", "2026-01-06-tradgard", "cia")
    story.commit({path: b"x\ny\n"}, sign=BO)
    assert told(story.judged()) == [("FYR645", path, {"fil": path})]


def test_signatures_without_a_register_hold_for_nothing() -> None:
    story = with_tree().decide(SEED, beside=[BO])
    path = decision_signature("apeltrad", "2026-01-07-tradgard", "bo")
    assert told(story.judged()) == [("FYR645", path, {"fil": path})]


def test_unsigned_mandates_beside_those_with_keys() -> None:
    text = KEYS.replace("ratt: [grind], nycklar: [bo, cia]", "ratt: [grind]")
    assert keyed(text).decide(ON_THE_DAY, sign=DAN).codes() == []
    assert keyed(text).decide(ON_THE_DAY, sign=BO).codes() == ["FYR614"]


ENDED = KEYS.replace("nycklar: [bo, cia], fran", "nycklar: [bo], till_och_med: 2026-01-05, fran")
CIAS = "      - {id: m-cia, organ: tradgard, ratt: [grind], nycklar: [cia], fran: 2026-01-01, kalla: Ordning}\n"


def test_a_mandate_that_had_ended_when_the_body_met_is_one_that_did_not_hold() -> None:
    story = keyed(ENDED + CIAS).decide(ON_THE_DAY, sign=BO)
    period = "mandatet m-grind från 2026-01-01 till och med 2026-01-05"
    found = told(story.judged())
    assert found == [("FYR615", "", {"nyckel": "bo", "datum": "2026-01-06", "vad": period})]
    assert keyed(ENDED + CIAS).decide(ON_THE_DAY, sign=CIA).codes() == []


def test_a_mandate_that_began_after_the_body_met_is_one_that_did_not_hold_that_day() -> None:
    begun = KEYS.replace("nycklar: [bo, cia], fran: 2026-01-01", "nycklar: [bo], fran: 2026-01-07")
    story = keyed(begun + CIAS).decide(ON_THE_DAY, sign=BO, days=2)
    said = told(story.judged())[0]
    assert (said[0], said[2]["datum"], said[2]["vad"]) == ("FYR615", "2026-01-06", "mandatet m-grind från 2026-01-07")
