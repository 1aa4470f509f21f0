"""Who must act on which risk, since when and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from fyrportfolj.messages import T
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.policy import Riskniva
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.risks import Risk
from fyrportfolj.rules import risk
from fyrportfolj.rules.corrected import applied
from fyrportfolj.rules.lifecycle import standing
from fyrportfolj.rules.risk_checks import OPEN_MEASURES


class Reason(StrEnum):
    """Why someone must act, most urgent first."""

    UTAN_MANDAT = "utan_mandat"
    INTRAFFAD = "intraffad"
    FORSENAD_ATGARD = "forsenad_atgard"
    EJ_OMPROVAD = "ej_omprovad"
    HOJD_NIVA = "hojd_niva"


REASONS = MappingProxyType(
    {
        Reason.UTAN_MANDAT: T("saknar beslut på rätt nivå"),
        Reason.INTRAFFAD: T("har inträffat"),
        Reason.FORSENAD_ATGARD: T("har en försenad åtgärd"),
        Reason.EJ_OMPROVAD: T("är inte bedömd på nytt i tid"),
        Reason.HOJD_NIVA: T("har gått upp en nivå"),
    }
)
"""The reasons as a person reads them, after the risk's id."""

_ORDER = tuple(Reason)


@dataclass(frozen=True, slots=True)
class Escalation:
    """One thing that someone must do about one risk.

    Attributes:
        entry: the undertaking and its file.
        index: the risk's place in the file, from 0.
        risk: the risk.
        varde: S × K, 1–25.
        niva: the band; None where the policy has a hole.
        skal: why.
        vem: key of the body or role that must act.
        sedan: the day since when.
        senast: the last day for it, when the policy sets one.
    """

    entry: Entry[Undertaking]
    index: int
    risk: Risk
    varde: int
    niva: Riskniva | None
    skal: Reason
    vem: str
    sedan: date
    senast: date | None = None


def escalations(portfolio: Portfolio, today: date) -> tuple[Escalation, ...]:
    """Give everything that waits for someone in the risk registers of what is running.

    Args:
        portfolio: all undertakings, policy and bodies.
        today: the day to judge at.

    Returns:
        By reason in the order of `Reason`, the largest risk value first, then the oldest.

    Källa: styrmötet för förstudien, Riskhantering.
    """
    found = [
        escalation
        for entry in portfolio.undertakings()
        if entry.modell.risker and standing(portfolio, entry.modell) == "pagar"
        for index, r in risk.open_risks(entry.modell.risker)
        for escalation in _of_risk(portfolio, entry, index, r, today)
    ]
    return tuple(
        sorted(found, key=lambda e: (_ORDER.index(e.skal), -e.varde, e.sedan, e.entry.modell.id, e.index, e.vem))
    )


def _of_risk(portfolio: Portfolio, entry: Entry[Undertaking], index: int, r: Risk, today: date) -> Iterator[Escalation]:
    policy = portfolio.fyr.modell.policy.risk
    varde = risk.value(r)
    niva = risk.level(policy, varde)
    body = risk.authority(policy, entry.modell, varde) or r.agare

    def row(skal: Reason, vem: str, sedan: date, senast: date | None = None) -> Escalation:
        return Escalation(entry, index, r, varde, niva, skal, vem, sedan, senast)

    if not risk.has_mandate(portfolio, entry.modell, r):
        yield row(Reason.UTAN_MANDAT, body, risk.demanding_since(policy, r), risk.decide_by(policy, r))
    if r.status == "intraffad":
        yield row(Reason.INTRAFFAD, body, r.bedomd)
    for measure in r.atgarder:
        if measure.status in OPEN_MEASURES and measure.klart < today:
            yield row(Reason.FORSENAD_ATGARD, measure.ansvarig, measure.klart, measure.klart)
    due = risk.reassess_by(policy, r)
    if today > due:
        yield row(Reason.EJ_OMPROVAD, r.agare, due, due)
    if risk.raised_band(policy, r) and not _decided_since(portfolio, entry, r):
        yield row(Reason.HOJD_NIVA, body, r.bedomd)


def _decided_since(portfolio: Portfolio, entry: Entry[Undertaking], r: Risk) -> bool:
    """Say whether the right body has decided on the risk as it is judged now."""
    named = r.behandling.beslut if r.behandling else None
    day = next((d.datum for d in applied(entry.modell.beslut) if d.id == named), None)
    return day is not None and day >= r.bedomd and risk.has_mandate(portfolio, entry.modell, r)
