"""The board: side by side where the lines are long enough, else one phase under the other."""

from __future__ import annotations

from itertools import zip_longest

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Column, Heading, Inline, Line, Span, Table
from fyrportfolj.cli.views.common import marked
from fyrportfolj.commands.status import Board, BoardColumn
from fyrportfolj.messages import T

_COLUMN = 21
"""Columns that a name needs to be read without being broken in each word."""


def board(b: Board, width: int) -> Blocks:
    """Show the board.

    Args:
        b: the process with its phases.
        width: columns of the terminal.
    """
    yield Heading(T("Aktuell programstatus {dag}", dag=b.dag))
    yield Line(
        Span(
            T("{portfolj} · {process} {version}", portfolj=b.portfolj, process=b.process_namn, version=b.version),
            "dampad",
        )
    )
    yield Blank()
    if len(b.kolumner) * _COLUMN <= width:
        yield _side_by_side(b)
    else:
        yield from _stacked(b)
    yield from _beside(b)


def _side_by_side(b: Board) -> Block:
    heads = tuple((Span(c.namn, "rubrik"), f" {c.antal}") for c in b.kolumner)
    names: list[list[Inline]] = [[marked(p.namn, p) for p in c.insatser] for c in b.kolumner]
    body: list[tuple[Inline, ...]] = [tuple(row) for row in zip_longest(*names, fillvalue="")]
    return Table(tuple(Column() for _ in heads), (heads, *body))


def _stacked(b: Board) -> Blocks:
    filled = False
    for column in b.kolumner:
        # Air after names, none between empty phases.
        if filled:
            yield Blank()
        filled = bool(column.insatser)
        yield Line((Span(column.namn, "rubrik"), f" {column.antal}"))
        for p in column.insatser:
            yield Line(marked(p.namn, p), indent=2, hang=2)


def _beside(b: Board) -> Blocks:
    rows = [
        (T("Före tavlan"), _counts(b.fore)),
        (T("Efter tavlan"), _counts(b.efter)),
        (T("Avslutade"), str(len(b.avslutade)) if b.avslutade else ""),
        (T("I en fas som processen inte har"), str(len(b.ovriga)) if b.ovriga else ""),
    ]
    kept = [(label, words) for label, words in rows if words]
    if kept:
        yield Blank()
    for label, words in kept:
        yield Line((Span(T("{rubrik}: ", rubrik=label), "dampad"), words), hang=2)


def _counts(columns: tuple[BoardColumn, ...]) -> str:
    return ", ".join(f"{c.namn} {c.antal}" for c in columns)
