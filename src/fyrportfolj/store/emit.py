"""Values to YAML text in the house style; only for what an edit adds or replaces."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from fyrportfolj.errors import DataError
from fyrportfolj.messages import T
from fyrportfolj.store.guards import unseen_in
from fyrportfolj.store.scalars import resolve

Value: TypeAlias = object
"""What an edit may write: text, number, Decimal, date, yes/no, None, and lists and mappings of these."""

WIDTH = 100
"""Column after which text is folded."""

_CONSTANTS = {"True": "true", "False": "false", "None": "null"}
_FIRST = "(§/<=+._;”“–…"
_AMBIGUOUS = frozenset({"y", "yes", "n", "no", "on", "off"})
_LOOKS_LIKE_NUMBER = re.compile(r"[-+0-9][-+0-9_.,:]*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FLOW_SIGNS = re.compile(r"[,\[\]{}]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out.

    Attributes:
        indent: columns between a mapping and the one inside it.
        dash: columns between a key and the dashes of its list.
        gap: columns between a dash and what follows it.
        newline: the file's line ending.
    """

    indent: int = 2
    dash: int = 2
    gap: int = 2
    newline: str = "\n"


def simplified(value: Value) -> object:
    """Give a value as plain data: days as text, sequences as lists; decimals keep their digits; line ends as in Unix.

    Raises:
        DataError: the text holds something that no file can, or that nobody could see in it.
        TypeError: the value is of another kind.
    """
    match value:
        case date():
            return value.isoformat()
        case str():
            return _seen(value)
        case Mapping():
            return {_seen(str(key)): simplified(inner) for key, inner in value.items()}
        case Sequence():
            return [simplified(inner) for inner in value]
        case None | int() | float() | Decimal():
            return value
        case _:
            raise TypeError(type(value).__name__)


def _seen(text: str) -> str:
    """Give a text with the line ends of Unix; refuse one that cannot be saved or that hides something."""
    text = text.replace("\r\n", "\n")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise DataError(
            T("texten innehåller ett tecken som inte går att spara"),
            T("skriv texten på nytt; den är troligen kopierad ur en fil med annan teckenkodning"),
        ) from None
    hidden = unseen_in(text)
    if hidden:
        raise DataError(
            T("texten innehåller det osynliga tecknet {tecken}", tecken=hidden),
            T("skriv texten på nytt utan tecknet; det följer ofta med när text kopieras"),
        )
    return text


def inline(value: object, *, flow: bool = False, quote: str = "") -> str:
    """Give a value on one line.

    Args:
        value: plain data.
        flow: it stands inside brackets.
        quote: the quote sign to keep when the value allows it; empty to quote only when YAML needs it.
    """
    match value:
        case dict():
            return "{" + ", ".join(f"{inline(k, flow=True)}: {inline(v, flow=True)}" for k, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(inline(v, flow=True) for v in value) + "]"
        case str():
            return _text(value, flow=flow, quote=quote)
        case Decimal():
            return f"{value:f}"
        case _:
            return _CONSTANTS.get(repr(value)) or str(value)


def block(text: str, style: str, indent: int) -> tuple[str, list[str]] | None:
    """Give a text as a block scalar.

    Args:
        text: the text.
        style: `|` keeps line breaks, `>` folds.
        indent: column of the text, from 0.

    Returns:
        The header and the lines, or None when the text cannot be written so.
    """
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if not body.strip() or body.endswith("\n") or any(line != line.strip() or not _bare(line) for line in lines):
        return None
    if not lines[0]:
        return None
    if style == ">":
        if "  " in body:
            return None
        lines = _folded(lines, max(WIDTH - indent, 20))
    pad = " " * indent
    return style + ("" if text.endswith("\n") else "-"), [pad + line if line else "" for line in lines]


def long_text_style(text: str, column: int) -> str:
    """Choose the block style for a new text: empty when it fits on its line.

    Args:
        text: the text.
        column: where it would start, from 0.
    """
    longest = max(map(len, text.split("\n")))
    if "\n" in text.rstrip("\n"):
        return ">" if longest > WIDTH else "|"
    return ">" if column + longest > WIDTH and " " in text else ""


def entry_lines(lead: str, value: object, column: int, layout: Layout) -> list[str]:
    """Give the lines of a key or a dash with its value.

    Args:
        lead: `key:` or `-`, with its indentation.
        value: plain data.
        column: where the lead's own sign stands, from 0.
        layout: how the file is laid out.
    """
    is_item = lead.endswith("-")
    inner = column + (layout.gap if is_item else layout.indent)
    glue = " " * (layout.gap - 1) if is_item else " "
    if isinstance(value, dict) and value:
        nested = _mapping_lines(value, inner, layout)
        return [lead + glue + nested[0].lstrip(" "), *nested[1:]] if is_item else [lead, *nested]
    if is_item and isinstance(value, list) and value and not any(isinstance(v, dict | list) for v in value):
        # A list of words inside a list reads as a row: `- [a, b]`, not as two dashes.
        row = lead + glue + inline(value)
        if len(row) <= WIDTH:
            return [row]
    if isinstance(value, list) and value:
        dash = inner if is_item else column + layout.dash
        nested = [line for item in value for line in entry_lines(" " * dash + "-", item, dash, layout)]
        return [lead + glue + nested[0].lstrip(" "), *nested[1:]] if is_item else [lead, *nested]
    if isinstance(value, str):
        style = long_text_style(value, len(lead) + 1)
        written = block(value, style, inner) if style else None
        if written:
            return [f"{lead}{glue}{written[0]}", *written[1]]
    return [lead + glue + inline(value)]


def _mapping_lines(value: Mapping[str, object], column: int, layout: Layout) -> list[str]:
    pad = " " * column
    return [line for key, inner in value.items() for line in entry_lines(f"{pad}{inline(key)}:", inner, column, layout)]


def _folded(paragraphs: list[str], width: int) -> list[str]:
    lines: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        if number:
            lines.append("")
        line = ""
        for word in paragraph.split(" "):
            if line and len(line) + 1 + len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        if line:
            lines.append(line)
    return lines


def _text(text: str, *, flow: bool, quote: str) -> str:
    if quote == "'" and _bare(text):
        return "'" + text.replace("'", "''") + "'"
    if not quote and _may_stand_bare(text, flow=flow):
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _may_stand_bare(text: str, *, flow: bool) -> bool:
    if not text or text != text.strip() or not _bare(text) or not (text[0].isalnum() or text[0] in _FIRST):
        return False
    if ": " in text or " #" in text or text.endswith(":") or (flow and (_FLOW_SIGNS.search(text) or ":" in text)):
        return False
    if text.casefold() in _AMBIGUOUS or (_LOOKS_LIKE_NUMBER.fullmatch(text) and not _DAY.fullmatch(text)):
        return False
    return isinstance(resolve(text), str)


def _bare(text: str) -> bool:
    return all(c.isprintable() or c == _NBSP for c in text)


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if sign.isprintable() or sign == _NBSP:
        return sign
    code = ord(sign)
    if code <= 0xFF:  # noqa: PLR2004  (what YAML's shortest escape holds)
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004  (what its next holds)
