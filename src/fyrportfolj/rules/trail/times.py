"""When a commit says that it was made, and when a decision must have been recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.messages import T
from fyrportfolj.model.decisions import Decision
from fyrportfolj.rules.trail.scene import Scene, fault
from fyrportfolj.rules.trail.values import Commit

SLACK = 300
"""Seconds that the clocks of two computers may differ."""


def judge_moment(commit: Commit, earlier: Iterable[int], now: int) -> Iterator[Diagnostic]:
    """Find a commit that is dated before one that it builds on, or in the future.

    Args:
        commit: the commit.
        earlier: latest committer dates before it, seconds since 1970.
        now: the present, seconds since 1970.
    """
    latest = max(earlier, default=commit.committed)
    if commit.committed < latest - SLACK:
        yield fault(commit.oid, "FYR617", datum=moment(commit.committed), fore=moment(latest))
    if commit.committed > now + SLACK:
        yield fault(commit.oid, "FYR618", datum=moment(commit.committed))


def judge_day(scene: Scene, fil: str, decision: Decision) -> Iterator[Diagnostic]:
    """Find a decision that is recorded before its meeting or too long after it.

    Args:
        scene: the decision's commit.
        fil: the undertaking's file.
        decision: the decision.
    """
    limit = scene.portfolio.fyr.modell.policy.registreras_inom_dagar
    if decision.datum > scene.today:
        reason = T("beslutet kan inte registreras före mötet")
    elif limit is not None and (scene.today - decision.datum) > timedelta(days=limit):
        reason = T("det ska registreras inom {dagar} dagar", dagar=limit)
    else:
        return
    yield scene.fault("FYR646", fil, datum=decision.datum, registrerad=scene.today, orsak=reason)


def moment(seconds: int) -> str:
    """Give a moment as a person can compare it with another: day, time and zone."""
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (ValueError, OverflowError, OSError):
        return str(seconds)
