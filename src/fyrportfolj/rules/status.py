"""What a status report says, whether it is still true, and what the numbers say besides it.

Källa: styrmötet för förstudien, Statusrapport; portföljens gränser i fyr.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from fyrportfolj.model.artefacts.rapporter import Lage, Statusrad, Statusrapport
from fyrportfolj.model.initiative import Milstolpe, Undertaking
from fyrportfolj.model.policy import Statuspolicy
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.lifecycle import is_followed

REQUIRED_ROWS = ("budget", "tid", "personal")
"""The rows that every report has. Källa: styrmötet för förstudien, Statusrapport."""

LIGHTS: tuple[Lage, ...] = ("enligt_plan", "mindre_komplikationer", "komplikationer")
"""From best to worst."""


def report_day(report: Statusrapport) -> date | None:
    """Give the day that a report speaks of: when it was handed in, else the period's last day, else its date."""
    return report.rapportdatum or report.period_till or report.datum


def latest_report(undertaking: Undertaking) -> tuple[int, Statusrapport] | None:
    """Give the newest report.

    Args:
        undertaking: with its reports in any order.

    Returns:
        Its place in the list from 0 and the report; the last one in the file when days are equal or missing.
    """
    reports = undertaking.artefakter.statusrapport
    if not reports:
        return None
    index = max(range(len(reports)), key=lambda i: (report_day(reports[i]) or date.min, i))
    return index, reports[index]


def stale(portfolio: Portfolio, undertaking: Undertaking, today: date) -> bool:
    """Say whether the newest report is too old or missing, by the portfolio's own limit.

    Args:
        portfolio: its policy.
        undertaking: an initiative or project.
        today: the day to judge at.
    """
    found = latest_report(undertaking)
    day = report_day(found[1]) if found else None
    return day is None or (today - day).days > portfolio.fyr.modell.policy.status.rapport_inom_dagar


def row(report: Statusrapport, omrade: str) -> tuple[int, Statusrad] | None:
    """Give the report's first row for an area with its place from 0, or None."""
    return next(((i, r) for i, r in enumerate(report.rader) if r.omrade == omrade), None)


def slip(milestone: Milstolpe, day: date) -> int:
    """Give how far a milestone has slipped from its baseline.

    Args:
        milestone: with baseline, forecast and outcome.
        day: the day to judge at. A milestone that is not reached cannot come before it, whatever its forecast says.

    Returns:
        Days; below 0 when it is early.
    """
    reached = milestone.utfall or max(milestone.prognos or milestone.baslinje, day)
    return (reached - milestone.baslinje).days


def largest_slip(undertaking: Undertaking, day: date) -> tuple[int, int] | None:
    """Give the milestone that is not reached and has slipped most.

    Args:
        undertaking: with milestones.
        day: the day to judge at, for a report its own day.

    Returns:
        Its place in the file from 0 and days; None when every milestone is reached or there is none.
    """
    open_ = [(i, slip(m, day)) for i, m in enumerate(undertaking.milstolpar) if m.utfall is None or m.utfall > day]
    return max(open_, key=lambda found: (found[1], -found[0]), default=None)


class Deviation(NamedTuple):
    """A forecast against what was decided: the whole cost in kr, the decided sum in kr, the excess in per cent."""

    prognos: Decimal
    beslutad: Decimal
    procent: Decimal


def budget_deviation(undertaking: Undertaking, report: Statusrapport | None = None) -> Deviation | None:
    """Give how far the forecast cost lies above what was decided.

    The report's own figures come first, then those of the undertaking's financing.

    Args:
        undertaking: with financing.
        report: a status report, or None to look at the financing alone.

    Returns:
        The amounts and the excess, one decimal, below 0 when it is cheaper; None when a figure is missing or 0.
    """
    money = undertaking.finansiering
    forecast = (report.prognos_kr if report else None) or (money.prognos_kr if money else None)
    decided = (report.beslutad_kr if report else None) or (money.total_kr if money else None)
    if not forecast or not decided:
        return None
    return Deviation(forecast, decided, ((forecast - decided) * 100 / decided).quantize(Decimal("0.1")))


def time_light(policy: Statuspolicy, days: int) -> Lage:
    """Give the mildest light that the limits allow for a slip of so many days."""
    return LIGHTS[(days >= policy.tid_mindre_dagar) + (days >= policy.tid_stor_dagar)]


def budget_light(policy: Statuspolicy, percent: Decimal) -> Lage:
    """Give the mildest light that the limits allow for an excess of so many per cent."""
    return LIGHTS[(percent >= policy.budget_mindre) + (percent >= policy.budget_stor)]


def milder(light: Lage, other: Lage) -> bool:
    """Say whether a light is milder than another."""
    return LIGHTS.index(light) < LIGHTS.index(other)


@dataclass(frozen=True, slots=True)
class Light:
    """One area of the newest report beside what the figures say.

    Attributes:
        omrade: the area.
        rapporterad: the light of the report; None when the row is missing or the report is too old to be believed.
        beraknad: the mildest light that the portfolio's limits allow; None where no figure tells.
        avsteg: why the report says something else, when it does.
    """

    omrade: str
    rapporterad: Lage | None
    beraknad: Lage | None
    avsteg: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """Where an undertaking stands by its newest report.

    Attributes:
        index: the report's place in the file from 0, or None without a report.
        dag: the day it speaks of.
        for_gammal: True when it is too old, or missing.
        rader: the areas, the required ones first.
        forskjutning_dagar: the largest slip of a milestone that is not reached, in days, or None.
        milstolpe: id of that milestone.
        budget: forecast against decided, or None.
    """

    index: int | None
    dag: date | None
    for_gammal: bool
    rader: tuple[Light, ...]
    forskjutning_dagar: int | None
    milstolpe: str | None
    budget: Deviation | None


def summary(portfolio: Portfolio, undertaking: Undertaking, today: date) -> Summary:
    """Put the newest report beside what milestones and figures say.

    A report that is too old never keeps its green light: it counts as not reported.

    Args:
        portfolio: its policy.
        undertaking: an initiative or project.
        today: the day to judge at.
    """
    policy = portfolio.fyr.modell.policy.status
    found = latest_report(undertaking)
    old = stale(portfolio, undertaking, today)
    report = found[1] if found else None
    # What the plan has left behind is judged by the report's own day: it did not slip for years after.
    day = today if is_followed(portfolio, undertaking, today) else (report and report_day(report)) or today
    late = largest_slip(undertaking, day)
    money = budget_deviation(undertaking, report)
    computed: dict[str, Lage] = {}
    if money is not None:
        computed["budget"] = budget_light(policy, money.procent)
    if late is not None:
        computed["tid"] = time_light(policy, late[1])
    rows: dict[str, Statusrad] = {r.omrade: r for r in report.rader} if report else {}
    areas = (*REQUIRED_ROWS, *(a for a in rows if a not in REQUIRED_ROWS))
    return Summary(
        index=found[0] if found else None,
        dag=report_day(report) if report else None,
        for_gammal=old,
        rader=tuple(_light(area, rows.get(area), computed.get(area), old=old) for area in areas),
        forskjutning_dagar=late[1] if late else None,
        milstolpe=undertaking.milstolpar[late[0]].id if late else None,
        budget=money,
    )


def _light(area: str, row_: Statusrad | None, computed: Lage | None, *, old: bool) -> Light:
    reported = row_.status if row_ and not old else None
    return Light(area, reported, computed, row_.avsteg_motivering if row_ else None)
