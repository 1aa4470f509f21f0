"""Tables as values: the same rows become a table in every format, and a sheet in a workbook."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    """

    titel: str
    rubriker: tuple[str, ...]
    rader: tuple[Row, ...]
    bredder: tuple[int, ...] = ()
    hoger: tuple[int, ...] = ()

    @property
    def vikter(self) -> tuple[int, ...]:
        """Relative widths on a page: as wished, but each column with room for its longest word when all can have it."""
        parts = self.bredder or (1,) * len(self.rubriker)
        wished = [_PAGE * p / sum(parts) for p in parts]
        least = _least(self)
        lacking = sum(max(n - w, 0) for w, n in zip(wished, least, strict=True))
        spare = sum(max(w - n, 0) for w, n in zip(wished, least, strict=True)) or 1
        given = min(lacking / spare, 1)
        widths = [max(n, w) if w <= n else w - (w - n) * given for w, n in zip(wished, least, strict=True)]
        return tuple(round(10 * w) for w in widths)


def fitted(table: Table) -> Table:
    """Give the table with widths after what its cells hold: room for the longest word, and more for running text."""
    columns = _columns(table)
    least = _least(table)
    wished = [max(n, min(max(map(len, texts)), _FAIR)) for n, texts in zip(least, columns, strict=True)]
    left = max(_PAGE - sum(least), 0)
    asked = sum(w - n for w, n in zip(wished, least, strict=True)) or 1
    widths = [n + left * (w - n) / asked for w, n in zip(wished, least, strict=True)]
    return replace(table, bredder=tuple(round(w) for w in widths))


_PAGE, _EDGES, _FAIR = 95.0, 3.0, 45
"""Letters of a table's text on a line of a page; letters that a cell's edges take; letters that are enough for any
column.
"""

_WHOLE_WORDS = (24, 20, 17, 14, 12, 10)
"""The longest word that stays whole: the most of these that lets every column have its longest on the same page."""


def _least(table: Table) -> list[float]:
    longest = [max(map(_longest_word, texts)) for texts in _columns(table)]
    tries = ([min(n, most) + _EDGES for n in longest] for most in _WHOLE_WORDS)
    found: list[float] = []
    for found in tries:
        if sum(found) <= _PAGE:
            break
    return found


def _columns(table: Table) -> list[list[str]]:
    return [[table.rubriker[x], *(_text(row[x]) for row in table.rader)] for x in range(len(table.rubriker))]


def _text(cell: str | Cell) -> str:
    return cell if isinstance(cell, str) else "\n".join((f"{cell.tecken} {cell.text}", *cell.under))


def _longest_word(text: str) -> int:
    return max(map(len, text.replace("\n", " ").split(" ")))
