"""The list of initiatives and projects."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Column, Heading, Inline, Line, Span, Table
from fyrportfolj.cli.views.common import marked
from fyrportfolj.commands.listing import Listing
from fyrportfolj.commands.portrait import Portrait
from fyrportfolj.messages import T


def listing(found: Listing, _width: int) -> Blocks:
    """Show undertakings, under their sub-areas when they come in the plan's order.

    The id stands first, since commands ask for it.

    Args:
        found: the undertakings in order.
        _width: columns of the terminal; the tables fit themselves.
    """
    if not found.insatser:
        yield Line(T("Inget av {antal} initiativ och projekt passar.", antal=found.av))
        return
    yield from _by_area(found) if found.ordning == "plan" else _flat(found)
    yield Blank()
    yield Line(Span(T("{antal} av {av} initiativ och projekt", antal=found.antal, av=found.av), "dampad"))


def _flat(found: Listing) -> Iterator[Block]:
    columns = (
        Column("Id"),
        Column(T("Namn"), wide=True),
        Column(T("Fas")),
        Column(T("Sedan"), fixed=True),
        Column(T("Delområde"), wide=True),
    )
    rows = tuple(
        (marked(p.id, p), p.namn, p.fas_namn, str(p.sedan or "–"), found.delomraden.get(p.delomrade or "", "–"))
        for p in found.insatser
    )
    yield Table(columns, rows)


def _by_area(found: Listing) -> Iterator[Block]:
    widest = max(len(p.id) + len(_MARKS) * (p.exempel + (p.lage != "pagar")) for p in found.insatser)
    longest = max(len(p.namn) for p in found.insatser)
    for area, rows in groupby(found.insatser, key=lambda p: p.delomrade or ""):
        yield Heading(found.delomraden.get(area) or T("Utan delområde"))
        columns = (
            Column(least=min(widest, _WIDEST)),
            Column(wide=True, least=min(longest, _LONGEST)),
            Column(fixed=True),
        )
        yield Table(columns, tuple(_row(p) for p in rows), indent=2)


_LONGEST = 40
"""Columns that names take at least, where they are shown."""

_WIDEST = 56
"""Columns that ids take at most before the phases are pushed to the right."""

_MARKS = " (exempel) "


def _row(p: Portrait) -> tuple[Inline, ...]:
    return (marked(p.id, p), p.namn, p.fas_namn)
