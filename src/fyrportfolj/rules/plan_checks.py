"""Checks of the action plan: its focus areas, and that its lists and the initiatives say the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fyrportfolj.diagnostics import Diagnostic, Loc, Reference, finding
from fyrportfolj.model.portfolio import Portfolio


def check_plan_order(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find focus areas that claim the same place in the plan."""
    del today
    taken: dict[int, Reference] = {}
    for area in portfolio.fokusomraden.values():
        here = Reference(area.fil, ("ordning",))
        first = taken.setdefault(area.modell.ordning, here)
        if first is not here:
            yield finding("FYR238", area.fil, here.loc, rule=first, ordning=area.modell.ordning, fil=first.fil)


def check_plan_lists(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find initiatives that a sub-area lists while they themselves name another.

    An initiative that no list names is no fault: the lists hold the plan's examples.
    """
    del today
    for area in portfolio.fokusomraden.values():
        for i, delomrade in enumerate(area.modell.delomraden):
            for k, listed in enumerate(delomrade.initiativ):
                entry = portfolio.initiativ.get(listed)
                if entry is not None and entry.modell.delomrade != delomrade.id:
                    loc: Loc = ("delomraden", i, "initiativ", k)
                    yield finding(
                        "FYR219",
                        area.fil,
                        loc,
                        rule=Reference(entry.fil, ("delomrade",)),
                        initiativ=listed,
                        lista=delomrade.id,
                        delomrade=entry.modell.delomrade,
                    )
