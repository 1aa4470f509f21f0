"""Running `fyr` as its users do: in a process with pipes, started anew or forked, or on a terminal of its own."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.support.forking import PROCESSES, fork

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "portfolio-data"
FYR = (sys.executable, "-m", "fyrportfolj")
_PATIENCE = 60.0


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """Give the environment of a call: nothing of the developer's own, 80 columns, Swedish.

    Args:
        home: an empty folder that serves as the user's own.
        **more: variables to add.
    """
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", PROCESSES)}
    return {
        **kept,
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLUMNS": "80",
        "FYR_CACHE": "0",
        **more,
    }


@dataclass(frozen=True)
class Ran:
    """How a call went."""

    exit_code: int
    stdout: str
    stderr: str


def start(args: Sequence[str], cwd: Path, env: Mapping[str, str], stdin: str = "") -> Ran:
    """Start `fyr` as a process of its own, with pipes.

    Args:
        args: the arguments.
        cwd: working directory.
        env: the whole environment.
        stdin: text on standard input.
    """
    done = subprocess.run(
        [*FYR, *args], cwd=cwd, env=dict(env), input=stdin.encode(), capture_output=True, check=False, timeout=_PATIENCE
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def run(args: Sequence[str], cwd: Path, env: Mapping[str, str], stdin: str = "") -> Ran:
    """Run `fyr` in a process of its own that is forked from one that has it loaded; otherwise as `start`.

    Args:
        args: the arguments.
        cwd: working directory.
        env: the whole environment.
        stdin: text on standard input, at most what a pipe holds.
    """
    pipes = [os.pipe() for _ in range(3)]
    (stdin_read, stdin_write), (out_read, out_write), (err_read, err_write) = pipes
    process = fork(args, cwd, env, (stdin_read, out_write, err_write))
    for handle in (stdin_read, out_write, err_write):
        os.close(handle)
    with suppress(BrokenPipeError):
        os.write(stdin_write, stdin.encode())
    os.close(stdin_write)
    said = {out_read: b"", err_read: b""}
    open_ = [out_read, err_read]
    while open_:
        ready, _, _ = select.select(open_, [], [], _PATIENCE)
        assert ready, "fyr was silent for too long"
        for handle in ready:
            part = os.read(handle, 65536)
            said[handle] += part
            if not part:
                open_.remove(handle)
                os.close(handle)
    return Ran(process.wait(_PATIENCE), said[out_read].decode(), said[err_read].decode())


def on_terminal(args: Sequence[str], cwd: Path, env: Mapping[str, str], answers: Sequence[str] = ()) -> Ran:
    """Start `fyr` on a pseudo terminal and type answers when it asks.

    Args:
        args: the arguments.
        cwd: working directory.
        env: the whole environment.
        answers: one line per question, typed when the output ends with a colon and a blank.

    Returns:
        What the terminal showed, standard output and error together.
    """
    master, slave = pty.openpty()
    process = fork(args, cwd, env, (slave, slave, slave))
    os.close(slave)
    shown = b""
    left = list(answers)
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        ready, _, _ = select.select([master], [], [], 0.2)
        if ready:
            try:
                part = os.read(master, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
        if left and shown.endswith(b": "):
            os.write(master, left.pop(0).encode() + b"\n")
            shown += b"\n"
        if not ready and process.poll() is not None:
            break
    os.close(master)
    return Ran(process.wait(timeout=_PATIENCE), shown.decode().replace("\r\n", "\n"), "")
