"""Periods of the municipal year that an introduction begins in."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from fyrportfolj.model.capacity import Forandringslast
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.registers import Arsperiod
from fyrportfolj.rules.capacity.load import register_of
from fyrportfolj.rules.capacity.quarters import first_day, last_day, number, quarter

INTRODUCTION = "inforande"
"""The stage whose beginning a kommun must have room for."""


@dataclass(frozen=True, slots=True)
class Collision:
    """An introduction begins in a quarter that a period of the year falls in.

    Attributes:
        period: the period.
        forvaltning: administration id.
        kvartal: the first quarter of the introduction.
        kommuner: where, in the order given.
    """

    period: Arsperiod
    forvaltning: str
    kvartal: str
    kommuner: tuple[str, ...]


def collisions(
    portfolio: Portfolio, rows: Iterable[Forandringslast], kommuner: tuple[str, ...], moved: int = 0
) -> tuple[Collision, ...]:
    """Give the periods of the year that introductions begin in.

    Args:
        portfolio: the yearly cycle and the names of the administrations.
        rows: judgements.
        kommuner: the municipalities of the rows that name none.
        moved: quarters that everything is put off.

    Returns:
        In the order of the rows and the yearly cycle.
    """
    cycle = portfolio.arscykel.modell.perioder if portfolio.arscykel else ()
    found = []
    for row in rows:
        for begins in _begins(row, moved):
            for period in cycle:
                where = tuple(k for k in row.kommuner or kommuner if concerns(portfolio, period, k, row.forvaltning))
                if where and falls_in_quarter(period, begins):
                    found.append(Collision(period, row.forvaltning, begins, where))
    return tuple(found)


def concerns(portfolio: Portfolio, period: Arsperiod, kommun: str, forvaltning: str) -> bool:
    """Say whether a period concerns an administration of a kommun.

    Args:
        portfolio: the names of the administrations.
        period: a period of the yearly cycle; it names an administration by its name or key.
        kommun: kommun id.
        forvaltning: administration id.
    """
    if period.kommuner and kommun not in period.kommuner:
        return False
    if period.forvaltning is None:
        return True
    register = register_of(portfolio)
    names = {f.id: f.namn.casefold() for f in register.forvaltningar} if register else {}
    return period.forvaltning.casefold() in (forvaltning, names.get(forvaltning))


def falls_in_quarter(period: Arsperiod, kvartal: str) -> bool:
    """Say whether a period has a day in a quarter.

    Args:
        period: a period, which may run over new year; `ar` names the years in which it begins.
        kvartal: the quarter.
    """
    return _overlaps(period, first_day(kvartal), last_day(kvartal))


def in_period(day: date, period: Arsperiod) -> bool:
    """Say whether a day falls in a period of the year."""
    return _overlaps(period, day, day)


def _overlaps(period: Arsperiod, first: date, last: date) -> bool:
    for year in (first.year - 1, first.year):
        if period.ar and year not in period.ar:
            continue
        begins = _day(year, period.fran)
        ends = _day(year + (period.till_och_med < period.fran), period.till_och_med)
        if begins <= last and ends >= first:
            return True
    return False


def _day(year: int, month_day: str) -> date:
    """Give a day of a year; one that the month does not have becomes its last, as 29 February does most years."""
    month, _, day = month_day.partition("-")
    return date(year, int(month), max(1, min(int(day), monthrange(year, int(month))[1])))


def _begins(row: Forandringslast, moved: int) -> Iterator[str]:
    stages = [s for s in row.skeden if s.skede == INTRODUCTION]
    ends = {number(s.till_och_med) for s in stages}
    # A stage in two rows after each other is one introduction, and it begins once.
    yield from (quarter(number(s.fran) + moved) for s in stages if number(s.fran) - 1 not in ends)
