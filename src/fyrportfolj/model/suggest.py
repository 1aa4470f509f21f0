"""The word that was probably meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

_LIKE = 0.62
"""Least likeness of a suggestion, 0–1: two letters wrong in a word of eight still count."""


def suggest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word most like the one written.

    Case, å ä ö and the choice between hyphen, underscore and blank count as no difference at all.

    Args:
        word: what stands in the file.
        known: the words that would have been right.

    Returns:
        The best one, or None when nothing is like it.
    """
    if not word:
        return None
    wanted = _folded(word)
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    best: tuple[float, str] | None = None
    for candidate in known:
        matcher.set_seq1(_folded(candidate))
        if matcher.real_quick_ratio() < _LIKE or matcher.quick_ratio() < _LIKE:
            continue
        likeness = matcher.ratio()
        if likeness >= _LIKE and (best is None or (likeness, best[1]) > (best[0], candidate)):
            best = (likeness, candidate)
    return best[1] if best and best[1] != word else None


def _folded(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join("_" if c in "- " else c for c in letters if not unicodedata.combining(c))
