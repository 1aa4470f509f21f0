"""Checks of risks: mandate, measures and assessments, and the policy's own bands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from fyrportfolj.diagnostics import Diagnostic, Loc, Reference, finding
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.policy import Riskpolicy
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.risks import Risk
from fyrportfolj.rules import risk
from fyrportfolj.rules.corrected import applied
from fyrportfolj.rules.lifecycle import is_followed
from fyrportfolj.rules.suggest import did_you_mean

OPEN_MEASURES = frozenset({"planerad", "pagar"})
"""Measures that are still to be done."""


def check_risk_bands(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find risk values that can occur but lie in no band, or in two."""
    del today
    bands = portfolio.fyr.modell.policy.risk.nivaer
    fil = portfolio.fyr.fil
    holes = tuple(r for r in risk.REACHABLE if not any(b.fran <= r <= b.till_och_med for b in bands))
    if holes:
        yield finding("FYR301", fil, ("policy", "risk", "nivaer"), at_key=True, varden=holes)
    for i, band in enumerate(bands):
        for k, earlier in enumerate(bands[:i]):
            shared = tuple(
                r
                for r in risk.REACHABLE
                if max(band.fran, earlier.fran) <= r <= min(band.till_och_med, earlier.till_och_med)
            )
            if shared:
                loc: Loc = ("policy", "risk", "nivaer", i)
                at = Reference(fil, ("policy", "risk", "nivaer", k))
                yield finding("FYR303", fil, loc, rule=at, niva=band.namn, annan=earlier.namn, varden=shared)


def check_risk_scales(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find scales that do not describe each of the five steps once."""
    del today
    for name in ("sannolikhet", "konsekvens"):
        steps = getattr(portfolio.fyr.modell.policy.risk, name)
        missing = tuple(v for v in risk.STEPS if v not in {s.varde for s in steps})
        if missing:
            loc: Loc = ("policy", "risk", name)
            yield finding("FYR314", portfolio.fyr.fil, loc, at_key=True, skala=name, steg=missing)


def check_risk_authority(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find bands whose authority is unknown, or asks for decisions of someone who is no body."""
    del today
    if portfolio.organregister is None or portfolio.rollregister is None:
        return
    for i, band in enumerate(portfolio.fyr.modell.policy.risk.nivaer):
        known = portfolio.organ if band.krav_beslut else {**portfolio.organ, **portfolio.roller}
        for name in ("projekt", "initiativ"):
            who = getattr(band.befogenhet, name)
            if who not in known:
                loc: Loc = ("policy", "risk", "nivaer", i, "befogenhet", name)
                yield finding(
                    "FYR315",
                    portfolio.fyr.fil,
                    loc,
                    rule=Reference(portfolio.organregister.fil, ("organ",)),
                    niva=band.namn,
                    varde=who,
                    forslag=did_you_mean(who, known),
                )


def check_risk_mandate(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find risks that are run without a decision by someone who may take that risk."""
    policy = portfolio.fyr.modell.policy.risk
    # Which body stands above which cannot be told without the register.
    ranked = portfolio.organregister is not None
    for entry in portfolio.undertakings():
        for i, r in enumerate(entry.modell.risker):
            verdict = risk.mandate(portfolio, entry.modell, r)
            if verdict is risk.Mandate.SAKNAS:
                due = risk.decide_by(policy, r)
                if due is not None and today > due and is_followed(portfolio, entry.modell, today):
                    yield _without_mandate("FYR302", portfolio, entry, i, ("konsekvens",))
            elif verdict is risk.Mandate.FEL_ORGAN and ranked and not _newly_raised(policy, entry.modell, r, today):
                yield _without_mandate("FYR304", portfolio, entry, i, ("behandling", "beslut"))
            elif verdict is risk.Mandate.GALLER_EJ_RISKEN:
                loc: Loc = ("risker", i, "behandling", "beslut")
                yield finding("FYR305", entry.fil, loc, risk=r.id, beslut=r.behandling.beslut if r.behandling else "")


def _newly_raised(policy: Riskpolicy, undertaking: Undertaking, r: Risk, today: date) -> bool:
    """A decision that was enough until the level rose holds until the new level's time is out."""
    due = risk.decide_by(policy, r)
    decided = next((d.datum for d in applied(undertaking.beslut) if r.behandling and d.id == r.behandling.beslut), None)
    return bool(due and decided and decided < risk.demanding_since(policy, r) and today <= due)


def _without_mandate(kod: str, portfolio: Portfolio, entry: Entry[Undertaking], index: int, field: Loc) -> Diagnostic:
    policy = portfolio.fyr.modell.policy.risk
    r = entry.modell.risker[index]
    band = risk.level(policy, risk.value(r))
    who = risk.authority(policy, entry.modell, risk.value(r)) or ""
    decided = r.behandling.beslut if r.behandling else None
    by = next((d.organ for d in entry.modell.beslut if d.id == decided), "")
    at = policy.nivaer.index(band) if band else 0
    return finding(
        kod,
        entry.fil,
        ("risker", index, *field),
        rule=Reference(portfolio.fyr.fil, ("policy", "risk", "nivaer", at)),
        risk=r.id,
        varde=risk.value(r),
        niva=band.namn.lower() if band else "",
        organ=actor(portfolio, who),
        beslutat_av=actor(portfolio, by),
        senast=risk.decide_by(policy, r),
    )


def actor(portfolio: Portfolio, key: str) -> str:
    """Give the name of a body or role as a person reads it, or the key itself when no register has it."""
    found = portfolio.organ.get(key) or portfolio.roller.get(key)
    return found.namn if found else key


def check_risk_treatment(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find treatments that do not hold together: no reason, no measure, or a risk that grows by its measures."""
    del today
    policy = portfolio.fyr.modell.policy.risk
    for entry in portfolio.undertakings():
        for i, r in enumerate(entry.modell.risker):
            yield from _treatment(entry.fil, ("risker", i), r)
            if risk.always_shown(policy, r) and not r.atgarder and r.status not in ("stangd", "accepterad"):
                yield finding("FYR312", entry.fil, ("risker", i, "konsekvens"), risk=r.id, konsekvens=r.konsekvens)


def _treatment(fil: str, loc: Loc, r: Risk) -> Iterator[Diagnostic]:
    choice = r.behandling.val if r.behandling else None
    reason = r.behandling.motivering if r.behandling else None
    after = risk.residual(r)
    if after is not None and after > risk.value(r) and not reason:
        field = "konsekvens_efter" if r.konsekvens_efter else "sannolikhet_efter"
        yield finding("FYR306", fil, (*loc, field), risk=r.id, fore=risk.value(r), efter=after)
    if choice == "acceptera" and not reason:
        yield finding("FYR307", fil, (*loc, "behandling"), risk=r.id)
    if r.status == "accepterad" and choice != "acceptera":
        yield finding("FYR308", fil, (*loc, "status"), risk=r.id, val=choice or "–")
    if r.status == "stangd":
        for k, measure in enumerate(r.atgarder):
            if measure.status in OPEN_MEASURES:
                where: Loc = (*loc, "atgarder", k, "status")
                yield finding("FYR311", fil, where, risk=r.id, status=measure.status)


def check_risk_time(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find measures that should have been done and assessments that are too old."""
    policy = portfolio.fyr.modell.policy.risk
    for entry in portfolio.undertakings():
        late = tuple(_late(entry, today)) + tuple(
            finding(
                "FYR310",
                entry.fil,
                ("risker", i, "bedomd"),
                rule=Reference(portfolio.fyr.fil, ("policy", "risk", "omprovas_inom_dagar")),
                risk=r.id,
                bedomd=r.bedomd,
                dagar=policy.omprovas_inom_dagar,
            )
            for i, r in risk.open_risks(entry.modell.risker)
            if today > risk.reassess_by(policy, r)
        )
        if late and is_followed(portfolio, entry.modell, today):
            yield from late


def _late(entry: Entry[Undertaking], today: date) -> Iterator[Diagnostic]:
    for i, r in risk.open_risks(entry.modell.risker):
        for k, measure in enumerate(r.atgarder):
            if measure.klart < today and measure.status in OPEN_MEASURES:
                loc: Loc = ("risker", i, "atgarder", k, "klart")
                yield finding("FYR309", entry.fil, loc, risk=r.id, klart=measure.klart, ansvarig=measure.ansvarig)


def check_risk_history(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find earlier assessments that do not stand in order of time, or that are later than the present one."""
    del today
    for entry in portfolio.undertakings():
        for i, r in enumerate(entry.modell.risker):
            if not r.bedomningar:
                continue
            days = [b.datum for b in r.bedomningar] + [r.bedomd]
            for k, (first, second) in enumerate(pairwise(days)):
                if first > second:
                    loc: Loc = ("risker", i, "bedomningar", k, "datum")
                    yield finding("FYR313", entry.fil, loc, risk=r.id, datum=first, fore=second)
