"""`fyr plan simulate|earliest`: what a move leads to, and the earliest start there is room for. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fyrportfolj.commands.capacity import Basis, basis, required
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.risk_rows import name_of
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import DataError, UsageError
from fyrportfolj.messages import T, Text
from fyrportfolj.model.capacity import Kapacitetsregister
from fyrportfolj.rules.capacity.load import Loads, portfolio_load
from fyrportfolj.rules.capacity.quarters import moved as later
from fyrportfolj.rules.capacity.quarters import quarter_of
from fyrportfolj.rules.capacity.saturation import Cell, cells, changes
from fyrportfolj.rules.capacity.sources import Source, sources
from fyrportfolj.rules.capacity.yearly import Collision, collisions
from fyrportfolj.rules.timing.dependencies import RingError, first_planned_day
from fyrportfolj.rules.timing.earliest import Earliest, earliest
from fyrportfolj.rules.timing.moves import Move, MovedDay, Skal, conflicts, moved_days, moves


@dataclass(frozen=True)
class Moved:
    """An undertaking that is moved.

    Attributes:
        id: its id.
        namn: its name.
        exempel: True for invented content.
        kvartal: whole quarters; negative is earlier.
        skal: asked for, with its programme, or after what it waits for.
        for_vem: name of that programme or undertaking; empty when it was asked for.
        dagar: start, end and milestones before and after.
        last: True when it has a judged load.
        pagar: True when it has begun, so that only what is left of it moves.
    """

    id: str
    namn: str
    exempel: bool
    kvartal: int
    skal: Skal
    for_vem: str
    dagar: tuple[MovedDay, ...]
    last: bool
    pagar: bool


@dataclass(frozen=True)
class Turn:
    """A cell that comes to another level.

    Attributes:
        kommun_namn: the kommun's name.
        forvaltning_namn: the administration's name.
        fore: as it is.
        efter: as it becomes.
    """

    kommun_namn: str
    forvaltning_namn: str
    fore: Cell
    efter: Cell


@dataclass(frozen=True)
class Clashing:
    """An undertaking that begins before what it waits for is done.

    Attributes:
        namn: its name.
        start: when it begins.
        beror_av: name of what it waits for.
        klart: when that is done.
        fanns: True when it is so already, without the move.
    """

    namn: str
    start: date
    beror_av: str
    klart: date
    fanns: bool


@dataclass(frozen=True)
class Simulation:
    """What a move leads to.

    Attributes:
        flyttade: what moves, asked for first.
        andrade: cells that come to another level; quarters that have passed are left out.
        over_fore: cells above their capacity as it is, from this quarter on.
        over_efter: the same after the move.
        krockar: introductions that come to begin in a period that hinders them: name, quarter and period.
        konflikter: what begins before what it waits for is done.
        grund: what the figures rest on.
    """

    flyttade: tuple[Moved, ...]
    andrade: tuple[Turn, ...]
    over_fore: int
    over_efter: int
    krockar: tuple[tuple[str, str, str], ...]
    konflikter: tuple[Clashing, ...]
    grund: Basis


@dataclass(frozen=True)
class EarliestStart:
    """The earliest start of an undertaking.

    Attributes:
        id: its id.
        namn: its name.
        exempel: True for invented content.
        pagar: True when it has begun already.
        svar: the answer with the obstacles before it.
        namn_pa: names of the municipalities, administrations and undertakings in the answer, by id.
        grund: what the figures rest on.
    """

    id: str
    namn: str
    exempel: bool
    pagar: bool
    svar: Earliest
    namn_pa: dict[str, str]
    grund: Basis


def simulate(ws: Workspace, asked: Sequence[tuple[str, int]]) -> Result[Simulation]:
    """Show what it leads to when undertakings are moved; nothing is written.

    Args:
        ws: the opened portfolio.
        asked: ids with whole quarters.

    Raises:
        UsageError: no such undertaking, or one named twice.
        DataError: there is no capacity register, or undertakings wait for each other in a ring.
    """
    register = required(ws)
    every = _moves(ws, asked)
    shift = {m.insats: m.kvartal for m in every}
    now = quarter_of(ws.today)
    before = {u: n for u, n in portfolio_load(ws.portfolio).items() if u[2] >= now}
    after = {u: n for u, n in portfolio_load(ws.portfolio, shift, now=now).items() if u[2] >= now}
    names = {f.id: f.namn for f in register.forvaltningar}
    data = Simulation(
        flyttade=tuple(_moved(ws, m) for m in every),
        andrade=tuple(
            Turn(name_of(ws, c.fore.kommun), names.get(c.fore.forvaltning, c.fore.forvaltning), c.fore, c.efter)
            for c in changes(register, before, after)
        ),
        over_fore=_over(register, before),
        over_efter=_over(register, after),
        krockar=_met(ws, shift, now),
        konflikter=_clashing(ws, shift),
        grund=basis(ws, tuple(ws.portfolio.kommuner)),
    )
    return Result(data, ws.loaded.diagnostics, (*ws.faults(), *_notes(data)))


def _moves(ws: Workspace, asked: Sequence[tuple[str, int]]) -> tuple[Move, ...]:
    wanted: dict[str, int] = {}
    for id_, count in asked:
        found = ws.find(id_).modell.id
        if found in wanted:
            raise UsageError(T("--move: {id} är nämnd två gånger", id=found))
        wanted[found] = count
    try:
        return moves(ws.portfolio, wanted)
    except RingError as error:
        raise ring(error) from None


def _clashing(ws: Workspace, shift: Mapping[str, int]) -> tuple[Clashing, ...]:
    already = {(c.beroende.insats, c.beroende.beror_av) for c in conflicts(ws.portfolio, {}, ws.today)}
    return tuple(
        Clashing(
            undertaking_name(ws, c.beroende.insats),
            c.start,
            undertaking_name(ws, c.beroende.beror_av),
            c.klart,
            (c.beroende.insats, c.beroende.beror_av) in already,
        )
        for c in conflicts(ws.portfolio, shift, ws.today)
        if c.beroende.insats in shift or c.beroende.beror_av in shift
    )


def start(ws: Workspace, id_: str) -> Result[EarliestStart]:
    """Find the earliest quarter that an undertaking can begin in.

    Args:
        ws: the opened portfolio.
        id_: the undertaking.

    Raises:
        UsageError: no such undertaking.
        DataError: there is no capacity register.
    """
    required(ws)
    u = ws.find(id_).modell
    found = earliest(ws.portfolio, u, ws.today)
    names = {f.id: f.namn for f in required(ws).forvaltningar} | {k: k_.namn for k, k_ in ws.portfolio.kommuner.items()}
    waited = [h.beroende for h in found.hinder if h.beroende] + [*found.okant_slut]
    names |= {d.beror_av: undertaking_name(ws, d.beror_av) for d in waited}
    begun = first_planned_day(u)
    where = tuple(ws.portfolio.kommuner)
    data = EarliestStart(u.id, u.namn, u.exempel, bool(begun and begun <= ws.today), found, names, basis(ws, where))
    return Result(data, ws.loaded.diagnostics, ws.faults())


def ring(error: RingError) -> DataError:
    """Give the failure that a ring of dependencies is."""
    return DataError(
        T("beroendena går i en ring, så ingen ordning finns: {kedja}", kedja=" → ".join(error.ring)),
        T("kör fyr check för att se var, och ta bort ett av beroendena"),
    )


def _moved(ws: Workspace, m: Move) -> Moved:
    u = ws.find(m.insats).modell
    begun = first_planned_day(u)
    return Moved(
        id=u.id,
        namn=u.namn,
        exempel=u.exempel,
        kvartal=m.kvartal,
        skal=m.skal,
        for_vem=undertaking_name(ws, m.for_vem) if m.for_vem else "",
        dagar=moved_days(u, m.kvartal, ws.today),
        last=bool(u.forandringslast),
        pagar=bool(begun and begun <= ws.today),
    )


def _over(register: Kapacitetsregister, loads: Loads) -> int:
    return sum(1 for c in cells(register, loads).values() if c.niva == "over")


def _met(ws: Workspace, shift: Mapping[str, int], now: str) -> tuple[tuple[str, str, str], ...]:
    found: dict[tuple[str, str, str], None] = {}
    for source in sources(ws.portfolio):
        steps = shift.get(source.insats or "", 0)
        if not steps:
            continue
        before = {(c.kvartal, c.period.id) for c in _hindered(ws, source, 0)}
        for c in _hindered(ws, source, steps):
            # What has begun to be introduced does not begin again.
            if (c.kvartal, c.period.id) not in before and later(c.kvartal, -steps) > now:
                found[source.namn, c.kvartal, c.period.namn] = None
    return tuple(found)


def _hindered(ws: Workspace, source: Source, steps: int) -> list[Collision]:
    rows = tuple(row for _, row in source.rader)
    return [c for c in collisions(ws.portfolio, rows, source.kommuner, steps) if c.period.hindrar_inforande]


def undertaking_name(ws: Workspace, id_: str) -> str:
    """Give an undertaking's name; its id when there is none."""
    entry = ws.portfolio.undertaking(id_)
    return entry.modell.namn if entry else id_


def _notes(data: Simulation) -> tuple[Text, ...]:
    bare = tuple(m.namn for m in data.flyttade if not m.last)
    notes = (T("Ingenting är ändrat: flytten är bara prövad."),)
    return (*notes, T("Lasten är inte bedömd för {namn}.", namn=bare)) if bare else notes
