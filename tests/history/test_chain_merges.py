from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

from fyrportfolj.history import merges
from fyrportfolj.history.ancestry import ancestry
from fyrportfolj.rules.trail.values import Step
from tests.history.chains import last_step, read
from tests.history.test_hostile import HOOKS, named
from tests.support.gitrepo import isolate_git
from tests.support.plumbed import Content, Making, Plumbed, SshKey

ANNA = SshKey.seeded("anna")
ROWS = {"a.yaml": "".join(f"rad {n}\n" for n in range(20)), "b.yaml": "b\n", "c.yaml": "c\n"}
TOP, BOTTOM = ({"a.yaml": ROWS["a.yaml"].replace(f"rad {n}\n", f"ny {n}\n")} for n in (1, 18))


@pytest.fixture(params=["sha1", "sha256"])
def made(tmp_path: Path, request: pytest.FixtureRequest) -> Plumbed:
    return Plumbed.new(tmp_path / "arkiv", request.param)


def merge_step(made: Plumbed, tip: str) -> Step:
    step = last_step(made, tip)
    assert len(step.commit.parents) > 1
    return step


def test_a_merge_of_different_files_is_honest(made: Plumbed) -> None:
    root = made.commit(ROWS)
    ours = made.commit({"b.yaml": "vår\n"}, root)
    one = made.commit({"c.yaml": "deras\n"}, root)
    two = made.commit({"d/ny.yaml": "ny\n"}, one)
    tip = made.commit({"c.yaml": "deras\n", "d/ny.yaml": "ny\n"}, ours, two, how=Making(key=ANNA))
    step = merge_step(made, tip)
    assert (step.honest, step.side) == (True, (one, two))
    assert [c.path for c in step.changes] == ["c.yaml", "d/ny.yaml"]
    assert step.commit.key == ANNA.text


def test_parents_the_other_way_round_bring_in_the_other_side(made: Plumbed) -> None:
    root = made.commit(ROWS)
    ours = made.commit({"b.yaml": "vår\n"}, root)
    other = made.commit({"c.yaml": "deras\n"}, root)
    step = merge_step(made, made.commit({"b.yaml": "vår\n"}, other, ours))
    assert (step.honest, step.side, [c.path for c in step.changes]) == (True, (ours,), ["b.yaml"])


def test_a_merge_within_a_file_is_honest_when_git_merges_it_so(made: Plumbed) -> None:
    root = made.commit(ROWS)
    ours, other = made.commit(TOP, root), made.commit(BOTTOM, root)
    whole = TOP["a.yaml"].replace("rad 18\n", "ny 18\n")
    assert merge_step(made, made.commit({"a.yaml": whole}, ours, other)).honest is True
    assert merge_step(made, made.commit({"a.yaml": whole + "till\n"}, ours, other)).honest is False
    assert merge_step(made, made.commit(BOTTOM, ours, other)).honest is False


def test_a_conflict_that_somebody_solved_is_not_honest(made: Plumbed) -> None:
    root = made.commit(ROWS)
    ours, other = made.commit({"b.yaml": "vår\n"}, root), made.commit({"b.yaml": "deras\n"}, root)
    for solved in ("vår\n", "deras\n", "vår\nderas\n"):
        assert merge_step(made, made.commit({"b.yaml": solved}, ours, other)).honest is False


def test_the_same_change_on_both_sides_is_no_conflict(made: Plumbed) -> None:
    root = made.commit(ROWS)
    ours = made.commit({"b.yaml": "lika\n", "c.yaml": None}, root)
    other = made.commit({"b.yaml": "lika\n", "d.yaml": "d\n"}, root)
    assert merge_step(made, made.commit({"d.yaml": "d\n"}, ours, other)).honest is True


def test_a_merge_with_something_more_is_not_honest(made: Plumbed) -> None:
    root = made.commit(ROWS)
    ours, other = made.commit({"b.yaml": "vår\n"}, root), made.commit({"c.yaml": "deras\n"}, root)
    good = {"c.yaml": "deras\n"}
    others: list[dict[str, Content | None]] = [
        {"a.yaml": "fas: sist\n"},
        {"e.yaml": "ny\n"},
        {"a.yaml": None},
        {"b.yaml": "b\n"},
    ]
    for more in others:
        step = merge_step(made, made.commit({**good, **more}, ours, other))
        assert step.honest is False
        assert {*more} <= {c.path for c in step.changes}
    mode = {"c.yaml": ("100755", made.put("blob", b"deras\n"))}
    assert merge_step(made, made.commit(mode, ours, other)).honest is False


def test_a_merge_that_leaves_the_other_side_out_is_not_honest(made: Plumbed) -> None:
    root = made.commit(ROWS)
    ours, other = made.commit({"b.yaml": "vår\n"}, root), made.commit({"c.yaml": "deras\n"}, root)
    step = merge_step(made, made.commit({}, ours, other))
    assert (step.honest, step.changes, step.side) == (False, (), (other,))


def test_a_branch_that_is_straight_ahead_is_merged_honestly(made: Plumbed) -> None:
    root = made.commit(ROWS)
    other = made.commit(BOTTOM, made.commit({"c.yaml": "deras\n"}, root))
    assert merge_step(made, made.commit({**BOTTOM, "c.yaml": "deras\n"}, root, other)).honest is True
    assert merge_step(made, made.commit(BOTTOM, root, other)).honest is False


def test_a_merge_of_what_is_there_already_brings_in_nothing(made: Plumbed) -> None:
    root = made.commit(ROWS)
    later = made.commit(TOP, root)
    step = merge_step(made, made.commit({}, later, root))
    assert (step.honest, step.side, step.changes) == (True, (), ())


def test_an_octopus_is_neither(made: Plumbed) -> None:
    root = made.commit(ROWS)
    sides = [made.commit({f"{n}.yaml": "x\n"}, root) for n in range(3)]
    step = merge_step(made, made.commit({"1.yaml": "x\n", "2.yaml": "x\n"}, *sides))
    assert (step.honest, set(step.side)) == (None, {*sides[1:]})


def test_merges_in_each_other_bring_in_what_is_new(made: Plumbed) -> None:
    root = made.commit(ROWS)
    inner = made.commit({"d.yaml": "d\n"}, root)
    side = made.commit({"c.yaml": "deras\n"}, root)
    joined = made.commit({"d.yaml": "d\n"}, side, inner)
    ours = made.commit({"b.yaml": "vår\n"}, root)
    tip = made.commit({"c.yaml": "deras\n", "d.yaml": "d\n"}, ours, joined)
    chain = read(made, tip)
    assert chain.line == (root, ours, tip)
    found = {step.commit.oid: step for step in chain.steps}
    assert (found[joined].side, found[joined].honest) == ((inner,), True)
    assert (set(found[tip].side), found[tip].honest) == ({inner, side, joined}, True)
    assert found[tip].side[-1] == joined
    place = [step.commit.oid for step in chain.steps]
    assert all(
        place.index(parent) < place.index(oid)
        for oid in place
        for parent in found[oid].commit.parents
        if parent != root
    )


def test_a_crossed_merge_is_honest_when_git_merges_it_so(made: Plumbed) -> None:
    root = made.commit(ROWS)
    a, b = made.commit(TOP, root), made.commit(BOTTOM, root)
    whole = {"a.yaml": TOP["a.yaml"].replace("rad 18\n", "ny 18\n")}
    left, right = made.commit(whole, a, b), made.commit(whole, b, a)
    further = made.commit({"b.yaml": "vår\n"}, left)
    other = made.commit({"c.yaml": "deras\n"}, right)
    assert merge_step(made, made.commit({"c.yaml": "deras\n"}, further, other)).honest is True
    assert merge_step(made, made.commit({"c.yaml": "dolt\n"}, further, other)).honest is False


def test_a_second_root_is_seen(made: Plumbed) -> None:
    root, stranger = made.commit(ROWS), made.commit({"d.yaml": "d\n"})
    chain = read(made, made.commit({"d.yaml": "d\n"}, root, stranger))
    assert set(chain.roots) == {root, stranger}
    assert chain.line[0] == chain.start.oid == root
    assert chain.steps[-1].side == (stranger,)
    assert stranger in {step.commit.oid for step in chain.steps}


def test_what_git_merges_is_honest(made: Plumbed) -> None:
    repo = made.made
    repo.commit("rot", ROWS)
    repo.git("checkout", "-q", "-b", "gren")
    repo.commit("gren", {**BOTTOM, "d/e.yaml": "e\n"})
    repo.git("checkout", "-q", "main")
    repo.commit("huvud", TOP)
    repo.git("merge", "-q", "--no-ff", "-m", "Slå samman", "gren")
    assert merge_step(made, repo.head()).honest is True


@pytest.mark.parametrize("where", ["arkiv", "användare"])
def test_no_program_for_merging_is_started(
    made: Plumbed, where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark, program = tmp_path / "spår", tmp_path / "fälla.sh"
    program.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{mark}'\nexit 0\n", encoding="utf-8")
    program.chmod(0o755)
    attributes = "* merge=e diff=e filter=e\n"
    root = made.commit(ROWS | {".gitattributes": attributes})
    tip = made.point(made.commit({**TOP, "b.yaml": "x\n"}, made.commit(TOP, root), made.commit(BOTTOM, root)))
    made.made.git("read-tree", tip)
    made.made.write({".gitattributes": attributes, ".git/info/attributes": attributes})
    hooks = made.root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in HOOKS.split():
        shutil.copy(program, hooks / name)
    isolate_git(monkeypatch, tmp_path / "hem")
    settings = named(program, hooks, made.root / ".git/info/attributes") | {"merge.default": "e"}
    unpartial = {name: v for name, v in settings.items() if "romisor" not in name and name != "extensions.partialClone"}
    user = tmp_path / "hem/.gitconfig"
    for name, value in unpartial.items():
        made.made.git("config", *(("--file", str(user)) if where == "användare" else ()), name, value)
    assert merge_step(made, tip).honest is False
    assert not mark.exists()
    parents = read(made, tip).steps[-1].commit.parents
    made.made.attempt("merge-tree", "--write-tree", *parents, env={"GIT_CONFIG_GLOBAL": str(user)})
    assert mark.exists()


def test_merging_is_started_in_one_place() -> None:
    """It would run what the repository names, were it not for the empty repository that it is run in."""
    places = {
        path.name
        for path in Path(merges.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and any(isinstance(a, ast.Constant) and a.value == "merge-tree" for a in node.args)
    }
    assert places == {"merges.py"}


def test_the_ways_to_a_merge_are_told_apart() -> None:
    """A graph that was worked out by hand: 7 joins 5 and 6, which met before in 3 and in 4.

    0 - 1 - 3 - 5 - 7
     \\   X       X /
      2 - 4 - 6 --
    """
    parents = {"0": "", "1": "0", "2": "0", "3": "12", "4": "21", "5": "3", "6": "4", "7": "56"}
    place = {oid: int(oid) for oid in parents}
    found = ancestry(parents, place, parents["7"])
    assert (found.side, set(found.bases)) == (("4", "6"), {"1", "2"})
    assert ancestry(parents, place, ("5", "3")) == ((), ("3",))
    assert ancestry(parents, place, ("3", "5")) == (("5",), ("3",))
    assert ancestry({"0": "", "1": ""}, {"0": 0, "1": 1}, ("0", "1")) == (("1",), ())
