"""Who pays and who gains: costs and benefits split between municipalities by a key, to the öre."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from typing import Literal, TypeAlias

from fyrportfolj.model.artefacts.benefit_rows import Fordelningsrad
from fyrportfolj.model.initiative import Finansiering, Fordelningsnyckel, Project, Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.benefits.flows import Case, Flow
from fyrportfolj.rules.benefits.npv import PRECISION, ore, ratio
from fyrportfolj.rules.shares import split, weights_by_key

Key: TypeAlias = Literal["lika", "invanare", "blandad", "anvandning", "manuell"]
Side: TypeAlias = Literal["kostnad", "nytta"]
Weights: TypeAlias = Mapping[str, Decimal | int]

KEYS: tuple[Key, ...] = ("lika", "invanare", "blandad", "anvandning", "manuell")
_SIDES: tuple[Side, ...] = ("kostnad", "nytta")
_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Scales:
    """What municipalities are weighed with.

    Attributes:
        kommuner: those that share, in file order.
        invanare: inhabitants by kommun.
        rader: weights by usage and agreement, from the calculation.
        finansiering: the undertaking's own key and shares, or None.
        andel_lika: per cent that a mixed key splits equally; None takes the undertaking's own.
    """

    kommuner: tuple[str, ...]
    invanare: Mapping[str, int]
    rader: tuple[Fordelningsrad, ...] = ()
    finansiering: Finansiering | None = None
    andel_lika: int | None = None


@dataclass(frozen=True, slots=True)
class PartyShare:
    """What falls on one party, kr.

    Attributes:
        part: id of a kommun or an outside party, or a kind of stakeholder.
        ar_kommun: True for a kommun.
        kostnad: its part of the costs.
        nytta: its part of the benefits that count.
        omfordelning: its part of freed resources, never part of `nytta` or `netto`.
        netto: benefit minus cost.
        netto_per_invanare: kr, or None for a party that is no kommun.
        andel_kostnad: its part of all costs in per cent, or None without costs.
        andel_nytta: its part of all benefits in per cent, or None without benefits.
    """

    part: str
    ar_kommun: bool
    kostnad: Decimal
    nytta: Decimal
    omfordelning: Decimal
    netto: Decimal
    netto_per_invanare: Decimal | None
    andel_kostnad: Decimal | None
    andel_nytta: Decimal | None


@dataclass(slots=True)
class _Sums:
    kostnad: dict[str, Decimal] = field(default_factory=dict)
    nytta: dict[str, Decimal] = field(default_factory=dict)
    omfordelning: dict[str, Decimal] = field(default_factory=dict)


def own_key(finansiering: Finansiering | None) -> Key | None:
    """Give the key that the undertaking has agreed on, or None when it has none."""
    key = finansiering.fordelningsnyckel if finansiering else None
    if key is None:
        return None
    return "blandad" if key.typ == "lika_och_invanare" else key.typ


def lacking(key: Key, scales: Scales) -> tuple[str, ...]:
    """Give the municipalities that a key has no weight for, and `andel_lika` for a mixed key without its share.

    Args:
        key: the key.
        scales: what there is to weigh with.
    """
    if key == "blandad" and _equal_share(scales) is None:
        return ("andel_lika",)
    if key in ("invanare", "blandad"):
        return tuple(k for k in scales.kommuner if k not in scales.invanare)
    if key == "lika":
        return ()
    return tuple(dict.fromkeys(k for side in _SIDES for k in _unweighed(key, scales, side)))


def weights(key: Key, scales: Scales, side: Side) -> Weights:
    """Give each kommun's weight.

    Args:
        key: equal, by inhabitants, mixed, by usage or by hand.
        scales: what there is to weigh with, with nothing `lacking`.
        side: costs or benefits; only a key set by hand may differ between them.

    Källa: kommunala samverkansavtal, fördelningsnyckel.
    """
    if key in ("anvandning", "manuell"):
        held = _rows(key, scales, side)
        return {k: held.get(k, Decimal(0)) for k in scales.kommuner}
    if key == "blandad":
        nyckel = Fordelningsnyckel(typ="lika_och_invanare", andel_lika_procent=_equal_share(scales))
    else:
        nyckel = Fordelningsnyckel(typ="lika" if key == "lika" else "invanare")
    money = Finansiering(total_kr=Decimal(0), fordelningsnyckel=nyckel)
    return weights_by_key(money, scales.kommuner, scales.invanare)


def undiscounted(flow: Flow) -> Decimal:
    """Give a row's likely amount over all years, kr in the calculation's price level."""
    with localcontext(prec=PRECISION):
        return ore(sum(flow.trolig, Decimal(0)))


def shares(
    case: Case, scales: Scales, key: Key, worth: Callable[[Flow], Decimal] = undiscounted
) -> tuple[PartyShare, ...]:
    """Give what each party pays and gains.

    A row that names its parties falls on them alone; any other falls on all that share, by the key. The parts of
    every row sum to it, by the method of the largest remainder.

    Args:
        case: the calculation.
        scales: the municipalities and their weights.
        key: how rows are split.
        worth: what a row is worth, kr in whole öre.

    Returns:
        Municipalities that share in file order, then other parties by id.

    Källa: kommunala samverkansavtal, kostnadsfördelning; största restens metod.
    """
    sums = _Sums()
    paying, gaining = (weights(key, scales, side) for side in _SIDES)
    for by_key, flows, into in (
        (paying, case.kostnader, sums.kostnad),
        (gaining, case.nyttor, sums.nytta),
        (gaining, case.omfordelning, sums.omfordelning),
    ):
        for flow in flows:
            for part, amount in _parts(flow, worth(flow), by_key).items():
                into[part] = into.get(part, _NOTHING) + amount
    named = {p for held in (sums.kostnad, sums.nytta, sums.omfordelning) for p in held}
    order = (*scales.kommuner, *sorted(named - set(scales.kommuner)))
    return tuple(_share(part, sums, scales) for part in order)


def party_names(portfolio: Portfolio, u: Undertaking) -> dict[str, str]:
    """Give the names of municipalities and of those who finance an undertaking or its programme, by id."""
    named = {k.id: k.namn for k in portfolio.kommuner.values()}
    parent = portfolio.initiativ.get(u.program or "") if isinstance(u, Project) else None
    for near in (parent.modell if parent else None, u):
        money = near.finansiering if near else None
        named |= {a.part: a.namn for a in (money.finansiarer if money else ()) if a.namn}
    return named


def split_signed(total: Decimal, by: Weights) -> dict[str, Decimal]:
    """Split an amount that may be below zero; the parts sum to it, to the öre.

    Args:
        total: kr in whole öre.
        by: party to weight, as in `rules.shares.split`.
    """
    parts = split(abs(total), by)
    return parts if total >= 0 else {part: -amount for part, amount in parts.items()}


def _parts(flow: Flow, amount: Decimal, by_key: Weights) -> dict[str, Decimal]:
    if flow.utanfor:
        return {flow.utanfor: amount}
    if not flow.parter:
        by = by_key if any(by_key.values()) else dict.fromkeys(by_key, 1)
        return split_signed(amount, by) if by else {}
    by = {p: by_key.get(p, 0) for p in flow.parter}
    return split_signed(amount, by if any(by.values()) else dict.fromkeys(flow.parter, 1))


def _share(part: str, sums: _Sums, scales: Scales) -> PartyShare:
    cost, benefit = sums.kostnad.get(part, _NOTHING), sums.nytta.get(part, _NOTHING)
    with localcontext(prec=PRECISION):
        costs, benefits = sum(sums.kostnad.values(), _NOTHING), sum(sums.nytta.values(), _NOTHING)
        people = scales.invanare.get(part)
        return PartyShare(
            part=part,
            ar_kommun=part in scales.invanare or part in scales.kommuner,
            kostnad=cost,
            nytta=benefit,
            omfordelning=sums.omfordelning.get(part, _NOTHING),
            netto=benefit - cost,
            netto_per_invanare=ore((benefit - cost) / people) if people else None,
            andel_kostnad=ratio(cost * 100, costs),
            andel_nytta=ratio(benefit * 100, benefits),
        )


def _equal_share(scales: Scales) -> int | None:
    if scales.andel_lika is not None:
        return scales.andel_lika
    key = scales.finansiering.fordelningsnyckel if scales.finansiering else None
    return key.andel_lika_procent if key else None


def _rows(key: Key, scales: Scales, side: Side) -> dict[str, Decimal]:
    name = "anvandning" if key == "anvandning" else "kostnadsvikt" if side == "kostnad" else "nyttovikt"
    held = {r.kommun: getattr(r, name) for r in scales.rader if getattr(r, name) is not None}
    if held or key == "anvandning" or scales.finansiering is None:
        return held
    # Without weights of their own the agreed amounts of the financing are what has been set by hand.
    return {a.part: a.belopp_kr for a in scales.finansiering.andelar}


def _unweighed(key: Key, scales: Scales, side: Side) -> Sequence[str]:
    held = _rows(key, scales, side)
    return [k for k in scales.kommuner if k not in held or held[k] < 0]
