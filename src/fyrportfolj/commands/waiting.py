"""`fyr` alone: what waits for a person: decisions, overdue measures, risks, days that are near."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fyrportfolj.codes import CODES
from fyrportfolj.commands.portrait import Portrait, portrait
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.risk_rows import Escalation, escalations, name_of
from fyrportfolj.commands.workspace import Workspace, did_you_mean
from fyrportfolj.diagnostics import Diagnostic, Severity
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts.rows import Atgardsrad
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.rules.benefits.due import reminders
from fyrportfolj.rules.corrected import applied
from fyrportfolj.rules.escalation import Reason
from fyrportfolj.rules.gating import Verdict, evaluate
from fyrportfolj.rules.lifecycle import is_followed, overrun_since
from fyrportfolj.rules.overview import waits_for_decision
from fyrportfolj.rules.requirement import RequirementState
from fyrportfolj.rules.status import latest_report
from fyrportfolj.rules.walk import Finder

_URGENT = (Reason.UTAN_MANDAT, Reason.INTRAFFAD, Reason.EJ_OMPROVAD, Reason.HOJD_NIVA)
"""Reasons shown among the risks; overdue measures stand among what is overdue."""

NEAR_DAYS = 30
"""How far ahead a day is near, unless asked otherwise."""


@dataclass(frozen=True)
class AwaitedDecision:
    """A decision that the gate of an undertaking waits for, one row per body.

    Attributes:
        insats: the undertaking.
        grind: the gate's name.
        organ: the bodies of which one is enough, by name.
        kommuner: names of the municipalities still to answer; empty for a joint body.
        svarat: how many municipalities have answered, of `av`.
        av: how many are asked; 0 for a joint body.
        vem: ids of bodies and municipalities, for filtering.
    """

    insats: Portrait
    grind: str
    organ: tuple[str, ...]
    kommuner: tuple[str, ...]
    svarat: int
    av: int
    vem: frozenset[str]


@dataclass(frozen=True)
class Due:
    """Something with a last day: overdue, or near.

    Attributes:
        insats: the undertaking.
        vad: what it is.
        dag: the last day.
        dagar: days from today; below 0 when it is overdue.
        ansvarig: name of the role, or None.
        vem: ids of roles, bodies and municipalities, for filtering.
    """

    insats: Portrait
    vad: Text
    dag: date
    dagar: int
    ansvarig: str | None
    vem: frozenset[str]


@dataclass(frozen=True)
class Waiting:
    """What waits.

    Attributes:
        dag: the day it is judged at.
        portfolj: the portfolio's name.
        vem: name of the role, body or kommun it is shown for, or None for everyone.
        beslut: decisions that gates wait for.
        forsenat: measures and conditions whose day has passed, latest first.
        risker: risks that someone must act on.
        nara: milestones, conditions, measures and meetings that are near.
        fel: how many faults the check finds.
        varningar: how many warnings.
    """

    dag: date
    portfolj: str
    vem: str | None
    beslut: tuple[AwaitedDecision, ...]
    forsenat: tuple[Due, ...]
    risker: tuple[Escalation, ...]
    nara: tuple[Due, ...]
    fel: int
    varningar: int


def waiting(ws: Workspace, who: str | None = None, near_days: int = NEAR_DAYS) -> Result[Waiting]:
    """Gather what waits for everyone, or for one.

    Args:
        ws: the opened portfolio.
        who: id of a role, a body or a kommun; None means everyone.
        near_days: how many days ahead count as near.

    Raises:
        UsageError: the portfolio has no such role, body or kommun.
    """
    name = _name(ws, who)
    decisions = tuple(d for e in ws.portfolio.undertakings() for d in _decisions(ws, e, who))
    days = [d for e in ws.portfolio.undertakings() for d in _days(ws, e) if who is None or who in d.vem]
    findings: tuple[Diagnostic, ...] = ws.diagnostics()
    faults = sum(1 for f in findings if CODES[f.kod].severity is Severity.FEL)
    return Result(
        Waiting(
            dag=ws.today,
            portfolj=ws.portfolio.fyr.modell.namn,
            vem=name,
            beslut=decisions,
            forsenat=tuple(sorted((d for d in days if d.dagar < 0), key=_by_day)),
            risker=tuple(e for e in escalations(ws) if e.skal in _URGENT and (who is None or who in e.ids)),
            nara=tuple(sorted((d for d in days if 0 <= d.dagar <= near_days), key=_by_day)),
            fel=faults,
            varningar=len(findings) - faults,
        ),
        findings,
    )


def _by_day(d: Due) -> tuple[object, ...]:
    return (d.dag, d.insats.id, str(d.vad))


def _name(ws: Workspace, who: str | None) -> str | None:
    p = ws.portfolio
    names = {
        **{k: v.namn for k, v in p.roller.items()},
        **{k: v.namn for k, v in p.organ.items()},
        **{k: v.namn for k, v in p.kommuner.items()},
    }
    if who is not None and who not in names:
        raise UsageError(
            T("--for: ingen roll, inget organ och ingen kommun heter {namn}", namn=who),
            did_you_mean(who, names) or T("ids står i mappen register"),
        )
    return names.get(who) if who else None


def _decisions(ws: Workspace, entry: Entry[Undertaking], who: str | None) -> Iterator[AwaitedDecision]:
    verdict = evaluate(ws.portfolio, entry, ws.today)
    # An undertaking whose documents are not ready waits for its own work, not for a decision.
    if verdict is None or not waits_for_decision(verdict):
        return
    for state in verdict.vantar_pa:
        for row in _awaited(ws, entry, verdict, state):
            if who is None or who in row.vem:
                yield row


def _awaited(
    ws: Workspace, entry: Entry[Undertaking], verdict: Verdict, state: RequirementState
) -> Iterator[AwaitedDecision]:
    groups: dict[tuple[str, ...], list[str | None]] = {}
    for row in state.rader:
        for group in row.vantar_pa:
            groups.setdefault(group, []).append(row.kommun)
    asked = [r for r in state.rader if r.kommun and not r.avstar]
    organ, kommuner = ws.portfolio.organ, ws.portfolio.kommuner
    for group, waiting_for in groups.items():
        named = tuple(k for k in waiting_for if k)
        yield AwaitedDecision(
            insats=portrait(ws.portfolio, entry),
            grind=verdict.grind.namn,
            organ=tuple(organ[o].namn if o in organ else o for o in group),
            kommuner=tuple(kommuner[k].namn if k in kommuner else k for k in named),
            svarat=len(asked) - len(named) if asked else 0,
            av=len(asked),
            vem=frozenset((*group, *named)),
        )


def _days(ws: Workspace, entry: Entry[Undertaking]) -> Iterator[Due]:
    u = entry.modell
    yield from _measurements(ws, entry)
    overrun = overrun_since(ws.portfolio, u, ws.today)
    if overrun is None and not is_followed(ws.portfolio, u, ws.today):
        return
    who = frozenset(x for x in (u.agare, u.ledare) if x)
    face = portrait(ws.portfolio, entry)
    rows = (
        [_Row(T("planen gick ut och inget beslut har avslutat insatsen"), overrun, u.agare)]
        if overrun
        else _rows(ws, u)
    )
    for row in rows:
        name = name_of(ws, row.ansvarig) if row.ansvarig else None
        everyone = who | {x for x in (row.ansvarig, row.kommun) if x} | (set(face.kommuner) if row.alla else set())
        yield Due(face, row.vad, row.dag, (row.dag - ws.today).days, name, frozenset(everyone))


def _measurements(ws: Workspace, entry: Entry[Undertaking]) -> Iterator[Due]:
    """Benefits are measured when the work has ended, so also those of a closed undertaking wait."""
    for r in reminders(ws.portfolio, entry.modell):
        n = r.linje.nytta
        face = portrait(ws.portfolio, entry)
        name = name_of(ws, r.vem) if r.vem else None
        everyone = frozenset(x for x in (r.vem, entry.modell.agare, *face.kommuner) if x)
        yield Due(
            face,
            T("mätning av nytta {id}: {namn}", id=n.id, namn=n.namn),
            r.dag,
            (r.dag - ws.today).days,
            name,
            everyone,
        )


@dataclass(frozen=True)
class _Row:
    vad: Text
    dag: date
    ansvarig: str | None = None
    kommun: str | None = None
    alla: bool = False


_tasks = Finder(lambda cls: issubclass(cls, Atgardsrad))


def _rows(ws: Workspace, u: Undertaking) -> Iterator[_Row]:
    for risk in u.risker:
        for measure in risk.atgarder if risk.status != "stangd" else ():
            if measure.status not in ("klar", "avbruten"):
                vad = T("åtgärd mot risk {id}: {text}", id=risk.id, text=_short(measure.text))
                yield _Row(vad, measure.klart, measure.ansvarig)
    for decision in applied(u.beslut):
        for villkor in decision.villkor if decision.motesutfall == "beslutat" else ():
            if villkor.uppfyllt is None:
                vad = T("villkor {id}: {text}", id=villkor.id, text=_short(villkor.text))
                yield _Row(vad, villkor.senast, villkor.ansvarig, decision.kommun)
    for m in u.milstolpar:
        if m.utfall is None:
            yield _Row(T("milstolpe {id}: {namn}", id=m.id, namn=m.namn), m.prognos or m.baslinje, u.ledare, alla=True)
    for meeting in u.moten:
        # A meeting that has been held is not late, whatever its day.
        yield _Row(T("möte i {organ}", organ=name_of(ws, meeting.organ)), meeting.datum, alla=True)
    yield from _tasks_of(u)


def _tasks_of(u: Undertaking) -> Iterator[_Row]:
    latest = latest_report(u)
    for row in latest[1].rader if latest else ():
        if row.klart and row.atgard:
            vad = T("åtgärd i statusrapporten, {omrade}: {text}", omrade=row.omrade, text=_short(row.atgard))
            yield _Row(vad, row.klart, row.ansvarig)
    for _, found in _tasks(u):
        if isinstance(found, Atgardsrad) and found.klart and found.utford is None:
            yield _Row(_as_text(found.atgard), found.klart, found.ansvarig, found.kommun)


def _as_text(text: str) -> Text:
    return T("åtgärd: {text}", text=_short(text))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + " …"


_LONGEST = 90
