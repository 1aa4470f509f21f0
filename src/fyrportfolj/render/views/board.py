"""The portfolio for its board: where everything stands, what must be decided, what has changed, risks, time, money.

Källa: handlingsplanen, Aktuell programstatus; styrmötet för förstudien.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from fyrportfolj.messages import T
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.process import Process
from fyrportfolj.render.views.board_money import BoardMoney, board_money
from fyrportfolj.render.views.board_risks import BoardRisks, board_risks
from fyrportfolj.render.views.board_standing import Standing, name_cell, stale_reports, standing_of
from fyrportfolj.render.views.board_time import board_plan, plan_table
from fyrportfolj.render.views.common import Basis, Fact, Head, Names, head_of
from fyrportfolj.render.views.shared_tables import light_cell
from fyrportfolj.render.views.swedish import listed, sv
from fyrportfolj.render.views.tables import Cell, Row, Table, fitted
from fyrportfolj.render.views.timeplan import Timeplan
from fyrportfolj.rules.changes.passed import passed_days
from fyrportfolj.rules.changes.summary import summary
from fyrportfolj.rules.changes.values import HEADINGS, Slag
from fyrportfolj.rules.changes.whole import portfolio_changes
from fyrportfolj.rules.in_force import processes_in_force

_SHOWN_CHANGES: tuple[Slag, ...] = ("beslut", "fas", "risk", "ekonomi", "tid", "lage", "deltagare", "insats")


@dataclass(frozen=True, slots=True)
class Strand:
    """What follows one process: programmes, projects or consultations.

    Attributes:
        rubrik: the process by name.
        faser: how many are in each phase.
        insatser: one row per undertaking on the board, or None.
        not_: those that are only counted, in a sentence, or empty.
    """

    rubrik: str
    faser: Table
    insatser: Table | None
    not_: str


@dataclass(frozen=True, slots=True)
class BoardView:
    """What the template of the portfolio's status sees.

    Attributes:
        huvud: the head.
        strak: one per process in force.
        beslut: decisions that are needed now, or None.
        jamforelse: what has changed in one line, or that there is nothing to compare with.
        andringar: changes, or None.
        risker: the portfolio's risks.
        tidplan: programmes and projects that run, drawn.
        tidplan_tabell: the same as a table, or None.
        ekonomi: budgets with their sums.
        rapporter: running work whose report is too old or missing, or None.
    """

    huvud: Head
    strak: tuple[Strand, ...]
    beslut: Table | None
    jamforelse: str
    andringar: Table | None
    risker: BoardRisks
    tidplan: Timeplan
    tidplan_tabell: Table | None
    ekonomi: BoardMoney
    rapporter: Table | None


def board_view(basis: Basis) -> BoardView:
    """Give the portfolio's status.

    Args:
        basis: the portfolio, the day and the commit, with the earlier portfolio to compare with when there is one.
    """
    p, names = basis.portfolio, Names(basis.portfolio)
    held = [standing_of(basis, e, names) for e in p.undertakings()]
    running = [s for s in held if s.lage != "avslutad"]
    strands = tuple(
        _strand(p, process, held)
        for process in processes_in_force(p)
        if any(s.insats.process.slug == process.slug for s in held)
    )
    said, changes = _changed(basis)
    plan = board_plan(basis, [s.insats for s in running])
    decisions = _decisions(running)
    return BoardView(
        huvud=_head(basis, running, decisions),
        strak=strands,
        beslut=decisions,
        jamforelse=said,
        andringar=changes,
        risker=board_risks(basis, names),
        tidplan=plan,
        tidplan_tabell=plan_table(basis, [s.insats for s in running]),
        ekonomi=board_money(basis, [s.insats for s in running]),
        rapporter=stale_reports(basis, names),
    )


def _head(basis: Basis, running: list[Standing], decisions: Table | None) -> Head:
    examples = sum(s.insats.exempel for s in running)
    facts = [
        Fact(sv(T("Pågående insatser")), str(len(running))),
        Fact(sv(T("Varav påhittade exempel")), str(examples)),
        Fact(sv(T("Beslut som behövs")), str(len(decisions.rader) if decisions else 0)),
    ]
    return head_of(basis, T("Portföljstatus"), facts)


def _strand(p: Portfolio, process: Process, held: list[Standing]) -> Strand:
    mine = [s for s in held if s.insats.process.slug == process.slug]
    running = [s for s in mine if s.lage != "avslutad"]
    slugs = [f.slug for f in process.faser]
    first = next((i for i, f in enumerate(process.faser) if f.pa_tavlan), 0)
    before = set(slugs[:first])
    counted = [s for s in running if s.insats.fas in before]
    shown = [s for s in running if s.insats.fas not in before]
    shown.sort(key=lambda s: (slugs.index(s.insats.fas) if s.insats.fas in slugs else len(slugs), s.insats.namn))
    rows: list[Row] = [
        (
            Cell(s.fas, (sv(T("Stoppad")),) if s.lage == "stoppad" else (), "fet"),
            _owned(name_cell(p, s.insats), s.agare),
            light_cell(s.ljus, s.ljus_not),
            Cell(s.grind, (s.grind_dag,)) if s.grind_dag else s.grind,
            s.vantar,
        )
        for s in shown
    ]
    heads = (T("Fas"), T("Insats"), T("Läge"), T("Nästa grind"), T("Väntar på"))
    title = sv(T("Pågående: {process}", process=process.namn))
    table = fitted(Table(title, tuple(sv(h) for h in heads), tuple(rows))) if rows else None
    return Strand(process.namn, _phases(process, mine), table, _counted(process, counted))


def _owned(name: Cell, owner: str) -> Cell:
    return replace(name, under=(*name.under, sv(T("ägare: {namn}", namn=owner))))


def _phases(process: Process, mine: list[Standing]) -> Table:
    rows: list[Row] = []
    for fas in process.faser:
        here = [s for s in mine if s.insats.fas == fas.slug]
        states = [sum(s.lage == lage for s in here) for lage in ("pagar", "stoppad", "avslutad")]
        rows.append((fas.namn, *(str(n) for n in states)))
    known = {f.slug for f in process.faser}
    other = [s for s in mine if s.insats.fas not in known]
    if other:
        states = [sum(s.lage == lage for s in other) for lage in ("pagar", "stoppad", "avslutad")]
        rows.append((sv(T("Fas i en äldre version")), *(str(n) for n in states)))
    heads = (sv(T("Fas")), sv(T("Pågår")), sv(T("Stoppade")), sv(T("Avslutade")))
    return Table(sv(T("Antal per fas: {process}", process=process.namn)), heads, tuple(rows), (5, 2, 2, 2), (1, 2, 3))


def _counted(process: Process, counted: list[Standing]) -> str:
    if not counted:
        return ""
    names = listed(f.namn for f in process.faser if f.slug in {s.insats.fas for s in counted})
    if len(counted) == 1:
        return sv(T("1 insats i fasen {fas} räknas men visas inte i listan.", fas=names))
    return sv(T("{antal} insatser i fasen {fas} räknas men visas inte i listan.", antal=len(counted), fas=names))


def _decisions(running: list[Standing]) -> Table | None:
    needed = sorted((s for s in running if s.beslut), key=lambda s: (s.senast or "9", s.insats.namn))
    rows = tuple(
        (
            Cell(s.namn, (s.exempel,) if s.exempel else (), "fet"),
            Cell(s.beslut[0], s.beslut[1:]),
            s.organ,
            s.senast or sv(T("Ej angivet")),
            s.saknas,
        )
        for s in needed
    )
    heads = (T("Insats"), T("Vad som ska beslutas"), T("Vem"), T("Senast"), T("Vad som saknas"))
    return fitted(Table(sv(T("Beslut som behövs")), tuple(sv(h) for h in heads), rows)) if rows else None


def _changed(basis: Basis) -> tuple[str, Table | None]:
    if basis.forut is None:
        nothing = T("Ingen jämförelse är gjord: rapporten är beställd utan en tidigare version att jämföra med.")
        return basis.forut_saknas or sv(nothing), None
    found = portfolio_changes(basis.forut, basis.portfolio)
    if basis.forut_dag is not None:
        found += passed_days(basis.forut_dag, basis.idag, basis.portfolio)
    since = basis.forut_namn
    said = sv(T("Sedan {sedan}: {vad}.", sedan=since, vad=summary(found)))
    p = basis.portfolio
    rows: list[Row] = []
    for c in sorted((c for c in found if c.slag in _SHOWN_CHANGES), key=lambda c: _SHOWN_CHANGES.index(c.slag)):
        entry = p.undertaking(c.insats) if c.insats else None
        rows.append((sv(HEADINGS[c.slag]), _name(entry), sv(T("{text}", text=c.text))))
    heads = (sv(T("Slag")), sv(T("Insats")), sv(T("Vad som har hänt")))
    return said, Table(sv(T("Förändringar")), heads, tuple(rows), (2, 4, 8)) if rows else None


def _name(entry: Entry[Undertaking] | None) -> str:
    if entry is None:
        return sv(T("Portföljen"))
    return entry.modell.namn + (sv(T(" (exempel)")) if entry.modell.exempel else "")
