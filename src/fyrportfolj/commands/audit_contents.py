"""The files of a history by blob id, each read at most once per kind of document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from fyrportfolj.rules.trail.values import FILE_MODE, Document, Step
from fyrportfolj.store.kinds import kind_of
from fyrportfolj.store.load import document
from fyrportfolj.store.stream import Stream
from fyrportfolj.store.yamltext import parse

WORTH_IT = 500
"""Fewer files than this are parsed faster than a process is started and heard."""


class BlobContents:
    """Documents of a history; the judge asks for them one by one."""

    def __init__(self, blobs: Mapping[str, bytes], steps: Iterable[Step] = ()) -> None:
        """Take the contents.

        Args:
            blobs: bytes by blob id.
            steps: commits in the order in which they will be judged, so that their files can be parsed ahead.
        """
        self._blobs = blobs
        self._read: dict[tuple[str, str], tuple[str, Document]] = {}
        changes = (c for step in steps for c in step.changes if c.mode == FILE_MODE and kind_of(c.path))
        names = tuple(dict.fromkeys(c.after for c in changes if c.after is not None))
        self._ahead = Stream.start(names, lambda some: _parsed(blobs, some)) if len(names) >= WORTH_IT else None

    def close(self) -> None:
        """End what parses ahead."""
        if self._ahead:
            self._ahead.close()

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
            parsed = self._ahead.take(oid) if self._ahead and kind else None
            known = self._read[key] = (path, document(path, self._blobs[oid], ahead=parsed))
        first, found = known
        if first == path or not found.faults:
            return found
        return replace(found, faults=tuple(replace(d, fil=path) for d in found.faults))


def _parsed(blobs: Mapping[str, bytes], names: Sequence[str]) -> dict[str, bytes]:
    from pydantic_core import to_json

    found = {}
    for name in names:
        parsed = parse(blobs[name], name)
        if parsed.data is not None and not parsed.diagnostics:
            found[name] = to_json(parsed.data)
    return found
