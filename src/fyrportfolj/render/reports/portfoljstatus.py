"""The whole portfolio for its board."""

from __future__ import annotations

from collections.abc import Mapping

from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.charts import gantt
from fyrportfolj.render.report import Report
from fyrportfolj.render.views.board import BoardView, board_view
from fyrportfolj.render.views.board_deck import board_deck
from fyrportfolj.render.views.common import Basis


def _view(basis: Basis, _entry: Entry[Undertaking] | None) -> BoardView:
    return board_view(basis)


def _charts(view: BoardView) -> Mapping[str, str]:
    return {"tidplan.svg": gantt(view.tidplan)} if view.tidplan.finns else {}


REPORT = Report(mall="portfoljstatus", build=_view, bilder=_charts, bildspel=board_deck)
