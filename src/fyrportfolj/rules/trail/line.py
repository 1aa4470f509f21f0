"""The first-parent line as it stands at one commit: its files, and the portfolio that the next commit is judged by.

Ten thousand commits are judged in seconds, so nothing is copied from one commit to the next: the state is moved on
in place, and documents are read when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Generic, TypeVar

from fyrportfolj.model.base import Model
from fyrportfolj.model.capability import CapabilityMap, Scenario
from fyrportfolj.model.capacity import Kapacitetsregister
from fyrportfolj.model.funding import Utlysning
from fyrportfolj.model.initiative import Initiative, Project, Undertaking
from fyrportfolj.model.maturity import Mognad
from fyrportfolj.model.plan import ActionPlan, FocusArea
from fyrportfolj.model.policy import PortfolioFile
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.priority import Prioritering
from fyrportfolj.model.process import Process
from fyrportfolj.model.registers import (
    Arscykel,
    Kommunregister,
    Mandatregister,
    Organregister,
    Rollregister,
)
from fyrportfolj.rules.trail.keyring import Keyring, keyring_of
from fyrportfolj.rules.trail.names import Names
from fyrportfolj.rules.trail.statement import MANDATES, PROCESSES, is_policy
from fyrportfolj.rules.trail.values import Change, Contents, Document, Memory

HEAD = "fyr.yaml"
_SUFFIX = ".yaml"

M = TypeVar("M", bound=Model)

_SINGLE: Mapping[str, tuple[str, type[Model]]] = {
    "register/kommuner.yaml": ("kommunregister", Kommunregister),
    "register/organ.yaml": ("organregister", Organregister),
    "register/roller.yaml": ("rollregister", Rollregister),
    MANDATES: ("mandatregister", Mandatregister),
    "register/arscykel.yaml": ("arscykel", Arscykel),
    "register/kapacitet.yaml": ("kapacitetsregister", Kapacitetsregister),
    "handlingsplan/handlingsplan.yaml": ("handlingsplan", ActionPlan),
}
_FOLDERS: Mapping[str, tuple[str, type[Model]]] = {
    "handlingsplan/": ("fokusomraden", FocusArea),
    "initiativ/": ("initiativ", Initiative),
    "projekt/": ("projekt", Project),
    "formagor/": ("formagekartor", CapabilityMap),
    "scenarier/": ("scenarier", Scenario),
    "prioriteringar/": ("prioriteringar", Prioritering),
    "utlysningar/": ("utlysningar", Utlysning),
    "mognad/": ("mognad", Mognad),
}
UNDERTAKINGS = ("initiativ/", "projekt/")
"""Folders whose files are undertakings."""


class Line:
    """The line at its latest judged commit.

    Attributes:
        tip: that commit.
        paths: blob id per path.
        readable: as in `Memory`.
        last_decision: as in `Memory`.
        last_policy: as in `Memory`.
        latest: as in `Memory`.
        moments: as in `Memory`.
    """

    def __init__(self, memory: Memory, contents: Contents) -> None:
        """Stand at a commit.

        Args:
            memory: what is known there.
            contents: files by blob id.
        """
        self.tip = memory.tip
        self.paths = dict(memory.paths)
        self.readable = dict(memory.readable)
        self.last_decision = dict(memory.last_decision)
        self.last_policy = memory.last_policy
        self.latest = memory.latest
        self.moments = dict(memory.moments)
        self._contents = contents
        self._models: dict[str, Model | None] = {}
        self._folders: dict[str, set[str]] | None = None
        self._names: Names | None = None
        self._fixed: Portfolio | None = None
        self._portfolio: Portfolio | None = None
        self._keyring: Keyring | None = None
        self._no_register = Mandatregister()

    @property
    def founded(self) -> bool:
        """True once there is a portfolio to judge by."""
        return HEAD in self.paths or HEAD in self.readable

    @property
    def names(self) -> Names:
        """Every name in use, to find two that some computers take for one."""
        if self._names is None:
            self._names = Names(self.paths)
        return self._names

    @property
    def register(self) -> Mandatregister:
        """The mandate register; an empty one when there is none."""
        found = self.model(MANDATES)
        return found if isinstance(found, Mandatregister) else self._no_register

    @property
    def keyring(self) -> Keyring:
        """The keys of the register."""
        register = self.register
        if self._keyring is None or self._keyring.register is not register:
            self._keyring = keyring_of(register)
        return self._keyring

    def model(self, path: str) -> Model | None:
        """Give a file's document as it could last be read, or None when it never could or is none."""
        if path not in self._models:
            oid = self.readable.get(path) or self.paths.get(path)
            self._models[path] = self._contents.document(path, oid).modell if oid else None
        return self._models[path]

    def undertaking(self, path: str) -> Undertaking | None:
        """Give a file's undertaking as it could last be read, or None."""
        found = self.model(path) if path.startswith(UNDERTAKINGS) else None
        return found if isinstance(found, Undertaking) else None

    def data(self, path: str) -> bytes | None:
        """Give a file's bytes as they could last be read, or None when there is no such file."""
        oid = self.readable.get(path) or self.paths.get(path)
        return self._contents.document(path, oid).data if oid else None

    def previous(self, ids: Iterable[str]) -> str | None:
        """Give the latest decision or correction of an undertaking, by every id that it has had."""
        known = frozenset(ids)
        if len(known) == 1:
            return self.last_decision.get(next(iter(known)))
        return next((oid for id_, oid in reversed(self.last_decision.items()) if id_ in known), None)

    def in_folder(self, folder: str) -> Iterable[str]:
        """Give the paths of the documents that lie in a folder of `UNDERTAKINGS` or beside them."""
        if self._folders is None:
            self._folders = {name: set() for name in (*_FOLDERS, PROCESSES)}
            for path in (*self.paths, *self.readable):
                self._place(path)
        return self._folders.get(folder, set())

    def portfolio(self) -> Portfolio | None:
        """Give the portfolio that the next commit is judged by; None when its fyr.yaml could never be read."""
        if self._portfolio is None and self._fixed is None:
            self._fixed = self._registers()
        if self._portfolio is None and self._fixed is not None:
            # A new one for each state: it keeps answers that were worked out from it.
            self._portfolio = replace(self._fixed)
        return self._portfolio

    def move(self, oid: str, changes: Iterable[Change], documents: Mapping[str, Document], *, policy: bool) -> None:
        """Move on to the next commit.

        Args:
            oid: the commit.
            changes: what it changed.
            documents: the changed files that are plain files, read.
            policy: whether the commit is a change of the policy, which may take policy files away.
        """
        for change in changes:
            self._change(change, documents.get(change.path), policy=policy)
        self.tip = oid

    def remember(self, memory: Memory) -> Memory:
        """Give what is needed to go on later.

        Args:
            memory: as it was before; what the line does not know is taken from it.
        """
        return replace(
            memory,
            tip=self.tip,
            paths=dict(self.paths),
            readable=dict(self.readable),
            last_decision=dict(self.last_decision),
            last_policy=self.last_policy,
            latest=self.latest,
            moments=dict(self.moments),
        )

    def _change(self, change: Change, document: Document | None, *, policy: bool) -> None:
        path = change.path
        if self._names is not None:
            self._names.change(change)
        known = self.readable.get(path) or self.paths.get(path)
        if change.after is None:
            self.paths.pop(path, None)
        else:
            self.paths[path] = change.after
        if _is_document(path):
            self._document(change, known, document.modell if document else None, policy=policy)

    def _document(self, change: Change, known: str | None, new: Model | None, *, policy: bool) -> None:
        """Take a document's new version in, or keep the last that could be read in mind."""
        path = change.path
        if change.after is None:
            may_go = policy and path != HEAD and not path.startswith(PROCESSES)
            lost = is_policy(path) and not may_go
        else:
            lost = new is None
        if lost and known and self._before(path, known) is not None:
            self.readable[path] = known
        else:
            self.readable.pop(path, None)
            self._models[path] = new
        if self._folders is not None:
            self._place(path)
        self._portfolio = None
        if not path.startswith(tuple(_FOLDERS)) or path in _SINGLE:
            self._fixed = None

    def _before(self, path: str, known: str) -> Model | None:
        if path not in self._models:
            self._models[path] = self._contents.document(path, known).modell
        return self._models[path]

    def _place(self, path: str) -> None:
        folder = path.rpartition("/")[0] + "/"
        held = self._folders.get(folder) if self._folders is not None and path.endswith(_SUFFIX) else None
        if held is not None and path not in _SINGLE:
            (held.add if path in self.paths or path in self.readable else held.discard)(path)

    def _registers(self) -> Portfolio | None:
        head = self.model(HEAD)
        if not isinstance(head, PortfolioFile):
            return None
        parts: dict[str, Any] = {}
        for path, (attribute, modell) in _SINGLE.items():
            found = self.model(path)
            parts[attribute] = Entry(path, found) if isinstance(found, modell) else None
        for folder, (attribute, modell) in _FOLDERS.items():
            parts[attribute] = _Folder(self, folder, modell)
        return Portfolio(fyr=Entry(HEAD, head), processer=self._processes(), **parts)

    def _processes(self) -> dict[tuple[str, str], Entry[Process]]:
        found = [
            Entry(path, modell)
            for path in sorted(self.in_folder(PROCESSES))
            if isinstance(modell := self.model(path), Process)
        ]
        # The file that is named by what it holds goes first, so that a copy never takes the place of the original.
        found.sort(key=lambda e: e.fil != process_path(e.modell))
        processes: dict[tuple[str, str], Entry[Process]] = {}
        for entry in found:
            processes.setdefault((entry.modell.slug, entry.modell.version), entry)
        return processes


class _Folder(Mapping[str, Entry[M]], Generic[M]):
    """The documents of a folder by id, read when they are asked for; follows the line as it moves."""

    def __init__(self, line: Line, folder: str, modell: type[M]) -> None:
        self._line = line
        self._folder = folder
        self._modell = modell

    def __getitem__(self, id_: str) -> Entry[M]:
        path = f"{self._folder}{id_}{_SUFFIX}"
        found = self._line.model(path) if path in self._line.paths or path in self._line.readable else None
        if isinstance(found, self._modell) and getattr(found, "id", None) == id_:
            return Entry(path, found)
        return self._all()[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> dict[str, Entry[M]]:
        found: dict[str, Entry[M]] = {}
        for path in sorted(self._line.in_folder(self._folder)):
            modell = self._line.model(path)
            if isinstance(modell, self._modell):
                id_ = str(getattr(modell, "id", ""))
                if id_ not in found or path == f"{self._folder}{id_}{_SUFFIX}":
                    found[id_] = Entry(path, modell)
        return dict(sorted(found.items()))


def process_path(process: Process) -> str:
    """Give the path where a process belongs."""
    return f"{PROCESSES}{process.slug}-{process.version}{_SUFFIX}"


def _is_document(path: str) -> bool:
    return path == HEAD or path in _SINGLE or path.startswith((*_FOLDERS, PROCESSES))
