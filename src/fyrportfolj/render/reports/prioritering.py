"""What is prioritised, how, and what the municipalities want."""

from __future__ import annotations

from fyrportfolj.render.report import Report
from fyrportfolj.render.views.priority import PriorityView, priority_view
from fyrportfolj.render.views.tables import Table


def _sheets(view: PriorityView) -> tuple[Table, ...]:
    return view.tabeller()


REPORT = Report(mall="prioritering", build=priority_view, blad=_sheets)
