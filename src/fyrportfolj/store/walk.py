"""Which files of a folder are a portfolio's, and where the portfolio begins; nothing heavy is imported for it."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator

HEAD = "fyr.yaml"
"""The file that makes a folder a portfolio; `store.kinds` gives it its form."""

SHIPPED_FOLDER = "portfolio-data"
"""Where a portfolio lies inside a larger repository."""

SUFFIXES = (".yaml", ".yml")
"""Names that count as YAML; `.yml` is listed so that the user can be told about the wrong ending."""

SKIPPED_FOLDERS = frozenset({"templates", "schema"})
"""Folders at the top of a portfolio whose YAML is not documents."""


def documents(root: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Give the YAML files of a folder; hidden folders are passed over and links not followed.

    Args:
        root: the portfolio's folder.

    Yields:
        The path relative to the root, with `/`, and what the folder says about it; in the order of the disk.

    Raises:
        OSError: a folder cannot be listed; the error names it.
    """
    folders = [""]
    while folders:
        prefix = folders.pop()
        with os.scandir(os.path.join(root, prefix) if prefix else root) as entries:  # noqa: PTH118  (a Path per folder costs as much as reading it)
            for entry in entries:
                name = entry.name
                if name.startswith("."):
                    continue
                if name.endswith(SUFFIXES):
                    # A link or a folder with a document's name is listed, so that reading it tells the user.
                    yield prefix + name, entry
                elif (prefix or name not in SKIPPED_FOLDERS) and entry.is_dir(follow_symlinks=False):
                    folders.append(f"{prefix}{name}/")


def root_of(start: str, *, search: bool) -> str | None:
    """Find the folder of fyr.yaml.

    Args:
        start: absolute; the folder itself, or where the search begins.
        search: look upwards, then in the folder `portfolio-data`.

    Returns:
        The folder, absolute; None when there is none.

    Raises:
        OSError: a folder that was asked for cannot be looked into.
    """
    here = [start]
    while search and (above := os.path.dirname(here[-1])) != here[-1]:  # noqa: PTH120  (before pathlib is loaded)
        here.append(above)
    if search:
        here.append(os.path.join(start, SHIPPED_FOLDER))  # noqa: PTH118  (before pathlib is loaded)
    return next((f for f in here if _is_file(os.path.join(f, HEAD))), None)  # noqa: PTH118  (before pathlib is loaded)


def _is_file(path: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116  (before pathlib is loaded)
    except OSError as error:
        # As pathlib: what is not there is no file, what may not be looked at is a failure.
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
            return False
        raise
