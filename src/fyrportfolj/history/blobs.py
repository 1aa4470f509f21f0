"""The contents of a history's files: each hashed whole, and kept as far as anybody reads it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from fyrportfolj.errors import ExternalError
from fyrportfolj.history.git import Git
from fyrportfolj.history.objects import DamagedError, damaged, read_objects
from fyrportfolj.history.unprovable import damaged_object, unread

KEPT = (1 << 20) + 1
"""Bytes kept of a file: one more than the largest that is read as a document."""

_FIRST_PORTION, _GROWTH, _LARGEST_PORTION = 8, 4, 4096


def kept_blobs(git: Git, oids: Iterable[str], wanted: Collection[str]) -> dict[str, bytes]:
    """Hash blobs, and keep some of them.

    Args:
        git: the repository.
        oids: ids, each once.
        wanted: ids of those to keep.

    Returns:
        At most `KEPT` bytes by id.

    Raises:
        ExternalError: git failed, or one is missing, damaged or no blob.
    """
    names = list(oids)
    found = {}
    for blob, oid in zip(read_objects(git, names, KEPT), names, strict=True):
        if blob is None or blob.kind != "blob":
            raise damaged(oid)
        if oid in wanted:
            found[oid] = blob.data
    return found


class LaterBlobs(Mapping[str, bytes]):
    """Contents of which some are read when they are asked for, those beside them at the same time."""

    def __init__(self, git: Git, known: dict[str, bytes], oids: Iterable[str]) -> None:
        """Take what is read already.

        Args:
            git: the repository.
            known: contents by id.
            oids: ids of all; what stands together is asked for together.
        """
        self._git = git
        self._known = known
        self._oids = {oid: number for number, oid in enumerate(dict.fromkeys((*oids, *known)))}
        self._order = tuple(self._oids)
        self._portion = _FIRST_PORTION

    def __getitem__(self, oid: str) -> bytes:
        """Give a content.

        Raises:
            KeyError: it is not of this history.
            UnprovableError: it is missing or damaged.
        """
        if oid not in self._known:
            self._read(self._oids[oid])
        return self._known[oid]

    def __iter__(self) -> Iterator[str]:
        """Give every id."""
        return iter(self._order)

    def __len__(self) -> int:
        """Give how many there are."""
        return len(self._order)

    def _read(self, start: int) -> None:
        wanted = [oid for oid in self._order[start : start + self._portion] if oid not in self._known]
        self._portion = min(self._portion * _GROWTH, _LARGEST_PORTION)
        try:
            self._known |= kept_blobs(self._git, wanted, set(wanted))
        except DamagedError as error:
            raise damaged_object(error.what) from error
        except ExternalError as error:
            raise unread(error.message) from error
