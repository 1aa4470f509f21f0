"""The choice: equal to trying every set, allowed to the öre, and plain about what holds it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fyrportfolj.model.capacity import Kapacitetsregister
from fyrportfolj.rules.capacity.load import Unit
from fyrportfolj.rules.priority.choice_told import choice_told
from fyrportfolj.rules.priority.choose import Asked, Choice, Why, choose
from fyrportfolj.rules.priority.knapsack import Item, Problem, allowed, breaches, cost, forced, value
from fyrportfolj.rules.priority.names import Names
from fyrportfolj.rules.priority.solver import best, cheapest_better
from tests.rules.priority.rounds import a_round, criterion, holding, marks
from tests.support.builders import an_initiative, build

TODAY = date(2026, 11, 20)
UNITS: tuple[Unit, ...] = (("udde", "it", "2027-K1"), ("udde", "it", "2027-K2"), ("vik", "vard", "2027-K1"))
POINTS = st.decimals("0.1", 5, places=1)


@st.composite
def problems(draw: st.DrawFn, least: int = 1, most: int = 8) -> Problem:
    """Give problems with equal values, öre, full and overfull units, dependencies and musts."""
    ids = [f"i{n:02}" for n in range(draw(st.integers(least, most)))]
    items = {}
    for i in ids:
        items[i] = Item(
            id=i,
            varde=draw(st.sampled_from((0, 1000, 2500, 2501, 4000))),
            kostnad=draw(st.sampled_from((0, 1, 40_000_000, 100_000_000, 123_456_789))),
            last=draw(st.dictionaries(st.sampled_from(UNITS), POINTS, max_size=2)),
            beror_av=tuple(b for b in draw(st.sets(st.sampled_from(ids), max_size=1)) if b != i),
            maste=draw(st.integers(0, 9)) == 0,
        )
    budget = draw(st.none() | st.integers(0, 400_000_000))
    free = draw(st.dictionaries(st.sampled_from(UNITS), st.decimals(-1, 9, places=1)))
    return Problem(items, budget, free)


def tried(problem: Problem) -> frozenset[str] | None:
    """Give the best set by trying them all: most value, then least cost, then the first ids."""
    ids = sorted(problem.poster)
    top: tuple[tuple[object, ...], frozenset[str]] | None = None
    for bits in range(1 << len(ids)):
        chosen = frozenset(i for n, i in enumerate(ids) if bits >> n & 1)
        if allowed(problem, chosen):
            key = (value(problem, chosen), -cost(problem, chosen), tuple(i in chosen for i in ids))
            if top is None or key > top[0]:
                top = (key, chosen)
    return top and top[1]


@settings(max_examples=60, deadline=None)
@given(problems())
def test_the_choice_is_the_best_of_all_sets(problem: Problem) -> None:
    assert best(problem) == tried(problem)


@settings(max_examples=2, deadline=None)
@given(problems(least=13, most=15))
def test_the_choice_is_the_best_of_all_sets_of_fifteen(problem: Problem) -> None:
    assert best(problem) == tried(problem)


@settings(max_examples=40, deadline=None)
@given(problems(), st.integers(1, 100_000_000))
def test_more_room_never_gives_less(problem: Problem, more: int) -> None:
    now = best(problem)
    if problem.budget is not None and now is not None:
        wider = best(replace(problem, budget=problem.budget + more))
        assert wider is not None
        assert value(problem, wider) >= value(problem, now)
        better = cheapest_better(problem, now)
        if better is not None:
            assert value(problem, better) > value(problem, now)
            assert problem.budget < cost(problem, better)
            just_short = best(replace(problem, budget=cost(problem, better) - 1))
            assert just_short is not None
            assert value(problem, just_short) == value(problem, now)
    loose = best(replace(problem, ledigt={}))
    assert now is None or (loose is not None and value(problem, loose) >= value(problem, now))


@settings(max_examples=40, deadline=None)
@given(problems())
def test_there_is_no_choice_exactly_when_what_must_be_done_breaks_a_limit(problem: Problem) -> None:
    needed, broken = forced(problem)

    assert (best(problem) is None) == bool(broken)
    assert tuple(breaches(problem, needed)) == broken


def test_equal_values_are_settled_by_cost_and_then_by_id() -> None:
    cheaper = {"a": Item("a", 1000, 3), "b": Item("b", 1000, 2)}
    same = {"a": Item("a", 1000, 3), "b": Item("b", 1000, 3), "c": Item("c", 0, 0)}

    assert best(Problem(cheaper, 3)) == frozenset({"b"})
    assert best(Problem(same, 3)) == frozenset({"a", "c"})


def test_a_thousandth_more_is_more() -> None:
    problem = Problem({"a": Item("a", 2500, 1), "b": Item("b", 1, 2)}, 1)

    assert best(problem) == frozenset({"a"})
    assert cheapest_better(problem, frozenset({"a"})) == frozenset({"a", "b"})


def test_an_ore_too_much_is_too_much() -> None:
    items = {i: Item(i, 1000, 10**11) for i in "abc"}

    assert best(Problem(items, 2 * 10**11)) == frozenset({"a", "b"})
    assert best(Problem(items, 2 * 10**11 - 1)) == frozenset({"a"})


REGISTER = {
    "forvaltningar": [{"id": "it", "namn": "It"}],
    "vanlig_kapacitet": 2,
    "skedesfaktorer": [{"skede": "inforande", "faktor": 1}],
}


def candidate(insats: str, poang: int, kr: int, **more: Any) -> dict[str, Any]:
    return {"insats": insats, "kostnad_kr": kr, "poang": marks(poang), **more}


def load(kvartal: str, intensitet: int = 2, kommuner: tuple[str, ...] = ("udde",)) -> list[dict[str, Any]]:
    stage = {"skede": "inforande", "fran": kvartal, "till_och_med": kvartal}
    return [
        {
            "forvaltning": "it",
            "kommuner": kommuner,
            "intensitet": intensitet,
            "andel_berord_procent": 100,
            "skeden": [stage],
        }
    ]


def made(
    candidates: list[dict[str, Any]], asked: Asked | None = None, **overrides: Any
) -> tuple[Choice, tuple[str, ...]]:
    p = a_round(kriterier=[criterion("K1")], kandidater=candidates, **overrides)
    ids = tuple(c["insats"] for c in candidates)
    portfolio = holding(p, *ids, kapacitetsregister=build(Kapacitetsregister, REGISTER, {}))
    chosen = choose(portfolio, p, TODAY, asked)
    return chosen, tuple(str(t) for t in choice_told(chosen, p, Names(portfolio)))


def test_every_candidate_says_why_it_is_out() -> None:
    candidates = [
        candidate("a", 5, 100, beror_av=["f"]),
        candidate("b", 4, 100, krav=[{"krav": "S1", "uppfyllt": False}]),
        {"insats": "c", "kostnad_kr": 1, "krav": [{"krav": "S1", "uppfyllt": True}]},
        candidate("d", 4, 1000),
        candidate("e", 2, 10, maste=True),
        candidate("f", 1, 900),
        candidate("g", 3, 10, forandringslast=load("2027-K1", 3)),
        candidate("h", 3, 10),
        candidate("i", 3, 10),
    ]
    for c in candidates:
        c.setdefault("krav", [{"krav": "S1", "uppfyllt": True}])
    del candidates[8]["kostnad_kr"]
    votes = [{"kommun": k, "ordning": [["a"]], "vill_delta": list("acdfgi")} for k in ("holme", "udde")]
    chosen, _ = made(
        candidates,
        ska_krav=[{"id": "S1", "namn": "Stöd"}],
        rangordningar=votes,
        ram={"budget_kr": 500, "minst_deltar": 2},
    )
    why = {v.insats: v.varfor for v in chosen.poster}

    assert chosen.valda == ("e",)
    assert why == {
        "a": Why.BEROENDE,
        "b": Why.SKA_KRAV,
        "c": Why.UTAN_VARDE,
        "d": Why.BUDGET,
        "e": None,
        "f": Why.BUDGET,
        "g": Why.KAPACITET,
        "h": Why.FA_VILL_DELTA,
        "i": Why.UTAN_KOSTNAD,
    }
    assert [v.enheter for v in chosen.poster if v.insats == "g"] == [(("udde", "it", "2027-K1"),)]


def test_the_budget_that_binds_is_named_with_what_a_tenth_more_gives() -> None:
    c, said = made([candidate("a", 5, 100), candidate("b", 1, 10), candidate("c", 2, 20)], ram={"budget_kr": 100})

    assert c.valda == ("a",)
    (eased,) = c.bindande
    assert (eased.grans, eased.till, eased.bort, eased.vinst) == ("budget", ("b",), (), 1000)
    assert any("med 10 procent mer" in t and "kommer B in" in t for t in said)


def test_the_administration_that_binds_is_named_and_passed_quarters_do_not_count() -> None:
    full = [
        candidate("a", 5, 1, forandringslast=load("2027-K1")),
        candidate("b", 3, 1, forandringslast=load("2027-K1")),
    ]
    c, said = made(full)
    passed, _ = made([candidate("a", 5, 1, forandringslast=load("2026-K3", 5)), candidate("b", 3, 1)])
    present, _ = made([candidate("a", 5, 1, forandringslast=load("2026-K4", 5)), candidate("b", 3, 1)])
    later, _ = made(full, Asked(till_kvartal="2026-K4"))

    assert c.valda == ("a",)
    assert [(e.grans, e.kommun, e.till) for e in c.bindande] == [
        ("forvaltning", "udde", ("b",)),
        ("kapacitet", "", ("b",)),
    ]
    assert any("It" in t and "Udde" in t for t in said)
    assert passed.valda == later.valda == ("a", "b")
    assert present.valda == ("b",)


def test_load_falls_on_those_who_want_to_take_part() -> None:
    rows = [*load("2027-K1", 3, ()), *load("2027-K2", 3, ("holme",))]
    votes = [
        {"kommun": "holme", "ordning": [["a"]], "vill_inte_delta": ["a"]},
        {"kommun": "vik", "ordning": [["a"]], "vill_delta": ["a"]},
    ]
    c, _ = made([candidate("a", 5, 1, forandringslast=rows)], rangordningar=votes)

    assert [v.enheter for v in c.poster] == [(("vik", "it", "2027-K1"),)]


def test_what_runs_already_weighs_and_an_accepted_overload_does_not_stop() -> None:
    """Udde carries 1 of 2 already; a candidate's own file is not counted beside the candidate."""
    p = a_round(kriterier=[criterion("K1")], kandidater=[candidate("a", 5, 1), candidate("b", 4, 1)])
    others = (
        an_initiative(id="a", forandringslast=load("2027-K1")),
        an_initiative(id="b", forandringslast=load("2027-K2")),
        an_initiative(id="z", forandringslast=load("2027-K1", 1)),
    )
    accepted = {
        "kommun": "udde",
        "forvaltning": "it",
        "fran": "2027-K1",
        "till_och_med": "2027-K1",
        "skal": "Förstärks",
        "bedomd_av": "kapten",
        "bedomd": "2026-11-01",
    }

    def chosen(**register: Any) -> tuple[str, ...] | None:
        held = build(Kapacitetsregister, REGISTER, register)
        return choose(holding(p, *others, kapacitetsregister=held), p, TODAY).valda

    assert chosen() == ("b",)
    assert chosen(vanlig_kapacitet=3) == ("a", "b")
    assert chosen(godtagen_overlast=[accepted]) == ("a", "b")
    assert choose(holding(p, *others), p, TODAY).kapacitet_provad is False


def test_what_clashes_is_named() -> None:
    c, said = made(
        [
            candidate("a", 5, 100, maste=True, beror_av=["b"], forandringslast=load("2027-K2", 3)),
            candidate("b", 3, 100),
            candidate("c", 3, 0),
        ],
        ram={"budget_kr": 150},
    )

    assert c.valda is None
    assert c.tvingade == ("a", "b")
    assert [(b.over_budget, b.enhet) for b in c.konflikter] == [(5000, None), (0, ("udde", "it", "2027-K2"))]
    assert len(said) == 3
    assert "det saknas 50" in said[1]


def test_by_rankings_the_borda_points_per_vote_decide() -> None:
    votes = [{"kommun": k, "ordning": [["b"], ["a"], ["c"]]} for k in ("holme", "udde", "vik")]
    by_score, _ = made(
        [candidate(i, p, 100) for i, p in zip("abc", (5, 1, 1), strict=True)],
        rangordningar=votes,
        ram={"budget_kr": 100},
    )
    by_rank, said = made(
        [candidate(i, p, 100) for i, p in zip("abc", (5, 1, 1), strict=True)],
        Asked(efter="rangordning", budget_kr=Decimal(100)),
        rangordningar=votes,
    )

    assert by_score.valda == ("a",)
    assert by_rank.valda == ("b",)
    assert [v.varde for v in by_rank.poster] == [1000, 2000, 0]
    assert not any("väljs inte" in t for t in said)


def test_amounts_beyond_the_solvers_own_numbers_are_still_counted_to_the_ore() -> None:
    dear = {i: Item(i, 1000, 10**15 - n) for n, i in enumerate("abc")}

    assert best(Problem(dear, 2 * 10**15 - 3)) == frozenset({"b", "c"})
    short = best(Problem(dear, 2 * 10**15 - 4))
    assert short is not None
    assert len(short) == 1
