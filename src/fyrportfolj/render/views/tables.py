"""Tables as values: the same rows become a table in every format, and a sheet in a workbook."""

from __future__ import annotations

from dataclasses import dataclass
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
