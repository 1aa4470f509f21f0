"""Runs one decision, or one sync, again and again, and dies in it at one place after another.

Started as `python -m tests.history.dying FOLDER SCENE MODE STRIDE [CALLS [FAULT]]` by the tests; prints one line of
JSON for each place, or for each STRIDE-th. SCENE is `decision` or `sync`. MODE says where: `steps` dies at each step
that leaves a mark outside the process (a started or finished git, a renamed, linked or removed file, a flushed
write); `git` lets strace kill the git processes at each of some system CALLS, or meet them with another FAULT;
`python` does that to the process itself.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from fyrportfolj.errors import FyrError
from fyrportfolj.history.git import NETWORK
from tests.history.scenes import SCENES

DONE, FAILED, DIED = 0, 1, 9
_CALL = re.compile(r"(\d*) *(\w+)\(")
_FOR_WRITING = ("O_WRONLY", "O_RDWR", "O_CREAT")
_STEPS = ("replace", "link", "unlink", "rmdir", "fsync", "mkdir", "chmod")


class Scene(Protocol):
    """Something that must be done wholly or not at all."""

    def prepare(self, folder: Path) -> None:
        """Lay out a folder that `act` can be run in."""
        ...

    def act(self, folder: Path) -> None:
        """Do it."""
        ...

    def aftermath(self, folder: Path, *, said_done: bool) -> dict[str, Any]:
        """Let the next command clean up, and tell what is there."""
        ...


class Faults(NamedTuple):
    """Which system calls are met by what."""

    calls: str
    fault: str = "signal=KILL"

    def spec(self, n: int) -> str:
        return f"-e trace={self.calls} -e inject={self.calls}:{self.fault}:when={n}"


class Death:
    """Ends the process at the k-th step, as a power cut would: nothing is cleaned up."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.count = 0

    def step(self) -> None:
        self.count += 1
        if self.count == self.at:
            os._exit(DIED)

    def before(self, holder: Any, name: str, *, and_after: bool = False) -> None:
        original: Callable[..., Any] = getattr(holder, name)

        def watched(*args: Any, **named: Any) -> Any:
            self.step()
            result = original(*args, **named)
            if and_after:
                self.step()
            return result

        setattr(holder, name, watched)


def dies_in_python(scene: Scene, at: Path, place: int) -> None:
    death = Death(place)
    death.before(subprocess.Popen, "communicate", and_after=True)
    death.before(subprocess, "Popen")
    for name in _STEPS:
        death.before(os, name)
    scene.act(at)


def traced_gits(front: Callable[[int], list[str]]) -> None:
    """Start the n-th git of this process behind what `front` gives; those that use the network are not counted."""
    original: Callable[..., Any] = subprocess.Popen
    started = 0

    def traced(argv: list[str], **named: Any) -> Any:
        nonlocal started
        if NETWORK & set(argv):
            return original(argv, **named)
        started += 1
        return original([*front(started), *argv], **named)

    setattr(subprocess, "Popen", traced)  # noqa: B010  (a plain assignment is an error of types)


def scouted(scene: Scene, at: Path, calls: str) -> None:
    """Act, and note the system calls of each git beside the folder."""
    traced_gits(lambda number: ["strace", "-f", "-qq", "-o", f"{at}.{number}", "-e", f"trace={calls}"])
    scene.act(at)


def dies_in_git(scene: Scene, at: Path, number: int, spec: str) -> None:
    front = ["strace", "-f", "-qq", "-o", os.devnull, *spec.split(" ")]
    traced_gits(lambda started: front if started == number else [])
    scene.act(at)


def attempt(action: Callable[[], None]) -> int:
    """Run something in a process of its own and give how it ended: 0 done, 1 failed, 9 died."""
    child = os.fork()
    if not child:
        _end_with(action)
    return _ended(child)


def traced_attempt(action: Callable[[], None], spec: str, log: Path) -> int:
    """Do as `attempt`, with strace on the process, but not on those that it starts."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(writing)
        os.read(reading, 1)
        _end_with(action)
    os.close(reading)
    with subprocess.Popen(["strace", "-p", str(child), "-qq", "-o", str(log), *spec.split(" ")]) as tracer:
        while "TracerPid:\t0" in Path(f"/proc/{child}/status").read_text(encoding="ascii") and tracer.poll() is None:
            time.sleep(0.001)
        os.close(writing)
        return _ended(child)


def _end_with(action: Callable[[], None]) -> None:
    ended = FAILED
    try:
        action()
        ended = DONE
    except (FyrError, OSError):
        pass
    finally:
        os._exit(ended)


def _ended(child: int) -> int:
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return DIED if code < 0 else code


def fresh(template: Path, at: Path) -> Path:
    shutil.rmtree(at, ignore_errors=True)
    shutil.copytree(template, at, symlinks=True)
    return at


def sweep_steps(scene: Scene, template: Path, at: Path, stride: int) -> None:
    ended, place = DIED, 0
    while ended == DIED:
        place += stride
        ended = attempt(partial(dies_in_python, scene, fresh(template, at), place))
        tell(str(place), ended, scene, at)


def sweep_git(scene: Scene, template: Path, at: Path, stride: int, faults: Faults) -> None:
    assert attempt(partial(scouted, scene, fresh(template, at), faults.calls)) == DONE
    logs = {int(log.suffix[1:]): log for log in at.parent.glob(f"{at.name}.*")}
    places = [(number, n) for number in sorted(logs) for n in changing(logs[number])]
    for log in logs.values():
        log.unlink()
    for number, n in places[stride // 2 :: stride]:
        ended = attempt(partial(dies_in_git, scene, fresh(template, at), number, faults.spec(n)))
        tell(f"{number}:{n}", ended, scene, at)


def sweep_python(scene: Scene, template: Path, at: Path, stride: int, faults: Faults) -> None:
    log = at.with_suffix(".strace")
    # What is imported or looked up once and for all is not a part of the action.
    scene.act(fresh(template, at))
    assert traced_attempt(partial(scene.act, fresh(template, at)), f"-e trace={faults.calls}", log) == DONE
    for n in changing(log)[stride // 2 :: stride]:
        ended = traced_attempt(partial(scene.act, fresh(template, at)), faults.spec(n), log)
        tell(str(n), ended, scene, at)


def changing(log: Path) -> list[int]:
    """Give the numbers of the calls that can change something: an open for reading cannot."""
    counts: Counter[str] = Counter()
    found: dict[int, None] = {}
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        match = _CALL.match(line)
        if match is None:
            continue
        counts[match[1]] += 1
        if match[2] != "openat" or ("/dev/null" not in line and any(flag in line for flag in _FOR_WRITING)):
            found[counts[match[1]]] = None
    return list(found)


def tell(place: str, ended: int, scene: Scene, at: Path) -> None:
    told = {"place": place, "ended": ended, **scene.aftermath(at, said_done=ended == DONE)}
    print(json.dumps(told), flush=True)  # noqa: T201  (what the test reads)


def main(folder: str, scene: str, mode: str, stride: str, *faults: str) -> None:
    played = SCENES[scene]
    template, at = Path(folder) / "mall åäö", Path(folder) / "prov åäö"
    played.prepare(template)
    if mode == "steps":
        sweep_steps(played, template, at, int(stride))
    else:
        {"git": sweep_git, "python": sweep_python}[mode](played, template, at, int(stride), Faults(*faults))


if __name__ == "__main__":
    main(*sys.argv[1:])
