"""The form of a trust anchor: what is agreed about a history, in a file outside the repository."""

from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from fyrportfolj.model.base import Model, Rad, described

Incheckning = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}([0-9a-f]{24})?$")]
"""A commit's whole id."""

PublikNyckel = Annotated[str, StringConstraints(pattern=r"^[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}$", max_length=800)]
"""A public SSH key without comment."""

Mapp = Annotated[str, StringConstraints(pattern=r"^([^/\n]+/)*$", max_length=500)]
"""A folder inside the repository with `/` last; empty for the root."""


class Kontrollpunkt(Model):
    """A commit that is known to have been on the branch."""

    incheckning: Incheckning = described("Incheckning", "Incheckningens hela id.")
    datum: date = described("Datum", "Dagen då den sågs på grenen.")


class GodtagenAvvikelse(Model):
    """A deviation that the auditor knows of and has accepted."""

    incheckning: Incheckning = described("Incheckning", "Incheckningens hela id.")
    kod: Annotated[str, StringConstraints(pattern=r"^FYR[0-9]{3}$")] = described("Kod", "Fyndets kod.")
    skal: Rad = described("Skäl", "Varför avvikelsen godtas och vem som har bestämt det.")


class Tillitsankare(Model):
    """What is agreed outside the repository about its history."""

    rot: Incheckning = described("Rot", "Historikens första incheckning.")
    start: Incheckning | None = described(
        "Start", "Incheckningen som granskningen utgår från; tomt betyder roten.", default=None
    )
    portfolj: Mapp = described("Portfölj", "Portföljens mapp i arkivet, med / sist; tomt för arkivets rot.", default="")
    niva: Literal["struktur", "signerad"] = described(
        "Nivå", "Nivån som hela historiken från starten ska nå.", default="struktur"
    )
    nycklar: tuple[PublikNyckel, ...] = described(
        "Nycklar",
        "Publika nycklar som får ha undertecknat starten, och som ändrar policyn tills registret har en rot; tomt när"
        " starten inte är undertecknad.",
        default=(),
    )
    kontrollpunkter: tuple[Kontrollpunkt, ...] = described(
        "Kontrollpunkter", "Incheckningar som ska finnas kvar på grenen.", default=()
    )
    godtagna: tuple[GodtagenAvvikelse, ...] = described(
        "Godtagna avvikelser", "Kända avvikelser som inte ska visas igen.", default=()
    )
