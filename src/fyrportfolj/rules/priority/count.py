"""The count of a round: every method side by side, under the tie rule that was declared beforehand.

No method is the truth; where they differ is an answer of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from fyrportfolj.model.priority import Likaregel, Prioritering, Rostvikt
from fyrportfolj.rules.priority.agreement import Spread, kendalls_w, spreads
from fyrportfolj.rules.priority.ballots import Ballot, ballots
from fyrportfolj.rules.priority.coalition import Coalition, coalitions
from fyrportfolj.rules.priority.kemeny import Kemeny, kemeny
from fyrportfolj.rules.priority.pairwise import Tally, borda, condorcet_winner, copeland, cycle, schulze, tally

TieKey = Callable[[str], tuple[object, ...]]


class Method(StrEnum):
    """A way to make one order of many."""

    BORDA = "borda"
    COPELAND = "copeland"
    SCHULZE = "schulze"
    KEMENY = "kemeny"


@dataclass(frozen=True, slots=True)
class Count:
    """A round counted with one vote weight.

    Attributes:
        rostvikt: whose vote weighs what.
        alternativ: what was ranked, in the order of the file.
        roster: the ballots that weigh anything.
        par: every pair.
        borda: points.
        copeland: points.
        kemeny: the order that contradicts least.
        platser: method to initiative to place from 1; equal ones share a place when the tie rule lets them.
        condorcetvinnare: the one that wins every pair, or None.
        ring: initiatives whose majorities go round, or empty.
    """

    rostvikt: Rostvikt
    alternativ: tuple[str, ...]
    roster: tuple[Ballot, ...]
    par: Tally
    borda: Mapping[str, Fraction]
    copeland: Mapping[str, Fraction]
    kemeny: Kemeny
    platser: Mapping[Method, Mapping[str, int]]
    condorcetvinnare: str | None
    ring: tuple[str, ...]

    def differ(self, insats: str) -> bool:
        """Say whether the methods give an initiative different places."""
        return len({self.platser[m][insats] for m in Method}) > 1

    def ordered(self) -> tuple[str, ...]:
        """Give the initiatives by the mean of their places, then in the order of the file."""
        index = {a: i for i, a in enumerate(self.alternativ)}
        return tuple(sorted(self.alternativ, key=lambda a: (sum(self.platser[m][a] for m in Method), index[a])))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a round says.

    Attributes:
        galler: the count with the vote weight that the rules declare.
        jamforelser: the same ballots with the other weights, for transparency.
        kendalls_w: agreement between the municipalities, 0–1, each counted once; None when it says nothing.
        spridning: where each initiative is placed.
        koalitioner: who has it among their first.
    """

    galler: Count
    jamforelser: tuple[Count, ...]
    kendalls_w: Fraction | None
    spridning: tuple[Spread, ...]
    koalitioner: tuple[Coalition, ...]


def outcome(p: Prioritering, alternatives: Sequence[str], inhabitants: Mapping[str, int]) -> Outcome:
    """Count a round.

    Args:
        p: the round.
        alternatives: what is ranked, in the order of the file.
        inhabitants: kommun to inhabitants.
    """
    weights: tuple[Rostvikt, ...] = ("lika", "invanare")
    others = tuple(count(p, alternatives, w, inhabitants) for w in weights if w != p.regler.rostvikt)
    everyone = ballots(p, alternatives, "lika", inhabitants)
    return Outcome(
        galler=count(p, alternatives, p.regler.rostvikt, inhabitants),
        jamforelser=others,
        kendalls_w=kendalls_w(alternatives, everyone),
        spridning=spreads(alternatives, everyone),
        koalitioner=coalitions(p, alternatives, everyone),
    )


def count(p: Prioritering, alternatives: Sequence[str], weight: Rostvikt, inhabitants: Mapping[str, int]) -> Count:
    """Count a round with one vote weight.

    Args:
        p: the round, with its tie rule.
        alternatives: what is ranked.
        weight: whose vote weighs what.
        inhabitants: kommun to inhabitants.
    """
    held = ballots(p, alternatives, weight, inhabitants)
    pairs = tally(alternatives, held)
    key = tie_key(p.regler.lika_rostetal, alternatives, held)
    points, duels, beaten = borda(pairs), copeland(pairs), schulze(pairs)
    by_borda = placed({a: (-points[a], *key(a)) for a in alternatives})
    preference = sorted(alternatives, key=lambda a: by_borda[a])
    least = kemeny(pairs, preference)
    return Count(
        rostvikt=weight,
        alternativ=tuple(alternatives),
        roster=held,
        par=pairs,
        borda=points,
        copeland=duels,
        kemeny=least,
        platser={
            Method.BORDA: by_borda,
            Method.COPELAND: placed({a: (-duels[a], *key(a)) for a in alternatives}),
            Method.SCHULZE: placed({a: (beaten[a], *key(a)) for a in alternatives}),
            Method.KEMENY: {a: n for n, a in enumerate(least.ordning, 1)},
        },
        condorcetvinnare=condorcet_winner(pairs),
        ring=cycle(pairs),
    )


def tie_key(rule: Likaregel, alternatives: Sequence[str], held: Sequence[Ballot]) -> TieKey:
    """Give what tells equal figures apart, by the rule that was declared beforehand.

    Args:
        rule: share the place, most first places, smallest spread, or the key in the alphabet.
        alternatives: what is ranked.
        held: the ballots.

    Returns:
        Gives a sort key for an initiative; the same for all when they share the place.
    """
    if rule == "nyckel":
        return lambda a: (a,)
    if rule == "flest_forsta":
        tops = {a: firsts(held, a) for a in alternatives}
        return lambda a: (-tops[a],)
    if rule == "lagsta_spridning":
        width = {s.insats: s.varians for s in spreads(alternatives, held)}
        return lambda a: (width.get(a, Fraction(0)),)
    return lambda _a: ()


def firsts(held: Sequence[Ballot], insats: str) -> Fraction:
    """Give the weight of the ballots that have an initiative first; a shared first place is split."""
    return sum(
        (Fraction(b.vikt, len(b.nivaer[0])) for b in held if b.rangordnade and insats in b.nivaer[0]), Fraction(0)
    )


def placed(keys: Mapping[str, tuple[object, ...]]) -> dict[str, int]:
    """Give places from 1 by sort keys; equal keys share the place, and the next place is left empty."""
    order = sorted(keys.values())
    return {a: order.index(key) + 1 for a, key in keys.items()}
