"""The status report of an initiative, programme or project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.catalogue import required
from fyrportfolj.render.charts import budget_bar, gantt
from fyrportfolj.render.report import Report
from fyrportfolj.render.views.common import Basis
from fyrportfolj.render.views.status import StatusView, status_view

if TYPE_CHECKING:
    from fyrportfolj.render.views.slides import Deck


def _view(basis: Basis, entry: Entry[Undertaking] | None) -> StatusView:
    return status_view(basis, required(entry, "statusrapport"))


def _charts(view: StatusView) -> Mapping[str, str]:
    charts = {"tidplan.svg": gantt(view.tidplan)} if view.tidplan.finns else {}
    return charts | ({"budget.svg": budget_bar(view.ekonomi)} if view.ekonomi.upparbetat_procent is not None else {})


def _deck(view: StatusView) -> Deck:
    from fyrportfolj.render.views.status_deck import status_deck

    return status_deck(view)


REPORT = Report(mall="statusrapport", build=_view, bilder=_charts, bildspel=_deck)
