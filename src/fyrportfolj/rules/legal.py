"""When a municipal decision can no longer be appealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.registers import Organ
from fyrportfolj.rules.timing.workdays import on_or_after

APPEALABLE = frozenset({"fullmaktige", "namnd", "direktion"})
"""Kinds of body whose decisions can be tried by laglighetsprövning. Källa: kommunallagen 13 kap. 1 §."""

Rattslage = Literal["ej_overklagbart", "vantar_pa_anslag", "kan_overklagas", "laga_kraft"]


@dataclass(frozen=True, slots=True)
class LegalForce:
    """How a decision stands in law on a day.

    Attributes:
        lage: cannot be appealed at all; minutes not yet announced; can be appealed; in force.
        overklagas_till_och_med: last day for an appeal, when it is known.
        laga_kraft: first day in force, when it is known.
    """

    lage: Rattslage
    overklagas_till_och_med: date | None
    laga_kraft: date | None


def appeal_until(anslaget: date) -> date:
    """Give the last day on which a decision can be appealed.

    Args:
        anslaget: the day when the adjustment of the minutes was announced on the notice board.

    Returns:
        Three weeks later, moved to the next working day when that day is a Saturday, a Sunday, a
        public holiday, or Midsummer's, Christmas or New Year's Eve.

    Källa: kommunallagen 13 kap. 5 §; lagen (1930:173) om beräkning av lagstadgad tid 2 §.
    """
    return on_or_after(anslaget + timedelta(days=21))


def legal_force(decision: Decision, body: Organ | None, today: date) -> LegalForce:
    """Say whether a decision is in force on a day.

    Args:
        decision: the decision; a correction is read in the place of what it corrects and has no force of its own.
        body: the body that took it; an unknown body is taken as one that cannot be appealed.
        today: the day to judge at.
    """
    own = decision.motesutfall == "beslutat" and decision.typ != "rattelse"
    if body is None or body.typ not in APPEALABLE or not own:
        return LegalForce("ej_overklagbart", None, None)
    if decision.laga_kraft is not None:
        state: Rattslage = "laga_kraft" if decision.laga_kraft <= today else "kan_overklagas"
        return LegalForce(state, decision.laga_kraft - timedelta(days=1), decision.laga_kraft)
    if decision.anslaget is None:
        return LegalForce("vantar_pa_anslag", None, None)
    last = appeal_until(decision.anslaget)
    return LegalForce("kan_overklagas" if today <= last else "laga_kraft", last, last + timedelta(days=1))
