"""The portfolio's risks for its board: how many on each level, where they lie, and which wait for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fyrportfolj.messages import T
from fyrportfolj.render.views.common import Basis, Names
from fyrportfolj.render.views.risks import MatrixRow, bands_of, matrix_of
from fyrportfolj.render.views.swedish import capital, day, listed, one_line, sv
from fyrportfolj.render.views.tables import Cell, Row, Table, fitted
from fyrportfolj.rules import risk as rules
from fyrportfolj.rules.escalation import REASONS, Escalation, Reason, escalations
from fyrportfolj.rules.lifecycle import standing

_FOR_BODIES = (Reason.UTAN_MANDAT, Reason.INTRAFFAD, Reason.HOJD_NIVA)


@dataclass(frozen=True, slots=True)
class BoardRisks:
    """Risks of everything that runs.

    Attributes:
        finns: False when there are none.
        matris: how many lie in each cell.
        nivaer: how many on each level, and who decides.
        vantar: risks that wait for a body, or None.
        ovrigt: how many measures and assessments are late, in a sentence, or empty.
        punkter: the highest in words, for a slide.
    """

    finns: bool
    matris: tuple[MatrixRow, ...]
    nivaer: Table
    vantar: Table | None
    ovrigt: str
    punkter: tuple[str, ...]


def board_risks(basis: Basis, names: Names) -> BoardRisks:
    """Give the risks of everything that has not ended.

    Args:
        basis: the portfolio and the day.
        names: names of bodies and roles.
    """
    p = basis.portfolio
    policy = p.fyr.modell.policy.risk
    held = [
        (e.modell, r)
        for e in p.undertakings()
        if e.modell.risker and standing(p, e.modell) != "avslutad"
        for _, r in rules.open_risks(e.modell.risker)
    ]
    rows: list[Row] = []
    project, programme = next(iter(p.projekt.values()), None), next(iter(p.initiativ.values()), None)
    for kind in (k for k in (programme or project,) if k):
        others = bands_of(policy, project.modell, names) if project else ()
        for n, band in enumerate(bands_of(policy, kind.modell, names)):
            low = sorted(policy.nivaer, key=lambda x: x.fran)[n]
            here = [r for _, r in held if rules.level(policy, rules.value(r)) == low]
            who = band.far_besluta if not others else others[n].far_besluta
            rows.append((Cell(band.namn, (), "niva", band.ton), band.varden, str(len(here)), band.far_besluta, who))
    heads = (T("Nivå"), T("Riskvärde"), T("Antal"), T("Beslutar i program och initiativ"), T("Beslutar i projekt"))
    levels = Table(sv(T("Risker per nivå")), tuple(sv(h) for h in heads), tuple(rows), (2, 2, 1, 4, 4), (2,))
    found = escalations(p, basis.idag)
    urgent = [e for e in found if e.skal in _FOR_BODIES]
    held.sort(key=lambda x: (-rules.value(x[1]), x[0].id, x[1].id))
    return BoardRisks(
        finns=bool(held),
        matris=matrix_of(policy, [r for _, r in held], counted=True),
        nivaer=levels,
        vantar=_waiting(basis, names),
        ovrigt=_late(sum(e.skal is Reason.FORSENAD_ATGARD for e in found), len(found) - len(urgent)),
        punkter=tuple(f"{rules.value(r)} – {u.namn}, {r.id}: {one_line(r.hot)}" for u, r in held[:4]),
    )


def _waiting(basis: Basis, names: Names) -> Table | None:
    policy = basis.portfolio.fyr.modell.policy.risk
    grouped: dict[tuple[str, int, str], list[Escalation]] = {}
    for e in escalations(basis.portfolio, basis.idag):
        if e.skal in _FOR_BODIES:
            grouped.setdefault((e.entry.modell.id, e.index, e.vem), []).append(e)
    rows: list[Row] = []
    for same in grouped.values():
        e, u = same[0], same[0].entry.modell
        tone = next((b.ton for b in bands_of(policy, u, names) if e.niva and b.namn == e.niva.namn), "hog")
        rows.append(
            (
                Cell(f"{e.risk.id} {u.namn}", (sv(T("Exempel")),) if u.exempel else (), "fet"),
                one_line(e.risk.hot),
                Cell(f"{e.niva.namn} {e.varde}" if e.niva else str(e.varde), (), "niva", tone),
                capital(listed(sv(REASONS[x.skal]) for x in same)),
                _who(names.party(e.vem), min((x.senast for x in same if x.senast), default=None)),
            )
        )
    heads = (T("Risk"), T("Vad som kan hända"), T("Värde"), T("Varför"), T("Vem"))
    title = sv(T("Risker som väntar på någon"))
    return fitted(Table(title, tuple(sv(h) for h in heads), tuple(rows))) if rows else None


def _who(who: str, last: date | None) -> Cell:
    return Cell(who, (sv(T("senast {dag}", dag=day(last))),) if last else ())


def _late(measures: int, others: int) -> str:
    unjudged = others - measures
    late = T("1 försenad åtgärd") if measures == 1 else T("{antal} försenade åtgärder", antal=measures)
    risks = (
        T("1 risk som inte är bedömd på nytt i tid")
        if unjudged == 1
        else T("{antal} risker som inte är bedömda på nytt i tid", antal=unjudged)
    )
    said = [sv(text) for text, count in ((late, measures), (risks, unjudged)) if count]
    return sv(T("Dessutom: {vad}.", vad=listed(said))) if said else ""
