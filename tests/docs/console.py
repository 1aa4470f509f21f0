"""Running the console blocks of a page, in order, as a reader would.

A block starts with ```` ```console ````. A line that begins with `$ ` is a command, the lines after it are what it
prints. Comments before a block say what is special:

- `<!-- slutkod: 1 -->`: the last command ends with that code instead of 0;
- `<!-- från: Beslut -->`: the first line shown is the one that begins so, after `…`;
- `<!-- rader: 8 -->`: only so many lines are shown, then `…`;
- `<!-- fil: sökväg -->` before another block: the block's text is written to that file.

A block without output only has to end well. `$(cat FILE)` stands for what the file holds.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from fyrportfolj.cli import session
from fyrportfolj.cli.app import run

TODAY = date(2026, 11, 22)
ELLIPSIS = "…"
_BLOCK = re.compile(
    r"(?P<notes>(?:^<!-- (?:slutkod|från|rader|fil): [^\n]+ -->\n)*)^```(?P<kind>\w+)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_NOTE = re.compile(r"<!-- (\w+): (.+?) -->")
_CAT = re.compile(r"\$\(cat ([^)\s]+)\)")
_COMMIT = re.compile(r"\b[0-9a-f]{7,64}\b")


@dataclass(frozen=True)
class Block:
    """One block of a page.

    Attributes:
        kind: the word after the fence.
        body: the text inside.
        notes: the comments before it, by name.
        start: where the body begins in the page.
    """

    kind: str
    body: str
    notes: dict[str, str]
    start: int


def blocks(page: str) -> Iterator[Block]:
    """Give the fenced blocks of a page, in order."""
    for found in _BLOCK.finditer(page):
        notes = dict(_NOTE.findall(found["notes"]))
        yield Block(found["kind"], found["body"], notes, found.start("body"))


@dataclass
class Shell:
    """A reader at a terminal: a folder, `fyr` in this process, and git.

    Attributes:
        folder: where the reader is.
    """

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def command(self, line: str) -> tuple[int, str]:
        """Run a line; give its exit code and what it printed."""
        words = shlex.split(_CAT.sub(self._content, line))
        if words[0] == "cd":
            self.folder = (self.folder / words[1]).resolve()
            return 0, ""
        if words[0] == "fyr":
            return self._fyr(words[1:])
        path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
        env = os.environ | {"PATH": path, "COLUMNS": "80", "NO_COLOR": "1"}
        done = subprocess.run(words, cwd=self.folder, env=env, capture_output=True, check=False)
        return done.returncode, (done.stdout + done.stderr).decode("utf-8")

    def _content(self, cat: re.Match[str]) -> str:
        return (self.folder / cat[1]).read_text(encoding="utf-8").strip()

    def _fyr(self, args: list[str]) -> tuple[int, str]:
        for name in ("FYR_LANG", "FORCE_COLOR", "CLICOLOR_FORCE"):
            self.monkeypatch.delenv(name, raising=False)
        for name, value in {"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}.items():
            self.monkeypatch.setenv(name, value)
        self.monkeypatch.setattr(session, "clock", lambda _zone: TODAY)
        self.monkeypatch.chdir(self.folder)
        self.capsys.readouterr()
        code = run(args)
        out, err = self.capsys.readouterr()
        return code, out + err


def replayed(page: str, shell: Shell) -> str:
    """Run every console block of a page.

    Args:
        page: Markdown.
        shell: where the reader begins.

    Returns:
        The page with the output that came out.
    """
    out, at = [], 0
    for block in blocks(page):
        out.append(page[at : block.start])
        at = block.start + len(block.body)
        if "fil" in block.notes:
            path = shell.folder / block.notes["fil"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body, encoding="utf-8")
        out.append(_ran(block, shell) if block.kind == "console" else block.body)
    return "".join([*out, page[at:]])


def _ran(block: Block, shell: Shell) -> str:
    # A command may go on over several lines that end in a backslash.
    commands = re.findall(r"^\$ (?:.*\\\n)*.*$", block.body, re.MULTILINE)
    compared = "".join(f"{c}\n" for c in commands) != block.body
    shown = []
    for number, command in enumerate(commands, 1):
        code, printed = shell.command(command[2:].replace("\\\n", " "))
        expected = int(block.notes.get("slutkod", "0")) if number == len(commands) else 0
        assert code == expected, f"{command}\nslutade med {code}, inte {expected}\n{printed}"
        shown += [command, *(_cut(printed, block.notes) if compared else ())]
    return "".join(f"{line}\n" for line in shown)


def _cut(printed: str, notes: dict[str, str]) -> list[str]:
    # A commit's name is new each time; the page shows a made-up one.
    lines = [_COMMIT.sub(_made_up, line.rstrip()) for line in printed.splitlines()]
    first = next((i for i, line in enumerate(lines) if line.startswith(notes.get("från", ""))), 0)
    limit = first + int(notes.get("rader", len(lines)))
    head = [ELLIPSIS] if first else []
    return [*head, *lines[first:limit], *([ELLIPSIS] if limit < len(lines) else [])]


def _made_up(commit: re.Match[str]) -> str:
    return ("3f9c2ab81d" * 7)[: len(commit[0])]
