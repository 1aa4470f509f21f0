"""What is refused before any parser sees it: size, encoding and characters nobody can see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from fyrportfolj.diagnostics import Diagnostic, Place, finding
from fyrportfolj.messages import T, Text
from fyrportfolj.store.source import READ_LIMIT

MAX_DEPTH = 64
"""Deepest nesting of lists and mappings; real documents use about ten levels."""

MAX_VALUES = 30_000
"""Most keys and values in one document; a document of 5 KB has about 400, and places cost time for each."""

MAX_FAULTS = 100
"""Most faults shown of one document; after a hundred the cause is one, not many."""

# At least one byte of each character nobody sees; å ä ö – ” have none of them.
_UNUSUAL = bytes(
    {*range(9), 11, 12, *range(14, 32), 127, 0x81, *range(0x8B, 0x90), *range(0xA0, 0xA4), *range(0xA6, 0xAF)}
    | {0xBB, 0xBE, 0xBF, 0xC2, 0xD8, 0xE1, 0xE3, 0xEF, 0xF3}
)
_USUAL = bytes(set(range(256)) - set(_UNUSUAL))
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_ESCAPE = re.compile(r"""\\[^ "/\\nt]""")
"""In double quotes a character can be written by its number, so that it is not there to be seen."""
_DIRECTIVE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*+%")
_INDICATOR = re.compile(r"[&*!%]")
_BEFORE_VALUE = frozenset({":", "-", "?", "[", "{", ","})
_LINE_ENDS = frozenset({"", "\n"})
_DIGITS = bytes(ord("0") if chr(b) in "0123456789" else ord(" ") for b in range(256))
_LONG_NUMBER = b"0" * 38
_NOT_FINITE = re.compile(rb"\.(?:inf|nan)", re.IGNORECASE)
_BRACKET = re.compile(r"[\[\]{}]")
_BRACKET_COST = 300_000_000
_CONTAINERS: frozenset[object] = frozenset({dict, list})


def decoded(data: bytes, fil: str) -> str | Diagnostic:
    """Give the text of a file, or the one reason why it is not text.

    Args:
        data: the bytes of the file.
        fil: path relative to the portfolio.

    Returns:
        The text, or a diagnostic with its place.
    """
    if len(data) > READ_LIMIT:
        return finding("FYR002", fil, granser=T("{antal} MiB", antal=READ_LIMIT >> 20))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf16(data):
        return finding("FYR005", fil)
    if data.startswith(b"\xef\xbb\xbf"):
        return finding("FYR004", fil).placed(Place(1, 1))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error, fil)
    directive = _DIRECTIVE.match(text)
    if directive:
        return finding("FYR019", fil).placed(place_of(text[: directive.end() - 1]))
    unseen = _UNSEEN.search(text) if data.translate(None, _USUAL) else None
    return _unseen(text, unseen, fil) if unseen else text


def needs_slow_tier(data: bytes, text: str) -> bool:
    """Say whether a file holds something that the fast parser would accept in silence, or choke on.

    Anchors, aliases, tags, directives, characters written by their number, numbers that are not finite or longer
    than any register number, and bracket nesting whose cost grows with the square of its depth. A false alarm only
    costs time.

    Args:
        data: the bytes.
        text: the same, decoded.
    """
    if any(_begins_value(text, m.start()) for m in _INDICATOR.finditer(text)):
        return True
    if _LONG_NUMBER in data.translate(_DIGITS) or _NOT_FINITE.search(data):
        return True
    if b"\\" in data and _ESCAPE.search(text):
        return True
    brackets = data.count(b"[") + data.count(b"{")
    return brackets > MAX_DEPTH and (brackets * len(data) > _BRACKET_COST or deeper_than(text, MAX_DEPTH) is not None)


def well_formed(value: object) -> bool:
    """Say whether plain data has only text keys, at most `MAX_VALUES` values and `MAX_DEPTH` levels; no recursion.

    Args:
        value: what a parser gave.
    """
    level = [value]
    values = 1
    for _ in range(MAX_DEPTH):
        below: list[object] = []
        for node in level:
            children = _children(node)
            if children is None:
                return False
            values += len(children) * (2 if isinstance(node, dict) else 1)
            for child in children:
                if child.__class__ in _CONTAINERS:
                    below.append(child)  # noqa: PERF401  (a comprehension per node costs twice the time)
        if not below or values > MAX_VALUES:
            return values <= MAX_VALUES
        level = below
    return False


def _children(node: object) -> Collection[object] | None:
    """Give what a list or mapping holds; None when a key is not text."""
    if isinstance(node, dict):
        for key in node:
            if key.__class__ is not str:
                return None
        return node.values()
    return node if isinstance(node, list) else ()


def _begins_value(text: str, start: int) -> bool:
    """Say whether an anchor, alias, tag or directive could begin here: what stands before it opens a value."""
    sign, following = text[start], text[start + 1 : start + 2]
    if sign in "&*" and not following.strip():
        return False
    if sign == "%":
        return text[start - 1 : start] in _LINE_ENDS
    while start and text[start - 1] in " \t\r":
        start -= 1
    before = text[start - 1 : start]
    return before in _LINE_ENDS or before in _BEFORE_VALUE


def deeper_than(text: str, depth: int) -> int | None:
    """Give the index of the first bracket that stands inside more brackets than that, or None.

    Args:
        text: the text; brackets inside quotes count too.
        depth: how many may stand around each other.
    """
    if text.count("[") + text.count("{") <= depth:
        return None
    level = 0
    for match in _BRACKET.finditer(text):
        level = level + 1 if match[0] in "[{" else max(0, level - 1)
        if level > depth:
            return match.start()
    return None


def _looks_like_utf16(data: bytes) -> bool:
    head = data[:64]
    whole = len(head) >= 4 and len(data) % 2 == 0  # noqa: PLR2004  (two characters, the least that can be told apart)
    return whole and (not any(head[0::2]) or not any(head[1::2]))


def _not_utf8(data: bytes, error: UnicodeDecodeError, fil: str) -> Diagnostic:
    before = data[: error.start].decode("utf-8")
    guess: Text | str = ""
    if data[error.start] in b"\xe5\xe4\xf6\xc5\xc4\xd6\xe9":
        sign = bytes([data[error.start]]).decode("latin-1")
        guess = T("; i Latin-1 (Windows-1252) är den bokstaven {tecken}", tecken=sign)
    return finding("FYR006", fil, byte=f"{data[error.start]:02X}", gissning=guess).placed(place_of(before))


def _unseen(text: str, match: re.Match[str], fil: str) -> Diagnostic:
    place = place_of(text[: match.start()])
    if match[0] == "\x00":
        return finding("FYR003", fil).placed(place)
    return finding("FYR007", fil, tecken=_named(match[0])).placed(place)


def unseen_in(value: str) -> str | None:
    """Give the name of the first character of a value that nobody sees, or None; a carriage return is one too.

    Args:
        value: text as the parser gives it, where characters that were written by their number stand as themselves.
    """
    found = _UNSEEN.search(value.replace("\r", "\x0b"))
    return _named(value[found.start()]) if found else None


def _named(sign: str) -> str:
    name = unicodedata.name(sign, "")
    return f"U+{ord(sign):04X} {name}" if name else f"U+{ord(sign):04X}"


def place_of(before: str) -> Place:
    """Give the line and column, from 1 and in characters, of what follows a piece of text.

    Args:
        before: everything from the start of the file.
    """
    lines = before.replace("\r\n", "\n").replace("\r", "\n")
    return Place(lines.count("\n") + 1, len(lines) - (lines.rfind("\n") + 1) + 1)
