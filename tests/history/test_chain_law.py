"""Any history at all is read as git reads it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fyrportfolj.history.ancestry import ancestry
from fyrportfolj.rules.trail.values import Change, Step
from tests.history.chains import read
from tests.support.plumbed import Content, Making, Plumbed, SshKey

PATHS = st.sampled_from(
    ["fyr.yaml", "initiativ/a.yaml", "initiativ/b.yaml", "initiativ/c/d.yaml", "z", "process/p.yaml"]
)
CONTENTS = st.sampled_from(["1\n", "2\n", "a\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n", "A\nb\nc\nd\ne\n", "A\nb\nc\nd\nE\n"])
EXAMPLES = 500 if os.environ.get("FYR_STOR") == "1" else 25
KEYS = st.sampled_from([None, SshKey.seeded("anna")])


@dataclass(frozen=True)
class Action:
    """One commit to make.

    Attributes:
        parent: which earlier commit it is made on, counted from the latest.
        other: which one it merges, or None.
        takes: a merge takes over what the other side changed.
        files: what else it changes; None takes a file away.
        key: who signs it.
    """

    parent: int
    other: int | None
    takes: bool
    files: Mapping[str, str | None]
    key: SshKey | None


ACTIONS = st.lists(
    st.builds(
        Action,
        parent=st.integers(0, 2),
        other=st.none() | st.integers(0, 4),
        takes=st.booleans(),
        files=st.dictionaries(PATHS, st.none() | CONTENTS, max_size=2),
        key=KEYS,
    ),
    min_size=1,
    max_size=14,
)


def history(made: Plumbed, actions: list[Action]) -> list[str]:
    """Make the commits; those that the last one builds on are its history."""
    oids = [made.commit({"fyr.yaml": "namn: Prov\n", "initiativ/a.yaml": "a\nb\nc\nd\ne\n"})]
    for action in actions:
        parent = oids[-1 - action.parent % len(oids)]
        other = None if action.other is None else oids[-1 - action.other % len(oids)]
        parents = (parent,) if other is None or other == parent else (parent, other)
        held = made.files[parent]
        files: dict[str, Content | None] = {}
        if len(parents) == 2 and action.takes:
            base = made.made.attempt("merge-base", *parents).stdout.decode().strip()
            files |= brought(made.files[base], made.files[parents[1]])
        files |= action.files
        fitting = {path: data for path, data in files.items() if data is not None or path in held}
        oids.append(made.commit(fitting, *parents, how=Making(key=action.key)))
    return oids


def brought(base: Mapping[str, Content], other: Mapping[str, Content]) -> dict[str, Content | None]:
    """Give what one side changed."""
    return {path: other.get(path) for path in base.keys() | other.keys() if base.get(path) != other.get(path)}


def of_git(made: Plumbed, step: Step) -> tuple[tuple[Change, ...], set[str], set[str]]:
    """Give what git says that a commit changed and brought in, and its bases."""
    parents = step.commit.parents
    answer = made.made.git("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", parents[0], step.commit.oid)
    parts = answer.split("\0")
    changes = []
    for row, path in zip(parts[::2], parts[1::2], strict=False):
        _, mode, before, after, _ = row.removeprefix(":").split()
        old, new = (None if set(oid) == {"0"} else oid for oid in (before, after))
        changes.append(Change(path, old, new, mode))
    side = made.made.git("rev-list", *parents[1:], f"^{parents[0]}").split() if len(parents) > 1 else []
    bases = made.made.git("merge-base", "--all", *parents).split() if len(parents) > 1 else []
    return tuple(sorted(changes, key=lambda c: c.path)), set(side), set(bases)


def is_honest(made: Plumbed, step: Step, bases: set[str]) -> bool:
    """Say whether a merge is what git makes of its parents, or the changed files of both."""
    first, second = step.commit.parents
    done = made.made.attempt("merge-tree", "--write-tree", first, second)
    if not done.returncode and done.stdout.decode().split("\n")[0] == made.made.git(
        "rev-parse", f"{step.commit.oid}^{{tree}}"
    ):
        return True
    if len(bases) != 1:
        return False
    base, ours, theirs = (made.files[oid] for oid in (*bases, first, second))
    mine, other = brought(base, ours), brought(base, theirs)
    if any(mine[path] != other[path] for path in mine.keys() & other.keys()):
        return False
    wanted = {path: data for path, data in (base | mine | other).items() if data is not None}
    return made.files[step.commit.oid] == wanted


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(ACTIONS, st.integers(0, 20))
def test_any_history_is_read_as_git_reads_it(actions: list[Action], from_where: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = Plumbed.new(Path(folder))
        oids = history(made, actions)
        tip = oids[-1]
        chain = read(made, tip)
        assert set(chain.line) == set(made.made.git("rev-list", "--first-parent", tip).split())
        assert {s.commit.oid for s in chain.steps} | {chain.start.oid} == set(made.made.git("rev-list", tip).split())
        place = {step.commit.oid: number for number, step in enumerate(chain.steps, 1)} | {chain.start.oid: 0}
        parents = {step.commit.oid: step.commit.parents for step in chain.steps} | {chain.start.oid: ()}
        for step in chain.steps:
            changes, side, bases = of_git(made, step)
            assert step.changes == changes
            assert set(step.side) == side
            assert list(step.side) == sorted(side, key=lambda oid: place[oid])
            assert all(place[parent] < place[step.commit.oid] for parent in step.commit.parents)
            assert step.commit.faults == ()
            if bases:
                assert set(ancestry(parents, place, step.commit.parents).bases) == bases
                assert step.honest is is_honest(made, step, bases)
        assert set(chain.blobs.values()) <= {str(c).encode() for f in made.files.values() for c in f.values()}
        start = chain.line[from_where % len(chain.line)]
        proved, trusted = (read(made, tip, start=start, trusted=trust) for trust in (False, True))
        assert {s.commit.oid: s for s in trusted.steps} == {s.commit.oid: s for s in proved.steps}
        assert (trusted.baseline, trusted.line, trusted.start) == (proved.baseline, proved.line, proved.start)
        assert dict(trusted.blobs) == dict(proved.blobs)
        assert {path: proved.blobs[oid] for path, oid in proved.baseline.items()} == {
            path: str(data).encode() for path, data in made.files[start].items()
        }
