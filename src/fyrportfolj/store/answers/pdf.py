"""The text of a PDF, for an answer that came as a protocol extract; a scanned page has none."""

from __future__ import annotations

import io
import zlib

from fyrportfolj.messages import T, Text

_PAGES = 200
_LETTERS = 200_000


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
        pages = [page.extract_text() for page in reader.pages[:_PAGES]]
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, OSError, RecursionError, zlib.error):
        return T("filen går inte att läsa som PDF")
    return "\n".join(pages).strip()[:_LETTERS]
