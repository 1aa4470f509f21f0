"""The base of every artefact: status, version and who stands behind it."""

import hashlib
import json
from datetime import date
from typing import ClassVar, Literal

from pydantic.main import IncEx

from fyrportfolj.model.base import Diarienummer, Model, Nyckel, Slug, Stycke, Version, Webbadress, described
from fyrportfolj.model.process import ArtefaktStatus

Handlingsstatus = Literal["arbetsmaterial", "delad_for_synpunkter", "upprattad", "inkommen", "expedierad"]
"""What the document is in the sense of the Freedom of the Press Act. Källa: tryckfrihetsförordningen 2 kap."""


class Artefakt(Model):
    """A document of the process.

    Content fields are optional in the class, so that a draft can be saved; the process file says
    which must be filled at which step and gate.
    """

    outside_sum: ClassVar[IncEx] = {"status"}
    """Fields that record what happens to the document, not what it says; they may change after a decision."""

    status: ArtefaktStatus = described("Status", "Hur långt dokumentet kommit.")
    version: Version = described("Version", "Dokumentets version, inom citattecken.")
    datum: date | None = described("Datum", "Dagen som versionen gäller från.", default=None)
    upprattad_av: Nyckel | None = described("Upprättad av", "Rollen som tagit fram dokumentet.", default=None)
    handlingsstatus: Handlingsstatus = described(
        "Handlingsstatus", "Arbetsmaterial, upprättad, inkommen eller expedierad.", default="arbetsmaterial"
    )
    diarienummer: dict[Slug, Diarienummer] = described("Diarienummer", "Diarienummer per myndighet.", default={})
    bilagor: tuple[Webbadress, ...] = described("Bilagor", "Adresser till bilagor.", default=())
    anmarkning: Stycke | None = described("Anmärkning", "Något att veta om dokumentet.", default=None)


def content_hash(artefakt: Artefakt) -> str:
    """Give the SHA-256 of what the document says.

    Only the fields that stand in the file count, so a later release with new optional fields gives
    the same sum. Left out is what records the document's own way: its status, which the gate moves,
    and in an agreement each party's answer, which comes in after the text was decided.

    Args:
        artefakt: the document.

    Returns:
        64 lower-case hexadecimal digits.
    """
    data = artefakt.model_dump(mode="json", exclude_unset=True, exclude=artefakt.outside_sum)
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
