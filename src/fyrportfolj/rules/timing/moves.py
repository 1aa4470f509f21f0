"""What moves along when undertakings are put off: their milestones, their projects and those that wait for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fyrportfolj.model.initiative import Initiative, Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.lifecycle import standing
from fyrportfolj.rules.timing.dependencies import Dependency, dependencies, done_by, first_planned_day, in_order
from fyrportfolj.rules.timing.workdays import on_or_after, quarters_later, same_day

Skal = Literal["begard", "program", "beroende"]
"""Why something moves: it was asked for, its programme moves, or what it waits for does."""


@dataclass(frozen=True, slots=True)
class Move:
    """An undertaking that is moved.

    Attributes:
        insats: id.
        kvartal: whole quarters; negative is earlier.
        skal: why it moves.
        for_vem: the programme or undertaking that it moves for; empty when it was asked for.
    """

    insats: str
    kvartal: int
    skal: Skal
    for_vem: str = ""


@dataclass(frozen=True, slots=True)
class MovedDay:
    """A day that moves.

    Attributes:
        milstolpe: the milestone's id; empty for the undertaking's own start or end.
        namn: the milestone's name; `start` or `slut` for the undertaking's own.
        fore: as planned.
        efter: as it becomes, a working day.
    """

    milstolpe: str
    namn: str
    fore: date
    efter: date


@dataclass(frozen=True, slots=True)
class Conflict:
    """An undertaking that would begin before what it waits for is done."""

    beroende: Dependency
    start: date
    klart: date


def moves(portfolio: Portfolio, asked: Mapping[str, int]) -> tuple[Move, ...]:
    """Give everything that moves when some undertakings are moved.

    A programme's projects move with it. What waits for an undertaking that comes later is pushed just so many quarters
    that it still begins after it; where it did not do so before, as many as what it waits for. Nothing is drawn earlier
    by what it waits for. What was asked for is never changed, and what no longer runs does not move.

    Args:
        portfolio: the undertakings.
        asked: id to whole quarters.

    Returns:
        What was asked for, in that order; then what moves along, in the order that it must come.

    Raises:
        RingError: undertakings wait for each other in a ring.
    """
    found = {id_: Move(id_, n, "begard") for id_, n in asked.items()}
    for id_, n in asked.items():
        for project in portfolio.children(id_):
            if n and standing(portfolio, project.modell) == "pagar":
                found.setdefault(project.modell.id, Move(project.modell.id, n, "program", id_))
    waits = dependencies(portfolio)
    groups = in_order({id_: [d.beror_av for d in rows] for id_, rows in waits.items()})
    for id_ in (id_ for group in groups for id_ in group):
        entry = portfolio.undertaking(id_)
        known = found.get(id_)
        if entry is None or standing(portfolio, entry.modell) != "pagar" or (known and known.skal == "begard"):
            continue
        pushed = max(
            ((_push(portfolio, entry.modell, d, found), d.beror_av) for d in waits.get(id_, ())),
            key=lambda x: x[0],
            default=(0, ""),
        )
        if pushed[0] > (known.kvartal if known else 0):
            found[id_] = Move(id_, pushed[0], "beroende", pushed[1])
            if isinstance(entry.modell, Initiative):
                _take_along(portfolio, id_, pushed[0], found)
    return tuple(found.values())


def _take_along(portfolio: Portfolio, id_: str, steps: int, found: dict[str, Move]) -> None:
    for project in portfolio.children(id_):
        if standing(portfolio, project.modell) == "pagar":
            found.setdefault(project.modell.id, Move(project.modell.id, steps, "program", id_))


def _push(portfolio: Portfolio, u: Undertaking, d: Dependency, found: Mapping[str, Move]) -> int:
    first = portfolio.undertaking(d.beror_av)
    shift = found[d.beror_av].kvartal if d.beror_av in found else 0
    start, end = first_planned_day(u), done_by(first.modell) if first else None
    if shift <= 0 or start is None or end is None:
        return 0
    if end >= start:
        return shift
    late = same_day(end, shift)
    return next(n for n in range(shift + 1) if late < same_day(start, n) or n == shift)


def moved_days(undertaking: Undertaking, steps: int, today: date) -> tuple[MovedDay, ...]:
    """Give the days of an undertaking that move: its start and end, and the milestones that are not reached.

    Args:
        undertaking: an initiative or project.
        steps: whole quarters; negative is earlier.
        today: a start that has been does not move, and nothing moves to a day before this.

    Returns:
        Start, end and milestones, in the order of the file.
    """
    begun = undertaking.start is not None and undertaking.start <= today
    own = (("start", None if begun else undertaking.start), ("slut", undertaking.slut))
    found = [MovedDay("", name, day, _later(day, steps, today)) for name, day in own if day]
    for m in undertaking.milstolpar:
        if m.utfall is None:
            planned = m.prognos or m.baslinje
            found.append(MovedDay(m.id, m.namn, planned, _later(planned, steps, today)))
    return tuple(found)


def _later(day: date, steps: int, today: date) -> date:
    found = quarters_later(day, steps)
    return on_or_after(today) if found < today < day else found


def conflicts(portfolio: Portfolio, moved: Mapping[str, int], today: date) -> tuple[Conflict, ...]:
    """Give what would begin before what it waits for is done, of all that runs and has not begun.

    Args:
        portfolio: the undertakings.
        moved: id to whole quarters.
        today: what began before this day has begun, whatever it waited for.

    Returns:
        Sorted by the waiting undertaking's id.
    """
    found = []
    for id_, rows in sorted(dependencies(portfolio).items()):
        entry = portfolio.undertaking(id_)
        start = first_planned_day(entry.modell) if entry else None
        if entry is None or start is None or start <= today or standing(portfolio, entry.modell) != "pagar":
            continue
        for d in rows:
            first = portfolio.undertaking(d.beror_av)
            end = done_by(first.modell) if first and standing(portfolio, first.modell) == "pagar" else None
            begins = same_day(start, moved.get(id_, 0))
            if end and same_day(end, moved.get(d.beror_av, 0)) >= begins:
                found.append(Conflict(d, begins, same_day(end, moved.get(d.beror_av, 0))))
    return tuple(found)
