"""The counting methods: the vectors of the practice page, and laws that hold for every electorate."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, permutations
from math import factorial
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fyrportfolj.rules.priority.agreement import kendalls_w, spreads
from fyrportfolj.rules.priority.ballots import Ballot, ballot, ranks
from fyrportfolj.rules.priority.count import Method, count, outcome
from fyrportfolj.rules.priority.kemeny import EXACT_UP_TO, distance, kemeny, lower_bound
from fyrportfolj.rules.priority.pairwise import borda, condorcet_winner, copeland, cycle, schulze, tally
from fyrportfolj.rules.priority.told import decimal
from tests.rules.priority.rounds import a_round, cast, electorates

Electorate = tuple[tuple[str, ...], list[Ballot]]


def test_borda_and_condorcet_disagree() -> None:
    held = cast((8, "ABC"), (6, "BCA"))
    t = tally("ABC", held)

    assert borda(t) == {"A": 16, "B": 20, "C": 6}
    assert (t.fore["A", "B"], t.fore["B", "A"]) == (8, 6)
    assert condorcet_winner(t) == "A"
    assert cycle(t) == ()


def test_majorities_go_round() -> None:
    t = tally("ABC", cast((5, "ABC"), (5, "BCA"), (4, "CAB")))

    assert borda(t) == {"A": 14, "B": 15, "C": 13}
    assert [(t.fore[p], t.fore[p[1], p[0]]) for p in (("A", "B"), ("B", "C"), ("C", "A"))] == [(9, 5), (10, 4), (9, 5)]
    assert condorcet_winner(t) is None
    assert cycle(t) == ("A", "B", "C")
    # The chains A–B and A–C are as strong both ways (9); B–C is 10 one way and 9 the other.
    assert schulze(t) == {"A": 0, "B": 0, "C": 1}


def test_four_methods_on_four_initiatives() -> None:
    held = cast((5, "ABCD"), (4, "BCAD"), (3, "CABD"), (2, "DABC"))
    t = tally("ABCD", held)
    w = kendalls_w("ABCD", held)

    assert borda(t) == {"A": 29, "B": 27, "C": 22, "D": 6}
    assert t.fore["A", "C"] == t.fore["C", "A"] == 7
    assert copeland(t) == {"A": Fraction(5, 2), "B": 2, "C": Fraction(3, 2), "D": 0}
    assert (kemeny(t).ordning, kemeny(t).avstand, kemeny(t).exakt) == (tuple("ABCD"), 20, True)
    assert schulze(t) == {"A": 0, "B": 1, "C": 2, "D": 3}
    assert w is not None
    assert decimal(w, 4) == decimal(Fraction("0.3327"), 4)


def test_equal_places_share_the_mean_and_what_is_left_out_the_lowest() -> None:
    one = ballot("k", [["b", "c"], ["a"]], "abcde")

    assert borda(tally("abcde", [one])) == {
        "a": 2,
        "b": Fraction(7, 2),
        "c": Fraction(7, 2),
        "d": Fraction(1, 2),
        "e": Fraction(1, 2),
    }
    assert ranks(one) == {"b": Fraction(3, 2), "c": Fraction(3, 2), "a": 3, "d": Fraction(9, 2), "e": Fraction(9, 2)}


def test_kendalls_w_is_corrected_for_equal_places() -> None:
    # Siegel & Castellan's way by hand: S = 4,5; m²(n³ − n) − mΣT = 4·24 − 2·6 = 84; 12·4,5/84.
    held = [ballot("k", [["a", "b"], ["c"]], "abc"), ballot("l", [["a"], ["b"], ["c"]], "abc")]
    sums = [Fraction(5, 2), Fraction(7, 2), Fraction(6)]
    s = sum(((x - 4) ** 2 for x in sums), Fraction(0))

    assert kendalls_w("abc", held) == 12 * s / 84
    assert kendalls_w("abc", [held[1], held[1]]) == 1
    assert kendalls_w("abc", [held[1]]) is None
    assert kendalls_w("abc", [ballot(k, [["a", "b", "c"]], "abc") for k in "kl"]) is None


def test_an_initiative_divides_when_a_quarter_stand_at_each_end() -> None:
    # Four ballots on three: the upper third is the first place, the lower the third; the second is neither.
    a, b, c = spreads("abc", cast((1, "abc"), (2, "cab"), (1, "cba")))

    assert (len(a.i_topp), len(a.i_botten), a.polariserad) == (1, 1, True)
    assert (len(b.i_topp), len(b.i_botten), b.polariserad) == (0, 2, False)
    assert (len(c.i_topp), len(c.i_botten), c.polariserad) == (3, 1, True)
    assert not any(s.polariserad for s in spreads("abc", cast((4, "abc"))))
    assert [s.polariserad for s in spreads("abc", cast((1, "bac"), (4, "abc")))] == [False, False, False]


def test_what_nobody_may_judge_costs_nothing() -> None:
    """An initiative that one municipality may not judge keeps its share of what the others gave it."""
    all_first = [ballot(f"k{n}", [["a"], ["b"], ["c"]], "abc") for n in range(4)]
    one_out = [*all_first, ballot("k4", [["b"], ["c"]], "abc", jav=["a"])]

    assert borda(tally("abc", one_out))["a"] == 10
    assert borda(tally("abc", all_first))["a"] == 8
    assert condorcet_winner(tally("abc", one_out)) == "a"


@given(electorates())
def test_points_and_pairs_add_up(electorate: Electorate) -> None:
    names, held = electorate
    t = tally(names, held)
    pairs = len(names) * (len(names) - 1) // 2

    assert sum(copeland(t).values()) == pairs
    for a, b in combinations(names, 2):
        judges = sum(h.vikt for h in held if {a, b} <= h.alternativ)
        assert t.fore[a, b] + t.fore[b, a] + t.lika[a, b] == judges
    if all(len(h.alternativ) == len(names) for h in held):
        assert sum(borda(t).values()) == pairs * t.vikt


@given(electorates())
def test_the_names_do_not_matter(electorate: Electorate) -> None:
    names, held = electorate
    other = dict(zip(names, reversed(names), strict=True))
    turned = [
        ballot(
            h.kommun,
            [[other[x] for x in lv] for lv in h.nivaer],
            names,
            vikt=h.vikt,
            jav=[other[x] for x in names if x not in h.alternativ],
        )
        for h in held
    ]
    t, u = tally(names, held), tally(names, turned)

    for method in (borda, copeland, schulze):
        assert {other[a]: v for a, v in method(t).items()} == method(u)
    assert kemeny(t).avstand == kemeny(u).avstand
    assert kendalls_w(names, held) == kendalls_w(names, turned)


@given(electorates(most=5))
def test_kemeny_is_the_least_of_all_orders(electorate: Electorate) -> None:
    names, held = electorate
    t = tally(names, held)
    every = [distance(t, order) for order in permutations(names)]
    k = kemeny(t)

    assert k.avstand == distance(t, k.ordning) == min(every) >= lower_bound(t)
    assert k.lika_bra == every.count(min(every)) <= factorial(len(names))


@given(electorates())
def test_who_wins_every_pair_is_first_where_pairs_decide(electorate: Electorate) -> None:
    names, held = electorate
    t = tally(names, held)
    winner = condorcet_winner(t)
    if winner is not None:
        points = copeland(t)
        assert points[winner] == max(points.values())
        assert [a for a, beaten in schulze(t).items() if not beaten] == [winner]
        assert kemeny(t).ordning[0] == winner
        assert winner not in cycle(t)
    ring = cycle(t)
    assert all(t.wins(a, b) for a, b in zip(ring, (*ring[1:], *ring[:1]), strict=True))


@given(electorates(), st.data())
def test_more_support_never_hurts(electorate: Electorate, data: st.DataObject) -> None:
    """Borda, Copeland and Schulze are monotone: lifted to the top of a ballot, an initiative never falls."""
    names, held = electorate
    n = data.draw(st.integers(0, len(held) - 1))
    a = data.draw(st.sampled_from(sorted(held[n].alternativ)))
    rest = [[x for x in level if x != a] for level in held[n].nivaer]
    jav = [x for x in names if x not in held[n].alternativ]
    lifted = [*held[:n], ballot(held[n].kommun, [[a], *rest], names, vikt=held[n].vikt, jav=jav), *held[n + 1 :]]
    t, u = tally(names, held), tally(names, lifted)

    assert borda(u)[a] >= borda(t)[a]
    assert copeland(u)[a] >= copeland(t)[a]
    assert schulze(t)[a] > 0 or schulze(u)[a] == 0


@given(electorates())
def test_agreement_lies_between_none_and_full(electorate: Electorate) -> None:
    names, held = electorate
    w = kendalls_w(names, held)
    assert w is None or 0 <= w <= 1
    for s in spreads(names, held):
        assert 1 <= s.hogst <= s.lagst <= len(names)
        assert (s.varians == 0) == (s.hogst == s.lagst)


@settings(max_examples=5)
@given(st.randoms(use_true_random=False), st.integers(EXACT_UP_TO + 1, 16))
def test_above_the_exact_limit_the_bounds_are_said(chance: Random, n: int) -> None:
    names = [f"i{k:02}" for k in range(n)]
    held = []
    for voter in range(6):
        order = list(names)
        chance.shuffle(order)
        held.append(ballot(f"k{voter}", [[x] for x in order], names))
    t = tally(names, held)
    k = kemeny(t)

    assert sorted(k.ordning) == names
    assert k.undre_grans == lower_bound(t) <= k.avstand == distance(t, k.ordning)
    assert k.exakt == (k.avstand == k.undre_grans)
    for i in range(n - 1):
        swapped = [*k.ordning[:i], k.ordning[i + 1], k.ordning[i], *k.ordning[i + 2 :]]
        assert distance(t, swapped) >= k.avstand


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("delad_plats", {"a": 1, "b": 1, "c": 3}),
        ("flest_forsta", {"a": 2, "b": 1, "c": 3}),
        ("lagsta_spridning", {"a": 1, "b": 2, "c": 3}),
        ("nyckel", {"a": 1, "b": 2, "c": 3}),
    ],
)
def test_the_tie_rule_that_was_declared_decides(rule: str, expected: dict[str, int]) -> None:
    # a and b both get four points; b is first twice, and a is never last.
    orders = (("b", "a", "c"), ("b", "a", "c"), ("a", "c", "b"))
    votes = [{"kommun": k, "ordning": [[x] for x in o]} for k, o in zip(("holme", "udde", "vik"), orders, strict=True)]
    c = count(a_round(regler={"lika_rostetal": rule}, rangordningar=votes), ("a", "b", "c"), "lika", {})

    assert c.borda == {"a": 4, "b": 4, "c": 1}
    assert c.platser[Method.BORDA] == expected


def test_weights_change_who_wins_and_both_are_shown() -> None:
    votes = [
        {"kommun": "holme", "ordning": [["a"], ["b"]], "vill_delta": ["a"]},
        {"kommun": "udde", "ordning": [["a"], ["b"]]},
        {"kommun": "vik", "ordning": [["b"], ["a"]], "vill_delta": ["b"]},
        {"kommun": "skar", "avstar": True},
    ]
    people = {"holme": 1000, "udde": 3000, "vik": 6000}
    by_one = outcome(a_round(rangordningar=votes), ("a", "b"), people)
    taking_part = outcome(a_round(rangordningar=votes, regler={"rostvikt": "deltagande"}), ("a", "b"), people)

    assert by_one.galler.condorcetvinnare == "a"
    assert [c.condorcetvinnare for c in by_one.jamforelser] == ["b"]
    assert {c.rostvikt for c in taking_part.jamforelser} == {"lika", "invanare"}
    assert [b.kommun for b in taking_part.galler.roster] == ["holme", "vik"]
    assert taking_part.galler.condorcetvinnare is None


def test_coalitions_leave_out_those_who_will_not_take_part() -> None:
    votes = [
        {"kommun": "holme", "ordning": [["a"], ["b"]], "vill_delta": ["a"]},
        {"kommun": "udde", "ordning": [["a"], ["b"]], "vill_inte_delta": ["a"]},
        {"kommun": "vik", "ordning": [["a", "b"]]},
    ]
    p = a_round(rangordningar=votes, regler={"koalition": 2, "bland_de_forsta": 1})
    a, b = outcome(p, ("a", "b"), {}).koalitioner

    assert (a.kommuner, a.racker, a.vill_delta, a.vill_inte_delta) == (("holme", "vik"), True, ("holme",), ("udde",))
    assert (b.kommuner, b.racker) == (("vik",), False)
