"""Swedish working days, and days moved by whole quarters."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

_SATURDAY = 5
_MONTHS = 12
_A_QUARTER = 3
_ONE = timedelta(days=1)

PREPARATION = 10
"""Working days before a meeting that its papers must be ready. Källa: kommunala nämnders beredning (tolkning)."""


@lru_cache(maxsize=64)
def days_off(year: int) -> frozenset[date]:
    """Give a year's public holidays, and the eves that the law counts as such."""
    # Imported here: few commands need the calendar, and it is slow to load.
    from holidays import DE_FACTO, PUBLIC, country_holidays

    return frozenset(country_holidays("SE", years=year, categories=(PUBLIC, DE_FACTO)))


def is_working_day(day: date) -> bool:
    """Say whether a day is neither Saturday, Sunday, a public holiday nor an eve that counts as one.

    Källa: lagen (1989:253) om allmänna helgdagar; lagen (1930:173) om beräkning av lagstadgad tid 2 §.
    """
    return day.weekday() < _SATURDAY and day not in days_off(day.year)


def on_or_after(day: date) -> date:
    """Give the first working day from a day on, the day itself included."""
    while not is_working_day(day):
        day += _ONE
    return day


def before(day: date, count: int) -> date:
    """Give the day that lies some working days before another.

    Args:
        day: the day to count back from; it need not be a working day.
        count: working days, not negative.

    Returns:
        The day itself when the count is 0; else a working day.
    """
    while count:
        day -= _ONE
        count -= is_working_day(day)
    return day


def quarters_later(day: date, count: int) -> date:
    """Move a day by whole quarters: the same day of the month, or the month's last; on to the next working day.

    Args:
        day: the day.
        count: quarters; negative is earlier, and 0 leaves the day as it is.
    """
    return on_or_after(same_day(day, count)) if count else day


def same_day(day: date, count: int) -> date:
    """Move a day by whole quarters to the same day of the month, or to the month's last, whatever day of the week."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + count * _A_QUARTER, _MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
