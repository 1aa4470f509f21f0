"""Which undertakings give load: those that run, and what others gave until a decision ended them."""

from __future__ import annotations

from fyrportfolj.model.capacity import Forandringslast, Skedestid
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.capacity.quarters import quarter_of
from fyrportfolj.rules.lifecycle import standing
from fyrportfolj.rules.replay import standing_of

LASTING = "stabilisering"
"""The stage that goes on when an undertaking has closed: what has been introduced still settles."""


def bearing(portfolio: Portfolio) -> tuple[Undertaking, ...]:
    """Give the undertakings that give load, or gave it before they ended; initiatives first, sorted by id."""
    return tuple(e.modell for e in portfolio.undertakings() if left_of(portfolio, e.modell))


def left_of(portfolio: Portfolio, undertaking: Undertaking) -> tuple[tuple[int, Forandringslast], ...]:
    """Give the judgements of an undertaking that decisions have left.

    One that runs has all of them. One that was stopped has what came until then, and one that has closed has that
    and what settles afterwards.

    Args:
        portfolio: the process and the registers.
        undertaking: an initiative or project.

    Returns:
        Place in the file from 0, and the judgement with the stages that are left; those with none are left out.
    """
    rows = tuple(enumerate(undertaking.forandringslast))
    state = standing(portfolio, undertaking) if rows else "pagar"
    if state == "pagar":
        return rows
    replayed = standing_of(portfolio, undertaking)
    last = quarter_of(replayed.sedan) if replayed and replayed.sedan else ""
    found = []
    for i, row in rows:
        stages = tuple(x for s in row.skeden if (x := _until(s, last, closed=state == "avslutad")) is not None)
        if stages:
            found.append((i, row.model_copy(update={"skeden": stages})))
    return tuple(found)


def _until(stage: Skedestid, last: str, *, closed: bool) -> Skedestid | None:
    if closed and stage.skede == LASTING:
        return stage
    if stage.fran > last:
        return None
    return stage.model_copy(update={"till_och_med": min(stage.till_och_med, last)})
