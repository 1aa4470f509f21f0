"""The risk register of an undertaking or of the portfolio."""

from __future__ import annotations

from fyrportfolj.render.report import Report
from fyrportfolj.render.views.grids import Sheet, grid_of
from fyrportfolj.render.views.risk_register import RiskRegisterView, risk_register_view


def _sheets(view: RiskRegisterView) -> tuple[Sheet, ...]:
    waiting = grid_of(view.eskaleringar, (4, 5)) if view.eskaleringar else None
    held = (view.ark, view.steg, waiting, view.trend)
    return tuple(s for s in held if s is not None) or (view.nivaer,)


REPORT = Report(mall="riskregister", build=risk_register_view, blad=_sheets)
