"""The decision log of an undertaking or of the portfolio."""

from __future__ import annotations

from fyrportfolj.render.report import Report
from fyrportfolj.render.views.decision_log import DecisionLogView, decision_log_view
from fyrportfolj.render.views.grids import Sheet, grid_of


def _sheets(view: DecisionLogView) -> tuple[Sheet, ...]:
    dated = ((view.underlag, (2,)), (view.villkor, (2, 3)), (view.rattelser, (0,)))
    others = tuple(grid_of(table, days) for table, days in dated if table is not None)
    return (view.ark, *others)


REPORT = Report(mall="beslutslogg", build=decision_log_view, blad=_sheets)
