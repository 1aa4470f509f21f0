"""Parsing the many versions of a history's files in a child process while this one judges those that came before.

The answer is the same with and without: what the child could not read well, this process reads itself.
"""

from __future__ import annotations

import contextlib
import marshal
import os
from collections.abc import Mapping, Sequence
from typing import IO

WORTH_IT = 500
"""Fewer files than this are parsed faster than a process is started and heard."""

_PORTION = 100
"""Files per message; one is worked on here while the next is made."""

_LENGTH = 8


class Stream:
    """A child that parses some contents in order; `take` waits for the one that is asked for."""

    def __init__(self, pid: int, pipe: IO[bytes], names: Sequence[str]) -> None:
        """Keep hold of a running child.

        Args:
            pid: the child.
            pipe: where it answers.
            names: what it was given, in order.
        """
        self._pid = pid
        self._pipe = pipe
        self._place = {name: number // _PORTION for number, name in enumerate(names)}
        self._heard = 0
        self._parsed: dict[str, bytes] = {}

    @classmethod
    def start(cls, contents: Mapping[str, bytes], names: Sequence[str]) -> Stream | None:
        """Begin to parse.

        Args:
            contents: bytes by name.
            names: which of them, each once, in the order in which they will be asked for.

        Returns:
            The running child; None when there are few, one processor, or no fork.
        """
        if len(names) < WORTH_IT or not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:  # noqa: PLR2004  (one is busy here)
            return None
        from fyrportfolj.store import yamltext  # noqa: F401  (before the fork, so that the child has it)

        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reader)
            _child(contents, names, writer)
        os.close(writer)
        return cls(pid, os.fdopen(reader, "rb"), names)

    def take(self, name: str) -> bytes | None:
        """Give a document's data as JSON, once; None when the child did not read it well."""
        wanted = self._place.get(name)
        while wanted is not None and self._heard <= wanted and not self._pipe.closed:
            self._hear()
        return self._parsed.pop(name, None)

    def close(self) -> None:
        """Let the child go, whether it is done or not."""
        if not self._pipe.closed:
            self._pipe.close()
            os.waitpid(self._pid, 0)

    def _hear(self) -> None:
        head = self._pipe.read(_LENGTH)
        data = self._pipe.read(int.from_bytes(head, "big")) if len(head) == _LENGTH else b""
        if not head or len(data) < int.from_bytes(head, "big"):
            self.close()
            return
        self._parsed |= marshal.loads(data)  # noqa: S302  (our own child wrote it)
        self._heard += 1


def _child(contents: Mapping[str, bytes], names: Sequence[str], writer: int) -> None:
    """Parse and answer, then end at once: nothing of the parent's clean-up may run here."""
    with contextlib.suppress(BaseException), os.fdopen(writer, "wb") as pipe:
        for start in range(0, len(names), _PORTION):
            answer = marshal.dumps(_parsed(contents, names[start : start + _PORTION]))
            pipe.write(len(answer).to_bytes(_LENGTH, "big") + answer)
            pipe.flush()
    os._exit(0)


def _parsed(contents: Mapping[str, bytes], names: Sequence[str]) -> dict[str, bytes]:
    from pydantic_core import to_json

    from fyrportfolj.store.yamltext import parse

    found = {}
    for name in names:
        parsed = parse(contents[name], name)
        if parsed.data is not None and not parsed.diagnostics:
            found[name] = to_json(parsed.data)
    return found
