"""Checks of funding calls: what they cannot pay, what is promised too late, and what is paid twice.

Källa: utlysningar från EU, Vinnova och Tillväxtverket; förbudet mot dubbelfinansiering.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from fyrportfolj.diagnostics import Diagnostic, Loc, Reference, finding
from fyrportfolj.model.artefacts.nytta import Nyttokalkyl
from fyrportfolj.model.funding import Ansokan, FinansieradKostnad, Utlysning
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.rules.documents import artefacts
from fyrportfolj.rules.funding.amounts import asked, budget_of, sharers, support

_PAID = ("inlamnad", "beviljad")
_OPEN = ("bevakas", "pagar")


def check_calls(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find calls whose days or amounts stand the wrong way round."""
    del today
    for entry in portfolio.utlysningar.values():
        call = entry.modell
        days = (("oppnar", call.oppnar), ("stanger", call.stanger), ("beslut_vantas", call.beslut_vantas))
        known = [(name, day) for name, day in days if day is not None]
        for (first, before), (second, after) in pairwise(known):
            if after < before:
                at = Reference(entry.fil, (first,))
                yield finding("FYR390", entry.fil, (second,), rule=at, dag=after, fore=before)
        if (
            call.belopp_min_kr is not None
            and call.belopp_max_kr is not None
            and call.belopp_min_kr > call.belopp_max_kr
        ):
            yield finding("FYR326", entry.fil, ("belopp_min_kr",), lag=call.belopp_min_kr, hog=call.belopp_max_kr)


def check_applications(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find applications for more than the call gives, too late, with too few parties, or with promises missing."""
    for entry in portfolio.utlysningar.values():
        for i, application in enumerate(entry.modell.ansokningar):
            loc: Loc = ("ansokningar", i)
            yield from _amounts(portfolio, entry, loc, application)
            yield from _late(entry, loc, application, today)
            yield from _parties(portfolio, entry, loc, application)
            yield from _promises(portfolio, entry, loc, application)


def _amounts(portfolio: Portfolio, entry: Entry[Utlysning], loc: Loc, a: Ansokan) -> Iterator[Diagnostic]:
    budget = budget_of(portfolio, a)
    if budget is None:
        return
    most = support(entry.modell, budget)
    for name in ("sokt_kr", "beviljat_kr"):
        amount: Decimal | None = getattr(a, name)
        if amount is None:
            continue
        if most.under_minsta:
            at = Reference(entry.fil, ("belopp_min_kr",))
            least = entry.modell.belopp_min_kr
            yield finding("FYR392", entry.fil, (*loc, name), rule=at, belopp=amount, minst=least, budget=budget)
        elif amount > most.stod_kr:
            yield finding("FYR391", entry.fil, (*loc, name), belopp=amount, hogst=most.stod_kr, budget=budget)


def _late(entry: Entry[Utlysning], loc: Loc, a: Ansokan, today: date) -> Iterator[Diagnostic]:
    closes = entry.modell.stanger
    if closes is None:
        return
    at = Reference(entry.fil, ("stanger",))
    if a.status in _OPEN and today > closes:
        yield finding("FYR393", entry.fil, (*loc, "status"), rule=at, status=a.status, stanger=closes)
    if a.inlamnad is not None and a.inlamnad > closes:
        yield finding("FYR394", entry.fil, (*loc, "inlamnad"), rule=at, inlamnad=a.inlamnad, stanger=closes)


def _parties(portfolio: Portfolio, entry: Entry[Utlysning], loc: Loc, a: Ansokan) -> Iterator[Diagnostic]:
    least = entry.modell.minsta_antal_parter
    if least is None or a.status not in _PAID:
        return
    parties = sharers(portfolio, a)
    if len(parties) < least:
        at = Reference(entry.fil, ("minsta_antal_parter",))
        yield finding("FYR395", entry.fil, (*loc, "insatser"), rule=at, antal=len(parties), minst=least)


def _promises(portfolio: Portfolio, entry: Entry[Utlysning], loc: Loc, a: Ansokan) -> Iterator[Diagnostic]:
    if a.status not in _PAID or entry.modell.medfinansiering is None:
        return
    signed = {i.kommun: i for i in a.intyg if i.status == "undertecknat"}
    for kommun in sharers(portfolio, a):
        if kommun not in signed:
            yield finding("FYR396", entry.fil, (*loc, "status"), kommun=kommun, status=a.status)
    budget = budget_of(portfolio, a)
    if budget is None or not signed or any(i.belopp_kr is None for i in signed.values()):
        return
    promised = sum((i.belopp_kr or Decimal(0) for i in signed.values()), Decimal(0))
    own = budget - asked(a, support(entry.modell, budget))
    if promised < own:
        yield finding("FYR397", entry.fil, (*loc, "intyg"), summa=promised, egen=own)


def check_no_cost_is_paid_twice(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find costs that applications together cover with more than they are, and what no calculation has."""
    del today
    covered: dict[tuple[str, str], tuple[Decimal, Reference]] = {}
    for entry in portfolio.utlysningar.values():
        for i, application in enumerate(entry.modell.ansokningar):
            if application.status not in _PAID:
                continue
            for k, row in enumerate(application.kostnader):
                at = Reference(entry.fil, ("ansokningar", i, "kostnader", k))
                before, first = covered.get((row.insats, row.kostnad), (Decimal(0), at))
                covered[row.insats, row.kostnad] = (before + row.belopp_kr, first)
                yield from _twice(portfolio, row, before, at, first)


def _twice(
    portfolio: Portfolio, row: FinansieradKostnad, before: Decimal, at: Reference, first: Reference
) -> Iterator[Diagnostic]:
    whole = cost_of(portfolio, row.insats, row.kostnad)
    total = before + row.belopp_kr
    if whole is None:
        # Without a figure to hold against, a second application for the same cost is all that can be seen.
        if before:
            yield finding("FYR398", at.fil, at.loc, rule=first, kostnad=row.kostnad, insats=row.insats, summa=total)
    elif total > whole:
        rule = first if before else None
        yield finding(
            "FYR399", at.fil, at.loc, rule=rule, kostnad=row.kostnad, insats=row.insats, summa=total, hela=whole
        )


def cost_of(portfolio: Portfolio, id_: str, cost: str) -> Decimal | None:
    """Give the whole of a cost in an undertaking's calculation, kr; None when the calculation has no such row."""
    entry = portfolio.undertaking(id_)
    for _, _, document in artefacts(entry.modell) if entry else ():
        if isinstance(document, Nyttokalkyl):
            for row in document.kostnader:
                if row.id == cost:
                    return sum((y.trolig_kr for y in row.per_ar), Decimal(0))
    return None
