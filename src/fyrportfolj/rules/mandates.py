"""Who may decide what, by which mandate, and with which key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.registers import Mandat, Mandatregister, Nyckelinnehav

RIGHTS: Mapping[str, str] = MappingProxyType(
    {"grind": "grind", "ateruppta": "grind", "risk": "risk", "artefakt": "artefakt"}
)
"""Kind of decision to the right in the mandate register; a kind that is not here needs none."""

REGISTRERA = "registrera"
"""The right to record what a body has decided, for those who do not decide themselves."""

NONE = "-"
"""Stands for a mandate that nobody had to have."""


def right_of(decision: Decision) -> str | None:
    """Give the right that a decision asks for; None when it asks for none.

    A correction asks for the right of what it corrects, which its own content tells.
    """
    if decision.typ != "rattelse":
        return RIGHTS.get(decision.typ)
    if decision.risker:
        return RIGHTS["risk"]
    return RIGHTS["grind"] if decision.grind or not decision.underlag else RIGHTS["artefakt"]


def has_right(portfolio: Portfolio, decision: Decision) -> bool:
    """Say whether the mandate register gives the body the right to this decision on its day.

    An empty register gives everyone the right: a portfolio starts without one.
    """
    right = right_of(decision)
    if right is None or not _register(portfolio).mandat:
        return True
    return any(True for _ in mandates_of(portfolio, decision, right))


def may_record(portfolio: Portfolio, decision: Decision) -> bool:
    """Say whether the body may at least record; an empty register gives everyone the right."""
    return not _register(portfolio).mandat or any(True for _ in mandates_of(portfolio, decision, REGISTRERA))


def mandates_of(portfolio: Portfolio, decision: Decision, right: str, *, ever: bool = False) -> Iterator[Mandat]:
    """Give the mandates that give a decision's body a right on the decision's day, in the register's order.

    Args:
        portfolio: the registers.
        decision: body, kommun, gate and day are looked at.
        right: one of `Rattighet`.
        ever: also those that only hold on other days.
    """
    for m in _register(portfolio).mandat:
        if (
            m.organ == decision.organ
            and m.kommun in (None, decision.kommun)
            and right in m.ratt
            and (not m.grindar or decision.grind is None or decision.grind in m.grindar)
            and (ever or in_force(m, decision.datum))
        ):
            yield m


def mandate_for(portfolio: Portfolio, decision: Decision, key: str | None) -> str:
    """Give the mandate that a decision is recorded by.

    Args:
        portfolio: the registers, as they stand before the decision.
        decision: the decision.
        key: the public key that signs, as `ssh-ed25519 AAAA…`, or None.

    Returns:
        The mandate's id: the one that lists the key, by right or to record; else the first that gives the body
        the right. `-` when there is none, as in an empty register.
    """
    rights = (right_of(decision) or REGISTRERA, REGISTRERA)
    found = [m for right in dict.fromkeys(rights) for m in mandates_of(portfolio, decision, right)]
    names = {k.id for k in _register(portfolio).nycklar if k.nyckel == key}
    signed = (m for m in found if names.intersection(m.nycklar))
    by_right = (m for m in found if rights[0] in m.ratt)
    return next((m.id for group in (signed, by_right) for m in group), NONE)


def in_force(period: Mandat | Nyckelinnehav, day: date) -> bool:
    """Say whether a mandate or a key's period holds on a day."""
    return period.fran <= day and (period.till_och_med is None or day <= period.till_och_med)


def blocked(key: Nyckelinnehav, day: date) -> bool:
    """Say whether a key can no longer be trusted on a day."""
    return key.sparrad is not None and key.sparrad.fran <= day


def keys_by_text(portfolio: Portfolio, key: str, day: date) -> tuple[Nyckelinnehav, ...]:
    """Give the register's rows of a public key that hold on a day, in the register's order."""
    return tuple(
        k for k in _register(portfolio).nycklar if k.nyckel == key and in_force(k, day) and not blocked(k, day)
    )


def _register(portfolio: Portfolio) -> Mandatregister:
    return portfolio.mandatregister.modell if portfolio.mandatregister else Mandatregister()
