"""Typst source to PDF/A-2a and PDF/UA-1: same source and time, same bytes.

Källa: ISO 19005-2 (PDF/A-2a, for archives), ISO 14289-1 (PDF/UA-1, for assistive technology).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fyrportfolj.errors import DataError
from fyrportfolj.messages import T
from fyrportfolj.render.fonts import font_folder

if TYPE_CHECKING:
    import typst

_PACKAGE = re.compile(r"""\b(?:import|include)\s*\(?\s*["']@""")
_LINE = re.compile(r"__typst_py_bytes__\.typ:(\d+)")


def make_pdf(source: str, assets: Mapping[str, bytes], stamp: datetime, template: str) -> bytes:
    """Make a PDF that can be read by everyone and archived.

    Typst sees only a fresh folder with the given files: nothing of the machine, no network.

    Args:
        source: Typst text; it reaches the files as `/gemensamt/fyr.typ`.
        assets: bytes by path.
        stamp: time zone aware moment that the document says it was made; never the clock.
        template: name of the template, for messages.

    Returns:
        The PDF.

    Raises:
        DataError: the text asks for a package, or Typst refuses it or warns.
    """
    import typst

    from fyrportfolj.render.pdf_tags import with_row_headers

    _refuse_packages(source, assets, template)
    with tempfile.TemporaryDirectory(prefix="fyr-") as folder:
        root = Path(folder)
        for name, data in assets.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        compiler = typst.Compiler(
            source.encode(), root=str(root), font_paths=_fonts(), ignore_system_fonts=True, package_path=str(root)
        )
        try:
            pdf, warnings = compiler.compile_with_warnings(
                format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=stamp.astimezone(UTC)
            )
        except typst.TypstError as error:
            raise _refused(error.message, error.diagnostic, source, template, root) from error
    if warnings:
        raise _refused(warnings[0].message, warnings[0].diagnostic, source, template, root)
    assert isinstance(pdf, bytes)  # noqa: S101  (a PDF is one file; only images come as a list)
    return with_row_headers(pdf)


def make_ready() -> None:
    """Load what a PDF takes, and make a small one, so that the next is made at once."""
    text = '#set document(title: "x")\n#set text(font: "Fyr Sans", lang: "sv")\n= x\n#table[x]'
    make_pdf(text, {}, datetime(2000, 1, 1, tzinfo=UTC), "")


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    import typst

    # Typst's own fonts are left out as well, so that a document looks the same with any release of it.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())])


def _refuse_packages(source: str, assets: Mapping[str, bytes], template: str) -> None:
    texts = {template: source}
    texts |= {name: data.decode("utf-8", "replace") for name, data in assets.items() if name.endswith(".typ")}
    for name, text in texts.items():
        if _PACKAGE.search(text):
            raise DataError(
                T("{mall} hämtar ett Typst-paket från nätet.", mall=name),
                T("Lägg det som behövs i en egen fil i templates/ och importera den."),
            )


def _refused(message: str, diagnostic: str, source: str, template: str, root: Path) -> DataError:
    """Turn Typst's words, which name a temporary folder and a generated text, into ours."""
    line = _LINE.search(diagnostic)
    shown = source.splitlines()[int(line[1]) - 1].strip() if line else ""
    return DataError(
        T("{mall}: PDF:en går inte att göra: {fel}", mall=template, fel=message.replace(f"{root}/", "")),
        T("Rätta mallen; det gäller raden: {rad}", rad=shown)
        if shown
        else T("Rätta mallen eller filen som den importerar."),
    )
