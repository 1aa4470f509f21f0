"""`fyr status`: the board "Aktuell programstatus", phases as columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fyrportfolj.commands.portrait import Filters, Portrait, chosen
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace, faulty
from fyrportfolj.errors import DataError, UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.model.process import Process
from fyrportfolj.rules.documents import unread_process


@dataclass(frozen=True)
class BoardColumn:
    """A phase and the undertakings in it.

    Attributes:
        fas: phase slug.
        namn: phase name.
        insatser: those in the phase that are not closed, sorted by name.
    """

    fas: str
    namn: str
    insatser: tuple[Portrait, ...]

    @property
    def antal(self) -> int:
        """How many there are."""
        return len(self.insatser)


@dataclass(frozen=True)
class Board:
    """A process as a board.

    Attributes:
        portfolj: the portfolio's name.
        dag: the day the board shows.
        process: process slug.
        process_namn: its name.
        version: the version in force.
        kolumner: the phases on the board, in order.
        fore: phases before the board.
        efter: phases after the board.
        avslutade: closed undertakings of the process.
        ovriga: undertakings in a phase that the version in force does not have.
    """

    portfolj: str
    dag: date
    process: str
    process_namn: str
    version: str
    kolumner: tuple[BoardColumn, ...]
    fore: tuple[BoardColumn, ...]
    efter: tuple[BoardColumn, ...]
    avslutade: tuple[Portrait, ...]
    ovriga: tuple[Portrait, ...]


def status(ws: Workspace, process: str | None = None, filters: Filters | None = None) -> Result[Board]:
    """Give the board of one process.

    Args:
        ws: the opened portfolio.
        process: process slug; None means the one in force for initiatives.
        filters: which undertakings to show.

    Raises:
        UsageError: no such process.
        DataError: the process in force is missing.
    """
    found = _process(ws, process)
    rows = [p for p in chosen(ws, filters or Filters()) if p.process.split()[0] == found.slug]
    rows.sort(key=lambda p: (p.namn.casefold(), p.id))
    open_ = [p for p in rows if p.lage != "avslutad"]
    columns = [BoardColumn(f.slug, f.namn, tuple(p for p in open_ if p.fas == f.slug)) for f in found.faser]
    shown = [i for i, f in enumerate(found.faser) if f.pa_tavlan]
    first, last = (shown[0], shown[-1]) if shown else (0, len(columns) - 1)
    phases = {f.slug for f in found.faser}
    board = Board(
        portfolj=ws.portfolio.fyr.modell.namn,
        dag=ws.today,
        process=found.slug,
        process_namn=found.namn,
        version=found.version,
        kolumner=tuple(c for i, c in enumerate(columns) if i in shown or not shown),
        fore=tuple(columns[:first]),
        efter=tuple(c for i, c in enumerate(columns) if i > first and i not in shown and (shown or i > last)),
        avslutade=tuple(p for p in rows if p.lage == "avslutad"),
        ovriga=tuple(p for p in open_ if p.fas not in phases),
    )
    return Result(board, ws.loaded.diagnostics, ws.faults())


def _process(ws: Workspace, slug: str | None) -> Process:
    in_force = ws.portfolio.fyr.modell.processer
    named = [v for v in (in_force.initiativ, in_force.projekt, in_force.remiss) if v is not None]
    wanted = slug or in_force.initiativ.slug
    version = next((v.version for v in named if v.slug == wanted), None)
    if version is None:
        raise UsageError(
            T("--process: ingen gällande process heter {namn}", namn=wanted),
            T("välj ett av {namn}", namn=tuple(v.slug for v in named)),
        )
    found: Entry[Process] | None = ws.portfolio.processer.get((wanted, version))
    if found is None:
        if fil := unread_process(ws.portfolio, wanted, version):
            raise faulty(fil)
        raise DataError(
            T("processen {namn} {version} finns inte", namn=wanted, version=version),
            T("kör fyr check för att se felet"),
        )
    return found.modell
