"""The list of initiatives and projects."""

from __future__ import annotations

from fyrportfolj.cli.blocks import Blank, Blocks, Column, Line, Span, Table
from fyrportfolj.cli.views.common import marked
from fyrportfolj.commands.listing import Listing
from fyrportfolj.messages import T


def listing(found: Listing, _width: int) -> Blocks:
    """Show undertakings as a table; the id stands first since commands ask for it.

    Args:
        found: the undertakings in order.
        _width: columns of the terminal; the table fits itself.
    """
    if not found.insatser:
        yield Line(T("Inget av {antal} initiativ och projekt passar.", antal=found.av))
        return
    columns = (Column("Id"), Column(T("Namn"), wide=True), Column(T("Fas")), Column(T("Delområde")))
    rows = tuple(
        (marked(p.id, p), p.namn, p.fas_namn, found.delomraden.get(p.delomrade or "", "–")) for p in found.insatser
    )
    yield Table(columns, rows)
    yield Blank()
    yield Line(Span(T("{antal} av {av} initiativ och projekt", antal=found.antal, av=found.av), "dampad"))
