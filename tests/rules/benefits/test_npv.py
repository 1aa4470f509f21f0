"""Present values and their measures: the golden vectors of the sources, and the laws they obey."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.rules.benefits import npv
from fyrportfolj.rules.benefits.flows import Amounts, Case, Flow
from fyrportfolj.rules.benefits.sensitivity import bounds, delayed, fewer, tornado

D = Decimal


def amounts(*values: int) -> Amounts:
    return tuple(map(Decimal, values))


B = amounts(0, 600_000, 1_400_000, 1_600_000, 1_600_000)
C = amounts(3_000_000, 200_000, 200_000, 200_000, 200_000)
ONCE = amounts(3_000_000, 0, 0, 0, 0)
RATE = D(3)

kronor = st.decimals(0, 10_000_000, places=2)
rows = st.lists(kronor, min_size=5, max_size=5).map(tuple)
rates = st.decimals(0, 20, places=2)
TINY = D("1e-30")


def flow(id_: str, likely: Amounts, slag: str = "finansiell", **values: Amounts) -> Flow:
    return Flow(id_, id_, slag, values.get("lag", likely), likely, values.get("hog", likely), har_kalla=True)


def case(*, nyttor: tuple[Flow, ...] = (flow("N1", B),), omfordelning: tuple[Flow, ...] = ()) -> Case:
    costs = (flow("K1", ONCE, "engang"), flow("K2", amounts(0, *([200_000] * 4)), "lopande"))
    return Case(2026, 2026, 5, RATE, "real", "Källan", nyttor, omfordelning, costs, (), ())


@pytest.mark.parametrize(
    ("rate", "expected"),
    [("0", "1400000.00"), ("2.5", "1100791.26"), ("3", "1044544.80"), ("3.5", "989425.18"), ("5", "830543.86")],
)
def test_net_present_value_at_the_rates_of_the_source(rate: str, expected: str) -> None:
    assert str(npv.net_present_value(B, C, D(rate))) == expected


def test_every_measure_of_the_source() -> None:
    m = npv.measures(B, C, ONCE, RATE)

    assert (str(m.pvc), str(m.pvb)) == ("3743419.68", "4787964.48")
    assert m.nnk is not None
    assert round(m.nnk, 4) == D("0.2790")
    assert m.break_even is not None
    assert round(m.break_even * 100, 2) == D("78.18")
    assert m.aterbetalning == 3
    assert m.aterbetalning_diskonterad is not None
    assert round(m.aterbetalning_diskonterad, 2) == D("3.16")
    assert m.nnk_investering == m.nnv / D("3000000.00")


def test_sensitivity_of_the_source() -> None:
    found = {str(s.vad): (str(s.samst), str(s.bast)) for s in tornado(case(), 14)}
    pvb, pvc = npv.shown_value(B, RATE), npv.shown_value(C, RATE)

    assert found["Alla nyttor ±20 %"][0] == "86951.90"
    assert found["Alla kostnader ±20 %"][0] == "295860.86"
    assert str(npv.ore(pvb * D("0.8") - pvc * D("1.2"))) == "-661732.03"
    assert found["Nyttorna kommer ett år senare"] == ("-475084.53", "-475084.53")
    assert [w for w in found if "kommuner" in w] == [
        "7 av 14 kommuner deltar, samma kostnader",
        "10 av 14 kommuner deltar, samma kostnader",
        "13 av 14 kommuner deltar, samma kostnader",
    ]
    assert found["Kalkylräntan ±1 procentenhet"] == (
        str(npv.net_present_value(B, C, D(4))),
        str(npv.net_present_value(B, C, D(2))),
    )


def test_a_tornado_has_its_greatest_effect_first_and_never_holds_freed_resources() -> None:
    plain, with_moved = tornado(case(), 14), tornado(case(omfordelning=(flow("N2", B, "omfordelning"),)), 14)

    assert [s.effekt for s in plain] == sorted((s.effekt for s in plain), reverse=True)
    assert plain == with_moved


def test_bounds_meet_lowest_benefits_with_highest_costs() -> None:
    spread = flow("N1", B, lag=amounts(0, 0, 0, 0, 0), hog=amounts(0, 1, 1, 1, 10**7))

    low, high = bounds(case(nyttor=(spread,)))

    assert low == -npv.shown_value(C, RATE)
    assert high > npv.net_present_value(B, C, RATE)


@pytest.mark.parametrize(("count", "expected"), [(14, (13, 10, 7)), (5, (4, 3)), (2, (1,)), (1, ()), (0, ())])
def test_fewer_municipalities(count: int, expected: tuple[int, ...]) -> None:
    assert fewer(count) == expected


@pytest.mark.parametrize(
    ("net", "expected"),
    [
        ((-100, 50, 50), D(2)),
        ((-100, 200, -150, 60), D(2) + D(50) / 60),
        ((-100, 50), None),
        ((0, 0), D(0)),
        ((10, -20), None),
        ((), None),
    ],
)
def test_payback_must_stay(net: tuple[int, ...], expected: Decimal | None) -> None:
    found = npv.payback(amounts(*net))

    assert (found is None) == (expected is None)
    assert found is None or expected is None or abs(found - expected) < TINY * 10**6


def test_what_cannot_be_divided_is_not_told() -> None:
    nothing = amounts(0, 0)
    m = npv.measures(nothing, nothing, nothing, RATE)

    assert (m.nnk, m.nnk_investering, m.kvot, m.break_even) == (None, None, None, None)
    assert m.annuitet == 0


def test_the_annuity_without_a_rate_is_the_mean_and_with_one_gives_the_value_back() -> None:
    assert npv.annuity(D(1000), D(0), 5) == 200
    yearly = npv.annuity(D(1000), RATE, 5)
    assert yearly is not None
    assert abs(npv.present_value((D(0), *([yearly] * 5)), RATE) - 1000) < TINY
    assert npv.annuity(D(1000), RATE, 0) is None


def test_a_rate_that_eats_everything_is_refused() -> None:
    with pytest.raises(ValueError, match="above -100"):
        npv.present_value(B, D(-100))


@given(rows, rows, rates, st.integers(0, 9))
def test_present_value_is_linear(a: Amounts, b: Amounts, rate: Decimal, k: int) -> None:
    both = tuple(x + k * y for x, y in zip(a, b, strict=True))

    assert abs(npv.present_value(both, rate) - npv.present_value(a, rate) - k * npv.present_value(b, rate)) < TINY


@given(rows, rates, rates)
def test_a_higher_rate_never_makes_income_worth_more(a: Amounts, rate: Decimal, other: Decimal) -> None:
    low, high = sorted((rate, other))

    assert npv.present_value(a, high) <= npv.present_value(a, low) <= sum(a)


@given(rows, rows, rates)
def test_the_shown_values_add_up(benefits: Amounts, costs: Amounts, rate: Decimal) -> None:
    m = npv.measures(benefits, costs, costs, rate)

    assert m.nnv == m.pvb - m.pvc
    assert abs(m.pvb - npv.present_value(benefits, rate)) <= D("0.005")
    assert (m.aterbetalning is None) == (sum(benefits) < sum(costs))


@given(rows, st.integers(0, 6))
def test_delay_loses_only_what_falls_outside(a: Amounts, years: int) -> None:
    later = delayed(a, years)

    assert len(later) == len(a)
    assert sum(later) == sum(a[: max(len(a) - years, 0)])
