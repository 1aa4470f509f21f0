"""Splitting a cost: the parts sum to the whole, to the öre, whatever the weights."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.model.initiative import Finansiering
from fyrportfolj.rules.shares import split, split_by_key
from tests.support.builders import build

TOTALS = st.decimals(min_value=0, max_value=10**9, places=2)
PARTIES = st.text("abcdefghij", min_size=1, max_size=4)
WEIGHTS = st.dictionaries(PARTIES, st.integers(0, 10**6), min_size=1, max_size=14).filter(lambda w: any(w.values()))
PEOPLE = {"holme": 1000, "udde": 3000, "vik": 6000}


def money(**values: object) -> Finansiering:
    return build(Finansiering, {"total_kr": 1000, "kommunernas_del_kr": 1000}, values)


@given(TOTALS, WEIGHTS)
def test_parts_sum_to_the_ore(total: Decimal, weights: dict[str, int]) -> None:
    parts = split(total, weights)

    assert sum(parts.values()) == total
    assert list(parts) == list(weights)


@given(TOTALS, WEIGHTS)
def test_no_part_is_more_than_one_ore_from_its_exact_value(total: Decimal, weights: dict[str, int]) -> None:
    parts = split(total, weights)

    whole = sum(weights.values())
    assert all(abs(parts[p] * whole - total * w) < whole * Decimal("0.01") for p, w in weights.items())


@given(TOTALS, WEIGHTS)
def test_a_heavier_party_never_gets_less(total: Decimal, weights: dict[str, int]) -> None:
    parts = split(total, weights)

    by_weight = sorted(weights, key=lambda p: weights[p])
    assert all(
        parts[lighter] <= parts[heavier]
        for lighter, heavier in pairwise(by_weight)
        if weights[lighter] < weights[heavier]
    )


@given(TOTALS, WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_parties_does_not_matter(total: Decimal, weights: dict[str, int], r: random.Random) -> None:
    shuffled = list(weights.items())
    r.shuffle(shuffled)

    assert split(total, dict(shuffled)) == split(total, weights)


@given(TOTALS, WEIGHTS)
def test_scaled_weights_split_alike(total: Decimal, weights: dict[str, int]) -> None:
    tenths = {p: Decimal(w) / 10 for p, w in weights.items()}

    assert split(total, tenths) == split(total, weights)


def test_equal_losses_are_settled_by_the_key() -> None:
    assert split(Decimal("0.02"), {"c": 1, "b": 1, "a": 1}) == {
        "c": Decimal("0.00"),
        "b": Decimal("0.01"),
        "a": Decimal("0.01"),
    }


def test_nothing_is_split_into_nothing() -> None:
    assert split(Decimal(0), {"a": 0, "b": 0}) == {"a": Decimal("0.00"), "b": Decimal("0.00")}
    assert split(Decimal(0), {}) == {}


@pytest.mark.parametrize(
    ("total", "weights"),
    [("-1", {"a": 1}), ("0.001", {"a": 1}), ("1", {"a": -1, "b": 2}), ("1", {"a": 0}), ("1", {})],
)
def test_what_cannot_be_split_is_refused(total: str, weights: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"öre|weight"):
        split(Decimal(total), weights)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ({"typ": "lika"}, ["333.34", "333.33", "333.33"]),
        ({"typ": "invanare"}, ["100.00", "300.00", "600.00"]),
        ({"typ": "lika_och_invanare", "andel_lika_procent": 30}, ["170.00", "310.00", "520.00"]),
        ({"typ": "lika_och_invanare", "andel_lika_procent": 100}, ["333.34", "333.33", "333.33"]),
        ({"typ": "lika_och_invanare", "andel_lika_procent": 0}, ["100.00", "300.00", "600.00"]),
        ({"typ": "lika_och_invanare"}, ["100.00", "300.00", "600.00"]),
    ],
)
def test_keys(key: dict[str, object], expected: list[str]) -> None:
    parts = split_by_key(money(fordelningsnyckel=key), list(PEOPLE), PEOPLE)

    assert list(parts.values()) == [Decimal(e) for e in expected]


@pytest.mark.parametrize("key", [None, {"typ": "manuell"}])
def test_without_a_rule_those_who_remain_keep_their_proportions(key: dict[str, str] | None) -> None:
    shares = [
        {"part": "holme", "belopp_kr": 500},
        {"part": "udde", "belopp_kr": 100},
        {"part": "vik", "belopp_kr": 400},
    ]
    parts = split_by_key(money(fordelningsnyckel=key, andelar=shares), ["udde", "vik"], PEOPLE)

    assert parts == {"udde": Decimal("200.00"), "vik": Decimal("800.00")}


@pytest.mark.parametrize("key", [{"typ": "manuell"}, {"typ": "invanare"}, {"typ": "lika_och_invanare"}])
def test_when_the_key_gives_nobody_weight_all_pay_alike(key: dict[str, str]) -> None:
    parts = split_by_key(money(fordelningsnyckel=key), ["x", "y"], {})

    assert parts == {"x": Decimal("500.00"), "y": Decimal("500.00")}


def test_nobody_pays_nothing() -> None:
    assert split_by_key(money(), [], PEOPLE) == {}


def test_a_part_that_is_not_known_is_nothing() -> None:
    parts = split_by_key(money(kommunernas_del_kr=None), ["vik"], PEOPLE)

    assert parts == {"vik": Decimal("0.00")}
