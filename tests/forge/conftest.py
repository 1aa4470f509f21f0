"""A forge on this machine for each test that asks for one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forge.rounds import BASE, FORGES, Scene, lay_out, register_with_accounts
from tests.support.forge_server import TOKEN, ForgeServer
from tests.support.gitrepo import GitRepo, isolate_git


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make once what each test has a copy of."""
    folder = tmp_path_factory.mktemp("forge")
    with pytest.MonkeyPatch.context() as patch:
        isolate_git(patch, folder / "hem")
        lay_out(folder)
    return folder


@pytest.fixture(params=FORGES)
def scene(
    request: pytest.FixtureRequest, laid_out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Scene]:
    """Give a forge with a repository, and a copy of it."""
    isolate_git(monkeypatch, tmp_path / "hem")
    shutil.copytree(laid_out, tmp_path, dirs_exist_ok=True)
    with ForgeServer(tmp_path / "portfolj.git").running() as server:
        yield Scene(server, GitRepo(tmp_path / "här"), request.param)


@pytest.fixture(params=FORGES)
def shared(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ForgeServer]:
    """Give a forge that a portfolio is shared through; its copy here is the folder `här`."""
    isolate_git(monkeypatch, tmp_path / "hem")
    slag = request.param
    shutil.copytree(BASE, tmp_path / "här")
    made = GitRepo.make(tmp_path / "här", {"register/kommuner.yaml": register_with_accounts(slag)})
    bare = tmp_path / "portfolj.git"
    made.git("clone", "-q", "--bare", ".", str(bare))
    GitRepo(bare).git("config", "http.receivepack", "true")
    monkeypatch.setenv("FYR_FORGE_HOST", "127.0.0.1")
    monkeypatch.setenv(f"FYR_TOKEN_{slag.upper()}", TOKEN)
    with ForgeServer(bare).running() as server:
        server.memory.users |= {"holme-registrator": 10, "udde-kansli": 11}
        made.git("remote", "add", "origin", server.git_url)
        yield server
