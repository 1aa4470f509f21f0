"""Checks of money: sums that must add up, shares of those who take part, amounts that can be traced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from fyrportfolj.diagnostics import Diagnostic, Loc, Reference, finding
from fyrportfolj.model.artefacts import titel
from fyrportfolj.model.artefacts.avtal import Samverkansavtal
from fyrportfolj.model.artefacts.base import Artefakt
from fyrportfolj.model.artefacts.benefit_rows import Arsbelopp, Kostnad
from fyrportfolj.model.artefacts.nytta import Nyttokalkyl
from fyrportfolj.model.artefacts.traits import MedBudget, MedNyttor
from fyrportfolj.model.initiative import Finansiering, Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.rules.documents import artefacts
from fyrportfolj.rules.shares import split, weights_by_key

_NOTHING = Decimal(0)
_MONEY: Loc = ("finansiering",)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, _NOTHING)


def check_shares(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find cost shares that do not sum, that exceed the whole, or that fall on the wrong ones."""
    del today
    for entry in portfolio.undertakings():
        money = entry.modell.finansiering
        if money is not None:
            yield from _sums(entry.fil, money)
            yield from _bearers(entry)
            yield from _key(portfolio, entry)


def _sums(fil: str, money: Finansiering) -> Iterator[Diagnostic]:
    shares = _sum(a.belopp_kr for a in money.andelar)
    part = money.kommunernas_del_kr
    if money.andelar and part is not None and shares != part:
        at = Reference(fil, (*_MONEY, "kommunernas_del_kr"))
        loc: Loc = (*_MONEY, "andelar")
        yield finding("FYR316", fil, loc, at_key=True, rule=at, summa=shares, vantat=part, skillnad=abs(part - shares))
    given = (shares if part is None else part) + _sum(a.belopp_kr for a in money.finansiarer)
    if given > money.total_kr:
        yield finding("FYR317", fil, (*_MONEY, "total_kr"), delar=given, total=money.total_kr)


def _bearers(entry: Entry[Undertaking]) -> Iterator[Diagnostic]:
    u = entry.modell
    money = u.finansiering
    if money is None or not money.andelar:
        return
    bearing = {a.part for a in money.andelar}
    taking_part = {d.kommun for d in u.deltagare if d.status != "avstar"}
    for i, d in enumerate(u.deltagare):
        if d.status != "avstar" and d.kommun not in bearing:
            at = Reference(entry.fil, (*_MONEY, "andelar"))
            yield finding("FYR318", entry.fil, ("deltagare", i, "kommun"), rule=at, kommun=d.kommun)
    for i, a in enumerate(money.andelar):
        if a.part not in taking_part:
            at = Reference(entry.fil, ("deltagare",))
            yield finding("FYR319", entry.fil, (*_MONEY, "andelar", i, "part"), rule=at, part=a.part)


def _key(portfolio: Portfolio, entry: Entry[Undertaking]) -> Iterator[Diagnostic]:
    money = entry.modell.finansiering
    key = money.fordelningsnyckel if money else None
    if money is None or key is None:
        return
    if key.typ == "lika_och_invanare" and key.andel_lika_procent is None:
        yield finding("FYR321", entry.fil, (*_MONEY, "fordelningsnyckel"))
        return
    parties = [a.part for a in money.andelar]
    by_people = key.typ in ("invanare", "lika_och_invanare")
    unknown = by_people and any(p not in portfolio.kommuner for p in parties)
    if key.typ == "manuell" or unknown or money.kommunernas_del_kr is None or len(set(parties)) != len(parties):
        return
    people = {p: portfolio.kommuner[p].invanare for p in parties if p in portfolio.kommuner}
    weights = weights_by_key(money, parties, people)
    whole = sum(weights.values())
    for i, a in enumerate(money.andelar):
        # Less than a krona apart is no fault: agreements often state whole kronor. The split itself is
        # only needed for the words of a finding.
        if abs(a.belopp_kr * whole - money.kommunernas_del_kr * weights[a.part]) < whole:
            continue
        loc: Loc = (*_MONEY, "andelar", i, "belopp_kr")
        at = Reference(entry.fil, (*_MONEY, "fordelningsnyckel", "typ"))
        expected = split(money.kommunernas_del_kr, weights)[a.part]
        yield finding(
            "FYR320", entry.fil, loc, rule=at, part=a.part, belopp=a.belopp_kr, vantat=expected, nyckel=key.typ
        )


def check_amounts_can_be_traced(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find amounts that do not say in which year's money they are, or where they come from."""
    del today
    for entry in portfolio.undertakings():
        money = entry.modell.finansiering
        if money is not None and money.total_kr:
            at: Loc = (*_MONEY, "total_kr")
            if money.prisniva is None:
                yield finding("FYR323", entry.fil, at, vad="finansiering")
            if money.kalla is None:
                yield finding("FYR324", entry.fil, at, belopp=money.total_kr)
        for slug, loc, document in artefacts(entry.modell):
            if (
                isinstance(document, MedNyttor)
                and getattr(document, "prisniva", 0) is None
                and any(n.per_ar for n in document.nyttor)
            ):
                yield finding("FYR323", entry.fil, loc, vad=slug)


def check_amounts(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find amounts that cannot be: a negative cost, a lowest above the highest, sums that do not add up."""
    del today
    for scenario in portfolio.scenarier.values():
        if scenario.modell.kostnad_kr < 0:
            yield finding("FYR325", scenario.fil, ("kostnad_kr",), belopp=scenario.modell.kostnad_kr)
    for entry in portfolio.undertakings():
        money = entry.modell.finansiering
        if money is not None:
            low, high = money.egen_tid_timmar_fran, money.egen_tid_timmar_till
            if low is not None and high is not None and low > high:
                yield finding("FYR326", entry.fil, (*_MONEY, "egen_tid_timmar_fran"), lag=low, hog=high)
        for slug, loc, document in artefacts(entry.modell):
            yield from _document(entry.fil, loc, slug, document)


def _document(fil: str, loc: Loc, slug: str, document: Artefakt) -> Iterator[Diagnostic]:
    if isinstance(document, MedBudget):
        yield from _budget(fil, loc, document, slug)
    if isinstance(document, MedNyttor):
        for i, n in enumerate(document.nyttor):
            yield from _years(fil, (*loc, "nyttor", i), n.per_ar)
    if isinstance(document, Nyttokalkyl):
        yield from _costs(fil, (*loc, "kostnader"), document.kostnader)
    if isinstance(document, Samverkansavtal):
        yield from _agreement(fil, loc, document)


def _budget(fil: str, loc: Loc, document: MedBudget, slug: str) -> Iterator[Diagnostic]:
    given = _sum(r.belopp_kr for r in document.budget)
    if document.budget and document.budget_total_kr is not None and given != document.budget_total_kr:
        where: Loc = (*loc, "budget_total_kr")
        yield finding("FYR327", fil, where, dokument=titel(slug), summa=given, total=document.budget_total_kr)


def _agreement(fil: str, loc: Loc, document: Samverkansavtal) -> Iterator[Diagnostic]:
    given = _sum(r.belopp_kr for r in document.kostnadsfordelning)
    total = document.kostnad_total_kr
    if document.kostnadsfordelning and total is not None and given != total:
        yield finding("FYR328", fil, (*loc, "kostnad_total_kr"), summa=given, total=total)


def _costs(fil: str, loc: Loc, rows: Iterable[Kostnad]) -> Iterator[Diagnostic]:
    for i, row in enumerate(rows):
        yield from _years(fil, (*loc, i), row.per_ar)
        for k, year in enumerate(row.per_ar):
            for name in ("lag_kr", "trolig_kr", "hog_kr"):
                amount = getattr(year, name)
                if amount is not None and amount < 0:
                    yield finding("FYR325", fil, (*loc, i, "per_ar", k, name), belopp=amount)


def _years(fil: str, loc: Loc, rows: Iterable[Arsbelopp]) -> Iterator[Diagnostic]:
    for i, year in enumerate(rows):
        low = year.trolig_kr if year.lag_kr is None else year.lag_kr
        high = year.trolig_kr if year.hog_kr is None else year.hog_kr
        if not low <= year.trolig_kr <= high:
            name = "lag_kr" if low > year.trolig_kr else "hog_kr"
            yield finding("FYR326", fil, (*loc, "per_ar", i, name), lag=low, hog=high)
