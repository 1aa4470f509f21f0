"""What the load comes from: each undertaking, duty and own project by itself, with its place in the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from fyrportfolj.diagnostics import Loc
from fyrportfolj.model.capacity import Forandringslast
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.capacity.bearing import bearing, left_of
from fyrportfolj.rules.capacity.load import (
    NOT_MOVED,
    Loads,
    carriers,
    factors_of,
    load,
    register_of,
    undertaking_load,
)

Slag = Literal["insats", "lagkrav", "nationellt", "eget_projekt", "systembyte", "val", "ovrigt"]


@dataclass(frozen=True, slots=True)
class Source:
    """Something that gives load.

    Attributes:
        insats: the undertaking's id, or None for other load.
        namn: its name.
        slag: undertaking, duty, national programme, own project and so on.
        exempel: True for invented content.
        fil: the file that says so.
        rader: its judgements with their paths in the file.
        kommuner: the municipalities of the rows that name none.
        last: points per unit.
    """

    insats: str | None
    namn: str
    slag: Slag
    exempel: bool
    fil: str
    rader: tuple[tuple[Loc, Forandringslast], ...]
    kommuner: tuple[str, ...]
    last: Loads


def sources(portfolio: Portfolio, moved: Mapping[str, int] = NOT_MOVED, now: str | None = None) -> tuple[Source, ...]:
    """Give everything that gives load: undertakings as far as decisions have left them, then what else there is.

    Args:
        portfolio: the documents; without a capacity register there is no load.
        moved: undertaking's id to the quarters that it is put off.
        now: the present quarter, when what has been stays as it was; see `load`.

    Returns:
        One source per undertaking with judgements and per row of other load; their loads add up to the portfolio's.
    """
    register = register_of(portfolio)
    if register is None or portfolio.kapacitetsregister is None:
        return ()
    found = []
    for u in bearing(portfolio):
        entry = portfolio.undertaking(u.id)
        fil = entry.fil if entry else ""
        rows = tuple((("forandringslast", i), row) for i, row in left_of(portfolio, u))
        points = undertaking_load(portfolio, u, moved.get(u.id, 0), now)
        found.append(Source(u.id, u.namn, "insats", u.exempel, fil, rows, carriers(u), points))
    everyone, factors = tuple(portfolio.kommuner), factors_of(register)
    for i, other in enumerate(register.annan_last):
        row: tuple[Loc, Forandringslast] = (("annan_last", i, "last"), other.last)
        points = load([other.last], everyone, factors)
        fil = portfolio.kapacitetsregister.fil
        found.append(Source(None, other.namn, other.slag, register.exempel, fil, (row,), everyone, points))
    return tuple(found)
