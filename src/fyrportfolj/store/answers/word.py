"""The Word form read back: what a person sees in its fields when every tracked change is accepted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from textwrap import shorten
from typing import Any

from fyrportfolj.messages import T, Text
from fyrportfolj.rules.remiss.words import key_of

_NS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNPACKED = 64 << 20
"""More than this, unpacked, is no answer to a consultation."""

_GONE = frozenset({f"{_NS}del", f"{_NS}moveFrom", f"{_NS}delText", f"{_NS}instrText"})
_PROMPTS = frozenset(
    {
        "[Skriv här]",
        "[Välj i listan]",
        "Klicka eller tryck här för att ange text.",
        "Klicka här för att ange text.",
        "Välj ett objekt.",
        "Click or tap here to enter text.",
        "Click here to enter text.",
        "Choose an item.",
    }
)
"""What an empty field shows: the form's own words, and those that Word puts back when a field is emptied.

The mark of an empty field (`showingPlcHdr`) is not believed: a program that leaves it where somebody has written
would make an opinion disappear.
"""

_QUOTE = 200
"""Characters of the words that a comment stands at; what is referred to is one line of at most 300."""

_LABELS = {
    "remiss": "remiss",
    "handlingens_kontrollsumma": "handling_sha256",
    "remissinstans": "instans",
    "stallningstagande_i_stort": "stallningstagande",
    "beslutat_av": "organets_namn",
    "beslutsdatum": "beslutsdatum",
    "paragraf": "paragraf",
    "ert_diarienummer": "diarienummer",
    "vart_diarienummer": "avsandarens_diarienummer",
    "reservation": "reservation",
    "undertecknare": "undertecknare",
}
_IN_A_QUESTION = {
    "stallningstagande": "stallningstagande",
    "synpunkt": "synpunkt",
    "hanvisning": "hanvisning",
    "forslag": "forslag",
}


def read_word(data: bytes) -> dict[str, Any] | Text:
    """Read an answer from the Word form.

    Content controls are read by their tags. A row whose control is gone is read by its first cell. Inserted text
    counts, deleted text does not, a control that still shows its prompt is empty, and a comment in the margin is an
    opinion of its own.

    Args:
        data: the bytes of the file.

    Returns:
        The fields of an answer, or why it is none.
    """
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(i.file_size for i in package.infolist()) > _UNPACKED:
                return T("filen är för stor när den packas upp")
        document = Document(io.BytesIO(data))
        body, comments = document.element.body, tuple((str(c.comment_id), c.text) for c in document.comments)
    except (zipfile.BadZipFile, OpcError, LxmlError, KeyError, ValueError, OSError):
        return T("filen går inte att läsa som ett Word-dokument")
    found = dict(_controls(body))
    for label, value in _rows(body):
        name = _name(label)
        if name and name not in found:
            found[name] = value
    fields = _fields(found)
    if fields and comments:
        fields["svar"] = [*fields.get("svar", ()), *_remarks(body, comments)]
    return fields or T("dokumentet har inget av formulärets fält; fyll i Word-formuläret, eller ange uppgifterna")


def _fields(found: dict[str, str]) -> dict[str, Any]:
    questions: dict[str, dict[str, str]] = {}
    fields: dict[str, Any] = {}
    for name, value in found.items():
        if not value.strip() or value.strip() in _PROMPTS:
            continue
        parts = name.split(".")
        if parts[0] == "svar":
            questions.setdefault(parts[1], {"fraga": parts[1]} if parts[1] != "ALLMANT" else {})[parts[2]] = (
                value.strip()
            )
        else:
            fields[name] = value.strip()
    if questions:
        fields["svar"] = list(questions.values())
    return fields


def _remarks(body: Any, comments: Iterable[tuple[str, str]]) -> Iterator[dict[str, str]]:
    """Give each comment in the margin as an opinion, with the words that it stands at."""
    marked: dict[str, list[str]] = {}
    within: set[str] = set()
    for element in body.iter():
        number = element.get(f"{_NS}id", "")
        if element.tag == f"{_NS}commentRangeStart":
            within.add(number)
        elif element.tag == f"{_NS}commentRangeEnd":
            within.discard(number)
        elif element.tag == f"{_NS}t":
            for one in within:
                marked.setdefault(one, []).append(element.text or "")
    for number, text in comments:
        words = " ".join("".join(marked.get(number, ())).split())
        beside = {"hanvisning": f"Kommentar vid ”{shorten(words, _QUOTE, placeholder=' …')}”"} if words else {}
        if text.strip():
            yield {"synpunkt": text.strip(), **beside}


def _controls(body: Any) -> Iterator[tuple[str, str]]:
    for control in body.iter(f"{_NS}sdt"):
        tag = control.find(f"{_NS}sdtPr/{_NS}tag")
        name = tag.get(f"{_NS}val") if tag is not None else None
        if not name:
            continue
        content = control.find(f"{_NS}sdtContent")
        yield name, "" if content is None else _text(content)


def _rows(body: Any) -> Iterator[tuple[str, str]]:
    for row in body.iter(f"{_NS}tr"):
        cells = [c for c in row if c.tag in {f"{_NS}tc", f"{_NS}sdt"}]
        if len(cells) == _LABEL_AND_VALUE:
            yield _text(cells[0]), _text(cells[1])


_LABEL_AND_VALUE = 2


def _name(label: str) -> str | None:
    key = key_of(label)
    head, _, rest = key.partition("_")
    if head[:1] == "f" and head[1:].isdigit() and rest in _IN_A_QUESTION:
        return f"svar.{head.upper()}.{_IN_A_QUESTION[rest]}"
    if head == "allmant" and rest in _IN_A_QUESTION:
        return f"svar.ALLMANT.{_IN_A_QUESTION[rest]}"
    return _LABELS.get(key)


def _text(element: Any) -> str:
    """Give what a person reads with every tracked change accepted; a paragraph is a line."""
    return "".join(_pieces(element)).strip("\n")


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _GONE:
            continue
        if child.tag == f"{_NS}t":
            yield child.text or ""
        elif child.tag in {f"{_NS}br", f"{_NS}cr"}:
            yield "\n"
        elif child.tag == f"{_NS}tab":
            yield " "
        else:
            yield from _pieces(child)
            if child.tag == f"{_NS}p":
                yield "\n"
