"""Where answers are kept between calls: small private files that may be missing, old or worthless at any time.

They lie in the repository's own folder, where git does not look, else in the user's folder for caches. Nothing
here fails: what cannot be read or written is as if it had never been kept. A file counts only when it is the
user's own, nobody else may write it, and it holds what was once put there, to the last bit.

Paths are text and `os` is asked here: a remembered answer is given before pathlib is loaded, which would cost as much
as the answer.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from collections.abc import Iterator

LARGEST = 8 << 20
"""Bytes of one file; a longer answer is not kept."""

MOST_FILES = 64
MOST_BYTES = 32 << 20
"""Of one folder; the oldest files go first."""

_DIGEST = 64
_NAME = 64
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def read(root: str, name: str) -> bytes | None:
    """Give what was kept, or None.

    Args:
        root: the portfolio's folder.
        name: 64 hexadecimal digits.
    """
    for _, folder in _folders(root):
        with contextlib.suppress(OSError):
            found = _sound(_content(_under(folder, name))) if _is_ours(os.lstat(folder)) else None
            if found is not None:
                return found
    return None


def keep(root: str, name: str, data: bytes) -> None:
    """Keep some bytes in the first folder that can be written, and let the oldest ones go.

    Args:
        root: the portfolio's folder.
        name: 64 hexadecimal digits.
        data: at most `LARGEST` bytes; more are not kept.
    """
    if len(data) > LARGEST:
        return
    for above, folder in _folders(root):
        with contextlib.suppress(OSError):
            _make(above, 0o777)
            _make(folder, 0o700)
            if _is_ours(os.lstat(folder)):
                _put(_under(folder, name), hashlib.sha256(data).hexdigest().encode() + data)
                with contextlib.suppress(OSError):
                    _tidy(folder)
                return


def _folders(root: str) -> Iterator[tuple[str, str]]:
    """Give the places to look in: a folder that may have to be made, and the one in it that is ours alone."""
    git = _git_folder(root)
    # Through a link, and in somebody else's repository, nothing is written.
    if git is not None and not os.path.islink(_under(git, "fyr")):  # noqa: PTH114  (before pathlib is loaded)
        yield _under(git, "fyr"), _under(git, "fyr", "cache")
    # What the user has named in a relative way counts as not named: XDG Base Directory Specification.
    home = "~/Library/Caches" if sys.platform == "darwin" else "~/.cache"
    named = os.environ.get("XDG_CACHE_HOME", "")
    user = named if os.path.isabs(named) else os.path.expanduser(home)  # noqa: PTH111, PTH117  (before pathlib is loaded)
    if os.path.isabs(user):  # noqa: PTH117  (before pathlib is loaded)
        yield user, _under(user, "fyr")


def _git_folder(root: str) -> str | None:
    """Give the repository's own folder, when it is one and the user's; a linked work tree has a file there."""
    at, below = root, ""
    while at != below:
        git = _under(at, ".git")
        if os.path.lexists(git):
            status = os.lstat(git)
            return git if stat.S_ISDIR(status.st_mode) and _is_mine(status) else None
        at, below = os.path.dirname(at), at  # noqa: PTH120  (before pathlib is loaded)
    return None


def _is_mine(status: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or status.st_uid == os.geteuid()


def _is_ours(status: os.stat_result, kind: int = stat.S_IFDIR) -> bool:
    return stat.S_IFMT(status.st_mode) == kind and _is_mine(status) and not status.st_mode & _OTHERS_WRITE


def _content(path: str) -> bytes:
    handle = os.open(path, os.O_RDONLY | _FLAGS)
    with open(handle, "rb") as file:  # noqa: PTH123  (the handle is already open)
        status = os.fstat(handle)
        if not _is_ours(status, stat.S_IFREG) or status.st_size > LARGEST + _DIGEST:
            return b""
        return file.read(LARGEST + _DIGEST)


def _sound(data: bytes) -> bytes | None:
    kept = data[_DIGEST:]
    return kept if hashlib.sha256(kept).hexdigest().encode() == data[:_DIGEST] else None


def _make(folder: str, mode: int) -> None:
    with contextlib.suppress(FileExistsError):
        os.mkdir(folder, mode)  # noqa: PTH102  (before pathlib is loaded)


def _put(path: str, data: bytes) -> None:
    # Not forced to disk: a file that is cut short by a power failure no longer fits its digest.
    temporary = f"{path}.{os.getpid()}"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, 0o600)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123  (the handle is already open)
            file.write(data)
        os.replace(temporary, path)  # noqa: PTH105  (before pathlib is loaded)
    except OSError:
        os.unlink(temporary)  # noqa: PTH108  (before pathlib is loaded)
        raise


def _tidy(folder: str) -> None:
    """Remove the oldest files of ours until few and small enough ones are left."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            # Only names that this module gives: whatever else lies here is not ours to remove.
            if len(entry.name.partition(".")[0]) == _NAME:
                status = entry.stat(follow_symlinks=False)
                found.append((status.st_mtime_ns, status.st_size, entry.path))
    total = 0
    for number, (_, size, path) in enumerate(sorted(found, reverse=True), 1):
        total += size
        if number > MOST_FILES or total > MOST_BYTES:
            os.unlink(path)  # noqa: PTH108  (before pathlib is loaded)


def _under(*parts: str) -> str:
    return os.path.join(*parts)  # noqa: PTH118  (a Path costs as much as the answer)
