"""A branch that others move, locks of git, and a disk that says no: the decision stands whole or not at all."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from fyrportfolj.errors import ConflictError, ExternalError
from fyrportfolj.history import index, worktree
from fyrportfolj.history.decide import Proposal, decide, recover
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.snapshot import CommitTree
from tests.history.deciding import FILE, FULL, add, no_traces
from tests.support.gitrepo import GitRepo


def test_a_decision_is_taken_again_on_a_branch_that_moved(made: GitRepo, repo: Repository) -> None:
    asked = []

    def propose(tree: CommitTree, old: str) -> Proposal:
        asked.append(old)
        if len(asked) == 1:
            made.commit("Någon annan", {FULL: "fas: ett\nannan: 1\n"})
        return Proposal({FILE: tree.read(FILE) + b"min: 1\n"}, "Beslut")

    first = made.head()
    done = decide(repo, propose)
    assert asked == [first, made.git("rev-parse", "HEAD~1")]
    assert done.old == asked[1]
    assert made.show(FULL) == b"fas: ett\nannan: 1\nmin: 1\n" == (made.root / FULL).read_bytes()
    assert made.status() == ""


def test_a_branch_that_never_stands_still_ends_in_a_conflict(made: GitRepo, repo: Repository) -> None:
    def propose(tree: CommitTree, old: str) -> Proposal:
        new = made.git("commit-tree", "-p", old, "-m", "Rival", f"{old}^{{tree}}")
        made.git("update-ref", "refs/heads/main", new, old)
        return Proposal({FILE: tree.read(FILE) + b"x\n"}, "Beslut")

    with pytest.raises(ConflictError, match="gång på gång"):
        decide(repo, propose)
    assert made.git("rev-list", "--count", "HEAD") == "11"
    assert made.status() == ""
    no_traces(repo)


def test_a_branch_that_moves_at_the_last_moment_is_seen(
    made: GitRepo, repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rival comes after everything has been looked at, so only compare-and-swap can tell."""
    rivals: list[str] = []
    original = index.held

    def rival(at: Repository, paths: tuple[str, ...]) -> dict[str, str | None]:
        if not rivals:
            old = made.head()
            rivals.append(made.git("commit-tree", "-p", old, "-m", "Rival", f"{old}^{{tree}}"))
            made.git("update-ref", "refs/heads/main", rivals[0], old)
        return original(at, paths)

    monkeypatch.setattr(index, "held", rival)
    done = decide(repo, add())
    assert done.old == rivals[0]
    assert made.git("rev-list", "--count", "HEAD") == "3"
    assert made.status() == ""


def test_a_lock_of_git_that_goes_away_is_waited_for(made: GitRepo, repo: Repository) -> None:
    lock = made.root / ".git/index.lock"
    lock.write_bytes(b"")
    waiter = threading.Timer(0.3, lock.unlink)
    waiter.start()
    decide(repo, add())
    waiter.join()
    assert made.status() == ""


def test_a_lock_of_git_that_stays_is_left_alone_and_named(
    made: GitRepo, repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_PATIENCE", 0.3)
    first = made.head()
    lock = made.root.resolve() / ".git/index.lock"
    lock.write_bytes(b"DIRC")
    with pytest.raises(ExternalError) as caught:
        decide(repo, add())
    assert str(lock) in str(caught.value)
    assert lock.read_bytes() == b"DIRC"
    assert made.head() == first


def test_a_branch_that_git_cannot_move_is_left(made: GitRepo, repo: Repository) -> None:
    first = made.head()
    (made.root / ".git/refs/heads/main.lock").write_bytes(b"")
    with pytest.raises(ExternalError, match=r"main\.lock"):
        decide(repo, add())
    (made.root / ".git/refs/heads/main.lock").unlink()
    assert (made.head(), made.status()) == (first, "")
    no_traces(repo)


def test_a_folder_that_cannot_be_written_is_something_outside(made: GitRepo, repo: Repository) -> None:
    (made.root / ".git/fyr").write_bytes(b"")
    for call in (lambda: decide(repo, add()), lambda: recover(repo)):
        with pytest.raises(ExternalError, match="går inte att skriva"):
            call()


def test_a_decision_stands_even_when_the_disk_is_full_afterwards(
    made: GitRepo, repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(place: Path, data: bytes, mode: int = 0, folder: int | None = None) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(worktree, "replace_file", full)
        done = decide(repo, add())
        assert (done.commit, done.left) == (made.head(), (FILE,))
        with pytest.raises(ExternalError, match=done.commit):
            recover(repo)
    assert (made.root / FULL).read_bytes() == b"fas: ett\n"
    assert recover(repo) == "forward"
    assert (made.root / FULL).read_bytes() == b"fas: ett\nbeslut: ja\n"
    assert made.status() == ""
