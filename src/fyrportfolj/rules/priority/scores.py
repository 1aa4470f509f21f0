"""Weighted, anchored scores: what an initiative is worth and how well it can be carried out.

Every figure is a fraction of whole numbers; rounding belongs to the views.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from fyrportfolj.model.priority import Axel, Kandidat, Kriterium, Prioritering

AXES: tuple[Axel, ...] = ("strategiskt_varde", "genomforbarhet")


class Quadrant(StrEnum):
    """Where an initiative lies by worth and feasibility. Källa: handlingsplanen, värde och genomförbarhet."""

    GOR_NU = "gor_nu"
    BYGG_FORUTSATTNINGAR = "bygg_forutsattningar"
    SNABBA_VINSTER = "snabba_vinster"
    AVVAKTA = "avvakta"


@dataclass(frozen=True, slots=True)
class Score:
    """The score of a candidate.

    Attributes:
        insats: the candidate.
        poang: weighted mean over all criteria, 1–5; None when a score is missing.
        axlar: the same per axis; an axis without weight or with a missing score is None.
        ruta: the quadrant, or None.
        saknas: criteria without a score.
    """

    insats: str
    poang: Fraction | None
    axlar: Mapping[Axel, Fraction | None]
    ruta: Quadrant | None
    saknas: tuple[str, ...]


def scaled(weights: Mapping[str, Decimal]) -> dict[str, Fraction]:
    """Scale swing weights to a sum of 1.

    Args:
        weights: criterion to weight, at least 0.

    Returns:
        Criterion to share; empty when no weight is above 0.

    Källa: UK DCLG, Multi-criteria analysis (2009), avsnitt 6.2.10: swing weights.
    """
    whole = sum((Fraction(w) for w in weights.values()), Fraction(0))
    return {k: Fraction(w) / whole for k, w in weights.items()} if whole else {}


def weighted(weights: Mapping[str, Decimal], marks: Mapping[str, int]) -> Fraction | None:
    """Give the weighted mean of scores: Σ w·s with Σ w = 1.

    Args:
        weights: criterion to weight.
        marks: criterion to score, 1–5.

    Returns:
        1–5; None when a criterion that weighs something has no score, or when nothing weighs.

    Källa: UK DCLG, Multi-criteria analysis (2009), avsnitt 5.5: poäng = Σ w_k·s_k.
    """
    shares = scaled(weights)
    if not shares or any(share and k not in marks for k, share in shares.items()):
        return None
    return sum((share * marks[k] for k, share in shares.items() if share), Fraction(0))


def score(p: Prioritering, c: Kandidat) -> Score:
    """Score a candidate of a round."""
    marks = marks_of(c)
    axes = {axis: weighted(weights_of(p.kriterier, axis), marks) for axis in AXES}
    return Score(
        insats=c.insats,
        poang=weighted(weights_of(p.kriterier), marks),
        axlar=axes,
        ruta=quadrant(axes, p.brytpunkt),
        saknas=tuple(k.id for k in p.kriterier if k.id not in marks),
    )


def quadrant(axes: Mapping[Axel, Fraction | None], line: Decimal) -> Quadrant | None:
    """Give the quadrant of two axes.

    Args:
        axes: score per axis.
        line: score from which an axis is high.

    Källa: handlingsplanen: strategiskt värde × genomförbarhet.
    """
    worth, feasible = axes["strategiskt_varde"], axes["genomforbarhet"]
    if worth is None or feasible is None:
        return None
    high = Fraction(line)
    if worth >= high:
        return Quadrant.GOR_NU if feasible >= high else Quadrant.BYGG_FORUTSATTNINGAR
    return Quadrant.SNABBA_VINSTER if feasible >= high else Quadrant.AVVAKTA


def weights_of(criteria: Sequence[Kriterium], axis: Axel | None = None) -> dict[str, Decimal]:
    """Give criterion to weight as declared, of one axis or of both."""
    return {k.id: k.vikt for k in criteria if axis in (None, k.axel)}


def marks_of(c: Kandidat) -> dict[str, int]:
    """Give criterion to score of a candidate."""
    return {p.kriterium: p.poang for p in c.poang}
