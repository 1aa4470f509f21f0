"""Hearing what a process says while it works, and noticing when it has been silent for too long."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue

_CHUNK = 1 << 16
_LOOK = 0.2
"""How often to see whether a silent process has ended, seconds."""


def listen(pipe: int, ended: Callable[[], bool], heard: Callable[[bytes], None], patience: float) -> None:
    """Give what comes out of a pipe, until the process at its other end has ended.

    Args:
        pipe: handle to read from.
        ended: says whether the process has ended.
        heard: is given each piece.
        patience: how long the process may be silent, seconds.

    Raises:
        TimeoutError: it was silent for longer.
    """
    pieces: SimpleQueue[bytes] = SimpleQueue()
    # The thread has a handle of its own: it may still be reading when the process has ended and its pipe is closed.
    threading.Thread(target=_pump, args=(os.dup(pipe), pieces), daemon=True).start()
    deadline = time.monotonic() + patience
    while True:
        try:
            piece = pieces.get(timeout=_LOOK)
        except Empty:
            # What git started, such as a shared connection of ssh, may keep the pipe open after git has ended.
            if ended():
                return
            if time.monotonic() > deadline:
                raise TimeoutError from None
            continue
        if not piece:
            return
        heard(piece)
        deadline = time.monotonic() + patience


def _pump(handle: int, pieces: SimpleQueue[bytes]) -> None:
    try:
        while piece := os.read(handle, _CHUNK):
            pieces.put(piece)
    finally:
        pieces.put(b"")
        os.close(handle)
