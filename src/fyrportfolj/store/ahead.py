"""Parsing the files of a portfolio in a child process while this one still loads the models.

Loading the models takes about as long as parsing a thousand files, and neither needs the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from fyrportfolj.errors import ExternalError
from fyrportfolj.store.source import WorkingTree
from fyrportfolj.store.stream import Stream

WORTH_IT = 60
"""Fewer files than this are parsed faster than a process is started and heard."""

Ahead: TypeAlias = Stream[tuple[bytes, bytes]]
"""Per path the file's bytes and its data as JSON; only files without faults."""


def parse_ahead(root: Path) -> Ahead | None:
    """Begin to parse the work tree's files.

    Args:
        root: the portfolio's folder.

    Returns:
        The running child; None when there are few files, or as `Stream.start`.
    """
    tree = WorkingTree(root)
    try:
        paths = tree.paths()
    except ExternalError:
        return None  # told with its reason when the tree is loaded
    return Stream.start(paths, lambda some: _parsed(tree, some)) if len(paths) >= WORTH_IT else None


def _parsed(tree: WorkingTree, paths: Sequence[str]) -> dict[str, tuple[bytes, bytes]]:
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
