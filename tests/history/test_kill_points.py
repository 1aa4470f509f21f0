"""Every place where a decision or a sync can be cut off, or meet a disk that fails: before or after, never between.

A few places each time; every one of them with FYR_STOR=1.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.history.dying import DIED, DONE, FAILED
from tests.history.test_dying import RENAMES, can_trace, needs_fork, places, whole

LARGE = os.environ.get("FYR_STOR") == "1"
KILL, EIO, FULL = "signal=KILL", "error=EIO", "error=ENOSPC"
SYNCS = "fsync,fdatasync"
WRITES = "write,pwrite64,writev,ftruncate"
OPENS = "openat"
CHANGES = f"{RENAMES},rmdir,{SYNCS},{WRITES}"

needs_strace = pytest.mark.skipif(not can_trace(), reason="strace is not installed or not allowed")
slowly = pytest.mark.skipif(not LARGE, reason="all places only with FYR_STOR=1")


def check(found: list[dict[str, Any]], title: str) -> None:
    states = [place["state"] for place in found]
    print(f"\n{title}: {len(found)} places, {states.count('old')} before, {states.count('new')} after")  # noqa: T201  (figures, shown with -s)
    assert [place for place in found if not whole(place)] == []
    assert found


@needs_fork
@pytest.mark.slow
def test_a_death_at_a_step_of_a_sync(tmp_path: Path) -> None:
    found = places(tmp_path, "sync", "steps", "1" if LARGE else "47")
    check(found, "sync, steps")
    assert found[-1]["ended"] == DONE
    assert {place["ended"] for place in found[:-1]} == {DIED}
    assert {place["state"] for place in found} == {"old", "new"}


@needs_fork
@needs_strace
@pytest.mark.slow
@pytest.mark.parametrize(
    ("scene", "mode", "stride", "calls", "fault"),
    [
        ("sync", "git", "5", RENAMES, KILL),
        ("sync", "python", "13", f"{RENAMES},{SYNCS}", EIO),
        ("decision", "python", "9", f"{RENAMES},{SYNCS}", FULL),
        ("decision", "git", "6", CHANGES, EIO),
    ],
)
def test_some_system_calls(tmp_path: Path, scene: str, mode: str, stride: str, calls: str, fault: str) -> None:  # noqa: PLR0917  (one column each)
    found = places(tmp_path, scene, mode, stride, calls, fault)
    check(found, f"{scene}, {mode}, {fault}")


@needs_fork
@needs_strace
@slowly
@pytest.mark.slow
@pytest.mark.parametrize("fault", [KILL, EIO, FULL])
@pytest.mark.parametrize("calls", [RENAMES, SYNCS, WRITES, OPENS])
@pytest.mark.parametrize("mode", ["git", "python"])
@pytest.mark.parametrize("scene", ["decision", "sync"])
def test_every_system_call(tmp_path: Path, scene: str, mode: str, calls: str, fault: str) -> None:
    found = places(tmp_path, scene, mode, "1", calls, fault)
    check(found, f"{scene}, {mode}, {calls.partition(',')[0]}, {fault}")
    assert {place["ended"] for place in found} <= {DONE, FAILED, DIED}
