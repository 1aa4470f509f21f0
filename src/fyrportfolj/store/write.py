"""Replace a file whole and only when nobody else has changed it."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from fyrportfolj.errors import ConflictError, ExternalError
from fyrportfolj.messages import T

_NEW_FILE_MODE = 0o644
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_BY_HANDLE = {os.open, os.mkdir, os.unlink, os.stat, os.link, os.rename} <= os.supports_dir_fd
"""Whether a folder can be held on to, so that it is the same one whatever its path comes to lead to."""


def sha256(data: bytes) -> str:
    """Give the checksum that `write` expects, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def write(path: Path, new: bytes, expected: str | None, *, root: Path | None = None) -> None:
    """Put new bytes in a file's place, or change nothing at all.

    The bytes go to a hidden file beside it, are forced to disk and renamed over the old; a reader sees the old or
    the new, never a part.

    Args:
        path: the file.
        new: all of its new bytes.
        expected: SHA-256 of the bytes that were read; None when the file must not exist yet.
        root: a folder above it: those between are made when they are missing, and none of them may be a link, also
            not one that takes a folder's place while the file is written. None takes the path as it is.

    Raises:
        ConflictError: the file is not what was read.
        ExternalError: it or a folder is a link, it is not a regular file, or the disk refuses.
    """
    try:
        with _held(path, root) as folder:
            _write(folder, new, expected)
    except FileExistsError as error:
        raise _changed(path) from error
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENOTDIR} and root is not None:
            raise _refused(path) from error
        reason = error.strerror or type(error).__name__
        raise ExternalError(
            T("{fil} går inte att skriva: {orsak}", fil=str(path), orsak=reason),
            T("Se till att mappen finns, att disken inte är full och att du har rätt att skriva där."),
        ) from error


@dataclass(frozen=True, slots=True)
class _Folder:
    """The folder of a file that is to be written.

    Attributes:
        path: the file.
        handle: the folder, held on to; None where that cannot be done.
    """

    path: Path
    handle: int | None

    def place(self, name: str) -> str:
        """Give what a name in the folder is called to the system."""
        return name if self.handle is not None else str(self.path.with_name(name))

    def checked(self, expected: str | None) -> int:
        """Give the permissions that the file is to have; refuse when it is not what was read."""
        name = self.place(self.path.name)
        try:
            status = os.stat(name, dir_fd=self.handle, follow_symlinks=False)
        except FileNotFoundError:
            if expected is None:
                return _NEW_FILE_MODE
            raise _changed(self.path) from None
        if not stat.S_ISREG(status.st_mode):
            raise _refused(self.path)
        if expected is None or sha256(self.content(name)) != expected:
            raise _changed(self.path)
        return stat.S_IMODE(status.st_mode)

    def content(self, name: str) -> bytes:
        """Give a file's bytes."""
        handle = os.open(name, os.O_RDONLY | _FLAGS, dir_fd=self.handle)
        with open(handle, "rb") as file:  # noqa: PTH123  (the handle is already open)
            return file.read()

    def forced(self, name: str, data: bytes, mode: int) -> None:
        """Write a new file so that it is on the disk."""
        handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, mode, dir_fd=self.handle)
        with open(handle, "wb") as file:  # noqa: PTH123  (the handle is already open)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            if hasattr(os, "fchmod"):
                os.fchmod(handle, mode)


def _write(folder: _Folder, new: bytes, expected: str | None) -> None:
    name = folder.place(folder.path.name)
    temporary = folder.place(f".{folder.path.name}.{secrets.token_hex(6)}.tmp")
    mode = folder.checked(expected)
    try:
        folder.forced(temporary, new, mode)
        folder.checked(expected)
        if expected is None:
            os.link(temporary, name, src_dir_fd=folder.handle, dst_dir_fd=folder.handle)
        elif folder.handle is None:
            Path(temporary).replace(name)
        else:
            os.rename(temporary, name, src_dir_fd=folder.handle, dst_dir_fd=folder.handle)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary, dir_fd=folder.handle)
    if folder.handle is not None:
        # A name is on the disk when its folder is.
        os.fsync(folder.handle)


@contextmanager
def _held(path: Path, root: Path | None) -> Iterator[_Folder]:
    if not _BY_HANDLE:
        if root is not None:
            _refuse_links(path, root)
            path.parent.mkdir(parents=True, exist_ok=True)
        yield _Folder(path, None)
        return
    handle = os.open(root or path.parent, _FOLDER)
    try:
        for name in path.relative_to(root).parts[:-1] if root else ():
            with suppress(FileExistsError):
                os.mkdir(name, dir_fd=handle)
            below = os.open(name, _FOLDER | _FLAGS, dir_fd=handle)
            os.close(handle)
            handle = below
        yield _Folder(path, handle)
    finally:
        os.close(handle)


def _refuse_links(path: Path, root: Path) -> None:
    for folder in path.parents:
        if folder == root:
            return
        if folder.is_symlink():
            raise _refused(path)


def _refused(path: Path) -> ExternalError:
    return ExternalError(
        T("{fil} är en länk, ligger bakom en länk eller är ingen vanlig fil, och skrivs därför inte", fil=str(path)),
        T("Ersätt länken med det som den pekar på."),
    )


def _changed(path: Path) -> ConflictError:
    return ConflictError(
        T("{fil} har ändrats sedan den lästes", fil=str(path)),
        T("Kör kommandot igen, så läses den nya texten."),
    )
