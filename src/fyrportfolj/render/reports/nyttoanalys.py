"""The analysis of an undertaking's benefits."""

from __future__ import annotations

from collections.abc import Mapping

from fyrportfolj.messages import T
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.benefit_charts import curve, tornado
from fyrportfolj.render.catalogue import required
from fyrportfolj.render.report import Report
from fyrportfolj.render.views.benefit_analysis import BenefitAnalysisView, benefit_analysis_view
from fyrportfolj.render.views.common import Basis
from fyrportfolj.render.views.swedish import sv
from fyrportfolj.render.views.tables import Table


def _build(basis: Basis, entry: Entry[Undertaking] | None) -> BenefitAnalysisView:
    return benefit_analysis_view(basis, required(entry, "nyttoanalys"))


def _charts(view: BenefitAnalysisView) -> Mapping[str, str]:
    charts = {f"kurva-{n}.svg": curve(c) for n, c in enumerate(view.kurvor, 1)}
    return charts | ({"tornado.svg": tornado(view.tornado)} if view.tornado else {})


def _sheets(view: BenefitAnalysisView) -> tuple[Table, ...]:
    held = (
        view.matt,
        view.rader,
        view.oprissatt,
        view.per_ar,
        view.kanslighet,
        view.parter,
        view.jamforelse,
        *(k.tabell for k in view.kurvor),
        view.frysta,
        view.huvudbok,
        view.att_mata,
    )
    found = tuple(t for t in held if t is not None)
    return found or (Table(sv(T("Nyttor")), (sv(T("Upplysning")),), ((sv(T("Inga nyttor är beskrivna.")),),)),)


REPORT = Report(mall="nyttoanalys", build=_build, bilder=_charts, blad=_sheets)
