"""From a path inside a document to line and column, read from the text only when it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from fyrportfolj.diagnostics import Loc, Place
from fyrportfolj.store.lines import Lines, Unsure

if TYPE_CHECKING:
    from fyrportfolj.store.nodes import Node


class Positions:
    """The places of one text."""

    def __init__(self, text: str, fil: str = "", *, readable: bool = False) -> None:
        """Keep the text until somebody asks.

        Args:
            text: the text of the file.
            fil: path relative to the portfolio.
            readable: a parser has read the text without faults, so that its layout can be trusted.
        """
        self.text = text
        self.fil = fil
        self.readable = readable

    @cached_property
    def _lines(self) -> Lines | None:
        try:
            return Lines(self.text) if self.readable else None
        except Unsure:
            return None

    @cached_property
    def root(self) -> Node | None:
        """The document as nodes; what stands before a fault when the text breaks off."""
        from fyrportfolj.store.nodes import compose

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
        if self._lines is not None:
            try:
                return self._lines.locate(loc, at_key=at_key)
            except Unsure:
                pass
        from fyrportfolj.store.nodes import located

        return located(self.root, loc, None, at_key=at_key) if self.root else Place(1, 1)

    def raw(self, loc: Loc) -> str | None:
        """Give a scalar as it stands in the file, quotes and all; None for anything else.

        Args:
            loc: path inside the document.
        """
        from fyrportfolj.store.nodes import step

        node = self.root
        for segment in loc:
            found = step(node, segment) if node else None
            if found is None:
                return None
            node = found[1]
        return self.text[node.start : node.end] if node and node.slag == "scalar" else None
