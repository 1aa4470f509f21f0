"""The latest decision of an undertaking as an extract from the minutes."""

from __future__ import annotations

from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.catalogue import required
from fyrportfolj.render.report import Report
from fyrportfolj.render.views.common import Basis
from fyrportfolj.render.views.decision_log import MinutesView, minutes_view


def _view(basis: Basis, entry: Entry[Undertaking] | None) -> MinutesView:
    return minutes_view(basis, required(entry, "protokollsutdrag"))


REPORT = Report(mall="protokollsutdrag", build=_view)
