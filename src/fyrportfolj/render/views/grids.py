"""Sheets of a workbook: columns with kinds, lists to choose from, and levels that follow the figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from fyrportfolj.render.views.tables import Cell, Table

GridCell: TypeAlias = str | int | date | Cell | None

_WHOLE_WIDTH = 150
"""Characters that a landscape page has room for."""

_NARROWEST = 8


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column.

    Attributes:
        rubrik: heading.
        bredd: width in characters.
        slag: what its cells hold.
        val: what may be chosen; empty means anything.
        hjalp: what is said about it when one of its cells is chosen.
        hoger: True for figures that are text, which stand to the right.
    """

    rubrik: str
    bredd: int
    slag: Literal["text", "tal", "dag"] = "text"
    val: tuple[str | int, ...] = ()
    hjalp: str = ""
    hoger: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A level by the risk values that it holds.

    Attributes:
        namn: the level.
        fran: its lowest value.
        till: its highest value.
        ton: lag, medel or hog, for its shade.
    """

    namn: str
    fran: int
    till: int
    ton: str


@dataclass(frozen=True, slots=True)
class Product:
    """Two columns that are multiplied, and what follows.

    Attributes:
        faktorer: the two columns.
        varde: the column with the product.
        niva: the column with the level of the product, in words.
        steg: the levels, lowest first; between them they hold every product.
        blad: the title of the sheet with one row per level: its name first, then its lowest value.
    """

    faktorer: tuple[int, int]
    varde: int
    niva: int
    steg: tuple[Step, ...]
    blad: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet.

    Attributes:
        titel: its name.
        kolumner: from left to right.
        rader: one cell per column; the first says what the row is about.
        produkt: columns that are counted from others, or None.
    """

    titel: str
    kolumner: tuple[GridColumn, ...]
    rader: tuple[tuple[GridCell, ...], ...]
    produkt: Product | None = None


Sheet: TypeAlias = Table | Grid


def grid_of(table: Table, days: Iterable[int] = ()) -> Grid:
    """Give a table as a sheet.

    Args:
        table: the table.
        days: indexes of columns with ISO days, which become days; what is no day there stays text.
    """
    parts = table.bredder or (1,) * len(table.rubriker)
    held = frozenset(days)
    columns = tuple(
        GridColumn(
            heading,
            max(_NARROWEST, _WHOLE_WIDTH * part // sum(parts)),
            "dag" if at in held else "text",
            hoger=at in table.hoger,
        )
        for at, (heading, part) in enumerate(zip(table.rubriker, parts, strict=True))
    )
    rows = tuple(tuple(_day(c) if at in held else c for at, c in enumerate(row)) for row in table.rader)
    return Grid(table.titel, columns, rows)


def _day(cell: str | Cell) -> GridCell:
    try:
        return date.fromisoformat(cell) if isinstance(cell, str) else cell
    except ValueError:
        return cell
