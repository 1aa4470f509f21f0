"""Parsing many files in a child process while this one does something with those that came before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from fyrportfolj.forked import Forked, Line

_PORTION = 50
"""Files between two messages; one is worked on here while the next is made."""

T = TypeVar("T")


class Stream(Generic[T]):
    """A child that parses some files in order; `take` waits for the one that is asked for."""

    def __init__(self, child: Forked, names: Sequence[str]) -> None:
        """Keep hold of a running child.

        Args:
            child: answers with one portion after another.
            names: what it was given, in order.
        """
        self.child = child
        self._place = {name: number for number, name in enumerate(names)}
        self._reached = 0
        self._parsed: dict[str, T] = {}
        self._begun = self._closed = False

    @classmethod
    def start(cls, names: Sequence[str], parsed: Callable[[Sequence[str]], Mapping[str, T]]) -> Stream[T] | None:
        """Begin to parse.

        Args:
            names: of the files, each once, in the order in which they will be asked for.
            parsed: parses some of them; gives plain data by name, of those that were read well.

        Returns:
            The running child; None as `Forked.start`.
        """
        from fyrportfolj.store import yamltext  # noqa: F401  (before the fork, so that the child has it)

        child = Forked.start(lambda line: _answer(line, names, parsed))
        return cls(child, names) if child else None

    def take(self, name: str) -> T | None:
        """Give what a file holds, once; None when the child did not read it well."""
        if not self._begun:
            self._begun = True
            self.child.tell("nu")
        while self._place.get(name, -1) >= self._reached and not self._closed:
            told: tuple[int, dict[str, T]] | None = self.child.heard()
            if told is None:
                self.close()
                break
            self._reached, more = told
            self._parsed |= more
        return self._parsed.pop(name, None)

    def close(self) -> None:
        """Let the child go, whether it is done or not."""
        self._closed = True
        self.child.leave()


def _answer(line: Line, names: Sequence[str], parsed: Callable[[Sequence[str]], Mapping[str, T]]) -> None:
    """Parse it all, and tell of it as it is made once somebody listens: a full pipe would stop the work."""
    listened_to = False
    made: dict[str, T] = {}
    for end in range(_PORTION, len(names) + _PORTION, _PORTION):
        made |= parsed(names[end - _PORTION : end])
        listened_to = listened_to or line.is_spoken_to()
        if listened_to or end >= len(names):
            line.tell((end, made))
            made = {}
