"""What every report starts from, and what stands at its foot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fyrportfolj.messages import T
from fyrportfolj.model.initiative import Initiative, Project, Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.render.views.swedish import capital, day_in_words, sv

if TYPE_CHECKING:
    from fyrportfolj.rules.benefits.baselines import Frozen

_SHOWN_DIGITS = 10
"""So much of a commit's id is enough to find it, and short enough for a foot."""


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
        """Give the name of a role, body or kommun; without a register, the key as words."""
        p = self._portfolio
        found = p.roller.get(key) or p.organ.get(key) or p.kommuner.get(key)
        return found.namn if found else capital(key.replace("_", " ").replace("-", " "))

    def kommun(self, key: str) -> str:
        """Give the name of a kommun."""
        found = self._portfolio.kommuner.get(key)
        return found.namn if found else key


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
