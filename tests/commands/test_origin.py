"""What a report says that it was made from."""

from __future__ import annotations

import os

import pytest

from fyrportfolj.commands.origin import basis_of
from fyrportfolj.commands.roots import foresee
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.history import beforehand
from tests.commands.conftest import opened
from tests.support.gitrepo import GitRepo

AI = "initiativ/ai-kundtjanst.yaml"


@pytest.mark.parametrize("staged", [False, True])
@pytest.mark.parametrize("change", [None, "edited", "removed", "new"])
def test_a_document_that_is_edited_new_or_gone_differs(repo: GitRepo, change: str | None, *, staged: bool) -> None:
    place = repo.root / AI
    match change:
        case "edited":
            place.write_bytes(place.read_bytes() + b"# x\n")
        case "removed":
            place.unlink()
        case "new":
            (place.parent / "ny.yaml").write_bytes(place.read_bytes())
    if staged:
        repo.git("add", "--all")

    made = basis_of(opened(repo.root))

    assert (made.commit, made.andrad) == (repo.head(), change is not None)


def test_an_older_version_is_only_itself(repo: GitRepo) -> None:
    first = repo.head()
    (repo.root / AI).write_bytes((repo.root / AI).read_bytes() + b"# x\n")
    ws = opened(repo.root)

    made = basis_of(Workspace(ws.root, ws.tree, ws.loaded, ws.day, first))

    assert (made.commit, made.andrad) == (first, False)


@pytest.mark.usefixtures("forking")
@pytest.mark.skipif(not hasattr(os, "fork") or (os.cpu_count() or 1) < 2, reason="there is no process beside")
def test_what_is_asked_beforehand_is_judged_by_the_bytes_that_were_read(repo: GitRepo) -> None:
    """A file that changes after git was asked, and before it is read, differs."""
    foresee(["-p", str(repo.root), "site"])
    assert repo.root in beforehand._RUNNING  # noqa: SLF001  (else the case proves nothing)
    (repo.root / AI).write_bytes((repo.root / AI).read_bytes() + b"# x\n")
    ws = opened(repo.root)

    assert basis_of(ws).andrad
    assert "repository" not in vars(ws), "git was not asked again"


@pytest.mark.usefixtures("forking")
@pytest.mark.skipif(not hasattr(os, "fork") or (os.cpu_count() or 1) < 2, reason="there is no process beside")
def test_a_document_that_came_later_is_asked_about_again(repo: GitRepo) -> None:
    foresee(["-p", str(repo.root), "site"])
    assert beforehand._RUNNING  # noqa: SLF001  (else the case proves nothing)
    # The child lists the files when it likes; a name that it cannot have seen comes with the portfolio.
    ws = opened(repo.root)
    late = {**ws.loaded.texts, "initiativ/sen.yaml": b"x: 1\n"}
    ws = Workspace(ws.root, ws.tree, type(ws.loaded)(ws.loaded.portfolio, (), late), ws.day)

    assert basis_of(ws).andrad
    assert "repository" in vars(ws)
