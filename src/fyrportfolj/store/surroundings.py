"""The state of what a document rests on beside the portfolio's files: its own templates, and where git stands.

As `fingerprint`, and for the same purpose: one short word, without starting git. What git would be asked for comes of
HEAD, the branch that it names and the index; the settings and owners say whether git would answer at all.

Paths are text and `os` is asked here (each PTH that is turned off): a remembered answer is given before pathlib is
loaded, which would cost as much as the answer.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator

from fyrportfolj.store.fingerprint import MOST_FRESH, TICK

_GIT = ("packed-refs", "index", "config", "config.worktree", "shallow")
_UNUSUAL = ("commondir", "reftable")
"""What only a linked work tree, or another way to keep branches, has; nothing is said of those."""

_LONGEST_REF = 4096
_MOST_LINKS = 5
_REF = b"ref: "
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class _OtherwiseError(Exception):
    """Something is not as it usually is, so nothing is said of it."""


def surroundings(root: str, moment: int) -> str | None:
    """Tell the state of a portfolio's templates and of git.

    Args:
        root: the portfolio's folder.
        moment: as for `fingerprint`.

    Returns:
        A digest; None when it cannot be told.
    """
    if os.name == "nt":
        return None
    fresh: list[str] = []
    try:
        rows = [*_templates(root, moment, fresh), *_git(os.path.realpath(root), moment, fresh)]
        if len(fresh) > MOST_FRESH:
            return None
        digest = hashlib.sha256(repr(rows).encode("utf-8", "surrogatepass"))
        for path in fresh:
            digest.update(hashlib.sha256(_content(path)).digest())
    except (OSError, _OtherwiseError):
        return None
    return digest.hexdigest()


def shipped(folder: str) -> Iterator[tuple[str, int, int]]:
    """Tell the files of a folder that ships with the program: path, size and time.

    Args:
        folder: absolute.

    Raises:
        OSError: it cannot be listed.
    """
    for path, status in _files(folder):
        yield path, status.st_size, status.st_mtime_ns


def _templates(root: str, moment: int, fresh: list[str]) -> Iterator[object]:
    folder = _under(root, "templates")
    yield _row(folder, moment, [])
    if os.path.isdir(folder):  # noqa: PTH112
        for path, status in _files(folder):
            yield path, _stamp(path, status, moment, fresh)


def _files(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    folders = [folder]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                # A link is told as the link that it is.
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    yield entry.path, entry.stat(follow_symlinks=False)


def _git(folder: str, moment: int, fresh: list[str]) -> Iterator[object]:
    holder = _holder(folder)
    yield holder
    if holder is None:
        return
    git = _under(holder, ".git")
    for place in (holder, git):
        status = os.lstat(place)
        if not stat.S_ISDIR(status.st_mode):
            raise _OtherwiseError(place)
        yield status.st_uid, status.st_mode
    if any(os.path.lexists(_under(git, name)) for name in _UNUSUAL):
        raise _OtherwiseError(git)
    yield from _head(git)
    for name in _GIT:
        yield _row(_under(git, name), moment, fresh)
    # The user's own settings, in both places where git looks.
    home = os.path.expanduser("~")  # noqa: PTH111
    named = os.environ.get("XDG_CONFIG_HOME") or _under(home, ".config")
    for path in (_under(home, ".gitconfig"), _under(named, "git", "config")):
        yield _row(path, moment, fresh)


def _holder(folder: str) -> str | None:
    at, below = folder, ""
    while at != below:
        if os.path.lexists(_under(at, ".git")):
            return at
        at, below = os.path.dirname(at), at  # noqa: PTH120
    return None


def _head(git: str) -> Iterator[bytes | None]:
    """Give what HEAD holds, and what the branches hold that it leads to; None for one that lies in `packed-refs`."""
    name = "HEAD"
    for _ in range(_MOST_LINKS):
        try:
            held = _content(_under(git, *name.split("/")), _LONGEST_REF)
        except FileNotFoundError:
            yield None
            return
        yield held
        if not held.startswith(_REF):
            return
        name = os.fsdecode(held.removeprefix(_REF)).strip()
        if not name.startswith("refs/") or ".." in name or "\0" in name:
            break
    raise _OtherwiseError(name)


def _row(path: str, moment: int, fresh: list[str]) -> tuple[int, ...] | None:
    try:
        return _stamp(path, os.lstat(path), moment, fresh)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _stamp(path: str, s: os.stat_result, moment: int, fresh: list[str]) -> tuple[int, ...]:
    if stat.S_ISREG(s.st_mode) and max(s.st_ctime_ns, s.st_mtime_ns) >= moment - TICK:
        fresh.append(path)
    if stat.S_ISDIR(s.st_mode):
        return (s.st_mode,)
    return s.st_mode, s.st_uid, s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino


def _content(path: str, most: int | None = None) -> bytes:
    handle = os.open(path, os.O_RDONLY | _FLAGS)
    with open(handle, "rb") as file:  # noqa: PTH123  (the handle is already open)
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise _OtherwiseError(path)
        return file.read() if most is None else file.read(most)


def _under(*parts: str) -> str:
    return os.path.join(*parts)  # noqa: PTH118
