"""`fyr gate status|check|log`: where an undertaking stands and what its gate asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fyrportfolj.commands.result import Result
from fyrportfolj.commands.verdict import verdict_of
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.model.registers import Organ
from fyrportfolj.rules.corrected import applied
from fyrportfolj.rules.gating import Verdict, evaluate
from fyrportfolj.rules.legal import LegalForce, legal_force
from fyrportfolj.rules.replay import Lage, Passage


@dataclass(frozen=True)
class Standing:
    """One undertaking's place in its process.

    Attributes:
        id: its id.
        namn: its name.
        exempel: True for invented content.
        fas: name of the phase.
        lage: running, stopped or closed.
        sedan: the day it came there, or None from the start.
        grind: name of the gate that leaves the phase.
        saknas: how many criteria are not met.
        vantar_pa: bodies still to decide, as `organ` or `organ kommun`.
    """

    id: str
    namn: str
    exempel: bool
    fas: str
    lage: Lage
    sedan: date | None
    grind: str
    saknas: int
    vantar_pa: tuple[str, ...]


@dataclass(frozen=True)
class GateCheck:
    """Everything a gate asks of an undertaking.

    Attributes:
        entry: the undertaking and its file.
        verdict: criteria and decision requirements.
        laga_kraft: legal force per decision id of the decisions in the gate.
        organ: bodies by id, for their names.
    """

    entry: Entry[Undertaking]
    verdict: Verdict
    laga_kraft: dict[str, LegalForce]
    organ: dict[str, Organ]


@dataclass(frozen=True)
class LogRow:
    """One decision and what it led to."""

    beslut: Decision
    passage: Passage | None
    laga_kraft: LegalForce


def status(ws: Workspace, ids: Sequence[str] = ()) -> Result[tuple[Standing, ...]]:
    """Say where undertakings stand: the named ones, or all that have left their first phase or wait for a decision.

    Raises:
        UsageError: no such undertaking.
        DataError: the process version of a named one is missing.
    """
    named = [ws.find(i) for i in ids]
    rows = [_standing(entry.modell, verdict_of(ws.portfolio, entry, ws.today)) for entry in named]
    for entry in () if ids else ws.portfolio.undertakings():
        verdict = evaluate(ws.portfolio, entry, ws.today)
        if verdict and (verdict.replay.passager or verdict.replay.i_grinden):
            rows.append(_standing(entry.modell, verdict))
    return Result(tuple(rows), ws.loaded.diagnostics, ws.faults())


def check(ws: Workspace, id_: str) -> Result[GateCheck]:
    """Give every criterion and decision of an undertaking's gate; exit code 1 while something is missing.

    Raises:
        UsageError: no such undertaking.
        DataError: its process version is missing.
    """
    entry = ws.find(id_)
    verdict = verdict_of(ws.portfolio, entry, ws.today)
    force = {d.id: legal_force(d, ws.portfolio.organ.get(d.organ), ws.today) for d in verdict.replay.i_grinden}
    open_ = verdict.replay.lage == "pagar" and bool(verdict.saknas or verdict.vantar_pa)
    return Result(GateCheck(entry, verdict, force, dict(ws.portfolio.organ)), exit_code=1 if open_ else 0)


def log(ws: Workspace, id_: str) -> Result[tuple[LogRow, ...]]:
    """Give the decisions of an undertaking, oldest first, with their corrections read, and what each led to."""
    entry = ws.find(id_)
    verdict = verdict_of(ws.portfolio, entry, ws.today)
    by_index = {p.index: p for p in verdict.replay.passager}
    organ = ws.portfolio.organ
    return Result(
        tuple(
            LogRow(d, by_index.get(i), legal_force(d, organ.get(d.organ), ws.today))
            for i, d in enumerate(applied(entry.modell.beslut))
        )
    )


def _standing(u: Undertaking, verdict: Verdict) -> Standing:
    waiting = tuple(
        f"{' / '.join(group)}{f' {row.kommun}' if row.kommun else ''}"
        for state in verdict.vantar_pa
        for row in state.rader
        for group in row.vantar_pa
    )
    r = verdict.replay
    return Standing(
        u.id, u.namn, u.exempel, verdict.fas.namn, r.lage, r.sedan, verdict.grind.namn, len(verdict.saknas), waiting
    )
