from __future__ import annotations

import json
from pathlib import Path

import pytest

from fyrportfolj.commands.editing import How
from fyrportfolj.commands.init import init
from fyrportfolj.commands.new import NewUndertaking, new
from fyrportfolj.errors import ConflictError, DataError
from fyrportfolj.store.kinds import KINDS
from tests.commands.conftest import CLOCK, opened
from tests.support.gitrepo import EMAIL, NAME, GitRepo, isolate_git


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    isolate_git(monkeypatch, tmp_path / "hem")
    (tmp_path / "hem" / ".gitconfig").write_text(f"[user]\nname = {NAME}\nemail = {EMAIL}\n", encoding="utf-8")
    return tmp_path / "å mapp" / "portfölj"


def test_a_new_portfolio_has_no_faults(empty: Path) -> None:
    result = init(empty, namn="Min: portfölj", agare="Åmåls kommun")
    ws = opened(empty)

    assert ws.diagnostics() == ()
    assert (ws.portfolio.fyr.modell.namn, ws.portfolio.fyr.modell.agare) == ("Min: portfölj", "Åmåls kommun")
    assert ws.today == CLOCK
    assert list(ws.portfolio.undertakings()) == []
    assert len(ws.portfolio.kommuner) == 14
    assert result.data.git_nytt
    assert result.data.commit is None


def test_takes_an_initiative_at_once(empty: Path) -> None:
    init(empty)
    area = next(iter(opened(empty).portfolio.delomraden))
    new(opened(empty), NewUndertaking("initiativ", "Första idén", "Kort.", area), How())

    assert opened(empty).diagnostics() == ()
    assert opened(empty).find("forsta-iden").fil == "initiativ/forsta-iden.yaml"


def test_nothing_is_committed_unless_asked(empty: Path) -> None:
    result = init(empty)

    assert GitRepo(empty).git("rev-list", "--all", "--count").strip() == "0"
    assert "git commit" in str(result.messages[0])


def test_commit_holds_everything(empty: Path) -> None:
    result = init(empty, commit=True)
    repo = GitRepo(empty)

    assert repo.git("status", "--short") == ""
    assert repo.git("rev-parse", "HEAD").strip() == result.data.commit
    assert set(repo.git("ls-files").split()) == set(result.data.filer)


def test_inside_a_repository_no_new_one_is_made(empty: Path) -> None:
    GitRepo.make(empty.parent, {"README": "x"})
    result = init(empty)

    assert not result.data.git_nytt
    assert not (empty / ".git").exists()


def test_a_repository_whose_history_is_cut_off_takes_no_commit(empty: Path, tmp_path: Path) -> None:
    whole = GitRepo.make(tmp_path / "hel", {"a": "1"})
    whole.commit("Två", {"a": "2"})
    GitRepo(tmp_path).git("clone", "-q", "--depth=1", whole.root.as_uri(), str(empty))

    with pytest.raises(DataError, match=r"inte incheckade.*FYR601"):
        init(empty / "portfolj", commit=True)
    assert (empty / "portfolj/fyr.yaml").is_file()


def test_editor_files_know_every_kind(empty: Path) -> None:
    init(empty)
    settings = json.loads((empty / ".vscode/settings.json").read_text(encoding="utf-8"))

    assert set(settings["yaml.schemas"].values()) == {k.pattern for k in KINDS}
    assert all((empty / name).is_file() for name in settings["yaml.schemas"])
    assert json.loads((empty / ".vscode/extensions.json").read_text(encoding="utf-8"))["recommendations"]
    assert "*.yaml text eol=lf" in (empty / ".gitattributes").read_text(encoding="utf-8")
    assert "indent_size = 2" in (empty / ".editorconfig").read_text(encoding="utf-8")


def test_a_portfolio_is_never_overwritten(empty: Path) -> None:
    init(empty)

    with pytest.raises(ConflictError, match="redan en portfölj"):
        init(empty)


def test_files_that_were_there_stay(empty: Path) -> None:
    empty.mkdir(parents=True)
    (empty / ".editorconfig").write_text("# min\n", encoding="utf-8")
    result = init(empty)

    assert (empty / ".editorconfig").read_text(encoding="utf-8") == "# min\n"
    assert ".editorconfig" not in result.data.filer
