"""The table of formats: which template a format is made from, and how text is escaped in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fyrportfolj.render.escape import grid_columns, href, image_address, md_escape, typ_code, typ_markup, xml_escape


@dataclass(frozen=True, slots=True)
class TextFormat:
    """A language that templates are written in.

    Attributes:
        suffix: of the template, before `.j2`: `statusrapport.md.j2`.
        escape: makes any text show as itself in this language.
        filters: filters besides the common ones; each gives code of this language from a plain value.
    """

    suffix: str
    escape: Callable[[str], str]
    filters: Mapping[str, Callable[[object], str]]


MARKDOWN = TextFormat("md", md_escape, MappingProxyType({}))
TYPST = TextFormat("typ", typ_markup, MappingProxyType({"typ": typ_code}))
HTML = TextFormat("html", xml_escape, MappingProxyType({"href": href, "bild": image_address}))
WORD = TextFormat("docx", xml_escape, MappingProxyType({"kolumner": grid_columns}))

TEXT_FORMATS: Mapping[str, TextFormat] = MappingProxyType({f.suffix: f for f in (MARKDOWN, TYPST, HTML, WORD)})
"""Every template language by suffix."""
