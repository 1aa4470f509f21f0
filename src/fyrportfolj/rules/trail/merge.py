"""Merges: two branches, nothing of the merger's own, and neither decisions nor policy from the side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.messages import T
from fyrportfolj.rules.trail.grammar import Message
from fyrportfolj.rules.trail.scene import fault
from fyrportfolj.rules.trail.statement import is_policy
from fyrportfolj.rules.trail.values import Step

_TWO = 2


def is_merge(step: Step) -> bool:
    """Say whether a commit has several parents."""
    return len(step.commit.parents) >= _TWO


def judge_parents(step: Step) -> Iterator[Diagnostic]:
    """Find merges of more than two."""
    if len(step.commit.parents) > _TWO:
        yield fault(step.commit.oid, "FYR609", antal=len(step.commit.parents))


def judge_merge(step: Step) -> Iterator[Diagnostic]:
    """Find a merge on the first-parent line that holds something that neither branch has."""
    if len(step.commit.parents) != _TWO:
        return
    oid = step.commit.oid
    if step.honest is None:
        yield fault(oid, "FYR647", id=oid, orsak=T("det är inte känt vad sammanslagningen ger av sig själv"))
    elif not step.honest:
        yield fault(oid, "FYR610")


def judge_brought_in(step: Step, side: Iterable[tuple[Step, Message]]) -> Iterator[Diagnostic]:
    """Find decisions and changes of the policy on the side branch that a merge brings in.

    Args:
        step: the merge.
        side: the commits it brings in, each with its message.
    """
    for other, message in side:
        # A merge on the side may bring the branch up to date with decisions of the main line.
        policy = not is_merge(other) and any(is_policy(c.path) for c in other.changes)
        if message.kind != "arbete" or policy:
            yield fault(step.commit.oid, "FYR611", gren=other.commit.oid)
