"""Whose judgements the figures are, from when, and what nobody has judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.capacity.bearing import bearing, left_of
from fyrportfolj.rules.capacity.load import register_of
from fyrportfolj.rules.lifecycle import standing


@dataclass(frozen=True, slots=True)
class Judgement:
    """Judgements by one role on one day.

    Attributes:
        vem: the role, or None when the files do not say.
        nar: the day, or None when the files do not say.
        antal: how many rows.
    """

    vem: str | None
    nar: date | None
    antal: int


def judgements(portfolio: Portfolio) -> tuple[Judgement, ...]:
    """Give whose judgements the load and the capacity are.

    Args:
        portfolio: the capacity register and the undertakings.

    Returns:
        Newest first; those without a day last.
    """
    register = register_of(portfolio)
    if register is None:
        return ()
    rows = [(row.bedomd_av, row.bedomd) for u in bearing(portfolio) for _, row in left_of(portfolio, u)]
    rows += [(other.last.bedomd_av, other.last.bedomd) for other in register.annan_last]
    rows += [(row.bedomd_av, row.bedomd) for row in register.kapacitet]
    found = [Judgement(who, when, n) for (who, when), n in Counter(rows).items()]
    return tuple(sorted(found, key=lambda j: (j.nar is None, -(j.nar or date.min).toordinal(), j.vem or "")))


def unjudged(portfolio: Portfolio) -> tuple[Undertaking, ...]:
    """Give the undertakings that run and whose load nobody has judged, initiatives first, sorted by id."""
    held = (e.modell for e in portfolio.undertakings() if not e.modell.forandringslast)
    return tuple(u for u in held if standing(portfolio, u) == "pagar")


def assumed(portfolio: Portfolio, kommuner: Collection[str]) -> tuple[int, int]:
    """Count the administrations for which only the usual capacity is assumed.

    Args:
        portfolio: the capacity register.
        kommuner: municipalities to count.

    Returns:
        Those without a declared capacity of their own in any quarter, and all of them.
    """
    register = register_of(portfolio)
    if register is None:
        return 0, 0
    every = {(kommun, f.id) for kommun in kommuner for f in register.forvaltningar}
    own = {(row.kommun, row.forvaltning) for row in register.kapacitet}
    return len(every - own), len(every)
