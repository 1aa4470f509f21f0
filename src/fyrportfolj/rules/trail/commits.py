"""Judging one commit: what holds for every commit, and what holds for its kind."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.messages import T
from fyrportfolj.rules.trail.decision import judge_decision
from fyrportfolj.rules.trail.grammar import Message, read_message
from fyrportfolj.rules.trail.line import Line
from fyrportfolj.rules.trail.merge import is_merge, judge_brought_in, judge_merge, judge_parents
from fyrportfolj.rules.trail.people import Signer, judge_author, judge_person, judge_right_to_work, signer_of
from fyrportfolj.rules.trail.policy import judge_policy, judge_processes
from fyrportfolj.rules.trail.reading import judge_readable
from fyrportfolj.rules.trail.scene import Scene, fault, read_changes
from fyrportfolj.rules.trail.times import judge_moment
from fyrportfolj.rules.trail.tree import judge_attributes, judge_clashes, judge_kinds
from fyrportfolj.rules.trail.values import Anchor, Commit, Context, Document, Step
from fyrportfolj.rules.trail.work import judge_work

_ZONE = "UTC"
_SHORT = 12
_NO_DAY = date(1970, 1, 1)
"""The day of a commit whose moment is in no calendar; no key holds on it."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What every commit of a judgement is judged with.

    Attributes:
        line: the first-parent line, at the commit before.
        anchor: what is agreed outside the repository.
        context: files, signatures and time.
    """

    line: Line
    anchor: Anchor
    context: Context


def chain_of(commit: Commit, decisions: dict[str, str], policy: str | None) -> str | None:
    """Note a commit of the line in the chains of decisions and of policy.

    Args:
        commit: the commit.
        decisions: latest commit per undertaking, the most recent last; changed in place.
        policy: the latest commit that changed the policy before it.

    Returns:
        The latest commit that changed the policy, this one counted.
    """
    message = read_message(commit.message)
    if len(commit.parents) > 1:
        return policy
    named = message.value("Initiativ")
    if message.kind in ("beslut", "rattelse") and named:
        decisions.pop(named, None)
        decisions[named] = commit.oid
    return commit.oid if message.kind == "policy" else policy


def judge_side_commit(bench: Bench, step: Step, moments: dict[str, int]) -> Iterator[Diagnostic]:
    """Judge a commit of a side branch, by the register of the line that the branch comes into.

    What it changes is judged in the merge, against the line.

    Args:
        bench: what it is judged with.
        step: the commit.
        moments: latest committer date per commit of the branch so far; the commit's own is added.
    """
    commit = step.commit
    earlier = [m for p in commit.parents if (m := _moment_of(p, moments, bench.line)) is not None]
    moments[commit.oid] = max((commit.committed, *earlier))
    documents = read_changes(step.changes, bench.context.contents)
    yield from _form(step, read_message(commit.message), documents)
    yield from judge_moment(commit, earlier, bench.context.now)
    keyring = bench.line.keyring
    if keyring.in_use:
        if not is_merge(step):
            yield from judge_author(commit)
        day = _day(bench, commit)
        signer = signer_of(commit, keyring, day)
        if isinstance(signer, Diagnostic):
            yield signer
        else:
            yield from judge_person(commit, keyring, signer)
            yield from judge_right_to_work(commit, keyring, signer, day, merge=is_merge(step))


def judge_line_commit(
    bench: Bench, step: Step, side: Sequence[Step], moments: Mapping[str, int]
) -> Iterator[Diagnostic]:
    """Judge a commit of the first-parent line.

    Args:
        bench: what it is judged with.
        step: the commit.
        side: the commits of the branch that it brings in.
        moments: latest committer date per commit of that branch.
    """
    commit, line, context = step.commit, bench.line, bench.context
    message = read_message(commit.message)
    documents = read_changes(step.changes, context.contents)
    yield from _form(step, message, documents)
    yield from judge_moment(commit, (line.latest, *moments.values()), context.now)
    yield from judge_clashes(commit.oid, step.changes, line.names)
    for change in step.changes:
        if change.before != line.paths.get(change.path):
            orsak = T("{fil} var en annan fil i föräldern", fil=change.path)
            yield fault(commit.oid, "FYR647", change.path, id=commit.oid[:_SHORT], orsak=orsak)
    if is_merge(step):
        yield from judge_merge(step)
        yield from judge_brought_in(step, [(s, read_message(s.commit.message)) for s in side])
    day = _day(bench, commit)
    signer = yield from _signer(bench, step, message, day)
    portfolio = line.portfolio()
    if portfolio is None:
        yield from _without_portfolio(line, step, message)
        return
    today = portfolio.today(day)
    scene = Scene(step, message, line, portfolio, today, day, documents, context, bench.anchor)
    yield from _kind(scene, signer)
    yield from judge_processes(scene)


def _form(step: Step, message: Message, documents: Mapping[str, Document]) -> Iterator[Diagnostic]:
    """What holds for every commit, whatever it is and wherever it stands."""
    commit = step.commit
    yield from commit.faults
    if message.fault is not None:
        yield fault(commit.oid, "FYR620", orsak=message.fault)
    elif message.rows and is_merge(step):
        yield fault(commit.oid, "FYR620", orsak=T("en sammanslagning har inga Fyr-rader"))
    yield from judge_parents(step)
    yield from judge_kinds(commit.oid, step.changes)
    yield from judge_attributes(commit.oid, documents)
    yield from judge_readable(commit.oid, documents)


def _signer(bench: Bench, step: Step, message: Message, day: date) -> Generator[Diagnostic, None, Signer | None]:
    """Find who answers for a commit of the line; gives the signer, or None where nobody has to sign."""
    commit, keyring, merge = step.commit, bench.line.keyring, is_merge(step)
    if not merge and (keyring.in_use or message.kind != "arbete"):
        yield from judge_author(commit)
    if not keyring.in_use:
        return None
    signer = signer_of(commit, keyring, day)
    if isinstance(signer, Diagnostic):
        yield signer
        return None
    yield from judge_person(commit, keyring, signer)
    if merge or message.kind in ("arbete", "policy"):
        yield from judge_right_to_work(commit, keyring, signer, day, merge=merge)
    return signer


def _kind(scene: Scene, signer: Signer | None) -> Iterator[Diagnostic]:
    kind = "arbete" if is_merge(scene.step) else scene.message.kind
    if kind == "policy":
        yield from judge_policy(scene, signer)
    elif kind == "arbete":
        yield from judge_work(scene, scene.paths)
    else:
        yield from judge_decision(scene, signer)


def _without_portfolio(line: Line, step: Step, message: Message) -> Iterator[Diagnostic]:
    """Before there is a portfolio there is nothing to judge by; the commit that begins it is taken as given."""
    oid = step.commit.oid
    if line.founded:
        yield fault(oid, "FYR647", "fyr.yaml", id=oid[:_SHORT], orsak=T("fyr.yaml har aldrig gått att läsa"))
    elif message.kind != "arbete":
        yield fault(oid, "FYR647", id=oid[:_SHORT], orsak=T("det finns ingen portfölj att bedöma det efter"))


def _moment_of(oid: str, moments: Mapping[str, int], line: Line) -> int | None:
    found = moments.get(oid)
    return line.moments.get(oid) if found is None else found


def _day(bench: Bench, commit: Commit) -> date:
    portfolio = bench.line.portfolio()
    zone = portfolio.fyr.modell.tidszon if portfolio else _ZONE
    try:
        return bench.context.day_of(commit.committed, zone)
    except (LookupError, ValueError, ArithmeticError, OSError):
        return _NO_DAY
