"""Where an undertaking stands in one word and one line: its worst light, who holds its gate, whose money counts."""

from __future__ import annotations

from datetime import date

from fyrportfolj.model.artefacts.rapporter import Lage
from fyrportfolj.model.initiative import Project, Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.gating import Verdict
from fyrportfolj.rules.status import LIGHTS, REQUIRED_ROWS, Summary, latest_report


def worst_light(summary: Summary) -> Lage | None:
    """Give the worst light of the newest report.

    Args:
        summary: the report beside what the figures say.

    Returns:
        The light; None when no report is to be believed, or when nothing bad is reported but an area that every
        report must have is missing.

    Källa: styrmötet för förstudien, Statusrapport.
    """
    known = [r.rapporterad for r in summary.rader if r.rapporterad is not None]
    if not known:
        return None
    worst = max(known, key=LIGHTS.index)
    silent = any(r.omrade in REQUIRED_ROWS and r.rapporterad is None for r in summary.rader)
    return None if silent and worst == LIGHTS[0] else worst


def waits_for_decision(verdict: Verdict) -> bool:
    """Say whether only bodies hold the gate: its decisions have begun, or everything before them is in place."""
    if verdict.replay.lage != "pagar" or not verdict.vantar_pa:
        return False
    return bool(verdict.replay.i_grinden) or (verdict.klar_for_beslut and bool(verdict.kriterier))


def decision_needed_by(undertaking: Undertaking, today: date) -> date | None:
    """Give the day when the next decision is needed.

    Args:
        undertaking: an initiative or project.
        today: meetings before this day are history.

    Returns:
        The first of the days that the newest report asks for and the next meeting; None when no day is set.
    """
    found = latest_report(undertaking)
    days = [b.senast for b in found[1].beslut_som_behovs if b.senast] if found else []
    days += [m.datum for m in undertaking.moten if m.datum >= today]
    return min(days, default=None)


def counted_in_programme(portfolio: Portfolio, undertaking: Undertaking) -> bool:
    """Say whether the programme of a project has a budget of its own, in which the project's money may already be."""
    if not isinstance(undertaking, Project) or undertaking.program is None:
        return False
    parent = portfolio.initiativ.get(undertaking.program)
    return parent is not None and parent.modell.finansiering is not None
