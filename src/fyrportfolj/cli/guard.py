"""What becomes of a failure: one sentence, an exit code, and a log when the fault is ours."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from typer import Abort, Exit
from typer._click.exceptions import ClickException

from fyrportfolj import __version__
from fyrportfolj.cli.parsing import usage_error
from fyrportfolj.cli.session import Session
from fyrportfolj.cli.streams import BROKEN_PIPE
from fyrportfolj.errors import ExternalError, FyrError
from fyrportfolj.messages import T

INTERNAL = 70
INTERRUPTED = 130


@dataclass
class Guard:
    """Turns every exception inside it into a sentence and an exit code; lets none through."""

    session: Session

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Tell the user what happened and set the session's exit code."""
        match error:
            case None:
                pass
            case FyrError():
                self.session.fail(error.message, error.help, error.exit_code)
            case ClickException():
                known = usage_error(error, self.session.kommando)
                self.session.fail(known.message, known.help, known.exit_code)
            case Exit():
                self.session.exit_code = error.exit_code
            case KeyboardInterrupt() | Abort() | EOFError():
                self.session.fail(T("avbrutet"), None, INTERRUPTED)
            case BrokenPipeError():
                self.session.exit_code = BROKEN_PIPE
            case OSError():
                outside = _outside(error)
                self.session.fail(outside.message, outside.help, outside.exit_code)
            case Exception():
                self._crash(error)
            case _:
                return False
        return True

    def _crash(self, error: Exception) -> None:
        path = write_log(error)
        help_ = T("skicka gärna loggen {fil} till dem som underhåller fyr", fil=path) if path else None
        self.session.fail(T("fyr stötte på ett fel i sig självt ({slag})", slag=type(error).__name__), help_, INTERNAL)


def write_log(error: BaseException) -> Path | None:
    """Write versions and where it happened to the user's state folder, without any data of the portfolio.

    The log is meant to be sent to others, so neither the values of variables nor what the exceptions say is in it.

    Returns:
        The file; None when it could not be written.
    """
    lines = [
        f"fyr {__version__}, Python {platform.python_version()}, {platform.platform()}\n",
        *_origin(error),
    ]
    try:
        folder = state_folder()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"fel-{datetime.now(UTC):%Y%m%d-%H%M%S}-{os.getpid()}.log"
        path.write_text("".join(lines), encoding="utf-8")
    except (OSError, RuntimeError):
        # RuntimeError is what pathlib gives when the user has no home.
        return None
    return path


def _origin(error: BaseException | None) -> Iterator[str]:
    """Give the kind of an exception and the lines it came through, and the same of those behind it."""
    told: list[BaseException] = []
    while error is not None and error not in told:
        told.append(error)
        yield f"Traceback (most recent call last):\n{''.join(traceback.format_tb(error.__traceback__))}"
        yield f"{type(error).__module__}.{type(error).__qualname__}\n\n"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def state_folder() -> Path:
    """Give the folder for logs: XDG's, the one in the user's library on macOS, or local app data on Windows."""
    named = os.environ.get("XDG_STATE_HOME")
    # The rule of XDG: a relative path counts as none.
    if named and Path(named).is_absolute():
        return Path(named) / "fyr"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "fyr"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Logs" / "fyr"
    return Path.home() / ".local" / "state" / "fyr"


def _outside(error: OSError) -> ExternalError:
    what = error.strerror or type(error).__name__
    if error.filename:
        return ExternalError(T("{fil}: {orsak}", fil=str(error.filename), orsak=what))
    return ExternalError(T("systemet svarade: {orsak}", orsak=what))
