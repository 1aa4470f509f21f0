"""What the commits of a line changed, in plain sentences; each file and each register is read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from fyrportfolj.history.line import LineCommit, contents, folders, line_changes
from fyrportfolj.history.objects import look_up
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.snapshot import CommitTree
from fyrportfolj.model.capability import CapabilityMap, Scenario
from fyrportfolj.model.funding import Utlysning
from fyrportfolj.model.initiative import Initiative, Project
from fyrportfolj.model.maturity import Mognad
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.priority import Prioritering
from fyrportfolj.rules.changes.values import Change
from fyrportfolj.rules.changes.whole import portfolio_changes
from fyrportfolj.rules.trail.values import Change as FileChange
from fyrportfolj.rules.trail.values import Document
from fyrportfolj.store.kinds import HEAD, kind_of
from fyrportfolj.store.load import document, load
from fyrportfolj.store.source import READ_LIMIT, MemoryTree, is_document

_AROUND = ("register", "process", "handlingsplan")
"""Folders with the names and rules that changes of an undertaking are told by."""

_KEPT = 512
"""Documents and surroundings that are remembered from one commit to the next."""

_OWN: Mapping[type[Any], str] = {
    Initiative: "initiativ",
    Project: "projekt",
    CapabilityMap: "formagekartor",
    Scenario: "scenarier",
    Prioritering: "prioriteringar",
    Utlysning: "utlysningar",
    Mognad: "mognad",
}


@dataclass(frozen=True)
class Told:
    """What a commit changed.

    Attributes:
        andringar: in substance.
        filer: documents that differ in bytes, in substance or only in form.
        olasliga: documents that could not be read before or after, so that what changed in them is not told.
        ovriga: other files of the portfolio.
        namn: name per id of the undertakings that changed.
    """

    andringar: tuple[Change, ...] = ()
    filer: tuple[str, ...] = ()
    olasliga: tuple[str, ...] = ()
    ovriga: tuple[str, ...] = ()
    namn: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Around:
    """What stands around the undertakings of a version; `exists` is True when it has a head, readable or not."""

    exists: bool
    portfolio: Portfolio | None


@dataclass
class Teller:
    """Tells what commits changed.

    Attributes:
        repo: the repository.
        known: registers, processes and policy by the ids of what they were read from.
        documents: by path's kind and blob id.
    """

    repo: Repository
    known: dict[tuple[str, ...], Portfolio | None] = field(default_factory=dict)
    documents: dict[tuple[str, str], Document] = field(default_factory=dict)

    def tell(self, commits: Sequence[LineCommit]) -> list[Told]:
        """Tell what each of some commits changed against its first parent.

        Args:
            commits: of one line, best next to each other.

        Raises:
            ExternalError: git failed, or an object is missing or damaged.
        """
        changed = line_changes(self.repo, commits)
        self._read(c for changes in changed for c in changes)
        after = self._around([(c.oid,) for c in commits])
        before = self._around([c.parents[:1] for c in commits])
        return [self._told(*row) for row in zip(changed, before, after, strict=True)]

    def _told(self, changes: tuple[FileChange, ...], before: _Around, after: _Around) -> Told:
        files = [c for c in changes if _readable(c)]
        broken = tuple(c.path for c in files if any(d and d.modell is None for d in self._sides(c)))
        others = tuple(c.path for c in changes if not _readable(c))
        names = tuple(c.path for c in files)
        # Names and rules of a version whose head cannot be used are taken from the other side.
        efter = after.portfolio or before.portfolio
        if efter is None:
            return Told((), names, broken, others)
        fore = (before.portfolio or efter) if before.exists else None
        whole = [c for c in files if c.path not in broken]
        old = _with(fore, [(c.path, self._sides(c)[0]) for c in whole]) if fore else None
        new = _with(efter, [(c.path, self._sides(c)[1]) for c in whole])
        sides = [side for side in (old, new) if side]
        named = {e.modell.id: e.modell.namn for side in sides for e in side.undertakings()}
        return Told(portfolio_changes(old, new), names, broken, others, named)

    def _sides(self, c: FileChange) -> tuple[Document | None, Document | None]:
        return self._document(c.path, c.before), self._document(c.path, c.after)

    def _document(self, path: str, oid: str | None) -> Document | None:
        return self.documents[_kind(path), oid] if oid else None

    def _read(self, changes: Iterable[FileChange]) -> None:
        if len(self.documents) > _KEPT:
            self.documents.clear()
        wanted = {(_kind(c.path), oid): c.path for c in changes if _readable(c) for oid in (c.before, c.after) if oid}
        missing = {key: path for key, path in wanted.items() if key not in self.documents}
        held = contents(self.repo.git, [oid for _, oid in missing], READ_LIMIT + 1)
        for key, path in missing.items():
            self.documents[key] = document(path, held[key[1]])

    def _around(self, commits: Sequence[Sequence[str]]) -> list[_Around]:
        if len(self.known) > _KEPT:
            self.known.clear()
        heads = iter(look_up(self.repo.git, [f"{c}:{self.repo.prefix}{HEAD}" for held in commits for c in held]))
        keys = [((found := next(heads)) and found[0]) or "" if held else "" for held in commits]
        trees = zip(*(folders(self.repo, commits, name) for name in _AROUND), strict=True)
        answers = []
        for held, key in zip(commits, zip(keys, trees, strict=True), strict=True):
            name = (key[0], *key[1])
            if key[0] and name not in self.known:
                self.known[name] = _surroundings(self.repo, CommitTree(self.repo, held[0]).blob_ids())
            answers.append(_Around(bool(key[0]), self.known.get(name)))
        return answers


def _surroundings(repo: Repository, blobs: Mapping[str, str]) -> Portfolio | None:
    """Read what a version says around its undertakings: policy, processes, registers and the action plan.

    Args:
        repo: the repository.
        blobs: blob id per path of the portfolio.

    Returns:
        A portfolio without undertakings; None when its head cannot be used.
    """
    wanted = {p: oid for p, oid in blobs.items() if p == HEAD or (p.partition("/")[0] in _AROUND and is_document(p))}
    held = contents(repo.git, tuple(wanted.values()), READ_LIMIT + 1)
    return load(MemoryTree({path: held[oid] for path, oid in wanted.items()})).portfolio


def _with(around: Portfolio, files: Sequence[tuple[str, Document | None]]) -> Portfolio:
    """Give the surroundings with the undertakings, maps and scenarios that a commit touched."""
    groups: dict[str, Any] = {name: {} for name in _OWN.values()}
    for path, found in files:
        modell: Any = found.modell if found else None
        group = _OWN.get(type(modell))
        if group:
            groups[group][modell.id] = Entry(path, modell)
    return replace(around, **groups)


def _kind(path: str) -> str:
    kind = kind_of(path)
    return kind.namn if kind else ""


def _readable(c: FileChange) -> bool:
    return bool(_kind(c.path)) and is_document(c.path) and c.mode in ("000000", "100644", "100755")
