"""A decision: who decided what, when, on which documents, with which conditions.

Decisions stand in the undertaking's own file, in the order they were recorded; they are only added to.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from fyrportfolj.model.base import (
    Diarienummer,
    Model,
    Nyckel,
    Rad,
    RadId,
    Sha256,
    Slug,
    Stycke,
    Version,
    Webbadress,
    described,
)
from fyrportfolj.model.process import Utfall

BeslutId = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}-[a-z0-9_]+(-[a-z0-9-]+)*$", max_length=120)]
"""Date, body and, for a municipal body, the kommun: `2026-05-12-kommunal_namnd-tanum`.

Further ones of the same body the same day end in `-2`, `-3` …
"""

BeslutTyp = Literal["grind", "ateruppta", "risk", "artefakt", "ovrigt", "rattelse"]
"""What a decision is about; a `rattelse` holds the full content of the earlier one that it corrects."""

Motesutfall = Literal["beslutat", "bordlagt", "aterremitterat", "utgick"]
"""What became of the matter at the meeting; only `beslutat` moves anything. Källa: kommunallagen 5 kap."""


class Underlag(Model):
    """A document that was decided on, pinned by version and content."""

    artefakt: Nyckel = described("Artefakt", "Dokumentets nyckel under artefakter.")
    version: Version = described("Version", "Versionen som beslutet gäller.")
    sha256: Sha256 = described("SHA-256", "Innehållets kontrollsumma; räknas av programmet.")


class Villkor(Model):
    """A condition of a decision: it blocks a later gate until it is met."""

    id: RadId = described("Villkor", "Kort nyckel, till exempel V1.")
    text: Stycke = described("Text", "Vad som ska vara uppfyllt.")
    senast: date = described("Senast", "Dagen då villkoret ska vara uppfyllt.")
    blockerar_grind: Nyckel | None = described(
        "Blockerar grind", "Grinden som stannar; tomt betyder nästa grind.", default=None
    )
    ansvarig: Nyckel | None = described("Ansvarig", "Rollen som ska uppfylla villkoret.", default=None)
    uppfyllt: date | None = described("Uppfyllt", "Dagen då villkoret uppfylldes.", default=None)
    uppfyllt_genom: Stycke | None = described("Uppfyllt genom", "Hur villkoret uppfylldes.", default=None)


class Decision(Model):
    """One decision of one body at one meeting.

    Källa: styrmötets förslag till beslut; kommunallagen 13 kap. om laga kraft.
    """

    id: BeslutId = described("Beslut", "Datum, organ och kommun; sätts av programmet.")
    typ: BeslutTyp = described("Typ", "Vad beslutet gäller.")
    datum: date = described("Datum", "Sammanträdesdagen.")
    organ: Nyckel = described("Organ", "Organet som beslutade, ur registret.")
    kommun: Slug | None = described("Kommun", "Kommunen, när organet är en kommuns.", default=None)
    organets_namn: Rad | None = described(
        "Organets namn", "Det egna namnet, till exempel Kommunstyrelsen.", default=None
    )
    grind: Nyckel | None = described("Grind", "Grinden, för ett grindbeslut.", default=None)
    krav: Nyckel | None = described("Krav", "Grindens beslutskrav som beslutet svarar på.", default=None)
    motesutfall: Motesutfall = described("Mötesutfall", "Vad som hände med ärendet på mötet.", default="beslutat")
    utfall: Utfall | None = described("Utfall", "Beslutets utfall, när något beslutades.", default=None)
    till_fas: Nyckel | None = described(
        "Till fas", "Fasen som beslutet leder till, för tillbaka och avsluta.", default=None
    )
    till_steg: Nyckel | None = described("Till steg", "Steget som beslutet leder till, för tillbaka.", default=None)
    risker: tuple[RadId, ...] = described("Risker", "Riskerna som ett riskbeslut gäller.", default=())
    forslag: Stycke | None = described("Förslag till beslut", "Förslagets ordalydelse.", default=None)
    beslut: Stycke | None = described("Beslut", "Beslutets ordalydelse.", default=None)
    motivering: Stycke | None = described("Motivering", "Skälen.", default=None)
    underlag: tuple[Underlag, ...] = described(
        "Underlag", "Dokumenten som beslutet gäller, med version och kontrollsumma.", default=()
    )
    upphavda: tuple[Nyckel, ...] = described(
        "Upphävda godkännanden", "Dokument som ska göras om efter tillbaka.", default=()
    )
    villkor: tuple[Villkor, ...] = described("Villkor", "Villkor som beslutet ställer.", default=())
    reservation: tuple[Rad, ...] = described("Reservation", "De som reserverade sig.", default=())
    jav: tuple[Rad, ...] = described("Jäv", "De som anmälde jäv.", default=())
    paragraf: Rad | None = described("Paragraf", "Paragraf i protokollet, till exempel KS § 87.", default=None)
    diarienummer: dict[Slug, Diarienummer] = described("Diarienummer", "Diarienummer per myndighet.", default={})
    delegation: Rad | None = described(
        "Delegation", "Punkt i delegationsordningen, för ett delegationsbeslut.", default=None
    )
    justerat: date | None = described("Justerat", "Dagen då protokollet justerades.", default=None)
    anslaget: date | None = described("Anslaget", "Dagen då justeringen tillkännagavs på anslagstavlan.", default=None)
    laga_kraft: date | None = described(
        "Laga kraft", "Dagen då beslutet vann laga kraft, när den är känd; annars räknas den ut.", default=None
    )
    protokoll: Webbadress | None = described("Protokoll", "Länk till protokollet.", default=None)
    registrerat_av: Nyckel | None = described("Registrerat av", "Rollen som förde in beslutet.", default=None)
    ersatter: BeslutId | None = described("Ersätter", "Beslutet som detta rättar eller ersätter.", default=None)
    ratt_datum: date | None = described(
        "Rätt datum", "Den rätta sammanträdesdagen, när en rättelse ändrar den.", default=None
    )
