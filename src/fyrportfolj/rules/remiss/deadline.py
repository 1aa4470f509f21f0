"""The last day of a consultation: whether it is a working day, and how long is left."""

from __future__ import annotations

from datetime import date, timedelta

from fyrportfolj.model.artefacts.remiss import Remissforfragan
from fyrportfolj.rules.legal import days_off

_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Say whether a day is neither a Saturday, a Sunday, a public holiday nor an eve that offices keep closed.

    Källa: lagen (1989:253) om allmänna helgdagar; lagen (1930:173) om beräkning av lagstadgad tid 2 §.
    """
    return day.weekday() < _SATURDAY and day not in days_off(day.year)


def working_day_from(day: date) -> date:
    """Give the first working day from a day on, the day itself included."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def last_day(r: Remissforfragan) -> date | None:
    """Give the last day to answer, an extension counted; None when none is set."""
    return r.forlangd_till or r.sista_svarsdag


def days_left(r: Remissforfragan, today: date) -> int | None:
    """Give how many days are left: 0 on the last day, below 0 afterwards, None without a last day."""
    last = last_day(r)
    return (last - today).days if last else None


def is_late(r: Remissforfragan, came: date) -> bool:
    """Say whether something that came in on a day came after the last one."""
    last = last_day(r)
    return last is not None and came > last


def is_over(r: Remissforfragan, today: date) -> bool:
    """Say whether the time to answer has run out, or the round was closed."""
    return (r.stangd is not None and r.stangd <= today) or is_late(r, today)
