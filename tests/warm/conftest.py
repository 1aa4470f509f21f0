"""A portfolio for calls that may be remembered, and a place to remember in."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from fyrportfolj.cli import warm
from tests.cli.terminal import surroundings
from tests.cli.test_cases import BASE
from tests.support.gitrepo import GitRepo
from tests.warm.calls import TODAY, Answers


@pytest.fixture(autouse=True)
def memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let answers be remembered, on a day that stands still."""
    monkeypatch.setenv("FYR_CACHE", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "minne"))
    monkeypatch.delenv("FYR_LANG", raising=False)
    monkeypatch.setattr(warm, "now", lambda: TODAY)
    # Somebody may be working on the program while its tests run.
    monkeypatch.setattr(warm, "_program", tuple)
    (tmp_path / "minne").mkdir()


@pytest.fixture
def fyr(tmp_path: Path) -> Answers:
    """Give calls in a portfolio in git, whose days come from the clock and which has a warning and a fault."""
    folder = Path(shutil.copytree(BASE, tmp_path / "portfölj"))
    head = folder / "fyr.yaml"
    head.write_text(re.sub(r"(?m)^betraktelsedag:.*\n", "", head.read_text(encoding="utf-8")), encoding="utf-8")
    shutil.copy(folder / "projekt/provtur.yaml", folder / "projekt/kopia.yaml")
    GitRepo.make(folder).commit("Första")
    return Answers(folder)


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """Give the environment of a process that may remember."""
    (tmp_path / "hem").mkdir()
    return surroundings(tmp_path / "hem", FYR_CACHE="1", COLUMNS="100")
