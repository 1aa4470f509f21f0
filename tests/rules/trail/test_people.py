"""Who made a commit: signatures, keys, persons and their rights, once the register has keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from fyrportfolj.rules.trail.statement import MANDATES
from fyrportfolj.rules.trail.values import Anchor, SignatureState, Step
from tests.rules.trail.keyed import KEYS, ON_THE_DAY, keyed, work
from tests.rules.trail.pieces import (
    ANNA,
    BO,
    CIA,
    DAN,
    EVA,
    OTHER,
    SEED,
    Holder,
    base_files,
    register,
    told,
)
from tests.rules.trail.story import Story, with_tree


def test_signed_work_decisions_and_merges() -> None:
    story = work(keyed()).decide(SEED, sign=BO)
    base = story.tip
    side = story.side(base, {"a.md": b"x"}, sign=CIA)
    story.commit({"b.md": b"x"}, sign=DAN)
    story.merge([side], sign=EVA)
    judged = story.judged(Anchor(niva="signerad"))
    assert told(judged) == []
    assert (judged.level, judged.signed_from) == ("signerad", story.line[1].oid)


def test_nobody_signs_before_there_are_keys() -> None:
    assert with_tree().commit({"README.md": b"x"}, signature="felaktig").codes() == []


def test_signed_from_the_commit_after_the_keys_came() -> None:
    story = with_tree().change_policy({MANDATES: register(KEYS)})
    work(story)
    judged = story.judged()
    assert told(judged) == []
    assert (judged.level, judged.signed_from) == ("struktur", story.tip)


@pytest.mark.parametrize(("state", "kod"), [("saknas", "FYR612"), ("felaktig", "FYR613")])
def test_a_commit_that_nobody_has_signed(state: SignatureState, kod: str) -> None:
    story = work(keyed(), None, who=BO, signature=state)
    assert told(story.judged()) == [(kod, "", {})]
    assert story.judged().level == "struktur"


@pytest.mark.parametrize(
    ("how", "kod"),
    [
        ({"sign": Holder("mallory")}, "FYR614"),
        ({"sign": CIA}, "FYR615"),
        ({"sign": BO, "author": DAN}, "FYR616"),
    ],
)
def test_a_level_needs_somebody_who_answers_for_each_commit(how: dict[str, Any], kod: str) -> None:
    story = keyed(KEYS.replace(CIA.row(), CIA.row(till_och_med="2026-01-05"))).commit({"README.md": b"x"}, **how)
    assert story.codes() == [kod]
    assert story.judged().level == "struktur"


def test_who_may_only_merge_may_not_bring_a_change_of_the_policy() -> None:
    story = keyed().change_policy({"register/organ.yaml": None}, sign=EVA, beside=[ANNA])
    wanted = {"nyckel": "eva", "vad": "inget mandat som nämner nyckeln ger rätten"}
    assert told(story.judged()) == [("FYR614", "", wanted)]


def test_a_decision_that_nobody_has_signed_is_judged_all_the_same() -> None:
    story = keyed().decide(ON_THE_DAY, who=BO, luggage={"namn": "X"})
    assert [k for k, _, _ in told(story.judged())] == ["FYR612", "FYR624"]


def test_a_key_that_no_register_knows() -> None:
    story = work(keyed(), Holder("mallory"))
    wanted = {"nyckel": "ssh-ed25519 …Amallory", "vad": "nyckeln finns inte i register/mandat.yaml"}
    assert told(story.judged()) == [("FYR614", "", wanted)]


@pytest.mark.parametrize(
    ("row", "vad"),
    [
        (BO.row(fran="2026-01-07"), "nyckeln gäller bo från 2026-01-07"),
        (BO.row(till_och_med="2026-01-05"), "nyckeln gäller bo från 2026-01-01 till och med 2026-01-05"),
        (BO.row(sparrad="{fran: 2026-01-06, skal: Borta}"), "nyckeln är spärrad från 2026-01-06"),
    ],
)
def test_a_key_that_does_not_hold_on_the_day(row: str, vad: str) -> None:
    story = work(keyed(KEYS.replace(BO.row(), row)))
    assert told(story.judged()) == [("FYR615", "", {"nyckel": "bo", "datum": "2026-01-06", "vad": vad})]


@pytest.mark.parametrize(
    "row",
    [
        BO.row(fran="2026-01-06"),
        BO.row(till_och_med="2026-01-06"),
        BO.row(sparrad="{fran: 2026-01-07, skal: Borta}"),
    ],
)
def test_a_key_that_just_holds_on_the_day(row: str) -> None:
    assert work(keyed(KEYS.replace(BO.row(), row))).codes() == []


def test_a_key_that_was_given_a_new_period() -> None:
    old = BO.row(till_och_med="2026-01-02").replace("id: bo", "id: bo1")
    text = KEYS.replace(f"- {BO.row()}", f"- {old}\n      - {BO.row(fran='2026-01-03')}")
    assert work(keyed(text)).codes() == []


def test_a_key_in_the_name_of_another() -> None:
    story = work(keyed(), BO, who=CIA)
    wanted = {"funnen": "Cia <cia@kommunen.example>", "vantad": "bo@kommunen.example"}
    assert told(story.judged()) == [("FYR616", "", wanted)]


def test_an_author_who_is_somebody_else() -> None:
    story = work(keyed(), BO, author=CIA)
    wanted = {"funnen": "Cia <cia@kommunen.example>", "vantad": "Bo <bo@kommunen.example>"}
    assert told(story.judged()) == [("FYR616", "", wanted)]


def test_the_author_of_unsigned_work_is_free_but_not_of_a_decision() -> None:
    assert with_tree().commit({"README.md": b"x"}, author=BO).codes() == []
    assert with_tree().decide(SEED, author=BO).codes() == ["FYR616"]
    assert with_tree().change_policy({MANDATES: register("mandat: []")}, author=BO).codes() == ["FYR616"]


def test_the_author_of_a_merge_is_free() -> None:
    story = keyed()
    side = story.side(story.tip, {"a.md": b"x"}, sign=BO)
    story.commit({"b.md": b"x"}, sign=BO)
    assert story.merge([side], sign=BO, author=CIA).codes() == []


# -- rights ----------------------------------------------------------------------------------------------------------


def test_a_root_key_may_work() -> None:
    assert work(keyed(), ANNA).codes() == []


def test_who_may_only_merge_may_not_work() -> None:
    wanted = {"nyckel": "eva", "vad": "inget mandat som nämner nyckeln ger rätten"}
    assert told(work(keyed(), EVA).judged()) == [("FYR614", "", wanted)]


def test_a_key_without_any_mandate_may_not_work() -> None:
    text = KEYS.replace("nycklar: [dan]", "nycklar: [bo]")
    assert told(work(keyed(text), DAN).judged()) == [
        ("FYR614", "", {"nyckel": "dan", "vad": "inget mandat som nämner nyckeln ger rätten"})
    ]


def test_a_mandate_that_has_run_out_gives_no_right_to_work() -> None:
    text = KEYS.replace(
        "nycklar: [dan], fran: 2026-01-01", "nycklar: [dan], fran: 2026-01-01, till_och_med: 2026-01-05"
    )
    wanted = {"nyckel": "dan", "datum": "2026-01-06", "vad": "mandatet m-skriv från 2026-01-01 till och med 2026-01-05"}
    assert told(work(keyed(text), DAN).judged()) == [("FYR615", "", wanted)]


@pytest.mark.parametrize("who", [BO, CIA, DAN])
def test_members_and_secretaries_record_decisions(who: Holder) -> None:
    story = keyed().decide(ON_THE_DAY, sign=who)
    assert story.codes() == []
    mandate = "m-skriv" if who is DAN else "m-grind"
    assert f"Fyr-Mandat: {mandate}\n" in story.line[-1].message


@pytest.mark.parametrize("who", [ANNA, EVA])
def test_a_key_of_another_body_does_not_decide(who: Holder) -> None:
    story = keyed().decide(ON_THE_DAY, sign=who)
    wanted = {"nyckel": who.namn, "vad": "inget mandat som nämner nyckeln ger rätten"}
    assert told(story.judged()) == [("FYR614", "", wanted)]


def test_a_mandate_that_ran_out_before_the_recording() -> None:
    text = KEYS.replace(
        "nycklar: [bo, cia], fran: 2026-01-01", "nycklar: [bo], fran: 2026-01-01, till_och_med: 2026-01-05"
    )
    story = keyed(text).decide(SEED.replace("-07", "-05"), sign=BO)
    wanted = {"nyckel": "bo", "datum": "2026-01-06", "vad": "mandatet m-grind från 2026-01-01 till och med 2026-01-05"}
    assert told(story.judged()) == [("FYR615", "", wanted)]
    assert keyed(text).decide(SEED.replace("-07", "-05"), sign=DAN).codes() == []


def test_a_decision_that_no_right_is_named_for() -> None:
    row = OTHER.replace("-07", "-06")
    assert keyed().decide(row, sign=BO).codes() == []
    assert keyed().decide(row, sign=DAN).codes() == []
    assert keyed().decide(row, sign=EVA).codes() == ["FYR614"]


def test_a_right_in_one_kommun_is_none_in_another() -> None:
    text = KEYS.replace("organ: tradgard, ratt: [grind]", "organ: namnd, kommun: berg, ratt: [grind]")
    text = text.replace("organ: tradgard, ratt: [registrera]", "organ: namnd, ratt: [registrera]")
    row = "typ: ovrigt, datum: 2026-01-06, organ: namnd, kommun: %s"
    assert keyed(text).decide(row % "berg", sign=BO).codes() == []
    assert keyed(text).decide(row % "asele", sign=BO).codes() == ["FYR614"]
    assert keyed(text).decide(row % "asele", sign=DAN).codes() == []


# -- side branches ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "kod"),
    [
        ({"sign": None, "who": BO}, "FYR612"),
        ({"sign": Holder("mallory")}, "FYR614"),
        ({"sign": EVA}, "FYR614"),
        ({"sign": BO, "who": CIA}, "FYR616"),
        ({"sign": BO, "author": CIA}, "FYR616"),
    ],
)
def test_commits_of_a_side_branch_are_signed_too(how: dict[str, Any], kod: str) -> None:
    story = keyed()
    side = story.side(story.tip, {"a.md": b"x"}, **how)
    story.commit({"b.md": b"x"}, sign=BO)
    story.merge([side], sign=BO)
    assert [(d.kod, d.commit) for d in story.findings()] == [(kod, side.commit.oid)]


def test_a_merge_on_a_side_branch_may_be_the_robots() -> None:
    story = keyed()
    first = story.side(story.tip, {"a.md": b"x"}, sign=BO)
    story.commit({"b.md": b"x"}, sign=BO)
    held = story.side(first.commit.oid, {"b.md": b"x"}, sign=EVA, author=CIA)
    story.steps[-1] = second = _with_parents(held, (first.commit.oid, story.tip))
    story.commit({"c.md": b"x"}, sign=BO)
    story.merge([first, second], sign=EVA)
    assert story.codes() == []


def _with_parents(step: Step, parents: tuple[str, ...]) -> Step:
    return replace(step, commit=replace(step.commit, parents=parents), honest=True)


def test_a_branch_from_before_the_keys_is_judged_by_the_register_it_comes_into() -> None:
    story = with_tree()
    side = story.side(story.tip, {"a.md": b"x"}, who=BO)
    story.change_policy({MANDATES: register(KEYS)})
    story.merge([side], sign=BO)
    assert [(d.kod, d.commit) for d in story.findings()] == [("FYR612", side.commit.oid)]


# -- the level -------------------------------------------------------------------------------------------------------


def test_a_level_that_is_not_reached() -> None:
    anchor = Anchor(niva="signerad")
    wanted = {"vantad": "signerad", "orsak": "registret saknar nycklar"}
    assert told(with_tree().judged(anchor)) == [("FYR649", "", wanted)]
    story = work(with_tree().change_policy({MANDATES: register(KEYS)}))
    only = {"vantad": "signerad", "orsak": "bara den sista incheckningen behövde undertecknas"}
    assert told(story.judged(anchor)) == [("FYR649", "", only)]
    work(story, days=2)
    later = f"incheckningar före {story.line[-2].oid} behövde inte undertecknas"
    assert told(story.judged(anchor)) == [("FYR649", "", {"vantad": "signerad", "orsak": later})]
    assert [d.commit for d in story.judged(anchor).findings] == [story.tip]


def test_the_level_before_anything_was_judged() -> None:
    assert Story().judged().level == "struktur"
    assert Story({**base_files(), MANDATES: register(KEYS)}).judged().level == "signerad"


def test_keys_that_are_taken_away_end_the_level() -> None:
    story = keyed().change_policy({MANDATES: register("mandat: []")}, sign=ANNA)
    story.commit({"README.md": b"x"})
    judged = story.judged()
    assert told(judged) == []
    assert (judged.level, judged.signed_from) == ("struktur", None)


def test_a_level_that_fell_because_nobody_answers_for_a_commit() -> None:
    story = work(keyed(), sign=None, who=BO)
    orphan = story.tip
    work(story)
    reason = {"vantad": "signerad", "orsak": f"ingen med rätt till det svarar för {orphan} (FYR612)"}
    found = told(story.judged(Anchor(niva="signerad")))
    assert found[-1] == ("FYR649", "", reason)
    assert [kod for kod, *_ in found] == ["FYR612", "FYR649"]
