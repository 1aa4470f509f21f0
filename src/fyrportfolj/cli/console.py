"""The one place that prints: folds, colours, and takes the sting out of what the data holds.

Rich passes escape sequences in data on to the terminal, so every text goes through `clean` first.
"""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from fyrportfolj import i18n
from fyrportfolj.cli.blocks import Block, Raw, Span, Style, Words
from fyrportfolj.cli.layout import Row, lay_out
from fyrportfolj.cli.streams import standard
from fyrportfolj.messages import T, Text

if TYPE_CHECKING:
    from rich.console import Console as RichConsole

WIDTH = 80
"""Columns when nobody says otherwise."""

_WIDEST = 160
"""Longer lines are hard to read, however wide the window."""

_COLOURS: dict[Style, str] = {
    "": "",
    "rubrik": "bold",
    "stark": "bold",
    "dampad": "dim",
    "fel": "bold red",
    "varning": "yellow",
    "bra": "green",
    "plats": "cyan",
}


def clean(text: str) -> str:
    """Give the text with nothing in it that steers a terminal or turns the reading direction.

    Control characters, bidirectional overrides and other invisible format characters are shown as
    escapes; line breaks and tabs stay.

    Args:
        text: text from a file, a file name or git.
    """
    # What Python calls printable is of none of the unsafe categories.
    if text.isprintable() and (text.isascii() or _BLANK.isdisjoint(text)):
        return text
    return "".join(c if c in "\n\t" or not _is_unsafe(c) else _shown(c) for c in text)


_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs that show nothing."""


def _is_unsafe(char: str) -> bool:
    return unicodedata.category(char) in _UNSAFE or char in _BLANK


_ORDER = re.compile(r"^([ \t]*):(?=:)", re.MULTILINE)
_MARK = re.compile(r"#(?=#\w*\[)")


def plain_line(line: str) -> str:
    """Give a line that a CI server takes for text: two colons first, or ##word[ anywhere, would be an order to it.

    Källa: GitHub Docs, Workflow commands for GitHub Actions; Azure Pipelines, Logging commands.
    """
    return _MARK.sub("# ", _ORDER.sub(r"\1: ", line)) if ":" in line or "#" in line else line


def _shown(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def to_json(data: object) -> str:
    """Give JSON for programs, indented, with what could steer a terminal as escapes.

    Args:
        data: dicts, lists, strings, numbers, booleans and None.
    """
    text = _MARK.sub(r"\\u0023", json.dumps(data, ensure_ascii=False, indent=2))
    if text.isascii() and "\x7f" not in text:
        return text
    return "".join(json.dumps(c)[1:-1] if c != "\n" and _is_unsafe(c) else c for c in text)


@dataclass(frozen=True)
class Console:
    """Where the answer goes (`out`) and where what went wrong goes (`err`).

    Attributes:
        out: standard output, or a file.
        err: standard error.
        language: `sv` or `en`.
        colour: True when the user wants colour where a terminal can show it.
    """

    out: TextIO
    err: TextIO
    language: str = "sv"
    colour: bool = True

    @classmethod
    def standard(cls, *, language: str, colour: bool) -> Console:
        """Give the process's own streams; characters that they cannot show become question marks."""
        out, err = standard()
        return cls(out, err, language, colour)

    def show(self, blocks: Iterable[Block]) -> None:
        """Print blocks as the answer."""
        self._write(self.out, self._on_out, blocks)

    def note(self, blocks: Iterable[Block]) -> None:
        """Print blocks beside the answer, where they do not get into a pipe."""
        self._write(self.err, self._on_err, blocks)

    def text(self, text: str) -> None:
        """Print a finished text as it is: a machine format that has escaped its data itself."""
        self.out.write(text if text.endswith("\n") or not text else text + "\n")

    def anew(self, text: str) -> None:
        """Write a line over the one before it, beside the answer.

        Args:
            text: what `say` gave; as long as the line before it, so that nothing is left of that.
        """
        self.err.write(f"\r{text}")
        self.err.flush()

    def say(self, words: Words) -> str:
        """Give a sentence in the console's language, safe to print."""
        return clean(i18n.render(words, self.language))

    @cached_property
    def width(self) -> int:
        """Columns of the terminal; 80 in a pipe unless COLUMNS says otherwise."""
        wanted = os.environ.get("COLUMNS", "")
        if wanted.isdecimal() and int(wanted) > 0:
            return min(max(int(wanted), 20), _WIDEST)
        if not self.out.isatty():
            return WIDTH
        return min(os.get_terminal_size(self.out.fileno()).columns or WIDTH, _WIDEST)

    @contextmanager
    def progress(self, what: Text) -> Iterator[Callable[[int, int, str], None]]:
        """Show how far a long work has come, on a terminal; elsewhere nothing.

        Args:
            what: what is made, in the plural.

        Yields:
            What to call with how many are done, how many there are, and the next one's name.
        """
        if not self.err.isatty() or self._on_err is None:
            yield lambda _done, _of, _name: None
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (
            TextColumn(self.say(what)),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}", markup=False),
        )
        with Progress(*columns, console=self._on_err, transient=True) as bar:
            task = bar.add_task("")
            yield lambda done, of, name: bar.update(task, completed=done, total=of, description=clean(name))

    @property
    def interactive(self) -> bool:
        """True when a person sits at both ends, so that a question can be asked."""
        return sys.stdin.isatty() and self.out.isatty()

    def ask(self, question: Text, default: str | None = None) -> str:
        """Ask a person for a line of text; an empty answer gives the default, or asks again."""
        hint = f" [{default}]" if default else ""
        while True:
            self.err.write(f"{self.say(question)}{clean(hint)}: ")
            self.err.flush()
            line = sys.stdin.readline()
            if not line:
                raise KeyboardInterrupt
            if line.strip() or default is not None:
                return line.strip() or default or ""

    def confirm(self, question: Text) -> bool:
        """Ask a person yes or no; only a clear yes counts."""
        answer = self.ask(T("{fraga} (ja/nej)", fraga=question), "nej")
        return answer.casefold() in {"j", "ja", "y", "yes"}

    def _write(self, stream: TextIO, painter: RichConsole | None, blocks: Iterable[Block]) -> None:
        for row in lay_out(blocks, self.width, self.say):
            if painter is None:
                stream.write(plain_line("".join(text for text, _ in row).rstrip()) + "\n")
            else:
                _paint(painter, row)

    @cached_property
    def _on_out(self) -> RichConsole | None:
        return self._painter(self.out)

    @cached_property
    def _on_err(self) -> RichConsole | None:
        return self._painter(self.err)

    def _painter(self, stream: TextIO) -> RichConsole | None:
        plain = not self.colour or os.environ.get("NO_COLOR") or os.environ.get("TERM") in {"dumb", "unknown"}
        if plain or not stream.isatty():
            return None
        from rich.console import Console as RichConsole

        return RichConsole(file=stream, highlight=False, markup=False, emoji=False, width=_WIDEST * 100)


def _paint(painter: RichConsole, row: Row) -> None:
    from rich.text import Text as RichText

    line = RichText(no_wrap=True, end="\n")
    for style, pieces in groupby(row, key=lambda piece: piece[1]):
        line.append("".join(text for text, _ in pieces), _COLOURS[style])
    painter.print(line, soft_wrap=True)


def raw_lines(text: str, style: Style = "") -> Iterable[Block]:
    """Give the lines of a text as blocks that are not folded."""
    return (Raw(Span(line, style)) for line in text.splitlines())
