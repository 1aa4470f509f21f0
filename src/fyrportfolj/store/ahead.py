"""Parsing many files in a child process while this one still loads the models.

Loading the models takes about as long as parsing a thousand files, and neither needs the other. The
answer is the same with and without: what the child could not read well, this process reads itself.
"""

from __future__ import annotations

import contextlib
import marshal
import os
from collections.abc import Mapping
from pathlib import Path

from fyrportfolj.errors import ExternalError
from fyrportfolj.store.source import WorkingTree

WORTH_IT = 60
"""Fewer files than this are parsed faster than a process is started and heard."""

MODELS_COST = 900
"""How many files can be parsed while the models load; the child takes so many more than this process."""

Parsed = Mapping[str, tuple[bytes, bytes]]
"""Per path the file's bytes and its data as JSON; only files without faults."""


class Ahead:
    """A child process that parses files of a portfolio; `take` waits for it."""

    def __init__(self, pid: int, pipe: int, share: frozenset[str]) -> None:
        """Keep hold of a running child.

        Args:
            pid: the child.
            pipe: where it answers.
            share: paths that it was given; the caller reads the others first.
        """
        self.share = share
        self._pid = pid
        self._pipe = pipe

    @classmethod
    def start(cls, root: Path) -> Ahead | None:
        """Begin to parse the work tree's files.

        Args:
            root: the portfolio's folder.

        Returns:
            The running child; None when there are few files, one processor, or no fork.
        """
        if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:  # noqa: PLR2004  (one is busy here)
            return None
        tree = WorkingTree(root)
        try:
            paths = tree.paths()
        except ExternalError:
            return None  # told with its reason when the tree is loaded
        if len(paths) < WORTH_IT:
            return None
        share = paths[: (len(paths) + MODELS_COST) // 2]
        from fyrportfolj.store import yamltext  # noqa: F401  (before the fork, so that the child has it)

        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reader)
            _child(tree, share, writer)
        os.close(writer)
        return cls(pid, reader, frozenset(share))

    def take(self) -> Parsed:
        """Wait for the child and give what it parsed; nothing when it failed."""
        with os.fdopen(self._pipe, "rb") as pipe:
            data = pipe.read()
        _, status = os.waitpid(self._pid, 0)
        if status != 0:
            return {}
        found: Parsed = marshal.loads(data)  # noqa: S302  (our own child wrote it)
        return found


def _child(tree: WorkingTree, paths: tuple[str, ...], writer: int) -> None:
    """Parse and answer, then end at once: nothing of the parent's clean-up may run here."""
    code = 1
    with contextlib.suppress(BaseException):
        answer = marshal.dumps(_parsed(tree, paths))
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(answer)
        code = 0
    os._exit(code)


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
