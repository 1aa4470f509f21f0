"""How full every administration is each quarter: load against what it can carry.

Källa: Prosci, change saturation (tolkning): the load is too great when it exceeds the capacity.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Literal

from fyrportfolj.model.capacity import GodtagenOverlast, Kapacitet, Kapacitetsregister
from fyrportfolj.rules.capacity.load import Loads, Unit

Mattnad = Literal["ingen", "ryms", "hog", "over"]
"""No load; room left; more than the warning limit; more than the capacity."""

_CENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Cell:
    """An administration of a kommun in a quarter.

    Attributes:
        kommun: kommun id.
        forvaltning: administration id.
        kvartal: quarter.
        last: points, exact.
        kapacitet: points that it can carry.
        procent: load in per cent of the capacity, rounded up to a whole number so that too much never shows as 100;
            None when there is a load and no capacity.
        niva: in a word.
        godtagen: who has accepted that it carries too much and why, or None.
    """

    kommun: str
    forvaltning: str
    kvartal: str
    last: Decimal
    kapacitet: Decimal
    procent: int | None
    niva: Mattnad
    godtagen: GodtagenOverlast | None = None


class Capacities:
    """What the register declares, looked up by unit."""

    def __init__(self, register: Kapacitetsregister) -> None:
        """Sort the rows by kommun and administration.

        Args:
            register: what is declared.
        """
        self._register = register
        self._rows: dict[tuple[str, str], list[tuple[int, Kapacitet]]] = {}
        for i, row in enumerate(register.kapacitet):
            self._rows.setdefault((row.kommun, row.forvaltning), []).append((i, row))
        self._accepted: dict[tuple[str, str], list[GodtagenOverlast]] = {}
        for accepted in register.godtagen_overlast:
            self._accepted.setdefault((accepted.kommun, accepted.forvaltning), []).append(accepted)

    def declared(self, unit: Unit) -> tuple[int, Kapacitet] | None:
        """Give the row that declares a unit's capacity with its place from 0, or None where the usual one holds."""
        kommun, forvaltning, kvartal = unit
        return next((x for x in self._rows.get((kommun, forvaltning), ()) if holds(x[1], kvartal)), None)

    def of(self, unit: Unit) -> Decimal:
        """Give what a unit can carry, points: the declared capacity, else the usual one."""
        found = self.declared(unit)
        return found[1].kapacitet if found else self._register.vanlig_kapacitet

    def accepted(self, unit: Unit) -> GodtagenOverlast | None:
        """Give the reason for letting a unit carry too much, or None."""
        kommun, forvaltning, kvartal = unit
        return next((a for a in self._accepted.get((kommun, forvaltning), ()) if holds(a, kvartal)), None)

    def cell(self, unit: Unit, points: Decimal) -> Cell:
        """Judge a unit that carries some points."""
        capacity = self.of(unit)
        niva = level(points, capacity, self._register.varning_procent)
        return Cell(*unit, points, capacity, percent(points, capacity), niva, self.accepted(unit))


def holds(row: Kapacitet | GodtagenOverlast, kvartal: str) -> bool:
    """Say whether a row holds in a quarter; quarters sort as they come."""
    return (row.fran or kvartal) <= kvartal <= (row.till_och_med or kvartal)


def percent(points: Decimal, capacity: Decimal) -> int | None:
    """Give load in per cent of the capacity, rounded up.

    Args:
        points: the load.
        capacity: what can be carried.

    Returns:
        A whole number, 0 without load; None when there is a load and no capacity.
    """
    if not points:
        return 0
    return int((points * _CENT / capacity).to_integral_value(ROUND_CEILING)) if capacity else None


def level(points: Decimal, capacity: Decimal, warning: Decimal) -> Mattnad:
    """Say how full a unit is.

    Args:
        points: the load.
        capacity: what can be carried.
        warning: per cent of the capacity above which it is worth looking at.
    """
    if not points:
        return "ingen"
    if points > capacity:
        return "over"
    return "hog" if points * _CENT > warning * capacity else "ryms"


def cells(register: Kapacitetsregister, loads: Loads) -> dict[Unit, Cell]:
    """Judge every unit that carries something.

    Args:
        register: what is declared.
        loads: points per unit.

    Returns:
        Unit to its judgement, in the order given.
    """
    table = Capacities(register)
    return {unit: table.cell(unit, points) for unit, points in loads.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """A unit whose level is another than before.

    Attributes:
        fore: as it was.
        efter: as it becomes.
    """

    fore: Cell
    efter: Cell


def changes(register: Kapacitetsregister, before: Loads, after: Loads) -> tuple[Change, ...]:
    """Give the units that come to another level.

    Args:
        register: what is declared.
        before: points per unit.
        after: the same when something is moved.

    Returns:
        Sorted by quarter, kommun and administration; units with the same level are left out.
    """
    table = Capacities(register)
    found = []
    for unit in sorted({*before, *after}, key=lambda u: (u[2], u[0], u[1])):
        old = table.cell(unit, before.get(unit, Decimal(0)))
        new = table.cell(unit, after.get(unit, Decimal(0)))
        if old.niva != new.niva:
            found.append(Change(old, new))
    return tuple(found)


def worst(found: Mapping[Unit, Cell]) -> Cell | None:
    """Give the fullest of some units, the earliest of those that are equally full; None of none."""
    rank = ("ingen", "ryms", "hog", "over")
    # Compared as fractions: a share rounded to a whole number would make unequal ones alike.
    return max(
        found.values(),
        key=lambda c: (rank.index(c.niva), c.last / c.kapacitet if c.kapacitet else c.last, -_order(c.kvartal)),
        default=None,
    )


def _order(kvartal: str) -> int:
    return int(kvartal.replace("-K", ""))
