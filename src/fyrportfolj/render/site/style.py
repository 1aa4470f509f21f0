"""The files that all pages share: style, fonts and logotype, each once."""

from __future__ import annotations

from collections.abc import Mapping

from fyrportfolj.errors import DataError
from fyrportfolj.messages import T
from fyrportfolj.render.appearance import Appearance, contrast
from fyrportfolj.render.templates import Templates

STYLE = "stil.css"
FONTS = "typsnitt"

_SHIPPED = "webbplats/stil.css"
_FONT_FILES = (
    "FyrSans-Regular.woff2",
    "FyrSans-Italic.woff2",
    "FyrSans-SemiBold.woff2",
    "FyrSans-Bold.woff2",
    "OFL.txt",
)
_DARK = "#11181d"
"""The ground of a dark page, the same as in the style."""
_CONTRAST_IN_DARK = 7.0
_STEPS = 20


def assets(templates: Templates, looks: Appearance) -> Mapping[str, bytes]:
    """Give the shared files by their place from the root of the site.

    Args:
        templates: the portfolio's templates; its own style wins over the shipped one.
        looks: accent colour and logotype.

    Raises:
        DataError: a file that ships with the program is missing.
    """
    style = _held(templates, _SHIPPED)
    colours = f":root{{--accent:{looks.accent};--accent-pa-morkt:{on_dark(looks.accent)}}}\n"
    found = {STYLE: colours.encode() + style}
    found |= {f"{FONTS}/{name}": _held(templates, f"webbplats/{FONTS}/{name}") for name in _FONT_FILES}
    return found | ({looks.logotyp: looks.bild} if looks.logotyp else {})


def on_dark(accent: str) -> str:
    """Give the accent mixed with white until it can be read on a dark page.

    Args:
        accent: colour as `#rrggbb`.
    """
    parts = [int(accent[i : i + 2], 16) for i in (1, 3, 5)]
    for step in range(_STEPS + 1):
        mixed = "#" + "".join(f"{p + (255 - p) * step // _STEPS:02x}" for p in parts)
        if contrast(mixed, _DARK) >= _CONTRAST_IN_DARK:
            return mixed
    return "#ffffff"


def _held(templates: Templates, name: str) -> bytes:
    data = templates.read(name)
    if data is None:
        raise DataError(T("Filen {namn} finns inte.", namn=name), T("Installera om fyr, eller lägg dit filen."))
    return data
