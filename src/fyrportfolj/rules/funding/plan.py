"""All that can be said of an application: what it gives, who pays the rest, what is laid out and what is left to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fyrportfolj.model.funding import Ansokan, Utlysning
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.funding.amounts import OwnParts, Support, asked, budget_of, own_parts, support
from fyrportfolj.rules.funding.liquidity import Liquidity, liquidity
from fyrportfolj.rules.funding.schedule import CertificateStep, certificates
from fyrportfolj.rules.lifecycle import last_planned_day


@dataclass(frozen=True, slots=True)
class ApplicationPlan:
    """An application in figures and days.

    Attributes:
        ansokan: the row of the file.
        stod: the most that the call can give; None without a budget.
        bidrag_kr: the support that is reckoned with, kr; None without a budget.
        egen_kr: what is left to pay, kr; None without a budget.
        egna_delar: the own part per kommun; None without a budget.
        likviditet: what is laid out; None without a budget, a first day or a last day.
        intyg: what each kommun has left to do.
    """

    ansokan: Ansokan
    stod: Support | None
    bidrag_kr: Decimal | None
    egen_kr: Decimal | None
    egna_delar: OwnParts | None
    likviditet: Liquidity | None
    intyg: tuple[CertificateStep, ...]


def application_plan(portfolio: Portfolio, call: Utlysning, application: Ansokan, today: date) -> ApplicationPlan:
    """Work out an application.

    Args:
        portfolio: undertakings, inhabitants and meeting calendars.
        call: the call.
        application: a row of it.
        today: the day that is judged at.
    """
    steps = certificates(portfolio, call, application, today)
    budget = budget_of(portfolio, application)
    if budget is None:
        return ApplicationPlan(application, None, None, None, None, None, steps)
    most = support(call, budget)
    grant = min(asked(application, most), budget)
    own = budget - grant
    cash = None
    days = _days(portfolio, application)
    if days is not None:
        cash = liquidity(call, budget, grant, *days)
    return ApplicationPlan(application, most, grant, own, own_parts(portfolio, application, own), cash, steps)


def _days(portfolio: Portfolio, application: Ansokan) -> tuple[date, date] | None:
    """Give the first and last day of the application's undertakings together, when both are known."""
    entries = [e.modell for e in map(portfolio.undertaking, application.insatser) if e is not None]
    starts = [u.start for u in entries if u.start is not None]
    ends = [day for day in map(last_planned_day, entries) if day is not None]
    if not starts or not ends or max(ends) < min(starts):
        return None
    return min(starts), max(ends)
