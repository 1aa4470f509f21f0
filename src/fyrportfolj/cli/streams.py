"""The process's own streams: what they cannot show, and what becomes of a reader that has gone."""

from __future__ import annotations

import os
import sys
from typing import TextIO

BROKEN_PIPE = 141
"""128 + SIGPIPE, which is what a shell expects of a program whose reader has gone."""


def standard() -> tuple[TextIO, TextIO]:
    """Give standard output and error; characters that they cannot show become question marks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        # To reconfigure also empties the stream, which fails when what it holds has nowhere to go.
        if reconfigure and stream.errors != "replace":
            reconfigure(errors="replace")
    return sys.stdout, sys.stderr


def replace_closed() -> None:
    """Put streams that lead nowhere in the place of those that the caller has closed.

    The next file that is opened would otherwise take the number of the missing one, and be written to as if it were.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # The lowest free number is given, which is that of the stream.
            handle = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, open(handle, mode, encoding="utf-8"))  # noqa: PTH123, SIM115  (the handle is open)


def flushed(code: int) -> int:
    """Send what is left to the reader.

    Args:
        code: what the process is about to exit with.

    Returns:
        The same, or that of a broken pipe.

    Raises:
        OSError: what is left cannot be written.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain once more when it closes the stream at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return code
