"""Checks of the ledger of benefits: it adds up, each place once, and somebody answers for it.

Källa: portföljens egen regel: planerat = realiserat + omplanerat + förlorat; DIGG:s vägledning i nyttorealisering.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from fyrportfolj.diagnostics import Diagnostic, Reference, finding
from fyrportfolj.model.artefacts.nytta import Nyttorealiseringsplan
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.rules.benefits.ledger import Booked, benefit_documents, booked

_OUTCOMES = ("realiserat_kr", "omplanerat_kr", "forlorat_kr")


def check_ledger(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find rows that do not add up, that stand twice, that nobody takes part in, or whose outcome has no source."""
    for entry in portfolio.undertakings():
        rows = tuple(booked(entry.modell))
        if rows:
            yield from _rows(entry, rows, today)
            yield from _against_plan(entry)


def _rows(entry: Entry[Undertaking], rows: tuple[Booked, ...], today: date) -> Iterator[Diagnostic]:
    # What came before a kommun left is still true.
    taking_part = {d.kommun for d in entry.modell.deltagare}
    seen: dict[tuple[str, str, int], Booked] = {}
    for b in rows:
        r = b.rad
        n, k, y = b.nytta.id, r.kommun, str(r.ar)
        first = seen.setdefault((b.nytta.id, r.kommun, r.ar), b)
        if first is not b:
            at = Reference(entry.fil, first.loc)
            yield finding("FYR348", entry.fil, b.loc, rule=at, nytta=n, kommun=k, ar=y)
        if b.balans(today) == "stammer_ej":
            yield finding("FYR347", entry.fil, (*b.loc, "planerat_kr"), skillnad=b.aterstar, nytta=n, kommun=k, ar=y)
        if r.kommun not in taking_part:
            yield finding("FYR351", entry.fil, (*b.loc, "kommun"), kommun=r.kommun)
        for name in ("planerat_kr", "forlorat_kr"):
            amount = getattr(r, name)
            if amount is not None and amount < 0:
                yield finding("FYR350", entry.fil, (*b.loc, name), falt=name, kommun=r.kommun, varde=amount)
        if r.kalla is None and any(getattr(r, name) for name in _OUTCOMES):
            yield finding("FYR357", entry.fil, b.loc, nytta=n, kommun=k, ar=y)


def _against_plan(entry: Entry[Undertaking]) -> Iterator[Diagnostic]:
    """The municipalities' parts of a year are the whole of it, where both are told in one document."""
    for _, loc, document in benefit_documents(entry.modell):
        for i, n in enumerate(document.nyttor):
            planned: dict[int, Decimal] = {}
            for row in n.huvudbok:
                planned[row.ar] = planned.get(row.ar, Decimal(0)) + row.planerat_kr
            for k, year in enumerate(n.per_ar):
                sum_ = planned.get(year.ar)
                if sum_ is not None and sum_ != year.trolig_kr:
                    at = Reference(entry.fil, (*loc, "nyttor", i, "per_ar", k))
                    here = (*loc, "nyttor", i, "huvudbok")
                    told = year.trolig_kr
                    yield finding(
                        "FYR349", entry.fil, here, rule=at, nytta=n.id, ar=str(year.ar), bokat=sum_, belopp=told
                    )


def check_budget_owners(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find savings that are booked on a kommun where no one answers for the budget they are to be seen in."""
    del today
    for entry in portfolio.undertakings():
        plan = entry.modell.artefakter.nyttorealiseringsplan
        everywhere, somewhere = _responsible(plan) if plan else (False, set())
        told: set[tuple[str, str]] = set()
        for b in booked(entry.modell):
            owner = b.nytta.nyttoansvarig
            if b.nytta.nyttotyp != "finansiell" or b.rad.ansvarig or everywhere or b.rad.kommun in somewhere:
                continue
            if owner is not None and owner.kommun in (None, b.rad.kommun):
                continue
            if (b.nytta.id, b.rad.kommun) not in told:
                told.add((b.nytta.id, b.rad.kommun))
                yield finding("FYR352", entry.fil, (*b.loc, "kommun"), kommun=b.rad.kommun, nytta=b.nytta.id)


def _responsible(plan: Nyttorealiseringsplan) -> tuple[bool, set[str]]:
    """Say whether a role without kommun answers everywhere, and where roles with one do."""
    return (
        any(a.kommun is None and a.organ is None for a in plan.realiseringsansvar),
        {a.kommun for a in plan.realiseringsansvar if a.kommun},
    )
