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
        if reconfigure:
            reconfigure(errors="replace")
    return sys.stdout, sys.stderr


def flushed(code: int) -> int:
    """Send what is left to the reader.

    Args:
        code: what the process is about to exit with.

    Returns:
        The same, or that of a broken pipe.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain once more when it closes the stream at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return code
