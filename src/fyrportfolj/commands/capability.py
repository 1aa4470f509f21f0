"""`fyr capability`: the capability map, where the gaps are, and how mature the municipalities are."""

from __future__ import annotations

from dataclasses import dataclass

from fyrportfolj.commands.portrait import Portrait, portrait
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace, did_you_mean
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.capability import CapabilityMap
from fyrportfolj.rules.capability import Gap, Maturity, gaps, maturity, uncovered


@dataclass(frozen=True)
class Maps:
    """Capability maps, sorted by id."""

    kartor: tuple[CapabilityMap, ...]


@dataclass(frozen=True)
class Gaps:
    """Where the gaps are.

    Attributes:
        luckor: capabilities whose gap can be told, hottest first.
        okanda: how many capabilities lack weight, goal or maturity.
        utan_insats: (map id, capability) that no undertaking strengthens.
        utan_formaga: running undertakings that strengthen no capability.
        kommuner: kommun to its name.
    """

    luckor: tuple[Gap, ...]
    okanda: int
    utan_insats: tuple[tuple[str, str], ...]
    utan_formaga: tuple[Portrait, ...]
    kommuner: dict[str, str]


@dataclass(frozen=True)
class MaturityList:
    """Measured digital maturity, in the register's order; never ranked."""

    kommuner: tuple[Maturity, ...]
    namn: dict[str, str]
    saknas: tuple[str, ...]


def show(ws: Workspace, id_: str | None) -> Result[Maps]:
    """Give a map, or all.

    Raises:
        UsageError: no such map.
    """
    known = ws.portfolio.formagekartor
    if id_ is not None and id_ not in known:
        raise UsageError(
            T("förmågekartan {namn} finns inte", namn=id_),
            did_you_mean(id_, known) or T("det som finns: {namn}", namn=tuple(known)),
        )
    chosen = tuple(e.modell for key, e in known.items() if id_ in (None, key))
    return Result(Maps(chosen), ws.loaded.diagnostics, ws.faults())


def list_gaps(ws: Workspace) -> Result[Gaps]:
    """Give the gaps of all maps."""
    p = ws.portfolio
    every = [g for e in p.formagekartor.values() for g in gaps(e.modell)]
    told = sorted((g for g in every if g.varme is not None), key=lambda g: -(g.varme or 0))
    missing = uncovered(p)
    alone = tuple(portrait(p, e) for i in missing.insatser if (e := p.undertaking(i)) is not None)
    found = Gaps(tuple(told), len(every) - len(told), missing.formagor, alone, _names(ws))
    return Result(found, ws.loaded.diagnostics, ws.faults())


def list_maturity(ws: Workspace) -> Result[MaturityList]:
    """Give the municipalities' measurements."""
    rows = maturity(ws.portfolio)
    have = {r.kommun for r in rows}
    missing = tuple(k for k in ws.portfolio.kommuner if k not in have)
    return Result(MaturityList(rows, _names(ws), missing), ws.loaded.diagnostics, ws.faults())


def _names(ws: Workspace) -> dict[str, str]:
    return {id_: k.namn for id_, k in ws.portfolio.kommuner.items()}
