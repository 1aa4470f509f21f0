"""Replace a file whole and only when nobody else has changed it."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from pathlib import Path

from fyrportfolj.errors import ConflictError, ExternalError
from fyrportfolj.messages import T

_NEW_FILE_MODE = 0o644


def sha256(data: bytes) -> str:
    """Give the checksum that `write` expects, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def write(path: Path, new: bytes, expected: str | None) -> None:
    """Put new bytes in a file's place, or change nothing at all.

    The bytes go to a hidden file beside it, are forced to disk and renamed over the old; a reader sees the old or
    the new, never a part.

    Args:
        path: the file.
        new: all of its new bytes.
        expected: SHA-256 of the bytes that were read; None when the file must not exist yet.

    Raises:
        ConflictError: the file is not what was read.
        ExternalError: it is a link or not a regular file, or the disk refuses.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    try:
        mode = _checked(path, expected)
        try:
            _forced(temporary, new, mode)
            _checked(path, expected)
            if expected is None:
                path.hardlink_to(temporary)
            else:
                temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        _force_folder(path.parent)
    except FileExistsError as error:
        raise _changed(path) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ExternalError(
            T("{fil} går inte att skriva: {orsak}", fil=str(path), orsak=reason),
            T("Se till att mappen finns, att disken inte är full och att du har rätt att skriva där."),
        ) from error


def _checked(path: Path, expected: str | None) -> int:
    try:
        status = path.lstat()
    except FileNotFoundError:
        if expected is None:
            return _NEW_FILE_MODE
        raise _changed(path) from None
    if not stat.S_ISREG(status.st_mode):
        raise ExternalError(
            T("{fil} är en länk eller ingen vanlig fil, och skrivs därför inte", fil=str(path)),
            T("Ersätt länken med filen som den pekar på."),
        )
    if expected is None or sha256(path.read_bytes()) != expected:
        raise _changed(path)
    return stat.S_IMODE(status.st_mode)


def _forced(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with open(handle, "wb") as file:  # noqa: PTH123  (the handle is already open)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(mode)


def _force_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _changed(path: Path) -> ConflictError:
    return ConflictError(
        T("{fil} har ändrats sedan den lästes", fil=str(path)),
        T("Kör kommandot igen, så läses den nya texten."),
    )
