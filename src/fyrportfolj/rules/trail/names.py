"""File names that are dangerous on some computer, or that two people read differently."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from fyrportfolj.messages import T, Text

if TYPE_CHECKING:
    # Every file's name is judged when a portfolio is read, and few are read with their history.
    from fyrportfolj.rules.trail.values import Change

_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"} | {f"{port}{n}" for port in ("com", "lpt") for n in "123456789"}
)
_FORBIDDEN = frozenset('<>:"|?*\\')
_SHORT = re.compile(r"git~[0-9]+")
_GIT_FILES = frozenset({".git", ".gitmodules"})
_WITHOUT_ACCENT = frozenset("æøßþðđłÆØẞÞÐĐŁ")
"""Letters of Latin script that are no plain letter with an accent."""


def bad_name(path: str) -> Text | None:
    """Say what is wrong with a path, or None when it is safe everywhere.

    Args:
        path: relative to the portfolio; bytes that are not UTF-8 as surrogates.
    """
    if not path.isascii():
        reason = _odd_letters(path)
        if reason is not None:
            return reason
    elif not path.isprintable():
        return T("namnet har styrtecken")
    for part in path.split("/"):
        reason = _bad_part(part)
        if reason is not None:
            return reason
    return None


def _bad_part(part: str) -> Text | None:
    low = part.lower()
    if part in ("", ".", ".."):
        return T("namnet pekar utanför sin mapp")
    if part[0] in "- " or part[-1] in ". ":
        return T("namnet börjar med bindestreck eller mellanslag, eller slutar med mellanslag eller punkt")
    if _FORBIDDEN.intersection(part) or low.partition(".")[0].rstrip() in _DEVICES:
        return T("Windows kan inte ha en fil som heter så")
    if low in _GIT_FILES or _SHORT.fullmatch(low):
        return T("git använder namnet själv")
    return None


def _odd_letters(path: str) -> Text | None:
    if any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in path):
        return T("namnet har styrtecken eller byte som inte är UTF-8")
    if not unicodedata.is_normalized("NFC", path):
        return T("namnet är inte skrivet i formen NFC")
    if not all(c.isascii() or _familiar(c) for c in path):
        return T("namnet har tecken som kan tas för andra")
    return None


def _familiar(c: str) -> bool:
    """Latin letters with accents, and signs that stand for nothing but themselves."""
    category = unicodedata.category(c)
    if category[0] == "L":
        return c in _WITHOUT_ACCENT or (c != (base := unicodedata.normalize("NFD", c)[0]) and base.isascii())
    return c in _SIGNS


_SIGNS = frozenset("–—’”§°€·«»×")
"""Signs that Swedish texts use and that look like no other; a division slash, for one, looks like a path's own."""


class Names:
    """Every file and folder name in use, as a computer that does not tell upper from lower case sees them."""

    def __init__(self, paths: Iterable[str]) -> None:
        """Take the names of some paths."""
        self._held: dict[str, dict[str, int]] = {}
        for path in paths:
            self._count(path, 1)

    def clash(self, path: str, gone: Iterable[str] = ()) -> str | None:
        """Give another name in use that some computers take for a path or one of its folders, or None.

        Args:
            path: a path.
            gone: paths that leave at the same time.
        """
        left: dict[str, int] = {}
        for name in (n for p in gone for n in _parts(p)):
            left[name] = left.get(name, 0) + 1
        for name in _parts(path):
            held = self._held.get(_folded(name), {})
            other = next((n for n in sorted(held) if n != name and held[n] > left.get(n, 0)), None)
            if other is not None:
                return other
        return None

    def change(self, change: Change) -> None:
        """Take a change in."""
        if change.before is None and change.after is not None:
            self._count(change.path, 1)
        elif change.before is not None and change.after is None:
            self._count(change.path, -1)

    def _count(self, path: str, step: int) -> None:
        for name in _parts(path):
            held = self._held.setdefault(_folded(name), {})
            held[name] = held.get(name, 0) + step
            if held[name] <= 0:
                del held[name]


def _parts(path: str) -> Iterator[str]:
    """The path itself and every folder above it."""
    end = len(path)
    while end > 0:
        yield path[:end]
        end = path.rfind("/", 0, end)


def _folded(name: str) -> str:
    return name.lower() if name.isascii() else unicodedata.normalize("NFC", name).casefold()
