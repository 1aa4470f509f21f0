"""What is wrong with a portfolio after a change that was not wrong with it before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.store.load import Loaded


def findings_of(loaded: Loaded, today: date) -> tuple[Diagnostic, ...]:
    """Give every finding of reading and of the rules.

    Args:
        loaded: the portfolio as it was read.
        today: the day to judge at.

    Returns:
        With places, sorted by file and place; only those of reading when too little could be read.
    """
    from fyrportfolj.rules.registry import run_checks

    if loaded.portfolio is None:
        return loaded.diagnostics
    return loaded.place((*loaded.diagnostics, *run_checks(loaded.portfolio, today)))


def fresh(found: Iterable[Diagnostic], known: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Give the findings that were not known, in the order given; one that has moved in the text was known.

    Args:
        found: findings after a change.
        known: findings before it.
    """
    before = {d.what for d in known}
    return tuple(d for d in found if d.what not in before)
