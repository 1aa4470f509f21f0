"""When benefits are to be measured: on planned days, and 12, 24 and 36 months after the work was closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from fyrportfolj.model.initiative import Project, Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.benefits.forecasts import BenefitLine, benefit_lines
from fyrportfolj.rules.lifecycle import standing
from fyrportfolj.rules.replay import standing_of

AFTER_MONTHS = (12, 24, 36)
"""Months after closing. Källa: projektets egen ordning; nyttan kommer efter att arbetet är slut (ESV)."""

EARLY = timedelta(days=31)
"""A measurement so long before its day counts for that day. Källa: satt här; en mätperiod slutar sällan på dagen."""

NEAR = timedelta(days=92)
"""A planned day so near takes the place of one after closing. Källa: satt här; ett kvartal."""

_MONTHS = 12
Why: TypeAlias = Literal["planerad", "efter_avslut"]


@dataclass(frozen=True, slots=True)
class Reminder:
    """A measurement to be made.

    Attributes:
        linje: the benefit.
        dag: its day.
        skal: planned in a document, or so many months after closing.
        manader: the months, or None for a planned day.
        vem: id of the role that measures, or the benefit's owner, or None.
    """

    linje: BenefitLine
    dag: date
    skal: Why
    manader: int | None
    vem: str | None


def months_after(day: date, months: int) -> date:
    """Give the day so many months later; the last day of the month when it has no such day.

    Args:
        day: where to begin.
        months: not negative.
    """
    index = day.year * _MONTHS + day.month - 1 + months
    year, month = index // _MONTHS, index % _MONTHS + 1
    following = date(year + month // _MONTHS, month % _MONTHS + 1, 1)
    return date(year, month, min(day.day, (following - timedelta(days=1)).day))


def closed_on(portfolio: Portfolio, u: Undertaking) -> date | None:
    """Give the day when decisions closed an undertaking, or None while it is not closed."""
    if standing(portfolio, u) != "avslutad":
        return None
    state = standing_of(portfolio, u)
    return state.sedan if state else None


def reminders(portfolio: Portfolio, u: Undertaking) -> Iterator[Reminder]:
    """Give the measurements of an undertaking that have not been made, in the order of its benefits.

    A project's benefit that its programme follows too is reminded of there.

    Args:
        portfolio: everything around it.
        u: the undertaking.
    """
    if not any(getattr(u.artefakter, slug) for slug in ("nyttoprognos", "nyttokalkyl", *_FOLLOWING)):
        return
    closed = closed_on(portfolio, u)
    for line in benefit_lines(portfolio, u):
        elsewhere = isinstance(u, Project) and any(s.insats == u.program for s in line.steg)
        if elsewhere or line.nytta.status in ("avskriven", "ej_realiserad"):
            continue
        for day, months in _days(line, closed):
            if not any(o.datum >= day - EARLY for o in line.matningar):
                role = line.nytta.matansvarig or line.nytta.nyttoansvarig
                why: Why = "planerad" if months is None else "efter_avslut"
                yield Reminder(line, day, why, months, role.roll if role else None)


_FOLLOWING = ("nyttorealiseringsplan", "effektbokslut")


def _days(line: BenefitLine, closed: date | None) -> Iterator[tuple[date, int | None]]:
    planned = {day for step in line.steg if step.dokument in _FOLLOWING for day in step.nu.uppfoljning}
    for day in sorted(planned):
        yield day, None
    if closed is not None:
        for months in AFTER_MONTHS:
            day = months_after(closed, months)
            if not any(abs(day - own) <= NEAR for own in planned):
                yield day, months
