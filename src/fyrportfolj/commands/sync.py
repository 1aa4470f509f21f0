"""`fyr sync`: bring what others have shared, put one's own on top of it, and share that, never by force."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from fyrportfolj.commands.result import Result
from fyrportfolj.commands.retaking import Retaking, Slag, StoppedError, judge_line
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import ConflictError, DataError, ExternalError
from fyrportfolj.history import index
from fyrportfolj.history.checkpoints import known_points, refuse_rewritten, remember
from fyrportfolj.history.draft import Author, Draft
from fyrportfolj.history.landing import branch_to_move, land
from fyrportfolj.history.lock import locked, writing
from fyrportfolj.history.recover import reached_from, recover_locked
from fyrportfolj.history.remote import (
    PATIENCE,
    Heard,
    Remote,
    ask,
    fetch,
    lost_every_time,
    no_such_branch,
    note_seen,
    push,
    refuse_shallow,
    remote_for,
)
from fyrportfolj.history.replant import common, distance, mine, move
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.signing import signature
from fyrportfolj.history.worktree import refuse_edited
from fyrportfolj.messages import T, Text

TRIES = 10
_SHORTEST, _LONGEST = 0.05, 6.0
"""Bounds of the pause after a lost race, seconds; it is drawn at random and doubles."""


@dataclass(frozen=True)
class Redone:
    """A commit of one's own that was made anew on what others had shared.

    Attributes:
        slag: what it is.
        fore: id of the commit that it was.
        efter: id of the new one; None when others had the same already, so that none was needed.
        amne: first line of its message.
    """

    slag: Slag
    fore: str
    efter: str | None
    amne: str


@dataclass(frozen=True)
class Stopped:
    """Why one's own commits could not be put on top of those of others.

    Attributes:
        commit: id of the commit that could not be made anew.
        amne: first line of its message.
        skal: why.
    """

    commit: str
    amne: str
    skal: Text


@dataclass(frozen=True)
class Synced:
    """What a sync did, or would do.

    Attributes:
        fjarr: name of the remote.
        plats: where it is, without user name and password.
        gren: full name of the branch there.
        fran: id of the commit that the branch here stood at.
        till: id of the commit that it stands at, or would stand at.
        hamtade: number of commits that came from the others.
        gjorda_om: one's own commits that were made anew, oldest first.
        skickade: number of commits that were sent.
        forsok: how many times it was tried, since others share too.
        torr: True when nothing but the others' commits was fetched, to show what would be done.
        kvar: files that keep the user's own edits and so were not brought forward.
        stopp: why nothing was moved, or None.
    """

    fjarr: str
    plats: str
    gren: str
    fran: str
    till: str
    hamtade: int = 0
    gjorda_om: tuple[Redone, ...] = ()
    skickade: int = 0
    forsok: int = 1
    torr: bool = False
    kvar: tuple[str, ...] = ()
    stopp: Stopped | None = None


@dataclass(frozen=True)
class How:
    """How to go about it.

    Attributes:
        remote: name of the remote; None takes the branch's own.
        dry_run: fetch, and show what would be done.
        heard: is told how far it has come, or None.
        patience: how long the other side may be silent, seconds.
        pause: waits, seconds.
    """

    remote: str | None = None
    dry_run: bool = False
    heard: Heard | None = None
    patience: float = PATIENCE
    pause: Callable[[float], None] = field(default=time.sleep)


AS_USUAL = How()


def sync(ws: Workspace, how: How = AS_USUAL) -> Result[Synced]:
    """Share the branch with another copy of the repository.

    Args:
        ws: the opened portfolio; its place and its day are used.
        how: with which copy, and whether it is only shown.

    Returns:
        What was done. Exit code 1 and the reason when one's own commits do not go together with those of others;
        then nothing has moved.

    Raises:
        ExternalError: there is nobody to share with, the other side cannot be reached, or git failed.
        DataError: files that would change have edits that are not committed, or the other side turned the commits down.
        ConflictError: others were faster each time, or the other side has rewritten its history.
    """
    repo = _repository(ws)
    ref = branch_to_move(repo)
    fran = repo.tip(ref)
    if fran is None:
        raise ExternalError(
            T("Git-arkivet har inga incheckningar ännu, så det finns inget att dela."),
            T("Checka in portföljen först, eller klona den som andra redan delar: git clone följt av adressen."),
        )
    refuse_shallow(repo)
    remote = remote_for(repo, ref, how.remote)
    started = Synced(remote.name, remote.place, remote.branch, fran, fran, torr=how.dry_run)
    return _Sharing(repo, ref, remote, how, ws).share(started)


@dataclass
class _Sharing:
    repo: Repository
    ref: str
    remote: Remote
    how: How
    ws: Workspace

    def share(self, so_far: Synced) -> Result[Synced]:
        for attempt in range(1, TRIES + 1):
            known = known_points(self.repo, self.remote)
            theirs = self._their_tip()
            so_far = replace(so_far, forsok=attempt)
            try:
                so_far = self._catch_up(so_far, theirs, known)
            except StoppedError as stop:
                return self._stopped(so_far, stop)
            except _OvertakenError:
                self.how.pause(_pause(attempt))
                continue
            ahead = distance(self.repo, so_far.till, theirs)
            if self.how.dry_run or not ahead:
                if not self.how.dry_run:
                    self._remember(so_far.till)
                return Result(replace(so_far, skickade=ahead))
            if push(self.repo, self.remote, so_far.till, self.how.heard, patience=self.how.patience) == "tagen":
                self._confirm(so_far.till)
                return Result(replace(so_far, skickade=ahead), (), _left(so_far))
            self.how.pause(_pause(attempt))
        raise lost_every_time(TRIES)

    def _their_tip(self) -> str:
        """Where the other copy stands, with all that lies behind it fetched."""
        theirs = ask(self.repo, self.remote, patience=self.how.patience)
        if theirs is None:
            raise no_such_branch(self.remote)
        known = (self.repo.tip(self.remote.seen), self.repo.tip(self.ref))
        if not any(tip and reached_from(self.repo, tip, theirs) for tip in known):
            fetch(self.repo, self.remote, self.how.heard, patience=self.how.patience)
        return theirs

    def _catch_up(self, so_far: Synced, theirs: str, known: Mapping[str, str]) -> Synced:
        with _claimed(self.repo, self.ref) as held:
            refuse_rewritten(held, self.remote, theirs, known)
            local = held.tip(self.ref) or so_far.fran
            if not self.how.dry_run:
                note_seen(held, self.remote, theirs)
            new, redone = self._line(held, local, theirs)
            so_far = replace(so_far, till=new, gjorda_om=_chained(so_far.gjorda_om, redone))
            if new == local:
                return so_far
            so_far = replace(so_far, hamtade=so_far.hamtade + distance(held, theirs, local))
            made = move(held, local, new)
            if self.how.dry_run:
                refuse_edited(held, made.files)
                return so_far
            left = _landed(held, self.ref, made)
            return replace(so_far, kvar=tuple(path.removeprefix(held.prefix) for path in left))

    def _line(self, held: Repository, local: str, theirs: str) -> tuple[str, tuple[Redone, ...]]:
        """Where the branch is to stand, and what was made anew for that."""
        own = mine(held, local, theirs)
        if not own:
            return theirs, ()
        if own[0].parents[:1] == (theirs,):
            judge_line(held, theirs, local, own)
            return local, ()
        if common(held, local, theirs) is None:
            raise DataError(
                T("Grenen här och den hos {fjarr} har ingen gemensam historik.", fjarr=self.remote.name),
                T("Det är två olika portföljer. Klona den som ska gälla och för över det som saknas."),
            )
        author = Author(held.identity(), None, signature(held))
        retaking = Retaking(held, author, self.ws.today, theirs)
        tip, redone = theirs, []
        for commit in own:
            before = tip
            try:
                slag, tip = retaking.again(commit, tip)
            except StoppedError as stop:
                raise _StoppedAtError(commit.commit, commit.subject, stop) from None
            redone.append(Redone(slag, commit.commit, tip if tip != before else None, commit.subject))
        if tip != theirs:
            judge_line(held, theirs, tip, own)
        return tip, tuple(redone)

    def _stopped(self, so_far: Synced, stop: StoppedError) -> Result[Synced]:
        commit, subject = (stop.commit, stop.subject) if isinstance(stop, _StoppedAtError) else ("", "")
        seen = self.remote.seen.removeprefix("refs/remotes/")
        said = [
            T(
                "Så går du vidare: spara dina incheckningar på en gren (git branch mina-andringar), ställ grenen där"
                " {fjarr} står (git reset --keep {plats}) och gör om det som fortfarande ska gälla.",
                fjarr=self.remote.name,
                plats=seen,
            )
        ]
        till = self.repo.tip(self.ref) or so_far.fran
        if till == so_far.fran:
            said.insert(0, T("Inget är ändrat här."))
        data = replace(so_far, till=till, stopp=Stopped(commit, subject, stop.reason))
        return Result(data, stop.diagnostics, tuple(said), exit_code=1)

    def _confirm(self, sent: str) -> None:
        """Read back what the other side has: its word that it took something is not enough."""
        there = ask(self.repo, self.remote, sending=True, patience=self.how.patience)
        if there is not None and there != sent and not reached_from(self.repo, there, sent):
            fetch(self.repo, replace(self.remote, url=self.remote.push_url), patience=self.how.patience)
        if there is None or not reached_from(self.repo, there, sent):
            raise ExternalError(
                T("{fjarr} sa att den tog emot incheckningarna, men har dem inte.", fjarr=self.remote.name),
                T("De finns kvar här. Fråga dem som sköter fjärren, och kör fyr sync igen."),
            )
        self._remember(sent)

    def _remember(self, commit: str) -> None:
        with locked(self.repo) as held, writing(held):
            note_seen(held, self.remote, commit)
            remember(held, self.remote, commit, datetime.now(UTC).astimezone())


class _OvertakenError(Exception):
    """Somebody committed here, with plain git, while the line was made."""


class _StoppedAtError(StoppedError):
    def __init__(self, commit: str, subject: str, stop: StoppedError) -> None:
        super().__init__(stop.reason, stop.diagnostics)
        self.commit = commit
        self.subject = subject


@contextmanager
def _claimed(repo: Repository, ref: str) -> Iterator[Repository]:
    with locked(repo) as held:
        recover_locked(held)
        if branch_to_move(held) != ref:
            raise ConflictError(
                T("HEAD bytte gren medan kommandot arbetade."), T("Kör kommandot igen på den gren som ska delas.")
            )
        yield held


def _landed(held: Repository, ref: str, made: Draft) -> tuple[str, ...]:
    with writing(held), index.claimed(held):
        outcome = land(held, ref, made, "fyr: sync")
    if isinstance(outcome, ConflictError):
        raise _OvertakenError
    if isinstance(outcome, ExternalError):
        raise outcome
    return outcome


def _chained(earlier: tuple[Redone, ...], later: tuple[Redone, ...]) -> tuple[Redone, ...]:
    """Put two rounds together: what the first made, the second made anew."""
    first = {r.efter: r.fore for r in earlier if r.efter}
    return tuple(replace(r, fore=first.get(r.fore, r.fore)) for r in later) or earlier


def _left(done: Synced) -> tuple[Text, ...]:
    if not done.kvar:
        return ()
    return (T("Dina egna ändringar finns kvar i {filer}, som därför inte är framme vid den delade.", filer=done.kvar),)


def _pause(attempt: int) -> float:
    longest = min(_LONGEST, _SHORTEST * 2**attempt)
    return secrets.SystemRandom().uniform(_SHORTEST, longest)


def _repository(ws: Workspace) -> Repository:
    repo = ws.repository
    if repo is None:
        raise ExternalError(
            T("Portföljen i {mapp} ligger inte i ett git-arkiv, så det finns inget att dela.", mapp=str(ws.root)),
            T("Klona den som andra delar, eller kör git init och checka in portföljen."),
        )
    return repo
