"""What an unquoted word means: the core schema of YAML 1.2, exactly as the fast parser reads it."""

from __future__ import annotations

import math
import re
from typing import TypeAlias

Plain: TypeAlias = str | int | float | bool | None
"""The value of an unquoted scalar."""

INT_MIN, INT_MAX = -(2**63), 2**64 - 1
"""The whole numbers that fit in 64 bits, with and without sign."""

_LONG = 40
"""Characters of a whole number that is too big whatever it is; longer ones are not worth working out."""

_CONSTANTS: dict[str, Plain] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_BASED = re.compile(r"([-+]?)0(?:x([0-9a-fA-F]+)|o([0-7]+)|b([01]+))")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]")


def resolve(text: str) -> Plain:
    """Give the value of an unquoted scalar.

    Dates stay text, and so does a number with a leading zero: `0123` is more often a code than a number.

    Args:
        text: the word as it stands in the file.

    Returns:
        None, bool, int, float or the text itself; infinities and NaN come as floats.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in "-+.0123456789":
        return text
    if _NOT_FINITE.fullmatch(text):
        sign = -1.0 if text.startswith("-") else 1.0
        return math.nan if "n" in text.lower()[-3:-2] else sign * math.inf
    return _number(text)


def _number(text: str) -> Plain:
    if _INT.fullmatch(text):
        return int(text) if len(text) <= _LONG else INT_MAX + 1
    based = _BASED.fullmatch(text)
    if based:
        digits, base = next((d, b) for d, b in zip(based.groups()[1:], (16, 8, 2), strict=True) if d)
        value = -int(digits, base) if based[1] == "-" else int(digits, base)
        return value if -(2**127) <= value < 2**128 else text
    if _LEADING_ZERO.match(text) and text.lstrip("+-").isdigit():
        return text
    if _FLOAT.fullmatch(text):
        decimal = float(text)
        return decimal if math.isfinite(decimal) else text
    return text
