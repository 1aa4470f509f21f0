"""Risk values, levels, authority and mandate: S × K decides who may act, not only a colour.

Källa: styrmötet för förstudien, Riskhantering; styrmötet för förstudien, Riskhantering.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Project, Undertaking
from fyrportfolj.model.policy import Riskniva, Riskpolicy
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.registers import Organ
from fyrportfolj.model.risks import Risk
from fyrportfolj.rules.corrected import applied

STEPS = range(1, 6)
"""The scale 1–5 of both probability and consequence."""

REACHABLE = tuple(sorted({s * k for s in STEPS for k in STEPS}))
"""The fourteen values that a product of two steps can have."""


def value(risk: Risk) -> int:
    """Give R = S × K, 1–25. Källa: styrmötet för förstudien, Riskhantering."""
    return risk.sannolikhet * risk.konsekvens


def residual(risk: Risk) -> int | None:
    """Give S × K after the measures on the same scale, 1–25, or None when it has not been judged.

    A scale that is left out keeps its present step: measures often touch only one of the two.
    """
    if risk.sannolikhet_efter is None and risk.konsekvens_efter is None:
        return None
    return (risk.sannolikhet_efter or risk.sannolikhet) * (risk.konsekvens_efter or risk.konsekvens)


def level(policy: Riskpolicy, r: int) -> Riskniva | None:
    """Give the band that a risk value lies in.

    Args:
        policy: the portfolio's bands.
        r: risk value, 1–25.

    Returns:
        The first band that holds the value; None when the policy has a hole there.
    """
    return next((n for n in policy.nivaer if n.fran <= r <= n.till_och_med), None)


def highest(policy: Riskpolicy) -> Riskniva:
    """Give the band with the highest values."""
    return max(policy.nivaer, key=lambda n: n.fran)


def authority(policy: Riskpolicy, undertaking: Undertaking, r: int) -> str | None:
    """Give the body or role that may act on a risk value.

    Args:
        policy: the portfolio's bands.
        undertaking: a project has another authority than a programme or the portfolio.
        r: risk value, 1–25.

    Returns:
        The key of a body or role; None when the policy has a hole there.
    """
    band = level(policy, r)
    if band is None:
        return None
    return band.befogenhet.projekt if isinstance(undertaking, Project) else band.befogenhet.initiativ


class Mandate(StrEnum):
    """Whether a risk is handled by a decision that is enough for its level."""

    BEHOVS_EJ = "behovs_ej"
    FINNS = "finns"
    SAKNAS = "saknas"
    OKANT_BESLUT = "okant_beslut"
    GALLER_EJ_RISKEN = "galler_ej_risken"
    FEL_ORGAN = "fel_organ"


def mandate(portfolio: Portfolio, undertaking: Undertaking, risk: Risk) -> Mandate:
    """Say whether the treatment of a risk is decided by someone who may.

    The level asks for a decision of the body with the authority, or of one above it in the
    register of bodies, taken in the same file, of type risk, at a meeting that decided.

    Args:
        portfolio: policy and bodies.
        undertaking: the file's initiative or project.
        risk: one of its risks.

    Returns:
        Where the mandate stands. A closed risk needs none, nor does a value outside every band,
        which is the policy's own fault.

    Källa: styrmötet för förstudien, Riskhantering.
    """
    policy = portfolio.fyr.modell.policy.risk
    band = level(policy, value(risk))
    if risk.status == "stangd" or band is None or not band.krav_beslut:
        return Mandate.BEHOVS_EJ
    named = risk.behandling.beslut if risk.behandling else None
    if named is None:
        return Mandate.SAKNAS
    decision = next((d for d in applied(undertaking.beslut) if d.id == named), None)
    if decision is None:
        return Mandate.OKANT_BESLUT
    if not covers(decision, risk.id):
        return Mandate.GALLER_EJ_RISKEN
    required = authority(policy, undertaking, value(risk)) or ""
    return Mandate.FINNS if same_or_higher(portfolio.organ, decision.organ, required) else Mandate.FEL_ORGAN


def has_mandate(portfolio: Portfolio, undertaking: Undertaking, risk: Risk) -> bool:
    """Say whether the risk needs no decision at its level, or has one that is enough."""
    return mandate(portfolio, undertaking, risk) in (Mandate.BEHOVS_EJ, Mandate.FINNS)


def covers(decision: Decision, risk_id: str) -> bool:
    """Say whether a decision is a taken risk decision that names the risk."""
    return decision.typ == "risk" and decision.motesutfall == "beslutat" and risk_id in decision.risker


def same_or_higher(bodies: Mapping[str, Organ], candidate: str, body: str) -> bool:
    """Say whether a body is another or stands above it.

    Args:
        bodies: the register, by id.
        candidate: the body that decided.
        body: the body that has the authority.

    Returns:
        True when the chain of `overordnat` from the second leads to the first.
    """
    seen: set[str] = set()
    here: str | None = body
    while here is not None and here not in seen:
        if here == candidate:
            return True
        seen.add(here)
        here = bodies[here].overordnat if here in bodies else None
    return False


def demanding_since(policy: Riskpolicy, risk: Risk) -> date:
    """Give the first day of the unbroken time that the risk has asked for a decision on its level or a higher.

    A new assessment on the same level does not start the time anew, or a risk could wait for ever; one
    that raises the level does, since another body must now find the time to meet.

    Args:
        policy: the portfolio's bands.
        risk: a risk with its earlier assessments.

    Returns:
        A day; the present assessment's when the earlier ones asked for no such decision.
    """
    since = risk.bedomd
    now = level(policy, value(risk))
    for earlier in sorted(risk.bedomningar, key=lambda b: b.datum, reverse=True):
        if earlier.datum > since:
            continue
        band = level(policy, earlier.sannolikhet * earlier.konsekvens)
        if band is None or not band.krav_beslut or (now is not None and band.fran < now.fran):
            break
        since = earlier.datum
    return since


def decide_by(policy: Riskpolicy, risk: Risk) -> date | None:
    """Give the last day for the decision that the level asks for, or None when it asks for none."""
    band = level(policy, value(risk))
    if band is None or not band.krav_beslut:
        return None
    return demanding_since(policy, risk) + timedelta(days=band.beslut_inom_dagar)


def reassess_by(policy: Riskpolicy, risk: Risk) -> date:
    """Give the last day for the next assessment. Källa: portföljens egen gräns."""
    return risk.bedomd + timedelta(days=policy.omprovas_inom_dagar)


def trend(risk: Risk) -> int:
    """Give the change of R since the last earlier assessment: above 0 is worse; 0 also without one."""
    if not risk.bedomningar:
        return 0
    last = max(risk.bedomningar, key=lambda b: b.datum)
    return value(risk) - last.sannolikhet * last.konsekvens


def raised_band(policy: Riskpolicy, risk: Risk) -> bool:
    """Say whether the last assessment moved the risk to a higher band."""
    now = level(policy, value(risk))
    before = level(policy, value(risk) - trend(risk))
    return now is not None and before is not None and now.fran > before.fran


def always_shown(policy: Riskpolicy, risk: Risk) -> bool:
    """Say whether the consequence alone is reason to show the risk: a product hides rare disasters."""
    return risk.konsekvens >= policy.visa_alltid_konsekvens


def open_risks(risks: Iterable[Risk]) -> Iterator[tuple[int, Risk]]:
    """Give the risks that are not closed, with their place in the file from 0."""
    return ((i, r) for i, r in enumerate(risks) if r.status != "stangd")


Matrix = tuple[tuple[tuple[str, ...], ...], ...]


def matrix(risks: Iterable[Risk]) -> Matrix:
    """Place risks in the 5 × 5 matrix.

    Args:
        risks: any risks; leave out the closed ones first if they should not be shown.

    Returns:
        Rows by probability 5, 4, 3, 2, 1 (highest first, as it is drawn) and in each row cells by
        consequence 1 to 5; a cell holds risk ids in the order given.
    """
    cells: dict[tuple[int, int], list[str]] = {}
    for r in risks:
        cells.setdefault((r.sannolikhet, r.konsekvens), []).append(r.id)
    return tuple(tuple(tuple(cells.get((s, k), ())) for k in STEPS) for s in reversed(STEPS))


def shared_by(portfolio: Portfolio) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """Find owners and suppliers that open risks of several undertakings hang on.

    Args:
        portfolio: all undertakings.

    Returns:
        Role to undertaking ids, and supplier to undertaking ids, only where there are two or more;
        both sorted.
    """
    owners: dict[str, set[str]] = {}
    suppliers: dict[str, set[str]] = {}
    for entry in portfolio.undertakings():
        for _, r in open_risks(entry.modell.risker):
            owners.setdefault(r.agare, set()).add(entry.modell.id)
            if r.leverantor:
                suppliers.setdefault(r.leverantor, set()).add(entry.modell.id)
    return _several(owners), _several(suppliers)


def _several(groups: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted(ids)) for name, ids in sorted(groups.items()) if len(ids) > 1}
