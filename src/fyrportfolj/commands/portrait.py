"""What every view says about an undertaking: name, example mark, phase and standing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fyrportfolj.commands.workspace import Workspace, did_you_mean
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.initiative import Initiative, Project, Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.rules.replay import Lage, standing_of

Typ = Literal["initiativ", "projekt"]


@dataclass(frozen=True)
class Portrait:
    """An undertaking in one line.

    Attributes:
        id: its id.
        namn: its name.
        typ: initiative or project.
        exempel: True for invented content, which every view marks.
        process: process slug and version, as `portfolj 0.5`.
        fas: phase slug.
        fas_namn: the phase's name, or its slug when the process does not know it.
        lage: running, stopped or closed.
        sedan: the day it came there, or None from the start.
        delomrade: sub-area id; a project inside a programme has its programme's.
        program: the programme a project belongs to, or None.
        kommuner: municipalities that take part or are asked and have not left.
    """

    id: str
    namn: str
    typ: Typ
    exempel: bool
    process: str
    fas: str
    fas_namn: str
    lage: Lage
    sedan: date | None
    delomrade: str | None
    program: str | None
    kommuner: tuple[str, ...]


@dataclass(frozen=True)
class Filters:
    """Which undertakings a view shows; None or empty means all.

    Attributes:
        fas: phase slugs.
        delomrade: sub-area id.
        fokusomrade: focus area id.
        kommun: kommun id.
        typ: initiative or project.
        exempel: only examples, or only the real ones.
        sok: text to look for in id, name and summary.
    """

    fas: tuple[str, ...] = ()
    delomrade: str | None = None
    fokusomrade: str | None = None
    kommun: str | None = None
    typ: Typ | None = None
    exempel: bool | None = None
    sok: str | None = None


def portrait(portfolio: Portfolio, entry: Entry[Undertaking]) -> Portrait:
    """Describe one undertaking.

    Args:
        portfolio: everything around it.
        entry: the undertaking and its file.
    """
    u = entry.modell
    process = portfolio.process_of(u)
    state = standing_of(portfolio, u)
    fas = process.modell.fas(u.fas) if process else None
    return Portrait(
        id=u.id,
        namn=u.namn,
        typ="projekt" if isinstance(u, Project) else "initiativ",
        exempel=u.exempel,
        process=f"{u.process.slug} {u.process.version}",
        fas=u.fas,
        fas_namn=fas.namn if fas else u.fas,
        lage=state.lage if state else "pagar",
        sedan=state.sedan if state else None,
        delomrade=sub_area(portfolio, u),
        program=u.program if isinstance(u, Project) else None,
        kommuner=tuple(d.kommun for d in u.deltagare if d.status != "avstar"),
    )


def sub_area(portfolio: Portfolio, u: Undertaking) -> str | None:
    """Give an undertaking's sub-area; a project inside a programme has its programme's."""
    if isinstance(u, Initiative):
        return u.delomrade
    if not isinstance(u, Project):
        return None
    parent = portfolio.initiativ.get(u.program or "")
    return u.delomrade or (parent.modell.delomrade if parent else None)


def chosen(ws: Workspace, filters: Filters) -> tuple[Portrait, ...]:
    """Give the undertakings that the filters let through, initiatives first, each sorted by id.

    Raises:
        UsageError: a filter names something that the portfolio does not have.
    """
    portfolio = ws.portfolio
    _known("--kommun", filters.kommun, portfolio.kommuner)
    _known("--delomrade", filters.delomrade, portfolio.delomraden)
    _known("--fokusomrade", filters.fokusomrade, portfolio.fokusomraden)
    phases = {f.slug for p in portfolio.processer.values() for f in p.modell.faser}
    for fas in filters.fas:
        _known("--fas", fas, phases)
    return tuple(
        p
        for entry in portfolio.undertakings()
        for p in (portrait(portfolio, entry),)
        if _passes(portfolio, entry.modell, p, filters)
    )


def _known(option: str, value: str | None, known: Collection[str]) -> None:
    if value is None or value in known:
        return
    raise UsageError(
        T("{alternativ}: {varde} finns inte i portföljen", alternativ=option, varde=value),
        did_you_mean(value, known) or T("välj ett av {namn}", namn=tuple(sorted(known))),
    )


def _passes(portfolio: Portfolio, u: Undertaking, p: Portrait, f: Filters) -> bool:
    area = portfolio.delomraden.get(p.delomrade or "")
    tests = (
        not f.fas or p.fas in f.fas,
        f.delomrade is None or p.delomrade == f.delomrade,
        f.fokusomrade is None or (area is not None and area[0].modell.id == f.fokusomrade),
        f.kommun is None or f.kommun in p.kommuner,
        f.typ is None or p.typ == f.typ,
        f.exempel is None or p.exempel == f.exempel,
        f.sok is None or f.sok.casefold() in f"{u.id}\n{u.namn}\n{u.sammanfattning}".casefold(),
    )
    return all(tests)
