"""Where documents are read from: a work tree, a commit, the index, or memory, all in one form."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from fyrportfolj.errors import ExternalError
from fyrportfolj.messages import T, Text
from fyrportfolj.store.walk import SKIPPED_FOLDERS, SUFFIXES, documents

READ_LIMIT = 1 << 20
"""Largest document, bytes; a tree gives at most one byte more, so that no file fills the memory."""


_USUAL_SIZE = 1 << 16

_REASONS: Mapping[int, Text] = {
    errno.EACCES: T("du har inte rätt att läsa den"),
    errno.EPERM: T("du har inte rätt att läsa den"),
    errno.EISDIR: T("den är en mapp"),
    errno.ELOOP: T("den är en länk till en annan fil"),
    errno.ENXIO: T("den är ingen vanlig fil"),
    errno.EIO: T("disken svarar inte"),
}


def is_document(path: str) -> bool:
    """Say whether a path of a tree is read as a document; a commit holds much else beside the portfolio's files.

    Args:
        path: relative to the portfolio, with `/`.
    """
    top, *below = path.split("/")
    hidden = top.startswith(".") or any(part.startswith(".") for part in below)
    return path.endswith(SUFFIXES) and not hidden and not (below and top in SKIPPED_FOLDERS)


class SourceTree(Protocol):
    """A tree of files that can be listed and read; a commit is one, and so is a folder."""

    def paths(self) -> tuple[str, ...]:
        """Give every file of the portfolio, relative to its root, with `/`, sorted."""
        ...

    def read(self, path: str) -> bytes:
        """Give a file's bytes.

        Raises:
            FileNotFoundError: no such file in the tree.
            ExternalError: the file cannot be read.
        """
        ...


class WorkingTree:
    """A portfolio in a folder: its YAML files; hidden folders are passed over and links not followed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def paths(self) -> tuple[str, ...]:
        """Give the YAML files, relative to the root, with `/`, sorted.

        Raises:
            ExternalError: a folder cannot be listed.
        """
        root = str(self.root)
        try:
            return tuple(sorted(path for path, _ in documents(root)))
        except OSError as error:
            raise _unreadable(str(error.filename).removeprefix(root + os.sep) or root, error) from error

    def read(self, path: str) -> bytes:
        """Give a file's bytes, cut one byte after `READ_LIMIT`.

        Raises:
            FileNotFoundError: no such file, or it is a link.
            ExternalError: the file cannot be read.
        """
        full = os.path.join(self.root, path)  # noqa: PTH118  (a Path per file costs as much as reading it)
        try:
            handle = os.open(full, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        except FileNotFoundError:
            raise
        except OSError as error:
            raise _unreadable(path, error) from error
        try:
            return _whole(handle, READ_LIMIT + 1)
        except OSError as error:
            raise _unreadable(path, error) from error
        finally:
            os.close(handle)


class MemoryTree:
    """A tree held in memory, for tests and for checking an edit before it is written."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    def paths(self) -> tuple[str, ...]:
        """Give the paths, sorted."""
        return tuple(sorted(self.files))

    def read(self, path: str) -> bytes:
        """Give a file's bytes.

        Raises:
            FileNotFoundError: no such file in the tree.
        """
        try:
            return self.files[path]
        except KeyError:
            raise FileNotFoundError(path) from None


def _whole(handle: int, limit: int) -> bytes:
    # One read is the whole of a normal file, and a second that gives nothing is spared.
    data = os.read(handle, _USUAL_SIZE)
    if len(data) < _USUAL_SIZE:
        return data
    parts = [data]
    left = limit - len(data)
    while left > 0 and (part := os.read(handle, min(left, limit))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _unreadable(path: str, error: OSError) -> ExternalError:
    return ExternalError(
        T("{fil} går inte att läsa: {orsak}", fil=path, orsak=_REASONS.get(error.errno or 0) or str(error.strerror)),
        T("Se till att filen är en vanlig fil och att du har rätt att läsa den."),
    )
