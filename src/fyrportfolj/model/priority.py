"""The form of a prioritisation: what is chosen among, by which criteria, and what each municipality wants.

Källa: förstudien, Prioritering; SKR:s val av prioriterade områden; UK DCLG, Multi-criteria analysis (2009).
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from fyrportfolj.model.base import Kronor, Model, Nyckel, Rad, RadId, Skala, Slug, Stycke, described
from fyrportfolj.model.capacity import Forandringslast, Kvartal

Rostvikt = Literal["lika", "invanare", "deltagande"]
"""How much a municipality's ranking weighs in the count."""

Likaregel = Literal["delad_plats", "flest_forsta", "lagsta_spridning", "nyckel"]
"""How initiatives with equal figures are told apart."""

Axel = Literal["strategiskt_varde", "genomforbarhet"]
"""What a criterion judges: what the initiative is worth, or how well it can be carried out."""

Brytpunkt = Annotated[Decimal, Field(ge=1, le=5, max_digits=3, decimal_places=2)]
"""Score from which an axis counts as high, 1–5."""

Vikt = Annotated[Decimal, Field(ge=0, le=100, max_digits=6, decimal_places=3)]
"""Weight of a criterion before the weights are scaled to a sum of 1: 100 for the swing that matters most."""


class Niva(Model):
    """What a score means, so that two assessors give the same one."""

    poang: Skala = described("Poäng", "Poängen som beskrivs.", enhet="1–5")
    betyder: Stycke = described("Betyder", "Vad som ska vara uppfyllt för poängen.")


class Kriterium(Model):
    """A criterion that initiatives are scored on."""

    id: RadId = described("Kriterium", "Kort nyckel, till exempel K1.")
    namn: Rad = described("Namn", "Vad som bedöms.")
    axel: Axel = described("Axel", "Om kriteriet säger vad initiativet är värt eller hur väl det går att genomföra.")
    vikt: Vikt = described("Vikt", "Hur mycket steget från sämsta till bästa nivå betyder; 100 för det viktigaste.")
    nivaer: tuple[Niva, ...] = described("Nivåer", "Vad poängen betyder, minst den lägsta och högsta.", default=())


class SkaKrav(Model):
    """A requirement that an initiative meets or not, before any score counts."""

    id: RadId = described("Krav", "Kort nyckel, till exempel S1.")
    namn: Rad = described("Namn", "Vad som krävs.")
    fraga: Stycke | None = described("Fråga", "Frågan som besvaras med ja eller nej.", default=None)


class KravSvar(Model):
    """Whether a requirement is met."""

    krav: RadId = described("Krav", "Kravets nyckel.")
    uppfyllt: bool = described("Uppfyllt", "Sant när kravet är uppfyllt.")
    motivering: Stycke | None = described("Motivering", "Varför.", default=None)


class Poang(Model):
    """The score of an initiative on a criterion."""

    kriterium: RadId = described("Kriterium", "Kriteriets nyckel.")
    poang: Skala = described("Poäng", "Poängen på kriteriets skala.", enhet="1–5")
    motivering: Stycke | None = described("Motivering", "Varför.", default=None)


class Kandidat(Model):
    """An initiative that can be chosen."""

    insats: Slug = described("Insats", "Initiativet eller projektet.")
    maste: bool = described("Måste", "Sant för det som lag eller avtal kräver; det rangordnas inte.", default=False)
    maste_kalla: Rad | None = described("Varför måste", "Lagen eller avtalet som kräver det.", default=None)
    kostnad_kr: Kronor | None = described(
        "Kostnad", "Kostnaden under perioden, när den inte ska tas från insatsen.", enhet="kr", default=None, ge=0
    )
    beror_av: tuple[Slug, ...] = described(
        "Beror av", "Det som måste väljas samtidigt, utöver det som insatsen själv säger.", default=()
    )
    forandringslast: tuple[Forandringslast, ...] = described(
        "Förändringslast", "Lasten under perioden, när den inte ska tas från insatsen.", default=()
    )
    krav: tuple[KravSvar, ...] = described("Krav", "Svaren på ska-kraven.", default=())
    poang: tuple[Poang, ...] = described("Poäng", "Poängen per kriterium.", default=())


class Rangordning(Model):
    """What one municipality wants: a whole or partial order, or that it abstains."""

    kommun: Slug = described("Kommun", "Kommunen som rangordnar.")
    avstar: bool = described("Avstår", "Sant när kommunen avstår från att rangordna.", default=False)
    ordning: tuple[tuple[Slug, ...], ...] = described(
        "Ordning", "Initiativen med det viktigaste först; de som står i samma lista är lika viktiga.", default=()
    )
    vill_delta: tuple[Slug, ...] = described("Vill delta", "Initiativ som kommunen vill delta i.", default=())
    vill_inte_delta: tuple[Slug, ...] = described(
        "Vill inte delta", "Initiativ som kommunen inte tänker delta i.", default=()
    )
    jav: tuple[Slug, ...] = described("Jäv", "Initiativ som kommunen inte får bedöma.", default=())
    lamnad: date | None = described("Lämnad", "Dagen då rangordningen lämnades.", default=None)
    beslutad_av: Nyckel | None = described("Beslutad av", "Organet som beslutade den.", default=None)


class Rostregler(Model):
    """The rules of the count, declared before anyone has ranked."""

    faststallda: date | None = described("Fastställda", "Dagen då reglerna bestämdes.", default=None)
    rostvikt: Rostvikt = described("Röstvikt", "En röst var, efter invånare, eller en röst var för dem som vill delta.")
    lika_rostetal: Likaregel = described("Lika röstetal", "Hur lika tal skiljs åt.")
    antal_att_valja: int | None = described(
        "Antal att välja", "Hur många varje kommun väljer; tomt för hela ordningen.", enhet="antal", default=None, ge=1
    )
    koalition: int = described("Koalition", "Hur många kommuner en koalition består av.", default=5, ge=2)
    bland_de_forsta: int = described(
        "Bland de första",
        "Så högt ska ett initiativ stå för att en kommun ska räknas till koalitionen.",
        default=5,
        ge=1,
    )
    kalla: Rad | None = described("Källa", "Beslutet om reglerna.", default=None)


class Ram(Model):
    """What the choice must keep within."""

    budget_kr: Kronor | None = described("Budget", "Vad som får kosta under perioden.", enhet="kr", default=None, ge=0)
    kalla: Rad | None = described("Källa", "Beslutet om ramen.", default=None)
    respektera_kapacitet: bool = described(
        "Respektera kapacitet", "Sant när ingen kommun får lastas över sin kapacitet.", default=True
    )
    till_kvartal: Kvartal | None = described(
        "Till kvartal", "Sista kvartalet som kapaciteten prövas för; tomt för alla.", default=None
    )
    minst_deltar: int | None = described(
        "Minst deltar", "Så många kommuner ska vilja delta för att ett initiativ ska kunna väljas.", default=None, ge=1
    )


class Prioritering(Model):
    """prioriteringar/<id>.yaml: a round where the municipalities choose what to start."""

    id: Slug = described("Id", "Prioriteringens nyckel; samma som filens namn.")
    namn: Rad = described("Namn", "Vad som prioriteras.")
    exempel: bool = described("Exempel", "Sant för påhittat innehåll; visas i varje vy.", default=False)
    datum: date = described("Datum", "Dagen som prioriteringen gäller.")
    kalla: Rad | None = described("Källa", "Var bedömningarna kommer från.", default=None)
    regler: Rostregler = described("Regler", "Hur rangordningarna räknas samman.")
    ska_krav: tuple[SkaKrav, ...] = described("Ska-krav", "Krav som prövas före poängen.", default=())
    kriterier: tuple[Kriterium, ...] = described("Kriterier", "Kriterierna.", default=())
    brytpunkt: Brytpunkt = described(
        "Brytpunkt", "Poängen från vilken en axel räknas som hög.", enhet="1–5", default=Decimal(3)
    )
    vikters_osakerhet_procent: int = described(
        "Vikters osäkerhet",
        "Så mycket varje vikt kan vara fel åt båda håll när ordningen prövas.",
        enhet="procent",
        default=20,
        ge=0,
        le=100,
    )
    kandidater: tuple[Kandidat, ...] = described("Kandidater", "Det som kan väljas.", min_length=1)
    rangordningar: tuple[Rangordning, ...] = described("Rangordningar", "En per kommun.", default=())
    ram: Ram | None = described("Ram", "Budget och kapacitet som valet hålls inom.", default=None)
