"""Talking to another copy: which one, what is said, and what is told when it goes wrong."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from fyrportfolj.errors import DataError, ExternalError, FyrError
from fyrportfolj.history.conversation import Said, understood
from fyrportfolj.history.lock import locked
from fyrportfolj.history.recover import recover
from fyrportfolj.history.remote import Remote, ask, fetch, note_seen, push, refuse_shallow, remote_for
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.vetting import is_plain, shown
from tests.history.conftest import found
from tests.history.distant import MAIN, SSH, global_config, origin, other, server, tip, trap_at
from tests.support.gitrepo import GitRepo


def test_the_only_one(made: GitRepo, repo: Repository, bare: Path) -> None:
    made.git("remote", "rename", "origin", "delad")
    assert remote_for(repo, MAIN) == Remote("delad", str(bare), str(bare), MAIN)


def test_the_branchs_own_goes_first(made: GitRepo, repo: Repository, bare: Path) -> None:
    made.git("remote", "add", "annan", "/finns/inte")
    made.git("config", "branch.main.remote", "annan")
    made.git("config", "branch.main.merge", "refs/heads/delad")
    assert remote_for(repo, MAIN) == Remote("annan", "/finns/inte", "/finns/inte", "refs/heads/delad")
    assert remote_for(repo, MAIN, "origin").branch == MAIN
    assert remote_for(repo, "refs/heads/sido.gren").name == "origin"


def test_another_address_to_send_to(made: GitRepo, repo: Repository, bare: Path) -> None:
    made.git("config", "remote.origin.pushurl", "/skicka/hit")
    assert remote_for(repo, MAIN).push_url == "/skicka/hit"
    made.git("config", "--add", "remote.origin.pushurl", "/och/hit")
    with pytest.raises(ExternalError, match="flera adresser"):
        remote_for(repo, MAIN)


def test_none(repo: Repository) -> None:
    with pytest.raises(ExternalError, match="ingen fjärr") as caught:
        remote_for(repo, MAIN)
    assert "git remote add origin" in str(caught.value.help)


@pytest.mark.parametrize("name", ["finns-inte", "-x", "--upload-pack=x", ".", "\x1b[2J"])
def test_not_that_name(repo: Repository, bare: Path, name: str) -> None:
    with pytest.raises(DataError, match="ingen fjärr som heter") as caught:
        remote_for(repo, MAIN, name)
    assert str(caught.value).isprintable()
    assert "origin" in str(caught.value.help)


def test_no_upstream_and_several(made: GitRepo, repo: Repository, bare: Path) -> None:
    made.git("remote", "rename", "origin", "ett")
    made.git("remote", "add", "tva", "/finns/inte")
    with pytest.raises(DataError, match="origin"):
        remote_for(repo, MAIN)


def test_shallow(bare: Path, tmp_path: Path, repo: Repository) -> None:
    refuse_shallow(repo)
    GitRepo.commit(other(bare, tmp_path), "Andra", {"x": "1"})
    GitRepo(tmp_path / "annan").git("push", "-q")
    subprocess.run(["git", "clone", "-q", "--depth=1", bare.as_uri(), str(tmp_path / "grund")], check=True)
    with pytest.raises(ExternalError, match="avkortad"):
        refuse_shallow(found(tmp_path / "grund"))


def test_fetching_moves_no_branch_and_brings_the_commits(
    made: GitRepo, repo: Repository, bare: Path, tmp_path: Path
) -> None:
    clone = other(bare, tmp_path)
    there = clone.commit("Andra", {"portfolio-data/ny.yaml": "x: 1\n"})
    clone.git("tag", "märke")
    clone.git("push", "-q", "--tags", "origin", "main")
    before = made.git("for-each-ref")
    assert ask(repo, origin(repo)) == there
    fetch(repo, origin(repo))
    assert made.git("for-each-ref") == before
    assert made.git("cat-file", "-t", there) == "commit"
    assert not (repo.git_dir / "FETCH_HEAD").exists()
    with locked(repo) as held:
        note_seen(held, origin(repo), there)
    assert made.git("rev-parse", "refs/remotes/origin/main") == there


def test_pushing_goes_forward_only(made: GitRepo, repo: Repository, bare: Path, tmp_path: Path) -> None:
    first = made.commit("Min", {"a": "1"})
    assert push(repo, origin(repo), first) == "tagen"
    assert tip(bare) == first
    clone = other(bare, tmp_path)
    theirs = clone.commit("Deras", {"b": "1"})
    clone.git("push", "-q")
    assert push(repo, origin(repo), made.commit("Min igen", {"c": "1"})) == "omsprungen"
    fetch(repo, origin(repo))
    assert push(repo, origin(repo), made.head()) == "omsprungen"
    assert tip(bare) == theirs


def test_a_missing_branch_is_none(repo: Repository, bare: Path) -> None:
    here = origin(repo)
    assert ask(repo, Remote("origin", here.url, here.push_url, "refs/heads/annan")) is None


def test_a_branch_of_a_longer_name_is_not_it(made: GitRepo, repo: Repository, bare: Path) -> None:
    made.git("push", "-q", "origin", "main:refs/heads/x/refs/heads/annan")
    here = origin(repo)
    assert ask(repo, Remote("origin", here.url, here.push_url, "refs/heads/annan")) is None


def test_the_servers_own_words_are_told(made: GitRepo, repo: Repository, bare: Path) -> None:
    hook = bare / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\nprintf 'FYR626: inget mandat\\033[2J\\n' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    with pytest.raises(DataError) as caught:
        push(repo, origin(repo), made.commit("Min", {"a": "1"}))
    assert str(caught.value) == "origin tog inte emot incheckningarna: FYR626: inget mandat?[2J"


def test_a_stale_lock_on_the_memory_is_cleared(made: GitRepo, repo: Repository, bare: Path) -> None:
    lock = repo.common_dir / "refs/remotes/origin/main.lock"
    lock.parent.mkdir(parents=True)
    lock.write_bytes(b"")
    with locked(repo) as held:
        note_seen(held, origin(repo), made.head())
    assert made.git("rev-parse", "refs/remotes/origin/main") == made.head()
    assert not lock.exists()


@pytest.mark.parametrize("ref", ["refs/remotes/origin/main", "refs/heads/main", "../../x"])
def test_a_lock_of_a_killed_sync_is_cleared_by_the_next_command(
    made: GitRepo, repo: Repository, bare: Path, ref: str
) -> None:
    """Only on what remembers; a branch has a lock for a reason."""
    with locked(repo):
        (repo.git_dir / "fyr/minne").write_text(ref, encoding="utf-8")
    lock = repo.common_dir / f"{ref}.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.write_bytes(b"")
    recover(repo)
    assert lock.exists() is not ref.startswith("refs/remotes/")
    assert not (repo.git_dir / "fyr/minne").exists()


def test_progress_is_told(made: GitRepo, repo: Repository, bare: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    commit = made.commit("Många", {f"f{n}": str(n) for n in range(50)})
    push(repo, origin(repo), commit, lambda *told: heard.append(told))
    assert ("skickar", 52, 52) in heard


def failure(made: GitRepo, repo: Repository, url: str, patience: float = 20.0) -> FyrError:
    made.attempt("remote", "remove", "origin")
    made.git("remote", "add", "origin", url)
    with pytest.raises(ExternalError) as caught:
        ask(repo, origin(repo), patience=patience)
    assert str(caught.value).isprintable()
    assert caught.value.help is not None
    return caught.value


def test_nobody_there(made: GitRepo, repo: Repository) -> None:
    told = failure(made, repo, "https://karin:hemligt@127.0.0.1:1/x.git")
    assert str(told).startswith("origin (https://127.0.0.1:1/x.git) går inte att nå")
    assert "hemligt" not in str(told) + str(told.help) + repr(told)


def test_no_such_place(made: GitRepo, repo: Repository, tmp_path: Path) -> None:
    told = failure(made, repo, str(tmp_path / "finns-inte"))
    assert "Det finns inget git-arkiv hos origin" in str(told)


def test_an_unknown_name(made: GitRepo, repo: Repository) -> None:
    assert "går inte att nå" in str(failure(made, repo, "http://finns-inte.invalid/x"))


def test_not_let_in(made: GitRepo, repo: Repository) -> None:
    with server(b"HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n") as port:
        told = failure(made, repo, f"http://karin:hemligt@127.0.0.1:{port}/x")
    assert "släppte inte in dig" in str(told)
    assert "hemligt" not in str(told)


def test_silence_ends(made: GitRepo, repo: Repository) -> None:
    with server(None) as port:
        told = failure(made, repo, f"git://127.0.0.1:{port}/x", patience=0.5)
    assert "svarade inte" in str(told)


def test_a_strange_key(made: GitRepo, repo: Repository, tmp_path: Path, home: Path) -> None:
    program = trap_at(tmp_path, "echo 'Host key verification failed.' >&2; exit 255")
    with global_config(home, f"[core]\n\tsshCommand = '{program}'\n"):
        told = failure(made, repo, SSH)
    assert str(told).startswith("Nyckeln hos origin")


@pytest.mark.parametrize("url", ["/srv/x.git", "../x", "C:\\x", "https://a/b", "ssh://h/x", "git@h:x/y", "file:///x"])
def test_places_are_plain(url: str) -> None:
    assert is_plain(url)


def test_an_address_is_shown_without_secrets() -> None:
    assert shown("https://karin:hemligt@kommunen.example/x") == "https://kommunen.example/x"
    assert shown("git@kommunen.example:x") == "git@kommunen.example:x"


def test_what_git_says_is_heard_in_any_pieces() -> None:
    said = (
        b"remote: Counting objects:  50% (1/2)\rremote: Counting objects: 100% (2/2), done.\nremote: nej\nfatal: slut"
    )
    for size in range(1, len(said)):
        progress: list[str] = []
        heard = Said(progress.append)
        for at in range(0, len(said), size):
            heard.hear(said[at : at + size])
        assert heard.text() == "nej fatal: slut"
        assert heard.theirs() == "nej"
        assert len(progress) == 2


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("git@h: Permission denied (publickey).", "släppte inte in dig"),
        ("fatal: could not read Username for 'https://h': terminal prompts disabled", "släppte inte in dig"),
        ("remote: Invalid username. fatal: Authentication failed for 'https://h/x'", "släppte inte in dig"),
        ("fatal: detected dubious ownership in repository at '/srv/x'", "ägs av någon annan"),
        ("fatal: transport 'ext' not allowed", "leder till något annat än ett git-arkiv"),
        ("ERROR: Repository not found. fatal: Could not read from remote repository.", "Det finns inget git-arkiv"),
        ("ssh: connect to host h port 22: Connection refused", "går inte att nå"),
        ("ssh: Could not resolve hostname h: Name or service not known", "går inte att nå"),
        ("fatal: the remote end hung up unexpectedly", "går inte att nå"),
        ("fatal: något helt annat", "git kunde inte tala med origin (h/x)"),
        ("", "git kunde inte tala med origin (h/x): –"),
    ],
)
def test_gits_words_are_understood(said: str, told: str) -> None:
    failure_ = understood("origin", "h/x", said)
    assert told in str(failure_)
    assert said in str(failure_)
    assert failure_.help is not None
    assert "{" not in str(failure_.help)
