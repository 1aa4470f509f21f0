"""Every test here runs without the developer's own git."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from fyrportfolj.history.repository import Repository
from tests.support.gitrepo import GitRepo, isolate_git


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("hem")
    with pytest.MonkeyPatch.context() as patch:
        isolate_git(patch, folder)
        yield folder


@pytest.fixture
def made(tmp_path: Path) -> GitRepo:
    """A portfolio in a sub-folder of a repository whose path has spaces and Swedish letters."""
    return GitRepo.make(
        tmp_path / "Fyrbodals förbund åäö",
        {
            "README.md": "annat\n",
            "portfolio-data/fyr.yaml": "namn: Prov\n",
            "portfolio-data/initiativ/trygghet.yaml": "fas: ett\n",
        },
    )


@pytest.fixture
def repo(made: GitRepo) -> Repository:
    return found(made.root / "portfolio-data")


@pytest.fixture
def bare(made: GitRepo, tmp_path: Path) -> Path:
    """A bare copy that `origin` names."""
    place = tmp_path / "delad åäö.git"
    subprocess.run(["git", "clone", "-q", "--bare", str(made.root), str(place)], check=True)
    made.git("remote", "add", "origin", str(place))
    return place


def found(folder: Path) -> Repository:
    repo = Repository.discover(folder)
    assert repo is not None
    return repo
