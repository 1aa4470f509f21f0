"""The decision log of an undertaking or of the portfolio."""

from __future__ import annotations

from fyrportfolj.render.report import Report
from fyrportfolj.render.views.decision_log import DecisionLogView, decision_log_view
from fyrportfolj.render.views.tables import Table


def _sheets(view: DecisionLogView) -> tuple[Table, ...]:
    return tuple(t for t in (view.beslut, view.underlag, view.villkor, view.rattelser) if t is not None)


REPORT = Report(mall="beslutslogg", build=decision_log_view, blad=_sheets)
