"""Parsing the many versions of a history's files in a child process while this one judges those that came before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fyrportfolj.forked import Forked, Line

WORTH_IT = 500
"""Fewer files than this are parsed faster than a process is started and heard."""

_PORTION = 100
"""Files per message; one is worked on here while the next is made."""


class Stream:
    """A child that parses some contents in order; `take` waits for the one that is asked for."""

    def __init__(self, child: Forked, names: Sequence[str]) -> None:
        """Keep hold of a running child.

        Args:
            child: answers with one portion after another.
            names: what it was given, in order.
        """
        self._child: Forked | None = child
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
            The running child; None when there are few, or as `Forked.start`.
        """
        if len(names) < WORTH_IT:
            return None
        from fyrportfolj.store import yamltext  # noqa: F401  (before the fork, so that the child has it)

        child = Forked.start(lambda line: _answer(contents, names, line))
        return cls(child, names) if child else None

    def take(self, name: str) -> bytes | None:
        """Give a document's data as JSON, once; None when the child did not read it well."""
        wanted = self._place.get(name)
        while wanted is not None and self._heard <= wanted and self._child:
            portion = self._child.heard()
            if portion is None:
                self.close()
                break
            self._parsed |= portion
            self._heard += 1
        return self._parsed.pop(name, None)

    def close(self) -> None:
        """Let the child go, whether it is done or not."""
        if self._child:
            self._child.leave()
            self._child = None


def _answer(contents: Mapping[str, bytes], names: Sequence[str], line: Line) -> None:
    for start in range(0, len(names), _PORTION):
        line.tell(_parsed(contents, names[start : start + _PORTION]))


def _parsed(contents: Mapping[str, bytes], names: Sequence[str]) -> dict[str, bytes]:
    from pydantic_core import to_json

    from fyrportfolj.store.yamltext import parse

    found = {}
    for name in names:
        parsed = parse(contents[name], name)
        if parsed.data is not None and not parsed.diagnostics:
            found[name] = to_json(parsed.data)
    return found
