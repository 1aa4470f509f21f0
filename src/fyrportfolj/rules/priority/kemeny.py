"""The order that contradicts the ballots least: exact while there are few, else with bounds that are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from fyrportfolj.rules.priority.pairwise import Tally

EXACT_UP_TO = 12
"""So many initiatives are ordered exactly: 2¹² sets, a few hundredths of a second."""


@dataclass(frozen=True, slots=True)
class Kemeny:
    """An order and how much it contradicts the ballots.

    Attributes:
        ordning: the initiatives, best first.
        avstand: weight of the ballots that place a pair the other way round, summed over the pairs.
        undre_grans: no order contradicts less than this; equal to `avstand` when the order is exact.
        exakt: True when no order is better.
        lika_bra: how many orders are as good; 0 when that is not known.
    """

    ordning: tuple[str, ...]
    avstand: int
    undre_grans: int
    exakt: bool
    lika_bra: int


def kemeny(t: Tally, preference: Sequence[str] = ()) -> Kemeny:
    """Give the order with the least disagreement.

    Up to `EXACT_UP_TO` initiatives every set of them is tried (dynamic programming). Above that the order starts
    from the given preference and each initiative is moved to where it contradicts least until nothing is gained
    (local search by insertion); the bounds then say how far from the best it can be.

    Args:
        t: the pairs.
        preference: which to take first among orders that are as good; the order of the alternatives otherwise.

    Källa: Kemeny, Mathematics without numbers (1959); Bartholdi m.fl. (1989): svårt i allmänhet.
    """
    first = tuple(dict.fromkeys((*preference, *t.alternativ)))
    if len(first) > EXACT_UP_TO:
        order = _searched(t, list(first))
        away, bound = distance(t, order), lower_bound(t)
        return Kemeny(order, away, bound, exakt=away == bound, lika_bra=0)
    order, away, count = _exact(t, first)
    return Kemeny(order, away, away, exakt=True, lika_bra=count)


def distance(t: Tally, order: Sequence[str]) -> int:
    """Give the weight of the ballots that contradict an order, summed over the pairs; equal places contradict nothing.

    Källa: Kemeny (1959), Kendalls tau-avstånd.
    """
    return sum(t.fore[b, a] for a, b in combinations(order, 2))


def lower_bound(t: Tally) -> int:
    """Give what no order can come below: in each pair at least the smaller side is contradicted."""
    return sum(min(t.fore[a, b], t.fore[b, a]) for a, b in combinations(t.alternativ, 2))


def _exact(t: Tally, first: Sequence[str]) -> tuple[tuple[str, ...], int, int]:
    """Give the best order, its distance and how many are as good, from the best cost of every smaller set."""
    n = len(first)
    against = [[t.fore[b, a] if a != b else 0 for b in first] for a in first]
    cost, count, choice = [0] * (1 << n), [1] * (1 << n), [0] * (1 << n)
    for members in range(1, 1 << n):
        inside = [i for i in range(n) if members >> i & 1]
        best, ways, chosen = -1, 0, 0
        for i in inside:
            rest = members & ~(1 << i)
            value = cost[rest] + sum(against[i][j] for j in inside)
            if best < 0 or value < best:
                best, ways, chosen = value, 0, i
            if value == best:
                ways += count[rest]
        cost[members], count[members], choice[members] = best, ways, chosen
    order, left = [], (1 << n) - 1
    while left:
        order.append(first[choice[left]])
        left &= ~(1 << choice[left])
    return tuple(order), cost[-1], count[-1]


def _searched(t: Tally, order: list[str]) -> tuple[str, ...]:
    gained = True
    while gained:
        gained = False
        for x in order:
            at = order.index(x)
            rest = order[:at] + order[at + 1 :]
            to = _best_place(t, x, rest, at)
            if to != at:
                order = [*rest[:to], x, *rest[to:]]
                gained = True
    return tuple(order)


def _best_place(t: Tally, x: str, rest: Sequence[str], at: int) -> int:
    """The place that contradicts least; the present one when no other is better."""
    cost = sum(t.fore[y, x] for y in rest)
    costs = [cost]
    for y in rest:
        cost += t.fore[x, y] - t.fore[y, x]
        costs.append(cost)
    low = min(costs)
    return at if costs[at] == low else costs.index(low)
