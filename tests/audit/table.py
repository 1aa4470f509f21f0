"""The table of attacks: number and name as in the threat model, what it does, and the codes that must catch it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fyrportfolj.rules.trail.values import Level
from tests.audit.trail import Trail


@dataclass(frozen=True)
class Agreed:
    """How the trust anchor of an attack differs from the usual one.

    Attributes:
        niva: the level that the history must reach; None means as the history is.
        root: the first commit, or None for the true one.
        keys: whose keys may have signed the start.
        accepted: code of a deviation of the tip that the auditor accepts, or None.
        more: further lines of its text.
        there: whether there is an anchor at all.
    """

    niva: Level | None = None
    root: str | None = None
    keys: tuple[str, ...] = ("rut",)
    accepted: str | None = None
    more: str = ""
    there: bool = True


@dataclass(frozen=True)
class Attack:
    """One attack.

    Attributes:
        numbers: the numbers in the list of the threat model that it answers to; none for one that is ours.
        name: its name.
        codes: codes that must all be found.
        run: does it to a copy of the clean history.
        signed: done to the signed history; False means to the one of level struktur.
        agreed: how the trust anchor differs.
    """

    numbers: tuple[int, ...]
    name: str
    codes: frozenset[str]
    run: Callable[[Trail], object]
    signed: bool = True
    agreed: Agreed = field(default_factory=Agreed)


ATTACKS: dict[str, Attack] = {}
"""Every attack by name."""


def attack(
    numbers: int | tuple[int, ...] | None, *codes: str, signed: bool = True, **agreed: Any
) -> Callable[[Callable[[Trail], object]], Callable[[Trail], object]]:
    """Put a function in the table under its own name.

    Args:
        numbers: numbers in the threat model.
        *codes: codes that must all be found, without FYR.
        signed: which history it is done to.
        **agreed: fields of `Agreed`.
    """
    at = () if numbers is None else (numbers,) if isinstance(numbers, int) else numbers

    def put(run: Callable[[Trail], object]) -> Callable[[Trail], object]:
        name = getattr(run, "__name__", "")
        assert name not in ATTACKS
        ATTACKS[name] = Attack(at, name, frozenset(f"FYR{c}" for c in codes), run, signed, Agreed(**agreed))
        return run

    return put


def numbered() -> Mapping[int, tuple[Attack, ...]]:
    """Give the attacks by number."""
    found: dict[int, tuple[Attack, ...]] = {}
    for one in ATTACKS.values():
        for number in one.numbers:
            found[number] = (*found.get(number, ()), one)
    return found
