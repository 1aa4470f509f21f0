"""What the pages show at the terminal is what happens; `make golden` rewrites it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.docs.console import Shell, blocks, replayed
from tests.docs.vocabulary import DOCS, ROOT
from tests.support.gitrepo import EMAIL, NAME, GitRepo, isolate_git
from tests.support.golden import Golden

TUTORIALS = sorted((DOCS / "tutorial").glob("*.md"))
ON_EXAMPLE = [ROOT / "README.md", *sorted((DOCS / "how-to").glob("*.md"))]


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    home = tmp_path / "hem"
    isolate_git(monkeypatch, home)
    (home / ".gitconfig").write_text(f"[user]\nname = {NAME}\nemail = {EMAIL}\n[init]\ndefaultBranch = main\n")
    folder = tmp_path / "arbete"
    folder.mkdir()
    return Shell(folder, monkeypatch, capsys)


@pytest.mark.slow
@pytest.mark.parametrize("path", TUTORIALS, ids=lambda p: str(p.stem))
def test_tutorial_from_an_empty_folder(path: Path, shell: Shell, golden: Golden) -> None:
    golden.same(path, replayed(path.read_text(encoding="utf-8"), shell))


@pytest.mark.slow
@pytest.mark.parametrize("path", ON_EXAMPLE, ids=lambda p: str(p.stem))
def test_page_on_the_example_portfolio(path: Path, shell: Shell, golden: Golden) -> None:
    shell.folder /= "portfolj"
    shutil.copytree(ROOT / "portfolio-data", shell.folder)
    repo = GitRepo.make(shell.folder)
    repo.git("add", ".")
    repo.git("commit", "-q", "-m", "Handlingsplanen")

    golden.same(path, replayed(path.read_text(encoding="utf-8"), shell))


def test_there_is_something_to_run() -> None:
    shown = {
        path.stem: [b for b in blocks(path.read_text(encoding="utf-8")) if b.kind == "console"]
        for path in (*TUTORIALS, *ON_EXAMPLE)
    }

    assert len(shown["forsta-portfoljen"]) >= 8
    assert shown["README"]
