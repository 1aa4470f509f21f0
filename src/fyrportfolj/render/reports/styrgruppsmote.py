"""The material of a steering meeting."""

from __future__ import annotations

from collections.abc import Mapping

from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.catalogue import required
from fyrportfolj.render.charts import gantt
from fyrportfolj.render.report import Report
from fyrportfolj.render.views.common import Basis
from fyrportfolj.render.views.meeting import MeetingView, meeting_view
from fyrportfolj.render.views.meeting_deck import meeting_deck


def _view(basis: Basis, entry: Entry[Undertaking] | None) -> MeetingView:
    return meeting_view(basis, required(entry, "styrgruppsmote"))


def _charts(view: MeetingView) -> Mapping[str, str]:
    return {"tidplan.svg": gantt(view.status.tidplan)} if view.status.tidplan.finns else {}


REPORT = Report(mall="styrgruppsmote", build=_view, bilder=_charts, bildspel=meeting_deck)
