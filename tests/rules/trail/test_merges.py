"""Merges, side branches and times."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.rules.trail.statement import MANDATES
from fyrportfolj.rules.trail.times import moment
from tests.rules.trail.pieces import DAY, IDEA, NOON, NOW, SEED, TREE, register, told
from tests.rules.trail.story import Story, with_tree
from tests.support.gates import initiative as an_initiative

PEAR = "initiativ/paron.yaml"


def forked() -> Story:
    """The tree, and a commit on the line after the place where the branch leaves it."""
    return with_tree()


def test_a_branch_that_is_merged() -> None:
    story = forked()
    base = story.tip
    first = story.side(base, {PEAR: an_initiative(IDEA).model_copy(update={"id": "paron"})})
    second = story.side(first.commit.oid, {"README.md": b"x"})
    story.decide(SEED.replace("-07", "-09"))
    story.merge([first, second])
    assert told(story.judged()) == []
    assert story.judged().commits == 5


def test_a_merge_of_three() -> None:
    story = forked()
    a, b = (story.side(story.tip, {f"{n}.md": b"x"}) for n in "ab")
    parents = (story.tip, a.commit.oid, b.commit.oid)
    story.merge([a, b], parents=parents, honest=None)
    assert told(story.judged()) == [("FYR609", "", {"antal": "3"})]
    assert [d.commit for d in story.findings()] == [story.tip]


def test_a_merge_of_three_on_a_side_branch() -> None:
    story = forked()
    a = story.side(story.tip, {"a.md": b"x"})
    story.steps[-1] = a = replace(a, commit=replace(a.commit, parents=(story.tip, story.start.oid, "0" * 40)))
    story.merge([a])
    assert [(d.kod, d.commit) for d in story.findings()] == [("FYR609", a.commit.oid)]


def test_a_merge_that_holds_something_of_its_own() -> None:
    story = forked()
    side = story.side(story.tip, {"README.md": b"x"})
    story.merge([side], honest=False)
    assert told(story.judged()) == [("FYR610", "", {})]


def test_a_merge_whose_result_nobody_knows() -> None:
    story = forked()
    side = story.side(story.tip, {"README.md": b"x"})
    story.merge([side], honest=None)
    wanted = {"id": story.tip, "orsak": "det är inte känt vad sammanslagningen ger av sig själv"}
    assert told(story.judged()) == [("FYR647", "", wanted)]


def test_a_merge_may_bring_no_phase() -> None:
    story = forked()
    tree = an_initiative(IDEA).model_copy(update={"fas": "planta"})
    side = story.side(story.tip, {TREE: tree})
    story.merge([side])
    assert told(story.judged()) == [("FYR623", TREE, {"fore": "fro", "efter": "planta"})]


def test_a_decision_on_a_side_branch() -> None:
    story = forked()
    changes, text = story.decision(SEED)
    side = story.side(story.tip, changes, text)
    story.commit({"README.md": b"x"})
    story.merge([side])
    found = told(story.judged())
    assert found == [
        ("FYR611", "", {"gren": side.commit.oid}),
        ("FYR622", TREE, {"beslut": "2026-01-07-tradgard"}),
        ("FYR623", TREE, {"fore": "fro", "efter": "planta"}),
    ]
    assert story.judged().decisions == 0


def test_policy_on_a_side_branch() -> None:
    story = forked()
    side = story.side(story.tip, {MANDATES: register("serie: 1")})
    story.merge([side])
    assert told(story.judged()) == [
        ("FYR611", "", {"gren": side.commit.oid}),
        ("FYR635", MANDATES, {"filer": MANDATES}),
    ]


def test_policy_that_a_side_branch_took_back_is_told_of_too() -> None:
    story = forked()
    first = story.side(story.tip, {MANDATES: register("serie: 1")})
    second = story.side(first.commit.oid, {MANDATES: None})
    story.merge([first, second], {})
    assert [p["gren"] for k, _, p in told(story.judged()) if k == "FYR611"] == [first.commit.oid, second.commit.oid]


def test_a_branch_brought_up_to_date_with_decisions_and_policy() -> None:
    story = forked()
    first = story.side(story.tip, {"README.md": b"x"})
    story.change_policy({MANDATES: register("mandat: []")})
    story.decide(SEED.replace("-07", "-09"))
    second = story.side(first.commit.oid, {p: story.models[p] for p in (MANDATES, TREE)})
    second = replace(second, commit=replace(second.commit, parents=(first.commit.oid, story.tip)), honest=True)
    story.steps[-1] = second
    story.merge([first, second], {"README.md": b"x"})
    assert told(story.judged()) == []


def test_rows_on_a_side_branch_follow_the_form() -> None:
    story = forked()
    side = story.side(story.tip, {"README.md": b"x"}, "Sido\n\nFyr-Typ: x\n")
    story.merge([side])
    assert [(d.kod, d.commit) for d in story.findings()] == [("FYR620", side.commit.oid)]


# -- times -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "codes"), [(-300, []), (-301, ["FYR617"])])
def test_a_commit_dated_before_the_one_it_builds_on(seconds: int, codes: list[str]) -> None:
    story = forked().commit({"README.md": b"x"}, seconds=seconds)
    assert story.codes() == codes


def test_a_clock_that_goes_back_little_by_little() -> None:
    story = forked().commit({"a.md": b"x"}, seconds=-200).commit({"b.md": b"x"}, seconds=-200)
    earlier, later = (moment(NOON + DAY - n) for n in (400, 0))
    assert told(story.judged()) == [("FYR617", "", {"datum": earlier, "fore": later})]
    assert earlier == "2026-01-06 11:53:20 UTC"
    assert story.judged().memory.latest == NOON + DAY


@pytest.mark.parametrize(("seconds", "codes"), [(300, []), (301, ["FYR618"])])
def test_a_commit_of_the_future(seconds: int, codes: list[str]) -> None:
    story = forked().commit({"README.md": b"x"}, seconds=NOW - NOON - DAY + seconds)
    assert story.codes() == codes
    if codes:
        assert told(story.judged()) == [("FYR618", "", {"datum": "2027-06-01 00:05:01 UTC"})]


def test_a_moment_that_is_in_no_calendar() -> None:
    story = forked().commit({"README.md": b"x"}, seconds=10**15)
    found = told(story.judged())
    assert found[0] == ("FYR618", "", {"datum": str(NOON + DAY + 10**15)})


def test_a_side_branch_dated_before_it_left_the_line() -> None:
    story = forked()
    base = story.tip
    side = story.side(base, {"a.md": b"x"}, days=-10)
    story.merge([side], days=11)
    assert [(d.kod, d.commit) for d in story.findings()] == [("FYR617", side.commit.oid)]


def test_a_side_branch_that_goes_back_in_time() -> None:
    story = forked()
    first = story.side(story.tip, {"a.md": b"x"}, days=10)
    second = story.side(first.commit.oid, {"b.md": b"x"}, days=-5)
    third = story.side(second.commit.oid, {"c.md": b"x"}, days=1)
    story.merge([first, second, third], days=10)
    wrong = [(d.kod, d.commit) for d in story.findings()]
    assert wrong == [("FYR617", second.commit.oid), ("FYR617", third.commit.oid)]


def test_a_merge_dated_before_what_it_brings_in() -> None:
    story = forked()
    side = story.side(story.tip, {"a.md": b"x"}, days=10)
    story.merge([side], days=-5)
    assert [(d.kod, d.commit) for d in story.findings()] == [("FYR617", story.tip)]
    assert story.judged().memory.latest == side.commit.committed


def test_a_branch_from_before_the_start_is_not_compared_with_what_is_not_known() -> None:
    story = forked()
    side = story.side(story.tip, {"a.md": b"x"}, days=-400)
    story.steps[-1] = side = replace(side, commit=replace(side.commit, parents=("f" * 40,)))
    story.merge([side], days=401)
    assert story.codes() == []


# -- what the reader found -------------------------------------------------------------------------------------------


def test_faults_of_form_are_passed_on() -> None:
    fault = Diagnostic("FYR607", "", params={"orsak": "x"}, commit="c")
    story = forked().commit({"README.md": b"x"}, faults=(fault,))
    assert story.findings() == [fault]
    side = story.side(story.tip, {"a.md": b"x"}, faults=(fault,))
    story.merge([side])
    assert story.findings() == [fault, fault]
