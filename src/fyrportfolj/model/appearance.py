"""The form of templates/utseende.yaml: the looks of a municipality's documents."""

from typing import Annotated

from pydantic import StringConstraints

from fyrportfolj.model.base import Model, Rad, described


class Utseende(Model):
    """What may be set about the looks without writing a template."""

    accent: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")] = described(
        "Accentfärg", "Färgen på rubriker, tabellhuvuden och länkar, som #rrggbb inom citattecken.", default="#0b4f6c"
    )
    logotyp: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_/-]*\.(svg|png)$")] | None = described(
        "Logotyp", "Bildfil i mappen templates, i SVG eller PNG.", default=None
    )
    logotyp_text: Rad | None = described(
        "Logotypens text", "Vad logotypen föreställer, för den som inte ser.", default=None
    )
