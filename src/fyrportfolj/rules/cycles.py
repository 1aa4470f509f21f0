"""Dependencies that go round: milestones, undertakings, projects of a programme and bodies above bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from fyrportfolj.diagnostics import Diagnostic, Loc, finding
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio

Graph = Mapping[str, Sequence[str]]


def cycles(graph: Graph) -> list[tuple[str, ...]]:
    """Find the rings of a graph, one for each way back that a walk through it meets.

    Args:
        graph: node to the nodes it waits for; nodes that are no keys are passed over.

    Returns:
        Rings, each beginning with its alphabetically first node; sorted. Time is linear in the
        number of nodes and edges.
    """
    state: dict[str, int] = {}
    found: set[tuple[str, ...]] = set()
    for start in sorted(graph):
        if start in state:
            continue
        path: list[str] = [start]
        state[start] = 0
        waiting: list[Iterator[str]] = [iter(graph[start])]
        while path:
            following = next(waiting[-1], None)
            if following is None:
                state[path.pop()] = -1
                waiting.pop()
            elif following in graph and following not in state:
                state[following] = len(path)
                path.append(following)
                waiting.append(iter(graph[following]))
            elif state.get(following, -1) >= 0:
                found.add(_turned(path[state[following] :]))
    return sorted(found)


def _turned(ring: list[str]) -> tuple[str, ...]:
    first = ring.index(min(ring))
    return (*ring[first:], *ring[:first])


def check_cycles(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find dependencies that lead back to where they began, so that nothing in the ring can come first."""
    del today
    undertakings = {e.modell.id: e for e in portfolio.undertakings()}
    for ring in cycles({id_: e.modell.beror_av for id_, e in undertakings.items() if e.modell.beror_av}):
        entry = undertakings[ring[0]]
        yield _round(entry.fil, ("beror_av", entry.modell.beror_av.index(_next(ring))), ring)
    for entry in undertakings.values():
        yield from _milestones(entry)
        yield from _projects(entry)
    yield from _bodies(portfolio)


def _milestones(entry: Entry[Undertaking]) -> Iterator[Diagnostic]:
    rows = entry.modell.milstolpar
    for ring in cycles({m.id: m.beror_av for m in rows if m.beror_av}):
        index, row = next((i, m) for i, m in enumerate(rows) if m.id == ring[0])
        yield _round(entry.fil, ("milstolpar", index, "beror_av", row.beror_av.index(_next(ring))), ring)


def _projects(entry: Entry[Undertaking]) -> Iterator[Diagnostic]:
    plan = entry.modell.artefakter.programplan
    if plan is None or not plan.beroenden:
        return
    pairs = [(b.projekt, b.beror_av) for b in plan.beroenden]
    graph: dict[str, list[str]] = {}
    for waits, first in pairs:
        graph.setdefault(waits, []).append(first)
    for ring in cycles(graph):
        index = pairs.index((ring[0], _next(ring)))
        yield _round(entry.fil, ("artefakter", "programplan", "beroenden", index, "beror_av"), ring)


def _bodies(portfolio: Portfolio) -> Iterator[Diagnostic]:
    if portfolio.organregister is None:
        return
    bodies = portfolio.organregister.modell.organ
    for ring in cycles({b.id: (b.overordnat,) for b in bodies if b.overordnat}):
        index = next(i for i, b in enumerate(bodies) if b.id == ring[0])
        yield _round(portfolio.organregister.fil, ("organ", index, "overordnat"), ring)


def _next(ring: tuple[str, ...]) -> str:
    return ring[1 % len(ring)]


def _round(fil: str, loc: Loc, ring: tuple[str, ...]) -> Diagnostic:
    return finding("FYR224", fil, loc, kedja=" → ".join((*ring, ring[0])))
