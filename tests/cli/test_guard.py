"""Every failure is one sentence and its exit code; none is a traceback."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from fyrportfolj.cli import guard
from fyrportfolj.cli.guard import Guard, write_log
from fyrportfolj.cli.session import Session
from fyrportfolj.errors import ConflictError, DataError, ExternalError, FyrError, UsageError
from fyrportfolj.messages import T
from tests.cli.terminal import FYR, SHIPPED, start


def failing(error: BaseException, session: Session | None = None) -> Session:
    session = session or Session("sv")
    with Guard(session):
        raise error
    return session


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (UsageError(T("a"), T("b")), 2, "fel: a\nhjälp: b\n"),
        (DataError(T("a")), 1, "fel: a\n"),
        (ExternalError(T("a")), 3, "fel: a\n"),
        (ConflictError(T("a")), 4, "fel: a\n"),
        (FyrError(T("a")), 70, "fel: a\n"),
        (KeyboardInterrupt(), 130, "fel: avbrutet\n"),
        (EOFError(), 130, "fel: avbrutet\n"),
        (BrokenPipeError(), 141, ""),
        (PermissionError(13, "Permission denied", "x.yaml"), 3, "fel: x.yaml: Permission denied\n"),
        (OSError(28, "No space left on device"), 3, "fel: systemet svarade: No space left on device\n"),
    ],
    ids=lambda x: type(x).__name__ if isinstance(x, BaseException) else None,
)
def test_each_failure_has_its_code_and_sentence(
    error: BaseException, code: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    session = failing(error)

    assert session.exit_code == code
    assert capsys.readouterr().err == says


def test_our_own_fault_is_one_sentence_and_a_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    hemlighet = "känslig uppgift"

    def fails(value: str) -> NoReturn:
        raise ZeroDivisionError(len(value))

    session = Session("sv")
    with Guard(session):
        fails(hemlighet)
    (log,) = (tmp_path / "fyr").iterdir()
    text = log.read_text(encoding="utf-8")
    err = capsys.readouterr().err

    assert session.exit_code == 70
    assert "Traceback" not in err
    assert "ZeroDivisionError" in err
    assert log.name in err.replace("\n  ", "")
    assert "Traceback" in text
    assert "Python" in text
    assert hemlighet not in text


def test_a_log_that_cannot_be_written_is_not_a_second_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fyr").write_text("en fil i vägen", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    assert write_log(ValueError()) is None
    assert failing(ValueError("x")).exit_code == 70
    assert "hjälp" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("platform", "variable", "expected"),
    [
        ("linux", "HOME", "x/.local/state/fyr"),
        ("darwin", "HOME", "x/Library/Logs/fyr"),
        ("win32", "LOCALAPPDATA", "x/fyr"),
    ],
)
def test_logs_lie_where_the_system_wants_them(
    platform: str, variable: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setenv(variable, "x")
    monkeypatch.setattr("sys.platform", platform)

    assert guard.state_folder() == Path(expected)


def test_json_says_the_failure_too(env: dict[str, str], tmp_path: Path) -> None:
    ran = start(["show", "finns-inte", "-p", str(SHIPPED), "--format", "json"], tmp_path, env)
    answer = json.loads(ran.stdout)

    assert ran.exit_code == 2
    assert answer["fel"]["text"] == "inget initiativ eller projekt har id finns-inte"
    assert (answer["schema"], answer["kommando"], answer["data"]) == ("fyr/1", "show", None)


def test_a_reader_that_leaves_is_not_complained_about(env: dict[str, str]) -> None:
    process = subprocess.Popen(
        [*FYR, "explain", "initiativ"], cwd=SHIPPED, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()

    assert (process.wait(), err) == (141, b"")


def _interrupted(process: subprocess.Popen[bytes]) -> bytes:
    """Press Ctrl-C as a person does: again, when nothing has happened for a while."""
    for _ in range(8):
        os.killpg(process.pid, signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=8)[1]
    raise AssertionError(process.args)


def test_interruption_is_quiet(env: dict[str, str], tmp_path: Path) -> None:
    fifo = tmp_path / "redigerare"
    os.mkfifo(fifo)
    # The test runner's workers ignore Ctrl-C, and a child would inherit that.
    awake = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
    with subprocess.Popen(
        [sys.executable, "-c", awake, *FYR, "edit", "ai-kundtjanst", "-p", str(SHIPPED)],
        env={**env, "EDITOR": f"sh -c 'echo vantar >{fifo}; sleep 60'"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            fifo.read_text(encoding="utf-8")
            err = _interrupted(process)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

    assert process.returncode == 130
    assert b"Traceback" not in err
