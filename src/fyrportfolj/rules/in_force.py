"""Which processes new undertakings and consultations run under."""

from __future__ import annotations

from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.process import Process


def processes_in_force(portfolio: Portfolio) -> tuple[Process, ...]:
    """Give the processes that fyr.yaml says are in force and that a file describes.

    Args:
        portfolio: its choice, and the processes.

    Returns:
        In the order of initiatives, projects and consultations, each once.
    """
    chosen = portfolio.fyr.modell.processer
    keys = [(c.slug, c.version) for c in (chosen.initiativ, chosen.projekt, chosen.remiss) if c is not None]
    return tuple(portfolio.processer[key].modell for key in dict.fromkeys(keys) if key in portfolio.processer)
