"""Scores, the four boxes, and how far an order by score holds."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.rules.priority.criteria import musts, passing, ranked
from fyrportfolj.rules.priority.robust import Interval, box, extremes, intervals, loose_places
from fyrportfolj.rules.priority.scores import Quadrant, quadrant, scaled, score, weighted
from fyrportfolj.rules.priority.standing import standing
from tests.rules.priority.rounds import a_round, criterion, marks

KEYS = ("K1", "K2", "K3", "K4")
WEIGHTS = st.fixed_dictionaries({k: st.decimals(0, 100, places=1) for k in KEYS}).filter(lambda w: any(w.values()))
MARKS = st.fixed_dictionaries({k: st.integers(1, 5) for k in KEYS})


def test_the_score_is_the_weighted_mean() -> None:
    # 100, 60 and 40 scale to 0,5, 0,3 and 0,2: 0,5·5 + 0,3·2 + 0,2·4.
    weights = {"K1": Decimal(100), "K2": Decimal(60), "K3": Decimal(40)}

    assert weighted(weights, {"K1": 5, "K2": 2, "K3": 4}) == Fraction(39, 10)
    assert weighted(weights, {"K1": 5, "K2": 2}) is None
    assert weighted({**weights, "K3": Decimal(0)}, {"K1": 5, "K2": 1}) == Fraction(7, 2)
    assert weighted({"K1": Decimal(0)}, {"K1": 5}) is None


@given(WEIGHTS, MARKS, st.decimals("0.1", 10, places=1))
def test_only_the_proportions_of_the_weights_count(
    weights: dict[str, Decimal], given_marks: dict[str, int], factor: Decimal
) -> None:
    score_now = weighted(weights, given_marks)
    assert sum(scaled(weights).values()) == 1
    assert score_now == weighted({k: w * factor for k, w in weights.items()}, given_marks)
    assert score_now is not None
    assert min(given_marks.values()) <= score_now <= max(given_marks.values())


@given(WEIGHTS, MARKS, st.sampled_from(KEYS))
def test_a_higher_mark_adds_its_share(weights: dict[str, Decimal], given_marks: dict[str, int], key: str) -> None:
    before, after = weighted(weights, given_marks), weighted(weights, {**given_marks, key: given_marks[key] + 1})
    assert before is not None
    assert after == before + scaled(weights)[key]


@pytest.mark.parametrize(
    ("worth", "feasible", "expected"),
    [
        (Fraction(3), Fraction(3), Quadrant.GOR_NU),
        (Fraction(5), Fraction(299, 100), Quadrant.BYGG_FORUTSATTNINGAR),
        (Fraction(299, 100), Fraction(3), Quadrant.SNABBA_VINSTER),
        (Fraction(1), Fraction(1), Quadrant.AVVAKTA),
        (None, Fraction(5), None),
    ],
)
def test_the_four_boxes(worth: Fraction | None, feasible: Fraction | None, expected: Quadrant | None) -> None:
    assert quadrant({"strategiskt_varde": worth, "genomforbarhet": feasible}, Decimal(3)) is expected


def test_requirements_come_before_scores_and_musts_stand_outside() -> None:
    p = a_round(
        ska_krav=[{"id": "S1", "namn": "Rättsligt stöd"}],
        kriterier=[criterion("K1")],
        kandidater=[
            {"insats": "a", "krav": [{"krav": "S1", "uppfyllt": True}], "poang": marks(2)},
            {"insats": "b", "krav": [{"krav": "S1", "uppfyllt": False}], "poang": marks(5)},
            {"insats": "c", "poang": marks(5)},
            {"insats": "d", "maste": True, "krav": [{"krav": "S1", "uppfyllt": True}]},
        ],
    )

    assert ranked(p) == ("a",)
    assert musts(p) == ("d",)
    assert [(x.brister, x.obesvarade) for x in (passing(p, c) for c in p.kandidater[1:3])] == [
        (("S1",), ()),
        ((), ("S1",)),
    ]
    assert [s.insats for s, _ in standing(p).rader] == ["a"]


def test_what_lacks_a_score_has_no_place() -> None:
    p = a_round(
        kriterier=[criterion("K1"), criterion("K2", 50, "genomforbarhet")],
        kandidater=[{"insats": "a", "poang": marks(5)}, {"insats": "b", "poang": marks(1, 2)}],
    )
    missing, whole = score(p, p.kandidater[0]), score(p, p.kandidater[1])

    assert (missing.poang, missing.saknas, missing.ruta) == (None, ("K2",), None)
    assert missing.axlar == {"strategiskt_varde": 5, "genomforbarhet": None}
    assert whole.poang == Fraction(4, 3)
    assert [(s.insats, i and i.plats) for s, i in standing(p).rader] == [("b", 1), ("a", None)]


@given(WEIGHTS, MARKS, st.integers(0, 99))
def test_extremes_are_those_of_the_corners(
    weights: dict[str, Decimal], given_marks: dict[str, int], percent: int
) -> None:
    limits = box(weights, percent)
    corners = []
    for corner in product(*limits.values()):
        whole = sum(corner)
        corners.append(sum(w * given_marks[k] for w, k in zip(corner, limits, strict=True)) / whole)

    assert extremes(given_marks, limits) == (min(corners), max(corners))


@given(WEIGHTS, st.lists(MARKS, min_size=1, max_size=5), st.integers(0, 50), st.data())
def test_no_weights_of_the_box_leave_the_interval(
    weights: dict[str, Decimal], rows: list[dict[str, int]], percent: int, data: st.DataObject
) -> None:
    held = {f"i{n}": row for n, row in enumerate(rows)}
    found = {i.insats: i for i in intervals(held, weights, percent)}
    limits = box(weights, percent)
    drawn = {
        k: low + (high - low) * data.draw(st.fractions(0, 1, max_denominator=7)) for k, (low, high) in limits.items()
    }
    scores = {a: sum(w * row[k] for k, w in drawn.items()) / sum(drawn.values()) for a, row in held.items()}

    for a, mine in scores.items():
        place = 1 + sum(other > mine for other in scores.values())
        assert found[a].basta <= place <= found[a].samsta
        assert found[a].lagst <= mine <= found[a].hogst


@given(WEIGHTS, MARKS, MARKS, st.integers(0, 50))
def test_for_two_the_interval_is_exact(
    weights: dict[str, Decimal], a: dict[str, int], b: dict[str, int], percent: int
) -> None:
    """When both places are possible there is a corner for each, and when not there is none."""
    found = {i.insats: i for i in intervals({"a": a, "b": b}, weights, percent)}
    corners = [
        sum(w * (a[k] - b[k]) for w, k in zip(c, weights, strict=True))
        for c in product(*box(weights, percent).values())
    ]

    assert (found["a"].basta == 1) == (max(corners) >= 0)
    assert (found["a"].samsta == 2) == (min(corners) <= 0)


def test_stretches_that_are_not_robust() -> None:
    def row(plats: int, basta: int, samsta: int) -> Interval:
        return Interval(f"i{plats}", plats, basta, samsta, Fraction(1), Fraction(1))

    firm = [row(1, 1, 1), row(2, 2, 2)]
    loose = [row(3, 3, 5), row(4, 3, 4), row(5, 4, 6), row(6, 5, 6)]

    assert loose_places(firm) == ()
    assert loose_places([*firm, *loose, row(7, 7, 7)]) == ((3, 6),)
    assert loose_places([row(1, 1, 2), row(2, 1, 2), row(3, 3, 4), row(4, 3, 4)]) == ((1, 2), (3, 4))
    assert loose_places([row(1, 1, 2), row(2, 2, 3), row(3, 2, 3)]) == ((1, 3),)
