"""Checks of what the plans lead to: administrations that carry too much, and starts and milestones out of order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fyrportfolj.diagnostics import Diagnostic, Loc, Reference, finding
from fyrportfolj.messages import T
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.capacity.load import Unit, register_of, total
from fyrportfolj.rules.capacity.quarters import quarter_of
from fyrportfolj.rules.capacity.saturation import Capacities, Cell, cells
from fyrportfolj.rules.capacity.sources import Source, sources
from fyrportfolj.rules.timing.moves import conflicts

Group = tuple[str, Loc, str, bool]
"""File and path of what weighs most, the administration, and whether the overload is accepted."""


def check_saturation(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find administrations that would carry more than they can, from this quarter on.

    One finding per cause and administration: at what weighs most there, with every kommun that it concerns.
    """
    register = register_of(portfolio)
    if register is None or portfolio.kapacitetsregister is None:
        return
    found = sources(portfolio)
    now = quarter_of(today)
    over = [c for c in cells(register, total(s.last for s in found)).values() if c.niva == "over" and c.kvartal >= now]
    grouped: dict[Group, list[Cell]] = {}
    for c in over:
        if c.kapacitet:
            fil, loc = _heaviest(found, (c.kommun, c.forvaltning, c.kvartal))
            grouped.setdefault((fil, loc, c.forvaltning, c.godtagen is not None), []).append(c)
    table = Capacities(register)
    for (fil, loc, forvaltning, accepted), held in grouped.items():
        worst = max(held, key=lambda c: (c.last / c.kapacitet, c.kvartal, c.kommun))
        declared = table.declared((worst.kommun, forvaltning, worst.kvartal))
        at: Loc = ("kapacitet", declared[0]) if declared else ("forvaltningar",)
        quarters = sorted({c.kvartal for c in held})
        yield finding(
            "FYR379" if accepted else "FYR378",
            fil,
            loc,
            rule=Reference(portfolio.kapacitetsregister.fil, at),
            procent=T("{procent} procent", procent=worst.procent),
            forvaltning=forvaltning,
            kvartal=quarters[0] if len(quarters) == 1 else T("{fran}–{till}", fran=quarters[0], till=quarters[-1]),
            kommuner=tuple(sorted({c.kommun for c in held})),
            skal=worst.godtagen.skal if worst.godtagen else "",
        )


def _heaviest(found: tuple[Source, ...], unit: Unit) -> tuple[str, Loc]:
    source = max((s for s in found if unit in s.last), key=lambda s: s.last[unit])
    kommun, forvaltning, _ = unit
    # The first of its rows for the administration: several rows of one source weigh together.
    loc = next(
        (
            loc
            for loc, row in source.rader
            if row.forvaltning == forvaltning and kommun in (row.kommuner or source.kommuner)
        ),
        source.rader[0][0],
    )
    return source.fil, loc


def check_starts_in_order(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find undertakings that are planned to begin before what they wait for is done."""
    for c in conflicts(portfolio, {}, today):
        waited = c.beroende
        yield finding("FYR384", waited.fil, waited.loc, start=c.start, beror_av=waited.beror_av, klart=c.klart)


def check_milestones_in_order(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find milestones that are expected before one that they depend on."""
    del today
    for entry in portfolio.undertakings():
        stones = {m.id: m for m in entry.modell.milstolpar}
        for i, m in enumerate(entry.modell.milstolpar):
            for k, id_ in enumerate(m.beror_av):
                first = stones.get(id_)
                if first is None or m.utfall is not None or id_ == m.id:
                    continue
                day, before = m.prognos or m.baslinje, first.utfall or first.prognos or first.baslinje
                if before > day:
                    loc: Loc = ("milstolpar", i, "beror_av", k)
                    yield finding("FYR385", entry.fil, loc, milstolpe=m.id, dag=day, beror_av=id_, fore=before)
