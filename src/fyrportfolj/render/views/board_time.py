"""The time plan of what runs: one bar per programme and project."""

from __future__ import annotations

from fyrportfolj.messages import T
from fyrportfolj.model.initiative import Project, Undertaking
from fyrportfolj.render.views.board_standing import name_cell
from fyrportfolj.render.views.common import Basis
from fyrportfolj.render.views.swedish import NONE, day, short_day, sv, weeks
from fyrportfolj.render.views.tables import Cell, Row, Table
from fyrportfolj.render.views.timeplan import Bar, BarGroup, Timeplan, milestone


def board_plan(basis: Basis, running: list[Undertaking]) -> Timeplan:
    """Draw what runs: a group of programmes and initiatives, and one of projects.

    Args:
        basis: the day to mark.
        running: what has not ended; those without both start and end are left to the table.
    """
    drawn = [u for u in running if u.start and u.slut]
    named = ((sv(T("Program och initiativ")), False), (sv(T("Projekt")), True))
    groups = tuple(
        BarGroup(heading, bars)
        for heading, projects in named
        if (bars := tuple(_bar(u) for u in drawn if isinstance(u, Project) is projects))
    )
    every = [b for g in groups for b in g.staplar]
    first = min((b.start for b in every), default=basis.idag)
    last = max((b.slut for b in every), default=basis.idag)
    span = weeks(first, last)
    words = "; ".join(f"{b.namn} {b.start} – {b.slut}" for b in every)
    return Timeplan(
        finns=bool(every),
        grupper=groups,
        milstolpar=(),
        fran=first,
        till=last,
        idag=basis.idag,
        idag_text=sv(T("I dag {dag}", dag=short_day(basis.idag))),
        period=span,
        beskrivning=sv(T("Tidplan {period}. {staplar}.", period=span, staplar=words)),
    )


def plan_table(basis: Basis, running: list[Undertaking]) -> Table | None:
    """Give start, end and next milestone of what runs and has a day in its plan."""
    rows: list[Row] = []
    for u in running:
        if not (u.start or u.slut or u.milstolpar):
            continue
        coming = [milestone(m, basis.idag) for m in u.milstolpar if m.utfall is None]
        stone = min(coming, key=lambda m: m.vantad, default=None)
        slip = (stone.forskjutning,) if stone and stone.forskjutning != NONE else ()
        said = Cell(f"{stone.id} {stone.namn}, {day(stone.vantad)}", slip) if stone else NONE
        rows.append((name_cell(basis.portfolio, u), day(u.start), day(u.slut), said))
    heads = (sv(T("Insats")), sv(T("Start")), sv(T("Slut")), sv(T("Nästa milstolpe")))
    return Table(sv(T("Tider")), heads, tuple(rows), (5, 2, 2, 6)) if rows else None


def _bar(u: Undertaking) -> Bar:
    assert u.start is not None  # noqa: S101  (only those with both days are drawn)
    assert u.slut is not None  # noqa: S101  (as above)
    name = u.namn.removeprefix(sv(T("Exempel: ")))
    marked = sv(T("{namn} (exempel)", namn=name)) if u.exempel else name
    return Bar(marked, u.start, u.slut, weeks(u.start, u.slut))
