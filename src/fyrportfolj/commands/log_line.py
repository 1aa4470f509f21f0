"""The line of a portfolio's branch, opened without reading the whole portfolio: a log is asked for often."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from fyrportfolj.commands.log_names import Names, is_named_in, read_names, zone
from fyrportfolj.commands.roots import HEAD, find_root
from fyrportfolj.errors import DataError, ExternalError, UsageError
from fyrportfolj.history.line import contents, read_line
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.snapshot import CommitTree, resolve
from fyrportfolj.messages import T, Text
from fyrportfolj.model.suggest import suggest
from fyrportfolj.store.source import READ_LIMIT, WorkingTree
from fyrportfolj.store.yamltext import Data, parse

FOLDERS = ("initiativ", "projekt")
"""Where undertakings lie, one file each, named by the id."""

_OWN_FILE = re.compile(rf"(?:{'|'.join(FOLDERS)})/([^/]+)\.yaml")


@dataclass(frozen=True)
class LogLine:
    """A branch and what its tip holds.

    Attributes:
        root: the portfolio's folder.
        repo: the repository around it.
        tip: the commit that the line ends with.
        blobs: blob id per path of the portfolio at the tip.
    """

    root: Path
    repo: Repository
    tip: str
    blobs: Mapping[str, str]

    @classmethod
    def open(cls, start: Path, *, search: bool, as_of: str | None = None) -> LogLine:
        """Find the branch of a portfolio.

        Args:
            start: the portfolio's folder, or where the search begins.
            search: look for fyr.yaml upwards too.
            as_of: a day or a version in git that the line ends with; None means HEAD.

        Raises:
            UsageError: no portfolio there.
            ExternalError: it lies in no repository, or git failed.
            DataError: there is no such version, or no commit yet.
        """
        root = find_root(start, search=search)
        repo = Repository.discover(root)
        if repo is None:
            raise ExternalError(
                T("{mapp} ligger inte i ett git-arkiv, så det finns ingen historik", mapp=root),
                T("kör git init och en första commit"),
            )
        tip = resolve(repo, as_of, _zone(root)) if as_of else repo.head()
        if tip is None:
            raise DataError(
                T("Git-arkivet har inga incheckningar ännu."),
                T("Checka in portföljen först: git add följt av git commit."),
            )
        return cls(root, repo, tip, CommitTree(repo, tip).blob_ids())

    @cached_property
    def names(self) -> Names:
        """What the tip calls bodies, kommuner, gates and phases, its zone and its language.

        Raises:
            DataError: fyr.yaml cannot be read.
        """
        wanted = {path: oid for path, oid in self.blobs.items() if is_named_in(path)}
        held = contents(self.repo.git, tuple(wanted.values()), READ_LIMIT + 1)
        found = read_names({path: held[oid] for path, oid in wanted.items()})
        if found is None:
            raise DataError(
                T("{fil} går inte att använda, så historiken kan inte visas", fil=HEAD),
                T("kör fyr check för att se vad som är fel"),
            )
        return found

    @property
    def zone(self) -> ZoneInfo:
        """The portfolio's time zone."""
        return self.names.zon

    def warnings(self) -> tuple[Text, ...]:
        """Say when the history on this machine does not go back to its beginning, so that its first entry is wrong."""
        if self.repo.git.line("rev-parse", "--is-shallow-repository") != "true":
            return ()
        return (T("historiken på den här datorn är avkortad; git fetch --unshallow hämtar resten"),)

    def when(self, moment: int) -> datetime:
        """Give a moment in the portfolio's zone; one beyond every calendar becomes the nearest that has a day."""
        return moment_in(self.zone, moment)

    def ids_of(self, id_: str) -> tuple[str, ...]:
        """Give the ids that an undertaking has and has had, the present one first.

        Args:
            id_: its id, or one that it had, or had before it was taken away.

        Raises:
            UsageError: there has never been one; the message proposes a near id.
        """
        here = self.document(id_)
        if here is None:
            owner = next((i for i in self.ids if id_ in former_ids(self.document(i))), None)
            if owner:
                return (owner, *former_ids(self.document(owner)))
            if next(read_line(self.repo, self.tip, paths_of((id_,))), None) is None:
                raise UsageError(
                    T("inget initiativ eller projekt har eller har haft id {id}", id=id_),
                    _did_you_mean(id_, self.ids) or T("kör fyr list för att se alla id"),
                )
            return (id_,)
        return (id_, *former_ids(here))

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the undertakings at the tip, by their files' names."""
        return tuple(sorted(m[1] for m in map(_OWN_FILE.fullmatch, self.blobs) if m))

    def document(self, id_: str) -> Data | None:
        """Give an undertaking's file at the tip as plain data; None when there is none that can be read."""
        return self.documents((id_,))[id_]

    def documents(self, ids: Collection[str]) -> dict[str, Data | None]:
        """Give the files of some undertakings at the tip as plain data, all at once; None as for `document`."""
        paths = {i: next((p for p in paths_of((i,)) if p in self.blobs), None) for i in ids}
        held = contents(self.repo.git, [self.blobs[p] for p in paths.values() if p], READ_LIMIT + 1)
        return {i: parse(held[self.blobs[p]], p).data if p else None for i, p in paths.items()}


def paths_of(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Give the files that undertakings can lie in."""
    return tuple(f"{folder}/{i}.yaml" for i in ids for folder in FOLDERS)


def former_ids(data: Data | None) -> tuple[str, ...]:
    """Give the ids that a file says its undertaking had."""
    found = (data or {}).get("tidigare_id")
    return tuple(i for i in found if isinstance(i, str)) if isinstance(found, list) else ()


def moment_in(zone: ZoneInfo, moment: int) -> datetime:
    """Give a moment in a zone.

    Args:
        zone: the zone.
        moment: seconds since 1970; what lies beyond the calendar becomes its first or last day.
    """
    try:
        return datetime.fromtimestamp(moment, zone)
    except (ValueError, OverflowError, OSError):
        edge = date.max if moment > 0 else date.min
        return datetime(edge.year, edge.month, edge.day, tzinfo=zone)


def _zone(root: Path) -> str:
    return zone(parse(WorkingTree(root).read(HEAD), HEAD).data or {}).key


def _did_you_mean(word: str, known: Collection[str]) -> Text | None:
    near = suggest(word, known)
    return T("menade du {forslag}?", forslag=near) if near else None
