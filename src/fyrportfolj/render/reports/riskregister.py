"""The risk register of an undertaking or of the portfolio."""

from __future__ import annotations

from fyrportfolj.render.report import Report
from fyrportfolj.render.views.risk_register import RiskRegisterView, risk_register_view
from fyrportfolj.render.views.tables import Table


def _sheets(view: RiskRegisterView) -> tuple[Table, ...]:
    return tuple(t for t in (view.risker, view.nivaer, view.eskaleringar, view.trend) if t is not None)


REPORT = Report(mall="riskregister", build=risk_register_view, blad=_sheets)
