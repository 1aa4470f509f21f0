"""A round that is killed right after any call is completed by the next run, and everything in it is there once."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.forge.rounds import Scene
from tests.support.forge_server import Fault
from tests.support.viewers import ALL

ROOT = Path(__file__).resolve().parents[2]
AT_LEAST = 5


@contextmanager
def consulting(scene: Scene) -> Iterator[Callable[[Callable[[int], Fault | None]], int]]:
    """Give what holds the whole consultation once, met by the forge with faults, and tells how it ended."""
    memory = scene.server.memory
    accounts = f"amal={memory.user('anna')},orust={memory.user('olle')}"
    command = (sys.executable, "-m", "tests.forge.dying", str(scene.made.root.parent))
    with subprocess.Popen(
        (*command, scene.server.url, scene.slag, accounts),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        bufsize=1,
    ) as driver:
        assert driver.stdin is not None
        assert driver.stdout is not None
        told, tell = driver.stdout, driver.stdin

        def once(fault: Callable[[int], Fault | None]) -> int:
            tell.write("\n")
            scene.server.prey = int(told.readline())
            scene.server.again(fault)
            tell.write("\n")
            return int(told.readline())

        yield once
        tell.close()


def die(at: int, number: int) -> Fault | None:
    return "die" if number == at else None


def test_killed_after_each_call(scene: Scene) -> None:
    """After each on GitHub; on the others after each that leaves a mark, unless FYR_STOR asks for all."""
    server, memory = scene.server, scene.server.memory
    memory.met = lambda made: memory.review("anna", "APPROVED", "Ställning: avstår", number=made.number)
    note = scene.made.root / ".git/fyr/remiss/planen.json"
    ends = []
    with consulting(scene) as hold:
        assert hold(lambda _number: None) == 0
        marks = [n for n, (method, _) in enumerate(server.calls) if ALL or scene.slag == "github" or method != "GET"]
        for number in (*marks, len(server.calls)):
            memory.requests.clear()
            note.unlink(missing_ok=True)
            ends.append(hold(partial(die, number)))
            assert ends[-1] == (-signal.SIGKILL if len(server.calls) > number else 0)
            assert hold(lambda _number: None) == 0

            (request,) = memory.requests
            assert (request.state, request.asked) == ("closed", ["anna", "olle"])
            bodies = [one.body for one in request.talk]
            assert len(bodies) == 2
            assert "Svara snart." in bodies[0]
            assert bodies[1].endswith("Tack.")
    assert ends.pop() == 0
    assert len(ends) >= AT_LEAST
