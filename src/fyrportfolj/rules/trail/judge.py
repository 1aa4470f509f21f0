"""Judging a stretch of history, commit by commit, each by the portfolio of its first parent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.messages import T
from fyrportfolj.rules.trail.anchoring import answered_for, judge_accepted, judge_chain, judge_level, without_accepted
from fyrportfolj.rules.trail.commits import Bench, chain_of, judge_line_commit, judge_side_commit
from fyrportfolj.rules.trail.grammar import read_message
from fyrportfolj.rules.trail.line import Line
from fyrportfolj.rules.trail.merge import is_merge
from fyrportfolj.rules.trail.scene import fault, read_changes
from fyrportfolj.rules.trail.values import Anchor, Commit, Context, Judged, Level, Memory, Step

__all__ = ["begin", "judge", "judge_chain"]

_SHORT = 12

# What the rules raise on data that their own checks would refuse: days past the calendar, sums without parts, gates
# that lead nowhere, content that is not there. A commit that cannot be judged is never a good one.
_UNJUDGEABLE = (ArithmeticError, AssertionError, LookupError, RecursionError, TypeError, ValueError)


def begin(start: Commit, paths: Mapping[str, str], earlier: Iterable[Commit]) -> Memory:
    """Give what the judge knows at the commit that the judgement starts from.

    Args:
        start: the commit; what it holds is taken as given.
        paths: blob id per path of the portfolio there.
        earlier: commits of the first-parent line up to and with `start`, oldest first.
    """
    decisions: dict[str, str] = {}
    policy: str | None = None
    moments: dict[str, int] = {}
    latest = start.committed
    for commit in earlier:
        latest = max(latest, commit.committed) if moments else commit.committed
        moments[commit.oid] = latest
        policy = chain_of(commit, decisions, policy)
    return Memory(start.oid, dict(paths), decisions, latest, start=start.oid, last_policy=policy, moments=moments)


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
    judging = _Judging(tuple(steps), memory, anchor, context)
    judging.run()
    return judging.judged()


class _Judging:
    """One judgement."""

    def __init__(self, steps: tuple[Step, ...], memory: Memory, anchor: Anchor, context: Context) -> None:
        self._steps = steps
        self._memory = memory
        self._anchor = anchor
        self._line = Line(memory, context.contents)
        self._bench = Bench(self._line, anchor, context)
        self._found: dict[str, list[Diagnostic]] = {step.commit.oid: [] for step in steps}
        self._waiting = {step.commit.oid: step for step in steps}
        self._signed_from = memory.signed_from
        self._level = memory.level
        self._decisions = 0

    def run(self) -> None:
        """Judge every commit."""
        route = _route(self._steps, self._memory.tip)
        if route is None:
            tip = self._steps[-1].commit.oid
            orsak = T("huvudlinjen leder inte tillbaka till {incheckning}", incheckning=self._memory.tip[:_SHORT])
            self._found[tip].append(fault(tip, "FYR647", id=tip[:_SHORT], orsak=orsak))
            return
        for step in route:
            del self._waiting[step.commit.oid]
        for step in route:
            self._commit(step)
        for oid in self._waiting:
            orsak = T("ingen sammanslagning för in den")
            self._found[oid].append(fault(oid, "FYR647", id=oid[:_SHORT], orsak=orsak))

    def judged(self) -> Judged:
        """Give what came of it."""
        every = [d for step in self._steps for d in self._found[step.commit.oid]]
        findings = without_accepted(every, self._anchor)
        asked = self._level or _level(required=self._line.keyring.in_use)
        level = asked if answered_for(findings) else "struktur"
        whole = self._from_the_start()
        last = (
            *(judge_accepted(every, self._anchor) if whole else ()),
            *judge_level(asked, findings, self._signed_from, self._line.tip, self._anchor),
        )
        memory = self._line.remember(replace(self._memory, signed_from=self._signed_from, level=self._level))
        return Judged((*findings, *last), level, self._signed_from, self._decisions, len(self._steps), memory)

    def _from_the_start(self) -> bool:
        """Whether this judgement holds all that there is to judge: from the agreed start, or from the line's first."""
        begun, agreed = self._memory.start, self._anchor.start
        return self._memory.tip == begun and (begun == agreed if agreed else len(self._memory.moments) == 1)

    def _commit(self, step: Step) -> None:
        oid = step.commit.oid
        side = self._side(step)
        moments: dict[str, int] = {}
        for other in side:
            self._guarded(other.commit.oid, judge_side_commit(self._bench, other, moments))
        self._guarded(oid, judge_line_commit(self._bench, step, side, moments))
        self._guarded(oid, self._move(step, moments))

    def _side(self, step: Step) -> Sequence[Step]:
        side: list[Step] = []
        for oid in step.side:
            other = self._waiting.pop(oid, None)
            if other is None:
                orsak = T("incheckningen {gren} på sidogrenen saknas", gren=oid[:_SHORT])
                self._found[step.commit.oid].append(
                    fault(step.commit.oid, "FYR647", id=step.commit.oid[:_SHORT], orsak=orsak)
                )
            else:
                side.append(other)
        return side

    def _move(self, step: Step, moments: Mapping[str, int]) -> Iterator[Diagnostic]:
        line, commit = self._line, step.commit
        required = line.keyring.in_use
        self._signed_from = (self._signed_from or commit.oid) if required else None
        self._level = _level(required=required and self._level != "struktur")
        kind = "arbete" if is_merge(step) else read_message(commit.message).kind
        self._decisions += kind in ("beslut", "rattelse")
        line.last_policy = chain_of(commit, line.last_decision, line.last_policy)
        line.latest = max((line.latest, commit.committed, *moments.values()))
        line.moments[commit.oid] = line.latest
        documents = read_changes(step.changes, self._bench.context.contents)
        line.move(commit.oid, step.changes, documents, policy=kind == "policy")
        yield from ()

    def _guarded(self, oid: str, findings: Iterator[Diagnostic]) -> None:
        found = self._found[oid]
        try:
            found.extend(findings)
        except _UNJUDGEABLE as error:
            orsak = T("uppgifterna går inte att räkna med ({slag})", slag=type(error).__name__)
            found.append(fault(oid, "FYR647", id=oid[:_SHORT], orsak=orsak))


def _route(steps: Sequence[Step], tip: str) -> tuple[Step, ...] | None:
    """The steps of the first-parent line, oldest first; None when they do not continue from a commit."""
    by_oid = {step.commit.oid: step for step in steps}
    route: list[Step] = []
    here: str | None = steps[-1].commit.oid if steps else tip
    while here != tip:
        step = by_oid.pop(here, None) if here else None
        if step is None:
            return None
        route.append(step)
        here = next(iter(step.commit.parents), None)
    return tuple(reversed(route))


def _level(*, required: bool) -> Level:
    return "signerad" if required else "struktur"
