from __future__ import annotations

import ast
import os
import stat
from pathlib import Path

import pytest

import fyrportfolj
from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.history.git import PLUMBING, Git, git_program, revision, words
from fyrportfolj.history.objects import read_objects
from fyrportfolj.history.repository import Repository
from tests.support.children import children
from tests.support.gitrepo import GitRepo

SOURCES = Path(fyrportfolj.__file__).parent


def script(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / "git"
    place.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    place.chmod(place.stat().st_mode | stat.S_IXUSR)
    return place


def in_front(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_only_these_sub_commands_are_started() -> None:
    assert sorted(PLUMBING) == [
        "cat-file",
        "commit-tree",
        "config",
        "hash-object",
        "init",
        "ls-files",
        "merge-base",
        "merge-file",
        "merge-tree",
        "read-tree",
        "rev-list",
        "rev-parse",
        "symbolic-ref",
        "update-index",
        "update-ref",
        "write-tree",
    ]


@pytest.mark.parametrize("command", ["commit", "status", "add", "checkout", "log", "diff", "fetch", "gc", "-c", "!sh"])
def test_porcelain_is_refused_before_git_is_started(repo: Repository, command: str) -> None:
    with pytest.raises(ValueError, match=command):
        repo.git.run(command)


def test_configuration_is_only_read() -> None:
    calls = [
        node
        for path in (SOURCES / "history").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
        if node.args[0].value == "config"
    ]
    assert calls
    for call in calls:
        assert "--get-regexp" in {a.value for a in call.args if isinstance(a, ast.Constant)}


def test_processes_are_started_in_one_place_and_without_a_shell() -> None:
    importers = {
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import) and any(name.name == "subprocess" for name in node.names)
    }
    assert importers & {p for p in importers if p.startswith("history/")} == {"history/git.py"}
    assert "shell=" not in (SOURCES / "history" / "git.py").read_text(encoding="utf-8")


def test_failure_carries_gits_own_words(repo: Repository) -> None:
    with pytest.raises(ExternalError) as caught:
        repo.git.run("rev-parse", "--verify", "finns-inte")
    assert "Needed a single revision" in str(caught.value)
    assert caught.value.message.params["kommando"] == "rev-parse"


def test_variables_of_git_are_dropped(repo: Repository, made: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/finns/inte")
    monkeypatch.setenv("GIT_WORK_TREE", "/finns/inte")
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", "/finns/inte")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.name")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "Någon annan")
    assert repo.git.line("rev-parse", "HEAD") == made.head()
    assert repo.identity().name == "Karin Ström"


def test_a_server_hook_sees_objects_in_quarantine_only_when_asked(
    made: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quarantine = tmp_path / "karantän"
    quarantine.mkdir()
    env = {"GIT_OBJECT_DIRECTORY": str(quarantine), "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(made.root / ".git/objects")}
    oid = made.git("hash-object", "-w", "--stdin", stdin=b"pushat\n", env=env)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    plain, hook = (Git(made.root, made.root / ".git", quarantine=asked) for asked in (False, True))
    assert list(read_objects(plain, [oid])) == [None]
    (seen,) = read_objects(hook, [oid])
    assert seen is not None
    assert seen.data == b"pushat\n"


def test_missing_git_is_said_plainly(made: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "tom"))
    with pytest.raises(ExternalError) as caught:
        Repository.discover(made.root)
    assert str(caught.value) == "git saknas."
    assert "2.38" in str(caught.value.help)


@pytest.mark.parametrize("said", ["git version 2.37.9", "git version 1.99.1", "något annat"])
def test_too_old_git_is_refused(made: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    script(tmp_path / "gammal", f"echo '{said}'")
    in_front(monkeypatch, tmp_path / "gammal")
    with pytest.raises(ExternalError) as caught:
        Repository.discover(made.root)
    assert str(caught.value) == f"{said} är för gammal."


@pytest.mark.parametrize(
    "said", ["git version 2.38.0", "git version 3.0.1.windows.1", "git version 2.50.1 (Apple Git-1)"]
)
def test_new_enough_git_is_taken(tmp_path: Path, said: str) -> None:
    place = script(tmp_path / "ny", f"echo '{said}'")
    assert git_program(str(tmp_path / "ny")) == str(place)


def test_a_git_in_the_current_folder_is_never_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(tmp_path, "echo git version 9.9")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ExternalError, match="saknas"):
        git_program(f".{os.pathsep}")


@pytest.mark.parametrize("text", ["-1", "--output=fil", "", "a\nb", "a\x1b[2J", "a\x00"])
def test_a_revision_is_never_an_option(text: str) -> None:
    with pytest.raises(DataError) as caught:
        revision(text)
    assert caught.value.message.params["text"] == "".join(c if c.isprintable() else "?" for c in text)


@pytest.mark.parametrize("text", ["HEAD", "main~3", "v1.0", "gren-med-å", "main@{2026-01-01 10:00}"])
def test_a_revision_is_given_back_as_it_is(text: str) -> None:
    assert revision(text) == text


def test_what_git_says_cannot_steer_a_terminal() -> None:
    assert words(b"fatal: \x1b]0;x\x07 \xff\n  mer\n") == "fatal: ?]0;x? \ufffd mer"
    assert len(words(b"x" * 10_000)) == 500


def test_a_git_that_cannot_be_started_is_something_outside(tmp_path: Path) -> None:
    place = tmp_path / "git"
    place.write_text("#!/finns/inte\n", encoding="utf-8")
    place.chmod(0o755)
    with pytest.raises(ExternalError, match="går inte att starta"):
        git_program(str(tmp_path))


def test_a_reader_that_stops_early_leaves_no_process(repo: Repository, made: GitRepo) -> None:
    oid = made.git("hash-object", "-w", "--stdin", stdin=b"x" * 4_000_000)
    before = children()
    reader = read_objects(repo.git, [oid] * 50)
    assert next(reader) is not None
    assert children() > before
    reader.close()
    assert children() == before
