"""What is agreed outside the repository, and what the judge does with shapes it does not expect."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fyrportfolj.rules.trail.judge import begin, judge, judge_chain
from fyrportfolj.rules.trail.values import Accepted, Anchor, Change, Context, Memory
from tests.rules.trail.pieces import ANNA, BO, IDEA, SEED, TREE, base_files, register, told, verify
from tests.rules.trail.story import Story, with_tree
from tests.support.gates import initiative as an_initiative

ROOT, SECOND, TIP = "a" * 40, "b" * 40, "c" * 40
LINE = (ROOT, SECOND, TIP)
START = Story().start


def test_a_history_that_is_the_agreed_one() -> None:
    anchor = Anchor(rot=ROOT, start=SECOND, kontrollpunkter=(TIP,))
    assert judge_chain((ROOT,), LINE, anchor, START) == ()


def test_a_history_that_begins_elsewhere() -> None:
    found = judge_chain((ROOT,), LINE, Anchor(rot=TIP), START)
    assert told(found) == [("FYR604", "", {"funnen": ROOT, "vantad": TIP})]
    assert [d.commit for d in found] == [ROOT]


@pytest.mark.parametrize("anchor", [Anchor(rot=ROOT), Anchor(kontrollpunkter=(ROOT,))])
def test_a_second_root_merged_in(anchor: Anchor) -> None:
    found = judge_chain((ROOT, TIP), LINE, anchor, START)
    assert told(found) == [("FYR604", "", {"funnen": TIP, "vantad": ROOT})]


def test_known_commits_that_are_gone() -> None:
    gone = "d" * 40
    anchor = Anchor(rot=ROOT, start="e" * 40, kontrollpunkter=(gone, SECOND, gone))
    found = judge_chain((ROOT,), LINE, anchor, START)
    assert told(found) == [
        ("FYR606", "", {"kontrollpunkt": gone}),
        ("FYR606", "", {"kontrollpunkt": "e" * 40}),
    ]
    assert {d.commit for d in found} == {TIP}


def test_a_start_that_an_agreed_key_has_signed() -> None:
    anchor = Anchor(rot=ROOT, nycklar=(ANNA.key, BO.key))
    good = replace(START, signature="giltig", key=BO.key)
    assert judge_chain((ROOT,), LINE, anchor, good) == ()
    for wrong in (START, replace(good, key="ssh-ed25519 AAAAx"), replace(good, signature="felaktig")):
        found = judge_chain((ROOT,), LINE, anchor, wrong)
        assert [(d.kod, d.commit) for d in found] == [("FYR605", START.oid)]


def test_nothing_agreed() -> None:
    found = judge_chain((ROOT,), LINE, Anchor(), START)
    assert [(d.kod, d.commit) for d in found] == [("FYR619", ROOT)]
    for known in (Anchor(rot=ROOT), Anchor(start=ROOT), Anchor(kontrollpunkter=(ROOT,))):
        assert judge_chain((ROOT,), LINE, known, START) == ()


# -- accepted deviations ---------------------------------------------------------------------------------------------


def wrong() -> Story:
    return with_tree().commit({TREE: an_initiative(IDEA).model_copy(update={"fas": "planta"})})


def test_an_accepted_deviation_is_left_out() -> None:
    story = wrong()
    anchor = Anchor(godtagna=(Accepted(story.tip, "FYR623", "Misstag"),))
    assert story.codes(anchor) == []
    story.decide(SEED.replace("-07", "-08"))
    assert story.codes(anchor) == []
    assert story.undertaking().fas == "planta"


@pytest.mark.parametrize("kod", ["FYR622", "FYR624"])
def test_an_accepted_deviation_of_another_kind(kod: str) -> None:
    story = wrong()
    anchor = Anchor(godtagna=(Accepted(story.tip, kod, "Misstag"),))
    assert told(story.judged(anchor)) == [
        ("FYR623", TREE, {"fore": "fro", "efter": "planta"}),
        ("FYR648", "", {"kod": kod, "incheckning": story.tip}),
    ]
    assert {d.commit for d in story.judged(anchor).findings} == {story.tip}


def test_accepted_deviations_are_looked_for_only_when_everything_was_judged() -> None:
    story = wrong()
    anchor = Anchor(godtagna=(Accepted("f" * 40, "FYR623", "Misstag"),))
    assert story.codes(anchor) == ["FYR623", "FYR648"]
    first = judge(story.steps[:1], story.begin(), anchor, story.context())
    later = judge(story.steps[1:], first.memory, anchor, story.context())
    assert [d.kod for d in later.findings] == ["FYR623"]
    since = begin(story.line[1], story.trees[story.line[1].oid], story.line[:2])
    assert [d.kod for d in judge(story.steps[1:], since, anchor, story.context()).findings] == ["FYR623"]
    # The id as a file has it: equal, and another object.
    agreed = replace(anchor, start=bytes(story.line[1].oid, "ascii").decode())
    assert [d.kod for d in judge(story.steps[1:], since, agreed, story.context()).findings] == ["FYR623", "FYR648"]


def test_an_accepted_unsigned_commit_leaves_the_level() -> None:
    keys = f"rot: {{nycklar: [anna], troskel: 1}}\nnycklar: [{ANNA.row()}]"
    story = Story({**base_files(), "register/mandat.yaml": register(keys)}).commit({"README.md": b"x"})
    assert story.judged().level == "struktur"
    anchor = Anchor(niva="signerad", godtagna=(Accepted(story.tip, "FYR612", "Misstag"),))
    assert story.judged(anchor).level == "signerad"
    assert story.codes(anchor) == []


# -- shapes ----------------------------------------------------------------------------------------------------------


def test_what_is_known_at_the_start() -> None:
    story = with_tree().decide(SEED).change_policy({"register/mandat.yaml": register("mandat: []")})
    story.commit({"README.md": b"x"}, seconds=-100)
    memory = begin(story.line[-1], story.trees[story.tip], story.line)
    assert memory == Memory(
        tip=story.tip,
        paths=story.trees[story.tip],
        last_decision={"apeltrad": story.line[2].oid},
        latest=story.line[3].committed,
        start=story.tip,
        last_policy=story.line[3].oid,
        moments={c.oid: max(x.committed for x in story.line[: i + 1]) for i, c in enumerate(story.line)},
    )


def test_a_start_without_earlier_commits() -> None:
    memory = begin(START, {}, ())
    assert (memory.latest, memory.moments, memory.last_policy) == (START.committed, {}, None)


def test_rows_of_a_merge_start_no_chain() -> None:
    story = with_tree()
    _, text = story.decision(SEED)
    merged = replace(story.line[-1], message=text, parents=("x", "y"))
    policy = replace(merged, message="P\n\nFyr-Typ: policy\nFyr-Version: 1\n")
    memory = begin(merged, {}, (merged, policy))
    assert (memory.last_decision, memory.last_policy) == ({}, None)


def test_a_history_that_does_not_continue() -> None:
    story = with_tree().commit({"README.md": b"x"})
    judged = judge(story.steps[1:], story.begin(), Anchor(), story.context())
    orsak = f"huvudlinjen leder inte tillbaka till {story.start.oid[:12]}"
    assert told(judged) == [("FYR647", "", {"id": story.tip[:12], "orsak": orsak})]
    assert judged.memory.tip == story.start.oid


def test_a_history_without_a_beginning() -> None:
    story = with_tree()
    rootless = replace(story.steps[0], commit=replace(story.steps[0].commit, parents=()))
    judged = judge((rootless,), story.begin(), Anchor(), story.context())
    assert [d.kod for d in judged.findings] == ["FYR647"]


def test_a_history_that_bites_its_tail() -> None:
    story = with_tree()
    own = story.steps[0].commit
    ring = replace(story.steps[0], commit=replace(own, parents=(own.oid,)))
    assert [d.kod for d in judge((ring,), story.begin(), Anchor(), story.context()).findings] == ["FYR647"]


def test_no_commits_at_all() -> None:
    story = Story()
    judged = judge((), story.begin(), Anchor(), story.context())
    assert (judged.findings, judged.commits, judged.memory) == ((), 0, story.begin())


def test_a_side_commit_that_no_merge_brings_in() -> None:
    story = with_tree()
    side = story.side(story.tip, {"a.md": b"x"})
    story.commit({"b.md": b"x"})
    wanted = {"id": side.commit.oid[:12], "orsak": "ingen sammanslagning för in den"}
    assert told(story.judged()) == [("FYR647", "", wanted)]


def test_a_merge_whose_side_is_missing() -> None:
    story = with_tree()
    side = story.side(story.tip, {"a.md": b"x"})
    story.merge([side])
    story.steps.remove(side)
    orsak = f"incheckningen {side.commit.oid[:12]} på sidogrenen saknas"
    assert told(story.judged()) == [("FYR647", "", {"id": story.tip[:12], "orsak": orsak})]


def test_a_change_of_a_file_that_was_another() -> None:
    story = with_tree()
    step = story.steps[0]
    other = replace(step, changes=(Change(TREE, "0" * 40, step.changes[0].after),))
    story.steps[0] = other
    wanted = {"id": story.tip[:12], "orsak": f"{TREE} var en annan fil i föräldern"}
    assert told(story.judged()) == [("FYR647", TREE, wanted)]


def test_content_that_is_not_there() -> None:
    story = with_tree()
    story.blobs.held.pop(story.tree[TREE])
    found = told(story.judged())
    assert found[0] == ("FYR647", "", {"id": story.tip[:12], "orsak": "uppgifterna går inte att räkna med (KeyError)"})


def test_a_moment_that_no_zone_knows() -> None:
    def unknown(moment: int, zone: str) -> date:
        raise KeyError(moment, zone)

    keys = f"nycklar: [{ANNA.row()}]"
    story = Story({**base_files(), "register/mandat.yaml": register(keys)}).commit({"README.md": b"x"}, sign=ANNA)
    context = Context(story.blobs, verify, story.context().now, unknown)
    found = judge(story.steps, story.begin(), Anchor(), context).findings
    assert [(d.kod, d.params["datum"]) for d in found] == [("FYR615", date(1970, 1, 1))]


def test_before_there_is_a_portfolio_there_is_nothing_to_judge_by() -> None:
    story = Story({"README.md": b"x"}).commit({"docs.md": b"x"})
    everything = {**base_files(), TREE: an_initiative(IDEA).model_copy(update={"fas": "tra"})}
    story.commit(everything)
    assert story.codes() == []
    story.commit({TREE: an_initiative(IDEA)})
    assert story.codes() == ["FYR623"]


def test_rows_before_there_is_a_portfolio() -> None:
    text = with_tree().decision(SEED)[1]
    story = Story({"README.md": b"x"}).commit({"docs.md": b"x"}, text)
    orsak = "det finns ingen portfölj att bedöma det efter"
    assert told(story.judged()) == [("FYR647", "", {"id": story.tip[:12], "orsak": orsak})]
