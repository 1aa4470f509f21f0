"""What a view is made of: lines, tables and headings as values, without colour codes or widths.

A view turns a command's data into blocks; `layout` fits them to a width and `console` prints them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from fyrportfolj.messages import Text

Style: TypeAlias = Literal["", "rubrik", "stark", "dampad", "fel", "varning", "bra", "plats"]
"""What the words are, not which colour they get."""

Words: TypeAlias = "str | Text"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text with one style."""

    text: Words
    style: Style = ""


Inline: TypeAlias = "Words | Span | tuple[Words | Span, ...]"
"""Text in a line or a cell: plain, styled, or a row of both."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with an empty line before it, unless it comes first."""

    text: Inline


@dataclass(frozen=True, slots=True)
class Line:
    """Running text that is folded at the width.

    Attributes:
        text: the words.
        indent: columns before the first line.
        hang: further columns before the following lines.
    """

    text: Inline
    indent: int = 0
    hang: int = 0


@dataclass(frozen=True, slots=True)
class Raw:
    """A line that is never folded: a path, a line of a file, a diff."""

    text: Inline


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty line."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and how it may shrink.

    Attributes:
        head: heading; an empty one for all columns leaves the heading row out.
        right: True for numbers.
        fixed: True when the column keeps its full width as long as the others can shrink.
        wide: True for a column that is left out where the lines are short.
        least: columns that it takes at any rate, so that tables under each other line up.
    """

    head: Words = ""
    right: bool = False
    fixed: bool = False
    wide: bool = False
    least: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings.

    Attributes:
        columns: from left to right.
        rows: one cell per column.
        indent: columns before the table.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Inline, ...], ...]
    indent: int = 0


Block: TypeAlias = "Heading | Line | Raw | Blank | Table"
Blocks: TypeAlias = Iterable[Block]


def pairs(rows: Iterable[tuple[Words, Inline | None]], indent: int = 0) -> Table:
    """Give a table of label and value, leaving out the rows that have no value.

    Args:
        rows: label and value.
        indent: columns before the table.
    """
    kept = tuple((Span(label, "dampad"), value) for label, value in rows if value not in (None, "", ()))
    return Table((Column(fixed=True), Column()), tuple((label, value or "") for label, value in kept), indent)
