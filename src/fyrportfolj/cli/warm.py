"""Answers given before: what a reading command printed, as long as nothing that it rests on is another.

An answer rests on the call, the terminal, the program, the files and the day, and on nothing else; a command that
turns out to have asked for more, such as git, is not remembered. `warm_report` says what a report rests on besides.
What is kept is the text itself: no answer is made in two ways, so the remembered one cannot come to differ from the
one that was worked out.

Paths are text and `os` is asked here (each PTH that is turned off): a remembered answer is given before pathlib is
loaded, which would cost as much as the answer.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TextIO, cast

from fyrportfolj import __version__
from fyrportfolj.cli.argv import words
from fyrportfolj.cli.streams import BROKEN_PIPE, flushed, standard
from fyrportfolj.store import cache
from fyrportfolj.store.fingerprint import fingerprint
from fyrportfolj.store.walk import root_of

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from fyrportfolj.cli.warm_report import Documents
    from fyrportfolj.commands.workspace import Workspace

SWITCH = "FYR_CACHE"
"""Variable that turns remembering off when it is `0`."""

READING = frozenset(
    {
        "",
        "status",
        "list",
        "show",
        "check",
        "gate status",
        "gate check",
        "gate log",
        "risk list",
        "risk show",
        "risk matrix",
        "risk escalate",
        "artefact show",
        "capacity show",
        "capacity roles",
        "plan simulate",
        "plan earliest",
        "plan path",
        "plan order",
        "plan decide",
    }
)
"""Commands that change nothing; each one opens the portfolio once and prints."""

_FORM = 2
_GROUPS = frozenset(name.partition(" ")[0] for name in READING if " " in name)
_STEERING = ("FYR_", "LANG", "LC_", "PYTHON", "COLUMNS", "TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "TTY_", "TZ")
"""Beginnings of the variables that what is printed may depend on."""

_KEPT_CODES = (0, 1)
_LONGEST_HEAD = 4096
_NEVER = 1 << 62


def now() -> float:
    """Give the time, seconds since 1970; the one place that asks the clock."""
    return time.time()


def answered(argv: Sequence[str], work_out: Callable[[Answer | None], int]) -> int:
    """Print a call's answer: the remembered one if it holds, else a new one, which is then remembered.

    Args:
        argv: the arguments after the program's name.
        work_out: runs the call and gives its exit code; the answer, if there is one, wants to hear it.

    Returns:
        The exit code.
    """
    answer = _recall(argv)
    code = answer.give() if answer else None
    if code is None:
        code = work_out(answer)
        if answer:
            answer.keep(code)
    return code


def _recall(argv: Sequence[str]) -> Answer | None:
    """Find out what a call's answer would rest on; None when such a call is not remembered."""
    if os.environ.get(SWITCH) == "0" or "_FYR_COMPLETE" in os.environ:
        return None
    try:
        documents = _documents(argv)
        root = _root(argv) if documents or _reads(argv) else None
        if root is None:
            return None
        rests_on = (
            *(_FORM, __version__, sys.version, _program(), argv, os.getcwd(), root, _steering(), _terminal()),  # noqa: PTH109
            documents and documents.rest_on(),
        )
    except (OSError, ValueError):
        return None
    return Answer(root, hashlib.sha256(repr(rests_on).encode("utf-8", "surrogatepass")).hexdigest(), documents)


class Answer:
    """What one call prints, the documents that it writes, and what that rests on."""

    def __init__(self, root: str, name: str, documents: Documents | None = None) -> None:
        """Name an answer.

        Args:
            root: the portfolio that the call seems to mean.
            name: of the file that keeps it.
            documents: those that the call writes; None for one that only prints.
        """
        self._documents = documents
        self._root = root
        self._name = name
        self._said: list[tuple[int, str]] = []
        self._opened: list[Workspace] = []
        self._from, self._until = 0, _NEVER
        self._moment = 0
        self._state: str | None = None

    def give(self) -> int | None:
        """Print the answer as it was given before.

        Returns:
            The exit code; None when there is no such answer or it no longer holds, and the call is to be worked out.
        """
        kept = _unfolded(cache.read(self._root, self._name) or b"")
        if kept is not None:
            moment, state, code, said, files = kept
            if self._state_at(moment) == state and self._put(files):
                return _print(said, code)
        # Before anything is read: what changes while the answer is worked out must show.
        self._moment = time.time_ns()
        self._state = self._state_at(self._moment)
        return None

    def heard(self, stream: TextIO, number: int) -> TextIO:
        """Give a stream that passes everything on and listens.

        Args:
            stream: standard output or error.
            number: 1 or 2.
        """
        return cast("TextIO", _Heard(stream, number, self._said))

    def wrote(self, path: Path, data: bytes) -> None:
        """Take note of a document of a report that rests on nothing but this version of the portfolio.

        Args:
            path: where it was written.
            data: all of it.
        """
        if self._documents is not None:
            self._documents.wrote(str(path), data)

    def opens(self, ws: Workspace) -> None:
        """Take note of the portfolio that the answer is made of."""
        self._opened.append(ws)

    def judged_on(self, day: date, zone: str) -> None:
        """Take note that the clock was asked, so that the answer holds only on that day.

        Args:
            day: what it said.
            zone: the time zone, IANA name.
        """
        from datetime import datetime, timedelta
        from datetime import time as of_day
        from zoneinfo import ZoneInfo

        first, following = (
            int(datetime.combine(d, of_day(), ZoneInfo(zone)).timestamp()) for d in (day, day + timedelta(days=1))
        )
        self._from, self._until = max(self._from, first), min(self._until, following)

    def keep(self, code: int) -> None:
        """Remember what was printed, if it rests on nothing but what is known.

        Args:
            code: what the process will exit with.
        """
        if (
            code not in _KEPT_CODES
            or self._state is None
            or not self._opened
            or not all(map(self._known, self._opened))
        ):
            return
        files = self._documents.made if self._documents else []
        if self._state_at(self._moment) != self._state or (self._documents is not None and not files):
            return
        text = "".join(part for _, part in self._said)
        head = {
            "moment": self._moment,
            "state": self._state,
            "from": self._from,
            "until": self._until,
            "code": code,
            "said": [[number, len(part)] for number, part in _joined(self._said)],
            "files": [[path, len(data)] for path, data in files],
        }
        line = json.dumps(head).encode()
        if len(line) <= _LONGEST_HEAD:
            written = b"".join(data for _, data in files)
            cache.keep(self._root, self._name, line + b"\n" + written + text.encode("utf-8", "surrogatepass"))

    def _state_at(self, moment: int) -> str | None:
        files = fingerprint(self._root, moment)
        if self._documents is None or files is None:
            return files
        beside = self._documents.state(self._root, moment)
        return None if beside is None else f"{files}{beside}"

    def _put(self, files: list[tuple[str, bytes]]) -> bool:
        if self._documents is None:
            return not files
        return bool(files) and self._documents.are_these([path for path, _ in files]) and self._documents.put(files)

    def _known(self, ws: Workspace) -> bool:
        from fyrportfolj.store.source import WorkingTree

        return (
            str(ws.root) == self._root
            and isinstance(ws.tree, WorkingTree)
            # Whoever asks for git rests on more than the files; a report says what it asked for.
            and (self._documents is not None or "repository" not in vars(ws))
            # What could not be read may be readable the next time, with the same files.
            and all(d.kod != "FYR001" for d in ws.loaded.diagnostics)
        )


class _Heard:
    """A stream that is listened to."""

    def __init__(self, stream: TextIO, number: int, said: list[tuple[int, str]]) -> None:
        self._stream = stream
        self._number = number
        self._said = said

    def write(self, text: str) -> int:
        self._said.append((self._number, text))
        return self._stream.write(text)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def _reads(argv: Sequence[str]) -> bool:
    verb, *rest = [*words(argv)] or [""]
    if verb in _GROUPS and rest:
        verb = f"{verb} {rest[0]}"
    # A check of some paths asks the disk whether they are there.
    return verb in READING and not (verb == "check" and rest)


def _documents(argv: Sequence[str]) -> Documents | None:
    if "report" not in argv:
        return None
    from fyrportfolj.cli.warm_report import Documents

    return Documents.of(argv)


def _root(argv: Sequence[str]) -> str | None:
    given = None
    for word, following in pairwise([*argv, ""]):
        name, equals, value = word.partition("=")
        if name in ("-p", "--portfolio"):
            given = value if equals else following
    start = os.path.normpath(os.path.join(os.getcwd(), given or ""))  # noqa: PTH109, PTH118
    # `..` after a link leads elsewhere than the text says.
    return None if given and ".." in given else root_of(start, search=given is None)


def _program() -> tuple[object, ...]:
    """Tell the program's own files and libraries; the version alone stays while somebody works on them."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    beside = os.path.join(os.path.dirname(os.path.dirname(package)), "locale")  # noqa: PTH118, PTH120
    libraries = [p for p in sys.path if p.endswith(("site-packages", "dist-packages"))]
    return (*_stamps(package), *_stamps(beside), *(os.stat(p).st_mtime_ns for p in libraries if os.path.isdir(p)))  # noqa: PTH112, PTH116


def _stamps(folder: str) -> Iterator[tuple[str, int, int]]:
    folders = [folder] if os.path.isdir(folder) else []  # noqa: PTH112
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.endswith((".py", ".mo")):
                    status = entry.stat()
                    yield entry.name, status.st_size, status.st_mtime_ns
                elif entry.name != "__pycache__" and entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)


def _steering() -> list[tuple[str, str]]:
    return sorted((name, value) for name, value in os.environ.items() if name.startswith(_STEERING))


def _terminal() -> tuple[object, ...]:
    out, err = sys.stdout.isatty(), sys.stderr.isatty()
    return out, err, tuple(os.get_terminal_size(sys.stdout.fileno())) if out else ()


def _unfolded(kept: bytes) -> tuple[int, str, int, list[tuple[int, str]], list[tuple[str, bytes]]] | None:
    """Read a kept answer that holds today; anything else than what `keep` writes is none."""
    line, _, rest = kept.partition(b"\n")
    if len(line) > _LONGEST_HEAD:
        return None
    try:
        head = json.loads(line)
    except (ValueError, RecursionError):
        return None
    match head:
        case {
            "moment": int(moment),
            "state": str(state),
            "from": int(first),
            "until": int(until),
            "code": 0 | 1 as code,
            "said": list(lengths),
            "files": list(sizes),
        } if first <= now() < until:
            files = _files(rest, sizes)
            said = None if files is None else _cut(rest[sum(len(data) for _, data in files) :], lengths)
            return None if said is None or files is None else (moment, state, code, said, files)
        case _:
            return None


def _files(content: bytes, sizes: list[object]) -> list[tuple[str, bytes]] | None:
    files: list[tuple[str, bytes]] = []
    at = 0
    for row in sizes:
        match row:
            case [str(path), int(size)] if 0 <= size <= len(content) - at and "\0" not in path:
                files.append((path, content[at : at + size]))
                at += size
            case _:
                return None
    return files


def _cut(content: bytes, lengths: list[object]) -> list[tuple[int, str]] | None:
    try:
        text = content.decode("utf-8", "surrogatepass")
    except ValueError:
        return None
    said: list[tuple[int, str]] = []
    at = 0
    for row in lengths:
        match row:
            case [1 | 2 as number, int(length)] if 0 <= length <= len(text) - at:
                said.append((number, text[at : at + length]))
                at += length
            case _:
                return None
    return said if at == len(text) else None


def _joined(said: list[tuple[int, str]]) -> list[tuple[int, str]]:
    parts: list[tuple[int, list[str]]] = []
    for number, text in said:
        if not parts or parts[-1][0] != number:
            parts.append((number, []))
        parts[-1][1].append(text)
    return [(number, "".join(texts)) for number, texts in parts]


def _print(said: list[tuple[int, str]], code: int) -> int | None:
    streams = dict(enumerate(standard(), 1))
    try:
        for number, text in said:
            streams[number].write(text)
        return flushed(code)
    except BrokenPipeError:
        return flushed(BROKEN_PIPE)
    except OSError:
        # The way that works the answer out also says what is wrong with the disk.
        return None
