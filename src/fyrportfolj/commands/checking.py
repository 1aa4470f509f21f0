"""Running the checks of a large portfolio on two processors.

The child answers one question only: do its checks find nothing? Then they need not run here. When they
find something they run again here, so the answer is the same with and without.
"""

from __future__ import annotations

import os
from datetime import date

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.registry import CHECKS, run_checks

WORTH_IT = 500
"""Fewer undertakings than this are checked faster than a process is started."""

HALF = len(CHECKS) // 2
"""The table begins with structure and links and ends with risks and gates; both halves take about as long."""

_NOTHING_FOUND = 0
_SOMETHING_FOUND = 1


def findings(portfolio: Portfolio, today: date) -> tuple[Diagnostic, ...]:
    """Run every check over a portfolio.

    Args:
        portfolio: the documents that could be read.
        today: the day to judge at.

    Returns:
        As `run_checks`.
    """
    many = len(portfolio.initiativ) + len(portfolio.projekt) >= WORTH_IT
    if not many or not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:  # noqa: PLR2004  (one is busy here)
        return run_checks(portfolio, today)
    mine, theirs = CHECKS[:HALF], CHECKS[HALF:]
    pid = os.fork()
    if pid == 0:
        _child(portfolio, today)
    found = run_checks(portfolio, today, mine)
    _, status = os.waitpid(pid, 0)
    return found if status == _NOTHING_FOUND else found + run_checks(portfolio, today, theirs)


def _child(portfolio: Portfolio, today: date) -> None:
    """Answer by the exit code alone; nothing of the parent's clean-up may run here."""
    code = _SOMETHING_FOUND
    try:
        code = _SOMETHING_FOUND if run_checks(portfolio, today, CHECKS[HALF:]) else _NOTHING_FOUND
    finally:
        os._exit(code)
