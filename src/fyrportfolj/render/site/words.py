"""The words that the glossary explains, out of the list that ships: one place, held to the models by a test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from fyrportfolj.resources import resource

_WITH_READING = 5
_WITHOUT = 4


@lru_cache(maxsize=1)
def meanings() -> Mapping[str, str]:
    """Give what the words of files mean, by the word as it is written there."""
    return {row[0].strip("`"): row[2] for row in _rows() if len(row) == _WITH_READING and row[0].startswith("`")}


@lru_cache(maxsize=1)
def concepts() -> tuple[tuple[str, str], ...]:
    """Give the words that only stand in text, and what they mean, in the list's order."""
    rows = [row for row in _rows() if len(row) == _WITHOUT]
    return tuple((name, meaning) for name, meaning, *_ in rows[2:])


def _rows() -> Iterator[list[str]]:
    """Give the rows of every table in the list, the heads and the lines below them too."""
    for line in (resource("docs") / "reference" / "ordlista.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            yield [cell.strip() for cell in line.strip("| ").split("|")]
