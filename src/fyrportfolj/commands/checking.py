"""Running the checks of a large portfolio on two processors.

The child answers one question only: do its checks find nothing? Then they need not run here. When they
find something they run again here, so the answer is the same with and without.
"""

from __future__ import annotations

from datetime import date

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.forked import Forked
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.registry import CHECKS, run_checks

WORTH_IT = 500
"""Fewer undertakings than this are checked faster than a process is started."""

HALF = len(CHECKS) // 2
"""The table begins with structure and links and ends with risks and gates; both halves take about as long."""


def findings(portfolio: Portfolio, today: date) -> tuple[Diagnostic, ...]:
    """Run every check over a portfolio.

    Args:
        portfolio: the documents that could be read.
        today: the day to judge at.

    Returns:
        As `run_checks`.
    """
    many = len(portfolio.initiativ) + len(portfolio.projekt) >= WORTH_IT
    child = Forked.start(lambda line: line.tell(not run_checks(portfolio, today, CHECKS[HALF:]))) if many else None
    if child is None:
        return run_checks(portfolio, today)
    found = run_checks(portfolio, today, CHECKS[:HALF])
    nothing_more = child.heard()
    child.leave()
    return found if nothing_more else found + run_checks(portfolio, today, CHECKS[HALF:])
