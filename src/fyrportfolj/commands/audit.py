"""`fyr audit verify`: the whole history of a branch, judged; says what is proved and what is not.

Fails closed: whatever goes wrong on the way, the answer is that the history cannot be verified.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias

from fyrportfolj.codes import CODES
from fyrportfolj.commands.audit_cache import Cache, Proved
from fyrportfolj.commands.audit_closed import Closed, Log
from fyrportfolj.commands.audit_history import History, day_of, read_and_judge, zone_at
from fyrportfolj.commands.audit_place import Place, commit_of, first_commit, settled, tip_of
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.trust import (
    Trusted,
    anchor_path,
    asked_for,
    noted_path,
    read_anchor,
    refuse_inside,
)
from fyrportfolj.diagnostics import Diagnostic, Severity
from fyrportfolj.errors import UsageError
from fyrportfolj.history.index import desk
from fyrportfolj.history.repository import Repository
from fyrportfolj.messages import T
from fyrportfolj.rules.trail.values import Anchor, Level

Outcome: TypeAlias = Literal["godkand", "avvikelser", "ej_verifierad"]

UNPROVED = 3
"""Exit code when nothing could be proved; 1 means that something was, and that it is wrong."""

_UNPROVABLE = frozenset({"FYR601", "FYR602", "FYR603"})
_TOLD_EVERY_TIME = frozenset({"FYR619"})
"""Findings that do not come from the commits that were judged, and so are not lost when those are known."""


@dataclass(frozen=True)
class Asked:
    """What to verify and by what.

    Attributes:
        ref: branch or commit; None means the branch that HEAD points at.
        start: commit to judge from; goes before the anchor's.
        old: commits that must still be on the line, beside the anchor's.
        trust: the trust anchor's file; None means the usual place.
        ny: the file may be missing, since it is to be made.
        full: read everything, whatever an earlier audit proved.
        secret: file with the secret that seals what this audit proves; None keeps nothing.
    """

    ref: str | None = None
    start: str | None = None
    old: tuple[str, ...] = ()
    trust: Path | None = None
    ny: bool = False
    full: bool = False
    secret: Path | None = None


@dataclass(frozen=True)
class Who:
    """Whom a commit says that it is by.

    Attributes:
        dag: its day in the portfolio's time zone.
        namn: the author's name.
    """

    dag: date
    namn: str


@dataclass(frozen=True)
class Verified:
    """What an audit came to.

    Attributes:
        rot: the folder that the findings' files lie in.
        filer: paths that have findings, sorted.
        utfall: clean, findings, or nothing proved.
        gren: the branch, or what was asked for.
        spets: the last commit of it; None when it was not found.
        forsta: the first commit of its line.
        start: the commit that the judgement starts from, when it is not the root.
        nyckel: the public key that has signed the commit that the judgement starts from, or None.
        mapp: the portfolio's folder in the repository: empty, or with `/` last.
        niva: the level that was proved; None when nothing was.
        signerad_fran: the commit from which every commit had to be signed, or None.
        incheckningar: number of commits judged, those of an earlier audit included.
        beslut: number of decisions among them.
        kanda: how many of the commits an earlier audit on this machine had judged, which were not read again.
        borta: where an earlier audit on this machine ended, when the line does not pass there any more; else None.
        ankare: the trust anchor's file, or None.
        kontrollpunkter: number of known commits that were looked for.
        godtagna: number of deviations that the anchor accepts.
        vem: whom the commits that have findings are by, by id.
    """

    rot: Path
    filer: tuple[str, ...] = ()
    utfall: Outcome = "ej_verifierad"
    gren: str = ""
    spets: str | None = None
    forsta: str | None = None
    start: str | None = None
    nyckel: str | None = None
    mapp: str = ""
    niva: Level | None = None
    signerad_fran: str | None = None
    incheckningar: int = 0
    beslut: int = 0
    kanda: int = 0
    borta: str | None = None
    ankare: Path | None = None
    kontrollpunkter: int = 0
    godtagna: int = 0
    vem: Mapping[str, Who] = field(default_factory=dict)


def verify(place: Place, asked: Asked, now: int, log: Log) -> Result[Verified]:
    """Verify a history.

    Args:
        place: the repository.
        asked: what to verify and by what.
        now: the present, seconds since 1970.
        log: keeps a failure of fyr itself.

    Returns:
        The findings, in the order of the history. Exit code 1 when one of them is a fault, 3 when the history
        cannot be verified.

    Raises:
        UsageError: the call itself is wrong.
    """
    audit = _Audit(place, asked, now)
    with Closed(log) as closed:
        audit.run()
    found = (*audit.findings, *closed.findings)
    proved = not closed.failed and not any(d.kod in _UNPROVABLE for d in found)
    faults = any(CODES[d.kod].severity is Severity.FEL for d in found)
    outcome: Outcome = "ej_verifierad" if not proved else "avvikelser" if faults else "godkand"
    data = replace(
        audit.verified,
        utfall=outcome,
        niva=audit.verified.niva if proved else None,
        filer=tuple(sorted({d.fil for d in found})),
    )
    return Result(data, found, exit_code=UNPROVED if not proved else int(faults))


class _Audit:
    """One audit; what it has found so far stays when it fails."""

    def __init__(self, place: Place, asked: Asked, now: int) -> None:
        self.verified = Verified(place.root)
        self.findings: tuple[Diagnostic, ...] = ()
        self._place = place
        self._asked = asked
        self._now = now

    def run(self) -> None:
        """Read and judge."""
        place, asked = self._place, self._asked
        tip, name = tip_of(place, asked.ref)
        self.verified = replace(self.verified, gren=name, spets=tip)
        root = first_commit(place, tip)
        trusted = trusted_for(place, root, asked.trust, new=asked.ny)
        repo = settled(place, tip, trusted.modell.portfolj if trusted else None)
        anchor = self._anchor(trusted)
        self.verified = replace(
            self.verified,
            forsta=root,
            start=anchor.start,
            mapp=repo.prefix,
            ankare=trusted.fil if trusted else None,
            kontrollpunkter=len(anchor.kontrollpunkter),
            godtagna=len(anchor.godtagna),
        )
        cache = self._cache(repo, anchor, name)
        known = None if asked.full else cache.read()
        history = read_and_judge(repo, tip, anchor, self._now, known)
        self._take(history)
        last = known.memory.tip if known else None
        gone = last is not None and last not in history.chain.line
        self.verified = replace(self.verified, borta=last if gone else None)
        if last != tip and not gone and {d.kod for d in history.judged.findings} <= _TOLD_EVERY_TIME:
            cache.write(proved_by(history, root))

    def _anchor(self, trusted: Trusted | None) -> Anchor:
        anchor = trusted.anchor if trusted else Anchor()
        start = self._start() or anchor.start
        # A commit that is not there any more is looked for all the same, and is then what is found to be missing.
        old = tuple(commit_of(self._place, text) or text for text in self._asked.old)
        # The keys that are agreed are those of the agreed start.
        keys = anchor.nycklar if start == anchor.start else ()
        return replace(anchor, start=start, nycklar=keys, kontrollpunkter=(*anchor.kontrollpunkter, *old))

    def _start(self) -> str | None:
        wanted = self._asked.start
        if wanted is None:
            return None
        found = commit_of(self._place, wanted)
        if found is None:
            raise UsageError(
                T("--start: det finns ingen incheckning som heter {text}", text=wanted),
                T("ange en inchecknings id; git log --first-parent visar dem som finns"),
            )
        return found

    def _cache(self, repo: Repository, anchor: Anchor, branch: str) -> Cache:
        secret = self._asked.secret
        return Cache(desk(repo) / "verifierad.json", secret, f"{branch}\n{repo.prefix}\n{anchor!r}")

    def _take(self, history: History) -> None:
        judged, known = history.judged, history.known
        zone = zone_at(history)
        found = {d.commit for d in judged.findings}
        commits = (history.chain.start, *(step.commit for step in history.chain.steps))
        self.findings = (*self.findings, *judged.findings)
        self.verified = replace(
            self.verified,
            nyckel=history.chain.start.key if known is None else None,
            niva=judged.level,
            signerad_fran=judged.signed_from,
            incheckningar=judged.commits + (known.commits if known else 0),
            beslut=judged.decisions + (known.decisions if known else 0),
            kanda=known.commits if known else 0,
            vem={c.oid: Who(day_of(c.committed, zone), c.author.namn) for c in commits if c.oid in found},
        )


def trusted_for(place: Place, root: str, given: Path | None, *, new: bool = False) -> Trusted | None:
    """Give the trust anchor of a history, or None when there is none in the usual place.

    Args:
        place: the repository.
        root: id of its first commit.
        given: the file that the user named, or None.
        new: the file may be missing, since it is to be made.

    Raises:
        ExternalError: it cannot be read, or lies in the repository itself.
        UnusableAnchorError: it has faults.
    """
    fil = anchor_path(root, given)
    refuse_inside(fil, *place.folders)
    if asked_for(given):
        return None if new and not fil.exists() else read_anchor(fil)
    known = fil if fil.exists() else noted_path(desk(place.repo))
    return read_anchor(known) if known else None


def anchor_file(place: Place, found: Verified, given: Path | None) -> Path:
    """Give the file of the trust anchor that was used, or the one to make.

    Args:
        place: the repository.
        found: what the audit came to.
        given: the file that the user named, or None.

    Raises:
        ExternalError: it lies in the repository itself.
    """
    fil = found.ankare or anchor_path(found.forsta or "", given)
    refuse_inside(fil, *place.folders)
    return fil


def proved_by(history: History, root: str) -> Proved:
    """Give what a judgement proved, together with what it went on from.

    Args:
        history: the judgement.
        root: id of the history's first commit.
    """
    judged, known = history.judged, history.known
    decisions, commits = (known.decisions, known.commits) if known else (0, 0)
    return Proved(judged.memory, judged.level, judged.decisions + decisions, judged.commits + commits, root)
