"""The choice of a round: what is in, what is out and why, and what holds it back."""

from __future__ import annotations

from fyrportfolj.cli.blocks import Blank, Blocks, Column, Heading, Inline, Line, Span, Table
from fyrportfolj.cli.views.common import money
from fyrportfolj.cli.views.priority import title, told, two
from fyrportfolj.commands.priority_choose import Chosen, VerdictRow
from fyrportfolj.messages import T


def chosen(c: Chosen, _width: int) -> Blocks:
    """Show a choice."""
    yield title(c.rad)
    yield Blank()
    yield from told(c.sagt)
    if not c.gar_att_valja:
        return
    inside = tuple(r for r in c.rader if r.vald)
    outside = tuple(r for r in c.rader if not r.vald)
    if inside:
        yield Heading(T("Väljs"))
        yield _table(c, inside)
    if outside:
        yield Heading(T("Väljs inte"))
        yield _table(c, outside)
    yield Blank()
    yield Line(Span(T("Förslaget är ett underlag; vad som startas beslutas av dem som har mandatet."), "dampad"))


def _table(c: Chosen, rows: tuple[VerdictRow, ...]) -> Table:
    worth = T("Poäng") if c.efter == "poang" else T("Borda per röst")
    columns = (
        Column(T("Initiativ")),
        Column(worth, right=True, fixed=True),
        Column(T("Kostnad"), right=True, fixed=True),
        Column(T("Varför")),
    )
    lines: tuple[tuple[Inline, ...], ...] = tuple(
        (r.namn, two(None if r.maste else r.varde), money(r.kostnad_kr) or "–", r.varfor) for r in rows
    )
    return Table(columns, lines)
