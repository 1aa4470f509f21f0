"""What the user probably meant, as the end of a sentence."""

from __future__ import annotations

from collections.abc import Collection

from fyrportfolj.messages import NOTHING, T, Text
from fyrportfolj.model.suggest import suggest

_MANY = 60
_MAX_LENGTH_DIFFERENCE = 3


def did_you_mean(word: str, known: Collection[str]) -> Text:
    """Give the sentence part `; menade du x?`, or nothing when no known word is near.

    Args:
        word: what stands in the file.
        known: the words that would have been right.
    """
    # The comparison is slow: with a thousand initiatives and a thousand wrong links among them,
    # only words that begin or end alike are compared.
    near: Collection[str] = known
    if len(known) > _MANY:
        near = [
            k
            for k in known
            if abs(len(k) - len(word)) <= _MAX_LENGTH_DIFFERENCE and (k[:2] == word[:2] or k[-2:] == word[-2:])
        ]
    found = suggest(word, sorted(near))
    return T("; menade du {ord}?", ord=found) if found else NOTHING
