"""Who would carry an initiative: not every municipality is needed, only enough of them.

Källa: handlingsplanen: ett program behöver inte alla fjorton.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fyrportfolj.model.priority import Prioritering
from fyrportfolj.rules.priority.ballots import Ballot, unwilling, willing


@dataclass(frozen=True, slots=True)
class Coalition:
    """Those who want an initiative.

    Attributes:
        insats: the initiative.
        kommuner: those that have it among their first and have not said that they will not take part.
        vill_delta: those that want to take part.
        vill_inte_delta: those that will not.
        racker: True when the coalition is as large as the rules ask for.
    """

    insats: str
    kommuner: tuple[str, ...]
    vill_delta: tuple[str, ...]
    vill_inte_delta: tuple[str, ...]
    racker: bool


def coalitions(p: Prioritering, alternatives: Sequence[str], ballots: Sequence[Ballot]) -> tuple[Coalition, ...]:
    """Give who has each initiative among their first.

    Args:
        p: the round, with how many the first are and how many a coalition needs.
        alternatives: what is ranked.
        ballots: the rankings.

    Returns:
        In the order of the alternatives.
    """
    found = []
    for a in alternatives:
        declined = unwilling(p, a)
        held = tuple(b.kommun for b in ballots if a in first(b, p.regler.bland_de_forsta) and b.kommun not in declined)
        found.append(Coalition(a, held, willing(p, a), declined, len(held) >= p.regler.koalition))
    return tuple(found)


def first(b: Ballot, count: int) -> tuple[str, ...]:
    """Give the initiatives that fewer than `count` others stand above; never one that was left out of the order."""
    found: list[str] = []
    for level in b.nivaer[: b.rangordnade]:
        if len(found) >= count:
            break
        found += level
    return tuple(found)
