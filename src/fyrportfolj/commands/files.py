"""Writing whole files from a command: new ones, and ones that a program owns."""

from __future__ import annotations

from pathlib import Path

from fyrportfolj.store.write import sha256, write


def write_new(path: Path, text: str, root: Path | None = None) -> None:
    """Write a file that must not exist yet; its folder is made when it is missing.

    Args:
        path: the file.
        text: all of it.
        root: a folder above it, between which and the file there may be no links; None when the user chose the place.

    Raises:
        ConflictError: it exists already.
        ExternalError: it cannot be written.
    """
    if root is None:
        path.parent.mkdir(parents=True, exist_ok=True)
    write(path, text.encode("utf-8"), None, root=root)


def rewrite(path: Path, text: str, root: Path | None = None) -> bool:
    """Write a text that a program owns; as `rewrite_bytes`."""
    return rewrite_bytes(path, text.encode("utf-8"), root)


def rewrite_bytes(path: Path, new: bytes, root: Path | None = None) -> bool:
    """Write a file that a program owns, whether it exists or not; its folder is made when it is missing.

    Args:
        path: the file.
        new: all of its bytes.
        root: as for `write_new`.

    Returns:
        True when it was new or changed.

    Raises:
        ExternalError: it cannot be written.
    """
    old = path.read_bytes() if path.is_file() else None
    if old == new:
        return False
    if root is None:
        path.parent.mkdir(parents=True, exist_ok=True)
    write(path, new, sha256(old) if old is not None else None, root=root)
    return True
