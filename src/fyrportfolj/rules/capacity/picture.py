"""The map of change load: every cell of some quarters, the hot spots with what causes them, and the municipal year."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from fyrportfolj.model.capacity import Forandringslast, GodtagenOverlast
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.capacity.load import NOT_MOVED, Unit, register_of, total
from fyrportfolj.rules.capacity.quarters import moved as later
from fyrportfolj.rules.capacity.saturation import Capacities, Cell, Mattnad, worst
from fyrportfolj.rules.capacity.sources import Slag, Source, sources
from fyrportfolj.rules.capacity.yearly import Collision, collisions

HOT: frozenset[Mattnad] = frozenset({"hog", "over"})
_CENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Part:
    """What something adds to a cell.

    Attributes:
        namn: its name.
        insats: the undertaking's id, or None for other load.
        slag: undertaking, duty, own project and so on.
        exempel: True for invented content.
        procent: of the capacity, rounded to a whole number; None without capacity.
    """

    namn: str
    insats: str | None
    slag: Slag
    exempel: bool
    procent: int | None


@dataclass(frozen=True, slots=True)
class HotSpot:
    """An administration that is above the warning limit for some quarters in a row.

    Attributes:
        kommun: kommun id.
        forvaltning: administration id.
        fran: first quarter.
        till_och_med: last quarter.
        procent: at the fullest.
        niva: at the fullest.
        delar: what it is made of then, the heaviest first.
        godtagen: who has accepted it and why, or None.
    """

    kommun: str
    forvaltning: str
    fran: str
    till_och_med: str
    procent: int | None
    niva: Mattnad
    delar: tuple[Part, ...]
    godtagen: GodtagenOverlast | None


@dataclass(frozen=True, slots=True)
class Picture:
    """Change load in some quarters.

    Attributes:
        kvartal: the quarters, in order.
        celler: every unit of the chosen municipalities and administrations, also those without load.
        varma: the hot spots; too much first, then the fullest.
        kallor: what gives load somewhere in the picture.
        krockar: what begins to be introduced there in a period that hinders it, with the source's name.
    """

    kvartal: tuple[str, ...]
    celler: Mapping[Unit, Cell]
    varma: tuple[HotSpot, ...]
    kallor: tuple[Source, ...]
    krockar: tuple[tuple[Source, Collision], ...]


def picture(
    portfolio: Portfolio,
    kvartal: tuple[str, ...],
    kommuner: Collection[str],
    forvaltningar: Collection[str],
    moved: Mapping[str, int] = NOT_MOVED,
) -> Picture:
    """Draw the map.

    Args:
        portfolio: the documents; without a capacity register there are no cells.
        kvartal: quarters, in order.
        kommuner: municipalities to show.
        forvaltningar: administrations to show.
        moved: undertaking's id to the quarters that it is put off.
    """
    register = register_of(portfolio)
    if register is None:
        return Picture(kvartal, {}, (), (), ())
    every = sources(portfolio, moved)
    loads = total(s.last for s in every)
    table = Capacities(register)
    units = [(k, f, q) for k in kommuner for f in forvaltningar for q in kvartal]
    cells = {unit: table.cell(unit, loads.get(unit, Decimal(0))) for unit in units}
    seen = tuple(s for s in every if any(unit in cells for unit in s.last))
    met = [
        (s, c)
        for s in seen
        for c in _met(portfolio, s, moved.get(s.insats or "", 0))
        if c.kvartal in kvartal and c.forvaltning in forvaltningar and any(k in kommuner for k in c.kommuner)
    ]
    return Picture(kvartal, cells, _hot_spots(cells, seen), seen, tuple(met))


def _met(portfolio: Portfolio, source: Source, moved: int) -> Iterable[Collision]:
    rows: tuple[Forandringslast, ...] = tuple(row for _, row in source.rader)
    return (c for c in collisions(portfolio, rows, source.kommuner, moved) if c.period.hindrar_inforande)


def parts(found: Iterable[Source], cell: Cell) -> tuple[Part, ...]:
    """Give what a cell's load is made of, the heaviest first."""
    unit = (cell.kommun, cell.forvaltning, cell.kvartal)
    held = sorted(((s.last[unit], s) for s in found if unit in s.last), key=lambda x: (-x[0], x[1].namn))
    return tuple(Part(s.namn, s.insats, s.slag, s.exempel, _share(points, cell.kapacitet)) for points, s in held)


def _share(points: Decimal, capacity: Decimal) -> int | None:
    return int((points * _CENT / capacity).to_integral_value(ROUND_HALF_EVEN)) if capacity else None


def _hot_spots(cells: Mapping[Unit, Cell], found: tuple[Source, ...]) -> tuple[HotSpot, ...]:
    runs: list[list[Cell]] = []
    for c in cells.values():
        if c.niva not in HOT:
            continue
        last = runs[-1][-1] if runs else None
        joined = last and (last.kommun, last.forvaltning, later(last.kvartal, 1)) == (
            c.kommun,
            c.forvaltning,
            c.kvartal,
        )
        if joined:
            runs[-1].append(c)
        else:
            runs.append([c])
    spots = [_spot(run, found) for run in runs]
    return tuple(
        sorted(spots, key=lambda s: (s.niva != "over", -(s.procent or 1_000_000), s.kommun, s.forvaltning, s.fran))
    )


def _spot(run: list[Cell], found: tuple[Source, ...]) -> HotSpot:
    top = worst({(c.kommun, c.forvaltning, c.kvartal): c for c in run}) or run[0]
    return HotSpot(
        kommun=top.kommun,
        forvaltning=top.forvaltning,
        fran=run[0].kvartal,
        till_och_med=run[-1].kvartal,
        procent=top.procent,
        niva=top.niva,
        delar=parts(found, top),
        godtagen=top.godtagen,
    )


def fullest(picture_: Picture, loads: Collection[Unit]) -> Cell | None:
    """Give the fullest of some cells of the picture, or None of none."""
    return worst({unit: picture_.celler[unit] for unit in loads})
