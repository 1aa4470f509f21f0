"""How much the municipalities agree, and what divides them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from fyrportfolj.rules.priority.ballots import Ballot, ranks

_FEWEST = 2
"""So many ballots and initiatives are needed for agreement to mean anything."""

THIRD = Fraction(1, 3)
"""Share of the list that counts as its top and as its bottom."""

QUARTER = Fraction(1, 4)
"""Share of the municipalities that must stand at each end before an initiative divides them."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the municipalities place an initiative.

    Attributes:
        insats: the initiative.
        hogst: its best place.
        lagst: its worst.
        varians: mean squared distance from its mean place.
        i_topp: municipalities that place it in the upper third.
        i_botten: municipalities that place it in the lower third.
        polariserad: True when at least a quarter of them stand at each end.
    """

    insats: str
    hogst: Fraction
    lagst: Fraction
    varians: Fraction
    i_topp: tuple[str, ...]
    i_botten: tuple[str, ...]
    polariserad: bool


def kendalls_w(alternatives: Sequence[str], ballots: Sequence[Ballot]) -> Fraction | None:
    """Give Kendall's W with correction for equal places: 0 for no agreement, 1 for the same order everywhere.

    Only ballots that judge everything can be compared, so those with jäv are left out. Each counts once.

    Args:
        alternatives: what is ranked.
        ballots: the rankings.

    Returns:
        0–1; None with fewer than two ballots or initiatives, or when nobody has told anything apart.

    Källa: Kendall & Babington Smith (1939): W = 12·S / (m²(n³ − n) − m·ΣT), T = Σ(t³ − t).
    """
    whole = [b for b in ballots if len(b.alternativ) == len(alternatives)]
    m, n = len(whole), len(alternatives)
    if m < _FEWEST or n < _FEWEST:
        return None
    placed = [ranks(b) for b in whole]
    sums = [sum((r[a] for r in placed), Fraction(0)) for a in alternatives]
    mean = Fraction(m * (n + 1), 2)
    squares = sum(((s - mean) ** 2 for s in sums), Fraction(0))
    ties = sum(len(level) ** 3 - len(level) for b in whole for level in b.nivaer)
    below = m * m * (n**3 - n) - m * ties
    return 12 * squares / below if below else None


def spreads(alternatives: Sequence[str], ballots: Sequence[Ballot]) -> tuple[Spread, ...]:
    """Give where each initiative is placed, in the order of the alternatives; one that nobody judges is left out."""
    placed = {b.kommun: ranks(b) for b in ballots}
    found = []
    for a in alternatives:
        mine = {k: r[a] for k, r in placed.items() if a in r}
        if mine:
            found.append(_spread(a, mine, {k: len(placed[k]) for k in mine}))
    return tuple(found)


def _spread(a: str, mine: dict[str, Fraction], lengths: dict[str, int]) -> Spread:
    places = list(mine.values())
    mean = sum(places, Fraction(0)) / len(places)
    top = tuple(k for k, place in mine.items() if place <= lengths[k] * THIRD)
    bottom = tuple(k for k, place in mine.items() if place > lengths[k] * (1 - THIRD))
    few = len(places) * QUARTER
    return Spread(
        insats=a,
        hogst=min(places),
        lagst=max(places),
        varians=sum(((p - mean) ** 2 for p in places), Fraction(0)) / len(places),
        i_topp=top,
        i_botten=bottom,
        polariserad=len(places) >= _FEWEST and len(top) >= few and len(bottom) >= few,
    )
