"""Where HEAD stands, and whether documents are as it holds them, from one question to git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.history import beforehand, objects, standing
from fyrportfolj.history.objects import GitObject
from fyrportfolj.history.repository import Repository
from fyrportfolj.store.source import is_document
from tests.support.gitrepo import WHEN, GitRepo

FILES = {
    "portfolio-data/fyr.yaml": "namn: Prov\n",
    "portfolio-data/initiativ/trygghet.yaml": "fas: ett\n",
    "portfolio-data/initiativ/a/b/djup.yaml": "fas: ett\n",
    "portfolio-data/schema/fyr.yaml": "x: 1\n",
    "portfolio-data/.github/x.yaml": "x: 1\n",
    "annat.yaml": "x: 1\n",
}
PATHS = ("fyr.yaml", "initiativ/a/b/djup.yaml", "initiativ/trygghet.yaml")


@pytest.fixture
def made(tmp_path: Path) -> GitRepo:
    return GitRepo.make(tmp_path / "r", FILES)


def found(made: GitRepo) -> Repository:
    repo = Repository.discover(made.root / "portfolio-data")
    assert repo is not None
    return repo


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_says_the_commit_its_time_and_its_documents(tmp_path: Path, algorithm: str) -> None:
    made = GitRepo.make(tmp_path / "r", FILES, algorithm=algorithm)
    at = standing.standing(found(made), PATHS, is_document)

    assert at is not None
    assert (at.commit, at.made) == (made.head(), datetime.fromisoformat(WHEN))
    assert dict(at.held) == dict(at.staged) == {p: made.git("rev-parse", f"HEAD:portfolio-data/{p}") for p in PATHS}


@pytest.mark.parametrize(
    ("change", "staged", "data", "expected"),
    [
        (None, False, b"fas: ett\n", True),
        (None, False, b"fas: ett\r\n", True),
        (None, False, b"fas: tva\n", False),
        ("fas: tva\n", True, b"fas: ett\n", False),
        ("fas: tva\n", True, b"fas: tva\n", False),
        ("fas: tva\n", False, b"fas: ett\n", True),
    ],
)
def test_a_file_is_as_committed_only_on_disk_and_in_the_index(
    made: GitRepo, change: str | None, *, staged: bool, data: bytes, expected: bool
) -> None:
    path = "initiativ/trygghet.yaml"
    if change:
        made.write({f"portfolio-data/{path}": change})
    if staged:
        made.git("add", "--all")
    at = standing.standing(found(made), (*PATHS, "initiativ/ny.yaml"), is_document)

    assert at is not None
    assert at.is_as_committed(path, data) is expected
    assert not at.is_as_committed("initiativ/ny.yaml", b"")


@pytest.mark.parametrize("staged", [False, True])
def test_documents_that_are_gone_with_their_folder_are_still_the_commits(made: GitRepo, *, staged: bool) -> None:
    for path in PATHS[1:]:
        (made.root / "portfolio-data" / path).unlink()
    if staged:
        made.git("add", "--all")

    at = standing.standing(found(made), PATHS[:1], is_document)

    assert at is not None
    assert at.held.keys() == set(PATHS)


def test_a_portfolio_that_is_the_whole_repository(tmp_path: Path) -> None:
    made = GitRepo.make(tmp_path / "r", {"fyr.yaml": "x: 1\n", "initiativ/å b.yaml": "x: 1\n", "src/x.py": ""})
    repo = Repository.discover(made.root)
    assert repo is not None

    at = standing.standing(repo, ("fyr.yaml",), is_document)

    assert at is not None
    assert at.held.keys() == {"fyr.yaml", "initiativ/å b.yaml"}


def test_before_the_first_commit_there_is_none(tmp_path: Path) -> None:
    made = GitRepo.make(tmp_path / "r")
    made.write(FILES)

    assert standing.standing(found(made), PATHS, is_document) is None


def test_a_commit_that_comes_between_two_answers_is_asked_about_again(
    made: GitRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answers of two commits are never taken for those of one."""
    earlier = made.head()
    rounds = 0

    def examine(git: object, whole: Sequence[str], known: Sequence[str]) -> object:
        nonlocal rounds
        rounds += 1
        head, *_ = objects.examine(git, [earlier], ())[0]  # type: ignore[arg-type]  # handed on as it came
        found, staged = objects.examine(git, whole, known)  # type: ignore[arg-type]  # as above
        kept: list[GitObject | None] = [head, *found[1:]] if rounds == 1 else found
        return kept, staged

    made.commit("Två", {"portfolio-data/initiativ/trygghet.yaml": "fas: tva\n"})
    monkeypatch.setattr(standing, "examine", examine)
    at = standing.standing(found(made), PATHS, is_document)

    assert at is not None
    assert (at.commit, rounds) == (made.head(), 2)


def test_a_missing_folder_is_a_damaged_repository(made: GitRepo) -> None:
    tree = made.git("rev-parse", "HEAD:portfolio-data/initiativ")
    (made.root / ".git/objects" / tree[:2] / tree[2:]).unlink()

    with pytest.raises(ExternalError, match="HEAD saknas eller är skadat"):
        standing.standing(found(made), PATHS, is_document)


def test_a_name_that_cannot_be_in_a_portfolio_is_refused(made: GitRepo) -> None:
    with pytest.raises(DataError):
        standing.standing(found(made), ("initiativ/a\nb.yaml",), is_document)


@pytest.mark.usefixtures("forking")
@pytest.mark.skipif(not hasattr(os, "fork") or (os.cpu_count() or 1) < 2, reason="there is no process beside")
def test_asked_beforehand_the_answer_is_the_same_and_a_fault_is_none(made: GitRepo, tmp_path: Path) -> None:
    root = made.root / "portfolio-data"
    beforehand.begin(root, lambda: PATHS, is_document)

    assert beforehand.found(root) == standing.standing(found(made), PATHS, is_document)
    assert beforehand.found(root) is None, "it is given once"
    for faulty in (tmp_path, tmp_path / "finns-inte"):
        beforehand.begin(faulty, lambda: PATHS, is_document)
        assert beforehand.found(faulty) is None


def test_one_process_of_git_is_asked_once_the_repository_is_found(
    made: GitRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = found(made)
    started: list[object] = []
    real = subprocess.Popen

    def counted(*args: object, **kwargs: object) -> object:
        started.append(args)
        return real(*args, **kwargs)  # type: ignore[call-overload]  # handed on as it came

    monkeypatch.setattr(subprocess, "Popen", counted)
    standing.standing(repo, PATHS, is_document)

    assert len(started) == 1
