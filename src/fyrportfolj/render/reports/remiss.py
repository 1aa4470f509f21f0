"""The documents of a consultation: the missive that is sent out, and the report on the answers."""

from __future__ import annotations

from fyrportfolj.messages import T
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.catalogue import required
from fyrportfolj.render.report import Report
from fyrportfolj.render.views.common import Basis
from fyrportfolj.render.views.remiss_missive import MissiveView, missive_view
from fyrportfolj.render.views.remiss_report import ConsultationView, consultation_view
from fyrportfolj.render.views.swedish import sv
from fyrportfolj.render.views.tables import Table

_REPORT = "yttranderapport"


def report(slug: str) -> Report:
    """Give how a document of a consultation is made.

    Args:
        slug: `remissforfragan` for the missive, `yttranderapport` for the report.
    """
    if slug == _REPORT:
        return Report(mall=slug, build=_report, blad=_sheets)
    return Report(mall=slug, build=_missive)


def _report(basis: Basis, entry: Entry[Undertaking] | None) -> ConsultationView:
    return consultation_view(basis, required(entry, _REPORT))


def _missive(basis: Basis, entry: Entry[Undertaking] | None) -> MissiveView:
    return missive_view(basis, required(entry, "remissforfragan"))


def _sheets(view: ConsultationView) -> tuple[Table, ...]:
    changes = (*view.andringar, *view.skillnader)
    told = Table(sv(T("Ändringar i handlingen")), (sv(T("Ändring")),), tuple((c,) for c in changes))
    held = (view.svar, view.matris, view.antal, view.bedomningar, view.undanlagt, told if changes else None)
    return tuple(t for t in held if t is not None)
