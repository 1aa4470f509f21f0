"""What a difference is made of: one change in one plain sentence, and what is needed to say it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from fyrportfolj.diagnostics import Loc
from fyrportfolj.messages import T, Text
from fyrportfolj.model.base import Model
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio

Words: TypeAlias = str | Text

Slag = Literal[
    "beslut",
    "fas",
    "risk",
    "ekonomi",
    "tid",
    "lage",
    "dokument",
    "deltagare",
    "insats",
    "policy",
    "register",
    "plan",
    "formaga",
    "val",
    "ovrigt",
]
"""What a change is about, in the order in which a board reads them."""

HEADINGS: Mapping[Slag, Text] = MappingProxyType(
    {
        "beslut": T("Beslut"),
        "fas": T("Fas"),
        "risk": T("Risker"),
        "ekonomi": T("Ekonomi"),
        "tid": T("Tid"),
        "lage": T("Statusläge"),
        "dokument": T("Dokument"),
        "deltagare": T("Deltagare"),
        "insats": T("Insatser"),
        "policy": T("Policy, mandat och processer"),
        "register": T("Register"),
        "plan": T("Handlingsplanen"),
        "formaga": T("Förmågor och scenarier"),
        "val": T("Prioritering, kapacitet och finansiering"),
        "ovrigt": T("Övrigt"),
    }
)
"""Heading per kind of change, in reading order."""

Handelse = Literal[
    "andrat",
    "nytt_beslut",
    "rattelse",
    "andrat_beslut",
    "borttaget_beslut",
    "uppfyllt_villkor",
    "ny_fas",
    "nytt_lage",
    "ny_risk",
    "stangd_risk",
    "risk_upp",
    "risk_ned",
    "ny_befogenhet",
    "ny_insats",
    "borttagen_insats",
    "kommun_med",
    "kommun_avstar",
    "passerad_dag",
]
"""What happened, for those who count; `andrat` is everything that is not counted."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change between two versions.

    Attributes:
        slag: what it is about.
        text: a sentence that can be read by itself below the undertaking's name.
        fil: path relative to the portfolio: where it stands now, or stood.
        sokvag: path inside the document: where it stands now, or stood.
        insats: id of the undertaking that it is about, or None.
        handelse: what happened.
        organ: name of the body or role that has to decide from now on, when that is another one.
    """

    slag: Slag
    text: Text
    fil: str
    sokvag: Loc
    insats: str | None = None
    handelse: Handelse = "andrat"
    organ: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and the fields whose difference it tells, so that nobody tells them again.

    Attributes:
        text: the sentence.
        falt: names of the fields that need no other sentence.
        handelse: what happened.
        organ: as in `Change`.
        slag: what it is about, when that is not what the place says.
    """

    text: Text
    falt: frozenset[str] = frozenset()
    handelse: Handelse = "andrat"
    organ: str | None = None
    slag: Slag | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """The portfolios that names and policy are looked up in.

    Attributes:
        fore: as it was.
        efter: as it is.
    """

    fore: Portfolio
    efter: Portfolio


@dataclass(frozen=True, slots=True)
class At:
    """Where in the documents a comparison stands.

    Attributes:
        fil: as in `Change`.
        loc: as `sokvag` in `Change`.
        slag: what changes here are about.
        sides: portfolios for names and policy.
        tellers: who knows better sentences than the general ones.
        rubriker: titles on the way here.
        fore: the undertaking as it was, or None.
        efter: the undertaking as it is, or None.
    """

    fil: str
    loc: Loc
    slag: Slag
    sides: Sides
    tellers: Tellers
    rubriker: tuple[Words, ...] = ()
    fore: Undertaking | None = None
    efter: Undertaking | None = None

    @property
    def insats(self) -> str | None:
        """Id of the undertaking, or None outside one."""
        held = self.efter or self.fore
        return held.id if held else None

    def into(self, step: str | int, rubrik: Words | None = None, slag: Slag | None = None) -> At:
        """Give the place one step further in.

        Args:
            step: field, key or index.
            rubrik: title of the step; None adds none.
            slag: what changes are about from here on; None keeps it.
        """
        titles = self.rubriker if rubrik is None else (*self.rubriker, rubrik)
        return replace(self, loc=(*self.loc, step), rubriker=titles, slag=slag or self.slag)

    def change(self, said: Said) -> Change:
        """Give a sentence as a change at this place, or at its field when it tells of one alone."""
        loc = (*self.loc, *said.falt) if len(said.falt) == 1 else self.loc
        return Change(said.slag or self.slag, said.text, self.fil, loc, self.insats, said.handelse, said.organ)


PairTeller = Callable[[Any, Any, At], Iterator[Said]]
"""Tells what differs between two versions of a row or document of a class."""

RowTeller = Callable[[Any, At, bool], Said]
"""Tells that a row or document of a class is new (True) or gone (False)."""

Labeller = Callable[[Any, Portfolio], Words]
"""Names a row or document so that it needs no title of the list it stands in."""


@dataclass(frozen=True)
class Tellers:
    """Who knows what to say about which class; a child class without its own is told like its parent.

    Attributes:
        pairs: sentences about two versions.
        rows: sentences about what is new or gone.
        labels: names that stand alone.
        fields: what a field of a class is about, and whether its title is said; those that are not here inherit
            the one and say the other.
    """

    pairs: Mapping[type[Model], PairTeller]
    rows: Mapping[type[Model], RowTeller]
    labels: Mapping[type[Model], Labeller]
    fields: Mapping[tuple[type[Model], str], tuple[Slag, bool]]
