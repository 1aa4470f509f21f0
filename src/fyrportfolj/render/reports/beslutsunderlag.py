"""The paper that bodies decide on at the next gate."""

from __future__ import annotations

from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.catalogue import required
from fyrportfolj.render.report import Report
from fyrportfolj.render.views.common import Basis
from fyrportfolj.render.views.decision_basis import DecisionBasisView, decision_basis_view


def _view(basis: Basis, entry: Entry[Undertaking] | None) -> DecisionBasisView:
    return decision_basis_view(basis, required(entry, "beslutsunderlag"))


REPORT = Report(mall="beslutsunderlag", build=_view)
