"""What many pairs of trees have otherwise, down to the files; every tree on the way is hashed again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from fyrportfolj.history.git import Git
from fyrportfolj.history.objects import ObjectReader, damaged, read_objects
from fyrportfolj.history.treedata import NOTHING, Difference, Node, TreeData, differences, parse_tree
from fyrportfolj.history.trees import MOST_FILES
from fyrportfolj.history.unprovable import unread
from fyrportfolj.messages import T

Pair: TypeAlias = tuple[str, str]
"""Ids of two trees; an empty one stands for no tree at all."""

MOST_LEVELS = 64
"""More folders in each other than any portfolio has."""


class FileDifference(NamedTuple):
    """A path that two trees have otherwise.

    Attributes:
        path: from the trees' root, with `/`.
        before: its entry in the first tree, or None; never a folder.
        after: its entry in the second, or None; never a folder.
    """

    path: bytes
    before: Node | None
    after: Node | None


class TreeWalk:
    """Pairs of trees, each compared once.

    Attributes:
        unsound: ids of trees that git itself would not have written.
    """

    def __init__(self, git: Git) -> None:
        """Take the repository to read from."""
        self._git = git
        self._width = 32 if git.algorithm == "sha256" else 20
        self._found: dict[Pair, Sequence[Difference]] = {}
        self.unsound: set[str] = set()

    def compare(self, pairs: Iterable[Pair]) -> None:
        """Compare pairs of trees and all the folders below them that differ.

        Args:
            pairs: best in the order of the history, so that a tree need not be held for long.

        Raises:
            ExternalError: git failed, or a tree is missing or damaged.
            UnprovableError: there are too many folders in each other.
        """
        level, depth = self._new(pairs), 0
        while level and depth < MOST_LEVELS:
            self._read(level)
            level, depth = self._new(down for pair in level for down in _folders(self._found[pair])), depth + 1
        if level:
            raise unread(T("mappar ligger i varandra i mer än {antal} nivåer", antal=MOST_LEVELS))

    def files(self, pair: Pair) -> list[FileDifference]:
        """Give the paths that a pair has otherwise, sorted.

        Args:
            pair: one that has been compared.

        Raises:
            UnprovableError: there are more than any portfolio has files.
        """
        found: list[FileDifference] = []
        waiting = [(pair, b"")]
        seen = 0
        while waiting:
            last, folder = waiting.pop()
            for difference in self._found[last]:
                path = folder + difference.name
                down = _pair(difference)
                if down is not None:
                    waiting.append((down, path + b"/"))
                old, new = (None if n is None or n.is_folder else n for n in difference[1:])
                if old is not None or new is not None:
                    found.append(FileDifference(path, old, new))
            seen += len(self._found[last])
            if seen > MOST_FILES:
                # A few trees that name each other many times over would otherwise fill the memory.
                raise unread(T("en incheckning ändrar fler än {antal} filer och mappar", antal=MOST_FILES))
        return sorted(found, key=lambda f: f.path)

    def unsound_in(self, pair: Pair) -> bool:
        """Say whether a compared pair brings in a tree that git itself would not have written."""
        waiting, seen = [pair], {pair}
        while waiting and self.unsound:
            last = waiting.pop()
            if last[1] in self.unsound:
                return True
            below = {down for down in _folders(self._found[last]) if down not in seen}
            seen |= below
            waiting.extend(below)
        return False

    def blobs(self) -> Iterator[str]:
        """Give the id of every blob that the second tree of a compared pair brings in; some more than once."""
        for found in self._found.values():
            for difference in found:
                if difference.after is not None and difference.after.is_blob:
                    yield difference.after.oid

    def _new(self, pairs: Iterable[Pair]) -> list[Pair]:
        wanted = dict.fromkeys(pairs)
        self._found.update((pair, ()) for pair in wanted if pair[0] == pair[1])
        return [pair for pair in wanted if pair not in self._found]

    def _read(self, pairs: Sequence[Pair]) -> None:
        uses = Counter(oid for pair in pairs for oid in pair if oid)
        reader = read_objects(self._git, list(uses))
        held: dict[str, TreeData] = {"": NOTHING[self._width]}
        arriving = iter(uses)
        for pair in pairs:
            like = held.get(pair[0], held[""])
            for wanted in pair:
                while wanted not in held:
                    oid = next(arriving)
                    like = held[oid] = self._next(reader, oid, like)
            self._found[pair] = differences(held[pair[0]], held[pair[1]])
            for oid in filter(None, pair):
                uses[oid] -= 1
                if not uses[oid]:
                    del held[oid]
        for _ in reader:
            raise damaged("cat-file")

    def _next(self, reader: ObjectReader, oid: str, like: TreeData) -> TreeData:
        found = next(reader)
        if found is None or found.kind != "tree":
            raise damaged(oid)
        tree = parse_tree(found.data, self._width, like)
        if not tree.sound:
            self.unsound.add(oid)
        return tree


def _folders(found: Iterable[Difference]) -> Iterator[Pair]:
    for difference in found:
        pair = _pair(difference)
        if pair is not None:
            yield pair


def _pair(difference: Difference) -> Pair | None:
    """Give the pair of folders that a name stands for on either side."""
    _, before, after = difference
    first = before.oid if before is not None and before.is_folder else ""
    second = after.oid if after is not None and after.is_folder else ""
    return None if first == second else (first, second)


def portfolio_files(walk: TreeWalk, tree: str, prefix: bytes) -> Mapping[str, str]:
    """Give the ordinary files of a tree below a folder: blob id by path relative to it.

    Args:
        walk: has compared the tree with nothing.
        tree: id.
        prefix: of the portfolio; empty, or ended by `/`.
    """
    return {
        text_of(path.removeprefix(prefix)): after.oid
        for path, _, after in walk.files(("", tree))
        if path.startswith(prefix) and after is not None and after.mode.startswith(b"100")
    }


def text_of(path: bytes) -> str:
    """Give a path as text; bytes that are not UTF-8 become surrogates."""
    return path.decode("utf-8", "surrogateescape")
