"""The files of a history by blob id, each read at most once per kind of document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fyrportfolj.rules.trail.values import Document
from fyrportfolj.store.kinds import kind_of
from fyrportfolj.store.load import document


class BlobContents:
    """Documents of a history; the judge asks for them one by one."""

    def __init__(self, blobs: Mapping[str, bytes]) -> None:
        """Take the contents.

        Args:
            blobs: bytes by blob id.
        """
        self._blobs = blobs
        self._read: dict[tuple[str, str], tuple[str, Document]] = {}

    def document(self, path: str, oid: str) -> Document:
        """Give a file's content, read as the kind of document that the path says.

        Args:
            path: relative to the portfolio.
            oid: blob id.

        Raises:
            KeyError: the history that was read has no such content.
        """
        kind = kind_of(path)
        key = (kind.namn if kind else "", oid)
        known = self._read.get(key)
        if known is None:
            known = self._read[key] = (path, document(path, self._blobs[oid]))
        first, found = known
        if first == path or not found.faults:
            return found
        return replace(found, faults=tuple(replace(d, fil=path) for d in found.faults))
