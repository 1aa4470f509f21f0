"""Present value and the measures made of it; the year t = 0 is not discounted.

Present values are worked out exactly and rounded to the öre once, when they are shown; what is made of them is made
of the shown ones, so that a reader who subtracts two figures of a report gets the third.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from itertools import accumulate

PRECISION = 60
"""Significant digits while a sum is worked out: so many that no rounding reaches the öre."""

_NOTHING = Decimal(0)
_WHOLE = Decimal(100)
_ORE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Measures:
    """The result of a calculation; present values in kr, rounded to the öre.

    Attributes:
        pvb: present value of the benefits.
        pvc: present value of the costs.
        nnv: net present value.
        nnk: net present value per krona of cost, or None without costs.
        nnk_investering: the same per krona of what is paid once, or None without.
        kvot: benefit per krona of cost, or None without costs.
        break_even: the share of the benefits that must come true, or None without benefits.
        annuitet: the net present value as an equal amount each year, or None without years.
        aterbetalning: years until the undiscounted sum stays at or above zero, or None within the horizon.
        aterbetalning_diskonterad: the same with discounted amounts.
    """

    pvb: Decimal
    pvc: Decimal
    nnv: Decimal
    nnk: Decimal | None
    nnk_investering: Decimal | None
    kvot: Decimal | None
    break_even: Decimal | None
    annuitet: Decimal | None
    aterbetalning: Decimal | None
    aterbetalning_diskonterad: Decimal | None


def discounted(amounts: Sequence[Decimal], rate: Decimal) -> tuple[Decimal, ...]:
    """Give amounts as they are worth at t = 0: amount / (1 + r)^t.

    Args:
        amounts: kr by year, t = 0 first.
        rate: per cent, above −100.

    Raises:
        ValueError: the rate is −100 per cent or less.

    Källa: ASEK, nuvärde; Ineras nyttokalkyl.
    """
    if rate <= -_WHOLE:
        msg = "a rate must be above -100 per cent"
        raise ValueError(msg)
    with localcontext(prec=PRECISION):
        growth = 1 + rate / _WHOLE
        return tuple(amount / growth**t for t, amount in enumerate(amounts))


def present_value(amounts: Sequence[Decimal], rate: Decimal) -> Decimal:
    """Give the present value of amounts, kr.

    Args:
        amounts: kr by year, t = 0 first.
        rate: per cent.

    Källa: ASEK, nuvärde: PV = Σ belopp_t / (1 + r)^t.
    """
    with localcontext(prec=PRECISION):
        return sum(discounted(amounts, rate), _NOTHING)


def ore(value: Decimal) -> Decimal:
    """Give an amount rounded to the öre, halves away from zero."""
    with localcontext(prec=PRECISION):
        return value.quantize(_ORE, ROUND_HALF_UP)


def shown_value(amounts: Sequence[Decimal], rate: Decimal) -> Decimal:
    """Give the present value of amounts as it is shown: kr, rounded to the öre.

    Args:
        amounts: kr by year, t = 0 first.
        rate: per cent.
    """
    return ore(present_value(amounts, rate))


def net_present_value(benefits: Sequence[Decimal], costs: Sequence[Decimal], rate: Decimal) -> Decimal:
    """Give the net present value: the difference of the shown present values, kr.

    Args:
        benefits: kr by year, t = 0 first.
        costs: kr by year, as many.
        rate: per cent.

    Källa: ASEK, nettonuvärde: NNV = PVB − PVC.
    """
    with localcontext(prec=PRECISION):
        return shown_value(benefits, rate) - shown_value(costs, rate)


def ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    """Give a part through a whole; None when the whole is 0, since a share of nothing says nothing.

    Källa: ASEK, nettonuvärdekvot; nytta/kostnad-kvot visas inte utan kostnad.
    """
    if whole == 0:
        return None
    with localcontext(prec=PRECISION):
        return part / whole


def annuity(value: Decimal, rate: Decimal, years: int) -> Decimal | None:
    """Give a present value as an equal amount each year: NNV · r / (1 − (1 + r)^−T), or NNV / T without a rate.

    Args:
        value: kr.
        rate: per cent.
        years: T, the number of years of the calculation.

    Returns:
        Kr per year, or None without years.

    Källa: annuitetsmetoden (allmän kunskap); T är kalkylens antal år.
    """
    if years < 1:
        return None
    with localcontext(prec=PRECISION):
        if rate == 0:
            return value / years
        r = rate / _WHOLE
        return value * r / (1 - (1 + r) ** -years)


def payback(net: Sequence[Decimal]) -> Decimal | None:
    """Give the time until the sum of the net amounts is at or above zero and stays there.

    Inside the year where it happens the amount is taken to come evenly.

    Args:
        net: benefit minus cost, kr by year, t = 0 first; discounted or not.

    Returns:
        Years from t = 0, or None when it does not happen within these years.

    Källa: återbetalningstid (allmän kunskap); linjär inom året.
    """
    with localcontext(prec=PRECISION):
        sums = list(accumulate(net))
        below = [t for t, total in enumerate(sums) if total < 0]
        if not sums or (below and below[-1] == len(sums) - 1):
            return None
        if not below:
            return _NOTHING
        last = below[-1]
        return last + -sums[last] / net[last + 1]


def measures(benefits: Sequence[Decimal], costs: Sequence[Decimal], once: Sequence[Decimal], rate: Decimal) -> Measures:
    """Give every measure of a calculation.

    Args:
        benefits: kr by year, t = 0 first.
        costs: all costs, kr by year, as many.
        once: those of the costs that come once, kr by year, as many.
        rate: per cent.

    Källa: ASEK, nettonuvärde och nettonuvärdekvot; Ineras nyttokalkyl.
    """
    with localcontext(prec=PRECISION):
        pvb, pvc, investment = (shown_value(row, rate) for row in (benefits, costs, once))
        net = tuple(b - c for b, c in zip(benefits, costs, strict=True))
        nnv = pvb - pvc
        return Measures(
            pvb=pvb,
            pvc=pvc,
            nnv=nnv,
            nnk=ratio(nnv, pvc),
            nnk_investering=ratio(nnv, investment),
            kvot=ratio(pvb, pvc),
            break_even=ratio(pvc, pvb),
            annuitet=_shown(annuity(nnv, rate, len(net))),
            aterbetalning=payback(net),
            aterbetalning_diskonterad=payback(discounted(net, rate)),
        )


def _shown(value: Decimal | None) -> Decimal | None:
    return None if value is None else ore(value)
