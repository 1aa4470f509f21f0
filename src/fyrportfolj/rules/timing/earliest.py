"""The earliest start of an undertaking that capacity, dependencies and the municipal year leave room for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.capacity.load import (
    Loads,
    Unit,
    carriers,
    factors_of,
    load,
    portfolio_load,
    register_of,
)
from fyrportfolj.rules.capacity.quarters import first_day, number, quarter, quarter_of
from fyrportfolj.rules.capacity.saturation import Capacities, percent
from fyrportfolj.rules.capacity.yearly import Collision, collisions
from fyrportfolj.rules.lifecycle import standing
from fyrportfolj.rules.timing.dependencies import Dependency, dependencies, done_by, first_planned_day

HORIZON = 40
"""Quarters ahead that are tried; ten years."""

Skal = Literal["kapacitet", "beroende", "arscykel"]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why an undertaking can not begin in a quarter.

    Attributes:
        kvartal: the quarter of the start that was tried.
        skal: capacity, a dependency or the municipal year.
        enhet: the unit that would carry too much, the fullest one.
        procent: its load in per cent, None without capacity.
        antal: how many units would carry too much.
        beroende: what is not done by then.
        klart: the day when it is, or None when a decision has stopped it.
        krock: the period that an introduction would begin in.
    """

    kvartal: str
    skal: Skal
    enhet: Unit | None = None
    procent: int | None = None
    antal: int = 0
    beroende: Dependency | None = None
    klart: date | None = None
    krock: Collision | None = None


@dataclass(frozen=True, slots=True)
class Earliest:
    """The earliest start.

    Attributes:
        planerat: the quarter in which the undertaking begins as planned, or None when nothing says.
        tidigast: the first quarter without obstacles, or None within the horizon.
        flytt: quarters from the planned one; negative is earlier.
        hinder: the first obstacle of each quarter before that one, from the present one on.
        okant_slut: dependencies that nothing says when they are done; they were not counted.
        bedomd: False when no load is judged, so that capacity was not counted.
    """

    planerat: str | None
    tidigast: str | None
    flytt: int
    hinder: tuple[Obstacle, ...]
    okant_slut: tuple[Dependency, ...]
    bedomd: bool


def earliest(portfolio: Portfolio, undertaking: Undertaking, today: date) -> Earliest:
    """Find the earliest quarter that an undertaking can begin in.

    All of it is moved, with its stages at the same distance from each other, and nothing else is. It may begin in a
    quarter when everything that it waits for is done before the quarter's first day, when no administration that
    it weighs on would carry more than its capacity in any quarter, and when no introduction would begin in a period
    that hinders it.

    Args:
        portfolio: everything around it.
        undertaking: an initiative or project.
        today: the day to judge at; nothing begins before its quarter.
    """
    question = _Question(portfolio, undertaking)
    waits = dependencies(portfolio).get(undertaking.id, ())
    ends = tuple((d, _done(portfolio, d.beror_av)) for d in waits)
    unknown = tuple(d for d, state in ends if state == "okant")
    known = tuple((d, None if state == "stoppad" else state) for d, state in ends if not isinstance(state, str))
    stopped = tuple((d, None) for d, state in ends if state == "stoppad")
    begins = question.planned
    now = number(quarter_of(today))
    obstacles: list[Obstacle] = []
    for n in range(now, now + HORIZON + 1):
        found = _waiting(n, (*known, *stopped)) or question.obstacle(n)
        if found is None:
            moved = n - number(begins) if begins else 0
            return Earliest(begins, quarter(n), moved, tuple(obstacles), unknown, question.judged)
        obstacles.append(found)
    return Earliest(begins, None, 0, tuple(obstacles), unknown, question.judged)


def _done(portfolio: Portfolio, id_: str) -> date | Literal["okant", "stoppad", "klar"]:
    entry = portfolio.undertaking(id_)
    if entry is None:
        return "okant"
    state = standing(portfolio, entry.modell)
    if state != "pagar":
        return "klar" if state == "avslutad" else "stoppad"
    return done_by(entry.modell) or "okant"


def _waiting(n: int, ends: tuple[tuple[Dependency, date | None], ...]) -> Obstacle | None:
    begins = first_day(quarter(n))
    late = [(end or date.max, d, end) for d, end in ends if end is None or end >= begins]
    if not late:
        return None
    _, dependency, end = max(late, key=lambda x: (x[0], x[1].beror_av))
    return Obstacle(quarter(n), "beroende", beroende=dependency, klart=end)


class _Question:
    """An undertaking and what it would meet; the rest of the portfolio is added up once."""

    def __init__(self, portfolio: Portfolio, undertaking: Undertaking) -> None:
        self._portfolio = portfolio
        self._rows = undertaking.forandringslast
        self._where = carriers(undertaking)
        register = register_of(portfolio)
        self._table = Capacities(register) if register else None
        self._others: Loads = portfolio_load(portfolio, without=(undertaking.id,)) if register else {}
        self._own: Loads = load(self._rows, self._where, factors_of(register)) if register else {}
        stages = [number(s.fran) for row in self._rows for s in row.skeden]
        planned = first_planned_day(undertaking)
        self.planned = quarter(min(stages)) if stages else quarter_of(planned) if planned else None
        self.judged = bool(self._own)

    def obstacle(self, n: int) -> Obstacle | None:
        moved = n - number(self.planned) if self.planned else 0
        return self._too_much(n, moved) or self._wrong_time(n, moved)

    def _too_much(self, n: int, moved: int) -> Obstacle | None:
        full = [x for x in self._units(moved) if x[1] > x[2]]
        if not full:
            return None
        # The fullest; of equally full ones the first.
        unit, points, capacity = min(full, key=lambda x: (-(x[1] / x[2] if x[2] else x[1]), x[0][2], x[0]))
        return Obstacle(quarter(n), "kapacitet", unit, percent(points, capacity), len(full))

    def _units(self, moved: int) -> Iterator[tuple[Unit, Decimal, Decimal]]:
        if self._table is None:
            return
        for (kommun, forvaltning, kvartal), own in self._own.items():
            unit = (kommun, forvaltning, quarter(number(kvartal) + moved))
            yield unit, own + self._others.get(unit, Decimal(0)), self._table.of(unit)

    def _wrong_time(self, n: int, moved: int) -> Obstacle | None:
        for collision in collisions(self._portfolio, self._rows, self._where, moved):
            if collision.period.hindrar_inforande:
                return Obstacle(quarter(n), "arscykel", krock=collision)
        return None
