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


_PAGE, _EDGES, _LONGEST_WORD, _FAIR = 95.0, 2.5, 14, 45
"""Letters of a table's text on a line of a page; letters that a cell's edges take; letters that a word may have before
it is divided; and letters that are enough for any column.
"""


def fitted(table: Table) -> Table:
    """Give the table with widths after what its cells hold: room for the longest word, and more for running text."""
    columns = [[table.rubriker[x], *(_texts(row[x]) for row in table.rader)] for x in range(len(table.rubriker))]
    least = [max(min(_longest_word(t), _LONGEST_WORD) for t in texts) + _EDGES for texts in columns]
    wished = [max(n, min(max(map(len, texts)), _FAIR)) for n, texts in zip(least, columns, strict=True)]
    left = max(_PAGE - sum(least), 0)
    asked = sum(w - n for w, n in zip(wished, least, strict=True)) or 1
    widths = [n + left * (w - n) / asked for w, n in zip(wished, least, strict=True)]
    return replace(table, bredder=tuple(round(w) for w in widths))


def _texts(cell: str | Cell) -> str:
    return cell if isinstance(cell, str) else "\n".join((cell.text, *cell.under))


def _longest_word(text: str) -> int:
    return max(map(len, text.replace("\n", " ").split(" ")))
