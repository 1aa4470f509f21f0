"""A process beside that has Jinja and Typst ready when a report is to be a PDF: they take as long to load as to use.

The PDF is the same with and without: what the process does not give is made here.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fyrportfolj.forked import Forked, Line

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

    def __init__(self, child: Forked) -> None:
        """Keep hold of a running child.

        Args:
            child: answers each job with a PDF, or with None.
        """
        self._child = child

    @classmethod
    def start(cls, portfolio: Path | None, words: Sequence[str]) -> Printer | None:
        """Start the child; it ends when this process does.

        Args:
            portfolio: the root of the portfolio whose templates will be asked for, or None.
            words: of the call; the templates that they name are read ahead.

        Returns:
            The running child; None as `Forked.start`.
        """
        child = Forked.start(lambda line: _print(line, portfolio, words))
        return cls(child) if child else None

    def make(self, job: Job) -> bytes | None:
        """Make a PDF.

        Returns:
            The PDF; None when there is something to tell about it, or it cannot be made there, or the child is gone.
        """
        from fyrportfolj.render.carried import NotCarriedError, plain

        root = str(job.templates.portfolio) if job.templates.portfolio else None
        try:
            view = plain((job.view, job.looks))
        except NotCarriedError:
            return None
        made: bytes | None = self._child.ask((view, job.mall, root, dict(job.assets), job.stamp.isoformat()))
        return made


def begin(portfolio: Path | None = None, words: Sequence[str] = ()) -> None:
    """Start a process for the PDF that the call seems to want, where there is a processor for it.

    Args:
        portfolio: as for `Printer.start`.
        words: as for `Printer.start`.
    """
    # Typst's threads are lost in a fork, and then waited for without end.
    if _RUNNING or "typst" in sys.modules:
        return
    child = Printer.start(portfolio, words)
    if child:
        _RUNNING.append(child)


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


def _print(line: Line, portfolio: Path | None, words: Sequence[str]) -> None:
    """Make ready, then PDFs until nobody asks."""
    from fyrportfolj.render.carried import shown
    from fyrportfolj.render.formats import TYPST
    from fyrportfolj.render.pdf import make_pdf, make_ready

    known = _prepared(portfolio, words)
    make_ready()
    while True:
        data, name, root, assets, stamp = line.hear()
        templates = known[root] if root in known else known.setdefault(root, _of(root))
        made = None
        # Whatever it is, the parent meets it too, and tells.
        with contextlib.suppress(Exception):
            view, looks = shown(data)
            source = templates.render(name, TYPST, view, utseende=looks)
            made = make_pdf(source, assets, datetime.fromisoformat(stamp), name)
        line.tell(made)


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
