"""One undertaking as a board sees it: light, owner, gate, who is waited for, and what must be decided."""

from __future__ import annotations

from dataclasses import dataclass

from fyrportfolj.messages import T
from fyrportfolj.model.initiative import Project, Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.render.views.common import Basis, Names
from fyrportfolj.render.views.gate import GatePosition, gate_position
from fyrportfolj.render.views.lights import Light, light
from fyrportfolj.render.views.swedish import NONE, day, listed, one_line, sv
from fyrportfolj.render.views.tables import Cell, Row, Table
from fyrportfolj.rules import gating, status
from fyrportfolj.rules.overview import decision_needed_by, waits_for_decision, worst_light
from fyrportfolj.rules.status_checks import check_status_fresh


@dataclass(frozen=True, slots=True)
class Standing:
    """An undertaking as a board sees it.

    Attributes:
        insats: the undertaking.
        namn: its name.
        exempel: the mark of invented content, or empty.
        lage: pagar, stoppad or avslutad.
        fas: name of the phase.
        ljus: the worst light.
        ljus_not: the day of the report, or that it is missing.
        agare: name of the owner.
        grind: the gate's name.
        grind_dag: the next day that a decision is needed or a body meets, or empty.
        vantar: who is waited for.
        beslut: what must be decided now; empty when nothing waits for a body.
        organ: who decides that.
        senast: the day it is needed, or empty.
        saknas: what is missing before it.
    """

    insats: Undertaking
    namn: str
    exempel: str
    lage: str
    fas: str
    ljus: Light
    ljus_not: str
    agare: str
    grind: str
    grind_dag: str
    vantar: str
    beslut: tuple[str, ...]
    organ: str
    senast: str
    saknas: str


def standing_of(basis: Basis, entry: Entry[Undertaking], names: Names) -> Standing:
    """Give how an undertaking stands.

    Args:
        basis: the portfolio and the day.
        entry: the initiative or project.
        names: names of bodies and roles.
    """
    p, u = basis.portfolio, entry.modell
    verdict = gating.evaluate(p, entry, basis.idag)
    gate = gate_position(verdict, names)
    summed = status.summary(p, u, basis.idag)
    worst = worst_light(summed)
    asked = verdict is not None and waits_for_decision(verdict)
    by = decision_needed_by(u, basis.idag)
    said = _asked_for(basis, u, gate, summed, asked=asked) if verdict and verdict.replay.lage == "pagar" else ()
    return Standing(
        insats=u,
        namn=u.namn,
        exempel=sv(T("Exempel")) if u.exempel else "",
        lage=verdict.replay.lage if verdict else "pagar",
        fas=gate.fas or u.fas,
        ljus=light(worst or "ej_rapporterad"),
        ljus_not=sv(T("rapport {dag}", dag=day(summed.dag))) if summed.dag else "",
        agare=names.party(u.agare) if u.agare else NONE,
        grind=gate.grind or NONE,
        grind_dag=sv(T("nästa beslutsdag {dag}", dag=day(by))) if by else "",
        vantar=_waits_for(gate, asked=asked),
        beslut=said,
        organ=_bodies(basis, u, gate, names, asked=asked),
        senast=day(by) if by else "",
        saknas=_missing(gate),
    )


def name_cell(p: Portfolio, u: Undertaking) -> Cell:
    """Give an undertaking's name with the programme it belongs to and the mark of invented content."""
    below = [sv(T("Exempel"))] if u.exempel else []
    if isinstance(u, Project) and u.program:
        parent = p.undertaking(u.program)
        below.append(sv(T("i {program}", program=parent.modell.namn if parent else u.program)))
    return Cell(u.namn, tuple(below), "fet")


def stale_reports(basis: Basis, names: Names) -> Table | None:
    """Give the running work whose report is too old or missing, by the portfolio's own limit."""
    late = {d.fil for d in check_status_fresh(basis.portfolio, basis.idag)}
    rows: list[Row] = []
    for entry in basis.portfolio.undertakings():
        if entry.fil in late:
            u = entry.modell
            found = status.latest_report(u)
            last = day(status.report_day(found[1])) if found else sv(T("Ingen rapport är lämnad"))
            rows.append((name_cell(basis.portfolio, u), last, names.party(u.ledare) if u.ledare else NONE))
    heads = (sv(T("Insats")), sv(T("Senaste rapport")), sv(T("Ledare")))
    return Table(sv(T("Rapporter som saknas eller är för gamla")), heads, tuple(rows), (5, 3, 3)) if rows else None


def _asked_for(
    basis: Basis, u: Undertaking, gate: GatePosition, summed: status.Summary, *, asked: bool
) -> tuple[str, ...]:
    """Give what is asked of a body: what the report and the next meeting put forward, and the gate's decisions."""
    found = status.latest_report(u)
    said = [one_line(b.forslag) for b in found[1].beslut_som_behovs] if found and not summed.for_gammal else []
    coming = sorted((m for m in u.moten if m.datum >= basis.idag), key=lambda m: m.datum)
    said += [one_line(f) for f in coming[0].forslag_till_beslut] if coming else []
    if asked:
        wanted = listed(b.namn for b in gate.beslut if not b.klar)
        said.append(gate.grind if wanted == gate.grind else f"{gate.grind}: {wanted}")
    return tuple(dict.fromkeys(said))


def _bodies(basis: Basis, u: Undertaking, gate: GatePosition, names: Names, *, asked: bool) -> str:
    coming = sorted((m for m in u.moten if m.datum >= basis.idag), key=lambda m: m.datum)
    who = [b.vem for b in gate.beslut if not b.klar] if asked else []
    who += [names.party(coming[0].organ)] if coming else []
    return "; ".join(dict.fromkeys(who)) or sv(T("Ej angivet"))


def _waits_for(gate: GatePosition, *, asked: bool) -> str:
    if asked:
        return "; ".join(b.lage for b in gate.beslut if not b.klar)
    if gate.saknas:
        who = listed(dict.fromkeys(m.vem for m in gate.saknas if m.vem != NONE))
        left = sv(T("Eget arbete: {n} av {alla} krav återstår", n=len(gate.saknas), alla=gate.antal))
        return f"{left} ({who})" if who else left
    return NONE


def _missing(gate: GatePosition) -> str:
    if not gate.saknas:
        return sv(T("Inget; kraven före beslut är uppfyllda"))
    first = gate.saknas[0].vad
    more = len(gate.saknas) - 1
    return sv(T("{forsta}, och {antal} till", forsta=first, antal=more)) if more else first
