"""Risks as views show them: with value, band, authority and what must be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fyrportfolj.commands.portrait import Portrait, portrait
from fyrportfolj.commands.workspace import Workspace, did_you_mean
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.policy import Riskpolicy
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.model.risks import Risk
from fyrportfolj.rules import escalation as rules_escalation
from fyrportfolj.rules import risk as rules
from fyrportfolj.rules.escalation import Reason
from fyrportfolj.rules.lifecycle import standing


@dataclass(frozen=True)
class RiskRow:
    """A risk with what the policy says about it.

    Attributes:
        insats: the undertaking.
        id: the risk's id in its file.
        hot: what may happen.
        sannolikhet: S, 1–5.
        konsekvens: K, 1–5.
        varde: R = S × K.
        niva: the band's slug, or None where the policy has a hole.
        niva_namn: its name.
        befogenhet: name of the body or role that may act.
        agare: name of the role that owns the risk.
        status: how it is handled.
        mandat: whether the treatment is decided by someone who may.
        bedomd: the day of the present assessment.
        varde_efter: R after the measures, or None.
        trend: change of R since the assessment before; above 0 is worse.
        visas_alltid: True when the consequence alone is reason to show it.
    """

    insats: Portrait
    id: str
    hot: str
    sannolikhet: int
    konsekvens: int
    varde: int
    niva: str | None
    niva_namn: str
    befogenhet: str
    agare: str
    status: str
    mandat: rules.Mandate
    bedomd: date
    varde_efter: int | None
    trend: int
    visas_alltid: bool


@dataclass(frozen=True)
class Escalation:
    """Something that someone must do about a risk, or a risk that is always shown.

    Attributes:
        rad: the risk.
        skal: why; None for a risk that is shown only because its consequence is so grave.
        vem: name of the body or role that must act.
        sedan: since when.
        senast: last day for it, when the policy sets one.
        ids: ids of body, role, owner and municipalities, for filtering.
    """

    rad: RiskRow
    skal: Reason | None
    vem: str
    sedan: date
    senast: date | None
    ids: frozenset[str]


def escalations(ws: Workspace, id_: str | None = None) -> tuple[Escalation, ...]:
    """Give what someone must do about risks, those without mandate first, and last the gravest consequences."""
    wanted = ws.find(id_).modell.id if id_ else None
    rows: list[Escalation] = []
    for e in rules_escalation.escalations(ws.portfolio, ws.today):
        if wanted in (None, e.entry.modell.id):
            ids = _who(e.risk, e.vem)
            rows.append(Escalation(row_of(ws, e.entry, e.risk), e.skal, name_of(ws, e.vem), e.sedan, e.senast, ids))
    named = {(r.rad.insats.id, r.rad.id) for r in rows}
    return (*rows, *_always_shown(ws, wanted, named))


def _always_shown(ws: Workspace, id_: str | None, named: set[tuple[str, str]]) -> Iterator[Escalation]:
    policy = policy_of(ws)
    for entry, r in risks_of(ws, id_):
        running = r.status != "stangd" and standing(ws.portfolio, entry.modell) == "pagar"
        if running and rules.always_shown(policy, r) and (entry.modell.id, r.id) not in named:
            body = rules.authority(policy, entry.modell, rules.value(r)) or r.agare
            yield Escalation(row_of(ws, entry, r), None, name_of(ws, body), r.bedomd, None, _who(r, body))


def _who(r: Risk, body: str) -> frozenset[str]:
    return frozenset((body, r.agare, *r.kommuner))


def find_risk(entry: Entry[Undertaking], risk_id: str) -> tuple[int, Risk]:
    """Find a risk in a file, with its place from 0.

    Raises:
        UsageError: no such risk.
    """
    for i, r in enumerate(entry.modell.risker):
        if r.id == risk_id:
            return i, r
    ids = tuple(r.id for r in entry.modell.risker)
    if not ids:
        raise UsageError(T("{id} har inga risker", id=entry.modell.id))
    raise UsageError(
        T("{id} har ingen risk {risk}", id=entry.modell.id, risk=risk_id),
        did_you_mean(risk_id, ids) or T("riskerna är {namn}", namn=ids),
    )


def row_of(ws: Workspace, entry: Entry[Undertaking], r: Risk) -> RiskRow:
    """Give a risk with its value, band and authority."""
    policy = policy_of(ws)
    value = rules.value(r)
    band = rules.level(policy, value)
    return RiskRow(
        insats=portrait(ws.portfolio, entry),
        id=r.id,
        hot=" ".join(r.hot.split()),
        sannolikhet=r.sannolikhet,
        konsekvens=r.konsekvens,
        varde=value,
        niva=band.slug if band else None,
        niva_namn=band.namn if band else "–",
        befogenhet=name_of(ws, rules.authority(policy, entry.modell, value)),
        agare=name_of(ws, r.agare),
        status=r.status,
        mandat=rules.mandate(ws.portfolio, entry.modell, r),
        bedomd=r.bedomd,
        varde_efter=rules.residual(r),
        trend=rules.trend(r),
        visas_alltid=rules.always_shown(policy, r),
    )


def name_of(ws: Workspace, key: str | None) -> str:
    """Give the name of a body, role or kommun, or the key itself when no register has it."""
    p = ws.portfolio
    found = p.organ.get(key or "") or p.roller.get(key or "") or p.kommuner.get(key or "")
    return found.namn if found else key or "–"


def risks_of(ws: Workspace, id_: str | None = None) -> Iterator[tuple[Entry[Undertaking], Risk]]:
    """Give the risks of one undertaking, or of all."""
    for entry in [ws.find(id_)] if id_ else ws.portfolio.undertakings():
        for r in entry.modell.risker:
            yield entry, r


def policy_of(ws: Workspace) -> Riskpolicy:
    """Give the portfolio's risk policy."""
    return ws.portfolio.fyr.modell.policy.risk


def highest_first(r: RiskRow) -> tuple[object, ...]:
    """Give a sort key: highest value first, then the gravest consequence."""
    return (-r.varde, -r.konsekvens, r.insats.id, r.id)
