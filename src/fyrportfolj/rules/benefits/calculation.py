"""A calculation worked out: measures, years, kinds, parties and sensitivity in one result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext

from fyrportfolj.model.artefacts.nytta import Nyttokalkyl
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.benefits.flows import Case, Flow, case_of
from fyrportfolj.rules.benefits.npv import PRECISION, Measures, discounted, measures, ore, present_value, shown_value
from fyrportfolj.rules.benefits.sensitivity import Swing, bounds, tornado
from fyrportfolj.rules.benefits.split import Key, PartyShare, Scales, lacking, own_key, shares
from fyrportfolj.rules.shares import split

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year of a calculation, likely amounts in kr; freed resources are in no sum."""

    ar: int
    nyttor: Decimal
    omfordelning: Decimal
    kostnader: Decimal
    netto: Decimal
    ackumulerat: Decimal
    ackumulerat_diskonterat: Decimal


@dataclass(frozen=True, slots=True)
class RowValue:
    """A row of a calculation: its amounts over all years and its present value, kr."""

    id: str
    namn: str
    slag: str
    lag: Decimal
    trolig: Decimal
    hog: Decimal
    nuvarde: Decimal
    har_kalla: bool


@dataclass(frozen=True, slots=True)
class Unpriced:
    """A benefit without an amount, which is a part of the result all the same."""

    id: str
    namn: str
    nyttotyp: str
    indikator: str | None
    nulage: Decimal | None
    mal: Decimal | None
    enhet: str | None


@dataclass(frozen=True, slots=True)
class UnpricedTime:
    """Own time that has not been priced, in hours."""

    id: str
    namn: str
    timmar: Decimal


@dataclass(frozen=True, slots=True)
class Calculation:
    """The result of a calculation; amounts in kr in the money of `prisniva`.

    Attributes:
        prisniva: the year whose money the amounts are in.
        startar: the first year, which is not discounted.
        horisont: number of years, the first one included.
        ranta: rate in per cent.
        rantetyp: real or nominell.
        ranta_kalla: who has set the rate.
        resultat: the measures, without freed resources.
        med_omfordelning: the measures as if freed resources were money; None for one who has not asked.
        lagst: net present value with lowest benefits and highest costs.
        hogst: net present value with highest benefits and lowest costs.
        per_ar: year by year.
        nyttor: rows that count.
        omfordelning: rows of freed resources.
        kostnader: cost rows.
        nyckel: the key that rows without a party of their own are split by, or None when there is none to go by.
        parter: present values by party; empty without a key.
        kanslighet: what the result rests on, greatest effect first.
        oprissatta: benefits without amounts.
        egen_tid: own time without a price.
    """

    prisniva: int
    startar: int
    horisont: int
    ranta: Decimal
    rantetyp: str
    ranta_kalla: str
    resultat: Measures
    med_omfordelning: Measures | None
    lagst: Decimal
    hogst: Decimal
    per_ar: tuple[YearRow, ...]
    nyttor: tuple[RowValue, ...]
    omfordelning: tuple[RowValue, ...]
    kostnader: tuple[RowValue, ...]
    nyckel: Key | None
    parter: tuple[PartyShare, ...]
    kanslighet: tuple[Swing, ...]
    oprissatta: tuple[Unpriced, ...]
    egen_tid: tuple[UnpricedTime, ...]


def scales_of(portfolio: Portfolio, u: Undertaking, kalkyl: Nyttokalkyl, equal_share: int | None = None) -> Scales:
    """Give what the municipalities of an undertaking are weighed with.

    Args:
        portfolio: the register of municipalities.
        u: the undertaking.
        kalkyl: its calculation, for weights by usage and agreement.
        equal_share: per cent that a mixed key splits equally; None takes the undertaking's own.
    """
    taking_part = tuple(d.kommun for d in u.deltagare if d.status != "avstar")
    people = {k.id: k.invanare for k in portfolio.kommuner.values()}
    return Scales(taking_part, people, kalkyl.fordelning, u.finansiering, equal_share)


def calculation(portfolio: Portfolio, u: Undertaking, kalkyl: Nyttokalkyl, *, moved: bool = False) -> Calculation:
    """Work out a calculation.

    Args:
        portfolio: the register of municipalities.
        u: the undertaking.
        kalkyl: its calculation, with everything that `flows.missing` asks for.
        moved: also tell what it would be if freed resources were money.

    Raises:
        ValueError: something required is missing.
    """
    case = case_of(kalkyl)
    scales = scales_of(portfolio, u, kalkyl)
    key = own_key(u.finansiering)
    splittable = key is not None and bool(scales.kommuner) and not lacking(key, scales)
    costs, once = case.total(case.kostnader), case.total(case.investering)
    everything = case.total((*case.nyttor, *case.omfordelning))
    low, high = bounds(case)
    worth: dict[Flow, Decimal] = {}
    for flows in (case.nyttor, case.omfordelning, case.kostnader):
        worth |= _worths(flows, case.ranta, shown_value(case.total(flows), case.ranta))
    return Calculation(
        prisniva=case.prisniva,
        startar=case.startar,
        horisont=case.horisont,
        ranta=case.ranta,
        rantetyp=case.rantetyp,
        ranta_kalla=case.ranta_kalla,
        resultat=measures(case.total(case.nyttor), costs, once, case.ranta),
        med_omfordelning=measures(everything, costs, once, case.ranta) if moved else None,
        lagst=low,
        hogst=high,
        per_ar=tuple(_years(case)),
        nyttor=tuple(_row(f, worth[f]) for f in case.nyttor),
        omfordelning=tuple(_row(f, worth[f]) for f in case.omfordelning),
        kostnader=tuple(_row(f, worth[f]) for f in case.kostnader),
        nyckel=key if splittable else None,
        parter=shares(case, scales, key, worth.__getitem__) if key is not None and splittable else (),
        kanslighet=tornado(case, len(scales.kommuner)),
        oprissatta=tuple(_unpriced(case)),
        egen_tid=tuple(UnpricedTime(*row) for row in case.timmar),
    )


def _years(case: Case) -> Iterator[YearRow]:
    benefits, moved, costs = (case.total(f) for f in (case.nyttor, case.omfordelning, case.kostnader))
    with localcontext(prec=PRECISION):
        net = tuple(b - c for b, c in zip(benefits, costs, strict=True))
        worth = discounted(net, case.ranta)
        so_far = so_far_worth = _NOTHING
        for t, year in enumerate(case.ar):
            so_far, so_far_worth = so_far + net[t], so_far_worth + worth[t]
            yield YearRow(year, benefits[t], moved[t], costs[t], net[t], so_far, ore(so_far_worth))


def _worths(flows: tuple[Flow, ...], rate: Decimal, total: Decimal) -> dict[Flow, Decimal]:
    """Give the present value of each row, so rounded that they sum to the shown total."""
    exact = {str(i): present_value(f.trolig, rate) for i, f in enumerate(flows)}
    if total <= 0 or any(value < 0 for value in exact.values()):
        return {f: ore(exact[str(i)]) for i, f in enumerate(flows)}
    parts = split(total, exact)
    return {f: parts[str(i)] for i, f in enumerate(flows)}


def _row(f: Flow, worth: Decimal) -> RowValue:
    low, likely, high = (sum(amounts, _NOTHING) for amounts in (f.lag, f.trolig, f.hog))
    return RowValue(f.id, f.namn, f.slag, low, likely, high, worth, f.har_kalla)


def _unpriced(case: Case) -> Iterator[Unpriced]:
    for n in case.oprissatta:
        now = n.nulage.varde if n.nulage else None
        unit = n.mal.enhet if n.mal else n.nulage.enhet if n.nulage else None
        yield Unpriced(n.id, n.namn, n.nyttotyp, n.indikator, now, n.mal.varde if n.mal else None, unit)
