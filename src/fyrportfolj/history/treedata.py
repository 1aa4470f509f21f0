"""The bytes of a tree, split where its entries begin; most of a large tree is taken over from the one before it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

_MODES = frozenset({b"100644", b"100755", b"100664", b"120000", b"160000", b"40000"})
_NAMES_OF_GITS_OWN = frozenset({b".", b"..", b".git"})
_KIND, _FOLDER, _OTHER_REPOSITORY = 0o170000, 0o040000, 0o160000


class Node(NamedTuple):
    """One entry of a tree.

    Attributes:
        name: one part of a path.
        mode: kind and permissions, octal digits.
        oid: id of what it names, hexadecimal.
    """

    name: bytes
    mode: bytes
    oid: str

    @property
    def is_folder(self) -> bool:
        """Say whether it names a tree."""
        return int(self.mode, 8) & _KIND == _FOLDER

    @property
    def is_blob(self) -> bool:
        """Say whether it names a blob: a file, a link, or a kind that git knows nothing of."""
        return int(self.mode, 8) & _KIND not in {_FOLDER, _OTHER_REPOSITORY}


@dataclass(frozen=True, slots=True)
class TreeData:
    """A tree.

    Attributes:
        data: its bytes, as far as they are entries.
        starts: where each entry begins, and where the last one ends.
        width: bytes of an id.
        sound: whether git itself could have written it.
    """

    data: bytes
    starts: Sequence[int]
    width: int
    sound: bool

    def nodes(self, first: int = 0, end: int | None = None) -> list[Node]:
        """Give the entries from one number up to, and not with, another."""
        bounds = self.starts[first : len(self.starts) if end is None else end + 1]
        return [_node(self.data[a:b], self.width) for a, b in pairwise(bounds)]


NOTHING = {width: TreeData(b"", (0,), width, sound=True) for width in (20, 32)}
"""The tree without entries, by the width of an id."""


class Difference(NamedTuple):
    """A name that two trees have otherwise.

    Attributes:
        name: one part of a path.
        before: its entry in the first tree, or None.
        after: its entry in the second, or None.
    """

    name: bytes
    before: Node | None
    after: Node | None


def parse_tree(data: bytes, width: int, like: TreeData) -> TreeData:
    """Find the entries of a tree.

    Args:
        data: its bytes.
        width: bytes of an id: 20 or 32.
        like: a tree of which it is probably a later or earlier version; its boundaries are used where the
            bytes are the same.

    Returns:
        The tree; it ends where the bytes are no more entries, and is then not sound.
    """
    if not like.sound:
        like = NOTHING[width]
    first, last = _same_ends(like, data)
    start, tail = like.starts[first], len(like.data) - like.starts[last]
    middle, end = _boundaries(data, start, len(data) - tail, width)
    if end != len(data) - tail:
        # The bytes at the end are the same, but they belong to other entries.
        first, last, start, tail = 0, len(like.starts) - 1, 0, 0
        middle, end = _boundaries(data, 0, len(data), width)
    whole = end == len(data) - tail
    shift = end - like.starts[last]
    if whole and not shift and list(like.starts[first:last]) == middle:
        starts = like.starts
        same_names = all(data[a : b - width] == like.data[a : b - width] for a, b in pairwise([*middle, end]))
    else:
        starts = [*like.starts[:first], *middle, *((s + shift for s in like.starts[last:]) if tail else (end,))]
        same_names = False
    found = TreeData(data if whole else data[:end], starts, width, sound=True)
    if whole and (same_names or _in_order(found, first, first + len(middle))):
        return found
    return replace(found, sound=False)


def differences(before: TreeData, after: TreeData) -> list[Difference]:
    """Give the names that two trees have otherwise, in the order of the second, then those that are gone."""
    first, last = _same_ends(before, after.data)
    tail = len(before.data) - before.starts[last]
    end = bisect_left(after.starts, len(after.data) - tail)
    if end >= len(after.starts) or after.starts[end] != len(after.data) - tail:
        last, end = len(before.starts) - 1, len(after.starts) - 1
    old = {node.name: node for node in before.nodes(first, last)}
    found = []
    for node in after.nodes(first, end):
        was = old.pop(node.name, None)
        if was != node:
            found.append(Difference(node.name, was, node))
    return [*found, *(Difference(node.name, node, None) for node in old.values())]


def _same_ends(tree: TreeData, data: bytes) -> tuple[int, int]:
    """Give how many entries the bytes share with a tree at the beginning, and from which on at the end."""
    same = _common_start(tree.data, data)
    first = bisect_right(tree.starts, same) - 1
    start = tree.starts[first]
    same = _common_end(tree.data, data, min(len(tree.data), len(data)) - start)
    return first, max(first, bisect_left(tree.starts, len(tree.data) - same))


def _common_start(a: bytes, b: bytes) -> int:
    low, high = 0, min(len(a), len(b))
    while low < high:
        half = (low + high + 1) // 2
        if a[low:half] == b[low:half]:
            low = half
        else:
            high = half - 1
    return low


def _common_end(a: bytes, b: bytes, most: int) -> int:
    low, high = 0, most
    while low < high:
        half = (low + high + 1) // 2
        if a[len(a) - half : len(a) - low] == b[len(b) - half : len(b) - low]:
            low = half
        else:
            high = half - 1
    return low


_ENTRY = {width: re.compile(rb"[0-7]{1,6} [^\0]+\0.{%d}" % width, re.DOTALL) for width in (20, 32)}


def _boundaries(data: bytes, start: int, end: int, width: int) -> tuple[list[int], int]:
    """Give where the entries between two places begin, and where the last one ends."""
    found, match = [], _ENTRY[width].match
    while start < end and (entry := match(data, start)):
        found.append(start)
        start = entry.end()
    return found, start


def _node(entry: bytes, width: int) -> Node:
    mode, _, rest = entry.partition(b" ")
    return Node(rest[: -width - 1], mode, rest[-width:].hex())


def _in_order(tree: TreeData, first: int, end: int) -> bool:
    """Say whether some entries have plain modes and names, and stand in git's order among their neighbours."""
    nodes = tree.nodes(max(first - 1, 0), min(end + 1, len(tree.starts) - 1))
    keys = [_key(node) for node in nodes]
    return (
        all(a < b for a, b in pairwise(keys))
        and all(n.mode in _MODES and n.name not in _NAMES_OF_GITS_OWN and b"/" not in n.name for n in nodes)
        and _no_twins(tree, nodes)
    )


def _no_twins(tree: TreeData, nodes: Sequence[Node]) -> bool:
    """Say whether no name stands both for a folder and for something else; the two need not stand together."""
    if len(nodes) == len(tree.starts) - 1:
        return len({node.name for node in nodes}) == len(nodes)
    return not any(_has_key(tree, _twin(node)) for node in nodes)


def _key(node: Node) -> bytes:
    # Git sorts a folder as if its name ended with a slash.
    return node.name + b"/" if node.is_folder else node.name


def _twin(node: Node) -> bytes:
    """Give the key of the same name as the other kind."""
    return node.name if node.is_folder else node.name + b"/"


def _has_key(tree: TreeData, key: bytes) -> bool:
    low, high = 0, len(tree.starts) - 1
    while low < high:
        half = (low + high) // 2
        (node,) = tree.nodes(half, half + 1)
        if _key(node) < key:
            low = half + 1
        else:
            high = half
    found = tree.nodes(low, low + 1)
    return bool(found) and _key(found[0]) == key
