"""The time plan of an undertaking or of everything that runs."""

from __future__ import annotations

from collections.abc import Mapping

from fyrportfolj.messages import T
from fyrportfolj.render.charts import gantt
from fyrportfolj.render.report import Report
from fyrportfolj.render.views.grids import Sheet, grid_of
from fyrportfolj.render.views.schedule import ScheduleView, schedule_view
from fyrportfolj.render.views.slides import Deck, Points, Slide
from fyrportfolj.render.views.swedish import sv
from fyrportfolj.render.views.tables import Table


def _charts(view: ScheduleView) -> Mapping[str, str]:
    charts = {f"oversikt-{n}.svg": gantt(d.plan) for n, d in enumerate(view.oversikt, 1)}
    return charts | {f"tidplan-{n}.svg": gantt(d.plan) for n, d in enumerate(view.planer, 1)}


def _sheets(view: ScheduleView) -> tuple[Sheet, ...]:
    dated = (
        (view.tider, (1, 2)),
        (view.milstolpar, (3, 4, 5)),
        (view.aktiviteter, (3, 4)),
        (view.beroenden, ()),
        (view.moten, (0,)),
        (view.ar, ()),
    )
    return tuple(grid_of(table, days) for table, days in dated if table is not None)


def _tables(view: ScheduleView) -> tuple[Table, ...]:
    held = (view.tider, view.milstolpar, view.kritisk, view.aktiviteter, view.beroenden, view.moten, view.ar)
    return tuple(t for t in held if t is not None)


def _deck(view: ScheduleView) -> Deck:
    drawn = [Slide(d.rubrik, d.plan, d.plan.beskrivning) for d in view.oversikt]
    drawn += [Slide(sv(T("Tidplan: {namn}", namn=d.rubrik)), d.plan, d.plan.beskrivning) for d in view.planer]
    if not drawn:
        drawn = [Slide(sv(T("Tidplan")), Points("", (sv(T("Inga tider är registrerade.")),)))]
    return Deck(view.huvud, (*drawn, *(Slide(t.titel, t) for t in _tables(view))))


REPORT = Report(mall="tidplan", build=schedule_view, bilder=_charts, bildspel=_deck, blad=_sheets)
