"""`fyr report --sedan`: a report that tells what has changed since an earlier version."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from fyrportfolj.commands.report import make_all, make_report
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


def test_compares_with_the_end_of_last_month_unless_asked_otherwise(repo: GitRepo, tmp_path: Path) -> None:
    for end, when in (("2028-06-30", "2026-10-31T23:30:00+01:00"), ("2028-12-31", "2026-11-01T00:10:00+01:00")):
        text = (repo.root / CHANGED).read_text(encoding="utf-8")
        changed = re.sub(r"(?m)^slut: .*", f"slut: {end}", text)
        (repo.root / CHANGED).write_text(changed, encoding="utf-8")
        repo.git("commit", "-a", "-q", "-m", end, when=when)

    made = make_report(opened(repo.root), "portfoljstatus", None, ("md",), tmp_path).data.filer[0]
    told = made.read_text(encoding="utf-8")

    assert "Sedan slutet av förra månaden, 31\u00a0oktober\u00a02026" in told
    assert "2028-06-30" in told
    assert "2028-12-31" in told
    assert "2027-12-31" not in told.partition("Sedan slutet")[2].partition("## ")[0]
    everything = make_all(opened(repo.root), ("md",), tmp_path / "alla", lambda _done, _all, _name: None).data.filer
    again = next(f for f in everything if f.parent.name == "portfoljstatus")
    assert again.read_text(encoding="utf-8") == told


def test_says_why_there_is_nothing_to_compare_with(repo: GitRepo, plain: Path, tmp_path: Path) -> None:
    repo.git("commit", "--amend", "-q", "--no-edit", when="2026-11-02T08:00:00+01:00")
    young = make_report(opened(repo.root), "portfoljstatus", None, ("md",), tmp_path).data.filer[0]
    loose = make_report(opened(plain), "portfoljstatus", None, ("md",), tmp_path / "ut").data.filer[0]

    assert "ingen läsbar version från 31\u00a0oktober\u00a02026" in young.read_text(encoding="utf-8")
    assert "ligger inte i git" in loose.read_text(encoding="utf-8")


def test_a_report_that_does_not_compare_refuses(shipped: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="tidplan jämför inte"):
        make_report(shipped, "tidplan", None, ("md",), tmp_path, since="2026-10-31")


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    copied = tmp_path / "utan-git"
    shutil.copytree(resource("portfolio-data"), copied)
    return copied


def test_without_a_repository_there_is_nothing_to_compare_with(plain: Path, tmp_path: Path) -> None:
    with pytest.raises(ExternalError, match="inga äldre versioner"):
        make_report(opened(plain), "portfoljstatus", None, ("md",), tmp_path / "ut", since="2026-10-31")
