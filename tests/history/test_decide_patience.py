"""How often a decision is tried on a branch that others move, how long it waits, and when it holds others off."""

from __future__ import annotations

import secrets
import time
from dataclasses import FrozenInstanceError, fields

import pytest

from fyrportfolj.errors import ConflictError
from fyrportfolj.history.decide import Decided, Proposal, decide
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.snapshot import CommitTree
from tests.history.deciding import FILE
from tests.support.gitrepo import GitRepo


def test_ten_tries_ever_longer_apart_and_the_last_seven_with_the_index_held(
    made: GitRepo, repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    longest: list[int] = []
    slept: list[float] = []
    alone: list[bool] = []

    def lot(below: int) -> int:
        longest.append(below)
        # Past the tries that are allowed, the loop must end whatever it counts.
        assert len(longest) < 10
        return below - 1

    def propose(tree: CommitTree, old: str) -> Proposal:
        alone.append((repo.git_dir / "index.lock").exists())
        new = made.git("commit-tree", "-p", old, "-m", "Rival", f"{old}^{{tree}}")
        made.git("update-ref", "refs/heads/main", new, old)
        return Proposal({FILE: tree.read(FILE) + b"x\n"}, "Beslut")

    monkeypatch.setattr(secrets, "randbelow", lot)
    monkeypatch.setattr(time, "sleep", slept.append)
    with pytest.raises(ConflictError, match="gång på gång"):
        decide(repo, propose)
    assert longest == [40, 80, 160, 320, 400, 400, 400, 400, 400]
    assert slept == pytest.approx([0.039, 0.079, 0.159, 0.319, *[0.399] * 5], rel=1e-6)
    assert alone == [False] * 3 + [True] * 7


def test_what_is_proposed_and_decided_cannot_be_changed() -> None:
    for value in (Proposal({}, "Beslut"), Decided("a", None, ())):
        for field in fields(value):
            with pytest.raises(FrozenInstanceError):
                setattr(value, field.name, None)
