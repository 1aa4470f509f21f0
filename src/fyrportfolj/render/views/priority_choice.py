"""The proposal: what fits within money, capacity and dependencies, and what holds it back."""

from __future__ import annotations

from decimal import Decimal

from fyrportfolj.errors import DataError
from fyrportfolj.messages import T
from fyrportfolj.model.priority import Prioritering
from fyrportfolj.render.views.common import Basis
from fyrportfolj.render.views.priority_parts import Section, figure
from fyrportfolj.render.views.swedish import NONE, capital, money, sv
from fyrportfolj.render.views.tables import Cell, Row, Table
from fyrportfolj.rules.priority.choice_told import choice_told, why_told
from fyrportfolj.rules.priority.choose import Choice, choose
from fyrportfolj.rules.priority.names import Names


def choice_section(basis: Basis, p: Prioritering, names: Names) -> Section:
    """Give the section about the proposal."""
    title = sv(T("Förslag till val"))
    try:
        c = choose(basis.portfolio, p, basis.idag)
    except DataError as error:
        return Section(title, 2, (capital(sv(error.message)) + ".",))
    said = tuple(sv(t) for t in choice_told(c, p, names))
    note = sv(T("Förslaget är ett underlag; vad som startas beslutas av dem som har mandatet."))
    tables = () if c.valda is None else (_table(c, p, names),)
    return Section(title, 2, punkter=said, tabeller=tables, noter=(note,))


def _table(c: Choice, p: Prioritering, names: Names) -> Table:
    rows: list[Row] = []
    for v in sorted(c.poster, key=lambda v: (not v.vald, not v.maste, -(v.varde or 0))):
        held = Cell(sv(T("väljs")), (), "fet") if v.vald else sv(T("väljs inte"))
        worth = NONE if v.varde is None or v.maste else figure(Decimal(v.varde).scaleb(-3), 2)
        rows.append((names.insats(v.insats), held, worth, money(v.kostnad_kr), capital(sv(why_told(v, p, names)))))
    heads = (T("Initiativ"), T("Förslag"), T("Poäng"), T("Kostnad"), T("Varför"))
    return Table(sv(T("Förslag till val")), tuple(sv(h) for h in heads), tuple(rows), (5, 2, 2, 3, 6), (2, 3))
