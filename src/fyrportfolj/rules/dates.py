"""Days that cannot be right: an end before its start, a result before the work, a fact in the future."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from fyrportfolj.diagnostics import Diagnostic, Loc, Reference, finding
from fyrportfolj.messages import T, Text
from fyrportfolj.model.base import Model
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.documents import documents
from fyrportfolj.rules.walk import Finder

PERIODS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "Undertaking": (("start", "slut"),),
        "Aktivitet": (("start", "slut"),),
        "Mandat": (("fran", "till_och_med"),),
        "Nyckelinnehav": (("fran", "till_och_med"),),
        "Resursrad": (("fran", "till"),),
        "Tagordning": (("start", "slut"),),
        "Forstudiedirektiv": (("start", "slut"),),
        "Statusrapport": (("period_fran", "period_till"),),
        "Effektbokslut": (("period_fran", "period_till"),),
        "Samverkansavtal": (("giltig_fran", "giltig_till"),),
        "Avtalsrad": (("uppsagt", "upphor"),),
        # Quarters, such as 2027-K1; written so, they sort as they come.
        "Skedestid": (("fran", "till_och_med"),),
        "Kapacitet": (("fran", "till_och_med"),),
        "GodtagenOverlast": (("fran", "till_och_med"),),
        "Remissforfragan": (("skickad", "sista_svarsdag"), ("sista_svarsdag", "forlangd_till")),
    }
)
"""Class to its pairs of days: the first may not come after the second. Equal days are a period of one day."""

_PAIRS: dict[type[Model], tuple[tuple[str, str], ...]] = {}


def _has_period(cls: type[Model]) -> bool:
    _PAIRS[cls] = tuple(pair for base in cls.__mro__ for pair in PERIODS.get(base.__name__, ()))
    return bool(_PAIRS[cls])


_periods = Finder(_has_period)


def check_end_after_start(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find periods that end before they start."""
    del today
    for entry in documents(portfolio):
        for loc, row in _periods(entry.modell):
            for first, second in _PAIRS[type(row)]:
                start, end = getattr(row, first), getattr(row, second)
                if start is not None and end is not None and end < start:
                    at = Reference(entry.fil, (*loc, first))
                    yield finding("FYR239", entry.fil, (*loc, second), rule=at, slut=end, start=start, falt=first)


def check_results_after_start(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find milestones and reports that lie before the undertaking begins.

    A decision may well be older than the start: it is what allows the start.
    """
    del today
    for entry in portfolio.undertakings():
        start = entry.modell.start
        if start is None:
            continue
        at = Reference(entry.fil, ("start",))
        for loc, what, day in _before(entry.modell, start):
            yield finding("FYR240", entry.fil, loc, rule=at, vad=what, dag=day, start=start)


def _before(u: Undertaking, start: date) -> Iterator[tuple[Loc, Text | str, date]]:
    for i, m in enumerate(u.milstolpar):
        for name, day in (("baslinje", m.baslinje), ("prognos", m.prognos), ("utfall", m.utfall)):
            if day is not None and day < start:
                yield ("milstolpar", i, name), m.namn, day
    for i, report in enumerate(u.artefakter.statusrapport):
        if report.rapportdatum is not None and report.rapportdatum < start:
            yield ("artefakter", "statusrapport", i, "rapportdatum"), T("statusrapporten"), report.rapportdatum
    final = u.artefakter.slutrapport
    if final is None:
        return
    if final.datum is not None and final.datum < start:
        yield ("artefakter", "slutrapport", "datum"), T("slutrapporten"), final.datum
    for i, reached in enumerate(final.milstolpar):
        if reached.utfall is not None and reached.utfall < start:
            loc: Loc = ("artefakter", "slutrapport", "milstolpar", i, "utfall")
            yield loc, T("milstolpen {id}", id=reached.milstolpe), reached.utfall


def check_decisions_not_in_future(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find decisions that are dated after the day that the portfolio is judged at."""
    for entry in portfolio.undertakings():
        for i, decision in enumerate(entry.modell.beslut):
            for name, day in (("datum", decision.datum), ("ratt_datum", decision.ratt_datum)):
                if day is not None and day > today:
                    yield finding("FYR241", entry.fil, ("beslut", i, name), datum=day, idag=today)


def check_facts_not_in_future(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find things said to have happened on a day that has not come."""
    for entry in portfolio.undertakings():
        for loc, what, day in _after(entry.modell, today):
            yield finding("FYR242", entry.fil, loc, vad=what, dag=day, idag=today)


def _after(u: Undertaking, today: date) -> Iterator[tuple[Loc, Text, date]]:
    for i, m in enumerate(u.milstolpar):
        if m.utfall is not None and m.utfall > today:
            yield ("milstolpar", i, "utfall"), T("milstolpen {id} är nådd", id=m.id), m.utfall
    for i, report in enumerate(u.artefakter.statusrapport):
        if report.rapportdatum is not None and report.rapportdatum > today:
            loc: Loc = ("artefakter", "statusrapport", i, "rapportdatum")
            yield loc, T("statusrapporten är lämnad"), report.rapportdatum
    for i, r in enumerate(u.risker):
        if r.bedomd > today:
            yield ("risker", i, "bedomd"), T("risken {id} är bedömd", id=r.id), r.bedomd


def check_yearly_periods(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find days of the yearly cycle that no month has, such as 02-30. A period may run over new year."""
    del today
    if portfolio.arscykel is None:
        return
    for i, period in enumerate(portfolio.arscykel.modell.perioder):
        for name in ("fran", "till_och_med"):
            day = getattr(period, name)
            if not _exists(day):
                yield finding("FYR243", portfolio.arscykel.fil, ("perioder", i, name), dag=day)


_LEAP_YEAR = 2024


def _exists(month_day: str) -> bool:
    month, day = month_day.split("-")
    try:
        date(_LEAP_YEAR, int(month), int(day))
    except ValueError:
        return False
    return True
