"""The text of a PDF, for an answer that came as a protocol extract; a scanned page has none."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fyrportfolj.messages import T, Text

if TYPE_CHECKING:
    from pypdf import PdfReader

_PAGES = 200
_LETTERS = 200_000


def _pages(reader: PdfReader) -> Iterator[str]:
    """Give page after page until there is more than anyone writes; a file made to be endless is read no further."""
    letters = 0
    for page in reader.pages[:_PAGES]:
        text = page.extract_text()
        yield text
        letters += len(text)
        if letters > _LETTERS:
            return


def read_pdf(data: bytes) -> str | Text:
    """Give the text of a PDF.

    Args:
        data: its bytes.

    Returns:
        The text, page after page; empty when its pages are pictures. A sentence when it is no readable PDF.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            return T("PDF:en är låst med lösenord")
        pages = list(_pages(reader))
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, OSError, RecursionError, zlib.error):
        return T("filen går inte att läsa som PDF")
    return "\n".join(pages).strip()[:_LETTERS]
