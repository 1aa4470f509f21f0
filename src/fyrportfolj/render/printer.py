"""A process beside that has Typst ready when the text of a PDF is: what it loads takes as long as a small PDF.

The PDF is the same with and without: what the process does not give is made here.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import BinaryIO

_RUNNING: list[Printer] = []


class Printer:
    """A child process that makes one PDF after another."""

    def __init__(self, jobs: BinaryIO, answers: BinaryIO) -> None:
        """Keep hold of a running child.

        Args:
            jobs: where it listens.
            answers: where it answers.
        """
        self._jobs = jobs
        self._answers = answers

    @classmethod
    def start(cls) -> Printer:
        """Start the child; it ends when this process does."""
        listens, jobs = os.pipe()
        answers, tells = os.pipe()
        if os.fork() == 0:
            os.close(jobs)
            os.close(answers)
            _child(listens, tells)
        os.close(listens)
        os.close(tells)
        return cls(os.fdopen(jobs, "wb"), os.fdopen(answers, "rb"))

    def make(self, source: str, assets: Mapping[str, bytes], stamp: datetime, template: str) -> bytes | None:
        """Make a PDF.

        Args:
            source: as for `make_pdf`.
            assets: as for `make_pdf`.
            stamp: as for `make_pdf`.
            template: as for `make_pdf`.

        Returns:
            The PDF; None when there is something to tell about it, or the child is gone.
        """
        try:
            marshal.dump((source, dict(assets), stamp.isoformat(), template), self._jobs)
            self._jobs.flush()
            made: bytes | None = marshal.load(self._answers)  # noqa: S302  (our own child wrote it)
        except (OSError, EOFError, ValueError):
            return None
        return made


def begin() -> None:
    """Start a process for the PDF that the call seems to want, where there is a processor for it."""
    # Typst's threads are lost in a fork, and then waited for without end.
    if hasattr(os, "fork") and (os.cpu_count() or 1) > 1 and not _RUNNING and "typst" not in sys.modules:
        _RUNNING.append(Printer.start())


def running() -> Printer | None:
    """Give the process that was begun, or None."""
    return _RUNNING[0] if _RUNNING else None


def printed(source: str, assets: Mapping[str, bytes], stamp: datetime, template: str) -> bytes:
    """Make a PDF in the process beside when one was begun, else here.

    Args:
        source: as for `make_pdf`.
        assets: as for `make_pdf`.
        stamp: as for `make_pdf`.
        template: as for `make_pdf`.

    Raises:
        DataError: as for `make_pdf`, which tells what the process beside could not.
    """
    from fyrportfolj.render.pdf import make_pdf

    beside = running()
    made = beside.make(source, assets, stamp, template) if beside else None
    return made if made is not None else make_pdf(source, assets, stamp, template)


def _child(listens: int, tells: int) -> None:
    """Make ready, then PDFs until nobody asks; nothing of the parent's clean-up may run here."""
    with contextlib.suppress(BaseException):
        from fyrportfolj.errors import FyrError
        from fyrportfolj.render.pdf import make_pdf, make_ready

        make_ready()
        with os.fdopen(listens, "rb") as jobs, os.fdopen(tells, "wb") as answers:
            while True:
                source, assets, stamp, template = marshal.load(jobs)  # noqa: S302  (our own parent wrote it)
                made = None
                with contextlib.suppress(FyrError):
                    made = make_pdf(source, assets, datetime.fromisoformat(stamp), template)
                marshal.dump(made, answers)
                answers.flush()
    os._exit(0)
