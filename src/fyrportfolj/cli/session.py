"""One call of `fyr`: the common options, the console and the portfolio that they lead to."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from typer._click import Context

from fyrportfolj.cli import warm
from fyrportfolj.cli.blocks import Blocks, Line, Span
from fyrportfolj.cli.console import Console, to_json
from fyrportfolj.cli.values import BadValue, day
from fyrportfolj.errors import UsageError
from fyrportfolj.i18n import LANGUAGES
from fyrportfolj.messages import T, Text

if TYPE_CHECKING:
    from fyrportfolj.commands.result import Result
    from fyrportfolj.commands.workspace import Workspace
    from fyrportfolj.store.ahead import Ahead

D = TypeVar("D")

FORMATS = ("text", "json")
_BENEFITS = {f"benefit {name}" for name in ("list", "calc", "split", "ledger", "forecast", "due", "accuracy")}
_REMISS = {"remiss status", "remiss compile"}
_PRIORITY = {f"priority {name}" for name in ("list", "show", "score", "rank", "choose")}
OF_A_VERSION = (
    warm.READING
    | _PRIORITY
    | _BENEFITS
    | _REMISS
    | {"risk history", "report", "log", "diff", "mandate list", "site build"}
)
"""Commands that read the portfolio as it was; the others act on it as it is, or do not read it."""

CHECKS = ("check", "audit verify")
"""Commands that look for faults, and so have formats for other programs."""

CHECK_FORMATS = (*FORMATS, "github", "sarif", "junit")


@dataclass
class Options:
    """The common options as they were given.

    Attributes:
        portfolio: folder, or None to search for it.
        format: text, json, or a format of `fyr check`.
        lang: language asked for, or None.
        today: the day to judge at, or None.
        as_of: day or version in git, or None.
        no_color: True when colour is not wanted.
    """

    portfolio: Path | None = None
    format: str = "text"
    lang: str | None = None
    today: date | None = None
    as_of: str | None = None
    no_color: bool = False

    def set(self, name: str, value: object) -> None:
        """Take one option from the command line.

        Raises:
            BadValue: the value does not fit the option.
        """
        text = str(value)
        match name:
            case "portfolio":
                self.portfolio = Path(text)
            case "format":
                self.format = _one_of(text, CHECK_FORMATS)
            case "lang":
                self.lang = _one_of(text, LANGUAGES)
            case "today":
                self.today = day(text)
            case "as_of":
                self.as_of = text
            case _:
                self.no_color = True


@dataclass
class Session:
    """What one call of `fyr` knows.

    Attributes:
        language: `sv` or `en`: from --lang, FYR_LANG or the portfolio.
        options: the common options.
        kommando: the command as it is named in JSON, such as `gate check`.
        start: where the search for a portfolio begins; the working directory unless a command says otherwise.
        exit_code: what the process will exit with.
        answer: listens to what is printed and to what it rests on, or None.
    """

    language: str
    options: Options = field(default_factory=Options)
    start: Path = field(default_factory=Path)
    kommando: str = ""
    exit_code: int = 0
    answer: warm.Answer | None = None
    _console: Console | None = None

    @property
    def console(self) -> Console:
        """The console in the call's language."""
        if self._console is None or self._console.language != self.language:
            console = Console.standard(language=self.language, colour=not self.options.no_color)
            if self.answer:
                out, err = self.answer.heard(console.out, 1), self.answer.heard(console.err, 2)
                console = replace(console, out=out, err=err)
            self._console = console
        return self._console

    @property
    def as_json(self) -> bool:
        """True when a program reads the answer."""
        return self.options.format == "json"

    def expect_common_format(self) -> None:
        """Refuse the formats that only those commands have that look for faults.

        Raises:
            UsageError: one of them was asked for.
        """
        if self.options.format not in FORMATS and self.kommando not in CHECKS:
            raise UsageError(
                T("--format {format} finns bara för fyr check och fyr audit verify", format=self.options.format),
                T("skriv --format text eller --format json"),
            )

    def expect_version_is_read(self) -> None:
        """Refuse `--as-of` for a command that would not heed it.

        Raises:
            UsageError: it was asked for.
        """
        verb = self.kommando.partition(" ")[0]
        # The audit says itself what to write instead.
        if self.options.as_of and self.kommando not in OF_A_VERSION and verb != "audit":
            raise UsageError(
                T("--as-of går inte att använda med fyr {kommando}", kommando=self.kommando),
                T("utelämna det; kommandot gäller portföljen som den är nu, inte en äldre version"),
            )

    def begin(self) -> Ahead | None:
        """Begin to parse the work tree's files, for a command that reads them all and has its imports left to do."""
        if self.options.as_of:
            return None
        from fyrportfolj.commands.roots import begin

        return begin(self.options.portfolio or self.start, search=self.options.portfolio is None)

    def workspace(self, *, staged: bool = False, ahead: Ahead | None = None) -> Workspace:
        """Open the portfolio that the options point at.

        Args:
            staged: read what is staged in git instead of the work tree.
            ahead: what `begin` gave.
        """
        from fyrportfolj.commands.workspace import Workspace

        opened = Workspace.open(
            self.options.portfolio or self.start,
            self._clock,
            search=self.options.portfolio is None,
            today=self.options.today,
            as_of=self.options.as_of,
            staged=staged,
            ahead=ahead,
        )
        if self.answer:
            self.answer.opens(opened)
        readable = opened.loaded.portfolio
        if readable and not self.options.lang and not os.environ.get("FYR_LANG"):
            self.language = readable.fyr.modell.sprak
        return opened

    def _clock(self, zone: str) -> date:
        day = clock(zone)
        if self.answer:
            self.answer.judged_on(day, zone)
        return day

    def show(self, result: Result[D], view: Callable[[D, int], Blocks]) -> None:
        """Print a result as text or JSON and remember its exit code.

        Args:
            result: what the command gave back.
            view: turns its data into blocks for a width.
        """
        if self.as_json:
            from fyrportfolj.cli.envelope import envelope

            self.console.text(to_json(envelope(self.kommando, result, self.language)))
        else:
            self.console.show(view(result.data, self.console.width))
            self.console.note(Line(message) for message in result.messages)
        self.exit_code = result.exit_code

    def fail(self, text: Text, help_: Text | None, code: int) -> None:
        """Print a failure: one sentence and what to do, and for programs the same in the envelope.

        Args:
            text: what happened.
            help_: what to do, or None.
            code: what the process exits with.
        """
        blocks = [Line((Span(T("fel: "), "fel"), text), hang=2)]
        if help_ is not None:
            blocks.append(Line((Span(T("hjälp: "), "stark"), help_), hang=2))
        self.console.note(blocks)
        if self.as_json:
            from fyrportfolj.cli.envelope import failure

            # A disk that is full cannot take this either, and people have been told.
            with contextlib.suppress(OSError):
                self.console.text(to_json(failure(self.kommando, text, help_, self.language)))
        self.exit_code = code


def clock(zone: str) -> date:
    """Give today in a time zone.

    Args:
        zone: IANA name.
    """
    return datetime.fromtimestamp(warm.now(), ZoneInfo(zone)).date()


def session_of(ctx: Context) -> Session:
    """Give the session that a call runs in."""
    found = ctx.find_root().obj
    assert isinstance(found, Session)  # noqa: S101  (run() always gives one)
    return found


def _one_of(value: str, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise BadValue(T("{varde} finns inte att välja; skriv {val}", varde=value, val=" | ".join(choices)))
    return value
