"""`fyr server pre-receive`: the same audit where a push arrives, before any branch moves.

The main branch only grows, and by commits that hold; work branches are looked at for what a file may be, no more;
everything else is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fyrportfolj.codes import CODES
from fyrportfolj.commands.audit import proved_by, trusted_for
from fyrportfolj.commands.audit_cache import Cache, Proved
from fyrportfolj.commands.audit_closed import Closed, Log
from fyrportfolj.commands.audit_history import read_and_judge
from fyrportfolj.commands.audit_place import Place, first_commit, settled
from fyrportfolj.commands.result import Result
from fyrportfolj.diagnostics import Diagnostic, Severity
from fyrportfolj.history.bare import open_bare
from fyrportfolj.history.chain import UnprovableError
from fyrportfolj.history.index import desk
from fyrportfolj.messages import T, Text
from fyrportfolj.rules.trail.values import Anchor

MOST_UPDATES = 100
"""More references in one push than anyone needs."""

WORK_BRANCHES = ("refs/heads/remiss/", "refs/heads/forslag/")
HYGIENE = frozenset({"FYR601", "FYR602", "FYR603", "FYR607", "FYR608", "FYR640", "FYR642", "FYR643", "FYR644"})
"""What is wrong on a work branch too: what no portfolio may hold, wherever it lies."""

_NOTE = "mottaget.json"
_LINE = re.compile(rb"([0-9a-f]{40}(?:[0-9a-f]{24})?) ([0-9a-f]{40}(?:[0-9a-f]{24})?) (\S.*)")
_NAME = re.compile(r"[a-z0-9][a-z0-9._/-]*")


@dataclass(frozen=True)
class Update:
    """A reference that a push wants to move.

    Attributes:
        old: where it stands; zeros for a new one.
        new: where it is to stand; zeros for one that is to go.
        ref: its full name.
    """

    old: str
    new: str
    ref: str

    @property
    def makes(self) -> bool:
        """True for a new reference."""
        return not self.old.strip("0")

    @property
    def deletes(self) -> bool:
        """True for one that is to go."""
        return not self.new.strip("0")


@dataclass(frozen=True)
class Refusal:
    """Why a reference may not be moved.

    Attributes:
        ref: its full name.
        skal: why.
    """

    ref: str
    skal: Text


@dataclass(frozen=True)
class Received:
    """What became of a push.

    Attributes:
        rot: the repository's folder.
        filer: paths that have findings, sorted.
        avvisade: references that may not be moved for other reasons than findings.
        kontrollerade: references that were looked at.
    """

    rot: Path
    filer: tuple[str, ...]
    avvisade: tuple[Refusal, ...]
    kontrollerade: tuple[str, ...]


@dataclass(frozen=True)
class Rules:
    """What the server holds to.

    Attributes:
        trust: the trust anchor's file, or None for the usual place.
        folder: the portfolio's folder in the repository, or None to look for it.
        branch: the branch that holds the record.
        secret: file with the secret that seals what is known of accepted pushes; None keeps nothing.
    """

    trust: Path | None = None
    folder: str | None = None
    branch: str = "main"
    secret: Path | None = None


def updates(lines: Iterable[bytes]) -> tuple[Update, ...] | None:
    """Read what git tells a pre-receive hook.

    Args:
        lines: one `old new ref` per reference.

    Returns:
        The updates; None when a line is not such a line or there are too many.
    """
    found: list[Update] = []
    for line in lines:
        match = _LINE.fullmatch(line.rstrip(b"\n"))
        if match is None or len(found) == MOST_UPDATES:
            return None
        found.append(Update(match[1].decode(), match[2].decode(), match[3].decode("utf-8", "replace")))
    return tuple(found)


def pre_receive(folder: Path, wanted: Sequence[Update], rules: Rules, now: int, log: Log) -> Result[Received]:
    """Judge a push.

    Args:
        folder: the repository's own folder.
        wanted: what the push wants.
        rules: what the server holds to.
        now: the present, seconds since 1970.
        log: keeps a failure of fyr itself.

    Returns:
        Findings and refusals; exit code 0 only when there is none of either that is a fault.
    """
    gate = _Gate(folder, rules, now)
    found: list[Diagnostic] = []
    failed = False
    for update in wanted:
        with Closed(log) as closed:
            found.extend(gate.judge(update))
        found.extend(closed.findings)
        failed = failed or closed.failed
    faults = any(CODES[d.kod].severity is Severity.FEL for d in found)
    refused = bool(gate.refused) or faults or failed
    if not refused:
        gate.remember()
    files = tuple(sorted({d.fil for d in found}))
    data = Received(folder, files, tuple(gate.refused), tuple(u.ref for u in wanted))
    return Result(data, tuple(found), exit_code=int(refused))


class _Gate:
    """Judges one reference after the other."""

    def __init__(self, folder: Path, rules: Rules, now: int) -> None:
        self.refused: list[Refusal] = []
        self._folder = folder
        self._rules = rules
        self._now = now
        self._main = f"refs/heads/{rules.branch}"
        self._new: tuple[Cache, Proved] | None = None

    def remember(self) -> None:
        """Keep what is known of the main branch, now that it is going to move."""
        if self._new:
            cache, proved = self._new
            cache.write(proved)

    def judge(self, update: Update) -> tuple[Diagnostic, ...]:
        """Give the findings of one reference, and note when it is refused for another reason."""
        reason = self._reason(update)
        if reason is not None:
            self.refused.append(Refusal(update.ref, reason))
            return ()
        repo = open_bare(self._folder, self._rules.folder or "", quarantine=True)
        place = Place(repo, self._folder, folder_known=self._rules.folder is not None)
        if update.ref == self._main:
            return self._record(place, update)
        return tuple(d for d in self._work(place, update) if d.kod in HYGIENE)

    def _reason(self, update: Update) -> Text | None:
        work = update.ref.startswith(WORK_BRANCHES) and _NAME.fullmatch(update.ref.removeprefix("refs/heads/"))
        if update.ref != self._main and not work:
            return T(
                "bara {gren}, remiss/… och forslag/… tas emot; inga etiketter och inga andra grenar",
                gren=self._rules.branch,
            )
        if update.deletes:
            return T("grenar tas inte bort på servern")
        return None

    def _record(self, place: Place, update: Update) -> tuple[Diagnostic, ...]:
        root = first_commit(place, update.new)
        trusted = trusted_for(place, root, self._rules.trust)
        since = None if update.makes else update.old
        # By what the server already has: a push must not say where the portfolio lies.
        repo = settled(place, since or update.new, trusted.modell.portfolj if trusted else None)
        anchor = trusted.anchor if trusted else Anchor()
        cache = Cache(desk(repo) / _NOTE, self._rules.secret, f"server\n{repo.prefix}\n{anchor!r}")
        known = cache.read()
        if known and known.memory.tip != since:
            known = None
        history = read_and_judge(repo, update.new, anchor, self._now, known, since=since)
        self._new = (cache, proved_by(history, root))
        return history.judged.findings

    def _work(self, place: Place, update: Update) -> tuple[Diagnostic, ...]:
        repo = settled(place, update.new, None)
        try:
            return read_and_judge(
                repo, update.new, Anchor(), self._now, since=self._fork(place, update)
            ).judged.findings
        except UnprovableError as error:
            if {d.kod for d in error.diagnostics} != {"FYR606"}:
                raise
        # The branch has taken in the main line, so its own line does not pass where they parted.
        return read_and_judge(repo, update.new, Anchor(), self._now).judged.findings

    def _fork(self, place: Place, update: Update) -> str | None:
        """Where to begin on a work branch: where it stood, else where it leaves the main line."""
        if not update.makes:
            return update.old
        main = place.repo.tip(self._main)
        if main is None:
            return None
        answer = place.repo.git.answer("merge-base", main, update.new)
        return answer.out.decode("ascii", "replace").strip() or None
