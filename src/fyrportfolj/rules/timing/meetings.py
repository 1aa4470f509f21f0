"""When everyone can have decided: from the meeting days that are known, forwards from today or back from a deadline.

A calendar that is missing is said to be missing; no meeting day is ever guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.process import Grind
from fyrportfolj.rules.requirement import RequirementState
from fyrportfolj.rules.timing.workdays import before


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision that is still to be taken.

    Attributes:
        krav: the requirement's slug.
        krav_namn: what is decided.
        kommun: kommun id, or None for a joint decision.
        organ: bodies of which one is enough.
    """

    krav: str
    krav_namn: str
    kommun: str | None
    organ: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A known meeting day.

    Attributes:
        organ: body id.
        dag: the day.
        exempel: True for an invented day.
    """

    organ: str
    dag: date
    exempel: bool


ByBody: TypeAlias = Mapping[tuple[str | None, str], set[Meeting]]
"""Known meetings by kommun, or None for a joint body, and body."""


@dataclass(frozen=True, slots=True)
class Chance:
    """When one decision can be taken.

    Attributes:
        asked: the decision.
        mote: the meeting: the first that can be prepared, or with a deadline the last before it; None without one.
        handlingar: the last day to have the documents ready for it, or None.
        antal: how many meetings there are to choose from.
        kalender: False when no meeting day of any of the bodies is known.
        sista_kanda: the last known meeting day, or None.
    """

    asked: Asked
    mote: Meeting | None
    handlingar: date | None
    antal: int
    kalender: bool
    sista_kanda: date | None


@dataclass(frozen=True, slots=True)
class Plan:
    """When everyone can have decided.

    Attributes:
        utsikter: one per decision, in the order asked.
        klart: the day when the last can be taken; None when a meeting is missing.
        handlingar: the first of the days by which documents must be ready, or None without meetings.
        saknas: decisions whose bodies have no known meeting day at all.
        hinns_inte: decisions whose bodies have calendars, but no meeting in time.
    """

    utsikter: tuple[Chance, ...]
    klart: date | None
    handlingar: date | None
    saknas: tuple[Asked, ...]
    hinns_inte: tuple[Asked, ...]


def asked_of(states: Iterable[RequirementState]) -> tuple[Asked, ...]:
    """Give the decisions that an undertaking's gate still waits for.

    Args:
        states: the gate's requirements as they stand.

    Returns:
        In the process's order, by the municipalities' order in the file.
    """
    return tuple(
        Asked(s.krav.slug, s.krav.namn, row.kommun, group)
        for s in states
        if not s.uppfyllt
        for row in s.rader
        for group in row.vantar_pa
    )


def asked_by(gate: Grind, kommuner: Iterable[str]) -> tuple[Asked, ...]:
    """Give the decisions that a gate asks for when nobody has decided and these municipalities take part.

    Args:
        gate: the gate.
        kommuner: kommun ids; bodies that are only sometimes asked are left out.
    """
    everyone = tuple(kommuner)
    found = []
    for krav in gate.beslut:
        groups = [(o,) for o in krav.alla_av] + ([krav.nagot_av] if krav.nagot_av else [])
        where: tuple[str | None, ...] = everyone if krav.per == "kommun" else (None,)
        found += [Asked(krav.slug, krav.namn, kommun, group) for kommun in where for group in groups]
    return tuple(found)


def plan(
    known: Iterable[tuple[str | None, Meeting]],
    asked: Iterable[Asked],
    today: date,
    *,
    by: date | None = None,
    preparation: int = 0,
) -> Plan:
    """Say when decisions can be taken.

    Args:
        known: kommun, or None for a joint body, and a meeting day.
        asked: the decisions.
        today: the day to plan from; a meeting counts when its documents can be ready on this day or later.
        by: the last day for all decisions; None asks for the first possible ones instead.
        preparation: working days before a meeting that its documents must be ready.
    """
    days = by_body(known)
    chances = tuple(_chance(days, a, today, by, preparation) for a in asked)
    held = [c.mote.dag for c in chances if c.mote]
    return Plan(
        utsikter=chances,
        klart=max(held) if held and len(held) == len(chances) else None,
        handlingar=min((c.handlingar for c in chances if c.handlingar), default=None),
        saknas=tuple(c.asked for c in chances if not c.kalender),
        hinns_inte=tuple(c.asked for c in chances if c.kalender and c.mote is None),
    )


def _chance(days: ByBody, asked: Asked, today: date, by: date | None, preparation: int) -> Chance:
    every = meetings_of(days, asked.kommun, asked.organ)
    coming = [m for m in every if m.dag >= today and (by is None or m.dag <= by)]
    usable = [m for m in coming if before(m.dag, preparation) >= today]
    chosen = last_meeting(usable, by) if by else next(iter(usable), None)
    return Chance(
        asked=asked,
        mote=chosen,
        handlingar=before(chosen.dag, preparation) if chosen else None,
        antal=len(usable),
        kalender=bool(every),
        sista_kanda=every[-1].dag if every else None,
    )


def by_body(known: Iterable[tuple[str | None, Meeting]]) -> ByBody:
    """Sort known meetings by who meets.

    Args:
        known: kommun, or None for a joint body, and a meeting; the same one may come several times.
    """
    days: dict[tuple[str | None, str], set[Meeting]] = {}
    for kommun, meeting in known:
        days.setdefault((kommun, meeting.organ), set()).add(meeting)
    return days


def meetings_of(days: ByBody, kommun: str | None, organ: Iterable[str] | None) -> tuple[Meeting, ...]:
    """Give the known meetings of some bodies of a kommun.

    Args:
        days: every known meeting.
        kommun: its id, or None for joint bodies.
        organ: body ids; None for all that the kommun has.

    Returns:
        Sorted by day, then body id.
    """
    bodies = (o for k, o in days if k == kommun) if organ is None else organ
    return tuple(sorted((m for o in bodies for m in days.get((kommun, o), ())), key=lambda m: (m.dag, m.organ)))


def last_meeting(meetings: Sequence[Meeting], latest: date) -> Meeting | None:
    """Give the last meeting that is held on or before a day, or None when there is none.

    Args:
        meetings: sorted by day.
        latest: the day.
    """
    return next((m for m in reversed(meetings) if m.dag <= latest), None)


def known_meetings(portfolio: Portfolio, undertaking: Undertaking | None) -> tuple[tuple[str | None, Meeting], ...]:
    """Give every meeting day that the files know.

    Args:
        portfolio: the yearly cycle.
        undertaking: whose own steering meetings count too, or None.

    Returns:
        Kommun, or None for a joint body, and the meeting.
    """
    cycle = portfolio.arscykel.modell.sammantraden if portfolio.arscykel else ()
    found = [(s.kommun, Meeting(s.organ, day, s.exempel)) for s in cycle for day in s.datum]
    if undertaking:
        found += [(None, Meeting(m.organ, m.datum, undertaking.exempel)) for m in undertaking.moten]
    return tuple(found)
