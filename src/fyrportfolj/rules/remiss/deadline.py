"""The last day of a consultation: whether it is a working day, and how long is left."""

from __future__ import annotations

from datetime import date

from fyrportfolj.model.artefacts.remiss import Remissforfragan


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
