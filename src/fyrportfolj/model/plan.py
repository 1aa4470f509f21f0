"""The form of the action plan: its head with goals and external initiatives, and one file per focus area."""

from datetime import date
from typing import Literal

from fyrportfolj.model.base import Model, Rad, Slug, Stycke, Version, Webbadress, described


class Mal(Model):
    """A goal of the federation's business plan."""

    id: Slug = described("Mål", "Målets nyckel.")
    namn: Rad = described("Namn", "Målets lydelse.")


class ExternInitiative(Model):
    """A regional, national or European initiative and who drives it."""

    id: Slug = described("Externt initiativ", "Initiativets nyckel.")
    namn: Rad = described("Namn", "Initiativets namn.")
    drivs_av: tuple[Rad, ...] = described("Drivs av", "Aktörerna som driver initiativet.", min_length=1)
    niva: Literal["regional", "nationell", "europeisk", "internationell"] = described(
        "Nivå", "Var initiativet hör hemma."
    )
    beskrivning: Stycke = described("Beskrivning", "Vad initiativet är.")
    lank: Webbadress | None = described("Länk", "Adress till initiativet.", default=None)


class ActionPlan(Model):
    """handlingsplan/handlingsplan.yaml: the head of the action plan."""

    namn: Rad = described("Namn", "Planens namn.")
    version: Version = described("Version", "Planens version, inom citattecken.")
    period: Rad = described("Period", "Åren som planen gäller.")
    faststalld: date | None = described("Fastställd", "Dagen då planen godkändes.", default=None)
    kalla: Rad = described("Källa", "Dokumentet som planen är läst ur.")
    syfte: Stycke = described("Syfte", "Varför planen finns.")
    arbetssatt: tuple[Stycke, ...] = described("Arbetssätt", "Hur planen genomförs.", default=())
    mal: tuple[Mal, ...] = described("Mål", "Mål i verksamhetsplanen.", min_length=1)
    externa_initiativ: tuple[ExternInitiative, ...] = described(
        "Externa initiativ", "Initiativ som andra driver.", default=()
    )


class Delomrade(Model):
    """A sub-area: why it matters, its goals, and the initiatives that bear on it."""

    id: Slug = described("Delområde", "Delområdets nyckel.")
    namn: Rad = described("Namn", "Delområdets namn.")
    varfor: Stycke = described("Varför", "Varför delområdet är viktigt.")
    mal: tuple[Slug, ...] = described("Mål", "Mål i verksamhetsplanen som delområdet bidrar till.", default=())
    initiativ: tuple[Slug, ...] = described("Initiativ", "Exempel på initiativ, i planens ordning.", default=())
    externa_initiativ: tuple[Slug, ...] = described(
        "Externa initiativ", "Andras initiativ som berör delområdet.", default=()
    )


class FocusArea(Model):
    """handlingsplan/<id>.yaml: a focus area with its sub-areas."""

    id: Slug = described("Fokusområde", "Fokusområdets nyckel; samma som filens namn.")
    namn: Rad = described("Namn", "Fokusområdets namn.")
    ordning: int = described("Ordning", "Plats i planen.", ge=1)
    varfor: Stycke = described("Varför", "Varför fokusområdet finns i planen.")
    viktiga_aspekter: tuple[Stycke, ...] = described("Viktiga aspekter", "Det som fokusområdet bygger på.", default=())
    delomraden: tuple[Delomrade, ...] = described("Delområden", "Delområdena i ordning.", min_length=1)
