"""Each worker begins with its share of the longest tests, and no test is lost."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.support.dealing import dealt

Test = tuple[int, int]


def turn(item: Test) -> int:
    return item[0]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 99))), st.integers(1, 9))
def test_nothing_is_lost_and_the_rest_keeps_its_order(items: list[Test], workers: int) -> None:
    order = dealt(items, turn, workers)

    assert Counter(order) == Counter(items)
    assert [i for i in order if turn(i) == 3] == [i for i in items if turn(i) == 3]
    together = [turn(i) for i in order if turn(i) < 2]
    assert [turn(i) for i in order[: len(together)]] == sorted(together)


def test_each_worker_begins_with_its_share_of_the_longest() -> None:
    items = [(3, n) for n in range(100)] + [(2, n) for n in range(6)] + [(0, 0), (1, 0)]

    order = dealt(items, turn, 2)

    # A quarter of half of 108 is 13.
    assert [turn(i) for i in order[:13]] == [0, 1, 2, 2] + 9 * [3]
    assert [turn(i) for i in order[13:26]] == 4 * [2] + 9 * [3]
