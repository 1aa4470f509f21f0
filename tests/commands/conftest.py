"""The example portfolio, opened once, and copies of it that a test may change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from fyrportfolj.commands.workspace import Workspace
from tests.commands.sharing import Harbour
from tests.support.gitrepo import EMAIL, NAME, GitRepo, isolate_git

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "portfolio-data"
CLOCK = date(2026, 11, 22)

Reopen = Callable[[], Workspace]


def clock(zone: str) -> date:
    assert zone == "Europe/Stockholm"
    return CLOCK


@cache
def _shipped() -> Workspace:
    return Workspace.open(SHIPPED, clock)


@pytest.fixture
def shipped() -> Workspace:
    """Give the example portfolio; it is read once and cannot change."""
    return _shipped()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of the example portfolio outside any repository."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "portfolj"))


@pytest.fixture
def repo(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    """Give a copy of the example portfolio, committed."""
    isolate_git(monkeypatch, tmp_path / "hem")
    (tmp_path / "hem" / ".gitconfig").write_text(f"[user]\nname = {NAME}\nemail = {EMAIL}\n", encoding="utf-8")
    made = GitRepo.make(copy)
    made.git("add", "-A")
    made.git("commit", "-q", "-m", "Första")
    return made


@pytest.fixture
def harbour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Harbour:
    """Give a small portfolio with two undertakings, shared over a bare repository."""
    isolate_git(monkeypatch, tmp_path / "hem")
    return Harbour(tmp_path, undertakings=2)


@pytest.fixture
def both(harbour: Harbour) -> tuple[GitRepo, GitRepo]:
    """Give the clones of two people."""
    return harbour.clone("anna"), harbour.clone("bo")


def opened(folder: Path) -> Workspace:
    """Open a portfolio at a fixed clock."""
    return Workspace.open(folder, clock, search=False)
