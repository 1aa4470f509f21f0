"""Parsing many files in a child process while this one still loads the models.

Loading the models takes about as long as parsing a thousand files, and neither needs the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fyrportfolj.errors import ExternalError
from fyrportfolj.forked import Forked
from fyrportfolj.store.source import WorkingTree

WORTH_IT = 60
"""Fewer files than this are parsed faster than a process is started and heard."""

MODELS_COST = 900
"""How many files can be parsed while the models load; the child takes so many more than this process."""

Parsed = Mapping[str, tuple[bytes, bytes]]
"""Per path the file's bytes and its data as JSON; only files without faults."""


class Ahead:
    """A child process that parses files of a portfolio; `take` waits for it."""

    def __init__(self, child: Forked, share: frozenset[str]) -> None:
        """Keep hold of a running child.

        Args:
            child: answers with what it parsed.
            share: paths that it was given; the caller reads the others first.
        """
        self.share = share
        self.child = child

    @classmethod
    def start(cls, root: Path) -> Ahead | None:
        """Begin to parse the work tree's files.

        Args:
            root: the portfolio's folder.

        Returns:
            The running child; None when there are few files, or as `Forked.start`.
        """
        tree = WorkingTree(root)
        try:
            paths = tree.paths()
        except ExternalError:
            return None  # told with its reason when the tree is loaded
        if len(paths) < WORTH_IT:
            return None
        share = paths[: (len(paths) + MODELS_COST) // 2]
        from fyrportfolj.store import yamltext  # noqa: F401  (before the fork, so that the child has it)

        child = Forked.start(lambda line: line.tell(_parsed(tree, share)))
        return cls(child, frozenset(share)) if child else None

    def take(self) -> Parsed:
        """Wait for the child and give what it parsed; nothing when it failed."""
        found: Parsed | None = self.child.heard()
        self.child.leave()
        return found or {}


def _parsed(tree: WorkingTree, paths: tuple[str, ...]) -> dict[str, tuple[bytes, bytes]]:
    from pydantic_core import to_json

    from fyrportfolj.store.yamltext import parse

    found = {}
    for path in paths:
        try:
            raw = tree.read(path)
        except (FileNotFoundError, ExternalError):
            continue
        parsed = parse(raw, path)
        if parsed.data is not None and not parsed.diagnostics:
            found[path] = (raw, to_json(parsed.data))
    return found
