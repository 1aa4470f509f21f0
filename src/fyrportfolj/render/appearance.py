"""What a municipality may set about the looks of its documents: the accent colour and the logotype."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fyrportfolj.errors import DataError
from fyrportfolj.messages import T

LEAST_CONTRAST = 4.5
"""Between the accent and white. Källa: WCAG 2.2, 1.4.3 (AA); Lag (2018:1937) om tillgänglighet."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LINEAR_BELOW = 0.04045


@dataclass(frozen=True, slots=True)
class Appearance:
    """The looks.

    Attributes:
        accent: colour as `#rrggbb`, for headings, table heads and links.
        logotyp: file name under `templates/` of an SVG or PNG, or empty.
        logotyp_alt: what the logotype shows, in words.
    """

    accent: str = "#0b4f6c"
    logotyp: str = ""
    logotyp_alt: str = ""


DEFAULT = Appearance()


def checked(appearance: Appearance) -> Appearance:
    """Give the looks when they can be used.

    Raises:
        DataError: the accent is no colour, or white text on it cannot be read.
    """
    if not _COLOUR.fullmatch(appearance.accent):
        raise DataError(
            T("Accentfärgen {farg} är ingen färg.", farg=appearance.accent),
            T("Skriv den som #rrggbb, till exempel #0b4f6c."),
        )
    found = contrast(appearance.accent, "#ffffff")
    if found < LEAST_CONTRAST:
        raise DataError(
            T(
                "Accentfärgen {farg} har kontrasten {kontrast}:1 mot vitt; minst {minst}:1 behövs för läsbar text.",
                farg=appearance.accent,
                kontrast=f"{found:.1f}".replace(".", ","),
                minst=str(LEAST_CONTRAST).replace(".", ","),
            ),
            T("Välj en mörkare färg."),
        )
    return appearance


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
