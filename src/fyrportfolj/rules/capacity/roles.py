"""Key roles that many undertakings lean on at the same time.

Källa: handlingsplanen, förändringsträngsel: in a small kommun the same few people are asked for everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fyrportfolj.rules.capacity.quarters import span
from fyrportfolj.rules.capacity.sources import Source


@dataclass(frozen=True, slots=True)
class RoleLoad:
    """A key role of a kommun in the quarter when most lean on it.

    Attributes:
        roll: role id.
        kommun: kommun id.
        kvartal: the first quarter with the most.
        kallor: names of what leans on it then, sorted.
        for_manga: True when they are more than the register allows.
    """

    roll: str
    kommun: str
    kvartal: str
    kallor: tuple[str, ...]
    for_manga: bool


def role_loads(found: Iterable[Source], kvartal: tuple[str, ...], most: int) -> tuple[RoleLoad, ...]:
    """Give, per key role and kommun, the quarter when most undertakings lean on it.

    Args:
        found: what gives load.
        kvartal: quarters to look at, in order.
        most: undertakings that a key role manages at a time.

    Returns:
        One row per role and kommun that something leans on; most first, then by role and kommun.
    """
    held: dict[tuple[str, str], dict[str, set[str]]] = {}
    wanted = frozenset(kvartal)
    for source in found:
        for role, kommun, quarter in _needed(source):
            if quarter in wanted:
                held.setdefault((role, kommun), {}).setdefault(quarter, set()).add(source.namn)
    rows = []
    for (role, kommun), quarters in held.items():
        peak = min(quarters, key=lambda q: (-len(quarters[q]), q))
        names = tuple(sorted(quarters[peak]))
        rows.append(RoleLoad(role, kommun, peak, names, len(names) > most))
    return tuple(sorted(rows, key=lambda r: (-len(r.kallor), r.roll, r.kommun)))


def _needed(source: Source) -> Iterable[tuple[str, str, str]]:
    """Give role, kommun and quarter as the files have them; what is moved in a simulation is not."""
    for _, row in source.rader:
        quarters = {q for stage in row.skeden for q in span(stage.fran, stage.till_och_med)}
        for role in row.nyckelroller:
            for kommun in row.kommuner or source.kommuner:
                for quarter in quarters:
                    yield role, kommun, quarter
