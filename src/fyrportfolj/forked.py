"""A child process that works beside this one, on a processor that has nothing to do.

What it answers is what this process would have come to by itself: whoever asks does the work here when no answer comes.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import select
import signal
import threading
from collections.abc import Callable
from typing import Any, BinaryIO

_LENGTH = 8
"""Bytes that say how long what follows is; `marshal` alone reads a pipe in very small pieces."""


class Line:
    """One end of a line between two processes, for data that `marshal` writes."""

    def __init__(self, hears: BinaryIO, tells: BinaryIO) -> None:
        """Take the pipes.

        Args:
            hears: where the other end answers.
            tells: where it listens.
        """
        self._hears = hears
        self._tells = tells

    def tell(self, data: Any) -> None:
        """Send something.

        Raises:
            ValueError: it is not plain data, or the line is closed.
            OSError: nobody is left to hear it.
        """
        packed = marshal.dumps(data)
        self._tells.write(len(packed).to_bytes(_LENGTH, "big") + packed)
        self._tells.flush()

    def hear(self) -> Any:
        """Wait for what the other end says, and give it.

        Raises:
            ValueError: the line is closed.
            EOFError: nobody is left to say anything.
        """
        length = int.from_bytes(self._hears.read(_LENGTH), "big")
        packed = self._hears.read(length)
        if not packed or len(packed) < length:
            raise EOFError
        return marshal.loads(packed)  # noqa: S302  (the other end is a process of ours)

    def is_spoken_to(self) -> bool:
        """Say whether there is something to hear, without waiting; only before the first `hear`, which reads on."""
        return bool(select.select([self._hears], [], [], 0)[0])

    def close(self) -> None:
        """Let the other end notice that nobody is here."""
        for pipe in (self._tells, self._hears):
            # What was not sent has nobody to hear it.
            with contextlib.suppress(OSError):
                pipe.close()


class Forked:
    """A running child: a copy of this process as it was, with all that it had read."""

    def __init__(self, pid: int, line: Line) -> None:
        """Keep hold of it.

        Args:
            pid: the child.
            line: to it.
        """
        self.pid = pid
        self._line = line

    @classmethod
    def start(cls, work: Callable[[Line], None]) -> Forked | None:
        """Begin some work.

        Args:
            work: is done in the child, which ends with it, or when it fails.

        Returns:
            The child; None where there is one processor, no fork, no room for another process, or other threads,
            which a fork would lose.
        """
        if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2 or threading.active_count() > 1:  # noqa: PLR2004  (one is busy here)
            return None
        ends: tuple[int, ...] = ()
        try:
            ends = os.pipe()
            ends += os.pipe()
            pid = os.fork()
        except OSError:
            for end in ends:
                os.close(end)
            return None
        listens, tells, hears, answers = ends
        if pid == 0:
            os.close(tells)
            os.close(hears)
            _end_with(work, listens, answers)
        os.close(listens)
        os.close(answers)
        return cls(pid, Line(os.fdopen(hears, "rb"), os.fdopen(tells, "wb")))

    def heard(self) -> Any:
        """Wait for the next answer; None when there is none to come."""
        try:
            return self._line.hear()
        except (OSError, EOFError, ValueError):
            return None

    def tell(self, data: Any) -> bool:
        """Send something; False when it is not plain data, or nobody listens."""
        try:
            self._line.tell(data)
        except (OSError, ValueError):
            return False
        return True

    def ask(self, data: Any) -> Any:
        """Send something and wait for the answer; None when there is none to come."""
        return self.heard() if self.tell(data) else None

    def leave(self) -> None:
        """End the child, whatever it is at: one that writes files is heard out first."""
        self._line.close()
        # A number that has been waited for may be another process's by now.
        pid, self.pid = self.pid, 0
        if pid:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def _end_with(work: Callable[[Line], None], listens: int, answers: int) -> None:
    """Work, then end at once: nothing of the parent's clean-up may run here."""
    with contextlib.suppress(BaseException):
        work(Line(os.fdopen(listens, "rb"), os.fdopen(answers, "wb")))
    os._exit(0)
