"""Capabilities: where the gap is largest, what nobody works on, and how measured maturity has moved.

Källa: Inera, förmågebaserad planering; DiMiOS.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from fyrportfolj.messages import T, Text
from fyrportfolj.model.capability import CapabilityMap, Formaga, Lager
from fyrportfolj.model.maturity import Mognadsmatning
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.lifecycle import standing

MIDDLE = Decimal(50)
"""Per cent above which a dimension counts as high. Källa: DiMiOS två dimensioner; gränsen är portföljens egen."""

Quadrant = Literal["hog_formaga_gott_arv", "hog_formaga_tungt_arv", "lag_formaga_gott_arv", "lag_formaga_tungt_arv"]

QUADRANT_WORDS: Mapping[Quadrant, Text] = MappingProxyType(
    {
        "hog_formaga_gott_arv": T("hög förmåga, arvet hjälper"),
        "hog_formaga_tungt_arv": T("hög förmåga, arvet hindrar"),
        "lag_formaga_gott_arv": T("låg förmåga, arvet hjälper"),
        "lag_formaga_tungt_arv": T("låg förmåga, arvet hindrar"),
    }
)
"""The four positions as a person reads them."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A capability and what it lacks.

    Attributes:
        karta: id of its map.
        grupp: its group.
        lager: its layer.
        formaga: the capability.
        lucka: the mean of what the municipalities lack, 0–5; None when goal or maturity is not stated.
        varme: strategic weight × gap, 0–25; None when one of them is not stated.
        bedomda: how many municipalities are judged.
        langst_ifran: the municipalities that lack most, sorted by id; empty when none lacks anything.
    """

    karta: str
    grupp: str
    lager: Lager
    formaga: Formaga
    lucka: Decimal | None
    varme: Decimal | None
    bedomda: int
    langst_ifran: tuple[str, ...]


def gaps(map_: CapabilityMap) -> tuple[Gap, ...]:
    """Give every capability with its gap, the hottest first; those that cannot be told stand last, in the map's order.

    Källa: Inera, förmågebaserad planering: vikt × lucka (tolkning).
    """
    found = [_gap(map_, g.namn, g.lager, f) for g in map_.grupper for f in g.formagor]
    return tuple(sorted(found, key=lambda g: (g.varme is None, -(g.varme or 0))))


def _gap(map_: CapabilityMap, group: str, layer: Lager, f: Formaga) -> Gap:
    if f.mognad_mal is None or not f.mognad:
        return Gap(map_.id, group, layer, f, None, None, len(f.mognad), ())
    lacks = {m.kommun: max(f.mognad_mal - m.niva, 0) for m in f.mognad}
    mean = Decimal(sum(lacks.values())) / len(lacks)
    worst = max(lacks.values())
    most = tuple(sorted(k for k, n in lacks.items() if n == worst)) if worst else ()
    heat = mean * f.strategisk_vikt if f.strategisk_vikt is not None else None
    return Gap(map_.id, group, layer, f, mean, heat, len(lacks), most)


@dataclass(frozen=True, slots=True)
class Uncovered:
    """What the maps and the portfolio do not know of each other.

    Attributes:
        formagor: (map id, capability) that no undertaking strengthens, in the map's order.
        insatser: ids of running undertakings that strengthen no capability, sorted.
    """

    formagor: tuple[tuple[str, str], ...]
    insatser: tuple[str, ...]


def uncovered(portfolio: Portfolio) -> Uncovered:
    """Give capabilities without undertakings, and running undertakings without capabilities.

    A link may stand on either side: in the map, or at a benefit of the undertaking.

    Args:
        portfolio: maps and undertakings.
    """
    named = _named_by_benefits(portfolio)
    linked: set[str] = set()
    without = []
    for map_ in (e.modell for e in portfolio.formagekartor.values()):
        for f in (f for g in map_.grupper for f in g.formagor):
            here = {*f.insatser, *named.get(f.namn, ())}
            linked |= here
            if not here:
                without.append((map_.id, f.namn))
    running = (e.modell for e in portfolio.undertakings() if standing(portfolio, e.modell) == "pagar")
    alone = tuple(sorted(u.id for u in running if u.id not in linked))
    return Uncovered(tuple(without), alone)


def _named_by_benefits(portfolio: Portfolio) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for entry in portfolio.undertakings():
        held = entry.modell.artefakter
        for slug in held.model_fields_set:
            for benefit in getattr(getattr(held, slug), "nyttor", ()):
                for name in benefit.formaga:
                    found.setdefault(name, set()).add(entry.modell.id)
    return found


@dataclass(frozen=True, slots=True)
class Maturity:
    """Where a kommun stands and where it came from.

    Attributes:
        kommun: its id.
        exempel: True for invented figures.
        senaste: the latest measurement.
        fore: the one before, or None.
        ruta: its quadrant.
        forandring_formaga: percentage points since the one before, or None.
        forandring_arv: percentage points since the one before, or None.
    """

    kommun: str
    exempel: bool
    senaste: Mognadsmatning
    fore: Mognadsmatning | None
    ruta: Quadrant
    forandring_formaga: Decimal | None
    forandring_arv: Decimal | None


def maturity(portfolio: Portfolio) -> tuple[Maturity, ...]:
    """Give the latest measurement of each kommun, in the register's order: they are shown, never ranked.

    Källa: DiMiOS: två dimensioner, jämförda per kalenderår.
    """
    order = {k: n for n, k in enumerate(portfolio.kommuner)}
    rows = []
    for entry in portfolio.mognad.values():
        by_year = sorted(entry.modell.matningar, key=lambda m: m.ar)
        now, before = by_year[-1], by_year[-2] if len(by_year) > 1 else None
        rows.append(
            Maturity(
                entry.modell.kommun,
                entry.modell.exempel,
                now,
                before,
                quadrant(now),
                now.digital_formaga_procent - before.digital_formaga_procent if before else None,
                now.digitalt_arv_procent - before.digitalt_arv_procent if before else None,
            )
        )
    return tuple(sorted(rows, key=lambda r: (order.get(r.kommun, len(order)), r.kommun)))


def quadrant(m: Mognadsmatning) -> Quadrant:
    """Give the quadrant of a measurement; just on the border counts as high."""
    if m.digital_formaga_procent >= MIDDLE:
        return "hog_formaga_gott_arv" if m.digitalt_arv_procent >= MIDDLE else "hog_formaga_tungt_arv"
    return "lag_formaga_gott_arv" if m.digitalt_arv_procent >= MIDDLE else "lag_formaga_tungt_arv"
