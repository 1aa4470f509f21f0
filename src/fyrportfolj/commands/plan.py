"""`fyr plan path|order|decide`: what decides the end, which project comes first, and when everyone can have decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from fyrportfolj.commands.plan_moves import ring, undertaking_name
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.risk_rows import name_of
from fyrportfolj.commands.verdict import verdict_of
from fyrportfolj.commands.workspace import Workspace, did_you_mean
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.process import Grind
from fyrportfolj.rules.in_force import processes_in_force
from fyrportfolj.rules.timing.dependencies import RingError
from fyrportfolj.rules.timing.meetings import Asked, Plan, asked_by, asked_of, known_meetings, plan
from fyrportfolj.rules.timing.order import Wagon, order_of
from fyrportfolj.rules.timing.path import Step, critical_path
from fyrportfolj.rules.timing.workdays import PREPARATION, before


@dataclass(frozen=True)
class PathShown:
    """Milestones in order, with those that decide the end.

    Attributes:
        id: the undertaking.
        namn: its name.
        exempel: True for invented content.
        steg: every milestone after those that it waits for.
        insatser: names of the undertakings, by id.
        slut: the day when the last is expected, or None without milestones.
        baslinje: the day of the last baseline, or None.
        forskjutning: days from the one to the other.
    """

    id: str
    namn: str
    exempel: bool
    steg: tuple[Step, ...]
    insatser: dict[str, str]
    slut: date | None
    baslinje: date | None
    forskjutning: int


@dataclass(frozen=True)
class OrderShown:
    """The projects of a programme in order.

    Attributes:
        id: the programme.
        namn: its name.
        exempel: True for invented content.
        projekt: group by group.
        insatser: names of everything that they wait for, by id.
    """

    id: str
    namn: str
    exempel: bool
    projekt: tuple[Wagon, ...]
    insatser: dict[str, str]


@dataclass(frozen=True)
class DecideShown:
    """When everyone can have decided.

    Attributes:
        grind: the gate's name.
        id: the undertaking, or None when the gate was asked for.
        namn: its name; empty without one.
        exempel: True for an invented undertaking.
        senast: the deadline, or None.
        sista_dag: the last working day until the deadline, or None without one.
        beredning: working days before a meeting that its documents must be ready.
        plan: per decision, and for all.
        organ: names of the bodies, by id.
        kommuner: names of the municipalities, by id.
        krav_laga_kraft: True when the decisions must also have come into force.
    """

    grind: str
    id: str | None
    namn: str
    exempel: bool
    senast: date | None
    sista_dag: date | None
    beredning: int
    plan: Plan
    organ: dict[str, str]
    kommuner: dict[str, str]
    krav_laga_kraft: bool


def path(ws: Workspace, id_: str) -> Result[PathShown]:
    """Show the milestones that bear on an undertaking and which of them decide the end.

    Raises:
        UsageError: no such undertaking.
        DataError: milestones or undertakings wait for each other in a ring.
    """
    u = ws.find(id_).modell
    try:
        steps = critical_path(ws.portfolio, u, ws.today)
    except RingError as error:
        raise ring(error) from None
    end = max((s.vantad for s in steps), default=None)
    baseline = max((s.baslinje for s in steps), default=None)
    data = PathShown(
        id=u.id,
        namn=u.namn,
        exempel=u.exempel,
        steg=steps,
        insatser={s.insats: undertaking_name(ws, s.insats) for s in steps},
        slut=end,
        baslinje=baseline,
        forskjutning=(end - baseline).days if end and baseline else 0,
    )
    return Result(data, ws.loaded.diagnostics, ws.faults())


def order(ws: Workspace, id_: str) -> Result[OrderShown]:
    """Show the projects of a programme in the order that they can come.

    Raises:
        UsageError: no such undertaking, or it has no projects.
        DataError: projects wait for each other in a ring.
    """
    u = ws.find(id_).modell
    if not ws.portfolio.children(u.id):
        having = tuple(i for i in ws.portfolio.initiativ if ws.portfolio.children(i))
        raise UsageError(
            T("{id} har inga projekt att ordna", id=u.id),
            T("program med projekt: {namn}", namn=having) if having else T("ange fältet program i projektens filer"),
        )
    try:
        found = order_of(ws.portfolio, u)
    except RingError as error:
        raise ring(error) from None
    waited = {d.beror_av for w in found for d in w.vantar_pa}
    data = OrderShown(u.id, u.namn, u.exempel, found, {i: undertaking_name(ws, i) for i in sorted(waited)})
    return Result(data, ws.loaded.diagnostics, ws.faults())


def decide(ws: Workspace, what: str, *, by: date | None = None, preparation: int = PREPARATION) -> Result[DecideShown]:
    """Show when all decisions of a gate can have been taken, from the meeting days that are known.

    Args:
        ws: the opened portfolio.
        what: an undertaking, whose remaining decisions are planned; or a gate, with every kommun and none decided.
        by: the last day for all decisions; None asks for the first possible ones.
        preparation: working days before a meeting that its documents must be ready.

    Raises:
        UsageError: there is no such undertaking or gate.
        DataError: the undertaking's process version is missing.
    """
    entry = ws.portfolio.undertaking(what)
    if entry is not None:
        verdict = verdict_of(ws.portfolio, entry, ws.today)
        gate, asked = verdict.grind, asked_of(verdict.replay.krav) if verdict.replay.lage == "pagar" else ()
    else:
        gate = _gate(ws, what)
        asked = asked_by(gate, ws.portfolio.kommuner)
    u = entry.modell if entry else None
    found = plan(known_meetings(ws.portfolio, u), asked, ws.today, by=by, preparation=preparation)
    data = DecideShown(
        grind=gate.namn,
        id=u.id if u else None,
        namn=u.namn if u else "",
        exempel=u.exempel if u else False,
        senast=by,
        sista_dag=before(by + timedelta(days=1), 1) if by else None,
        beredning=preparation,
        plan=found,
        organ={o: name_of(ws, o) for a in asked for o in a.organ},
        kommuner={k: name_of(ws, k) for k in _where(asked)},
        krav_laga_kraft=gate.krav_laga_kraft,
    )
    return Result(data, ws.loaded.diagnostics, ws.faults(), exit_code=1 if by and found.klart is None and asked else 0)


def _where(asked: tuple[Asked, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.kommun for a in asked if a.kommun))


def _gate(ws: Workspace, slug: str) -> Grind:
    gates = {f.grind.slug: f.grind for p in reversed(processes_in_force(ws.portfolio)) for f in p.faser}
    if slug not in gates:
        ids = [e.modell.id for e in ws.portfolio.undertakings()]
        raise UsageError(
            T("inget initiativ eller projekt och ingen grind heter {namn}", namn=slug),
            did_you_mean(slug, (*gates, *ids)) or T("grindarna är {namn}", namn=tuple(gates)),
        )
    return gates[slug]
