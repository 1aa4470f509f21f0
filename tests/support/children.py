"""Which processes this one has started and not waited for; a worker of the tests keeps one of its own."""

from __future__ import annotations

from pathlib import Path


def children() -> frozenset[int]:
    """Give the ids of this process's children, those that have ended and not been reaped included."""
    found = (p.read_text(encoding="ascii").split() for p in Path("/proc/self/task").glob("*/children"))
    return frozenset(int(pid) for row in found for pid in row)
