"""Escaping: text from a file becomes text in a document and can never become its code."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Mapping

_INVISIBLE = (
    range(0x034F, 0x0350),  # combining grapheme joiner
    range(0x115F, 0x1161),  # Hangul fillers
    range(0x17B4, 0x17B6),
    range(0x180B, 0x1810),
    range(0x3164, 0x3165),
    range(0xFDD0, 0xFDF0),  # noncharacters
    range(0xFE00, 0xFE10),  # variation selectors
    range(0xFFA0, 0xFFA1),
    range(0xE0100, 0xE01F0),
)
_PLANE_END = 0xFFFE
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


class _Visible(dict[int, int | None]):
    """Translation table that decides per character once: None drops it."""

    def __missing__(self, code: int) -> int | None:
        dropped = (
            unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs"}
            or code & _PLANE_END == _PLANE_END
            or any(code in r for r in _INVISIBLE)
        )
        self[code] = None if dropped else code
        return self[code]


_VISIBLE = _Visible({ord("\n"): ord("\n"), ord("\t"): ord(" ")})
AS_IT_IS = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2212]*")
"""Text of letters and signs that are all seen, on one line, and whole: nearly all there is."""


def clean(text: str) -> str:
    r"""Drop what a reader cannot see and what changes the direction of what they see.

    Control characters, bidi overrides, zero-width characters, byte order marks, variation selectors,
    surrogates and noncharacters go; every kind of line end becomes `\n`, a tab becomes a space, and
    letters written in parts become whole (NFC).

    Args:
        text: any text.

    Returns:
        Text that is safe to escape for any format.
    """
    if AS_IT_IS.fullmatch(text):
        return text
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text).translate(_VISIBLE))


_MD_ALWAYS = re.compile(r"[\\`*_{}\[\]<>#|~&$^@!]")
_MD_BLOCK_START = re.compile(r"^( ?)([-+=.):])")
_MD_NUMBER_START = re.compile(r"^( ?[0-9]+)([.)])")
_MD_LINK = re.compile(r"(?i)(www)(?=\.)|(?=://)")


def md_escape(text: str) -> str:
    """Give text as Markdown that shows exactly that text, on one line.

    What can be code anywhere is escaped everywhere; what is code only first on a line is escaped
    only first, so that dates and brackets stay readable in the source.

    Args:
        text: any text; line ends and runs of blanks become one space.
    """
    line = re.sub(r"[ \n]+", " ", clean(text))
    line = _MD_ALWAYS.sub(r"\\\g<0>", line)
    line = _MD_LINK.sub(r"\1\\", line)
    line = _MD_BLOCK_START.sub(r"\1\\\2", line)
    return _MD_NUMBER_START.sub(r"\1\\\2", line)


_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
XML_AS_IT_IS = re.compile("[ !#-%(-;=?-~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2212]*")
"""The same without what XML writes in another way."""

_SCHEMES = ("http://", "https://", "mailto:")


def xml_escape(text: str) -> str:
    """Give text that is itself in HTML and XML, in content and in quoted attributes."""
    if XML_AS_IT_IS.fullmatch(text):
        return text
    return clean(text).translate(_XML)


def href(value: object) -> str:
    """Give an address for a quoted attribute: http, https, mailto or a place in the same folder, else nothing.

    Raises:
        TypeError: the value is not text.
    """
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    address = clean(value).strip()
    before_path = re.split(r"[/?#]", address, maxsplit=1)[0]
    allowed = address.lower().startswith(_SCHEMES) or (":" not in before_path and not address.startswith(("/", "\\")))
    return xml_escape(address) if allowed else ""


_IMAGE = re.compile(r"data:image/(?:svg\+xml|png);base64,[A-Za-z0-9+/]+={0,2}")


def image_address(value: object) -> str:
    """Give an image that stands in its own address, for a quoted attribute; a page shows it without running it.

    Raises:
        TypeError: the value is no such address.
    """
    if not isinstance(value, str) or not _IMAGE.fullmatch(value):
        raise TypeError(type(value).__name__)
    return value


_TEXT_WIDTH = 9400
"""Twentieths of a point between the margins of a Word page (A4, 22 mm)."""


def grid_columns(value: object) -> str:
    """Give the column widths of a Word table.

    Args:
        value: `{"antal": columns, "vikter": relative widths or nothing}`.

    Raises:
        TypeError: the value is something else.
    """
    match value:
        case {"antal": int(count), "vikter": list() | tuple() as weights}:
            parts = [w if isinstance(w, int) else 1 for w in weights] or [1] * count
            return "".join(f'<w:gridCol w:w="{_TEXT_WIDTH * part // sum(parts)}"/>' for part in parts)
        case _:
            raise TypeError(type(value).__name__)


_TYP_SPECIAL = re.compile(r"[^A-Za-z0-9 ,\u00a1-\uffff\U00010000-\U0010ffff]")


def typ_literal(text: str) -> str:
    r"""Give text as a Typst string literal in which every special character is `\u{hex}`.

    It is inert in code, markup, math, raw text, comments and strings alike.
    """
    return '"' + _TYP_SPECIAL.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", clean(text)) + '"'


def typ_markup(text: str) -> str:
    """Give text as a Typst value for markup; in code or inside a string it is an error, so it fails closed."""
    return f"#{typ_literal(text)};"


_TYP_WORDS = {None: "none", True: "true", False: "false"}


def typ_code(value: object) -> str:
    """Give a plain value as a Typst expression, for arguments of Typst functions.

    Args:
        value: None, bool, int, str, or a sequence, mapping or dataclass of these.

    Raises:
        TypeError: the value is of another type.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    match value:
        case None | bool():
            return _TYP_WORDS[value]
        case int():
            return f"({value})"
        case str():
            return typ_literal(value)
        case list() | tuple():
            return "(" + "".join(typ_code(v) + ", " for v in value) + ")"
        case Mapping():
            pairs = ", ".join(f"{typ_literal(str(k))}: {typ_code(v)}" for k, v in value.items())
            return f"({pairs or ':'})"
        case _:
            raise TypeError(type(value).__name__)
