"""Load per kommun, administration and quarter: of one undertaking, of what else there is, and of the whole portfolio.

Exact: every figure is a product of Decimals with few digits, and nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias

from fyrportfolj.model.capacity import Forandringslast, Kapacitetsregister
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.capacity.bearing import bearing, left_of
from fyrportfolj.rules.capacity.quarters import number, quarter

Unit: TypeAlias = tuple[str, str, str]
"""What carries a load: kommun, administration (förvaltning) and quarter, as keys: `("tanum", "vard", "2027-K1")`."""

Loads: TypeAlias = Mapping[Unit, Decimal]
"""Load in points per unit; a unit that is left out carries nothing."""

NOT_MOVED: Mapping[str, int] = MappingProxyType({})


def load(
    rows: Iterable[Forandringslast],
    kommuner: Sequence[str],
    factors: Mapping[str, Decimal],
    moved: int = 0,
    now: str | None = None,
) -> dict[Unit, Decimal]:
    """Give the load of some rows.

    Args:
        rows: judgements; where the stages of a row overlap, the heaviest counts.
        kommuner: the municipalities of a row that names none itself.
        factors: stage to its share of the intensity; a stage without factor weighs nothing.
        moved: quarters that everything is put off; negative is earlier.
        now: the present quarter, to leave what has been as it was: a row that has begun goes on as it is for the
            quarters that the rest is put off. None moves all of it.

    Returns:
        Points per unit, each above 0; in the order of the rows.

    Källa: Prosci, change saturation (tolkning): last = Σ intensitet (1–5) × skedesfaktor × andel berörd.
    """
    found: dict[Unit, Decimal] = {}
    for row in rows:
        share = row.andel_berord_procent.scaleb(-2)
        for kvartal, factor in _factors(row, factors, moved, now).items():
            points = row.intensitet * factor * share
            if not points:
                continue
            # One that is named twice has its own finding, and weighs once.
            for kommun in dict.fromkeys(row.kommuner or kommuner):
                unit = (kommun, row.forvaltning, kvartal)
                found[unit] = found.get(unit, Decimal(0)) + points
    return found


def undertaking_load(
    portfolio: Portfolio, undertaking: Undertaking, moved: int = 0, now: str | None = None
) -> dict[Unit, Decimal]:
    """Give the load of one undertaking, as far as its decisions have left it.

    Args:
        portfolio: the capacity register with its factors; without one there is no load.
        undertaking: an initiative or project.
        moved: quarters that it is put off; negative is earlier.
        now: the present quarter, when what has been stays as it was; see `load`.

    Returns:
        Points per unit, each above 0.
    """
    register = register_of(portfolio)
    if register is None or not undertaking.forandringslast:
        return {}
    rows = (row for _, row in left_of(portfolio, undertaking))
    return load(rows, carriers(undertaking), factors_of(register), moved, now)


def other_load(portfolio: Portfolio) -> dict[Unit, Decimal]:
    """Give the load of duties, national programmes and own projects; one that names no kommun weighs on all."""
    register = register_of(portfolio)
    if register is None:
        return {}
    return load((a.last for a in register.annan_last), tuple(portfolio.kommuner), factors_of(register))


def portfolio_load(
    portfolio: Portfolio,
    moved: Mapping[str, int] = NOT_MOVED,
    without: Collection[str] = (),
    now: str | None = None,
) -> dict[Unit, Decimal]:
    """Give the load of everything: what else there is, and every undertaking as far as its decisions have left it.

    Args:
        portfolio: the documents.
        moved: undertaking's id to the quarters that it is put off.
        without: ids of undertakings to leave out.
        now: the present quarter, when what has been stays as it was; see `load`.

    Returns:
        Points per unit, each above 0; sorted by kommun, administration and quarter.
    """
    parts = [other_load(portfolio)]
    parts += [
        undertaking_load(portfolio, u, moved.get(u.id, 0), now) for u in bearing(portfolio) if u.id not in without
    ]
    return dict(sorted(total(parts).items()))


def total(parts: Iterable[Loads]) -> dict[Unit, Decimal]:
    """Add loads together.

    Args:
        parts: loads of different things.

    Returns:
        Points per unit; the order of the parts does not matter for the figures.
    """
    found: dict[Unit, Decimal] = {}
    for part in parts:
        for unit, points in part.items():
            found[unit] = found.get(unit, Decimal(0)) + points
    return found


def carriers(undertaking: Undertaking) -> tuple[str, ...]:
    """Give the municipalities that carry an undertaking's load where a row names none.

    Those that take part. While nobody has said so yet, those that are interested or asked: it is what the
    load comes to if they join.

    Args:
        undertaking: an initiative or project.

    Returns:
        Keys, in the order of the file.
    """
    joined = tuple(d.kommun for d in undertaking.deltagare if d.status == "deltar")
    return joined or tuple(d.kommun for d in undertaking.deltagare if d.status != "avstar")


def factors_of(register: Kapacitetsregister) -> dict[str, Decimal]:
    """Give the stages' factors, by stage."""
    return {f.skede: f.faktor for f in register.skedesfaktorer}


def register_of(portfolio: Portfolio) -> Kapacitetsregister | None:
    """Give the capacity register, or None when there is none that can be read."""
    return portfolio.kapacitetsregister.modell if portfolio.kapacitetsregister else None


def _factors(row: Forandringslast, factors: Mapping[str, Decimal], moved: int, now: str | None) -> dict[str, Decimal]:
    planned: dict[int, Decimal] = {}
    for stage in row.skeden:
        factor = factors.get(stage.skede, Decimal(0))
        for n in range(number(stage.fran), number(stage.till_och_med) + 1):
            planned[n] = max(planned.get(n, Decimal(0)), factor)
    present = number(now) if now else None
    if present is None or not moved or min(planned, default=present + 1) > present:
        return {quarter(n + moved): factor for n, factor in planned.items()}
    return {quarter(n): factor for n, factor in _begun(planned, moved, present).items()}


def _begun(planned: Mapping[int, Decimal], moved: int, present: int) -> dict[int, Decimal]:
    found = {n: factor for n, factor in planned.items() if n <= present}
    if max(planned) > present:
        found |= dict.fromkeys(range(present + 1, present + moved + 1), planned.get(present, Decimal(0)))
    for n, factor in planned.items():
        if n > present:
            # What is drawn earlier than now is done now.
            at = max(n + moved, present + 1)
            found[at] = max(found.get(at, Decimal(0)), factor)
    return found
