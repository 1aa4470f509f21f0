"""From a path inside a document to line and column, read from the text only when it is asked for."""

from __future__ import annotations

from functools import cached_property

from fyrportfolj.diagnostics import Loc, Place
from fyrportfolj.store.nodes import Node, compose


class Positions:
    """The places of one text."""

    def __init__(self, text: str, fil: str = "") -> None:
        self.text = text
        self.fil = fil

    @cached_property
    def root(self) -> Node | None:
        """The document as nodes; what stands before a fault when the text breaks off."""
        return compose(self.text, self.fil).root

    def locate(self, loc: Loc, *, at_key: bool = False) -> Place:
        """Give the place of a value.

        A key that is missing gives its mapping's own key; a segment that is not in the file (the name of a union
        member) is passed over.

        Args:
            loc: path inside the document.
            at_key: give the place of the last key instead of its value.

        Returns:
            Line and column from 1, column in characters.
        """
        node = self.root
        if node is None:
            return Place(1, 1)
        key: Node | None = None
        missing = False
        for segment in loc:
            found = _step(node, segment)
            missing = found is None and node.slag == "mapping" and isinstance(segment, str)
            if found is not None:
                key, node = found
        if missing or at_key:
            return (key or _first(node)).place
        return node.place

    def raw(self, loc: Loc) -> str | None:
        """Give a scalar as it stands in the file, quotes and all; None for anything else.

        Args:
            loc: path inside the document.
        """
        node = self.root
        for segment in loc:
            found = _step(node, segment) if node else None
            if found is None:
                return None
            node = found[1]
        return self.text[node.start : node.end] if node and node.slag == "scalar" else None


def _step(node: Node, segment: str | int) -> tuple[Node | None, Node] | None:
    if node.slag == "mapping":
        return node.get(str(segment))
    if node.slag == "sequence" and isinstance(segment, int) and 0 <= segment < len(node.items):
        return None, node.items[segment]
    return None


def _first(node: Node) -> Node:
    return node.pairs[0][0] if node.pairs else node
