"""What a gate criterion is asked about, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fyrportfolj.diagnostics import Loc
from fyrportfolj.messages import Text
from fyrportfolj.model.artefacts.base import Artefakt
from fyrportfolj.model.initiative import Project, Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.process import Process


@dataclass(frozen=True, slots=True)
class Subject:
    """An undertaking at a gate, on a day, and the document in question when there is one.

    Attributes:
        portfolio: everything around it.
        entry: the undertaking and its file.
        process: the version that it runs under.
        today: the day to judge at.
        avstar: municipalities that have declined by decision.
        slug: the document's key, or None for a criterion of the gate itself.
        loc: the document's path in the file; the root for the gate itself.
        artefakt: the document, or None.
    """

    portfolio: Portfolio
    entry: Entry[Undertaking]
    process: Process
    today: date
    avstar: frozenset[str] = frozenset()
    slug: str | None = None
    loc: Loc = ()
    artefakt: Artefakt | None = None

    @property
    def undertaking(self) -> Undertaking:
        """The initiative or project."""
        return self.entry.modell

    @property
    def is_project(self) -> bool:
        """True for a project, which has another authority over its risks."""
        return isinstance(self.entry.modell, Project)

    def participants(self) -> tuple[str, ...]:
        """Give the municipalities that take part or are asked and have not declined, in file order."""
        return tuple(
            d.kommun for d in self.undertaking.deltagare if d.status != "avstar" and d.kommun not in self.avstar
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What a criterion answers.

    Attributes:
        uppfyllt: met or not.
        skal: why not, or what to know although it is met.
        loc: the place to look at, from the root of the file.
        vem: roles or bodies that must act.
    """

    uppfyllt: bool
    skal: Text | None = None
    loc: Loc = ()
    vem: tuple[str, ...] = ()


def met(loc: Loc = ()) -> Answer:
    """Answer that a criterion is met."""
    return Answer(uppfyllt=True, loc=loc)


def unmet(skal: Text, loc: Loc = (), vem: tuple[str, ...] = ()) -> Answer:
    """Answer that a criterion is not met, why, where to look and who must act."""
    return Answer(uppfyllt=False, skal=skal, loc=loc, vem=vem)
