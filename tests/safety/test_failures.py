"""What is said when something goes wrong: one sentence, never a traceback, and nothing that was not asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fyrportfolj.cli.guard import Guard, write_log
from fyrportfolj.cli.session import Session
from tests.cli.terminal import FYR, SHIPPED, surroundings

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="the shell and the limits of Unix")
PRIVATE = "19121212-1212"
COMMANDS = ("check", "status", "risk matrix", "doctor", "explain FYR007", "shw", "--version")


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    home = tmp_path / "hem"
    home.mkdir()
    return surroundings(home)


def in_shell(script: str, env: dict[str, str], cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["sh", "-c", script, "sh", *FYR], cwd=cwd, env=env, capture_output=True, check=False, timeout=60
    )


@UNIX
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_stream_that_the_caller_has_closed(command: str, closed: str, env: dict[str, str]) -> None:
    open_ = in_shell(f'"$@" {command}', env, SHIPPED)
    ran = in_shell(f'"$@" {command} {closed}', env, SHIPPED)

    assert b"Traceback" not in ran.stderr
    assert ran.returncode == open_.returncode
    assert ran.stdout == (b"" if closed.startswith(">") else open_.stdout)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("command", ["list", "risk matrix", "explain FYR007", "check --format json"])
def test_a_disk_that_is_full(command: str, env: dict[str, str]) -> None:
    ran = in_shell(f'"$@" {command} >/dev/full', env, SHIPPED)

    assert b"Traceback" not in ran.stderr
    assert (ran.returncode, ran.stderr.count(b"\n")) == (3, 1)


@UNIX
@pytest.mark.parametrize("command", ["check", "status", "list", "new projekt", "report list", "gate status x"])
def test_a_folder_that_is_no_longer_there(command: str, env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "borta").mkdir()
    ran = in_shell(f'cd borta && rmdir ../borta && "$@" {command}', env, tmp_path)

    assert b"Traceback" not in ran.stderr
    assert ran.returncode in {0, 2, 3}


def test_the_log_of_our_own_fault_holds_no_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("HEMLIGT", "ur-miljon")

    def deeper(value: str) -> None:
        try:
            dict[str, str]()[value]
        except KeyError as error:
            raise ValueError(f"{value} passar inte") from error

    try:
        deeper(PRIVATE)
    except ValueError as error:
        error.add_note(PRIVATE)
        path = write_log(error)
    assert path is not None
    text = path.read_text(encoding="utf-8")

    assert PRIVATE not in text
    assert "ur-miljon" not in text
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert text.count("in deeper") == 2


def test_the_user_is_not_told_data_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with Guard(Session("sv")):
        raise ValueError(PRIVATE)

    assert PRIVATE not in capsys.readouterr().err


def test_a_user_without_a_home_gets_no_log(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(*_: object) -> Path:
        raise RuntimeError

    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)

    assert write_log(ValueError()) is None


def test_a_relative_place_for_logs_counts_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", "loggar")
    monkeypatch.setenv("HOME", str(tmp_path / "hem"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "hem"))
    path = write_log(ValueError())

    assert path is not None
    assert path.is_relative_to(tmp_path / "hem")
    assert not (tmp_path / "loggar").exists()


@UNIX
def test_folders_nested_as_deep_as_the_disk_allows(tmp_path: Path, env: dict[str, str]) -> None:
    (tmp_path / "fyr.yaml").write_bytes((SHIPPED / "fyr.yaml").read_bytes())
    handle = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("a", dir_fd=handle)
        below = os.open("a", os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = below
    os.close(os.open("x.yaml", os.O_CREAT | os.O_WRONLY, dir_fd=handle))
    os.close(handle)
    ran = in_shell('"$@" check', env, tmp_path)

    assert b"Traceback" not in ran.stderr
    assert ran.returncode == 1
    # pytest's own clean-up is recursive.
    subprocess.run(["rm", "-rf", str(tmp_path / "a")], check=True)
