"""Every document of the process as a paper; a portfolio may give each kind a template of its own."""

from __future__ import annotations

from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.catalogue import required
from fyrportfolj.render.report import Report
from fyrportfolj.render.views.artefact_document import ArtefactView, artefact_view
from fyrportfolj.render.views.common import Basis


def report(slug: str) -> Report:
    """Give how a kind of document is made.

    Args:
        slug: a key of `ARTEFACTS`.
    """

    def view(basis: Basis, entry: Entry[Undertaking] | None) -> ArtefactView:
        return artefact_view(basis, required(entry, slug), slug)

    return Report(mall=slug, build=view, grundmall="artefakt")
