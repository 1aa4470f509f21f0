"""Asking git in a child process while this one still loads the models."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fyrportfolj.forked import Forked, Line

if TYPE_CHECKING:
    from fyrportfolj.history.standing import Standing

_RUNNING: dict[Path, Forked] = {}


def begin(root: Path, paths: Callable[[], Sequence[str]], document: Callable[[str], bool]) -> None:
    """Begin to find out where the repository around a portfolio stands.

    Args:
        root: the portfolio's folder.
        paths: lists its documents; called in the child.
        document: as for `standing`.
    """
    if root in _RUNNING:
        return
    child = Forked.start(lambda line: _answer(root, paths, document, line))
    if child:
        _RUNNING[root] = child


def found(root: Path) -> Standing | None:
    """Wait for what was begun, and give it once.

    Args:
        root: as for `begin`.

    Returns:
        None when nothing was begun, or there is something to tell about it.
    """
    child = _RUNNING.pop(root, None)
    if child is None:
        return None
    answer = child.heard()
    child.leave()
    if answer is None:
        return None
    from datetime import datetime

    from fyrportfolj.history.standing import Standing

    commit, made, held, staged, algorithm = answer
    return Standing(commit, datetime.fromisoformat(made), held, staged, algorithm)


def _answer(root: Path, paths: Callable[[], Sequence[str]], document: Callable[[str], bool], line: Line) -> None:
    from fyrportfolj.history.repository import Repository
    from fyrportfolj.history.standing import standing

    repo = Repository.discover(root)
    at = standing(repo, paths(), document) if repo else None
    if at is not None:
        line.tell((at.commit, at.made.isoformat(), dict(at.held), dict(at.staged), at.algorithm))
