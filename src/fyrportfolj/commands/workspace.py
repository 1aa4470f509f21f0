"""An opened portfolio: which folder, which version of it, which day, and what was found in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fyrportfolj.commands.roots import ZONE, find_root
from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.errors import DataError, ExternalError, UsageError
from fyrportfolj.messages import T, Text
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.suggest import suggest
from fyrportfolj.store.ahead import Ahead
from fyrportfolj.store.kinds import HEAD
from fyrportfolj.store.load import Loaded, load
from fyrportfolj.store.source import READ_LIMIT, SourceTree, WorkingTree
from fyrportfolj.store.yamltext import parse

if TYPE_CHECKING:
    from fyrportfolj.history.repository import Repository

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Clock = Callable[[str], date]
"""Gives today in a time zone (IANA name)."""


@dataclass(frozen=True)
class Workspace:
    """A portfolio read once.

    Attributes:
        root: the folder of fyr.yaml, absolute.
        tree: where the files were read from.
        loaded: what they hold, with the faults of reading them.
        day: the day to judge at.
        commit: the version that was read, or None for the work tree and the index.
    """

    root: Path
    tree: SourceTree
    loaded: Loaded
    day: date
    commit: str | None = None

    @classmethod
    def open(
        cls,
        start: Path,
        clock: Clock,
        *,
        search: bool = True,
        today: date | None = None,
        as_of: str | None = None,
        staged: bool = False,
        ahead: Ahead | None = None,
    ) -> Workspace:
        """Find and read a portfolio.

        Args:
            start: the portfolio's folder, or where the search begins.
            clock: asked only when nothing else says which day it is.
            search: look for fyr.yaml upwards from `start`, then in its folder `portfolio-data`.
            today: the day to judge at; goes before everything else.
            as_of: a day (the last version of that day) or a version in git.
            staged: read what is staged in git instead of the work tree.
            ahead: the work tree's files as `roots.begin` parses them, or None.

        Raises:
            UsageError: no portfolio there, or `as_of` together with `staged`.
            ExternalError: a version was asked for and there is no git repository.
        """
        if as_of and staged:
            raise UsageError(T("--as-of och --staged utesluter varandra"), T("ange en av dem"))
        root = find_root(start, search=search)
        commit, made, tree = _tree(root, as_of, staged=staged)
        loaded = load(tree, ahead)
        own = loaded.portfolio.fyr.modell.betraktelsedag if loaded.portfolio else None
        # A commit's own offset says where it was made, not which day it was where the portfolio is kept.
        asked = _as_day(as_of or "") or (made and made.astimezone(ZoneInfo(_zone_of(loaded))).date())
        day = today or own or asked or clock(_zone_of(loaded))
        return cls(root, tree, loaded, day, commit)

    @property
    def portfolio(self) -> Portfolio:
        """Everything that could be read.

        Raises:
            DataError: fyr.yaml cannot be used.
        """
        if self.loaded.portfolio is None:
            raise DataError(
                T("{fil} går inte att använda, så portföljen kan inte läsas", fil=HEAD),
                T("kör fyr check för att se vad som är fel"),
            )
        return self.loaded.portfolio

    @property
    def today(self) -> date:
        """The day to judge at: the option, else the portfolio's own day, else the version's, else the clock's."""
        return self.day

    @cached_property
    def repository(self) -> Repository | None:
        """The git repository around the portfolio, or None."""
        # GitPython costs more to import than a whole `fyr list`, so it waits until somebody asks for git.
        from fyrportfolj.history.repository import Repository

        return Repository.discover(self.root)

    def find(self, id_: str) -> Entry[Undertaking]:
        """Find an initiative or project by its id or one that it had before.

        Raises:
            UsageError: there is none; the message proposes a near id.
            DataError: its file cannot be read.
        """
        found = self.portfolio.undertaking(id_)
        if found is None:
            fil = self.file_named(id_)
            if fil and fil in {d.fil for d in self.loaded.diagnostics}:
                raise faulty(fil)
            raise UsageError(
                T("inget initiativ eller projekt har id {id}", id=id_),
                did_you_mean(id_, (e.modell.id for e in self.portfolio.undertakings()))
                or T("kör fyr list för att se alla id"),
            )
        return found

    def file_named(self, id_: str) -> str | None:
        """Give the path of the undertaking's file with an id as its name, whether it can be read or not, or None."""
        paths = (f"{folder}/{id_}.yaml" for folder in ("initiativ", "projekt"))
        return next((path for path in paths if path in self.loaded.texts), None)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Give every finding of reading and of the rules, with places, sorted."""
        return self._diagnostics

    @cached_property
    def _diagnostics(self) -> tuple[Diagnostic, ...]:
        if self.loaded.portfolio is None:
            return self.loaded.diagnostics
        from fyrportfolj.commands.checking import findings

        checked = findings(self.loaded.portfolio, self.day)
        return self.loaded.place((*self.loaded.diagnostics, *checked))

    def faults(self) -> tuple[Text, ...]:
        """Give a sentence when files could not be read, so that a view is not taken for the whole."""
        broken = {d.fil for d in self.loaded.diagnostics}
        if not broken:
            return ()
        if len(broken) == 1:
            return (T("1 fil har fel och saknas i svaret; kör fyr check"),)
        return (T("{antal} filer har fel och saknas i svaret; kör fyr check", antal=len(broken)),)


def faulty(fil: str) -> DataError:
    """Give the failure of what rests on a file that cannot be read.

    Args:
        fil: path relative to the portfolio.
    """
    return DataError(T("{fil} går inte att läsa, för den har fel", fil=fil), T("rätta felen som fyr check visar"))


def did_you_mean(word: str, known: Iterable[str]) -> Text | None:
    """Give "menade du …?" when a known word is near, else None.

    Args:
        word: what was written.
        known: what it could have been.
    """
    near = suggest(word, known)
    return T("menade du {forslag}?", forslag=near) if near else None


def _tree(root: Path, as_of: str | None, *, staged: bool) -> tuple[str | None, datetime | None, SourceTree]:
    if not as_of and not staged:
        return None, None, WorkingTree(root)
    from fyrportfolj.history.repository import Repository
    from fyrportfolj.history.snapshot import CommitTree, StagedTree, commit_time, resolve

    repo = Repository.discover(root)
    if repo is None:
        raise ExternalError(
            T("{mapp} ligger inte i ett git-arkiv, så det finns inga äldre versioner", mapp=root),
            T("kör git init och en första commit, eller utan alternativet"),
        )
    if staged:
        return None, None, StagedTree(repo, READ_LIMIT + 1)
    commit = resolve(repo, as_of or "HEAD", _zone(root))
    return commit, commit_time(repo, commit), CommitTree(repo, commit, READ_LIMIT + 1)


def _zone(root: Path) -> str:
    """Give the time zone that a day is meant in: the one the work tree states, since the version is not known yet."""
    head = parse(WorkingTree(root).read(HEAD), HEAD).data or {}
    zone = head.get("tidszon")
    return zone if isinstance(zone, str) else ZONE


def _zone_of(loaded: Loaded) -> str:
    return loaded.portfolio.fyr.modell.tidszon if loaded.portfolio else ZONE


def _as_day(text: str) -> date | None:
    # Only the one form: `20261119` may as well be the beginning of a commit's id.
    return date.fromisoformat(text) if _DAY.fullmatch(text) else None
