from __future__ import annotations

import os
from pathlib import Path

import pytest

from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.history.repository import Remote, Repository, init, without_secrets
from tests.history.conftest import found
from tests.support.gitrepo import EMAIL, NAME, GitRepo


def test_a_folder_outside_every_repository_has_none(tmp_path: Path) -> None:
    assert Repository.discover(tmp_path) is None


def test_no_git_is_needed_to_see_that_there_is_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert Repository.discover(tmp_path) is None


def test_the_portfolio_is_found_inside_the_repository(made: GitRepo) -> None:
    assert found(made.root).prefix == ""
    repo = found(made.root / "portfolio-data")
    assert (repo.root, repo.prefix) == (made.root.resolve(), "portfolio-data/")
    assert found(made.root / "portfolio-data" / "initiativ").prefix == "portfolio-data/initiativ/"


def test_swedish_letters_in_the_prefix_are_those_of_the_tree(tmp_path: Path) -> None:
    made = GitRepo.make(tmp_path, {"mitt förbund/å ä/fyr.yaml": "x"})
    repo = found(tmp_path / "mitt förbund/å ä")
    assert made.git("-c", "core.quotePath=false", "ls-files") == f"{repo.prefix}fyr.yaml"


def test_a_link_to_the_portfolio_leads_to_it(made: GitRepo, tmp_path: Path) -> None:
    (tmp_path / "genväg").symlink_to(made.root / "portfolio-data")
    assert found(tmp_path / "genväg").prefix == "portfolio-data/"


def test_variables_do_not_choose_the_repository(made: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = GitRepo.make(tmp_path / "annat", {"x": "x"})
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    repo = found(made.root)
    assert repo.root == made.root.resolve()
    assert repo.head() == made.head()
    assert Repository.discover(tmp_path) is None


def test_a_linked_work_tree_has_its_own_folder_and_the_common_branches(made: GitRepo, tmp_path: Path) -> None:
    made.git("worktree", "add", "-q", "-b", "sido", str(tmp_path / "träd"))
    repo = found(tmp_path / "träd" / "portfolio-data")
    assert repo.root == (tmp_path / "träd").resolve()
    assert repo.branch() == "sido"
    assert repo.common_dir == made.root.resolve() / ".git"
    assert repo.git_dir != repo.common_dir


def test_a_work_tree_moved_by_configuration_is_refused(made: GitRepo, tmp_path: Path) -> None:
    (tmp_path / "borta").mkdir()
    made.git("config", "core.worktree", str(tmp_path / "borta"))
    with pytest.raises(ExternalError):
        Repository.discover(made.root)


def test_something_that_only_looks_like_a_repository_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    with pytest.raises(ExternalError, match="not a git repository"):
        Repository.discover(tmp_path)


def test_a_bare_repository_among_the_data_is_not_obeyed(made: GitRepo) -> None:
    made.git("init", "-q", "--bare", str(made.root / "portfolio-data" / "fälla"))
    with pytest.raises(ExternalError, match="bare"):
        Repository.discover(made.root / "portfolio-data" / "fälla")


def test_a_new_repository_starts_on_main_without_commits_or_hooks(tmp_path: Path, home: Path) -> None:
    (home / ".gitconfig").write_text("[init]\n\tdefaultBranch = trunk\n\ttemplateDir = /finns/inte\n", encoding="utf-8")
    try:
        repo = init(tmp_path)
    finally:
        (home / ".gitconfig").unlink()
    assert (repo.branch(), repo.head(), repo.prefix) == ("main", None, "")
    assert not (tmp_path / ".git/hooks").exists()


def test_a_repository_that_is_there_is_left_as_it_is(made: GitRepo) -> None:
    head = made.head()
    made.git("switch", "-q", "-c", "annan")
    repo = init(made.root)
    assert (repo.branch(), repo.head()) == ("annan", head)


def test_a_folder_inside_a_repository_can_get_its_own(made: GitRepo) -> None:
    folder = made.root / "portfolio-data"
    assert init(folder).root == folder.resolve()


def test_head_at_a_commit_is_on_no_branch(made: GitRepo, repo: Repository) -> None:
    assert repo.branch() == "main"
    made.git("checkout", "-q", "--detach")
    assert repo.branch() is None
    assert repo.head() == made.head()


def test_a_branch_that_cannot_be_read_is_not_taken_for_none(made: GitRepo, repo: Repository) -> None:
    (made.root / ".git/refs/heads/main").write_text("skräp\n", encoding="utf-8")
    with pytest.raises(ExternalError):
        repo.tip("refs/heads/main")


def test_remotes_are_given_without_secrets(made: GitRepo, repo: Repository) -> None:
    assert repo.remotes() == ()
    made.git("remote", "add", "origin", "https://karin:hemligt@forge.example:8443/f/p.git?x=1")
    made.git("remote", "add", "spegel", "git@forge.example:f/p.git")
    assert repo.remotes() == (
        Remote("origin", "https://forge.example:8443/f/p.git?x=1"),
        Remote("spegel", "git@forge.example:f/p.git"),
    )


@pytest.mark.parametrize("url", ["/srv/git/p.git", "../p.git", "file:///srv/p.git", "C:\\git\\p", "//a@b/c"])
def test_an_address_without_secrets_stays(url: str) -> None:
    assert without_secrets(url) == url


def test_identity_comes_from_configuration_and_not_from_variables(
    made: GitRepo, repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Någon annan")
    assert (repo.identity().name, repo.identity().email) == (NAME, EMAIL)
    made.git("config", "user.name", "Åsa <chef>\tÖberg")
    assert repo.identity().name == "Åsa chef Öberg"


@pytest.mark.parametrize("key", ["user.name", "user.email"])
def test_a_missing_identity_names_the_commands_to_run(made: GitRepo, repo: Repository, key: str) -> None:
    made.git("config", "--unset", key)
    with pytest.raises(ExternalError) as caught:
        repo.identity()
    for command in ("git config --global user.name", "git config --global user.email"):
        assert command in str(caught.value.help)


def test_settings_say_where_they_come_from(made: GitRepo, repo: Repository, home: Path) -> None:
    (home / ".gitconfig").write_text("[commit]\n\tgpgSign\n[gpg]\n\tformat = ssh\n", encoding="utf-8")
    try:
        made.git("config", "gpg.format", "openpgp")
        assert repo.settings("commit", "gpg") == (
            ("commit.gpgsign", ("global", "true")),
            ("gpg.format", ("global", "ssh")),
            ("gpg.format", ("local", "openpgp")),
        )
    finally:
        (home / ".gitconfig").unlink()
    assert repo.settings("finnsinte") == ()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../x",
        "a/../b",
        "a//b",
        "./a",
        ".git/config",
        "a/.GIT/x",
        "git~1/x",
        "a\\b",
        "a:b",
        "a\nb",
        "a\x1b",
        "a ",
        "a.",
        "a/",
        "o\u0308.yaml",
        "x" * 201,
        "\udce5.yaml",
        "a/-b",
        "con.yaml",
        "b\u0430tar.yaml",
    ],
)
def test_a_path_that_is_none_of_a_portfolio_is_refused(repo: Repository, path: str) -> None:
    with pytest.raises(DataError) as caught:
        repo.full(path)
    os.fsencode(str(caught.value))


@pytest.mark.parametrize("path", ["fyr.yaml", "initiativ/åäö é.yaml", ".editorconfig", ".vscode/settings.json", "a/b-"])
def test_a_plain_path_is_put_under_the_prefix(repo: Repository, path: str) -> None:
    assert repo.full(path) == f"portfolio-data/{path}"
