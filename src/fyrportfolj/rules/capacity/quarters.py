"""Quarters as they are written, `2027-K1`, and as whole numbers that can be counted with."""

from __future__ import annotations

from datetime import date, timedelta

_A_YEAR = 4
_MONTHS = 3


def number(kvartal: str) -> int:
    """Give a quarter's number.

    Args:
        kvartal: such as `2027-K1`.

    Returns:
        Quarters since the beginning of our era; the next quarter has the next number.
    """
    year, _, quarter = kvartal.partition("-K")
    return int(year) * _A_YEAR + int(quarter) - 1


def quarter(number_: int) -> str:
    """Give the quarter that has a number.

    Args:
        number_: as `number` gives it.

    Returns:
        Such as `2027-K1`.
    """
    year, rest = divmod(number_, _A_YEAR)
    return f"{year:04}-K{rest + 1}"


def moved(kvartal: str, steps: int) -> str:
    """Give the quarter that lies some quarters later, or earlier when the steps are negative."""
    return quarter(number(kvartal) + steps)


def span(fran: str, till_och_med: str) -> tuple[str, ...]:
    """Give the quarters from one to another, both included; none when the last lies before the first."""
    return tuple(quarter(n) for n in range(number(fran), number(till_och_med) + 1))


def quarter_of(day: date) -> str:
    """Give the quarter that a day lies in."""
    return f"{day.year:04}-K{(day.month - 1) // _MONTHS + 1}"


def first_day(kvartal: str) -> date:
    """Give the first day of a quarter."""
    year, rest = divmod(number(kvartal), _A_YEAR)
    return date(year, rest * _MONTHS + 1, 1)


def last_day(kvartal: str) -> date:
    """Give the last day of a quarter."""
    return first_day(moved(kvartal, 1)) - timedelta(days=1)
