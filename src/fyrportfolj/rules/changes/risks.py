"""Sentences about risks: how likely, how grave, on which level, and who decides now."""

from __future__ import annotations

from collections.abc import Iterator

from fyrportfolj.messages import T, Text
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.risks import Risk, Riskatgard
from fyrportfolj.rules import risk as rules
from fyrportfolj.rules.changes.show import joined, name, short
from fyrportfolj.rules.changes.values import At, Handelse, Said, Words
from fyrportfolj.rules.changes.words import word

_ASSESSED = ("sannolikhet", "konsekvens", "bedomd")
_COMMA = T("{forsta}, {andra}")


def risk_label(r: Risk, _portfolio: Portfolio) -> Words:
    """Name a risk by its id and threat."""
    return T("{id} ({hot})", id=r.id, hot=short(r.hot))


def measure_label(m: Riskatgard, _portfolio: Portfolio) -> Words:
    """Name a measure by its words."""
    return short(m.text)


def tell_row(r: Risk, at: At, fresh: bool) -> Said:
    """Tell that a risk is new in the register, or gone from it."""
    if not fresh:
        text = T("Risken {risk} har tagits bort ur riskregistret", risk=risk_label(r, at.sides.fore))
        return Said(text, handelse="stangd_risk" if r.status != "stangd" else "andrat")
    value = rules.value(r)
    parts: list[Words] = [
        T(
            "Ny risk {risk}: S {s} × K {k} = {r}",
            risk=risk_label(r, at.sides.efter),
            s=r.sannolikhet,
            k=r.konsekvens,
            r=value,
        )
    ]
    band = _band(at.sides.efter, value)
    organ = decider(at.sides.efter, at.efter, value)
    if band:
        parts.append(T("nivå {niva}", niva=band))
    if organ:
        parts.append(T("beslutas av {organ}", organ=organ))
    return Said(T("{mening}", mening=joined(parts, _COMMA)), handelse="ny_risk", organ=organ)


def tell_risk(before: Risk, after: Risk, at: At) -> Iterator[Said]:
    """Tell that a risk was assessed anew, or has another status."""
    history = _history_follows(before, after)
    if (before.sannolikhet, before.konsekvens) != (after.sannolikhet, after.konsekvens):
        yield _assessed(before, after, at, history)
    elif before.bedomd != after.bedomd and history:
        text = T(
            "{risk}: bedömdes igen {dag}, oförändrad S {s}, K {k}, riskvärde {r}",
            risk=risk_label(after, at.sides.efter),
            dag=str(after.bedomd),
            s=after.sannolikhet,
            k=after.konsekvens,
            r=rules.value(after),
        )
        yield Said(text, frozenset({"bedomd", *history}))
    if before.status != after.status:
        yield _status(before, after, at)


def decider(portfolio: Portfolio, undertaking: Undertaking | None, value: int) -> str | None:
    """Give the name of the body or role that may act on a risk value.

    Args:
        portfolio: the policy and the registers.
        undertaking: the one that has the risk.
        value: S × K.
    """
    key = rules.authority(portfolio.fyr.modell.policy.risk, undertaking, value) if undertaking else None
    return name(key, portfolio) if key else None


def _assessed(before: Risk, after: Risk, at: At, history: frozenset[str]) -> Said:
    old, new = rules.value(before), rules.value(after)
    steps = [
        T("{skala} {fore}→{efter}", skala=scale, fore=a, efter=b)
        for scale, a, b in (("S", before.sannolikhet, after.sannolikhet), ("K", before.konsekvens, after.konsekvens))
        if a != b
    ]
    parts: list[Words] = [
        T("{steg} på {risk}", steg=joined([*steps], _COMMA), risk=risk_label(after, at.sides.efter)),
        T("riskvärde {fore}→{efter}", fore=old, efter=new) if old != new else T("riskvärdet är kvar på {r}", r=new),
    ]
    organ = _new_decider(old, new, at)
    was, now = _band(at.sides.fore, old), _band(at.sides.efter, new)
    if was != now and was and now:
        parts.append(T("nivå {fore}→{efter}", fore=was, efter=now))
    if organ:
        parts.append(T("beslutas nu av {organ}", organ=organ))
    if before.bedomd != after.bedomd and history:
        parts.append(T("bedömd {dag}", dag=str(after.bedomd)))
    comment = after.bedomningar[-1].kommentar if history and after.bedomningar else None
    if comment:
        parts.append(T("därför att: {text}", text=short(comment)))
    told = frozenset({"sannolikhet", "konsekvens", *({"bedomd", *history} if history else ())})
    event: Handelse = "risk_upp" if new > old else "risk_ned" if new < old else "andrat"
    return Said(T("{mening}", mening=joined(parts, _COMMA)), told, event, organ)


def _new_decider(old: int, new: int, at: At) -> str | None:
    if at.fore is None or at.efter is None:
        return None
    was = rules.authority(at.sides.fore.fyr.modell.policy.risk, at.fore, old)
    now = rules.authority(at.sides.efter.fyr.modell.policy.risk, at.efter, new)
    return name(now, at.sides.efter) if now and now != was else None


def _history_follows(before: Risk, after: Risk) -> frozenset[str]:
    """Say whether the earlier assessment only moved to the list of earlier ones, which needs no sentence of its own."""
    if after.bedomningar == before.bedomningar:
        return frozenset({"bedomningar"})
    *earlier, last = after.bedomningar or (None,)
    same = last is not None and all(
        getattr(last, "datum" if field == "bedomd" else field) == getattr(before, field) for field in _ASSESSED
    )
    return frozenset({"bedomningar"}) if same and tuple(earlier) == before.bedomningar else frozenset()


def _status(before: Risk, after: Risk, at: At) -> Said:
    label = risk_label(after, at.sides.efter)
    told = frozenset({"status"})
    match after.status:
        case "stangd":
            return Said(T("{risk} är stängd", risk=label), told, "stangd_risk")
        case "intraffad":
            return Said(T("{risk} har inträffat", risk=label), told, "risk_upp")
        case _:
            return Said(
                T("{risk}: status {fore} → {efter}", risk=label, fore=word(before.status), efter=word(after.status)),
                told,
            )


def _band(portfolio: Portfolio, value: int) -> Text | str | None:
    band = rules.level(portfolio.fyr.modell.policy.risk, value)
    return band.namn if band else None
