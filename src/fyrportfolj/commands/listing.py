"""`fyr list`: initiatives and projects, filtered and sorted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from fyrportfolj.commands.portrait import Filters, Portrait, chosen
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.i18n import sort_key

Sort = Literal["plan", "namn", "id", "fas", "sedan"]


@dataclass(frozen=True)
class Listing:
    """Undertakings that passed the filters.

    Attributes:
        insatser: in the chosen order.
        delomraden: names of the sub-areas, by id.
        ordning: how they are sorted.
        antal: how many.
        av: how many there are without filters.
    """

    insatser: tuple[Portrait, ...]
    delomraden: dict[str, str]
    ordning: Sort
    antal: int
    av: int


def listing(ws: Workspace, filters: Filters | None = None, sort: Sort = "plan") -> Result[Listing]:
    """List undertakings.

    Args:
        ws: the opened portfolio.
        filters: which to show.
        sort: `plan` is the order of the action plan; `sedan` puts those that stood longest first.

    Raises:
        UsageError: a filter names something that the portfolio does not have.
    """
    rows = chosen(ws, filters or Filters())
    found = Listing(
        tuple(sorted(rows, key=_order(ws, sort))),
        {i: area.namn for i, (_, area) in ws.portfolio.delomraden.items()},
        sort,
        len(rows),
        sum(1 for _ in ws.portfolio.undertakings()),
    )
    return Result(found, ws.loaded.diagnostics, ws.faults())


def _order(ws: Workspace, sort: Sort) -> Callable[[Portrait], tuple[object, ...]]:
    areas = {id_: i for i, id_ in enumerate(ws.portfolio.delomraden)}
    in_plan = {id_: n for _, area in ws.portfolio.delomraden.values() for n, id_ in enumerate(area.initiativ)}
    phases = {f.slug: n for e in ws.portfolio.processer.values() for n, f in enumerate(e.modell.faser)}
    last = len(areas) + 1
    keys: dict[Sort, Callable[[Portrait], tuple[object, ...]]] = {
        "plan": lambda p: (areas.get(p.delomrade or "", last), in_plan.get(p.id, 10_000), sort_key(p.namn), p.id),
        "namn": lambda p: (sort_key(p.namn), p.id),
        "id": lambda p: (p.id,),
        "fas": lambda p: (p.process, phases.get(p.fas, 1_000), sort_key(p.namn), p.id),
        "sedan": lambda p: (p.sedan is None, p.sedan.toordinal() if p.sedan else 0, sort_key(p.namn), p.id),
    }
    return keys[sort]
