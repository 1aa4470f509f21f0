"""Which undertakings wait for which: as they say themselves, and as a programme's plan says of its projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter

from fyrportfolj.diagnostics import Loc
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.capacity.quarters import first_day, last_day
from fyrportfolj.rules.lifecycle import last_planned_day


@dataclass(frozen=True, slots=True)
class Dependency:
    """One undertaking waits for another.

    Attributes:
        insats: the one that waits, id.
        beror_av: the one that must be done before, id.
        skal: why, when the files say so; else empty.
        fil: the file that says so.
        loc: where in the file.
    """

    insats: str
    beror_av: str
    skal: str
    fil: str
    loc: Loc


class RingError(ValueError):
    """What waits for itself can not be put in order; `ring` holds the ids, the first one also last."""

    def __init__(self, ring: tuple[str, ...]) -> None:
        super().__init__(" → ".join(ring))
        self.ring = ring


def dependencies(portfolio: Portfolio) -> Mapping[str, tuple[Dependency, ...]]:
    """Give what every undertaking waits for.

    Args:
        portfolio: the undertakings; a link to one that does not exist is left out, it has a finding of its own.

    Returns:
        Id to its dependencies, one per undertaking that it waits for, in the order of the files.
    """
    found: dict[str, dict[str, Dependency]] = {}
    for entry in portfolio.undertakings():
        u = entry.modell
        for i, before in enumerate(u.beror_av):
            _add(portfolio, found, Dependency(u.id, before, "", entry.fil, ("beror_av", i)))
        plan = u.artefakter.programplan
        for i, row in enumerate(plan.beroenden if plan else ()):
            loc: Loc = ("artefakter", "programplan", "beroenden", i, "beror_av")
            _add(portfolio, found, Dependency(row.projekt, row.beror_av, row.beskrivning or "", entry.fil, loc))
    return {id_: tuple(rows.values()) for id_, rows in found.items()}


def _add(portfolio: Portfolio, found: dict[str, dict[str, Dependency]], d: Dependency) -> None:
    # A former id still leads to the undertaking.
    waits, first = portfolio.undertaking(d.insats), portfolio.undertaking(d.beror_av)
    if waits is None or first is None:
        return
    known = found.setdefault(waits.modell.id, {})
    held = known.get(first.modell.id)
    if held is None or (d.skal and not held.skal):
        known[first.modell.id] = Dependency(waits.modell.id, first.modell.id, d.skal, d.fil, d.loc)


def in_order(graph: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Put nodes in an order where everything comes after what it waits for.

    Args:
        graph: node to the nodes that it waits for.

    Returns:
        Groups, first to last; the nodes of a group wait for nothing in it or after it, and are sorted.

    Raises:
        RingError: something waits for itself.
    """
    sorter: TopologicalSorter[str] = TopologicalSorter(graph)
    try:
        sorter.prepare()
    except CycleError as error:
        raise RingError(tuple(reversed(error.args[1]))) from None
    groups = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        groups.append(tuple(ready))
        sorter.done(*ready)
    return tuple(groups)


def first_planned_day(undertaking: Undertaking) -> date | None:
    """Give the day when an undertaking begins: its start, else the first activity, else the first quarter of its load.

    Args:
        undertaking: an initiative or project.

    Returns:
        The day; None when nothing says.
    """
    if undertaking.start:
        return undertaking.start
    days = [a.start for a in undertaking.aktiviteter]
    days += [first_day(s.fran) for row in undertaking.forandringslast for s in row.skeden]
    return min(days, default=None)


def done_by(undertaking: Undertaking) -> date | None:
    """Give the day when an undertaking is done and others can build on it.

    Args:
        undertaking: an initiative or project.

    Returns:
        The last day of its plan, else of the last quarter of its load; None when nothing says.
    """
    planned = last_planned_day(undertaking)
    if planned:
        return planned
    return max((last_day(s.till_och_med) for row in undertaking.forandringslast for s in row.skeden), default=None)
