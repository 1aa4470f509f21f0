"""The whole action plan."""

from __future__ import annotations

from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.report import Report
from fyrportfolj.render.views.action_plan import ActionPlanView, action_plan_view
from fyrportfolj.render.views.common import Basis


def _view(basis: Basis, _entry: Entry[Undertaking] | None) -> ActionPlanView:
    return action_plan_view(basis)


REPORT = Report(mall="handlingsplan", build=_view)
