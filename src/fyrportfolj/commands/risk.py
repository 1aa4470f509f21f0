"""`fyr risk`: the register, the matrix, who must act, and assessing a risk anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fyrportfolj.commands.portrait import Portrait
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.risk_rows import (
    Escalation,
    RiskRow,
    escalations,
    find_risk,
    highest_first,
    policy_of,
    risks_of,
    row_of,
)
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.policy import Riskniva, Riskpolicy
from fyrportfolj.model.risks import Risk
from fyrportfolj.rules import risk as rules


@dataclass(frozen=True)
class RiskList:
    """Risks, highest first."""

    risker: tuple[RiskRow, ...]
    av: int


@dataclass(frozen=True)
class RiskCard:
    """One risk in full."""

    rad: RiskRow
    risk: Risk
    besluta_senast: date | None
    ombedom_senast: date


@dataclass(frozen=True)
class MatrixCell:
    """One cell of the matrix: S, K, their product's band, and the risks in it."""

    sannolikhet: int
    konsekvens: int
    varde: int
    niva: str | None
    risker: tuple[str, ...]


@dataclass(frozen=True)
class MatrixRisk:
    """A risk in the matrix.

    Attributes:
        marke: what stands in its cell: the risk's id, with the undertaking's letter when there are several.
        rad: the risk.
    """

    marke: str
    rad: RiskRow


@dataclass(frozen=True)
class RiskMatrix:
    """The 5 × 5 matrix.

    Attributes:
        dag: the day it shows.
        namn: the undertaking's name, or the portfolio's.
        exempel: True when the undertaking is invented.
        rader: rows by probability, highest first; cells by consequence 1–5.
        nivaer: the bands, lowest first.
        antal: number of risks per band slug.
        risker: the risks that the matrix shows, highest first.
        insatser: letter to undertaking, when there are several.
    """

    dag: date
    namn: str
    exempel: bool
    rader: tuple[tuple[MatrixCell, ...], ...]
    nivaer: tuple[Riskniva, ...]
    antal: dict[str, int]
    risker: tuple[MatrixRisk, ...]
    insatser: dict[str, Portrait]


def list_risks(
    ws: Workspace, id_: str | None = None, *, level: str | None = None, closed: bool = False
) -> Result[RiskList]:
    """List risks, highest first.

    Args:
        ws: the opened portfolio.
        id_: one undertaking, or None for all.
        level: only the band with this slug.
        closed: also those that are closed.

    Raises:
        UsageError: no such undertaking or band.
    """
    bands = [n.slug for n in policy_of(ws).nivaer]
    if level is not None and level not in bands:
        raise UsageError(T("--niva: nivån {namn} finns inte", namn=level), T("välj ett av {namn}", namn=tuple(bands)))
    rows = [row_of(ws, e, r) for e, r in risks_of(ws, id_) if closed or r.status != "stangd"]
    kept = sorted((r for r in rows if level is None or r.niva == level), key=highest_first)
    return Result(RiskList(tuple(kept), len(rows)), ws.loaded.diagnostics, ws.faults())


def show(ws: Workspace, id_: str, risk_id: str) -> Result[RiskCard]:
    """Show one risk.

    Raises:
        UsageError: no such undertaking or risk.
    """
    entry = ws.find(id_)
    _, found = find_risk(entry, risk_id)
    policy = policy_of(ws)
    return Result(
        RiskCard(row_of(ws, entry, found), found, rules.decide_by(policy, found), rules.reassess_by(policy, found))
    )


def matrix(ws: Workspace, id_: str | None = None) -> Result[RiskMatrix]:
    """Place the open risks of one undertaking, or of all, in the matrix.

    Raises:
        UsageError: no such undertaking.
    """
    policy = policy_of(ws)
    one = ws.find(id_).modell if id_ else None
    rows = sorted((row_of(ws, e, r) for e, r in risks_of(ws, id_) if r.status != "stangd"), key=highest_first)
    letters = {} if id_ else {p.id: _letter(n) for n, p in enumerate(dict.fromkeys(r.insats for r in rows))}
    marked = tuple(MatrixRisk(r.id + letters.get(r.insats.id, ""), r) for r in rows)
    return Result(
        RiskMatrix(
            dag=ws.today,
            namn=one.namn if one else ws.portfolio.fyr.modell.namn,
            exempel=one.exempel if one else False,
            rader=tuple(tuple(_cell(policy, s, k, marked) for k in rules.STEPS) for s in reversed(rules.STEPS)),
            nivaer=tuple(sorted(policy.nivaer, key=lambda n: n.fran)),
            antal={n.slug: sum(1 for r in rows if r.niva == n.slug) for n in policy.nivaer},
            risker=marked,
            insatser={letters[r.insats.id]: r.insats for r in rows if letters},
        ),
        ws.loaded.diagnostics,
        ws.faults(),
    )


def _cell(policy: Riskpolicy, s: int, k: int, risks: tuple[MatrixRisk, ...]) -> MatrixCell:
    band = rules.level(policy, s * k)
    here = tuple(r.marke for r in risks if (r.rad.sannolikhet, r.rad.konsekvens) == (s, k))
    return MatrixCell(s, k, s * k, band.slug if band else None, here)


def _letter(n: int) -> str:
    """Give a letter per number from 0: a to z, then aa, ab and so on."""
    before = _letter(n // _LETTERS - 1) if n >= _LETTERS else ""
    return before + chr(ord("a") + n % _LETTERS)


_LETTERS = 26


def escalate(ws: Workspace, id_: str | None = None, who: str | None = None) -> Result[tuple[Escalation, ...]]:
    """Say who must act on which risk and since when, those without mandate first.

    Args:
        ws: the opened portfolio.
        id_: one undertaking, or None for all.
        who: only what this body, role or kommun must act on.

    Raises:
        UsageError: no such undertaking.
    """
    found = tuple(e for e in escalations(ws, id_) if who is None or who in e.ids)
    return Result(found, ws.loaded.diagnostics, ws.faults())
