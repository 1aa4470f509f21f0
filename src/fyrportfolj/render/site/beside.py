"""Making and writing some of the pages in a child process, on a processor that has nothing to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fyrportfolj.forked import Forked, Line

Made = tuple[tuple[str, bytes], ...]
"""Files: place from the root of the site, and bytes."""

_GIVE, _WRITE = "give", "write"


class Beside:
    """A child process that makes files, and then gives or writes them when it is told to."""

    def __init__(self, child: Forked) -> None:
        """Keep hold of a running child.

        Args:
            child: answers with places and sizes, and then each order with what was done.
        """
        self._child = child

    @classmethod
    def start(cls, make: Callable[[], Iterable[tuple[str, bytes]]], write: Callable[[Made], int]) -> Beside | None:
        """Begin to make files.

        Args:
            make: makes them; runs in the child, with all that this process has read.
            write: writes them and gives how many were new or changed; runs in the child too.

        Returns:
            The running child; None as `Forked.start`.
        """
        child = Forked.start(lambda line: _work(line, make, write))
        return cls(child) if child else None

    def sizes(self) -> tuple[tuple[str, int], ...] | None:
        """Wait until the files are made, and give their places and sizes; None when the child failed."""
        found: tuple[tuple[str, int], ...] | None = self._child.heard()
        return found

    def files(self) -> Made | None:
        """Give the files; None when the child is gone."""
        found: Made | None = self._child.ask(_GIVE)
        return found

    def write(self) -> None:
        """Let the child begin to write its files."""
        self._child.tell(_WRITE)

    def written(self) -> int | None:
        """Wait until they are written, and give how many were new or changed; None when something went wrong."""
        found: int | None = self._child.heard()
        return found

    def leave(self) -> None:
        """Let the child end."""
        self._child.leave()


def _work(line: Line, make: Callable[[], Iterable[tuple[str, bytes]]], write: Callable[[Made], int]) -> None:
    made = tuple(make())
    line.tell(tuple((place, len(data)) for place, data in made))
    while True:
        line.tell(made if line.hear() == _GIVE else write(made))
