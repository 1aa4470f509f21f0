"""Random legal histories raise no finding, in both levels: what the writer would record, the judge lets pass."""

from __future__ import annotations

import os
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fyrportfolj.rules.trail.judge import judge
from fyrportfolj.rules.trail.values import Anchor
from tests.rules.trail.chronicle import Chronicle
from tests.rules.trail.story import Story

_BIG = "FYR_STOR" in os.environ

ACTIONS: tuple[Callable[[Chronicle], None], ...] = (
    Chronicle.begin,
    Chronicle.edit,
    Chronicle.new_version,
    Chronicle.approve,
    Chronicle.fill_in,
    Chronicle.rename,
    Chronicle.drop,
    Chronicle.other_files,
    Chronicle.roles,
    Chronicle.branch_off,
    Chronicle.branch_on,
    Chronicle.merge,
    Chronicle.treat,
    Chronicle.other_decision,
    Chronicle.correct,
    Chronicle.new_process,
    Chronicle.new_head,
    Chronicle.rotate,
    Chronicle.decide_late,
    *(Chronicle.decide,) * 8,
)


@st.composite
def histories(draw: st.DrawFn, *, signed: bool) -> Story:
    """A legal history of up to forty commits."""
    chronicle = Chronicle(draw, signed=signed)
    chronicle.begin()
    chronicle.begin()
    for action in draw(st.lists(st.sampled_from(ACTIONS), min_size=5, max_size=40)):
        action(chronicle)
    chronicle.merge()
    return chronicle.story


MANY = settings(
    max_examples=1_000 if _BIG else 100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@MANY
@given(histories(signed=False))
def test_legal_histories_raise_no_false_alarm(story: Story) -> None:
    judged = story.judged(Anchor(rot=story.start.oid))
    assert judged.findings == ()
    assert judged.level == "struktur"
    assert judged.commits == len(story.steps)


@MANY
@given(histories(signed=True))
def test_legal_signed_histories_raise_no_false_alarm(story: Story) -> None:
    judged = story.judged(Anchor(rot=story.start.oid, niva="signerad"))
    assert judged.findings == ()
    assert judged.level == "signerad"


@settings(MANY, max_examples=300 if _BIG else 30)
@given(histories(signed=True), st.data())
def test_legal_histories_in_two_stretches(story: Story, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(story.line) - 1))
    before = {c.oid for c in story.line[: cut + 1]}
    known = before | {s for step in story.steps if step.commit.oid in before for s in step.side}
    first = judge([s for s in story.steps if s.commit.oid in known], story.begin(), Anchor(), story.context())
    later = judge([s for s in story.steps if s.commit.oid not in known], first.memory, Anchor(), story.context())
    assert (first.findings, later.findings) == ((), ())
    assert later.memory == story.judged().memory
