"""The choice as whole numbers: what is gained, what it costs, what it weighs on whom, and what must come along.

No undertaking, file or solver here: only what makes a set of initiatives allowed, counted exactly.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from fyrportfolj.rules.capacity.load import Unit


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be chosen.

    Attributes:
        id: the initiative.
        varde: what it is worth, in whole thousandths of a point, at least 0.
        kostnad: what it costs, in öre, at least 0.
        last: the points of change that it lays on each unit.
        beror_av: items that must be chosen too.
        maste: True when it must be chosen.
    """

    id: str
    varde: int
    kostnad: int = 0
    last: Mapping[Unit, Decimal] = field(default_factory=dict)
    beror_av: tuple[str, ...] = ()
    maste: bool = False


@dataclass(frozen=True)
class Problem:
    """What is chosen among and what the choice must keep within.

    Attributes:
        poster: the items, by id.
        budget: öre, or None for no limit.
        ledigt: what each unit can still take on; a unit that is left out has no limit, and one that already
            carries more than it can is below 0.
    """

    poster: Mapping[str, Item]
    budget: int | None = None
    ledigt: Mapping[Unit, Decimal] = field(default_factory=dict)

    def without_units(self, kommun: str, forvaltning: str) -> Problem:
        """Give the same problem where an administration has no limit."""
        return replace(self, ledigt={u: v for u, v in self.ledigt.items() if u[:2] != (kommun, forvaltning)})


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that a set of items breaks.

    Attributes:
        enhet: the unit that would carry too much, or None.
        over_budget: öre above the budget, or 0.
        post: the item whose dependency is not there, or None.
        beror_av: the dependency.
    """

    enhet: Unit | None = None
    over_budget: int = 0
    post: str | None = None
    beror_av: str | None = None


def value(problem: Problem, chosen: Collection[str]) -> int:
    """Give what a set is worth, in thousandths of a point."""
    return sum(problem.poster[i].varde for i in chosen)


def cost(problem: Problem, chosen: Collection[str]) -> int:
    """Give what a set costs, in öre."""
    return sum(problem.poster[i].kostnad for i in chosen)


def carried(problem: Problem, chosen: Collection[str]) -> dict[Unit, Decimal]:
    """Give the points that a set lays on each unit."""
    found: dict[Unit, Decimal] = {}
    for i in chosen:
        for unit, points in problem.poster[i].last.items():
            found[unit] = found.get(unit, Decimal(0)) + points
    return found


def breaches(problem: Problem, chosen: Collection[str]) -> Iterator[Breach]:
    """Give every limit that a set breaks: dependencies, budget, units; none when the set is allowed."""
    inside = set(chosen)
    for i in sorted(inside):
        for other in problem.poster[i].beror_av:
            if other not in inside:
                yield Breach(post=i, beror_av=other)
    spent = cost(problem, inside)
    if problem.budget is not None and spent > problem.budget:
        yield Breach(over_budget=spent - problem.budget)
    for unit, points in sorted(carried(problem, inside).items()):
        free = problem.ledigt.get(unit)
        if free is not None and points and points > free:
            yield Breach(enhet=unit)


def allowed(problem: Problem, chosen: Collection[str]) -> bool:
    """Say whether a set keeps within everything and holds all that must be chosen."""
    musts = {i.id for i in problem.poster.values() if i.maste}
    return musts <= set(chosen) and next(breaches(problem, chosen), None) is None


def forced(problem: Problem) -> tuple[frozenset[str], tuple[Breach, ...]]:
    """Give what must be chosen with all that it depends on, and the limits that this alone breaks.

    Every limit is a ceiling and nothing weighs less than 0, so more never helps: when this set is allowed there is
    an answer, and when it is not there is none. What it breaks is therefore exactly what clashes.

    Returns:
        The set and its breaches; a dependency that cannot be chosen is one of them.
    """
    reached: set[str] = set()
    queue = [i.id for i in problem.poster.values() if i.maste]
    while queue:
        here = queue.pop()
        if here not in reached and here in problem.poster:
            reached.add(here)
            queue += problem.poster[here].beror_av
    return frozenset(reached), tuple(breaches(problem, reached))
