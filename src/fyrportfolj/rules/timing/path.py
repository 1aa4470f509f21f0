"""The critical path: which milestones decide when the last is reached, and how many days they have slipped.

Days are counted as whole numbers. What lies between a milestone and the latest of those that it waits for is its own
work, and what a milestone may slip without moving the end is its slack.

Källa: Kelley och Walker, Critical-path planning and scheduling, 1959. That the baseline says how long the work is, is
an interpretation: milestones have days and no working time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from fyrportfolj.model.initiative import Milstolpe, Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.lifecycle import standing
from fyrportfolj.rules.timing.dependencies import dependencies, done_by, in_order

Point: TypeAlias = tuple[str, str]
"""Undertaking id and milestone id; the latter is empty for the end of an undertaking without milestones."""


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone in the network.

    Attributes:
        insats: undertaking id.
        milstolpe: milestone id; empty for the end of an undertaking without milestones.
        namn: what is reached.
        baslinje: the day that the plan decided.
        prognos: the day that the file expects, or None.
        utfall: the day when it was reached, or None.
        vantad: the day to count on: outcome; else the latest of forecast, today and what it waits for allows.
        arbete: days of its own work, by the baseline.
        forskjutning: days from the baseline to `vantad`; negative is early.
        marginal: days that it may slip further without moving the end.
        kritisk: True when there are none, so that it decides the end.
        beror_av: what it waits for.
        styrs_av: that of them which decides its day, or None when its own forecast, today or its outcome does.
    """

    insats: str
    milstolpe: str
    namn: str
    baslinje: date
    prognos: date | None
    utfall: date | None
    vantad: date
    arbete: int
    forskjutning: int
    marginal: int
    kritisk: bool
    beror_av: tuple[Point, ...]
    styrs_av: Point | None


def critical_path(portfolio: Portfolio, undertaking: Undertaking, today: date) -> tuple[Step, ...]:
    """Give the network of an undertaking: its own milestones, its projects' and those of everything that they wait for.

    Args:
        portfolio: everything around it.
        undertaking: an initiative or project.
        today: the day to judge at; what is not reached is expected then at the earliest.

    Returns:
        Every milestone after those that it waits for; those of the critical path have `kritisk`.

    Raises:
        RingError: milestones or undertakings wait for each other in a ring.
    """
    stones, waits = network(portfolio, undertaking)
    return steps(stones, waits, today)


def network(
    portfolio: Portfolio, undertaking: Undertaking
) -> tuple[dict[Point, Milstolpe], dict[Point, tuple[Point, ...]]]:
    """Gather the milestones that bear on an undertaking, and what each of them waits for.

    The first milestones of an undertaking wait for the last ones of every undertaking that it waits for. One without
    milestones has its end for one, when it has a day.

    Args:
        portfolio: everything around it.
        undertaking: an initiative or project.

    Returns:
        The milestones, and milestone to what it waits for.

    Raises:
        RingError: undertakings wait for each other in a ring.
    """
    between = dependencies(portfolio)
    in_order({id_: [d.beror_av for d in rows] for id_, rows in between.items()})
    held: dict[str, Undertaking] = {}
    asked = [undertaking, *(e.modell for e in portfolio.children(undertaking.id))]
    while asked:
        u = asked.pop()
        if u.id not in held and standing(portfolio, u) != "stoppad":
            held[u.id] = u
            found = (portfolio.undertaking(d.beror_av) for d in between.get(u.id, ()))
            asked += [e.modell for e in found if e]
    stones = {(u.id, m.id): m for u in held.values() for m in _stones(u)}
    waits: dict[Point, tuple[Point, ...]] = {}
    for u in held.values():
        before = [d.beror_av for d in between.get(u.id, ()) if d.beror_av in held]
        outside = tuple((first, m) for first in before for m in _last(held[first]))
        for m in _stones(u):
            inside = tuple((u.id, x) for x in m.beror_av if (u.id, x) in stones)
            waits[u.id, m.id] = inside or outside
    return stones, waits


def _stones(u: Undertaking) -> tuple[Milstolpe, ...]:
    if u.milstolpar:
        return u.milstolpar
    end = done_by(u)
    # Not validated: the end of an undertaking has no id of its own.
    return (Milstolpe.model_construct(id="", namn=u.namn, baslinje=end, beror_av=()),) if end else ()


def _last(u: Undertaking) -> tuple[str, ...]:
    waited_for = {x for m in u.milstolpar for x in m.beror_av}
    return tuple(m.id for m in _stones(u) if m.id not in waited_for)


def steps(stones: Mapping[Point, Milstolpe], waits: Mapping[Point, tuple[Point, ...]], today: date) -> tuple[Step, ...]:
    """Count through a network of milestones, forwards and back.

    Args:
        stones: the milestones.
        waits: milestone to what it waits for; every one of them is among the milestones.
        today: the day to judge at.

    Returns:
        In an order where everything comes after what it waits for; the last day of all is the end.

    Raises:
        RingError: milestones wait for each other in a ring.
    """
    order = [_point(key) for group in in_order(_keyed(stones, waits)) for key in group]
    work = {p: _work(stones, waits, p) for p in order}
    expected: dict[Point, date] = {}
    driver: dict[Point, Point | None] = {}
    for p in order:
        expected[p], driver[p] = _expected(stones[p], work[p], [(expected[w], w) for w in waits.get(p, ())], today)
    end = max(expected.values(), default=today)
    latest = dict.fromkeys(order, end)
    for p in reversed(order):
        for w in waits.get(p, ()):
            # What has been reached no longer waits for anything.
            if stones[p].utfall is None:
                latest[w] = min(latest[w], latest[p] - timedelta(days=work[p]))
    slack = {p: (latest[p] - expected[p]).days for p in order}
    return tuple(
        _step(p, stones[p], expected[p], work=work[p], slack=slack[p], waits=waits.get(p, ()), driver=driver[p])
        for p in order
    )


def _step(
    p: Point, m: Milstolpe, expected: date, *, work: int, slack: int, waits: tuple[Point, ...], driver: Point | None
) -> Step:
    return Step(
        insats=p[0],
        milstolpe=p[1],
        namn=m.namn,
        baslinje=m.baslinje,
        prognos=m.prognos,
        utfall=m.utfall,
        vantad=expected,
        arbete=work,
        forskjutning=(expected - m.baslinje).days,
        marginal=slack,
        kritisk=slack <= 0 and m.utfall is None,
        beror_av=waits,
        styrs_av=driver,
    )


def _work(stones: Mapping[Point, Milstolpe], waits: Mapping[Point, tuple[Point, ...]], p: Point) -> int:
    before = max((stones[w].baslinje for w in waits.get(p, ())), default=None)
    return max(0, (stones[p].baslinje - before).days) if before else 0


def _expected(m: Milstolpe, work: int, before: list[tuple[date, Point]], today: date) -> tuple[date, Point | None]:
    if m.utfall is not None:
        return m.utfall, None
    own = max(m.prognos or m.baslinje, today)
    if before:
        day, driver = max(before)
        counted = day + timedelta(days=work)
        if counted >= own:
            return counted, driver
    return own, None


_JOINT = "\n"


def _keyed(stones: Mapping[Point, Milstolpe], waits: Mapping[Point, tuple[Point, ...]]) -> dict[str, list[str]]:
    return {_JOINT.join(p): [_JOINT.join(w) for w in waits.get(p, ())] for p in stones}


def _point(key: str) -> Point:
    insats, _, milstolpe = key.partition(_JOINT)
    return insats, milstolpe
