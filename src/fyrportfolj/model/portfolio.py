"""All documents of one tree, with look-ups by id; no input or output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from fyrportfolj.model.base import Model
from fyrportfolj.model.capability import CapabilityMap, Scenario
from fyrportfolj.model.capacity import Kapacitetsregister
from fyrportfolj.model.funding import Utlysning
from fyrportfolj.model.initiative import Initiative, Project, Undertaking
from fyrportfolj.model.maturity import Mognad
from fyrportfolj.model.plan import ActionPlan, Delomrade, ExternInitiative, FocusArea
from fyrportfolj.model.policy import PortfolioFile
from fyrportfolj.model.priority import Prioritering
from fyrportfolj.model.process import Process
from fyrportfolj.model.registers import (
    Arscykel,
    Kommun,
    Kommunregister,
    Mandatregister,
    Organ,
    Organregister,
    Roll,
    Rollregister,
)

M_co = TypeVar("M_co", bound=Model, covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[M_co]):
    """A document and where it lies.

    Attributes:
        fil: path relative to the portfolio, with `/`.
        modell: the document.
    """

    fil: str
    modell: M_co


@dataclass(frozen=True)
class Portfolio:
    """Every document that could be read; a file with faults in its form is simply not here.

    Attributes:
        fyr: the head, fyr.yaml.
        processer: by (slug, version).
        initiativ: by id, sorted by id.
        projekt: by id, sorted by id.
        filer: every path of the tree, also of files with faults, so that a link to a file that
            cannot be read is not reported as a broken link too.
        texter: the bytes of the files, by path, where the reader kept them; they hold comments too.
        memo: answers that rules have worked out from this very portfolio, which never changes.
    """

    fyr: Entry[PortfolioFile]
    processer: Mapping[tuple[str, str], Entry[Process]] = field(default_factory=dict)
    kommunregister: Entry[Kommunregister] | None = None
    organregister: Entry[Organregister] | None = None
    rollregister: Entry[Rollregister] | None = None
    mandatregister: Entry[Mandatregister] | None = None
    arscykel: Entry[Arscykel] | None = None
    kapacitetsregister: Entry[Kapacitetsregister] | None = None
    handlingsplan: Entry[ActionPlan] | None = None
    fokusomraden: Mapping[str, Entry[FocusArea]] = field(default_factory=dict)
    initiativ: Mapping[str, Entry[Initiative]] = field(default_factory=dict)
    projekt: Mapping[str, Entry[Project]] = field(default_factory=dict)
    formagekartor: Mapping[str, Entry[CapabilityMap]] = field(default_factory=dict)
    scenarier: Mapping[str, Entry[Scenario]] = field(default_factory=dict)
    prioriteringar: Mapping[str, Entry[Prioritering]] = field(default_factory=dict)
    utlysningar: Mapping[str, Entry[Utlysning]] = field(default_factory=dict)
    mognad: Mapping[str, Entry[Mognad]] = field(default_factory=dict)
    filer: frozenset[str] = frozenset()
    texter: Mapping[str, bytes] = field(default_factory=dict, repr=False, compare=False)
    memo: dict[object, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    def undertakings(self) -> Iterator[Entry[Undertaking]]:
        """Give initiatives, then projects, each sorted by id."""
        yield from self.initiativ.values()
        yield from self.projekt.values()

    def undertaking(self, id_: str) -> Entry[Undertaking] | None:
        """Find an initiative or project by its id, or by an id that it had before."""
        found = self.initiativ.get(id_) or self.projekt.get(id_)
        return found or self._by_former_id.get(id_)

    def process_of(self, undertaking: Undertaking) -> Entry[Process] | None:
        """Give the process version that the undertaking runs under, or None when it is missing."""
        return self.processer.get((undertaking.process.slug, undertaking.process.version))

    def children(self, initiative_id: str) -> tuple[Entry[Project], ...]:
        """Give the projects that belong to the initiative, sorted by id."""
        return self._children.get(initiative_id, ())

    @cached_property
    def kommuner(self) -> Mapping[str, Kommun]:
        """Municipalities by id, in the register's order."""
        return {k.id: k for k in self.kommunregister.modell.kommuner} if self.kommunregister else {}

    @cached_property
    def organ(self) -> Mapping[str, Organ]:
        """Bodies by id, in the register's order."""
        return {o.id: o for o in self.organregister.modell.organ} if self.organregister else {}

    @cached_property
    def roller(self) -> Mapping[str, Roll]:
        """Roles by id, in the register's order."""
        return {r.id: r for r in self.rollregister.modell.roller} if self.rollregister else {}

    @cached_property
    def delomraden(self) -> Mapping[str, tuple[Entry[FocusArea], Delomrade]]:
        """Sub-areas by id with their focus area, in the plan's order."""
        areas = sorted(self.fokusomraden.values(), key=lambda e: e.modell.ordning)
        return {d.id: (area, d) for area in areas for d in area.modell.delomraden}

    @cached_property
    def externa_initiativ(self) -> Mapping[str, ExternInitiative]:
        """External initiatives by id."""
        return {e.id: e for e in self.handlingsplan.modell.externa_initiativ} if self.handlingsplan else {}

    def today(self, clock: date) -> date:
        """Give the day to judge the portfolio at: its own betraktelsedag, else the given one."""
        return self.fyr.modell.betraktelsedag or clock

    @cached_property
    def _by_former_id(self) -> Mapping[str, Entry[Undertaking]]:
        return {old: e for e in self.undertakings() for old in e.modell.tidigare_id}

    @cached_property
    def _children(self) -> Mapping[str, tuple[Entry[Project], ...]]:
        found: dict[str, list[Entry[Project]]] = {}
        for e in self.projekt.values():
            if e.modell.program:
                found.setdefault(e.modell.program, []).append(e)
        return {k: tuple(v) for k, v in found.items()}
