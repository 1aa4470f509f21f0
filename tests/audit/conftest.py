"""Clean histories to copy and spoil."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.audit.trail import Trail, build
from tests.support.gitrepo import isolate_git


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Trail]:
    """Give the signed history under True and the unsigned one under False; never spoil these."""
    folder = tmp_path_factory.mktemp("historik")
    return {signed: build(folder / f"{signed}.git", signed=signed) for signed in (True, False)}


@pytest.fixture(autouse=True)
def _own_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate_git(monkeypatch, tmp_path / "hem")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("FYR_TRUST", raising=False)
