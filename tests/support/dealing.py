"""The order of the tests: the longest are dealt out first, so that nobody waits for the last of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def dealt(items: Sequence[T], turn: Callable[[T], int], workers: int) -> list[T]:
    """Put tests in an order in which each worker begins with its share of the longest.

    Args:
        items: in any order.
        turn: 0 and 1 for those that stand together, in that order; 2 for other long ones; 3 for the rest.
        workers: number of processes; pytest-xdist first gives each a quarter of its share, in the order of the tests.

    Returns:
        The same tests, otherwise in the order that they had.
    """
    by_turn: list[list[T]] = [[], [], [], []]
    for item in items:
        by_turn[turn(item)].append(item)
    first, then, long, rest = by_turn
    hands: list[list[T]] = [[*first, *then], *([] for _ in range(workers - 1))]
    for item in long:
        min(hands, key=len).append(item)
    room = max(len(items) // workers // 4, 2)
    order: list[T] = []
    for hand in hands:
        more = max(room - len(hand), 0)
        order += [*hand, *rest[:more]]
        rest = rest[more:]
    return order + rest
