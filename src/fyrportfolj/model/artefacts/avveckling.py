"""The documents of winding up: people, systems, maintenance, archive and the closing decision."""

from datetime import date
from typing import Literal

from fyrportfolj.model.artefacts.base import Artefakt
from fyrportfolj.model.artefacts.rows import Ansvarig, Arkivrad, Atgardsrad, Kommunrad, Lardom
from fyrportfolj.model.artefacts.traits import MedBudget, MedKommuner
from fyrportfolj.model.base import Kronor, Model, Nyckel, Rad, RadId, Slug, Stycke, described


class Omplacering(Model):
    """What happens to the people in a role; no names."""

    roll: Nyckel = described("Roll", "Rollen som upphör i programmet.")
    antal: int = described("Antal", "Hur många som har rollen.", enhet="personer", ge=0)
    kommun: Slug | None = described("Kommun", "Arbetsgivaren, när det är en kommun.", default=None)
    losning: Literal["ater_till_ordinarie", "omplacering", "avslut", "nytt_uppdrag"] = described(
        "Lösning", "Vad som händer med dem som har rollen."
    )
    klart: date | None = described("Klart", "Dagen då det är ordnat.", default=None)


class Resursrapport(Artefakt):
    """Visar vad som händer med människor och resurser när programmet upphör, och riskerna med det.

    Källa: handlingsplanen, processteg avveckling, resurs.
    """

    sammanfattning: Stycke | None = described("Sammanfattning", "Det viktigaste på några meningar.", default=None)
    risker: tuple[RadId, ...] = described("Risker", "Risker i riskregistret vid avvecklingen.", default=())
    riskhantering: Stycke | None = described("Riskhantering", "Hur riskerna hanteras.", default=None)
    omplaceringar: tuple[Omplacering, ...] = described("Omplaceringar", "En rad per roll.", default=())
    kompetensoverforing: tuple[Atgardsrad, ...] = described(
        "Kompetensöverföring", "Hur kunskapen stannar kvar.", default=()
    )


class Integration(Model):
    """How two systems exchange data."""

    fran: Rad = described("Från", "Systemet som lämnar uppgifter.")
    till: Rad = described("Till", "Systemet som tar emot.")
    uppgifter: Rad = described("Uppgifter", "Vilka uppgifter det gäller.")
    teknik: Rad | None = described("Teknik", "Gränssnitt och protokoll.", default=None)


class Systemrad(Model):
    """A system that is handed over."""

    system: Rad = described("System", "Systemets namn.")
    leverantor: Rad | None = described("Leverantör", "Den som levererar systemet.", default=None)
    drift: Rad | None = described("Drift", "Var systemet körs.", default=None)
    klassning: Rad | None = described(
        "Informationsklassning", "Konfidentialitet, riktighet och tillgänglighet.", default=None
    )
    overlamnat: date | None = described("Överlämnat", "Dagen för överlämningen.", default=None)
    mottagare: Ansvarig | None = described("Mottagare", "Rollen som tar emot.", default=None)


class Arkitekturbeskrivning(Artefakt):
    """Beskriver systemen som lämnas över, hur de hänger ihop och hur uppgifterna hålls hela.

    Källa: handlingsplanen, processteg avveckling, teknik.
    """

    oversikt: Stycke | None = described("Översikt", "Hur delarna hänger ihop.", default=None)
    system: tuple[Systemrad, ...] = described("System", "Systemen som lämnas över.", default=())
    integrationer: tuple[Integration, ...] = described("Integrationer", "Hur systemen utbyter uppgifter.", default=())
    dataintegritet: Stycke | None = described(
        "Dataintegritet", "Hur det kontrolleras att uppgifterna är hela efter flytten.", default=None
    )
    teknisk_overgang: tuple[Atgardsrad, ...] = described("Teknisk övergång", "Stegen, av vem och när.", default=())
    informationssakerhet: Stycke | None = described("Informationssäkerhet", "Skydd som ska finnas kvar.", default=None)


class Forvaltningsobjekt(Model):
    """What is maintained, by whom, from when, at what cost."""

    objekt: Rad = described("Objekt", "Det som förvaltas.")
    forvaltare: Ansvarig = described("Förvaltare", "Rollen som ansvarar.")
    fran: date = described("Från", "Dagen då förvaltningen tar över.")
    kostnad_per_ar_kr: Kronor | None = described(
        "Kostnad per år", "Årlig kostnad.", enhet="kr per år", default=None, ge=0
    )
    avtal: Rad | None = described("Avtal", "Avtalet som förvaltningen vilar på.", default=None)


class Forvaltningsplan(MedBudget):
    """Säger vem som förvaltar vad, från vilken dag och för vilka pengar.

    Källa: handlingsplanen, processteg avveckling, teknik.
    """

    objekt: tuple[Forvaltningsobjekt, ...] = described("Objekt", "Det som ska förvaltas.", default=())
    modell: Stycke | None = described("Modell", "Hur förvaltningen styrs.", default=None)
    vidareutveckling: Stycke | None = described("Vidareutveckling", "Hur nya behov tas om hand.", default=None)
    finansiering: Stycke | None = described("Finansiering", "Hur förvaltningen betalas.", default=None)


class Projektdokumentation(Artefakt):
    """Förtecknar handlingarna som arkiverats, med plats, format och kontrollsumma.

    Med kontrollsumman kan vem som helst se att en handling är oförändrad.
    Källa: handlingsplanen, processteg avveckling, arkivera; arkivlagen.
    """

    arkivrader: tuple[Arkivrad, ...] = described("Arkivrader", "En rad per arkiverad handling.", default=())
    arkivmyndighet: Rad | None = described("Arkivmyndighet", "Myndigheten som tar emot arkivet.", default=None)
    dokumenthanteringsplan: Rad | None = described(
        "Informationshanteringsplan", "Planen som säger vad som bevaras och gallras.", default=None
    )
    utvardering: Stycke | None = described("Utvärdering", "Hur avvecklingen gick.", default=None)


class KommunensMottagande(Kommunrad):
    """How a municipality takes over."""

    mottagare: Ansvarig | None = described("Mottagare", "Rollen som tar emot.", default=None)
    klart: date | None = described("Klart", "Dagen då överlämningen är klar.", default=None)
    utbildning: Stycke | None = described("Utbildning", "Utbildning som behövs.", default=None)


class Avvecklingsplan(MedBudget, MedKommuner):
    """Beskriver hur programmet upphör: vad som lämnas över till vem, i vilken ordning och när.

    Den beslutas innan programmet upplöses.
    Källa: handlingsplanen, processteg avveckling, beslut.
    """

    sammanfattning: Stycke | None = described("Sammanfattning", "Det viktigaste på några meningar.", default=None)
    overlamning: tuple[Atgardsrad, ...] = described("Överlämning", "Vad som lämnas till vem och när.", default=())
    per_kommun: tuple[KommunensMottagande, ...] = described(
        "Per kommun", "Hur varje kommun tar emot resultatet.", default=()
    )
    upplosning: Stycke | None = described("Upplösning", "Hur organisationen upplöses.", default=None)
    utvardering: Stycke | None = described("Utvärdering", "Hur programmet gick.", default=None)
    lardomar: tuple[Lardom, ...] = described("Lärdomar", "Det som andra bör veta.", default=())
    slutdatum: date | None = described("Slutdatum", "Dagen då programmet upphör.", default=None)


class BeslutOmProgramavslut(Artefakt):
    """Är underlaget för beslutet att programmet upphör och att ordinarie förvaltning tar vid.

    Källa: handlingsplanen, processteg avveckling, beslut.
    """

    forslag_till_beslut: Stycke | None = described("Förslag till beslut", "Förslagets ordalydelse.", default=None)
    motivering: Stycke | None = described("Motivering", "Skälen.", default=None)
    avslutsdatum: date | None = described("Avslutsdatum", "Dagen då programmet upphör.", default=None)
    overtas_av: tuple[Ansvarig, ...] = described("Övertas av", "Roller som tar över ansvaret.", default=())
    kvarstaende: tuple[Atgardsrad, ...] = described("Kvarstående", "Det som återstår efter avslutet.", default=())
    slutlig_kostnad_kr: Kronor | None = described(
        "Slutlig kostnad", "Vad programmet kostade.", enhet="kr", default=None, ge=0
    )
