"""`fyr show`: one initiative or project on a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from fyrportfolj.commands.portrait import Portrait, portrait
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.risk_rows import RiskRow, highest_first, name_of, row_of
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.model.artefacts import artefact_rows, titel
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Finansiering, Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.rules.corrected import RATTELSE, applied
from fyrportfolj.rules.gating import Verdict, evaluate
from fyrportfolj.rules.lifecycle import is_followed
from fyrportfolj.rules.status import Summary, slip, summary


@dataclass(frozen=True)
class PhaseStep:
    """A phase of the process: before, here or after."""

    namn: str
    har: bool


@dataclass(frozen=True)
class DocumentRow:
    """A document in one line; a document that the phase asks for and nobody has begun has no status."""

    slug: str
    namn: str
    nummer: int | None
    status: str | None
    version: str | None


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone; `forskjutning` is days from baseline to outcome, forecast or today."""

    id: str
    namn: str
    baslinje: date
    prognos: date | None
    utfall: date | None
    forskjutning: int


@dataclass(frozen=True)
class Participant:
    """A municipality and how it relates to the undertaking."""

    kommun: str
    namn: str
    status: str


@dataclass(frozen=True)
class DecisionRow:
    """Decisions of one body on one day on one matter: one, or one from each of some municipalities.

    Attributes:
        datum: the day of the meeting.
        organ: name of the body.
        kommuner: names of the municipalities that decided; empty for a joint body.
        galler: name of the gate, or what else it was about.
        utfall: the outcome; None when the meeting did not decide.
        motesutfall: what became of the matter.
    """

    datum: date
    organ: str
    kommuner: tuple[str, ...]
    galler: str
    utfall: str | None
    motesutfall: str


@dataclass(frozen=True)
class Card:
    """One undertaking on a page.

    Attributes:
        insats: name, example mark, phase and standing.
        fil: its file, relative to the portfolio.
        sammanfattning: what it is.
        mal: its goals.
        agare: name of the role that owns it.
        ledare: name of the role that leads it.
        start: first day.
        slut: last day by plan.
        delomrade: name of its sub-area.
        fokusomrade: name of its focus area.
        program: name of the programme it belongs to.
        faser: the phases in order, with a mark on its own.
        grind: the gate that leaves the phase.
        saknas: how many of the gate's criteria are not met.
        kriterier: how many the gate has.
        vantar: how many bodies or municipalities the gate waits for.
        lage: the newest status report beside what figures say.
        deltagare: municipalities.
        dokument: what exists, and what the phase asks for.
        risker: the open ones, highest first.
        milstolpar: in the file's order.
        beslut: oldest first.
        ekonomi: cost and financing.
        projekt: the projects of a programme.
    """

    insats: Portrait
    fil: str
    sammanfattning: str
    mal: tuple[str, ...]
    agare: str | None
    ledare: str | None
    start: date | None
    slut: date | None
    delomrade: str | None
    fokusomrade: str | None
    program: str | None
    faser: tuple[PhaseStep, ...]
    grind: str | None
    saknas: int
    kriterier: int
    vantar: int
    lage: Summary
    deltagare: tuple[Participant, ...]
    dokument: tuple[DocumentRow, ...]
    risker: tuple[RiskRow, ...]
    milstolpar: tuple[MilestoneRow, ...]
    beslut: tuple[DecisionRow, ...]
    ekonomi: Finansiering | None
    projekt: tuple[Portrait, ...]


def show(ws: Workspace, id_: str) -> Result[Card]:
    """Show an undertaking.

    Args:
        ws: the opened portfolio.
        id_: its id, or one it had before.

    Raises:
        UsageError: there is none; the message proposes a near id.
    """
    entry = ws.find(id_)
    u = entry.modell
    verdict = evaluate(ws.portfolio, entry, ws.today)
    face = portrait(ws.portfolio, entry)
    area = ws.portfolio.delomraden.get(face.delomrade or "")
    parent = ws.portfolio.initiativ.get(face.program or "")
    process = ws.portfolio.process_of(u)
    return Result(
        Card(
            insats=face,
            fil=entry.fil,
            sammanfattning=u.sammanfattning,
            mal=u.mal,
            agare=name_of(ws, u.agare) if u.agare else None,
            ledare=name_of(ws, u.ledare) if u.ledare else None,
            start=u.start,
            slut=u.slut,
            delomrade=area[1].namn if area else None,
            fokusomrade=area[0].modell.namn if area else None,
            program=parent.modell.namn if parent else None,
            faser=tuple(PhaseStep(f.namn, f.slug == u.fas) for f in process.modell.faser) if process else (),
            grind=verdict.grind.namn if verdict and verdict.replay.lage != "avslutad" else None,
            saknas=len(verdict.saknas) if verdict else 0,
            kriterier=len(verdict.kriterier) if verdict else 0,
            vantar=_awaited(verdict) if verdict else 0,
            lage=summary(ws.portfolio, u, ws.today),
            deltagare=_participants(ws, u),
            dokument=_documents(u, verdict),
            risker=_risks(ws, entry),
            milstolpar=_milestones(u, ws.today if is_followed(ws.portfolio, u, ws.today) else None),
            beslut=_decisions(ws, u),
            ekonomi=u.finansiering,
            projekt=tuple(portrait(ws.portfolio, e) for e in ws.portfolio.children(u.id)),
        ),
        tuple(d for d in ws.diagnostics() if d.fil == entry.fil),
    )


def _awaited(verdict: Verdict) -> int:
    return sum(len(row.vantar_pa) for state in verdict.vantar_pa for row in state.rader)


def _participants(ws: Workspace, u: Undertaking) -> tuple[Participant, ...]:
    known = ws.portfolio.kommuner
    return tuple(
        Participant(d.kommun, known[d.kommun].namn if d.kommun in known else d.kommun, d.status) for d in u.deltagare
    )


def _decisions(ws: Workspace, u: Undertaking) -> tuple[DecisionRow, ...]:
    process = ws.portfolio.process_of(u)
    gates = {f.grind.slug: f.grind.namn for f in process.modell.faser} if process else {}

    def matter(d: Decision) -> tuple[date, str, str, str | None, str]:
        what = gates.get(d.grind, d.grind) if d.grind else d.typ
        return (d.datum, d.organ, what, d.utfall, d.motesutfall)

    decided = [d for d in applied(u.beslut) if d.typ != RATTELSE]
    rows = []
    for (day, organ, what, outcome, meeting), group in groupby(decided, key=matter):
        municipalities = tuple(name_of(ws, d.kommun) for d in group if d.kommun)
        rows.append(DecisionRow(day, name_of(ws, organ), municipalities, what, outcome, meeting))
    return tuple(rows)


def _documents(u: Undertaking, verdict: Verdict | None) -> tuple[DocumentRow, ...]:
    rows = [
        DocumentRow(slug, titel(slug), index + 1 if index is not None else None, a.status, a.version)
        for slug, index, a in artefact_rows(u.artefakter)
    ]
    begun = {r.slug for r in rows}
    asked = verdict.fas.artefakter if verdict and verdict.replay.lage == "pagar" else ()
    missing = [
        DocumentRow(k.slug, titel(k.slug), None, None, None) for k in asked if k.slug not in begun and not k.valfri
    ]
    return (*rows, *missing)


def _risks(ws: Workspace, entry: Entry[Undertaking]) -> tuple[RiskRow, ...]:
    rows = [row_of(ws, entry, r) for r in entry.modell.risker if r.status != "stangd"]
    return tuple(sorted(rows, key=highest_first))


def _milestones(u: Undertaking, today: date | None) -> tuple[MilestoneRow, ...]:
    # What the plan has left behind did not slip further for years after: its own forecast is the last word.
    return tuple(
        MilestoneRow(m.id, m.namn, m.baslinje, m.prognos, m.utfall, slip(m, today or m.baslinje)) for m in u.milstolpar
    )
