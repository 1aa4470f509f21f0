"""Checks of benefits: who owns them, when they come and how the figures were reached.

Källa: DIGG:s vägledning i nyttorealisering; Ineras nyttokalkyl.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fyrportfolj.diagnostics import Diagnostic, Loc, Reference, finding
from fyrportfolj.model.artefacts.base import Artefakt
from fyrportfolj.model.artefacts.benefit_rows import Nytta
from fyrportfolj.model.artefacts.nytta import Nyttokalkyl, Nyttoprognos, Nyttorealiseringsplan
from fyrportfolj.model.artefacts.traits import MedNyttor
from fyrportfolj.model.initiative import Project, Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.rules.documents import artefacts

LONGEST_HORIZON = 5
"""Years that a calculation of a digital solution can be believed for. Källa: Ineras nyttokalkyl (tolkning)."""


def _benefit_documents(u: Undertaking) -> Iterator[tuple[Loc, MedNyttor]]:
    for _, loc, document in artefacts(u):
        if isinstance(document, MedNyttor):
            yield loc, document


def check_benefit_owners(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find benefits that the one who leads the work is made responsible for.

    The benefit comes after the work has ended, so only the line can fetch it home.
    """
    del today
    for entry in portfolio.undertakings():
        leaders = _leaders(portfolio, entry)
        if not leaders:
            continue
        for loc, document in _benefit_documents(entry.modell):
            for where, role in _owners(loc, document):
                if role in leaders:
                    yield finding("FYR336", entry.fil, where, rule=leaders[role], roll=role)


def _leaders(portfolio: Portfolio, entry: Entry[Undertaking]) -> dict[str, Reference]:
    found: dict[str, Reference] = {}
    for e in (entry, *portfolio.children(entry.modell.id)):
        if e.modell.ledare:
            found.setdefault(e.modell.ledare, Reference(e.fil, ("ledare",)))
    return found


def _owners(loc: Loc, document: MedNyttor) -> Iterator[tuple[Loc, str]]:
    for i, n in enumerate(document.nyttor):
        if n.nyttoansvarig is not None:
            yield (*loc, "nyttor", i, "nyttoansvarig", "roll"), n.nyttoansvarig.roll
    if isinstance(document, Nyttorealiseringsplan):
        for i, owner in enumerate(document.realiseringsansvar):
            yield (*loc, "realiseringsansvar", i, "roll"), owner.roll


def check_benefit_years(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find benefits that come before anything is delivered, and calculations that look too far ahead."""
    del today
    for entry in portfolio.undertakings():
        delivery = _first_delivery(portfolio, entry)
        for loc, document in _benefit_documents(entry.modell):
            for i, n in enumerate(document.nyttor):
                if delivery is not None:
                    yield from _too_early(entry.fil, (*loc, "nyttor", i), n, delivery)
            yield from _too_far(entry.fil, loc, document)


def _first_delivery(portfolio: Portfolio, entry: Entry[Undertaking]) -> tuple[date, Reference] | None:
    """A programme delivers through its projects, so the first of them to end counts."""
    children: tuple[Entry[Undertaking], ...] = ()
    if not isinstance(entry.modell, Project):
        children = portfolio.children(entry.modell.id)
    ends = [(e.modell.slut, Reference(e.fil, ("slut",))) for e in children or (entry,) if e.modell.slut is not None]
    return min(ends, key=lambda end: end[0], default=None)


def _too_early(fil: str, loc: Loc, n: Nytta, delivery: tuple[date, Reference]) -> Iterator[Diagnostic]:
    day, at = delivery
    for k, year in enumerate(n.per_ar):
        if year.ar < day.year and year.trolig_kr > 0:
            yield finding("FYR337", fil, (*loc, "per_ar", k, "ar"), rule=at, nytta=n.id, ar=year.ar, leverans=day)


def _too_far(fil: str, loc: Loc, document: MedNyttor) -> Iterator[Diagnostic]:
    if isinstance(document, Nyttokalkyl) and document.horisont_ar is not None:
        if document.horisont_ar > LONGEST_HORIZON:
            yield finding("FYR338", fil, (*loc, "horisont_ar"), ar=document.horisont_ar, grans=LONGEST_HORIZON)
        return
    years = {y.ar for n in document.nyttor for y in n.per_ar}
    span = max(years) - min(years) + 1 if years else 0
    if span > LONGEST_HORIZON:
        yield finding("FYR338", fil, (*loc, "nyttor"), ar=span, grans=LONGEST_HORIZON)


def check_benefit_sources(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find figures of benefits and costs that nobody can trace."""
    del today
    for entry in portfolio.undertakings():
        for loc, document in _benefit_documents(entry.modell):
            for i, n in enumerate(document.nyttor):
                if n.per_ar and not n.datakalla and not (n.berakning and n.berakning.kalla):
                    yield finding("FYR339", entry.fil, (*loc, "nyttor", i, "per_ar"), rad=n.id)
                for k, outcome in enumerate(n.utfall):
                    if (outcome.varde is not None or outcome.belopp_kr is not None) and not outcome.kalla:
                        yield finding("FYR339", entry.fil, (*loc, "nyttor", i, "utfall", k), rad=n.id)
            yield from _untraced_rows(entry.fil, loc, document)


def _untraced_rows(fil: str, loc: Loc, document: Artefakt) -> Iterator[Diagnostic]:
    if isinstance(document, Nyttokalkyl):
        for i, row in enumerate(document.kostnader):
            if row.per_ar and not row.kalla:
                yield finding("FYR339", fil, (*loc, "kostnader", i, "per_ar"), rad=row.id)
    if isinstance(document, Nyttoprognos) and not document.kalla:
        for i, kommun in enumerate(document.per_kommun):
            if (kommun.nytta_kr is not None or kommun.besparing_kr is not None) and not kommun.kalla:
                yield finding("FYR339", fil, (*loc, "per_kommun", i), rad=kommun.kommun)
