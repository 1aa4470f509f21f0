"""The order of a programme's projects (tågordning): which can run side by side, and what each one waits for.

Källa: handlingsplanen, processteg planera, uppstart: projektberoenden och tågordning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fyrportfolj.model.artefacts.rows import Tagordning
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.lifecycle import standing
from fyrportfolj.rules.replay import Lage
from fyrportfolj.rules.timing.dependencies import (
    Dependency,
    dependencies,
    done_by,
    first_planned_day,
    in_order,
)


@dataclass(frozen=True, slots=True)
class Wagon:
    """A project's place in the order.

    Attributes:
        projekt: project id.
        namn: its name.
        exempel: True for invented content.
        grupp: group that it may begin with, from 1; projects of a group may run side by side.
        planerad: its place in the programme's plan, or None.
        start: first day, or None.
        slut: last day, or None.
        lage: running, stopped or closed.
        vantar_pa: what it waits for; also undertakings outside the programme.
        for_tidigt: those of them that it is planned to begin before the end of, with the day when they are done.
    """

    projekt: str
    namn: str
    exempel: bool
    grupp: int
    planerad: int | None
    start: date | None
    slut: date | None
    lage: Lage
    vantar_pa: tuple[Dependency, ...]
    for_tidigt: tuple[tuple[Dependency, date], ...]


def order_of(portfolio: Portfolio, programme: Undertaking) -> tuple[Wagon, ...]:
    """Put the projects of a programme in order.

    Args:
        portfolio: the projects and everything that they wait for.
        programme: the initiative.

    Returns:
        Group by group; within a group as the programme's plan has them, then by start.

    Raises:
        RingError: projects wait for each other in a ring.
    """
    projects = {e.modell.id: e.modell for e in portfolio.children(programme.id)}
    waits = {id_: dependencies(portfolio).get(id_, ()) for id_ in projects}
    graph = {id_: [d.beror_av for d in rows if d.beror_av in projects] for id_, rows in waits.items()}
    plan = programme.artefakter.programplan
    planned = {row.projekt: row for row in plan.projekt} if plan else {}
    found = []
    for n, group in enumerate(in_order(graph), 1):
        found += [_wagon(portfolio, projects[id_], n, waits[id_], planned) for id_ in group]
    return tuple(sorted(found, key=_key))


def _key(w: Wagon) -> tuple[int, int, date, str]:
    return w.grupp, w.planerad or 1_000_000, w.start or date.max, w.projekt


def _wagon(
    portfolio: Portfolio, u: Undertaking, group: int, waits: tuple[Dependency, ...], planned: Mapping[str, Tagordning]
) -> Wagon:
    row = planned.get(u.id)
    start = first_planned_day(u) or (row.start if row else None)
    return Wagon(
        projekt=u.id,
        namn=u.namn,
        exempel=u.exempel,
        grupp=group,
        planerad=row.ordning if row else None,
        start=start,
        slut=done_by(u) or (row.slut if row else None),
        lage=standing(portfolio, u),
        vantar_pa=waits,
        for_tidigt=tuple((d, end) for d in waits if (end := _end(portfolio, d)) and start and end >= start),
    )


def _end(portfolio: Portfolio, d: Dependency) -> date | None:
    entry = portfolio.undertaking(d.beror_av)
    if entry is None or standing(portfolio, entry.modell) != "pagar":
        return None
    return done_by(entry.modell)
