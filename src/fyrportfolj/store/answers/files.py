"""One door for what came in: by the name and the first bytes of a file, to fields, or to why it gives none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts.remiss import Svarskanal
from fyrportfolj.rules.remiss.spoken import spoken
from fyrportfolj.store.answers.form import read_form
from fyrportfolj.store.answers.pdf import read_pdf
from fyrportfolj.store.answers.word import read_word
from fyrportfolj.store.yamltext import parse

LIMIT = 30 << 20
"""Largest file that is read, bytes."""

_READABLE = ("stallningstagande", "instans", "organets_namn")


@dataclass(frozen=True, slots=True)
class Came:
    """A file as it came in.

    Attributes:
        vag: how it came.
        falt: the fields of an answer; empty when it says none.
        skal: why it gives no fields, or None. Fields that a person enters may still make it an answer when
            `hel` is True.
        hel: False for a file that is broken or changed, so that nothing may be read into it.
    """

    vag: Svarskanal
    falt: dict[str, Any]
    skal: Text | None
    hel: bool


def read_file(name: str, data: bytes) -> Came:
    """Read what came in.

    Args:
        name: the file's name as it came.
        data: its bytes.
    """
    suffix = PurePosixPath(name.casefold()).suffix
    if len(data) > LIMIT:
        return Came("text", {}, T("filen är större än {antal} MB", antal=LIMIT >> 20), hel=False)
    reader = _READERS.get(".pdf" if data[:5] == b"%PDF-" else suffix)
    if reader is None:
        return Came("text", {}, T("filer som slutar på {slut} läses inte", slut=suffix or "–"), hel=True)
    return reader(data)


def _fields(road: Svarskanal, found: dict[str, Any] | Text) -> Came:
    if isinstance(found, Text):
        return Came(road, {}, found, hel=road == "word")
    return Came(road, found, None, hel=True)


def _pdf(data: bytes) -> Came:
    text = read_pdf(data)
    if isinstance(text, Text):
        return Came("pdf", {}, text, hel=False)
    found = spoken(text)
    if not any(name in found for name in _READABLE):
        # A protocol extract has lines with colons too; without ours, its text is no answer that can be read.
        return Came(
            "pdf", {}, T("texten säger inget ställningstagande som går att läsa; ange det vid registreringen"), hel=True
        )
    return Came("pdf", found, None, hel=True)


def _yaml(data: bytes) -> Came:
    parsed = parse(data, "")
    if parsed.data is None or parsed.diagnostics:
        return Came("yaml", {}, T("filen går inte att läsa som YAML"), hel=False)
    return Came("yaml", parsed.data, None, hel=True)


def _text(data: bytes) -> Came:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Came("text", {}, T("filen är inte skriven i UTF-8"), hel=False)
    return Came("text", spoken(text), None, hel=True)


_READERS: Mapping[str, Callable[[bytes], Came]] = MappingProxyType(
    {
        ".json": lambda data: _fields("formular", read_form(data)),
        ".docx": lambda data: _fields("word", read_word(data)),
        ".pdf": _pdf,
        ".yaml": _yaml,
        ".yml": _yaml,
        ".txt": _text,
        ".md": _text,
    }
)
