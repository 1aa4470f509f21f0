"""Charts as pixels, for formats that cannot show SVG: drawn by Typst, so no other rasteriser is needed."""

from __future__ import annotations

import html
import re
import tempfile
from pathlib import Path

from fyrportfolj.render.fonts import font_folder

_DESCRIBED = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)
_TITLED = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_DOTS_PER_INCH = 192.0
_PAGE = """#set page(width: 164mm, height: auto, margin: 0pt)
#image("/bild.svg", width: 100%)
"""


def svg_to_png(svg: str) -> bytes:
    """Give a chart as PNG: 164 mm wide at 192 dots an inch; the same bytes for the same chart."""
    import typst

    with tempfile.TemporaryDirectory(prefix="fyr-") as folder:
        (Path(folder) / "bild.svg").write_text(svg, encoding="utf-8")
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())])
        compiler = typst.Compiler(_PAGE.encode(), root=folder, font_paths=fonts, ignore_system_fonts=True)
        made = compiler.compile(format="png", ppi=_DOTS_PER_INCH)
    assert isinstance(made, bytes)  # noqa: S101  (one page is one image)
    return made


def alt_text(svg: str) -> str:
    """Give what a chart says about itself: its description, else its title."""
    found = _DESCRIBED.search(svg) or _TITLED.search(svg)
    return html.unescape(found[1]) if found else ""
