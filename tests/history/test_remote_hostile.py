"""A repository that was downloaded names programs and addresses; sharing it starts none of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fyrportfolj.errors import ExternalError
from fyrportfolj.history.lock import locked
from fyrportfolj.history.remote import ask, fetch, note_seen, push, remote_for
from fyrportfolj.history.repository import Repository
from tests.history.distant import MAIN, SSH, global_config, origin, other, server, tip, trap_at
from tests.history.test_hostile import HOOKS
from tests.support.gitrepo import GitRepo

# What git is told, what it is asked to reach, and whether plain git runs it, so that the trap is known to work.
SETTINGS = [
    ("core.sshCommand", "'{program}'", SSH, True),
    ("core.gitProxy", "{program}", "git://localhost.invalid/x", True),
    ("core.askPass", "{program}", "http://127.0.0.1:{port}/x", True),
    ("core.hooksPath", "{hooks}", "{bare}", True),
    ("core.fsmonitor", "{program}", "{bare}", False),
    ("core.alternateRefsCommand", "'{program}'", "{bare}", False),
    ("credential.helper", "!'{program}'", "http://127.0.0.1:{port}/x", True),
    ("credential.http://127.0.0.1.helper", "!'{program}'", "http://127.0.0.1:{port}/x", False),
    ("remote.origin.uploadpack", "'{program}'", "{bare}", True),
    ("remote.origin.receivepack", "'{program}'", "{bare}", True),
    ("remote.origin.vcs", "ext", "{program}", True),
    ("remote.origin.proxy", "http://127.0.0.1:1", "http://127.0.0.1:{port}/x", False),
    ("http.proxy", "http://127.0.0.1:1", "http://127.0.0.1:{port}/x", False),
    ("http.http://127.0.0.1.proxy", "http://127.0.0.1:1", "http://127.0.0.1:{port}/x", False),
    ("gpg.program", "{program}", "{bare}", False),
    ("gpg.ssh.program", "{program}", "{bare}", False),
    ("gpg.ssh.defaultKeyCommand", "'{program}'", "{bare}", False),
    ("url.ext::{program} .insteadOf", "bra:", "bra:x", True),
    ("url.ext::{program} .pushInsteadOf", "bra:", "{bare}", False),
    ("url.-oProxyCommand=x:.insteadOf", "bra:", "bra:x", False),
]


# What a repository may not name.
@pytest.mark.parametrize("row", SETTINGS, ids=[row[0] for row in SETTINGS])
def test_a_setting_that_names_a_program_is_refused_by_name(
    made: GitRepo, repo: Repository, bare: Path, tmp_path: Path, row: tuple[str, str, str, bool]
) -> None:
    name, value, url, runs = row
    program = trap_at(tmp_path, "exit 1")
    hooks = made.root / "hooks"
    hooks.mkdir()
    for hook in HOOKS.split():
        shutil.copy(program, hooks / hook)
    with server(b"HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n") as port:
        names = {"program": program, "hooks": hooks, "bare": bare, "port": port}
        made.git("remote", "set-url", "origin", url.format(**names))
        made.git("config", name.format(**names), value.format(**names))
        made.git("config", "protocol.ext.allow", "always")
        with pytest.raises(ExternalError) as caught:
            remote_for(repo, MAIN)
        section = name.partition(".")[0]
        assert str(caught.value).casefold().startswith(f"git-arkivets egen inställning {section}.")
        assert not (tmp_path / "spår").exists()
        if runs:
            made.attempt("fetch", "origin")
            made.attempt("push", "origin", "main:x")
            assert (tmp_path / "spår").exists(), "the trap itself does not work"


@pytest.mark.parametrize("scope", ["worktree", "include"])
def test_wherever_in_the_repository_it_stands(
    made: GitRepo, repo: Repository, bare: Path, tmp_path: Path, scope: str
) -> None:
    if scope == "worktree":
        made.git("config", "extensions.worktreeConfig", "true")
        made.git("config", "--worktree", "core.sshCommand", "x")
    else:
        (tmp_path / "mer").write_text("[core]\n\tsshCommand = x\n", encoding="utf-8")
        made.git("config", "include.path", str(tmp_path / "mer"))
    with pytest.raises(ExternalError, match=r"core\.sshcommand"):
        remote_for(repo, MAIN)


def test_the_users_own_settings_hold(made: GitRepo, repo: Repository, tmp_path: Path, home: Path) -> None:
    program = trap_at(tmp_path, "exit 1")
    made.git("remote", "add", "origin", SSH)
    with global_config(home, f"[core]\n\tsshCommand = '{program}'\n"), pytest.raises(ExternalError):
        ask(repo, origin(repo))
    assert "git-upload-pack" in (tmp_path / "spår").read_text(encoding="utf-8")


def test_harmless_settings_are_none_of_ours(made: GitRepo, repo: Repository, bare: Path) -> None:
    made.git("config", "core.fsmonitor", "true")
    made.git("config", "core.pager", "less")
    made.git("config", "url.https://kommunen.example/.insteadOf", "kommunen:")
    assert ask(repo, origin(repo)) == made.head()


@pytest.mark.parametrize(
    "url",
    [
        "ext::sh -c 'touch {mark}'",
        "fd::17",
        "--upload-pack=touch {mark}",
        "-oProxyCommand=touch",
        "ssh://-oProxyCommand=touch {mark}/x",
        "ssh://u@-oProxyCommand=x/y",
        "u@-oProxyCommand=x:y",
        "kommunen:-x",
        "ssh://kommunen/-x",
        "https://a/b\x1b[2J",
        "svn+ssh://a/b",
    ],
)
def test_an_address_that_is_more_than_a_place(made: GitRepo, repo: Repository, tmp_path: Path, url: str) -> None:
    mark = tmp_path / "spår"
    made.git("config", "protocol.ext.allow", "always")
    made.git("config", "remote.origin.url", url.format(mark=mark))
    with pytest.raises(ExternalError, match="Adressen till fjärren origin används inte") as caught:
        remote_for(repo, MAIN)
    assert str(caught.value).isprintable()
    assert not mark.exists()


def test_an_address_that_the_user_turns_into_a_program(made: GitRepo, repo: Repository, home: Path) -> None:
    made.git("config", "remote.origin.url", "bra:x")
    with (
        global_config(home, '[url "ext::sh "]\n\tinsteadOf = "bra:"\n'),
        pytest.raises(ExternalError, match="inte"),
    ):
        remote_for(repo, MAIN)


def test_hooks_do_not_run(made: GitRepo, repo: Repository, bare: Path, tmp_path: Path) -> None:
    program = trap_at(tmp_path, "exit 1")
    for hook in HOOKS.split():
        shutil.copy(program, made.root / ".git" / hook)
        (made.root / ".git/hooks").mkdir(exist_ok=True)
        shutil.copy(program, made.root / ".git/hooks" / hook)
    clone = other(bare, tmp_path)
    clone.commit("Andra", {"b": "1"})
    clone.git("push", "-q")
    fetch(repo, origin(repo))
    with locked(repo) as held:
        note_seen(held, origin(repo), tip(bare))
    made.git("-c", "core.hooksPath=/dev/null", "reset", "-q", "--hard", tip(bare))
    made.git("-c", "core.hooksPath=/dev/null", "commit", "-q", "--allow-empty", "-m", "Min")
    assert push(repo, origin(repo), made.head()) == "tagen"
    assert not (tmp_path / "spår").exists()


@pytest.mark.parametrize(
    "name", ["GIT_SSH_COMMAND", "GIT_SSH", "GIT_PROXY_COMMAND", "GIT_ASKPASS", "GIT_EXEC_PATH", "GIT_EXTERNAL_DIFF"]
)
def test_variables_that_name_programs_are_dropped(
    made: GitRepo, repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    program = trap_at(tmp_path, "exit 1")
    made.git("remote", "add", "origin", "git://localhost.invalid/x" if "PROXY" in name else SSH)
    monkeypatch.setenv(name, str(program))
    with pytest.raises(ExternalError):
        ask(repo, origin(repo), patience=10)
    assert not (tmp_path / "spår").exists()
