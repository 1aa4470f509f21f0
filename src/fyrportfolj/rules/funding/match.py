"""Which calls an undertaking fits, and on which point it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from fyrportfolj.messages import T, Text
from fyrportfolj.model.funding import Utlysning
from fyrportfolj.model.initiative import Initiative, Project, Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.rules.funding.amounts import support
from fyrportfolj.rules.lifecycle import last_planned_day, standing

Answer = Literal["ja", "nej", "okant"]
Open = Literal["kommande", "oppen", "stangd", "okand"]


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a call asks for.

    Attributes:
        vad: what it asks for.
        svar: whether the undertaking has it; `okant` when the file does not say.
    """

    vad: Text
    svar: Answer


@dataclass(frozen=True, slots=True)
class Match:
    """How a call and an undertaking fit.

    Attributes:
        utlysning: id of the call.
        insats: id of the undertaking.
        punkter: what the call asks for, in a fixed order.
        soker: True when an application names the undertaking already.
    """

    utlysning: str
    insats: str
    punkter: tuple[Point, ...]
    soker: bool

    @property
    def passar(self) -> bool:
        """True when nothing that is known speaks against it."""
        return all(p.svar != "nej" for p in self.punkter)

    @property
    def ja(self) -> int:
        """Number of points that are met."""
        return sum(p.svar == "ja" for p in self.punkter)

    @property
    def okant(self) -> int:
        """Number of points that the file says nothing of."""
        return sum(p.svar == "okant" for p in self.punkter)


def openness(call: Utlysning, today: date) -> Open:
    """Say whether one can apply on a day."""
    if call.stanger is not None and today > call.stanger:
        return "stangd"
    if call.oppnar is not None and today < call.oppnar:
        return "kommande"
    return "okand" if call.stanger is None else "oppen"


def match(portfolio: Portfolio, call: Utlysning, entry: Entry[Undertaking], today: date) -> Match:
    """Hold an undertaking against what a call asks for.

    A call that asks nothing on a point has no such point; a file that says nothing gives `okant`, never a no.

    Args:
        portfolio: sub-areas and programmes.
        call: the call.
        entry: the undertaking.
        today: the day that is judged at.
    """
    u = entry.modell
    points = [Point(T("går att söka"), _yes(openness(call, today), {"oppen", "kommande"}, {"stangd"}))]
    if call.faser:
        points.append(Point(T("rätt fas"), "ja" if u.fas in call.faser else "nej"))
    if call.delomraden:
        points.append(Point(T("rätt delområde"), _area(portfolio, call, u)))
    if call.minsta_antal_parter is not None:
        points.append(Point(T("minst {antal} kommuner", antal=call.minsta_antal_parter), _parties(call, u)))
    if call.projektstart_tidigast is not None:
        points.append(Point(T("startar inte för tidigt"), _start(call, u)))
    if call.langsta_tid_manader is not None:
        points.append(Point(T("högst {antal} månader", antal=call.langsta_tid_manader), _length(call, u)))
    points.append(Point(T("kostnaden ryms i beloppen"), _amount(call, u)))
    asking = any(entry.modell.id in a.insatser for a in call.ansokningar)
    return Match(call.id, u.id, tuple(points), asking)


def matches(portfolio: Portfolio, today: date) -> tuple[Match, ...]:
    """Give every call with the running undertakings that fit it, those that meet most first.

    An undertaking of which more is unknown than known to fit is left out: it would fit every call.
    """
    running = [e for e in portfolio.undertakings() if standing(portfolio, e.modell) == "pagar"]
    found = [
        match(portfolio, call.modell, entry, today)
        for call in portfolio.utlysningar.values()
        if openness(call.modell, today) != "stangd"
        for entry in running
    ]
    return tuple(
        sorted(
            (m for m in found if m.passar and m.ja >= m.okant),
            key=lambda m: (m.utlysning, not m.soker, -m.ja, m.insats),
        )
    )


def _yes(value: str, good: set[str], bad: set[str]) -> Answer:
    if value in good:
        return "ja"
    return "nej" if value in bad else "okant"


def _area(portfolio: Portfolio, call: Utlysning, u: Undertaking) -> Answer:
    area = u.delomrade if isinstance(u, Initiative | Project) else None
    if area is None and isinstance(u, Project) and u.program:
        above = portfolio.initiativ.get(u.program)
        area = above.modell.delomrade if above else None
    if area is None:
        return "okant"
    return "ja" if area in call.delomraden else "nej"


def _parties(call: Utlysning, u: Undertaking) -> Answer:
    least = call.minsta_antal_parter or 0
    sure = sum(d.status == "deltar" for d in u.deltagare)
    possible = sum(d.status != "avstar" for d in u.deltagare)
    if sure >= least:
        return "ja"
    return "nej" if u.deltagare and possible < least else "okant"


def _start(call: Utlysning, u: Undertaking) -> Answer:
    if u.start is None or call.projektstart_tidigast is None:
        return "okant"
    return "ja" if u.start >= call.projektstart_tidigast else "nej"


def _length(call: Utlysning, u: Undertaking) -> Answer:
    end = last_planned_day(u)
    if u.start is None or end is None or call.langsta_tid_manader is None:
        return "okant"
    months = (end.year - u.start.year) * 12 + end.month - u.start.month + 1
    return "ja" if months <= call.langsta_tid_manader else "nej"


def _amount(call: Utlysning, u: Undertaking) -> Answer:
    if u.finansiering is None:
        return "okant"
    return "nej" if support(call, u.finansiering.total_kr).under_minsta else "ja"
