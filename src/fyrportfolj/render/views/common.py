"""What every report starts from, and what stands at its foot."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fyrportfolj.messages import T, Text
from fyrportfolj.model.initiative import Initiative, Project, Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.render.views.swedish import capital, day_in_words, listed, sv

if TYPE_CHECKING:
    from fyrportfolj.rules.benefits.baselines import Frozen

_SHOWN_DIGITS = 10
"""So much of a commit's id is enough to find it, and short enough for a foot."""


_DECISION = re.compile(r"(\d{4}-\d{2}-\d{2})-([a-z0-9_]+)(?:-([a-z-]+))?(?:-\d+)?")
"""A decision's key: the day, the body, the kommun when it is a body of one, and a number when they are several."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a report is made from.

    Attributes:
        portfolio: all documents of the tree.
        idag: the day to judge at.
        tidpunkt: the commit's time, time zone aware; the document says that it was made then.
        commit: the commit's id, or None when the tree is not a commit.
        andrad: True when files differ from the commit.
        forut: the portfolio as it was, for reports that compare; None when there is nothing to compare with.
        forut_namn: which version that is, to a person; empty without one.
        forut_dag: the day that it is judged at.
        forut_saknas: why there is nothing to compare with, in a sentence; empty when nobody has looked.
        frysta: documents of benefits as gates froze them, for a report that compares with them.
    """

    portfolio: Portfolio
    idag: date
    tidpunkt: datetime
    commit: str | None = None
    andrad: bool = False
    forut: Portfolio | None = None
    forut_namn: str = ""
    forut_dag: date | None = None
    forut_saknas: str = ""
    frysta: Frozen | None = None


@dataclass(frozen=True, slots=True)
class Foot:
    """Where a report comes from, so that anyone can make the same one.

    Attributes:
        portfolj: the portfolio's name.
        agare: the organisation that owns it.
        dag: the day it is judged at, in words.
        kalla: the portfolio, the day and the commit that it was made from, in sentences.
        kort: the commit and the day in a few words, for the foot of every page.
    """

    portfolj: str
    agare: str
    dag: str
    kalla: str
    kort: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A heading and a value, for the head of a report."""

    rubrik: str
    varde: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a document, the same for every report.

    Attributes:
        titel: the document's title, for properties and bookmarks.
        namn: what it is about; the large heading.
        slag: kind of document, such as Statusrapport.
        overrad: the line above the heading.
        underrad: the line below it; may be empty.
        datum: the day it is for, in words.
        exempel: True for invented content.
        fakta: facts that a reader looks for first.
        fot: where the document comes from.
    """

    titel: str
    namn: str
    slag: str
    overrad: str
    underrad: str
    datum: str
    exempel: bool
    fakta: tuple[Fact, ...]
    fot: Foot


class Names:
    """Names for people instead of keys.

    Args:
        portfolio: the registers to look in.
    """

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio

    def party(self, key: str) -> str:
        """Give the name of a role, body, kommun or someone who pays; without a name anywhere, the key as words."""
        p = self._portfolio
        found = p.roller.get(key) or p.organ.get(key) or p.kommuner.get(key)
        if found:
            return found.namn
        return self._others.get(key) or capital(key.replace("_", " ").replace("-", " "))

    @cached_property
    def _others(self) -> dict[str, str]:
        """Names without a register: the portfolio's owner, and payers, who are named where they pay for something."""
        owner = self._portfolio.fyr.modell.agare
        paid = (e.modell.finansiering for e in self._portfolio.undertakings())
        return {_as_key(owner): owner} | {a.part: a.namn for f in paid if f for a in f.finansiarer if a.namn}

    def said(self, text: Text) -> str:
        """Give a sentence of the rules with names for the keys of undertakings and decisions that it mentions."""
        return sv(Text(text.msgid, {k: self._named(v) for k, v in text.params.items()}))

    def decision(self, key: str) -> str:
        """Give the day and the body that a decision's key is made of; the key itself when it is made of others."""
        found = _DECISION.fullmatch(key)
        if not found or not (found[2] in self._portfolio.organ or found[2] in self._portfolio.roller):
            return key
        body = self.party(found[2])
        who = f"{body}, {self.kommun(found[3])}" if found[3] else body
        return sv(T("{dag} av {organ}", dag=found[1], organ=who))

    def _named(self, value: object) -> object:
        if isinstance(value, tuple):
            return tuple(self._named(v) for v in value)
        if not isinstance(value, str):
            return value
        entry = self._portfolio.undertaking(value)
        return entry.modell.namn if entry else self.decision(value)

    def kommun(self, key: str) -> str:
        """Give the name of a kommun."""
        found = self._portfolio.kommuner.get(key)
        return found.namn if found else key

    def kommuner(self, keys: Collection[str]) -> str:
        """Give the names of kommuner as a list in words; one word for it when they are all of the portfolio's."""
        if len(keys) > 1 and set(keys) == set(self._portfolio.kommuner):
            return sv(T("Alla kommuner"))
        return listed(self.kommun(k) for k in keys)


def _as_key(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c)).replace(" ", "-")


def head_of(basis: Basis, kind: Text, facts: Iterable[Fact] = (), entry: Entry[Undertaking] | None = None) -> Head:
    """Give the head of a report as most reports have it.

    Args:
        basis: the portfolio, the day and the commit.
        kind: kind of document.
        facts: what a reader looks for first.
        entry: the undertaking that the report is about; None means the whole portfolio.
    """
    slag, name = sv(kind), entry.modell.namn if entry else basis.portfolio.fyr.modell.namn
    return Head(
        titel=f"{slag} – {name}",
        namn=name,
        slag=slag,
        overrad=slag,
        underrad=sv(T("Läst {dag}", dag=day_in_words(basis.idag))),
        datum=day_in_words(basis.idag),
        exempel=entry.modell.exempel if entry else False,
        fakta=tuple(facts),
        fot=foot(basis),
    )


def foot(basis: Basis) -> Foot:
    """Give the foot of a report."""
    head = basis.portfolio.fyr.modell
    made = day_in_words(basis.tidpunkt.astimezone(ZoneInfo(head.tidszon)).date())
    version = (basis.commit or "")[:_SHOWN_DIGITS]
    at = day_in_words(basis.idag)
    if basis.commit is None:
        source = sv(T("Gjord {dag} av filer som inte är sparade i git.", dag=made))
        short = T("Ej i git, läst {dag}", dag=at)
    elif basis.andrad:
        source = sv(
            T(
                "Gjord av version {commit} från {dag} med ändringar som inte är sparade i git.",
                commit=version,
                dag=made,
            )
        )
        short = T("Version {commit} (ändrad), läst {dag}", commit=version, dag=at)
    else:
        source = sv(T("Gjord av version {commit} från {dag}.", commit=version, dag=made))
        short = T("Version {commit}, läst {dag}", commit=version, dag=at)
    read = sv(T("Ur {portfolj}, läst {dag}.", portfolj=head.namn, dag=at))
    return Foot(head.namn, head.agare, at, f"{read} {source}", sv(short))


def kind(portfolio: Portfolio, undertaking: Undertaking) -> str:
    """Say what an undertaking is to a reader: a project, a programme with projects, or an initiative."""
    if isinstance(undertaking, Project):
        return sv(T("Projekt"))
    if isinstance(undertaking, Initiative) and portfolio.children(undertaking.id):
        return sv(T("Program"))
    return sv(T("Initiativ"))
