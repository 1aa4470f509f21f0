"""Which paths may be read from and written to a repository: plain relative POSIX paths, and nothing through links."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from fyrportfolj.errors import DataError
from fyrportfolj.messages import T
from fyrportfolj.rules.trail.names import bad_name

_LONGEST_NAME = 200
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_BY_HANDLE = {os.open, os.mkdir, os.rename, os.unlink} <= os.supports_dir_fd


def portfolio_path(path: str) -> str:
    """Give a path that can safely be a file of the portfolio on every system.

    Args:
        path: relative to the portfolio, with `/`.

    Raises:
        DataError: the path is absolute, climbs with `..`, touches git's own folder, or is one that cannot be
            a file's name everywhere, or that a person can take for another; the judge of the history would
            refuse it too.
    """
    reason = bad_name(path)
    if reason is None and not all(map(_fits, path.split("/"))):
        reason = T("namnet är för långt eller liknar ett av gits egna")
    if reason is not None:
        shown = "".join(c if c.isprintable() else "?" for c in path)
        raise DataError(
            T("”{fil}” kan inte vara en fil i portföljen: {orsak}.", fil=shown, orsak=reason),
            T("Använd bokstäver, siffror, bindestreck och punkt i namnen, med / mellan mapp och fil."),
        )
    return path


def repository_path(path: str) -> str:
    """Give a path that stays inside a work tree and outside git's own folder.

    Raises:
        ValueError: it does not.
    """
    names = path.split("/")
    if "\0" in path or any(name in {"", ".", ".."} or name.casefold() == ".git" for name in names):
        raise ValueError(path)
    return path


@contextmanager
def held_folder(root: Path, place: Path) -> Iterator[int | None]:
    """Hold on to a file's folder, so that it stays the one it is even when a link takes its place.

    Args:
        root: the work tree.
        place: a file in it; folders that are missing are made.

    Returns:
        A handle, for the `dir_fd` of the functions in `os`; None where folders cannot be held on to.

    Raises:
        OSError: a folder is a link, or cannot be made.
    """
    if not _BY_HANDLE:
        place.parent.mkdir(parents=True, exist_ok=True)
        yield None
        return
    handle = os.open(root, _FOLDER)
    try:
        for name in place.relative_to(root).parts[:-1]:
            with suppress(FileExistsError):
                os.mkdir(name, dir_fd=handle)
            below = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=handle)
            os.close(handle)
            handle = below
        yield handle
    finally:
        os.close(handle)


def place_of(root: Path, path: str) -> Path | None:
    """Give where a file of the work tree lies, or None when a link or something else stands in the way.

    Args:
        root: the work tree.
        path: relative to it, with `/`.

    Returns:
        The place; a regular file or nothing is there, and each folder above it is a folder or not made yet.

    Raises:
        OSError: a folder cannot be looked into.
    """
    place = root
    names = path.split("/")
    for number, name in enumerate(names, 1):
        place /= name
        try:
            mode = place.lstat().st_mode
        except FileNotFoundError:
            continue
        if not (stat.S_ISREG(mode) if number == len(names) else stat.S_ISDIR(mode)):
            return None
    return place


def _fits(name: str) -> bool:
    # Windows has many short names for one folder: git~1, git~2 and so on.
    return len(name.encode()) <= _LONGEST_NAME and not name.casefold().startswith("git~")
