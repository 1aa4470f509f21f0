"""Making some of the pages in a child process, on a processor that has nothing to do.

The files are the same with and without: what the child does not give, this process makes itself.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import threading
from collections.abc import Callable, Iterable

Made = tuple[tuple[str, bytes], ...]
"""Files: place from the root of the site, and bytes."""


class Beside:
    """A child process that makes files; `take` waits for it."""

    def __init__(self, pid: int, pipe: int) -> None:
        """Keep hold of a running child.

        Args:
            pid: the child.
            pipe: where it answers.
        """
        self._pid = pid
        self._pipe = pipe

    @classmethod
    def start(cls, make: Callable[[], Iterable[tuple[str, bytes]]]) -> Beside | None:
        """Begin to make files.

        Args:
            make: makes them; runs in the child, with all that this process has read.

        Returns:
            The running child; None where there is one processor, no fork, or other threads, which a fork would lose.
        """
        if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2 or threading.active_count() > 1:  # noqa: PLR2004
            return None
        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reader)
            _child(make, writer)
        os.close(writer)
        return cls(pid, reader)

    def take(self) -> Made | None:
        """Wait for the child and give what it made; None when it failed."""
        with os.fdopen(self._pipe, "rb") as pipe:
            data = pipe.read()
        _, status = os.waitpid(self._pid, 0)
        if status != 0:
            return None
        found: Made = marshal.loads(data)  # noqa: S302  (our own child wrote it)
        return found


def _child(make: Callable[[], Iterable[tuple[str, bytes]]], writer: int) -> None:
    """Make and answer, then end at once: nothing of the parent's clean-up may run here."""
    code = 1
    with contextlib.suppress(BaseException):
        answer = marshal.dumps(tuple(make()))
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(answer)
        code = 0
    os._exit(code)
