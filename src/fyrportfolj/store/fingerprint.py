"""The state of a portfolio's files as one short word, without reading them.

A file that is written again gets a new change time, which nobody can set back. Only a file that was written just
before it was read can be written once more without a trace, within one tick of the disk's clock; such files are
told apart by their content, as git does with its index.
"""

from __future__ import annotations

import hashlib
import os

from fyrportfolj.store.walk import documents

TICK = 2_000_000_000
"""Nanoseconds: the coarsest clock of a disk (FAT). Linux's own is below ten million."""

MOST_FRESH = 1000
"""More files than this, written within a tick, cost too much to read: a fresh checkout, for one."""


def fingerprint(root: str, moment: int) -> str | None:
    """Tell the state of every file that a portfolio is read from.

    Args:
        root: the portfolio's folder.
        moment: when the files were read, in nanoseconds since 1970. A later call with the same moment gives the same
            word only when no file has been written, moved, made or removed since.

    Returns:
        A digest; None when the files cannot be listed, or too many were written just before the moment, or on
        Windows, which keeps no change time.
    """
    if os.name == "nt":
        return None
    rows = []
    fresh = []
    edge = moment - TICK
    try:
        for path, entry in documents(root):
            s = entry.stat(follow_symlinks=False)
            rows.append((path, s.st_mode, s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino))
            # The order in which a folder gives its files stays while nothing in it changes, so it need not be sorted.
            if s.st_ctime_ns >= edge or s.st_mtime_ns >= edge:
                fresh.append(path)
    except OSError:
        return None
    if len(fresh) > MOST_FRESH:
        return None
    digest = hashlib.sha256(repr(rows).encode("utf-8", "surrogatepass"))
    for path in fresh:
        digest.update(hashlib.sha256(_content(root, path)).digest())
    return digest.hexdigest()


def _content(root: str, path: str) -> bytes:
    from pathlib import Path

    from fyrportfolj.errors import ExternalError
    from fyrportfolj.store.source import WorkingTree

    try:
        return WorkingTree(Path(root)).read(path)
    except (FileNotFoundError, ExternalError) as error:
        return str(error).encode("utf-8", "surrogatepass")
