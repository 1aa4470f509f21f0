"""Calls of `fyr` in this process, as `main` makes them, that may be remembered."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from fyrportfolj.cli import warm
from fyrportfolj.cli.app import run

TODAY = 1_795_000_000.0
"""A moment of 2026-11-18, Swedish time."""

DAY = 86_400.0


@dataclass
class Answers:
    """Calls in this process as `main` makes them, and whether each was worked out."""

    folder: Path
    worked_out: list[bool] = field(default_factory=list)

    def __call__(self, *argv: str) -> tuple[int, str, str]:
        """Give exit code, standard output and error of a call that may be remembered."""
        worked_out = False

        def work_out(answer: warm.Answer | None) -> int:
            nonlocal worked_out
            worked_out = True
            return run(argv, answer)

        said = self.said(lambda: warm.answered(argv, work_out))
        self.worked_out.append(worked_out)
        return said

    def cold(self, *argv: str) -> tuple[int, str, str]:
        """Give the same of a call that is worked out."""
        return self.said(lambda: run(argv))

    def said(self, call: Callable[[], int]) -> tuple[int, str, str]:
        with (
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(io.StringIO()) as out,
            contextlib.redirect_stderr(io.StringIO()) as err,
        ):
            code = call()
        return code, out.getvalue(), err.getvalue()


def kept(fyr: Answers) -> list[Path]:
    """Give the files that hold answers."""
    return list((fyr.folder / ".git/fyr/cache").iterdir())
