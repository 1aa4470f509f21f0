"""How far the order by score holds when the weights are a little wrong.

Each weight may lie anywhere between w·(1 − p) and w·(1 + p), independently of the others. The score Σ w·s / Σ w is
a linear-fractional function of the weights: a quotient of two linear functions with a positive denominator. Such a
function is both quasiconvex and quasiconcave, so its extremes over a box lie in corners, and the sign of the
difference between two initiatives is the sign of the linear function Σ w·(s − s'), whose extreme corner can be read
off: high weight where the difference is positive, low where it is negative. Nothing is sampled and nothing rounded.

An initiative is surely before another when the difference is positive in every corner. Its best place is one more
than the number of initiatives that are surely before it, and its worst is the number of places less those that are
surely after it. Each pair is exact; taken together the interval may be somewhat wide, since one set of weights need
not be the worst for all pairs at once. It is never too narrow.

Källa: UK DCLG, Multi-criteria analysis (2009), avsnitt 5.6 (känslighetsanalys); Charnes & Cooper, Programming with
linear fractional functionals (1962); Boyd & Vandenberghe, Convex Optimization (2004), avsnitt 3.4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Marks = Mapping[str, int]
Weights = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Interval:
    """The places and scores that an initiative can have.

    Attributes:
        insats: the initiative.
        plats: its place with the weights as declared; equal scores share it.
        basta: its best place within the box.
        samsta: its worst.
        lagst: its lowest score within the box.
        hogst: its highest.
    """

    insats: str
    plats: int
    basta: int
    samsta: int
    lagst: Fraction
    hogst: Fraction


def box(weights: Weights, percent: int) -> dict[str, tuple[Fraction, Fraction]]:
    """Give the lowest and highest value of each weight.

    Args:
        weights: criterion to weight.
        percent: how wrong each may be, 0–100.
    """
    part = Fraction(percent, 100)
    return {k: (Fraction(w) * (1 - part), Fraction(w) * (1 + part)) for k, w in weights.items()}


def intervals(marks: Mapping[str, Marks], weights: Weights, percent: int) -> tuple[Interval, ...]:
    """Give the places and scores that each initiative can have.

    Args:
        marks: initiative to its scores; every criterion that weighs is there.
        weights: criterion to weight, at least one above 0.
        percent: how wrong each weight may be, 0–100; at 100 some weight is taken to stay above 0.

    Returns:
        Sorted by score, highest first, then in the order given.

    Källa: se modulen.
    """
    limits = box({k: w for k, w in weights.items() if w}, percent)
    now = {k: (Fraction(w), Fraction(w)) for k, w in weights.items() if w}
    found = []
    for a in marks:
        others = [b for b in marks if b != a]
        before = sum(_surely_before(marks[b], marks[a], limits) for b in others)
        after = sum(_surely_before(marks[a], marks[b], limits) for b in others)
        low, high = extremes(marks[a], limits)
        place = 1 + sum(_surely_before(marks[b], marks[a], now) for b in others)
        found.append(Interval(a, place, 1 + before, len(marks) - after, low, high))
    return tuple(sorted(found, key=lambda i: i.plats))


def extremes(marks: Marks, limits: Mapping[str, tuple[Fraction, Fraction]]) -> tuple[Fraction, Fraction]:
    """Give the lowest and highest weighted mean over a box of weights.

    A corner is best when every score above the mean has its high weight and every score below it the low one, so
    the corners that split the sorted scores in two are the only ones to try.

    Källa: Charnes & Cooper (1962).
    """
    order = sorted(limits, key=lambda k: marks[k])
    tried = []
    for cut in range(len(order) + 1):
        for low_first in (True, False):
            chosen = {k: limits[k][(i >= cut) == low_first] for i, k in enumerate(order)}
            whole = sum(chosen.values(), Fraction(0))
            if whole:
                tried.append(sum((w * marks[k] for k, w in chosen.items()), Fraction(0)) / whole)
    return min(tried), max(tried)


def loose_places(found: Sequence[Interval]) -> tuple[tuple[int, int], ...]:
    """Give the stretches of places whose order is not robust: inside them some weights turn the order round.

    Args:
        found: the intervals, by place.

    Returns:
        First and last place of each stretch, in order; none when the order holds everywhere.
    """
    stretches: list[tuple[int, int]] = []
    for place, i in enumerate(found, 1):
        low, high = min(place, i.basta), max(place, i.samsta)
        if low == high:
            continue
        while stretches and stretches[-1][1] >= low:
            before = stretches.pop()
            low, high = min(low, before[0]), max(high, before[1])
        stretches.append((low, high))
    return tuple(stretches)


def _surely_before(a: Marks, b: Marks, limits: Mapping[str, tuple[Fraction, Fraction]]) -> bool:
    """Whether a's score is above b's with all weights of the box: the least of Σ w·(a − b) is above 0."""
    least = sum(
        (limits[k][a[k] < b[k]] * (a[k] - b[k]) for k in limits),
        Fraction(0),
    )
    return least > 0
