"""`fyr report --sedan`: a report that tells what has changed since an earlier version."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fyrportfolj.commands.report import make_report
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import ExternalError, UsageError
from fyrportfolj.resources import resource
from tests.commands.conftest import opened
from tests.support.gitrepo import GitRepo

CHANGED = "initiativ/exempel-gemensamt-e-arkiv.yaml"


def test_tells_what_has_changed_since_a_version(repo: GitRepo, tmp_path: Path) -> None:
    before = (repo.root / CHANGED).read_text(encoding="utf-8")
    changed = before.replace("slut: 2027-12-31", "slut: 2028-06-30", 1)
    assert changed != before
    (repo.root / CHANGED).write_text(changed, encoding="utf-8")

    made = make_report(opened(repo.root), "portfoljstatus", None, ("md",), tmp_path, since="HEAD").data.filer[0]
    told = made.read_text(encoding="utf-8")

    assert "1 annan ändring" in told
    assert "| Tid | Gemensamt e-arkiv (exempel) |" in told
    assert "(version " in told


def test_says_that_no_comparison_was_asked_for(repo: GitRepo, tmp_path: Path) -> None:
    made = make_report(opened(repo.root), "portfoljstatus", None, ("md",), tmp_path).data.filer[0]

    assert "Ingen jämförelse är gjord" in made.read_text(encoding="utf-8")


def test_a_report_that_does_not_compare_refuses(shipped: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="tidplan jämför inte"):
        make_report(shipped, "tidplan", None, ("md",), tmp_path, since="2026-10-31")


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    copied = tmp_path / "portfolj"
    shutil.copytree(resource("portfolio-data"), copied)
    return copied


def test_without_a_repository_there_is_nothing_to_compare_with(plain: Path, tmp_path: Path) -> None:
    with pytest.raises(ExternalError, match="inga äldre versioner"):
        make_report(opened(plain), "portfoljstatus", None, ("md",), tmp_path / "ut", since="2026-10-31")
