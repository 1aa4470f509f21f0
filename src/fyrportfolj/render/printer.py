"""A process beside that has Jinja and Typst ready when a report is to be a PDF: they take as long to load as to use.

The PDF is the same with and without: what the process does not give is made here.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from fyrportfolj.render.appearance import Appearance
    from fyrportfolj.render.templates import Templates

_RUNNING: list[Printer] = []


@dataclass(frozen=True, slots=True)
class Job:
    """What a PDF is made of.

    Attributes:
        view: what the template sees as `rapport`.
        mall: the template, such as `statusrapport/statusrapport.typ.j2`.
        templates: where it lies.
        looks: what the template sees as `utseende`.
        assets: as for `make_pdf`.
        stamp: as for `make_pdf`.
    """

    view: object
    mall: str
    templates: Templates
    looks: Appearance
    assets: Mapping[str, bytes]
    stamp: datetime


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
    def start(cls, portfolio: Path | None, words: Sequence[str]) -> Printer:
        """Start the child; it ends when this process does.

        Args:
            portfolio: the root of the portfolio whose templates will be asked for, or None.
            words: of the call; the templates that they name are read ahead.
        """
        listens, jobs = os.pipe()
        answers, tells = os.pipe()
        if os.fork() == 0:
            os.close(jobs)
            os.close(answers)
            _child(listens, tells, portfolio, words)
        os.close(listens)
        os.close(tells)
        return cls(os.fdopen(jobs, "wb"), os.fdopen(answers, "rb"))

    def make(self, job: Job) -> bytes | None:
        """Make a PDF.

        Returns:
            The PDF; None when there is something to tell about it, or it cannot be made there, or the child is gone.
        """
        from fyrportfolj.render.carried import NotCarriedError, plain

        root = str(job.templates.portfolio) if job.templates.portfolio else None
        try:
            told = plain((job.view, job.looks)), job.mall, root, dict(job.assets), job.stamp.isoformat()
            marshal.dump(told, self._jobs)
            self._jobs.flush()
            made: bytes | None = marshal.load(self._answers)  # noqa: S302  (our own child wrote it)
        except (OSError, EOFError, ValueError, NotCarriedError):
            return None
        return made


def begin(portfolio: Path | None = None, words: Sequence[str] = ()) -> None:
    """Start a process for the PDF that the call seems to want, where there is a processor for it.

    Args:
        portfolio: as for `Printer.start`.
        words: as for `Printer.start`.
    """
    # Typst's threads are lost in a fork, and then waited for without end.
    if hasattr(os, "fork") and (os.cpu_count() or 1) > 1 and not _RUNNING and "typst" not in sys.modules:
        _RUNNING.append(Printer.start(portfolio, words))


def running() -> Printer | None:
    """Give the process that was begun, or None."""
    return _RUNNING[0] if _RUNNING else None


def printed(job: Job) -> bytes:
    """Make a PDF in the process beside when one was begun, else here.

    Raises:
        DataError: as for `Templates.render` and `make_pdf`, which tell what the process beside could not.
    """
    beside = running()
    made = beside.make(job) if beside else None
    if made is not None:
        return made
    from fyrportfolj.render.formats import TYPST
    from fyrportfolj.render.pdf import make_pdf

    source = job.templates.render(job.mall, TYPST, job.view, utseende=job.looks)
    return make_pdf(source, job.assets, job.stamp, job.mall)


def _child(listens: int, tells: int, portfolio: Path | None, words: Sequence[str]) -> None:
    """Make ready, then PDFs until nobody asks; nothing of the parent's clean-up may run here."""
    with contextlib.suppress(BaseException):
        from fyrportfolj.render.carried import shown
        from fyrportfolj.render.formats import TYPST
        from fyrportfolj.render.pdf import make_pdf, make_ready

        known = _prepared(portfolio, words)
        make_ready()
        with os.fdopen(listens, "rb") as jobs, os.fdopen(tells, "wb") as answers:
            while True:
                data, name, root, assets, stamp = marshal.load(jobs)  # noqa: S302  (our own parent wrote it)
                templates = known[root] if root in known else known.setdefault(root, _of(root))
                made = None
                # Whatever it is, the parent meets it too, and tells.
                with contextlib.suppress(Exception):
                    view, looks = shown(data)
                    source = templates.render(name, TYPST, view, utseende=looks)
                    made = make_pdf(source, assets, datetime.fromisoformat(stamp), name)
                marshal.dump(made, answers)
                answers.flush()
    os._exit(0)


def _prepared(portfolio: Path | None, words: Sequence[str]) -> dict[str | None, Templates]:
    """Give the templates of the portfolio, those that the call names read ahead."""
    from fyrportfolj.errors import FyrError
    from fyrportfolj.render.formats import TYPST

    templates = _of(str(portfolio) if portfolio else None)
    # What is wrong with a template is told when it is filled in.
    with contextlib.suppress(FyrError):
        templates.prepare(words, TYPST)
    return {str(portfolio) if portfolio else None: templates}


def _of(root: str | None) -> Templates:
    from fyrportfolj.render.templates import Templates

    return Templates(Path(root) if root else None)
