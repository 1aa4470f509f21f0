"""Writing whole files from a command: new ones, and ones that a program owns."""

from __future__ import annotations

from pathlib import Path

from fyrportfolj.store.write import sha256, write


def write_new(path: Path, text: str) -> None:
    """Write a file that must not exist yet; its folder is made when it is missing.

    Args:
        path: the file.
        text: all of it.

    Raises:
        ConflictError: it exists already.
        ExternalError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, text.encode("utf-8"), None)


def rewrite(path: Path, text: str) -> bool:
    """Write a text that a program owns; as `rewrite_bytes`."""
    return rewrite_bytes(path, text.encode("utf-8"))


def rewrite_bytes(path: Path, new: bytes) -> bool:
    """Write a file that a program owns, whether it exists or not; its folder is made when it is missing.

    Args:
        path: the file.
        new: all of its bytes.

    Returns:
        True when it was new or changed.

    Raises:
        ExternalError: it cannot be written.
    """
    old = path.read_bytes() if path.is_file() else None
    if old == new:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, new, sha256(old) if old is not None else None)
    return True
