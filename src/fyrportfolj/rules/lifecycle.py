"""Whether an undertaking runs: told by its decisions and its own plan."""

from __future__ import annotations

from datetime import date

from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.corrected import applied
from fyrportfolj.rules.documents import unread_process
from fyrportfolj.rules.replay import Lage, standing_of


def standing(portfolio: Portfolio, undertaking: Undertaking) -> Lage:
    """Say whether the decisions leave the undertaking running, stopped or closed.

    Args:
        portfolio: the process and the registers.
        undertaking: an initiative or project.

    Returns:
        `pagar` also when the process version is missing, which has its own finding.

    Källa: styrmötet för förstudien, Beslut.
    """
    process = portfolio.process_of(undertaking)
    if process is None or not _may_have_ended(undertaking, process.modell.faser[-1].slug):
        return "pagar"
    state = standing_of(portfolio, undertaking)
    return state.lage if state else "pagar"


def _may_have_ended(u: Undertaking, last_phase: str) -> bool:
    # The replay is costly for a thousand undertakings, and most have no decision that could end or stop them.
    return any(d.utfall in ("stopp", "avsluta") or (d.utfall and u.fas == last_phase) for d in applied(u.beslut))


def last_planned_day(undertaking: Undertaking) -> date | None:
    """Give the last day that the plan reaches to.

    Args:
        undertaking: an initiative or project.

    Returns:
        The latest of the end, the forecasts of milestones and the activities; None without any of them.
    """
    days = [undertaking.slut] if undertaking.slut else []
    days += [m.prognos or m.baslinje for m in undertaking.milstolpar]
    days += [a.slut for a in undertaking.aktiviteter]
    return max(days, default=None)


def is_followed(portfolio: Portfolio, undertaking: Undertaking, today: date) -> bool:
    """Say whether the passing of time should be held against the undertaking's documents.

    That is so while it is neither stopped nor closed and its plan has not run out: an old report
    or an overdue measure of something that ended years ago is history, not neglect. While its process
    cannot be read nobody can tell which it is.

    Args:
        portfolio: the process and the registers.
        undertaking: an initiative or project.
        today: the day to judge at.
    """
    last = last_planned_day(undertaking)
    ref = undertaking.process
    if (last is not None and today > last) or unread_process(portfolio, ref.slug, ref.version):
        return False
    return standing(portfolio, undertaking) == "pagar"


def overrun_since(portfolio: Portfolio, undertaking: Undertaking, today: date) -> date | None:
    """Give the day when the plan ran out for something that no decision has stopped or closed.

    Args:
        portfolio: the process and the registers.
        undertaking: an initiative or project.
        today: the day to judge at.

    Returns:
        The last planned day, or None when the plan still runs or the undertaking has ended.
    """
    last = last_planned_day(undertaking)
    if last is None or today <= last or standing(portfolio, undertaking) != "pagar":
        return None
    return last
