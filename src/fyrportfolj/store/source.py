"""Where documents are read from: a work tree, a commit, the index, or memory, all in one form."""

from __future__ import annotations

from typing import Protocol


class SourceTree(Protocol):
    """A tree of files that can be listed and read; a commit is one, and so is a folder."""

    def paths(self) -> tuple[str, ...]:
        """Give every file of the portfolio, relative to its root, with `/`, sorted."""
        ...

    def read(self, path: str) -> bytes:
        """Give a file's bytes.

        Raises:
            FileNotFoundError: no such file in the tree.
            ExternalError: the file cannot be read.
        """
        ...
