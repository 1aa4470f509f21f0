"""The order by score: every initiative that passes, with its score and the places that it can have."""

from __future__ import annotations

from dataclasses import dataclass

from fyrportfolj.model.priority import Prioritering
from fyrportfolj.rules.priority.criteria import ranked
from fyrportfolj.rules.priority.robust import Interval, intervals
from fyrportfolj.rules.priority.scores import Score, marks_of, score, weights_of


@dataclass(frozen=True, slots=True)
class Standing:
    """The order by score.

    Attributes:
        rader: score and interval, best first; last those that lack a score, in the order of the file.
        intervall: the intervals alone, best first.
    """

    rader: tuple[tuple[Score, Interval | None], ...]
    intervall: tuple[Interval, ...]


def standing(p: Prioritering) -> Standing:
    """Give the order by score of what passes and is not a must."""
    inside = set(ranked(p))
    held = {c.insats: c for c in p.kandidater if c.insats in inside}
    scores = {id_: score(p, c) for id_, c in held.items()}
    whole = {id_: marks_of(held[id_]) for id_, s in scores.items() if s.poang is not None}
    found = intervals(whole, weights_of(p.kriterier), p.vikters_osakerhet_procent) if whole else ()
    rows = [(scores[i.insats], i) for i in found]
    left = [(s, None) for s in scores.values() if s.poang is None]
    return Standing((*rows, *left), found)
