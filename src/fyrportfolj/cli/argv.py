"""What can be told of a call before it is parsed; nothing is imported for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_WITH_VALUE = frozenset({"-p", "--portfolio", "--format", "--lang", "--today", "--as-of", "--for", "--inom"})
"""Options before the verb whose next argument is their value."""


def words(argv: Sequence[str]) -> Iterator[str]:
    """Give the arguments that are neither options nor, as far as can be told, an option's value.

    Args:
        argv: the arguments after the program's name.
    """
    skip = False
    for word in argv:
        if skip:
            skip = False
        elif word.startswith("-"):
            skip = word in _WITH_VALUE
        else:
            yield word


def first_word(argv: Sequence[str]) -> str:
    """Give the verb; empty when there is none."""
    return next(words(argv), "")
