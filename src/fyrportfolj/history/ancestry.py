"""Where the two sides of a merge come from: what it brings in, and what both sides had in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

_FIRST, _OTHER, _OLDER = 1, 2, 4


class Ancestry(NamedTuple):
    """What a merge joins.

    Attributes:
        side: commits that can be reached from the other parents but not from the first, oldest first.
        bases: the best common ancestors of the first parent and the others.
    """

    side: tuple[str, ...]
    bases: tuple[str, ...]


def ancestry(parents: Mapping[str, Sequence[str]], place: Mapping[str, int], merge: Sequence[str]) -> Ancestry:
    """Tell the sides of a merge apart.

    Args:
        parents: parents of every commit.
        place: number of every commit in an order where parents come before children.
        merge: the merge's parents.

    Returns:
        The commits it brings in and its bases. Each commit is looked at after all its children, so what is common
        to both sides and no ancestor of something else that is common, is a base.
    """
    marks = {merge[0]: _FIRST}
    for other in merge[1:]:
        marks[other] = marks.get(other, 0) | _OTHER
    waiting = [(-place[oid], oid) for oid in marks]
    waiting.sort()
    telling = sum(_tells(mark) for mark in marks.values())
    side: list[str] = []
    bases: list[str] = []
    while telling:
        _, oid = heappop(waiting)
        mark = marks[oid]
        telling -= _tells(mark)
        if mark == _OTHER:
            side.append(oid)
        elif mark == _FIRST | _OTHER:
            bases.append(oid)
            mark |= _OLDER
        for parent in parents[oid]:
            known = marks.get(parent, 0)
            if not known:
                heappush(waiting, (-place[parent], parent))
            marks[parent] = known | mark
            telling += _tells(known | mark) - _tells(known)
    return Ancestry(tuple(reversed(side)), tuple(bases))


def _tells(mark: int) -> bool:
    """Say whether a commit that waits can still change the answer."""
    return bool(mark & _OTHER) and not mark & _OLDER
