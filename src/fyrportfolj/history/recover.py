"""Finishing or forgetting a commit that was cut off on its way."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Literal

from fyrportfolj.errors import ExternalError
from fyrportfolj.history import index
from fyrportfolj.history.journal import Change, Journal, forget_journal, read_journal, sweep
from fyrportfolj.history.lock import locked, writing
from fyrportfolj.history.objects import look_up
from fyrportfolj.history.paths import repository_path
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.worktree import roll_forward
from fyrportfolj.messages import T

Recovered = Literal["clean", "forward", "back"]
"""What there was to do: nothing, finish a commit that had taken effect, or forget one that had not."""

_MEMORY = "minne"
_MEMORIES = "refs/remotes/"
_SETTLED = 1.0
"""How old an empty lock file of git must be before it is taken for a dead one, seconds; a living git
fills or removes it within milliseconds."""


def recover(repo: Repository) -> Recovered:
    """Finish or forget what a killed fyr left behind; the branch alone says which.

    Args:
        repo: the repository.

    Returns:
        What was done.

    Raises:
        ConflictError: another fyr is still writing.
        ExternalError: git failed, or a file cannot be written.
    """
    with locked(repo) as held:
        return recover_locked(held)


def recover_locked(repo: Repository) -> Recovered:
    """Do as `recover`, for the one who already holds fyr's lock."""
    with writing(repo):
        return _recover(repo)


def reached(repo: Repository, ref: str, commit: str) -> bool:
    """Say whether a branch stands at a commit or has gone on from it.

    Raises:
        ExternalError: git cannot tell.
    """
    tip = repo.tip(ref)
    return tip is not None and reached_from(repo, tip, commit)


def reached_from(repo: Repository, tip: str, commit: str) -> bool:
    """Say whether a commit is another one or lies before it.

    Args:
        repo: the repository.
        tip: id of the later commit.
        commit: id of the earlier one, which need not exist.

    Raises:
        ExternalError: git cannot tell.
    """
    if tip == commit:
        return True
    # The commit may be gone: git cleans away what no branch holds.
    if look_up(repo.git, [commit]) == [None]:
        return False
    answer = repo.git.answer("merge-base", "--is-ancestor", commit, tip)
    if answer.code not in {0, 1}:
        raise ExternalError(
            T("git kan inte säga om en avbruten incheckning kom med: {svar}", svar=answer.err),
            T("Kör git fsck --full och försök igen."),
        )
    return answer.code == 0


def lock_files(repo: Repository, ref: str) -> frozenset[Path]:
    """Give the lock files of git that stand in the way of moving a branch."""
    names = (repo.common_dir / f"{ref}.lock", repo.git_dir / "HEAD.lock")
    return frozenset(lock for lock in names if os.path.lexists(lock))


def clear_locks(repo: Repository, journal: Journal, others: frozenset[Path] = frozenset()) -> None:
    """Remove the lock files that an `update-ref` of ours left: those that hold our commit, or nothing for a while.

    Args:
        repo: the repository; fyr's own lock is held, so no git of ours is running.
        journal: the commit that was on its way.
        others: lock files that are known to be somebody else's.
    """
    new = journal.new.encode()
    for lock in lock_files(repo, journal.ref) - others:
        try:
            held = lock.read_bytes()
        except OSError:
            continue
        if held.strip() == new or (new.startswith(held) and _stays(lock)):
            lock.unlink(missing_ok=True)


def move_memory(repo: Repository, ref: str, commit: str, reason: str) -> None:
    """Move a reference that only remembers something; that it cannot be moved changes nothing else.

    A note says which one, so that whoever comes next removes the lock that a killed git leaves on it.

    Args:
        repo: the repository; fyr's own lock is held.
        ref: full name, as `refs/remotes/origin/main`.
        commit: id of the commit that it is to stand at.
        reason: for git's own log.

    Raises:
        OSError: the note cannot be written.
    """
    note = index.desk(repo) / _MEMORY
    note.write_text(ref, encoding="utf-8")
    _free(repo, ref)
    if repo.git.answer("update-ref", "-m", reason, ref, commit).code:
        _free(repo, ref)
    note.unlink(missing_ok=True)


def _free_memory(repo: Repository) -> None:
    """Remove the lock that a killed `move_memory` left, as its note says."""
    note = index.desk(repo) / _MEMORY
    try:
        ref = repository_path(note.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return
    except ValueError:
        ref = ""
    _free(repo, ref)
    note.unlink(missing_ok=True)


def _free(repo: Repository, ref: str) -> None:
    lock = repo.common_dir / f"{ref}.lock"
    if ref.startswith(_MEMORIES) and lock.is_file() and _stays(lock):
        lock.unlink(missing_ok=True)


def _recover(repo: Repository) -> Recovered:
    index.release_stale(repo)
    _free_memory(repo)
    sweep(repo)
    journal = read_journal(repo)
    if journal is None:
        return "clean"
    clear_locks(repo, journal)
    if not reached(repo, journal.ref, journal.new):
        forget_journal(repo)
        return "back"
    if repo.branch() == journal.ref.removeprefix("refs/heads/"):
        with index.claimed(repo):
            _finish(repo, journal)
    forget_journal(repo)
    return "forward"


def _finish(repo: Repository, journal: Journal) -> None:
    still = _still(repo, journal)
    try:
        roll_forward(repo, still)
    except OSError as error:
        raise ExternalError(
            T(
                "Incheckningen {commit} är gjord, men filerna går inte att skriva: {fel}",
                commit=journal.new,
                fel=str(error),
            ),
            T("Se till att du har rätt att skriva i portföljen och kör kommandot igen."),
        ) from error


def _still(repo: Repository, journal: Journal) -> dict[str, Change]:
    # Later commits may have changed a file again; then what lies on disk came with them.
    names = [f"{journal.ref}:{path}" for path in journal.files]
    found = look_up(repo.git, names)
    return {
        path: change
        for (path, change), held in zip(journal.files.items(), found, strict=True)
        if (held[0] if held else None) == change.new
    }


def _stays(lock: Path) -> bool:
    before = lock.stat()
    age = time.time() - before.st_mtime
    if age < _SETTLED:
        time.sleep(min(_SETTLED, _SETTLED - age))
    try:
        after = lock.stat()
    except FileNotFoundError:
        return False
    return (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
