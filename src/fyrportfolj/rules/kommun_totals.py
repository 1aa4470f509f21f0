"""What each kommun has at stake in a portfolio, and what it wins or loses when the portfolio is another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from fyrportfolj.messages import T, Text
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.capacity.load import portfolio_load, register_of
from fyrportfolj.rules.capacity.saturation import Capacities
from fyrportfolj.rules.lifecycle import standing
from fyrportfolj.rules.shares import split_by_key

Judgement = Literal["vinner", "forlorar", "bade_och", "oforandrad"]
"""Better in something and worse in nothing; the other way round; both; neither."""

JUDGEMENT_WORDS: Mapping[Judgement, Text] = MappingProxyType(
    {
        "vinner": T("vinner"),
        "forlorar": T("förlorar"),
        "bade_och": T("både vinner och förlorar"),
        "oforandrad": T("oförändrad"),
    }
)
"""The judgement as a person reads it."""


@dataclass(frozen=True, slots=True)
class KommunTotal:
    """What a kommun is part of.

    Attributes:
        insatser: ids of the running undertakings that it takes part in, sorted.
        kostnad_kr: its share of their whole cost, kr.
        nytta_kr: what their forecasts promise it, kr a year.
        mattnad_procent: the highest saturation of any of its administrations in any quarter, per cent; None
            without a capacity register or when something weighs on what can carry nothing.
    """

    insatser: tuple[str, ...]
    kostnad_kr: Decimal
    nytta_kr: Decimal
    mattnad_procent: int | None


@dataclass(frozen=True, slots=True)
class KommunShift:
    """What changes for a kommun between two portfolios.

    Attributes:
        kommun: its id.
        fore: what it has at stake in the first.
        efter: what it has at stake in the second.
        nya: undertakings that it is part of only in the second.
        borta: undertakings that it is part of only in the first.
        kostnad_kr: change of cost, kr; above 0 is more to pay.
        nytta_kr: change of benefit, kr a year; above 0 is more to gain.
        omdome: whether it wins or loses; cost, benefit and a load above what it can carry are looked at.
    """

    kommun: str
    fore: KommunTotal
    efter: KommunTotal
    nya: tuple[str, ...]
    borta: tuple[str, ...]
    kostnad_kr: Decimal
    nytta_kr: Decimal
    omdome: Judgement


_NOTHING = KommunTotal((), Decimal(0), Decimal(0), None)
_FULL = 100


def totals(portfolio: Portfolio) -> dict[str, KommunTotal]:
    """Give what every kommun of the register has at stake, in the register's order.

    Args:
        portfolio: undertakings, shares, forecasts and capacity.
    """
    ids: dict[str, list[str]] = {k: [] for k in portfolio.kommuner}
    cost = dict.fromkeys(portfolio.kommuner, Decimal(0))
    gain = dict.fromkeys(portfolio.kommuner, Decimal(0))
    people = {id_: k.invanare for id_, k in portfolio.kommuner.items()}
    for entry in portfolio.undertakings():
        u = entry.modell
        if standing(portfolio, u) != "pagar":
            continue
        part = [d.kommun for d in u.deltagare if d.status == "deltar" and d.kommun in ids]
        for kommun in dict.fromkeys(part):
            ids[kommun].append(u.id)
        for kommun, amount in _costs(u, part, people).items():
            cost[kommun] = cost.get(kommun, Decimal(0)) + amount
        for kommun, amount in _gains(u).items():
            gain[kommun] = gain.get(kommun, Decimal(0)) + amount
    fullest = _fullest(portfolio)
    return {k: KommunTotal(tuple(sorted(ids[k])), cost[k], gain[k], fullest.get(k)) for k in portfolio.kommuner}


def _costs(u: Undertaking, part: list[str], people: Mapping[str, int]) -> dict[str, Decimal]:
    """The amounts that stand in the file; without them, the key's, and without a key nothing can be told."""
    money = u.finansiering
    if money is None:
        return {}
    if money.andelar:
        return {a.part: a.belopp_kr for a in money.andelar if a.part in people}
    if money.fordelningsnyckel is None or money.kommunernas_del_kr is None:
        return {}
    return split_by_key(money, part, people)


def _gains(u: Undertaking) -> dict[str, Decimal]:
    forecast = u.artefakter.nyttoprognos
    if forecast is None:
        return {}
    return {r.kommun: r.nytta_kr for r in forecast.per_kommun if r.nytta_kr is not None}


def _fullest(portfolio: Portfolio) -> dict[str, int | None]:
    register = register_of(portfolio)
    if register is None:
        return {}
    capacities = Capacities(register)
    found: dict[str, int | None] = {}
    for unit, points in portfolio_load(portfolio).items():
        percent = capacities.cell(unit, points).procent
        before = found.get(unit[0], 0)
        found[unit[0]] = None if percent is None or before is None else max(before, percent)
    return found


def shifts(before: Portfolio, after: Portfolio) -> tuple[KommunShift, ...]:
    """Give what changes for each kommun, in the order of the later register; a kommun of only one side counts too.

    Args:
        before: the portfolio as it is, or one scenario.
        after: the portfolio as it could be.
    """
    old, new = totals(before), totals(after)
    return tuple(_shift(k, old.get(k, _NOTHING), new.get(k, _NOTHING)) for k in dict.fromkeys((*new, *old)))


def _shift(kommun: str, old: KommunTotal, new: KommunTotal) -> KommunShift:
    cost, gain = new.kostnad_kr - old.kostnad_kr, new.nytta_kr - old.nytta_kr
    over = (old.mattnad_procent or 0) > _FULL, (new.mattnad_procent or 0) > _FULL
    better = cost < 0 or gain > 0 or over == (True, False)
    worse = cost > 0 or gain < 0 or over == (False, True)
    judgement: Judgement = "oforandrad"
    if better or worse:
        judgement = "bade_och" if better and worse else "vinner" if better else "forlorar"
    added = tuple(i for i in new.insatser if i not in old.insatser)
    gone = tuple(i for i in old.insatser if i not in new.insatser)
    return KommunShift(kommun, old, new, added, gone, cost, gain, judgement)
