"""What a call can give for a budget, and what the municipalities must add themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Literal

from fyrportfolj.model.funding import Ansokan, Utlysning
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.shares import ORE, split, weights_by_key

Limit = Literal["stodandel", "belopp_max", "medfinansiering", "inget"]
"""What holds the support down; `inget` when the call sets no limit and could pay all."""

Key = Literal["insatsens", "lika"]
"""Which key the own part is split by: that of the undertaking, or equally because it has none."""


@dataclass(frozen=True, slots=True)
class Support:
    """What a call can give.

    Attributes:
        budget_kr: the whole cost, kr.
        stod_kr: the most that the call can pay, kr; 0 when that would be below its least amount.
        egen_kr: what is left to pay, kr.
        begransas_av: what holds the support down.
        under_minsta: True when the budget is too small for the call's least amount.
    """

    budget_kr: Decimal
    stod_kr: Decimal
    egen_kr: Decimal
    begransas_av: Limit
    under_minsta: bool


@dataclass(frozen=True, slots=True)
class OwnParts:
    """The own part per kommun.

    Attributes:
        nyckel: which key was used.
        delar: kommun to kr; the sum is the own part.
    """

    nyckel: Key
    delar: dict[str, Decimal]


def support(call: Utlysning, budget: Decimal) -> Support:
    """Give the most that a call can pay of a budget: `min(p · B, belopp_max)`, less when own funding is required.

    Args:
        call: its limits; a limit that is not stated does not hold anything down.
        budget: the whole cost in kr, not negative.

    Källa: utlysningar från EU, Vinnova och Tillväxtverket: stödandel, högsta belopp och medfinansiering.
    """
    limits: list[tuple[Decimal, Limit]] = [(budget, "inget")]
    if call.stodandel_max_procent is not None:
        limits.append((_part(budget, call.stodandel_max_procent), "stodandel"))
    if call.belopp_max_kr is not None:
        limits.append((call.belopp_max_kr, "belopp_max"))
    own = call.medfinansiering.krav_procent if call.medfinansiering else None
    if own is not None:
        limits.append((_part(budget, 100 - own), "medfinansiering"))
    most, limit = min(limits, key=lambda row: row[0])
    if call.belopp_min_kr is not None and most < call.belopp_min_kr:
        return Support(budget, Decimal("0.00"), budget, limit, under_minsta=True)
    return Support(budget, most, budget - most, limit, under_minsta=False)


def _part(budget: Decimal, percent: Decimal) -> Decimal:
    """Round down: support that is an öre above the limit is refused, an öre below is not."""
    return (budget * percent / 100).quantize(ORE, ROUND_DOWN)


def asked(application: Ansokan, most: Support) -> Decimal:
    """Give the support to reckon with, kr: what was granted, else what is applied for, else the most possible."""
    for amount in (application.beviljat_kr, application.sokt_kr):
        if amount is not None:
            return amount
    return most.stod_kr


def budget_of(portfolio: Portfolio, application: Ansokan) -> Decimal | None:
    """Give the application's whole cost in kr: its own figure, else the sum of its undertakings'.

    Returns:
        None when an undertaking has no cost, since a sum without it would be too low.
    """
    if application.budget_kr is not None:
        return application.budget_kr
    total = Decimal(0)
    for id_ in application.insatser:
        entry = portfolio.undertaking(id_)
        if entry is None or entry.modell.finansiering is None:
            return None
        total += entry.modell.finansiering.total_kr
    return total


def sharers(portfolio: Portfolio, application: Ansokan) -> tuple[str, ...]:
    """Give those that share the own part: those named, else those taking part; in the register's order."""
    named = set(application.medfinansiarer) or {
        d.kommun
        for id_ in application.insatser
        if (entry := portfolio.undertaking(id_)) is not None
        for d in entry.modell.deltagare
        if d.status == "deltar"
    }
    return tuple(k for k in portfolio.kommuner if k in named)


def own_parts(portfolio: Portfolio, application: Ansokan, own: Decimal) -> OwnParts:
    """Split the own part between the municipalities by the first undertaking's key, else equally.

    Args:
        portfolio: the inhabitants and the undertakings.
        application: its municipalities and undertakings.
        own: what is to be shared, kr, whole öre.

    Källa: kommunala samverkansavtal, fördelningsnyckel.
    """
    parties = sharers(portfolio, application)
    if not parties:
        return OwnParts("lika", {})
    weights = _own_key(portfolio, application.insatser, parties)
    if weights is None:
        return OwnParts("lika", split(own, dict.fromkeys(parties, 1)))
    return OwnParts("insatsens", split(own, weights))


def _own_key(portfolio: Portfolio, ids: Sequence[str], parties: Sequence[str]) -> Mapping[str, Decimal | int] | None:
    people = {id_: k.invanare for id_, k in portfolio.kommuner.items()}
    for id_ in ids:
        entry = portfolio.undertaking(id_)
        money = entry.modell.finansiering if entry else None
        if money is not None and money.fordelningsnyckel is not None:
            return weights_by_key(money, parties, people)
    return None
