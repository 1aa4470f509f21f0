"""Days that have passed with nothing done: what time alone changes between two versions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fyrportfolj.diagnostics import Loc
from fyrportfolj.messages import T, Text
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.changes.money import milestone_label
from fyrportfolj.rules.changes.risks import risk_label
from fyrportfolj.rules.changes.show import short
from fyrportfolj.rules.changes.values import Change, Slag
from fyrportfolj.rules.lifecycle import is_followed
from fyrportfolj.rules.risk_checks import OPEN_MEASURES

_Due = tuple[Slag, date, Loc, Text]


def passed_days(before: date, after: date, portfolio: Portfolio) -> tuple[Change, ...]:
    """Tell which days have passed with nothing done: conditions, measures and milestones.

    Args:
        before: the day of the earlier version.
        after: the day of the later one.
        portfolio: the later version.

    Returns:
        One change per thing that was not late on the first day and is on the last; undertakings that are stopped
        or closed are left out.
    """
    found = []
    for entry in portfolio.undertakings():
        if not is_followed(portfolio, entry.modell, before):
            continue
        for slag, due, loc, text in _waiting(entry.modell, portfolio):
            if before <= due < after:
                found.append(Change(slag, text, entry.fil, loc, entry.modell.id, "passerad_dag"))
    return tuple(found)


def _waiting(u: Undertaking, portfolio: Portfolio) -> Iterator[_Due]:
    for i, d in enumerate(u.beslut):
        for k, v in enumerate(d.villkor):
            if v.uppfyllt is None:
                text = T(
                    "Villkor {id} ({text}) skulle ha varit uppfyllt {dag}",
                    id=v.id,
                    text=short(v.text),
                    dag=str(v.senast),
                )
                yield "beslut", v.senast, ("beslut", i, "villkor", k), text
    for i, r in enumerate(u.risker):
        for k, m in enumerate(r.atgarder):
            if m.status in OPEN_MEASURES and r.status != "stangd":
                risk = risk_label(r, portfolio)
                text = T(
                    "Åtgärden ”{text}” mot {risk} skulle ha varit klar {dag}",
                    text=short(m.text),
                    risk=risk,
                    dag=str(m.klart),
                )
                yield "risk", m.klart, ("risker", i, "atgarder", k), text
    for i, milestone in enumerate(u.milstolpar):
        if milestone.utfall is None:
            due = milestone.prognos or milestone.baslinje
            label = milestone_label(milestone, portfolio)
            yield (
                "tid",
                due,
                ("milstolpar", i),
                T("Milstolpen {milstolpe} skulle ha nåtts {dag}", milstolpe=label, dag=str(due)),
            )
