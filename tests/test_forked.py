"""A process beside answers what was asked, and one that is gone is noticed."""

from __future__ import annotations

import errno
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from fyrportfolj.forked import Forked, Line

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork") or (os.cpu_count() or 1) < 2, reason="there is no process beside"
)


def _echo(line: Line) -> None:
    while True:
        line.tell(line.hear())


def _started(child: Forked | None) -> Forked:
    assert child is not None
    return child


@pytest.mark.usefixtures("forking")
@pytest.mark.parametrize(
    "said", [None, b"", "å" * 200_000, {"a": (1, 2.5, [True])}], ids=["nothing", "none", "much", "nested"]
)
def test_it_hears_what_was_said(said: object) -> None:
    child = _started(Forked.start(_echo))
    assert child.ask(said) == said
    assert child.ask(7) == 7, "one question after another"
    child.leave()


@pytest.mark.usefixtures("forking")
def test_it_goes_on_while_this_process_does_something_else() -> None:
    def count(line: Line) -> None:
        for n in range(3):
            line.tell(n)

    child = _started(Forked.start(count))
    assert [child.heard() for _ in range(5)] == [0, 1, 2, None, None]
    child.leave()


@pytest.mark.usefixtures("forking")
def test_it_sees_without_waiting_whether_it_is_spoken_to() -> None:
    def look(line: Line) -> None:
        line.tell(line.is_spoken_to())
        while not line.is_spoken_to():
            time.sleep(0.001)
        line.tell(line.hear())

    child = _started(Forked.start(look))
    assert child.heard() is False
    assert child.ask("nu") == "nu"
    child.leave()


@pytest.mark.usefixtures("forking")
def test_what_is_no_plain_data_is_not_sent() -> None:
    child = _started(Forked.start(_echo))
    assert child.ask(object()) is None
    assert child.ask("kvar") == "kvar"
    child.leave()


@pytest.mark.usefixtures("forking")
def test_one_that_fails_prints_nothing_and_gives_no_answer(capfd: pytest.CaptureFixture[str]) -> None:
    child = _started(Forked.start(lambda line: line.tell(1 // 0)))
    assert child.heard() is None
    child.leave()
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("forking")
def test_one_that_is_killed_gives_no_answer() -> None:
    child = _started(Forked.start(_echo))
    os.kill(child.pid, signal.SIGKILL)
    assert child.ask("hallå") is None
    child.leave()


def test_half_an_answer_is_none() -> None:
    hears, answers = os.pipe()
    os.write(answers, (100).to_bytes(8, "big") + b"halv")
    os.close(answers)
    with os.fdopen(hears, "rb") as pipe, pytest.raises(EOFError):
        Line(pipe, pipe).hear()


@pytest.mark.usefixtures("forking")
def test_leaving_ends_it_whatever_it_is_at() -> None:
    child = _started(Forked.start(lambda _line: time.sleep(600)))
    pid = child.pid
    child.leave()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert child.heard() is None
    assert not child.tell("något")
    child.leave()


def test_none_is_started_beside_other_threads_or_on_one_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    assert Forked.start(_echo) is None
    over.set()
    other.join()
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert Forked.start(_echo) is None


@pytest.mark.usefixtures("forking")
@pytest.mark.parametrize("call", ["pipe", "fork"])
def test_none_is_started_when_there_is_no_room_and_nothing_is_left_open(
    monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full() -> int:
        raise OSError(errno.EAGAIN, "fullt")

    before = sorted(Path("/dev/fd").iterdir())
    monkeypatch.setattr(os, call, full)
    assert Forked.start(_echo) is None
    assert sorted(Path("/dev/fd").iterdir()) == before
