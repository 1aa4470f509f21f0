"""Asking git in a child process while this one still loads the models.

The answer is the same with and without: what the child could not find out, whoever asks finds out here.
"""

from __future__ import annotations

import contextlib
import marshal
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fyrportfolj.history.standing import Standing

_RUNNING: dict[Path, tuple[int, int]] = {}


def begin(root: Path, paths: Callable[[], Sequence[str]], document: Callable[[str], bool]) -> None:
    """Begin to find out where the repository around a portfolio stands.

    Args:
        root: the portfolio's folder.
        paths: lists its documents; called in the child.
        document: as for `standing`.
    """
    if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2 or root in _RUNNING:  # noqa: PLR2004  (one is busy here)
        return
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        _child(root, paths, document, writer)
    os.close(writer)
    _RUNNING[root] = pid, reader


def found(root: Path) -> Standing | None:
    """Wait for what was begun, and give it once.

    Args:
        root: as for `begin`.

    Returns:
        None when nothing was begun, or there is something to tell about it.
    """
    if root not in _RUNNING:
        return None
    pid, reader = _RUNNING.pop(root)
    with os.fdopen(reader, "rb") as pipe:
        data = pipe.read()
    _, status = os.waitpid(pid, 0)
    if status != 0:
        return None
    from datetime import datetime

    from fyrportfolj.history.standing import Standing

    commit, made, held, staged, algorithm = marshal.loads(data)  # noqa: S302  (our own child wrote it)
    return Standing(commit, datetime.fromisoformat(made), held, staged, algorithm)


def _child(root: Path, paths: Callable[[], Sequence[str]], document: Callable[[str], bool], writer: int) -> None:
    """Ask and answer, then end at once: nothing of the parent's clean-up may run here."""
    code = 1
    with contextlib.suppress(BaseException):
        from fyrportfolj.history.repository import Repository
        from fyrportfolj.history.standing import standing

        repo = Repository.discover(root)
        at = standing(repo, paths(), document) if repo else None
        if at is not None:
            answer = (at.commit, at.made.isoformat(), dict(at.held), dict(at.staged), at.algorithm)
            with os.fdopen(writer, "wb") as pipe:
                marshal.dump(answer, pipe)
            code = 0
    os._exit(code)
