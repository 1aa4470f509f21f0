"""`fyr diff`: what has changed in substance between two versions of the portfolio, as a paper for a board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from fyrportfolj.commands.portrait import Portrait, portrait
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.roots import ZONE
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.snapshot import CommitTree, commit_time, resolve
from fyrportfolj.messages import T, Text
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.changes.passed import passed_days
from fyrportfolj.rules.changes.summary import summary
from fyrportfolj.rules.changes.values import HEADINGS, Change, Slag
from fyrportfolj.rules.changes.whole import portfolio_changes
from fyrportfolj.store.kinds import HEAD
from fyrportfolj.store.load import Loaded, load
from fyrportfolj.store.source import READ_LIMIT


@dataclass(frozen=True)
class Version:
    """One side of a comparison.

    Attributes:
        namn: as it was asked for; None for the work tree.
        incheckning: id of the commit; None for the work tree.
        dag: the day that it is judged at.
    """

    namn: str | None
    incheckning: str | None
    dag: date


@dataclass(frozen=True)
class Group:
    """Changes of one kind.

    Attributes:
        slag: the kind.
        rubrik: its heading.
        andringar: the changes.
    """

    slag: Slag
    rubrik: Text
    andringar: tuple[Change, ...]


@dataclass(frozen=True)
class UndertakingChanges:
    """What changed in one undertaking.

    Attributes:
        id: its id.
        namn: its name.
        exempel: True for invented content.
        sammanfattning: what happened, in one line.
        grupper: the changes by kind, in reading order.
    """

    id: str
    namn: str
    exempel: bool
    sammanfattning: Text
    grupper: tuple[Group, ...]


@dataclass(frozen=True)
class Unread:
    """A file that could not be read, so that what changed in it is not told.

    Attributes:
        fil: path relative to the portfolio.
        fore: True when the earlier version could not be read.
        efter: True when the later one could not.
    """

    fil: str
    fore: bool
    efter: bool


@dataclass(frozen=True)
class Diff:
    """What has changed between two versions.

    Attributes:
        fran: the earlier side.
        till: the later side.
        sammanfattning: what happened, in one line.
        insatser: undertakings with changes, those with the most weighty first.
        portfolj: changes of the portfolio's own documents, by kind.
        olasliga: files in which changes are not told.
        bara_form: files that differ in bytes and not in substance.
    """

    fran: Version
    till: Version
    sammanfattning: Text
    insatser: tuple[UndertakingChanges, ...]
    portfolj: tuple[Group, ...]
    olasliga: tuple[Unread, ...]
    bara_form: tuple[str, ...]


def diff(ws: Workspace, first: str, second: str | None) -> Result[Diff]:
    """Compare two versions of the portfolio.

    Args:
        ws: the opened portfolio; the later version unless `second` names one.
        first: a day, or a version in git, of the earlier one.
        second: a day or a version of the later one.

    Raises:
        ExternalError: the portfolio lies in no repository, or git failed.
        DataError: there is no such version, or fyr.yaml cannot be used in one of them.
    """
    old, fran, new, till = versions(ws, first, second)
    return Result(compared(old, fran, new, till))


def versions(ws: Workspace, first: str, second: str | None) -> tuple[Loaded, Version, Loaded, Version]:
    """Read two versions of the portfolio.

    Args:
        ws: the opened portfolio; the later version unless `second` names one.
        first: a day, or a version in git, of the earlier one.
        second: a day or a version of the later one.

    Returns:
        The earlier one with what it is, then the later.

    Raises:
        ExternalError: the portfolio lies in no repository, or git failed.
        DataError: there is no such version.
    """
    repo = ws.repository
    if repo is None:
        raise ExternalError(
            T("{mapp} ligger inte i ett git-arkiv, så det finns inga äldre versioner", mapp=ws.root),
            T("kör git init och en första commit"),
        )
    old, fran = _read(ws, repo, first)
    new, till = _read(ws, repo, second) if second else (ws.loaded, Version(None, ws.commit, ws.day))
    return old, fran, new, till


def compared(old: Loaded, fran: Version, new: Loaded, till: Version, *, time_passes: bool = True) -> Diff:
    """Tell what has changed in substance between two versions that have been read.

    Args:
        old: the earlier one.
        fran: what it is.
        new: the later one.
        till: what it is.
        time_passes: also tell the days that have come and gone between them; no for two scenarios of the same day.

    Raises:
        DataError: fyr.yaml cannot be used in one of them.
    """
    before, after = whole(old, fran), whole(new, till)
    unread = _unread(old, new)
    broken = {u.fil for u in unread}
    changes = tuple(c for c in portfolio_changes(before, after) if c.fil not in broken)
    if time_passes:
        changes += passed_days(fran.dag, till.dag, after)
    return Diff(
        fran=fran,
        till=till,
        sammanfattning=summary(changes),
        insatser=_undertakings(changes, before, after),
        portfolj=_grouped([c for c in changes if c.insats is None]),
        olasliga=unread,
        bara_form=_form_alone(old, new, changes, broken),
    )


def _read(ws: Workspace, repo: Repository, when: str) -> tuple[Loaded, Version]:
    zone = ws.loaded.portfolio.fyr.modell.tidszon if ws.loaded.portfolio else ZONE
    commit = resolve(repo, when, zone)
    loaded = load(CommitTree(repo, commit, READ_LIMIT + 1))
    return loaded, Version(when, commit, _day(when) or commit_time(repo, commit).date())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def whole(loaded: Loaded, version: Version) -> Portfolio:
    """Give the portfolio of a version.

    Raises:
        DataError: fyr.yaml cannot be used in it.
    """
    if loaded.portfolio is not None:
        return loaded.portfolio
    name = version.namn or T("arbetskatalogen")
    raise DataError(
        T("{fil} går inte att använda i {version}, så versionerna kan inte jämföras", fil=HEAD, version=name),
        T("ange en annan version, eller kör fyr check för att se vad som är fel"),
    )


def _unread(old: Loaded, new: Loaded) -> tuple[Unread, ...]:
    """Give the files that gave no document on one side, where the bytes differ."""
    first, second = (_broken(loaded) for loaded in (old, new))
    found = sorted(f for f in first | second if old.texts.get(f) != new.texts.get(f))
    return tuple(Unread(f, f in first, f in second) for f in found)


def _broken(loaded: Loaded) -> set[str]:
    return {d.fil for d in loaded.diagnostics if d.fil}


def _form_alone(old: Loaded, new: Loaded, changes: Sequence[Change], broken: set[str]) -> tuple[str, ...]:
    """Give the files of both versions whose bytes differ while nothing in them does in substance."""
    told = {c.fil for c in changes} | broken
    both = old.texts.keys() & new.texts.keys()
    return tuple(sorted(f for f in both if f not in told and old.texts[f] != new.texts[f]))


def _undertakings(changes: Sequence[Change], before: Portfolio, after: Portfolio) -> tuple[UndertakingChanges, ...]:
    by_id: dict[str, list[Change]] = {}
    for change in changes:
        if change.insats is not None:
            by_id.setdefault(change.insats, []).append(change)
    rows = [_undertaking(id_, rows, before, after) for id_, rows in by_id.items()]
    ranks = list(HEADINGS)
    return tuple(sorted(rows, key=lambda r: (min(ranks.index(g.slag) for g in r.grupper), r.namn.casefold(), r.id)))


def _undertaking(id_: str, changes: Sequence[Change], before: Portfolio, after: Portfolio) -> UndertakingChanges:
    face = _face(id_, before, after)
    return UndertakingChanges(
        id_, face.namn if face else id_, face.exempel if face else False, summary(changes), _grouped(changes)
    )


def _face(id_: str, before: Portfolio, after: Portfolio) -> Portrait | None:
    for side in (after, before):
        entry = side.undertaking(id_)
        if entry:
            return portrait(side, entry)
    return None


def _grouped(changes: Sequence[Change]) -> tuple[Group, ...]:
    ranks = list(HEADINGS)
    rows = sorted(changes, key=lambda c: ranks.index(c.slag))
    return tuple(Group(slag, HEADINGS[slag], tuple(group)) for slag, group in groupby(rows, key=lambda c: c.slag))
