"""Rankings as they are counted: levels from best to worst, who may not judge what, and how much each weighs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from fyrportfolj.model.priority import Prioritering, Rangordning, Rostvikt

Ranks: TypeAlias = Mapping[str, Fraction]
"""Initiative to its place on a ballot, from 1; those that are equal share the mean of their places."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one municipality wants.

    Attributes:
        kommun: its key.
        nivaer: initiatives best first; equal ones on the same level, and last those that it left out.
        vikt: how much it weighs, from 0.
        rangordnade: how many of the levels the municipality has ordered itself.
    """

    kommun: str
    nivaer: tuple[tuple[str, ...], ...]
    vikt: int = 1
    rangordnade: int = 0

    @property
    def alternativ(self) -> frozenset[str]:
        """The initiatives that it may judge."""
        return frozenset(x for level in self.nivaer for x in level)


def ballot(
    kommun: str,
    order: Sequence[Sequence[str]],
    alternatives: Sequence[str],
    *,
    vikt: int = 1,
    jav: Collection[str] = (),
) -> Ballot:
    """Make a ballot of an order, whole or partial.

    Args:
        kommun: whose it is.
        order: levels, best first; what is not among the alternatives is passed over.
        alternatives: everything that is ranked.
        vikt: how much it weighs.
        jav: initiatives that the municipality may not judge; they are taken off the ballot.

    Returns:
        The ballot; what the order leaves out stands together on the last level.
    """
    free = [a for a in alternatives if a not in jav]
    seen: set[str] = set()
    levels: list[tuple[str, ...]] = []
    for level in order:
        kept = tuple(x for x in dict.fromkeys(level) if x in free and x not in seen)
        seen.update(kept)
        if kept:
            levels.append(kept)
    rest = tuple(a for a in free if a not in seen)
    return Ballot(kommun, (*levels, rest) if rest else tuple(levels), vikt, len(levels))


def ranks(b: Ballot) -> Ranks:
    """Give the place of each initiative on a ballot.

    Returns:
        Initiative to place from 1; a level shares the mean of its places.

    Källa: Kendall, Rank Correlation Methods: medelrang vid lika plats.
    """
    found: dict[str, Fraction] = {}
    before = 0
    for level in b.nivaer:
        place = before + Fraction(len(level) + 1, 2)
        found |= dict.fromkeys(level, place)
        before += len(level)
    return found


def cast(p: Prioritering) -> tuple[Rangordning, ...]:
    """Give the rankings that order something, in the order of the file; those who abstain are left out."""
    return tuple(r for r in p.rangordningar if not r.avstar and r.ordning)


def abstained(p: Prioritering) -> tuple[str, ...]:
    """Give the municipalities that have said that they abstain, in the order of the file."""
    return tuple(r.kommun for r in p.rangordningar if r.avstar)


def silent(p: Prioritering, kommuner: Collection[str]) -> tuple[str, ...]:
    """Give the municipalities that have not answered, in the order of the register."""
    answered = {r.kommun for r in cast(p)} | set(abstained(p))
    return tuple(k for k in kommuner if k not in answered)


def ballots(
    p: Prioritering, alternatives: Sequence[str], rule: Rostvikt, inhabitants: Mapping[str, int]
) -> tuple[Ballot, ...]:
    """Give the ballots of a round with the weight that a rule gives them.

    Args:
        p: the round.
        alternatives: what is ranked, in the order of the file.
        rule: one vote each, by inhabitants, or one vote for those who will take part in something.
        inhabitants: kommun to inhabitants; one that is left out counts as 0.

    Returns:
        In the order of the file; one of weight 0 is left out.
    """
    found = []
    for r in cast(p):
        weight = _weight(r, rule, alternatives, inhabitants)
        if weight:
            found.append(ballot(r.kommun, r.ordning, alternatives, vikt=weight, jav=r.jav))
    return tuple(found)


def _weight(r: Rangordning, rule: Rostvikt, alternatives: Sequence[str], inhabitants: Mapping[str, int]) -> int:
    if rule == "invanare":
        return inhabitants.get(r.kommun, 0)
    if rule == "deltagande":
        return int(any(a in alternatives for a in r.vill_delta))
    return 1


def willing(p: Prioritering, insats: str) -> tuple[str, ...]:
    """Give the municipalities that want to take part in an initiative, in the order of the file."""
    return tuple(r.kommun for r in p.rangordningar if insats in r.vill_delta)


def unwilling(p: Prioritering, insats: str) -> tuple[str, ...]:
    """Give the municipalities that will not take part in an initiative, in the order of the file."""
    return tuple(r.kommun for r in p.rangordningar if insats in r.vill_inte_delta)
