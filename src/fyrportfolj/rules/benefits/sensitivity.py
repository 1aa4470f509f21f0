"""What the net present value rests on: one thing changed at a time, greatest effect first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from fyrportfolj.messages import T, Text
from fyrportfolj.rules.benefits.flows import Amounts, Case, Flow
from fyrportfolj.rules.benefits.npv import PRECISION, net_present_value, ore, shown_value

_SWING = Decimal("0.2")
_POINT = Decimal(1)


@dataclass(frozen=True, slots=True)
class Swing:
    """One thing changed.

    Attributes:
        vad: what is changed, in words.
        samst: lowest net present value of the change, kr, rounded to the öre.
        bast: highest net present value of the change, kr, rounded to the öre.
        effekt: the greatest distance from the calculation's own net present value, kr, never negative.
    """

    vad: Text
    samst: Decimal
    bast: Decimal
    effekt: Decimal


def bounds(case: Case) -> tuple[Decimal, Decimal]:
    """Give the lowest and highest net present value, kr: lowest benefits with highest costs, and the other way.

    Källa: Ineras nyttokalkyl, lägsta och högsta värde per rad.
    """
    low = net_present_value(case.total(case.nyttor, "lag"), case.total(case.kostnader, "hog"), case.ranta)
    high = net_present_value(case.total(case.nyttor, "hog"), case.total(case.kostnader, "lag"), case.ranta)
    return low, high


def tornado(case: Case, kommuner: int = 0) -> tuple[Swing, ...]:
    """Give the sensitivity, greatest effect first: ±20 %, a year's delay, fewer municipalities, rate ± 1 point.

    Args:
        case: the calculation.
        kommuner: how many municipalities take part; 0 leaves out what happens when fewer do.

    Källa: Ineras nyttokalkyl; känslighetsanalys en faktor i taget (praxis, projektets egen sammanställning).
    """
    base = net_present_value(case.total(case.nyttor), case.total(case.kostnader), case.ranta)
    with localcontext(prec=PRECISION):
        found = [_swing(base, what, values) for what, values in _changes(case, kommuner)]
    return tuple(sorted(found, key=lambda s: (-s.effekt, str(s.vad))))


def delayed(amounts: Sequence[Decimal], years: int = 1) -> Amounts:
    """Give amounts so many years later within the same horizon: what falls outside it is lost.

    Args:
        amounts: kr by year, t = 0 first.
        years: not negative.
    """
    length = len(amounts)
    return ((Decimal(0),) * years + tuple(amounts))[:length]


def fewer(kommuner: int) -> tuple[int, ...]:
    """Give the smaller groups to try: one less, ten in fourteen, and half; for 14 these are 13, 10 and 7.

    Args:
        kommuner: how many take part.

    Returns:
        Numbers of municipalities, highest first; empty when there are not two to begin with.
    """
    steps = (kommuner - 1, (kommuner * 10 + 7) // 14, (kommuner + 1) // 2)
    return tuple(sorted({n for n in steps if 0 < n < kommuner}, reverse=True))


def _changes(case: Case, kommuner: int) -> Iterator[tuple[Text, tuple[Decimal, ...]]]:
    benefits, costs, rate = case.total(case.nyttor), case.total(case.kostnader), case.ranta
    pvb, pvc = shown_value(benefits, rate), shown_value(costs, rate)
    if case.nyttor:
        yield T("Alla nyttor ±20 %"), (pvb * (1 - _SWING) - pvc, pvb * (1 + _SWING) - pvc)
        yield T("Nyttorna kommer ett år senare"), (shown_value(delayed(benefits), rate) - pvc,)
    if case.kostnader:
        yield T("Alla kostnader ±20 %"), (pvb - pvc * (1 + _SWING), pvb - pvc * (1 - _SWING))
    for flow in (*_several(case.nyttor), *_several(case.kostnader)):
        extra = shown_value(flow.trolig, rate) * _SWING
        yield T("{id} {namn} ±20 %", id=flow.id, namn=flow.namn), (pvb - pvc - extra, pvb - pvc + extra)
    shared = shown_value(case.total(f for f in case.nyttor if not f.utanfor), rate)
    for n in fewer(kommuner) if shared else ():
        what = T("{antal} av {av} kommuner deltar, samma kostnader", antal=n, av=kommuner)
        yield what, (pvb - shared + shared * n / kommuner - pvc,)
    both = tuple(net_present_value(benefits, costs, rate + step) for step in (_POINT, -_POINT))
    yield T("Kalkylräntan ±1 procentenhet"), both


def _several(flows: tuple[Flow, ...]) -> tuple[Flow, ...]:
    """A row that is alone of its kind says no more than the sum does."""
    return flows if len(flows) > 1 else ()


def _swing(base: Decimal, what: Text, values: tuple[Decimal, ...]) -> Swing:
    return Swing(what, ore(min(values)), ore(max(values)), ore(max(abs(v - base) for v in values)))
