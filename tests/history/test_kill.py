"""Killed at any moment, with all that it started: nothing is lost, torn or stuck, and the next command works."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.history.test_dying import ROOT

LARGE = os.environ.get("FYR_STOR") == "1"
ROUNDS = 500 if LARGE else 8
needs_groups = pytest.mark.skipif(
    not hasattr(os, "fork") or shutil.which("setsid") is None, reason="no groups of processes on this system"
)


@needs_groups
@pytest.mark.slow
def test_random_kills_lose_nothing(tmp_path: Path, home: Path) -> None:
    env = os.environ | {"HOME": str(tmp_path / "hem")}
    (tmp_path / "hem").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.history.killing", str(tmp_path / "hav"), str(ROUNDS)],
        cwd=ROOT,
        env=env,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    print(f"\n{found}")  # noqa: T201  (figures, shown with -s)
    clean = {"lost": 0, "doubled": 0, "stuck": 0, "dirty": 0, "fsck": 0, "not shared": 0, "same": True}
    assert found == found | clean
    assert found["rounds"] == ROUNDS
    # Otherwise nothing was interrupted, and nothing proved.
    assert found["decisions"] > 0
    if LARGE:
        assert found["traces after kill"] > ROUNDS // 10
