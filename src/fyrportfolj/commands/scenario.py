"""`fyr scenario`: scenarios side by side, and two versions of the portfolio as scenarios with winners and losers."""

from __future__ import annotations

from dataclasses import dataclass

from fyrportfolj.commands.diff import Diff, compared, versions, whole
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace, did_you_mean
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.capability import Scenario
from fyrportfolj.rules.kommun_totals import KommunShift, shifts


@dataclass(frozen=True)
class Scenarios:
    """Scenarios side by side, in the order asked for, else sorted by number and name."""

    scenarier: tuple[Scenario, ...]


@dataclass(frozen=True)
class ScenarioDiff:
    """Two versions of the portfolio held against each other.

    Attributes:
        skillnad: what differs in substance.
        kommuner: what each kommun wins or loses, in the register's order.
        namn: kommun to its name.
    """

    skillnad: Diff
    kommuner: tuple[KommunShift, ...]
    namn: dict[str, str]


def compare(ws: Workspace, ids: list[str]) -> Result[Scenarios]:
    """Give scenarios to hold against each other.

    Args:
        ws: the opened portfolio.
        ids: which; all when empty.

    Raises:
        UsageError: no such scenario.
    """
    known = ws.portfolio.scenarier
    for id_ in ids:
        if id_ not in known:
            raise UsageError(
                T("scenariot {namn} finns inte", namn=id_),
                did_you_mean(id_, known) or T("det som finns: {namn}", namn=tuple(known)),
            )
    chosen = [known[i].modell for i in dict.fromkeys(ids)] or sorted(
        (e.modell for e in known.values()), key=lambda s: (s.nummer or "", s.namn)
    )
    return Result(Scenarios(tuple(chosen)), ws.loaded.diagnostics, ws.faults())


def diff(ws: Workspace, first: str, second: str | None) -> Result[ScenarioDiff]:
    """Hold two versions of the portfolio against each other.

    Args:
        ws: the opened portfolio; the second version when none is named.
        first: a branch, another version in git, a day, or a scenario that names its branch.
        second: the same, or None.

    Raises:
        UsageError: a scenario that names no branch.
        ExternalError: the portfolio lies in no repository, or git failed.
        DataError: there is no such version, or fyr.yaml cannot be used in one of them.
    """
    old, fran, new, till = versions(ws, _branch(ws, first), None if second is None else _branch(ws, second))
    before, after = whole(old, fran), whole(new, till)
    names = {k.id: k.namn for p in (before, after) for k in p.kommuner.values()}
    return Result(ScenarioDiff(compared(old, fran, new, till, time_passes=False), shifts(before, after), names))


def _branch(ws: Workspace, name: str) -> str:
    entry = ws.portfolio.scenarier.get(name)
    if entry is None:
        return name
    if entry.modell.gren is None:
        raise UsageError(
            T("scenariot {namn} säger inte vilken gren det är", namn=name),
            T("skriv grenen i fältet gren i {fil}, eller ange grenen direkt", fil=entry.fil),
        )
    return entry.modell.gren
