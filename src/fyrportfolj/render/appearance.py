"""What a municipality may set about the looks of its documents: the accent colour and the logotype."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fyrportfolj.errors import DataError
from fyrportfolj.messages import T

if TYPE_CHECKING:
    # Most portfolios have set no looks, and need no model of them.
    from fyrportfolj.model.appearance import Utseende

FILE = "utseende.yaml"
"""Its place under `templates/`."""

LEAST_CONTRAST = 4.5
"""Between the accent and white. Källa: WCAG 2.2, 1.4.3 (AA); Lag (2018:1937) om tillgänglighet."""

_LINEAR_BELOW = 0.04045
_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class Appearance:
    """The looks.

    Attributes:
        accent: colour as `#rrggbb`, for headings, table heads and links.
        logotyp: file name of an SVG or PNG, or empty.
        logotyp_text: what the logotype shows, in words.
        bild: the logotype's bytes.
    """

    accent: str = "#0b4f6c"
    logotyp: str = ""
    logotyp_text: str = ""
    bild: bytes = b""

    @property
    def logotyp_adress(self) -> str:
        """The logotype as an address that a page holds in itself."""
        kind = _TYPES[self.logotyp.rpartition(".")[2]]
        return f"data:{kind};base64,{base64.b64encode(self.bild).decode()}"


DEFAULT = Appearance()


def appearance(wanted: Utseende, logotype: bytes | None) -> Appearance:
    """Give the looks when they can be used.

    Args:
        wanted: what the file says.
        logotype: the image's bytes, or None when there is no such file.

    Raises:
        DataError: white text on the accent cannot be read, or the logotype is missing or has no text.
    """
    found = contrast(wanted.accent, "#ffffff")
    if found < LEAST_CONTRAST:
        raise DataError(
            T(
                "Accentfärgen {farg} har kontrasten {kontrast}:1 mot vitt; minst {minst}:1 behövs för läsbar text.",
                farg=wanted.accent,
                kontrast=f"{found:.1f}".replace(".", ","),
                minst=str(LEAST_CONTRAST).replace(".", ","),
            ),
            T("Välj en mörkare färg i templates/{fil}.", fil=FILE),
        )
    if wanted.logotyp is None:
        return Appearance(wanted.accent)
    if logotype is None:
        raise DataError(
            T("Logotypen templates/{bild} finns inte.", bild=wanted.logotyp), T("Lägg dit filen eller ta bort fältet.")
        )
    if not wanted.logotyp_text:
        raise DataError(
            T("Logotypen saknar text för den som inte ser den."), T("Fyll i logotyp_text i templates/{fil}.", fil=FILE)
        )
    return Appearance(wanted.accent, wanted.logotyp, wanted.logotyp_text, logotype)


def contrast(one: str, other: str) -> float:
    """Give the contrast between two colours, 1–21.

    Källa: WCAG 2.2, contrast ratio and relative luminance.
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= _LINEAR_BELOW else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
