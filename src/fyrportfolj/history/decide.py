"""A decision becomes one commit: before it or after it, never between, whoever else writes and whatever dies.

All input is read from the commit that the branch stands at; blobs, trees and the commit are made where
nothing points at them; the branch is moved only if it still stands where it stood; then the files are
brought up to it. A note on disk lets the next fyr finish what was cut off.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from fyrportfolj.errors import ConflictError, DataError, ExternalError
from fyrportfolj.history import index
from fyrportfolj.history.draft import Author, Draft, draft
from fyrportfolj.history.landing import branch_to_move, land
from fyrportfolj.history.lock import locked, writing
from fyrportfolj.history.recover import recover, recover_locked
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.signing import signature
from fyrportfolj.history.snapshot import CommitTree
from fyrportfolj.messages import T

__all__ = ["Decided", "Judge", "Proposal", "commit_files", "decide", "recover"]

_TRIES = 10
_POLITE_TRIES = 3
_LONGEST_PAUSE = 400


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a commit is to hold.

    Attributes:
        changes: new content per path of the portfolio.
        message: the commit message, with its trailers.
    """

    changes: Mapping[str, bytes]
    message: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A commit that the branch holds.

    Attributes:
        commit: its id.
        old: the commit before it, or None when it is the first.
        paths: the files it changed, relative to the portfolio.
        left: those of them whose file on disk was not brought up to the commit, because the user changed it
            meanwhile or it could not be written.
    """

    commit: str
    old: str | None
    paths: tuple[str, ...]
    left: tuple[str, ...] = ()


Judge: TypeAlias = Callable[[Repository, Draft], None]
"""Looks at the very commit that is about to land, and raises when it must not."""

_Propose: TypeAlias = Callable[[Repository, str | None], Proposal]


@dataclass(frozen=True, slots=True)
class _Task:
    propose: _Propose
    judge: Judge | None
    reason: str


def decide(
    repo: Repository,
    propose: Callable[[CommitTree, str], Proposal],
    *,
    judge: Judge | None = None,
    sign: bool | None = None,
    now: datetime | None = None,
) -> Decided:
    """Make a decision on the branch that HEAD points at.

    Args:
        repo: the repository.
        propose: gives what to commit, from the portfolio as the branch has it and that commit's id; raises
            when the decision cannot be made. It is asked again if the branch moves meanwhile.
        judge: asked before the branch moves; what it raises leaves everything as it was.
        sign: True demands an SSH signature, False leaves it, None does as the user's git is set.
        now: the moment of the commit, with an offset; None asks the clock.

    Returns:
        The commit that the branch now holds.

    Raises:
        DataError: a file to change has edits that are not committed, a merge is under way, nothing would
            change, or there is no commit to decide from.
        ConflictError: the branch moved again and again, or another fyr does not finish.
        ExternalError: git failed, HEAD points at no branch, or git does not know who the user is.
    """

    def from_tip(held: Repository, old: str | None) -> Proposal:
        if old is None:
            raise DataError(
                T("Git-arkivet har inga incheckningar ännu, så det finns inget att fatta beslut om."),
                T("Checka in portföljen först: git add följt av git commit."),
            )
        return propose(CommitTree(held, old), old)

    return _write(repo, _Task(from_tip, judge, "fyr: beslut"), sign, now)


def commit_files(
    repo: Repository,
    changes: Mapping[str, bytes],
    message: str,
    *,
    judge: Judge | None = None,
    sign: bool | None = None,
    now: datetime | None = None,
) -> Decided:
    """Commit new content of some files, in the same way as a decision; also the first commit of all.

    Args:
        repo: the repository.
        changes: new content per path of the portfolio.
        message: the commit message.
        judge: as for `decide`; the first commit of all has nothing to be judged by.
        sign: as for `decide`.
        now: as for `decide`.

    Raises:
        DataError: as `decide`.
        ConflictError: as `decide`.
        ExternalError: as `decide`.
    """
    proposal = Proposal(changes, message)
    return _write(repo, _Task(lambda _repo, _old: proposal, judge, "fyr: arbete"), sign, now)


def _write(repo: Repository, task: _Task, sign: bool | None, now: datetime | None) -> Decided:
    if now is not None and now.utcoffset() is None:
        raise ValueError(now)
    with locked(repo) as held:
        recover_locked(held)
        ref = branch_to_move(held)
        author = Author(held.identity(), now, signature(held, sign=sign))
        attempt = 0
        while True:
            made, outcome = _try(held, ref, task, author, firm=attempt >= _POLITE_TRIES)
            if isinstance(outcome, tuple):
                return _decided(held, made, outcome)
            attempt += 1
            if attempt == _TRIES:
                raise outcome
            time.sleep(secrets.randbelow(min(_LONGEST_PAUSE, 20 << attempt)) / 1000)


def _try(
    repo: Repository, ref: str, task: _Task, author: Author, *, firm: bool
) -> tuple[Draft, tuple[str, ...] | ConflictError | ExternalError]:
    """Propose, draft, judge and land once; firmly means that git commands that use the index are kept out meanwhile."""
    with ExitStack() as claim:
        if firm:
            with writing(repo):
                claim.enter_context(index.claimed(repo))
        old = repo.tip(ref)
        proposal = task.propose(repo, old)
        contents = {repo.full(path): data for path, data in proposal.changes.items()}
        with writing(repo):
            made = draft(repo, old, contents, proposal.message, author)
            if task.judge and old:
                task.judge(repo, made)
            if not firm:
                claim.enter_context(index.claimed(repo))
            return made, land(repo, ref, made, task.reason)


def _decided(repo: Repository, made: Draft, left: tuple[str, ...]) -> Decided:
    def inside(paths: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(path.removeprefix(repo.prefix) for path in paths)

    return Decided(made.commit, made.old, inside(tuple(made.files)), inside(left))
