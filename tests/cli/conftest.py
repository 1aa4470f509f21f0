"""The example portfolio for calls of `fyr`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.terminal import SHIPPED, surroundings
from tests.support.gitrepo import EMAIL, NAME, GitRepo, isolate_git


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """Give the environment of a call with an empty home."""
    home = tmp_path / "hem"
    home.mkdir()
    return surroundings(home)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of the example portfolio."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "portfolj"))


@pytest.fixture
def repo(copy: Path, tmp_path: Path, env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    """Give a committed copy of the example portfolio."""
    home = Path(env["HOME"])
    isolate_git(monkeypatch, home)
    (home / ".gitconfig").write_text(f"[user]\nname = {NAME}\nemail = {EMAIL}\n", encoding="utf-8")
    made = GitRepo.make(copy)
    made.git("add", "-A")
    made.git("commit", "-q", "-m", "Första")
    return made
