"""Making and writing some of the pages in a child process, on a processor that has nothing to do.

The files are the same with and without: what the child does not give, or write, this process does itself.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import threading
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

Made = tuple[tuple[str, bytes], ...]
"""Files: place from the root of the site, and bytes."""

_GIVE, _WRITE = b"g", b"w"


class Beside:
    """A child process that makes files, and then gives or writes them when it is told to."""

    def __init__(self, pid: int, orders: BinaryIO, answers: BinaryIO) -> None:
        """Keep hold of a running child.

        Args:
            pid: the child.
            orders: where it listens.
            answers: where it answers.
        """
        self._pid = pid
        self._orders = orders
        self._answers = answers

    @classmethod
    def start(cls, make: Callable[[], Iterable[tuple[str, bytes]]], write: Callable[[Made], int]) -> Beside | None:
        """Begin to make files.

        Args:
            make: makes them; runs in the child, with all that this process has read.
            write: writes them and gives how many were new or changed; runs in the child too.

        Returns:
            The running child; None where there is one processor, no fork, or other threads, which a fork would lose.
        """
        if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2 or threading.active_count() > 1:  # noqa: PLR2004  (one is none)
            return None
        listens, orders = os.pipe()
        answers, tells = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(orders)
            os.close(answers)
            _child(make, write, listens, tells)
        os.close(listens)
        os.close(tells)
        return cls(pid, os.fdopen(orders, "wb", buffering=0), os.fdopen(answers, "rb"))

    def sizes(self) -> tuple[tuple[str, int], ...] | None:
        """Wait until the files are made, and give their places and sizes; None when the child failed."""
        found: tuple[tuple[str, int], ...] | None = self._heard()
        return found

    def files(self) -> Made | None:
        """Give the files; None when the child is gone."""
        self._tell(_GIVE)
        found: Made | None = self._heard()
        return found

    def write(self) -> None:
        """Let the child begin to write its files."""
        self._tell(_WRITE)

    def written(self) -> int | None:
        """Wait until they are written, and give how many were new or changed; None when something went wrong."""
        found: int | None = self._heard()
        return found

    def leave(self) -> None:
        """Let the child end; it does so by itself, whatever it is at."""
        for pipe in (self._orders, self._answers):
            with contextlib.suppress(OSError):
                pipe.close()
        with contextlib.suppress(OSError):
            os.waitpid(self._pid, os.WNOHANG)

    def _tell(self, order: bytes) -> None:
        # A child that is gone gives no answer either, and that is noticed.
        with contextlib.suppress(OSError, ValueError):
            self._orders.write(order)

    def _heard(self) -> Any:
        try:
            return marshal.load(self._answers)  # noqa: S302  (our own child wrote it)
        except (OSError, EOFError, ValueError, TypeError):
            return None


def _child(
    make: Callable[[], Iterable[tuple[str, bytes]]], write: Callable[[Made], int], listens: int, tells: int
) -> None:
    """Make, and do as told, then end at once: nothing of the parent's clean-up may run here."""
    with contextlib.suppress(BaseException), os.fdopen(listens, "rb") as orders, os.fdopen(tells, "wb") as answers:
        made = tuple(make())
        marshal.dump(tuple((place, len(data)) for place, data in made), answers)
        answers.flush()
        while order := orders.read(1):
            marshal.dump(made if order == _GIVE else write(made), answers)
            answers.flush()
    os._exit(0)
