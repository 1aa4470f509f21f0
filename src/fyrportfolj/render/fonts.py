"""The fonts that ship, which characters they have, and what is shown for a character they lack."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from fyrportfolj.render.escape import clean
from fyrportfolj.resources import resource

V = TypeVar("V")


@dataclass(frozen=True, slots=True, order=True)
class Missing:
    """A character that no font has, and where it stands.

    Attributes:
        falt: path in the view, such as `rader[0].avvikelse`.
        tecken: the code point, `U+1F600`.
    """

    falt: str
    tecken: str


def font_folder() -> Path:
    """Give the folder with the fonts that ship."""
    return resource("templates") / "fonts"


@lru_cache(maxsize=1)
def coverage() -> frozenset[int]:
    """Give the code points that every shipped font has, read from `tackning.txt`."""
    found: set[int] = set()
    for line in (font_folder() / "tackning.txt").read_text("ascii").splitlines():
        first, _, last = line.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)


def covered(view: V) -> tuple[V, tuple[Missing, ...]]:
    """Replace characters that no font has by their code point in brackets, as in `[U+1F600]`.

    Args:
        view: a frozen dataclass of text, numbers, tuples and further dataclasses.

    Returns:
        The same view with all its text shown by the fonts, and what was replaced.
    """
    missing: list[Missing] = []

    def shown(text: str, path: str) -> str:
        parts = [_shown(char, path, missing) for char in clean(text)]
        return "".join(parts)

    return _mapped(view, shown, ""), tuple(sorted(set(missing)))


def cleaned(view: V) -> V:
    """Give a view whose text holds nothing that a reader cannot see, for formats shown in the reader's own fonts.

    Args:
        view: as for `covered`.
    """
    found: V = _mapped(view, lambda text, _path: clean(text), "")
    return found


def _shown(char: str, path: str, missing: list[Missing]) -> str:
    if char == "\n" or ord(char) in coverage():
        return char
    code = f"U+{ord(char):04X}"
    missing.append(Missing(path, code))
    return f"[{code}]"


def _mapped(value: Any, change: Callable[[str, str], str], path: str) -> Any:
    if isinstance(value, str):
        return change(value, path)
    if isinstance(value, tuple):
        return tuple(_mapped(v, change, f"{path}[{i}]") for i, v in enumerate(value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            f.name: _mapped(getattr(value, f.name), change, f"{path}.{f.name}" if path else f.name)
            for f in dataclasses.fields(value)
        }
        return dataclasses.replace(value, **fields)
    return value
