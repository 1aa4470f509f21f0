"""Blocks fitted to a width: folded lines and columns, as rows of styled pieces."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

from fyrportfolj.cli.blocks import Blank, Block, Column, Heading, Inline, Line, Raw, Span, Style, Table, Words

Piece: TypeAlias = tuple[str, Style]
Row: TypeAlias = tuple[Piece, ...]
Say: TypeAlias = Callable[[Words], str]

_GAP = 2
_NARROWEST = 6
_WIDE = 110
"""Columns from which the columns marked `wide` are shown."""


def lay_out(blocks: Iterable[Block], width: int, say: Say) -> Iterator[Row]:
    """Fit blocks to a width.

    Args:
        blocks: what to show.
        width: columns to use.
        say: gives a sentence in the right language, with nothing in it that steers a terminal.

    Yields:
        One row of (text, style) per line, without trailing space.
    """
    first = True
    for block in blocks:
        match block:
            case Heading(text):
                if not first:
                    yield ()
                yield from _fold(_pieces(text, say, "rubrik"), width)
            case Line(text, indent, hang):
                yield from _indented(_fold(_pieces(text, say), width - indent, hang), indent)
            case Raw(text):
                # A line break in the data would let it begin a line of its own.
                yield tuple((piece.replace("\n", " "), style) for piece, style in _pieces(text, say))
            case Blank():
                yield ()
            case Table():
                yield from _table(block, width, say)
        first = False


def cells(text: str) -> int:
    """Count the columns that a text takes on a terminal: combining signs take none, wide ones two."""
    if text.isascii():
        return len(text)
    return sum(_cell(c) for c in text)


@lru_cache(maxsize=2048)
def _cell(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _pieces(inline: Inline, say: Say, base: Style = "") -> Row:
    parts = inline if isinstance(inline, tuple) else (inline,)
    return tuple((say(p.text), p.style or base) if isinstance(p, Span) else (say(p), base) for p in parts)


def _words(row: Row) -> Iterator[tuple[str, Style, bool]]:
    """Split into unbreakable pieces, each with True when a space may stand before it."""
    spaced = False
    for text, style in row:
        token = ""
        for char in text:
            if char in " \n\t":
                if token:
                    yield token, style, spaced
                token, spaced = "", True
                continue
            token += char
            # A long id or path may be folded after its joints; a day may not.
            if char in "-/_" and len(token) > _NARROWEST and not token[:-1].replace("-", "").isdecimal():
                yield token, style, spaced
                token, spaced = "", False
        if token:
            yield token, style, spaced
            spaced = False


def _fold(row: Row, width: int, hang: int = 0) -> Iterator[Row]:
    line: list[Piece] = []
    used = 0
    limit = max(width, 1)
    for word, style, space in _words(row):
        before = 1 if space and line else 0
        if line and used + before + cells(word) > limit:
            yield tuple(line)
            line, used, before = ([(" " * hang, "")] if hang else []), hang, 0
        while used + before + cells(word) > limit > used:
            head = _fitting(word, limit - used - before)
            yield (*line, (head, style))
            word = word[len(head) :]
            line, used = ([(" " * hang, "")] if hang else []), hang
        if before:
            line.append((" ", style if line[-1][1] == style else ""))
        line.append((word, style))
        used += before + cells(word)
    if line:
        yield tuple(line)


def _fitting(word: str, room: int) -> str:
    """Give as much of a word as fits; at least one character, so that the work gets on."""
    used = 0
    for n, char in enumerate(word):
        used += cells(char)
        if used > room:
            return word[: max(n, 1)]
    return word


def _indented(rows: Iterable[Row], indent: int) -> Iterator[Row]:
    for row in rows:
        yield ((" " * indent, ""), *row) if indent else row


def _table(table: Table, width: int, say: Say) -> Iterator[Row]:
    if not table.rows:
        return
    kept = [i for i, c in enumerate(table.columns) if not c.wide or width >= _WIDE]
    columns = tuple(table.columns[i] for i in kept)
    head: tuple[Row, ...] = tuple(((say(c.head), "dampad"),) for c in columns)
    body = [tuple(_pieces(row[i], say) for i in kept) for row in table.rows]
    with_head = any(text for ((text, _),) in head)
    grid = [head, *body] if with_head else body
    widths = _widths(columns, grid, width - table.indent)
    for row in grid:
        yield from _indented(_cells_side_by_side(row, widths, columns), table.indent)


def _widths(columns: tuple[Column, ...], grid: list[tuple[Row, ...]], width: int) -> list[int]:
    full = [max(c.least, *(_length(row[i]) for row in grid)) for i, c in enumerate(columns)]
    least = [max(_longest_word(row[i]) for row in grid) for i in range(len(columns))]
    room = width - _GAP * (len(columns) - 1)
    widths = list(full)
    # First those that may fold give way, widest first and never inside a word; then all, if they must.
    for may_shrink, floor in (
        ([not c.fixed for c in columns], least),
        ([True] * len(columns), least),
        ([True] * len(columns), [_NARROWEST] * len(columns)),
    ):
        while sum(widths) > room:
            candidates = [i for i, ok in enumerate(may_shrink) if ok and widths[i] > floor[i]]
            if not candidates:
                break
            widths[max(candidates, key=lambda i: widths[i])] -= 1
    return widths


def _length(row: Row) -> int:
    return sum(cells(text) for text, _ in row)


def _longest_word(row: Row) -> int:
    return max((cells(word) for word, _, _ in _words(row)), default=0)


def _cells_side_by_side(row: tuple[Row, ...], widths: list[int], columns: tuple[Column, ...]) -> Iterator[Row]:
    folded = [list(_fold(cell, w)) for cell, w in zip(row, widths, strict=True)]
    for n in range(max((len(f) for f in folded), default=0) or 1):
        line: list[Piece] = []
        gap = 0
        for lines, w, column in zip(folded, widths, columns, strict=True):
            cell = lines[n] if n < len(lines) else ()
            pad = w - _length(cell)
            if column.right:
                gap, pad = gap + pad, 0
            if cell:
                line += [(" " * gap, "")] if gap else []
                line += cell
                gap = 0
            gap += pad + _GAP
        yield tuple(line)
