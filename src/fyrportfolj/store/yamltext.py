"""YAML text to plain data: a fast parser for every file, a slow one with places for files that need it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from fyrportfolj.diagnostics import Diagnostic, Place, finding
from fyrportfolj.store.guards import decoded, needs_slow_tier, well_formed
from fyrportfolj.store.positions import Positions

try:
    from ryaml import loads as _loads  # type: ignore[attr-defined]  # in its stub, but not exported

    _FAST: Callable[[str], object] | None = _loads
except ImportError:
    _FAST = None

__all__ = ["Data", "Parsed", "Positions", "parse"]

Data: TypeAlias = dict[str, object]
"""A document as plain data: text, numbers, yes/no, None, lists and mappings."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file's bytes say.

    Attributes:
        fil: path relative to the portfolio.
        text: the text, or None when the bytes are not text.
        data: the document, or None when it cannot be told; with duplicate keys the first counts.
        diagnostics: faults with places; empty when the file reads well.
    """

    fil: str
    text: str | None
    data: Data | None
    diagnostics: tuple[Diagnostic, ...] = ()


def parse(data: bytes, fil: str) -> Parsed:
    """Read the bytes of one document.

    Whatever the bytes are, the answer is data or diagnostics, never an exception.

    Args:
        data: the bytes of the file.
        fil: path relative to the portfolio, for the diagnostics.

    Returns:
        Plain data and the faults found, with line and column.
    """
    text = decoded(data, fil)
    if isinstance(text, Diagnostic):
        return Parsed(fil, None, None, (text,))
    if _FAST is not None and not needs_slow_tier(data, text):
        try:
            value = _FAST(text)
        except (ValueError, RecursionError):
            return parse_slowly(text, fil)
        if value.__class__ is dict and well_formed(value):
            return Parsed(fil, text, value)
    return parse_slowly(text, fil)


def parse_slowly(text: str, fil: str) -> Parsed:
    """Read a text with the parser that knows places.

    Args:
        text: the text, already through the guards.
        fil: path relative to the portfolio, for the diagnostics.

    Returns:
        As `parse`.
    """
    # Only now: most runs meet no file that needs the parser with places, and it is slow to load.
    from fyrportfolj.store.nodes import compose, kind_of_value, plain

    document = compose(text, fil)
    faults = document.faults
    if document.root is None and not faults:
        faults = [finding("FYR015", fil).placed(Place(1, 1))]
    if document.broken or document.root is None:
        return Parsed(fil, text, None, tuple(faults))
    value = plain(document.root)
    if value is None and not faults:
        return Parsed(fil, text, None, (finding("FYR015", fil).placed(document.root.place),))
    if not isinstance(value, dict):
        root = finding("FYR016", fil, funnet=kind_of_value(document.root)).placed(document.root.place)
        return Parsed(fil, text, None, (*faults, root))
    return Parsed(fil, text, value if well_formed(value) else None, tuple(faults))
