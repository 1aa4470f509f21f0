"""Failing closed: whatever goes wrong in an audit becomes a finding, never an answer and never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from fyrportfolj.commands.trust import UnusableAnchorError
from fyrportfolj.diagnostics import Diagnostic, finding
from fyrportfolj.errors import FyrError, UsageError
from fyrportfolj.history.chain import UnprovableError
from fyrportfolj.messages import T, Text

Log: TypeAlias = Callable[[BaseException], Path | None]
"""Keeps what went wrong in fyr itself, and gives the file."""


class Closed:
    """Turns every failure inside it into findings.

    Attributes:
        findings: what the failure was.
        failed: True when there was one.
    """

    def __init__(self, log: Log) -> None:
        """Begin.

        Args:
            log: keeps a failure of fyr itself.
        """
        self.findings: tuple[Diagnostic, ...] = ()
        self.failed = False
        self._log = log

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Keep every failure but a wrong call, and what ends the program."""
        if error is None or isinstance(error, UsageError) or not isinstance(error, Exception):
            return False
        self.failed = True
        match error:
            case UnprovableError():
                self.findings = error.diagnostics
            case UnusableAnchorError():
                why = T("tillitsankaret {fil} har fel", fil=str(error.fil))
                self.findings = (_unread(why), *error.diagnostics)
            case FyrError():
                self.findings = (_unread(_with_help(error)),)
            case OSError():
                self.findings = (_unread(T("{orsak}", orsak=error.strerror or type(error).__name__)),)
            case _:
                self.findings = (_unread(_our_own(error, self._log(error))),)
        return True


def _unread(why: Text) -> Diagnostic:
    return finding("FYR603", "", orsak=why)


def _with_help(error: FyrError) -> Text:
    return T("{vad} ({hjalp})", vad=error.message, hjalp=error.help) if error.help else error.message


def _our_own(error: Exception, log: Path | None) -> Text:
    what = type(error).__name__
    if log is None:
        return T("fyr stötte på ett fel i sig självt ({slag})", slag=what)
    return T("fyr stötte på ett fel i sig självt ({slag}); skicka gärna loggen {fil}", slag=what, fil=str(log))
