"""Judging a stretch of history, commit by commit, each by the portfolio of its first parent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fyrportfolj.rules.trail.values import Anchor, Commit, Context, Judged, Memory, Step


def begin(start: Commit, paths: Mapping[str, str], earlier: Iterable[Commit]) -> Memory:
    """Give what the judge knows at the commit that the judgement starts from.

    Args:
        start: the commit; what it holds is taken as given.
        paths: blob id per path of the portfolio there.
        earlier: commits of the first-parent line up to and with `start`, oldest first.
    """
    raise NotImplementedError


def judge(steps: Iterable[Step], memory: Memory, anchor: Anchor, context: Context) -> Judged:
    """Judge the commits that follow.

    Args:
        steps: parents before children; those of the first-parent line continue from `memory.tip`.
        memory: what is known at the commit before them, from `begin` or from an earlier judgement.
        anchor: what is agreed outside the repository.
        context: files, signatures and time.

    Returns:
        Every deviation at once, accepted ones left out, and the level that is proved.
    """
    raise NotImplementedError
