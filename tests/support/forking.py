"""Processes of fyr without the wait for Python and its modules: forked from one that has loaded them.

Each is a process of its own with its own folder, environment, pipes or terminal and exit code; what it does not prove
is how Python starts. Tests of that start `python -m fyrportfolj`.
"""

from __future__ import annotations

import array
import atexit
import contextlib
import gc
import importlib
import io
import json
import os
import pkgutil
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "tests" / "errors" / "_bas"
PROCESSES = "COVERAGE_PROCESS_CONFIG"
"""The variable that lets the lines be counted that a process runs."""

_SIZE = struct.Struct("!I")
_CODE = struct.Struct("!i")
_STREAMS = 3
_HEAVY = ("docx", "docxtpl", "pptx", "typst", "pikepdf", "xlsxwriter", "jinja2", "rich.console", "git", "cryptography")


class Process:
    """A fyr that runs.

    Attributes:
        returncode: its exit code; below 0 the signal that ended it; None while it runs.
    """

    def __init__(self, ended: int) -> None:
        """Listen for its end.

        Args:
            ended: file descriptor that its exit code comes by.
        """
        self.returncode: int | None = None
        self._ended = ended
        os.set_blocking(ended, False)

    def poll(self) -> int | None:
        """Give its exit code, or None while it runs."""
        if self.returncode is None:
            with contextlib.suppress(BlockingIOError):
                said = os.read(self._ended, _CODE.size)
                self.returncode = _CODE.unpack(said)[0] if said else -1
                os.close(self._ended)
        return self.returncode

    def wait(self, timeout: float) -> int:
        """Wait for its end.

        Raises:
            TimeoutError: it goes on for longer than so many seconds.
        """
        until = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > until:
                raise TimeoutError
            time.sleep(0.002)
        return code


class _Nursery:
    """The process that has loaded everything, and the way to ask it for another like it."""

    def __init__(self, counting: str | None) -> None:
        ours, theirs = socket.socketpair()
        kept = {k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT")}
        if counting:
            kept[PROCESSES] = counting
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.forking", str(theirs.fileno())],
            cwd=ROOT,
            env={**kept, "LANG": "C.UTF-8", "FYR_CACHE": "0", "PYDANTIC_DISABLE_PLUGINS": "__all__"},
            stdin=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(),),
        )
        theirs.close()
        self._asking = ours
        atexit.register(self._end)

    def ask(self, request: Mapping[str, Any], descriptors: Sequence[int]) -> Process:
        ended, ending = os.pipe()
        body = json.dumps(request).encode("utf-8", "surrogateescape")
        held = array.array("i", [*descriptors, ending])
        self._asking.sendmsg([_SIZE.pack(len(body))], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, held)])
        self._asking.sendall(body)
        os.close(ending)
        return Process(ended)

    def _end(self) -> None:
        self._asking.close()
        self._process.wait()


@cache
def _nursery(counting: str | None) -> _Nursery:
    return _Nursery(counting)


def fork(args: Sequence[str], cwd: Path, env: Mapping[str, str], streams: tuple[int, int, int]) -> Process:
    """Let a fyr begin.

    Args:
        args: the arguments.
        cwd: working directory.
        env: the whole environment.
        streams: file descriptors of standard input, output and error.
    """
    return _nursery(env.get(PROCESSES)).ask({"args": [*args], "cwd": str(cwd), "env": dict(env)}, streams)


def _serve(asked: socket.socket) -> None:
    while True:
        head, descriptors, _, _ = socket.recv_fds(asked, _SIZE.size, _STREAMS + 1)
        if not head:
            return
        wanted, body = _SIZE.unpack(head)[0], b""
        while len(body) < wanted:
            body += asked.recv(wanted - len(body))
        if os.fork() == 0:
            asked.close()
            _supervise(json.loads(body.decode("utf-8", "surrogateescape")), descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _supervise(request: Mapping[str, Any], descriptors: list[int]) -> None:
    """Fork once more, so that somebody can wait for the end while others begin."""
    *streams, ending = descriptors
    child = os.fork()
    if child == 0:
        os.close(ending)
        _become(request, streams)
    for descriptor in streams:
        os.close(descriptor)
    os.write(ending, _CODE.pack(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])))
    os._exit(0)


def _become(request: Mapping[str, Any], streams: list[int]) -> None:
    for number, descriptor in enumerate(streams):
        os.dup2(descriptor, number)
    for descriptor in streams:
        if descriptor >= _STREAMS:
            os.close(descriptor)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    time.tzset()
    sys.argv = ["fyr", *request["args"]]
    # As Python opens them in the locale C.UTF-8.
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0)), "utf-8", "surrogateescape")
    sys.stdout = io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(1, "w")), "utf-8", "surrogateescape", line_buffering=os.isatty(1)
    )
    sys.stderr = io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(2, "w")), "utf-8", "backslashreplace", line_buffering=True
    )
    code = 1
    try:
        from fyrportfolj.__main__ import main

        main()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001  (what Python itself does with what nobody has caught)
        sys.excepthook(*sys.exc_info())
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    atexit._run_exitfuncs()  # noqa: SLF001  (a coverage tracer writes down what it saw)
    os._exit(code)


def _load() -> None:
    """Import everything and read a portfolio once, so that models and patterns are ready too."""
    import fyrportfolj
    from fyrportfolj.commands.workspace import Workspace

    for found in pkgutil.walk_packages(fyrportfolj.__path__, "fyrportfolj."):
        importlib.import_module(found.name)
    for name in _HEAVY:
        importlib.import_module(name)
    Workspace.open(BASE, lambda _zone: date(2026, 11, 22)).diagnostics()
    tracer = sys.modules.get("coverage")
    if tracer and (tracing := tracer.Coverage.current()):
        # What loading has run is written once, and not by each child again.
        tracing.save()
    gc.collect()
    gc.freeze()


def main() -> None:
    """Load, then fork for whoever asks until nobody can ask any more."""
    asked = socket.socket(fileno=int(sys.argv[1]))
    _load()
    # The folder that `python -m` was started in is not among those that fyr imports from.
    sys.path.remove(str(ROOT))
    _serve(asked)


if __name__ == "__main__":
    main()
