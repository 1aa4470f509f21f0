"""Attacks 92 and 93: repositories that belong to somebody else, or that are not the folder's own."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.terminal import run
from tests.safety.canaries import UNIX, Site
from tests.safety.test_environment import READING, WRITING
from tests.support.gitrepo import GitRepo


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site.make(tmp_path_factory.mktemp("original") / "aaaa")


@UNIX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_a_repository_that_somebody_else_owns_is_refused(original: Site, tmp_path: Path) -> None:
    """92: git asks whose the folder is."""
    site = original.copy(tmp_path / "aaaa")
    for place in (site.root, site.root / ".git"):
        os.chown(place, 12345, 12345)
    for args in (("list", "--as-of", "HEAD"), ("log",), ("audit", "verify"), WRITING[0], WRITING[1]):
        ran = site.run(args)
        assert ran.exit_code == 3, args
        assert "ownership" in ran.stderr + ran.stdout
    assert site.run(("list",)).exit_code == 0


def git_file(site: Site, victim: GitRepo) -> None:
    (site.root / ".git").rename(site.folder / "undan")
    (site.root / ".git").write_text(f"gitdir: {victim.root / '.git'}\n", encoding="utf-8")


def git_link(site: Site, victim: GitRepo) -> None:
    (site.root / ".git").rename(site.folder / "undan")
    (site.root / ".git").symlink_to(victim.root / ".git")


def common_folder(site: Site, victim: GitRepo) -> None:
    (site.root / ".git/commondir").write_text(f"{victim.root / '.git'}\n", encoding="utf-8")


def work_tree_elsewhere(site: Site, victim: GitRepo) -> None:
    site.repo.git("config", "core.worktree", str(victim.root))


def false_work_tree(site: Site, victim: GitRepo) -> None:
    own = site.root / ".git"
    own.rename(site.folder / "undan")
    own.write_text(f"gitdir: {site.folder / 'undan'}\n", encoding="utf-8")
    (site.folder / "undan/commondir").write_text(f"{victim.root / '.git'}\n", encoding="utf-8")
    (site.folder / "undan/gitdir").write_text(f"{own}\n", encoding="utf-8")


@UNIX
@pytest.mark.parametrize("lead", [git_file, git_link, common_folder, work_tree_elsewhere, false_work_tree])
def test_a_folder_that_leads_to_another_repository_is_refused(
    lead: Callable[[Site, GitRepo], None], original: Site, tmp_path: Path
) -> None:
    """93: nothing is read from, and nothing written to, a history that does not belong to the folder."""
    site = original.copy(tmp_path / "aaaa")
    victim = GitRepo.make(tmp_path / "offer", {"hemligt.txt": "HEMLIGT\n", "fyr.yaml": "namn: Offer\n"})
    before = victim.head()
    lead(site, victim)
    for args in (*READING, *WRITING):
        ran = site.run(args)
        assert "Traceback" not in ran.stderr, args
        assert "HEMLIGT" not in ran.stdout, args
        assert "Offer" not in ran.stdout, args
        if {"log", "--as-of", "--staged", "audit", "diff", "--commit"} & set(args):
            assert ran.exit_code == 3, (args, ran.stderr)
    assert victim.head() == before
    assert victim.status() == ""


def test_a_linked_work_tree_of_ones_own_is_used(original: Site, tmp_path: Path) -> None:
    """93: git's own work trees name each other, and are not mistaken for the attack."""
    site = original.copy(tmp_path / "aaaa")
    site.repo.git("worktree", "add", "-q", "-b", "gren", str(site.folder / "träd"))
    ran = run(["list", "--as-of", "HEAD"], site.folder / "träd", site.env)

    assert ran.exit_code == 0, ran.stderr
