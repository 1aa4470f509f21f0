"""Two at a time: how many place one initiative above another, and the methods that only look at that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TypeAlias

from fyrportfolj.rules.priority.ballots import Ballot

Pair: TypeAlias = tuple[str, str]
HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Tally:
    """What the ballots say about every pair.

    Attributes:
        alternativ: what is ranked, in the order of the file.
        fore: weight of the ballots that place the first of a pair above the second; every ordered pair is here.
        lika: weight of the ballots that place them equal.
        vikt: weight of all ballots together.
    """

    alternativ: tuple[str, ...]
    fore: Mapping[Pair, int]
    lika: Mapping[Pair, int]
    vikt: int

    def wins(self, a: str, b: str) -> bool:
        """Say whether a majority places one above the other."""
        return self.fore[a, b] > self.fore[b, a]


def tally(alternatives: Sequence[str], ballots: Iterable[Ballot]) -> Tally:
    """Count every pair; a ballot says nothing about what its municipality may not judge.

    Args:
        alternatives: what is ranked.
        ballots: each with its weight.

    Källa: Condorcet, Essai sur l'application de l'analyse (1785), parvisa majoriteter.
    """
    above = {(a, b): 0 for a in alternatives for b in alternatives if a != b}
    equal = dict(above)
    whole = 0
    for one in ballots:
        whole += one.vikt
        lower = set(one.alternativ)
        for level in one.nivaer:
            lower.difference_update(level)
            for a in level:
                for b in lower:
                    above[a, b] += one.vikt
            for a, b in combinations(level, 2):
                equal[a, b] += one.vikt
                equal[b, a] += one.vikt
    return Tally(tuple(alternatives), above, equal, whole)


def borda(t: Tally) -> dict[str, Fraction]:
    """Give the Borda points: m − 1 for the best of m, down to 0.

    Counted pair by pair: a point for each initiative below, half for each beside. So those that are equal share
    the mean of their points, and those that a municipality left out share the lowest. An initiative that some may
    not judge is counted on the pairs that are left, at the same scale.

    Returns:
        Initiative to points, in the order of the alternatives.

    Källa: Borda, Mémoire sur les élections au scrutin (1781).
    """
    found = {}
    for a in t.alternativ:
        others = [b for b in t.alternativ if b != a]
        won = sum((t.fore[a, b] + HALF * t.lika[a, b] for b in others), Fraction(0))
        counted = sum(t.fore[a, b] + t.fore[b, a] + t.lika[a, b] for b in others)
        found[a] = won * len(others) * t.vikt / counted if counted else Fraction(0)
    return found


def copeland(t: Tally) -> dict[str, Fraction]:
    """Give the Copeland points: 1 for each pair that is won, ½ for each that is even.

    Källa: Copeland, A reasonable social welfare function (1951).
    """
    return {
        a: sum((Fraction(t.wins(a, b)) + HALF * _even(t, a, b) for b in t.alternativ if b != a), Fraction(0))
        for a in t.alternativ
    }


def _even(t: Tally, a: str, b: str) -> int:
    return int(t.fore[a, b] == t.fore[b, a])


def schulze(t: Tally) -> dict[str, int]:
    """Give how many initiatives beat each one by a stronger chain of majorities; 0 for a winner.

    The strength of a chain is its weakest link, and that of a link the votes of its majority (winning votes).

    Returns:
        Initiative to the number of others that beat it.

    Källa: Schulze, A new monotonic, clone-independent, reversal symmetric … method (2011), avsnitt 2.2.
    """
    strength = {pair: votes if votes > t.fore[pair[1], pair[0]] else 0 for pair, votes in t.fore.items()}
    for middle in t.alternativ:
        for a in t.alternativ:
            if a == middle:
                continue
            for b in t.alternativ:
                if b not in (a, middle):
                    strength[a, b] = max(strength[a, b], min(strength[a, middle], strength[middle, b]))
    return {a: sum(strength[b, a] > strength[a, b] for b in t.alternativ if b != a) for a in t.alternativ}


def condorcet_winner(t: Tally) -> str | None:
    """Give the initiative that wins every pair, or None when there is none.

    Källa: Condorcet (1785).
    """
    return next((a for a in t.alternativ if all(t.wins(a, b) for b in t.alternativ if b != a)), None)


def cycle(t: Tally) -> tuple[str, ...]:
    """Give the shortest ring of majorities: each wins over the next, and the last over the first.

    Returns:
        At least three initiatives; empty when the majorities never go round. The first in the order of the
        alternatives when several are as short.
    """
    best: tuple[str, ...] = ()
    for start in t.alternativ:
        found = _ring(t, start)
        if found and (not best or len(found) < len(best)):
            best = found
    return best


def _ring(t: Tally, start: str) -> tuple[str, ...]:
    paths: dict[str, tuple[str, ...]] = {start: (start,)}
    queue = [start]
    for here in queue:
        for there in t.alternativ:
            if there == start and len(paths[here]) > 1 and t.wins(here, start):
                return paths[here]
            if there not in paths and t.wins(here, there):
                paths[there] = (*paths[here], there)
                queue.append(there)
    return ()
