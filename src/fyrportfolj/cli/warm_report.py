"""Documents made before: what `fyr report` wrote, as long as nothing that it rests on is another.

A report rests on more than what is printed: on the portfolio's templates, on those that ship, and on where git stands,
since each document says which version it was made from. One that compares with an older version is not remembered.

Paths are text and `os` is asked here (each PTH that is turned off), as in `warm`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import pairwise

from fyrportfolj.cli.argv import words
from fyrportfolj.store.surroundings import shipped, surroundings

_WHERE = ("PATH", "HOME", "XDG_CONFIG_HOME")
"""Where git is, and where its settings are."""

_MORE = frozenset({"--as-of", "--sedan", "--help", "-h"})
_OTHERS = frozenset({"list", "all"})


class Documents:
    """The files that a call of `fyr report` writes.

    Attributes:
        made: path as it was written to, and bytes.
    """

    def __init__(self, names: Sequence[str], folder: str) -> None:
        """Say what the files may be.

        Args:
            names: one of these begins the name of each.
            folder: where they lie, absolute.
        """
        self.made: list[tuple[str, bytes]] = []
        self._names = names
        self._folder = folder

    @classmethod
    def of(cls, argv: Sequence[str]) -> Documents | None:
        """Give what a call may write; None for one that is no report, or whose documents are not remembered.

        Args:
            argv: the arguments after the program's name.
        """
        verb, *names = [*words(argv)] or [""]
        if verb != "report" or not _OTHERS.isdisjoint(names) or any(a.partition("=")[0] in _MORE for a in argv):
            return None
        out = ""
        for word, following in pairwise([*argv, ""]):
            name, equals, value = word.partition("=")
            if name == "--out":
                out = value if equals else following
        return cls(names, os.path.normpath(os.path.join(os.getcwd(), out)))  # noqa: PTH109, PTH118

    def rest_on(self) -> tuple[object, ...]:
        """Give what they rest on that is the same in every portfolio.

        Raises:
            OSError: what ships cannot be listed.
        """
        package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
        places = (os.path.join(package, "_data"), os.path.dirname(os.path.dirname(package)))  # noqa: PTH118, PTH120
        folders = [os.path.join(place, "templates") for place in places]  # noqa: PTH118
        # Without any there is no report either, and listing it says so.
        ours = next(filter(os.path.isdir, folders), folders[0])
        return (*((name, os.environ.get(name)) for name in _WHERE), *shipped(ours))

    def state(self, root: str, moment: int) -> str | None:
        """Tell the state of what they rest on beside the portfolio's files; as `surroundings`."""
        return surroundings(root, moment)

    def wrote(self, path: str, data: bytes) -> None:
        """Take note of a file."""
        self.made.append((path, data))

    def are_these(self, paths: Sequence[str]) -> bool:
        """Say whether a call may have written some files: a kept answer is no leave to write just anywhere."""
        return all(self._fits(os.path.normpath(os.path.join(os.getcwd(), path))) for path in paths)  # noqa: PTH109, PTH118

    def put(self, files: Sequence[tuple[str, bytes]]) -> bool:
        """Write files as they were written before.

        Args:
            files: path and bytes.

        Returns:
            False when one cannot be written, which the way that works the answer out says.
        """
        return all(_is(path, data) or _written(path, data) for path, data in files)

    def _fits(self, path: str) -> bool:
        name = os.path.basename(path)  # noqa: PTH119
        return os.path.dirname(path) == self._folder and any(name.startswith(f"{n}-") for n in self._names)  # noqa: PTH120


def _is(path: str, data: bytes) -> bool:
    try:
        if os.lstat(path).st_size != len(data):
            return False
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read() == data
    except OSError:
        return False


def _written(path: str, data: bytes) -> bool:
    from pathlib import Path

    from fyrportfolj.commands.files import rewrite_bytes
    from fyrportfolj.errors import FyrError

    try:
        rewrite_bytes(Path(path), data)
    except (FyrError, OSError):
        return False
    return True
