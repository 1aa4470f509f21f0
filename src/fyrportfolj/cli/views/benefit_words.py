"""Figures of benefits as the terminal shows them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from fyrportfolj.cli.blocks import Span, Words
from fyrportfolj.messages import T

NONE = "–"
_HUNDRED = Decimal(100)
_KRONA = Decimal(1)
_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")


def kr(value: Decimal | None) -> Words:
    """Give an amount in whole kronor without its unit, which the heading has."""
    return NONE if value is None else T("{tal}", tal=value.quantize(_KRONA, ROUND_HALF_UP))


def signed(value: Decimal | None) -> Words | Span:
    """Give a difference in whole kronor with its sign."""
    if value is None:
        return NONE
    whole = value.quantize(_KRONA, ROUND_HALF_UP)
    return T("+{tal}", tal=whole) if whole > 0 else T("{tal}", tal=whole)


def per_cent(share: Decimal | None) -> Words:
    """Give a share, where 1 is the whole, in per cent with a decimal."""
    if share is None:
        return NONE
    return T("{tal}\u00a0%", tal=(share * _HUNDRED).quantize(_TENTH, ROUND_HALF_UP))


def ratio(value: Decimal | None) -> Words:
    """Give a ratio with two decimals."""
    return NONE if value is None else T("{tal}", tal=value.quantize(_HUNDREDTH, ROUND_HALF_UP))


def years(value: Decimal | None) -> Words:
    """Give a time in years, or that it does not come within the calculation."""
    if value is None:
        return T("inte inom kalkylperioden")
    return T("{tal}\u00a0år", tal=value.quantize(_HUNDREDTH, ROUND_HALF_UP))
