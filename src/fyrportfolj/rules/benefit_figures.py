"""Checks of the figures of benefits: what a calculation must state, years, goals, weights and overlaps.

Källa: Ineras nyttokalkyl; DIGG:s vägledning i nyttorealisering.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fyrportfolj.diagnostics import Diagnostic, Loc, finding
from fyrportfolj.model.artefacts.benefit_rows import Arsbelopp, Nytta
from fyrportfolj.model.artefacts.nytta import Nyttokalkyl, Nyttorealiseringsplan
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.benefits.flows import missing
from fyrportfolj.rules.benefits.forecasts import overlaps
from fyrportfolj.rules.benefits.ledger import benefit_documents
from fyrportfolj.rules.documents import unreadable

DRAFT = "utkast"
_WEIGHTS = ("anvandning", "kostnadsvikt", "nyttovikt")


def check_calculations(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find calculations that do not say what they rest on, or whose amounts are not reckoned."""
    del today
    for entry in portfolio.undertakings():
        for _, loc, document in benefit_documents(entry.modell):
            if isinstance(document, Nyttokalkyl):
                # A draft may still be without its rate; calculating it says so.
                if document.status != DRAFT:
                    for name in missing(document):
                        yield lacking(entry.fil, loc, name)
                if document.rantetyp == "nominell" and document.prisniva is not None:
                    yield finding("FYR341", entry.fil, (*loc, "rantetyp"), prisniva=str(document.prisniva))
                yield from _outside(entry.fil, loc, document)
                yield from _weights(entry.fil, loc, document, entry.modell)


def lacking(fil: str, loc: Loc, name: str) -> Diagnostic:
    """Give the finding of something that a calculation must state and does not.

    Args:
        fil: the undertaking's file.
        loc: the calculation's path in it.
        name: the field.
    """
    return finding("FYR340", fil, loc, falt=name)


def _outside(fil: str, loc: Loc, k: Nyttokalkyl) -> Iterator[Diagnostic]:
    if k.startar is None or k.horisont_ar is None:
        return
    last = k.startar + k.horisont_ar - 1
    for at, id_, rows in _rows(loc, k):
        for i, row in enumerate(rows):
            if row.trolig_kr and not k.startar <= row.ar <= last:
                where = (*at, "per_ar", i, "ar")
                first, end = str(k.startar), str(last)
                yield finding("FYR342", fil, where, rad=id_, ar=str(row.ar), forsta=first, sista=end)


def _rows(loc: Loc, k: Nyttokalkyl) -> Iterator[tuple[Loc, str, tuple[Arsbelopp, ...]]]:
    for i, n in enumerate(k.nyttor):
        yield (*loc, "nyttor", i), n.id, n.per_ar
    for i, c in enumerate(k.kostnader):
        yield (*loc, "kostnader", i), c.id, c.per_ar


def _weights(fil: str, loc: Loc, k: Nyttokalkyl, u: Undertaking) -> Iterator[Diagnostic]:
    taking_part = {d.kommun for d in u.deltagare if d.status != "avstar"}
    for i, row in enumerate(k.fordelning):
        at = (*loc, "fordelning", i)
        if row.kommun not in taking_part:
            yield finding("FYR351", fil, (*at, "kommun"), kommun=row.kommun)
        for name in _WEIGHTS:
            value = getattr(row, name)
            if value is not None and value < 0:
                yield finding("FYR350", fil, (*at, name), falt=name, kommun=row.kommun, varde=value)


def check_amount_years(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find rows with two amounts for a year or with a hole between years, and benefits below zero."""
    del today
    for entry in portfolio.undertakings():
        for _, loc, document in benefit_documents(entry.modell):
            for i, n in enumerate(document.nyttor):
                yield from _years(entry.fil, (*loc, "nyttor", i), n.id, n.per_ar)
                for k, row in enumerate(n.per_ar):
                    if row.trolig_kr < 0:
                        at: Loc = (*loc, "nyttor", i, "per_ar", k, "trolig_kr")
                        yield finding("FYR356", entry.fil, at, nytta=n.id, belopp=row.trolig_kr)
            for i, cost in enumerate(document.kostnader) if isinstance(document, Nyttokalkyl) else ():
                yield from _years(entry.fil, (*loc, "kostnader", i), cost.id, cost.per_ar)


def _years(fil: str, loc: Loc, id_: str, rows: tuple[Arsbelopp, ...]) -> Iterator[Diagnostic]:
    seen: set[int] = set()
    for i, row in enumerate(rows):
        if row.ar in seen:
            yield finding("FYR343", fil, (*loc, "per_ar", i, "ar"), rad=id_, ar=str(row.ar))
        seen.add(row.ar)
    holes = sorted(set(range(min(seen), max(seen))) - seen) if seen else []
    if holes:
        yield finding("FYR344", fil, (*loc, "per_ar"), at_key=True, rad=id_, ar=tuple(map(str, holes)))


def check_goals(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find goals that cannot be judged, benefits without a baseline, and measurements of days to come."""
    for entry in portfolio.undertakings():
        for _, loc, document in benefit_documents(entry.modell):
            decided_plan = isinstance(document, Nyttorealiseringsplan) and document.status != DRAFT
            for i, n in enumerate(document.nyttor):
                at: Loc = (*loc, "nyttor", i)
                yield from _goal(entry.fil, at, n)
                if decided_plan and n.indikator and (n.nulage is None or n.nulage.status == "saknas"):
                    yield finding("FYR353", entry.fil, (*at, "indikator"), nytta=n.id)
                for k, outcome in enumerate(n.utfall):
                    if outcome.datum > today:
                        where: Loc = (*at, "utfall", k, "datum")
                        yield finding("FYR355", entry.fil, where, nytta=n.id, dag=outcome.datum, idag=today)


def _goal(fil: str, loc: Loc, n: Nytta) -> Iterator[Diagnostic]:
    if n.mal is None or n.nulage is None or n.nulage.varde is None or n.riktning == "behall":
        return
    now, goal = n.nulage.varde, n.mal.varde
    at = (*loc, "mal", "varde")
    if goal == now:
        yield finding("FYR345", fil, at, nytta=n.id, varde=goal)
    elif n.riktning is not None and (goal > now) != (n.riktning == "oka"):
        yield finding("FYR346", fil, at, nytta=n.id, riktning=n.riktning, mal=goal, nulage=now)


def check_overlaps(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find benefits that say that they count the same thing as one that does not exist."""
    del today
    known = {
        (e.modell.id, n.id)
        for e in portfolio.undertakings()
        for _, _, d in benefit_documents(e.modell)
        for n in d.nyttor
    }
    # A file with faults in its form has its own findings; that its benefits cannot be seen is no further fault.
    faulty = {*unreadable(portfolio, "initiativ"), *unreadable(portfolio, "projekt")}
    for entry in portfolio.undertakings():
        for _, loc, document in benefit_documents(entry.modell):
            for i, n in enumerate(document.nyttor):
                for k, (key, text) in enumerate(zip(overlaps(n), n.overlapp_med, strict=True)):
                    if key not in known and key[0] not in faulty:
                        yield finding("FYR354", entry.fil, (*loc, "nyttor", i, "overlapp_med", k), varde=text)
