"""Tables as values: the same rows become a table in every format, and a sheet in a workbook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import Literal, TypeAlias

CellKind = Literal["text", "fet", "lage", "niva"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is more than a text.

    Attributes:
        text: its first line.
        under: further lines, smaller.
        slag: plain text, bold, a status light or a risk level; never told by colour alone.
        kod: the light's or the level's slug, which gives the colour.
        tecken: the light's shape.
    """

    text: str
    under: tuple[str, ...] = ()
    slag: CellKind = "text"
    kod: str = ""
    tecken: str = ""


Row: TypeAlias = tuple[str | Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of a row says what the row is about.

    Attributes:
        titel: what the table holds, read out by screen readers and shown where a format has captions.
        rubriker: column headings.
        rader: cells, as many as there are headings.
        bredder: relative column widths; empty means equal.
        hoger: indexes of columns with figures, which stand to the right.
        satta: True when the widths are made for what the cells hold, and are kept.
    """

    titel: str
    rubriker: tuple[str, ...]
    rader: tuple[Row, ...]
    bredder: tuple[int, ...] = ()
    hoger: tuple[int, ...] = ()
    satta: bool = False

    @property
    def vikter(self) -> tuple[int, ...]:
        """Relative widths on a page: as wished, but each column with room for its longest word when all can have it."""
        parts = self.bredder or (1,) * len(self.rubriker)
        wished = [_PAGE * p / sum(parts) for p in parts]
        if self.satta:
            return tuple(round(10 * w) for w in wished)
        least = _least(self)
        lacking = sum(max(n - w, 0) for w, n in zip(wished, least, strict=True))
        spare = sum(max(w - n, 0) for w, n in zip(wished, least, strict=True)) or 1
        given = min(lacking / spare, 1)
        widths = [max(n, w) if w <= n else w - (w - n) * given for w, n in zip(wished, least, strict=True)]
        return tuple(round(10 * w) for w in widths)


def fitted(table: Table) -> Table:
    """Give the table with widths after what its cells hold: those that make it short, with few words cut.

    Args:
        table: its own widths are not looked at.
    """
    if not table.rader:
        return table
    roomy = [most for most in _WHOLE_WORDS if sum(_needed(table, most)) <= _PAGE]
    tries = (_shared(table, most) for most in roomy or _WHOLE_WORDS[-1:])
    best = min(tries, key=lambda widths: _cost(table, widths))
    return replace(table, bredder=tuple(round(10 * w) for w in best), satta=True)


_PAGE, _EDGES, _FAIR = 95.0, 2.5, 45
"""Letters of a table's text on a line of a page; letters that a cell's edges take; letters that are enough for any
column.
"""

_BOLD, _BADGE = 1.05, 2.0
"""How much wider bold letters are; letters that the edges and the shape of a light or a level take."""

_CUT = 1.5
"""Lines that a word left whole is worth."""

_WHOLE_WORDS = (24, 20, 17, 14, 12, 10)
"""The longest word that stays whole: the most of these that lets every column have its longest on the same page."""


def _least(table: Table) -> list[float]:
    tries = (_needed(table, most) for most in _WHOLE_WORDS)
    found: list[float] = []
    for found in tries:
        if sum(found) <= _PAGE:
            break
    return found


def _needed(table: Table, most: int) -> list[float]:
    """Give the letters of each column's longest word, at most so many, with the edges of the cell.

    Figures, lights and levels are never cut: half of one says something else.
    """
    longest = [max(line.longest for line in lines) for lines in _columns(table)]
    figures = [max((line.longest for cell in cells[1:] for line in cell), default=0.0) for cells in _cells(table)]
    badges = [max((line.longest for line in lines if line.edges), default=0.0) for lines in _columns(table)]
    kept = [max(figures[x] if x in table.hoger else 0.0, badges[x]) for x in range(len(longest))]
    return [min(n, max(most, whole)) + _EDGES for n, whole in zip(longest, kept, strict=True)]


def _shared(table: Table, most: int) -> list[float]:
    """Share a page so that words up to a length stay whole, and what is left goes to running text."""
    least = _needed(table, most)
    longest = [max(line.whole for line in lines) for lines in _columns(table)]
    wished = [max(n, min(full, _FAIR)) for n, full in zip(least, longest, strict=True)]
    left, asked = max(_PAGE - sum(least), 0), sum(wished) - sum(least) or 1
    widths = [n + left * (w - n) / asked for w, n in zip(wished, least, strict=True)]
    return [_PAGE * w / sum(widths) for w in widths]


def _cost(table: Table, widths: list[float]) -> float:
    """Give the lines that the table takes, with something for each word that has no room."""
    cost = 0.0
    for x, row in enumerate(zip(*_cells(table), strict=True)):
        rooms = [w - _EDGES for w in widths]
        cost += max(sum(ceil(line.whole / room) for line in lines) for lines, room in zip(row, rooms, strict=True))
        cut = sum(line.longest > room for lines, room in zip(row, rooms, strict=True) for line in lines)
        cost += _CUT * cut * (_HEAD if x == 0 else 1)
    return cost


_HEAD = 3
"""A word cut in the head is as bad as several further down."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cell, how wide its letters are, and the letters that its edges take within the cell."""

    text: str
    wide: float = 1.0
    edges: float = 0.0

    @property
    def whole(self) -> float:
        """Letters of the line."""
        return len(self.text) * self.wide + self.edges

    @property
    def longest(self) -> float:
        """Letters of its longest word."""
        return max(map(len, self.text.replace("\n", " ").split(" "))) * self.wide + self.edges


def _columns(table: Table) -> list[list[_Line]]:
    return [[line for cell in column for line in cell] for column in _cells(table)]


def _cells(table: Table) -> list[list[list[_Line]]]:
    heads = [[[_Line(head, _BOLD)]] for head in table.rubriker]
    return [[*heads[x], *(_lines(row[x], bold=x == 0) for row in table.rader)] for x in range(len(heads))]


def _lines(cell: str | Cell, *, bold: bool) -> list[_Line]:
    wide = _BOLD if bold else 1.0
    if isinstance(cell, str):
        return [_Line(cell, wide)]
    below = [_Line(text) for text in cell.under]
    if cell.slag == "niva":
        # A level is short, and looks broken on two lines.
        return [_Line(cell.text.replace(" ", "\u00a0"), _BOLD, _BADGE), *below]
    if cell.slag == "lage":
        return [_Line(f"{cell.tecken} {cell.text}", _BOLD, _BADGE), *below]
    return [_Line(cell.text, _BOLD if cell.slag == "fet" else wide), *below]
