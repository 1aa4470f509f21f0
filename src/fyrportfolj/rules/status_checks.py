"""Checks of status reports: nothing behind green, nothing without a measure, nothing old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from fyrportfolj.diagnostics import Diagnostic, Loc, Reference, finding
from fyrportfolj.messages import T
from fyrportfolj.model.artefacts.rapporter import Lage, Statusrad, Statusrapport
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.process import Fas
from fyrportfolj.rules import risk, status
from fyrportfolj.rules.lifecycle import is_followed

REPORT = "statusrapport"
"""The artefact's slug."""

LIGHT_NAMES: dict[Lage, str] = {
    "enligt_plan": "enligt plan",
    "mindre_komplikationer": "mindre komplikationer",
    "komplikationer": "komplikationer",
}
"""The lights as a person reads them in a finding."""


def check_status_rows(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find deviations that nobody does anything about, and reports that leave out an area."""
    del today
    for entry in portfolio.undertakings():
        for i, report in enumerate(entry.modell.artefakter.statusrapport):
            base: Loc = ("artefakter", REPORT, i)
            for k, row in enumerate(report.rader):
                yield from _row(entry.fil, (*base, "rader", k), row)
            missing = tuple(a for a in status.REQUIRED_ROWS if status.row(report, a) is None)
            # A draft may be saved before it is whole.
            if missing and report.status != "utkast":
                loc: Loc = (*base, "rader") if report.rader else base
                yield finding("FYR333", entry.fil, loc, at_key=bool(report.rader), omraden=missing)


def _row(fil: str, loc: Loc, row: Statusrad) -> Iterator[Diagnostic]:
    if row.ingen_atgard:
        if not row.ingen_atgard_motivering:
            yield finding("FYR330", fil, (*loc, "ingen_atgard"), omrade=row.omrade)
    elif row.status != "enligt_plan":
        missing = tuple(name for name in ("atgard", "ansvarig", "klart") if not getattr(row, name))
        if missing:
            light = LIGHT_NAMES[row.status]
            yield finding("FYR329", fil, (*loc, "status"), omrade=row.omrade, lage=light, saknas=missing)


def check_status_periods(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find reports whose periods overlap, so that one week is told twice."""
    del today
    for entry in portfolio.undertakings():
        reports = entry.modell.artefakter.statusrapport
        periods = sorted(
            (r.period_fran, r.period_till, i) for i, r in enumerate(reports) if r.period_fran and r.period_till
        )
        for (_, end, first), (start, _, second) in pairwise(periods):
            if start <= end:
                at = Reference(entry.fil, ("artefakter", REPORT, first, "period_till"))
                loc: Loc = ("artefakter", REPORT, second, "period_fran")
                yield finding("FYR332", entry.fil, loc, rule=at, fran=start, till=end)


def check_status_fresh(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find running undertakings whose last report is too old, or that have never reported."""
    policy = portfolio.fyr.modell.policy.status
    for entry in portfolio.undertakings():
        u = entry.modell
        if u.start is None or (today - u.start).days <= policy.rapport_inom_dagar or not _reports_now(portfolio, u):
            continue
        if not status.stale(portfolio, u, today) or not is_followed(portfolio, u, today):
            continue
        found = status.latest_report(u)
        day = status.report_day(found[1]) if found else None
        loc: Loc = ("artefakter", REPORT, found[0]) if found else ("fas",)
        rule = Reference(portfolio.fyr.fil, ("policy", "status", "rapport_inom_dagar"))
        said = T("den senaste statusrapporten är från {dag}", dag=day) if day else T("ingen statusrapport är lämnad")
        yield finding("FYR331", entry.fil, loc, rule=rule, laget=said, dagar=policy.rapport_inom_dagar)


def _reports_now(portfolio: Portfolio, u: Undertaking) -> bool:
    """The process says in which phases reports are written; without a word about it, the first report begins it."""
    process = portfolio.process_of(u)
    phases: tuple[Fas, ...] = process.modell.faser if process else ()
    reporting = {f.slug for f in phases if any(a.slug == REPORT for a in f.artefakter)}
    return u.fas in reporting if reporting else bool(u.artefakter.statusrapport)


def check_status_is_true(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find newest reports that show a milder light than milestones, forecast and risks allow.

    A light that is milder than the limits gives is allowed when the row says why (`avsteg_motivering`).
    """
    for entry in portfolio.undertakings():
        found = status.latest_report(entry.modell)
        if found is None:
            continue
        hidden = (
            *_slip(portfolio, entry, *found),
            *_budget(portfolio, entry, *found),
            *_risks(portfolio, entry, *found),
        )
        if hidden and is_followed(portfolio, entry.modell, today):
            yield from hidden


def _slip(portfolio: Portfolio, entry: Entry[Undertaking], index: int, report: Statusrapport) -> Iterator[Diagnostic]:
    policy = portfolio.fyr.modell.policy.status
    day = status.report_day(report)
    found = status.row(report, "tid")
    late = status.largest_slip(entry.modell, day) if day else None
    if found is None or late is None or found[1].avsteg_motivering:
        return
    allowed = status.time_light(policy, late[1])
    if status.milder(found[1].status, allowed):
        yield finding(
            "FYR334",
            entry.fil,
            ("artefakter", REPORT, index, "rader", found[0], "status"),
            rule=Reference(entry.fil, ("milstolpar", late[0])),
            lage=LIGHT_NAMES[found[1].status],
            milstolpe=entry.modell.milstolpar[late[0]].id,
            dagar=late[1],
            vantat=LIGHT_NAMES[allowed],
        )


def _budget(portfolio: Portfolio, entry: Entry[Undertaking], index: int, report: Statusrapport) -> Iterator[Diagnostic]:
    policy = portfolio.fyr.modell.policy.status
    found = status.row(report, "budget")
    deviation = status.budget_deviation(entry.modell, report)
    if found is None or deviation is None or found[1].avsteg_motivering:
        return
    allowed = status.budget_light(policy, deviation.procent)
    if status.milder(found[1].status, allowed):
        yield finding(
            "FYR322",
            entry.fil,
            ("artefakter", REPORT, index, "rader", found[0], "status"),
            rule=Reference(portfolio.fyr.fil, ("policy", "status", "budget_mindre")),
            lage=LIGHT_NAMES[found[1].status],
            prognos=deviation.prognos,
            beslutad=deviation.beslutad,
            procent=deviation.procent,
            vantat=LIGHT_NAMES[allowed],
        )


def _risks(portfolio: Portfolio, entry: Entry[Undertaking], index: int, report: Statusrapport) -> Iterator[Diagnostic]:
    if not report.rader or any(r.status != "enligt_plan" or r.avsteg_motivering for r in report.rader):
        return
    policy = portfolio.fyr.modell.policy.risk
    top = risk.highest(policy)
    for i, r in risk.open_risks(entry.modell.risker):
        if risk.level(policy, risk.value(r)) == top and not r.atgarder:
            yield finding(
                "FYR335",
                entry.fil,
                ("artefakter", REPORT, index, "rader"),
                at_key=True,
                rule=Reference(entry.fil, ("risker", i)),
                risk=r.id,
                varde=risk.value(r),
            )
