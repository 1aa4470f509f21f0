"""The form of change load: what each administration can take on, and what already weighs on it.

Källa: handlingsplanen, förändringsträngsel; Prosci, change saturation (tolkning). The figures are judgements, so
each says who made it and when.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from fyrportfolj.model.base import Model, Nyckel, Procent, Rad, Skala, Slug, described

Kvartal = Annotated[str, StringConstraints(pattern=r"^[12][0-9]{3}-K[1-4]$")]
"""A quarter: `2027-K1`."""

Last = Annotated[Decimal, Field(ge=0, le=1000, max_digits=6, decimal_places=2)]
"""Load or capacity in points; 10 is what a unit of common size can take at a time."""

Skede = Literal["forberedelse", "inforande", "stabilisering"]
"""How far a change has come, which says how much it weighs."""


class Skedestid(Model):
    """When a change is in a stage."""

    skede: Skede = described("Skede", "Förberedelse, införande eller stabilisering.")
    fran: Kvartal = described("Från", "Första kvartalet, till exempel 2027-K1.")
    till_och_med: Kvartal = described("Till och med", "Sista kvartalet.")


class Forandringslast(Model):
    """How much a change asks of an administration in the municipalities that take part."""

    forvaltning: Nyckel = described("Förvaltning", "Förvaltningens nyckel i register/kapacitet.yaml.")
    kommuner: tuple[Slug, ...] = described(
        "Kommuner", "Kommunerna som raden gäller; tomt betyder alla deltagande.", default=()
    )
    intensitet: Skala = described("Intensitet", "Hur mycket arbetssätt, roller och teknik ändras.", enhet="1–5")
    andel_berord_procent: Procent = described("Andel berörd", "Andel av medarbetarna som berörs.", enhet="procent")
    skeden: tuple[Skedestid, ...] = described("Skeden", "När förändringen förbereds, införs och sätter sig.")
    nyckelroller: tuple[Nyckel, ...] = described("Nyckelroller", "Roller som måste lägga tid på den.", default=())
    bedomd_av: Nyckel | None = described("Bedömd av", "Rollen som bedömt.", default=None)
    bedomd: date | None = described("Bedömd", "Dagen för bedömningen.", default=None)


class Skedesfaktor(Model):
    """How much of a change's intensity weighs in a stage."""

    skede: Skede = described("Skede", "Förberedelse, införande eller stabilisering.")
    faktor: Last = described("Faktor", "Andel av intensiteten, till exempel 0.3.")


class Forvaltning(Model):
    """An administration that every municipality has in some form."""

    id: Nyckel = described("Förvaltning", "Förvaltningens nyckel.")
    namn: Rad = described("Namn", "Namnet som det visas.")


class Kapacitet(Model):
    """What an administration of a municipality can take on in a quarter."""

    kommun: Slug = described("Kommun", "Kommunens nyckel.")
    forvaltning: Nyckel = described("Förvaltning", "Förvaltningens nyckel.")
    kapacitet: Last = described("Kapacitet", "Hur mycket den klarar samtidigt; 10 är det vanliga.")
    fran: Kvartal | None = described("Från", "Första kvartalet; tomt från början.", default=None)
    till_och_med: Kvartal | None = described("Till och med", "Sista kvartalet; tomt tills vidare.", default=None)
    skal: Rad | None = described("Skäl", "Varför kapaciteten är en annan än den vanliga.", default=None)
    bedomd_av: Nyckel | None = described("Bedömd av", "Rollen som bedömt.", default=None)
    bedomd: date | None = described("Bedömd", "Dagen för bedömningen.", default=None)


class GodtagenOverlast(Model):
    """That an administration may carry more than it can for a time, and why."""

    kommun: Slug = described("Kommun", "Kommunens nyckel.")
    forvaltning: Nyckel = described("Förvaltning", "Förvaltningens nyckel.")
    fran: Kvartal = described("Från", "Första kvartalet.")
    till_och_med: Kvartal = described("Till och med", "Sista kvartalet.")
    skal: Rad = described("Skäl", "Varför det får vara så, och vad som görs åt det.")
    bedomd_av: Nyckel = described("Bedömd av", "Rollen som har godtagit det.")
    bedomd: date = described("Bedömd", "Dagen då det godtogs.")


class AnnanLast(Model):
    """Load that is not an undertaking of the portfolio: a law, a national programme, a municipality's own project."""

    namn: Rad = described("Namn", "Vad det är.")
    slag: Literal["lagkrav", "nationellt", "eget_projekt", "systembyte", "val", "ovrigt"] = described(
        "Slag", "Vad som ger lasten."
    )
    externt_initiativ: Slug | None = described(
        "Externt initiativ", "Nyckeln i handlingsplanen, när det finns där.", default=None
    )
    last: Forandringslast = described("Last", "Hur mycket det kräver och när.")
    kalla: Rad | None = described("Källa", "Varifrån uppgiften kommer.", default=None)


class Kapacitetsregister(Model):
    """register/kapacitet.yaml: administrations, what they can take on, and what else weighs on them."""

    exempel: bool = described("Exempel", "Sant för påhittat innehåll; visas i varje vy.", default=False)
    forvaltningar: tuple[Forvaltning, ...] = described("Förvaltningar", "Förvaltningarna.", min_length=1)
    vanlig_kapacitet: Last = described("Vanlig kapacitet", "Gäller där inget annat är sagt.", default=Decimal(10))
    skedesfaktorer: tuple[Skedesfaktor, ...] = described(
        "Skedesfaktorer", "Hur mycket varje skede väger.", min_length=1
    )
    varning_procent: Procent = described("Varning", "Mättnad som är värd att se.", enhet="procent", default=Decimal(80))
    nyckelroll_insatser: int = described(
        "Insatser per nyckelroll",
        "Så många insatser klarar en nyckelroll samtidigt i en kommun.",
        enhet="antal",
        default=3,
        ge=1,
        le=100,
    )
    kapacitet: tuple[Kapacitet, ...] = described("Kapacitet", "Där den är en annan än den vanliga.", default=())
    godtagen_overlast: tuple[GodtagenOverlast, ...] = described(
        "Godtagen överlast", "Var lasten får vara större än kapaciteten, och varför.", default=()
    )
    annan_last: tuple[AnnanLast, ...] = described("Annan last", "Det som inte är en insats i portföljen.", default=())
    kalla: Rad | None = described("Källa", "Var bedömningarna kommer från.", default=None)
