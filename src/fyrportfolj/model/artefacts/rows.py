"""The rows that documents are made of: budget, resource, goal, party, archive."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from fyrportfolj.model.base import (
    Ar,
    Diarienummer,
    Kronor,
    Model,
    Nyckel,
    Procent,
    Rad,
    RadId,
    Sha256,
    Slug,
    Stycke,
    Timmar,
    described,
)

Riktning = Literal["minska", "oka", "behall"]
Nulagestatus = Literal["uppmatt", "uppskattad", "saknas"]
Bedomning = Literal["god", "osaker", "bristfallig"]
Dimension = Literal["juridik", "teknik", "ekonomi", "organisation", "informationssakerhet"]
"""What feasibility is judged by. Källa: handlingsplanen, Utvärderingsrapport genomförbarhet (tolkning)."""

Tal = Annotated[Decimal, Field(max_digits=18, decimal_places=6)]
"""A measured value in its own unit; never a float once it is here."""


class Kommunrad(Model):
    """What is said about, or by, one municipality."""

    kommun: Slug = described("Kommun", "Kommunens nyckel.")
    kommentar: Stycke | None = described("Kommentar", "Något att veta om kommunen.", default=None)


class Ansvarig(Model):
    """A role, and where it sits when that matters."""

    roll: Nyckel = described("Roll", "Rollen ur registret, inte en persons namn.")
    kommun: Slug | None = described("Kommun", "Kommunen där rollen finns.", default=None)
    organ: Nyckel | None = described("Organ", "Organet som rollen hör till.", default=None)


class Budgetrad(Model):
    """One line of a budget."""

    post: Rad = described("Post", "Vad pengarna går till.")
    belopp_kr: Kronor = described("Belopp", "Postens belopp.", enhet="kr", ge=0)
    slag: Literal["personal", "konsult", "teknik", "utbildning", "upphandling", "ovrigt"] | None = described(
        "Slag", "Vilket slags kostnad det är.", default=None
    )
    ar: Ar | None = described("År", "Året som beloppet avser.", default=None)
    bars_av: Slug | None = described("Bärs av", "Kommunen eller finansiären som betalar.", default=None)
    kalla: Rad | None = described("Källa", "Varifrån beloppet kommer.", default=None)


class Resursrad(Model):
    """A need for a competence, and how far the appointment has come.

    Källa: handlingsplanen, processteg planera, resursplan.
    """

    kompetensprofil: Rad = described("Kompetensprofil", "Kompetensen eller rollen som behövs.")
    roll: Nyckel | None = described("Roll", "Rollen ur registret.", default=None)
    kommun: Slug | None = described("Kommun", "Kommunen som ställer resursen till förfogande.", default=None)
    timmar: Timmar | None = described("Timmar", "Arbetstid under perioden.", enhet="timmar", default=None)
    fran: date | None = described("Från", "Första dagen.", default=None)
    till: date | None = described("Till", "Sista dagen.", default=None)
    tillsattning: Literal["behov", "kandidat", "tillsatt", "avtalad"] = described(
        "Tillsättning", "Hur långt tillsättningen kommit.", default="behov"
    )
    kommentar: Stycke | None = described("Kommentar", "Något att veta om resursen.", default=None)


class Nulage(Model):
    """A baseline: measured, estimated or missing. Källa: DIGG:s vägledning i nyttorealisering; ESV."""

    varde: Tal | None = described("Värde", "Värdet före förändringen.", default=None)
    enhet: Rad | None = described("Enhet", "Enheten som värdet mäts i.", default=None)
    datum: date | None = described("Datum", "Dagen för mätningen.", default=None)
    status: Nulagestatus = described("Status", "Uppmätt, uppskattad eller saknas.")


class Malvarde(Model):
    """A target: a value in its unit, and when."""

    varde: Tal = described("Värde", "Värdet som ska nås.")
    enhet: Rad = described("Enhet", "Enheten som värdet mäts i.")
    datum: date | None = described("Datum", "Dagen då värdet ska vara nått.", default=None)


class Effektmal(Model):
    """An effect goal with indicator, baseline and target. Källa: handlingsplanen, processteg program, mål."""

    id: RadId = described("Effektmål", "Kort nyckel, till exempel E1.")
    namn: Rad = described("Namn", "Effekten som ska uppnås.")
    indikator: Rad = described("Indikator", "Det som mäts.")
    nulage: Nulage | None = described("Nuläge", "Värdet före förändringen.", default=None)
    mal: Malvarde | None = described("Mål", "Värdet som ska nås.", default=None)
    riktning: Riktning = described("Riktning", "Minska, öka eller behålla.", default="oka")
    malkoppling: tuple[Slug, ...] = described(
        "Målkoppling", "Mål i verksamhetsplanen som effekten bidrar till.", default=()
    )
    matansvarig: Ansvarig | None = described("Mätansvarig", "Rollen som mäter.", default=None)


class Rollrad(Model):
    """A role of the organisation and who provides it."""

    roll: Nyckel = described("Roll", "Rollen ur registret.")
    uppgift: Rad | None = described("Uppgift", "Vad rollen ansvarar för.", default=None)
    kommun: Slug | None = described("Kommun", "Kommunen som rollen kommer från.", default=None)


class Genomforbarhet(Model):
    """Feasibility in one dimension."""

    dimension: Dimension = described("Dimension", "Vad bedömningen gäller.")
    bedomning: Bedomning = described("Bedömning", "God, osäker eller bristfällig.")
    motivering: Stycke = described("Motivering", "Varför bedömningen är sådan.")


class KommunensForutsattningar(Kommunrad):
    """What a municipality wants, can do and can pay. Källa: handlingsplanen, processteg koordinera."""

    intresse: Literal["hogt", "visst", "inget", "ej_besvarat"] = described("Intresse", "Kommunens intresse.")
    kapacitet: Bedomning | None = described("Kapacitet", "Om kommunen har tid och kompetens.", default=None)
    medel: Bedomning | None = described("Medel", "Om kommunen kan avsätta pengar.", default=None)
    medel_kr: Kronor | None = described("Belopp", "Medel som kommunen kan avsätta.", enhet="kr", default=None, ge=0)


class Part(Model):
    """A party's answer to an agreement or a declaration.

    Källa: handlingsplanen, Beredning & beslut: upprättande med respektive kommun och externa aktörer.
    """

    part: Slug = described("Part", "Kommunens eller den externa aktörens nyckel.")
    namn: Rad | None = described("Namn", "Den externa aktörens namn.", default=None)
    organ: Nyckel | None = described("Organ", "Organet som beslutade för parten.", default=None)
    svar: Literal["vantar", "undertecknat", "avbojt"] = described("Svar", "Hur parten har svarat.", default="vantar")
    datum: date | None = described("Datum", "Dagen för underskrift eller avböjande.", default=None)
    diarienummer: Diarienummer | None = described("Diarienummer", "Partens diarienummer.", default=None)
    undertecknare: Nyckel | None = described("Undertecknare", "Rollen som skrev under.", default=None)
    forbehall: Stycke | None = described("Förbehåll", "Till exempel att medel anvisas i budgeten.", default=None)


class Kostnadsandel(Model):
    """A party's share in an agreement."""

    part: Slug = described("Part", "Kommunens eller finansiärens nyckel.")
    belopp_kr: Kronor = described("Belopp", "Partens del.", enhet="kr", ge=0)
    andel_procent: Procent | None = described("Andel", "Partens del av helheten.", enhet="procent", default=None)


class Strategirad(Model):
    """How a risk in the register is handled."""

    risk: RadId = described("Risk", "Riskens nyckel i samma fil.")
    strategi: Literal["reducera", "undvika", "dela", "acceptera"] = described("Strategi", "Vad som görs med risken.")
    forebyggande: Stycke | None = described("Förebyggande åtgärd", "Vad som görs innan risken inträffar.", default=None)
    avhjalpande: Stycke | None = described("Avhjälpande åtgärd", "Vad som görs om risken inträffar.", default=None)
    ansvarig: Nyckel = described("Ansvarig", "Rollen som ser till att det blir gjort.")
    klart: date | None = described("Klart", "Dagen då åtgärden ska vara gjord.", default=None)


class Beroende(Model):
    """One project waits for another. Källa: handlingsplanen, processteg planera, uppstart: projektberoenden."""

    projekt: Slug = described("Projekt", "Projektet som väntar.")
    beror_av: Slug = described("Beror av", "Projektet som måste bli klart först.")
    beskrivning: Rad | None = described("Beskrivning", "Vad som måste vara klart.", default=None)


class Tagordning(Model):
    """A project's place in the order."""

    ordning: int = described("Ordning", "Plats i tågordningen.", enhet="ordningstal", ge=1)
    projekt: Slug = described("Projekt", "Projektets nyckel.")
    start: date | None = described("Start", "Planerad start.", default=None)
    slut: date | None = described("Slut", "Planerat slut.", default=None)


class Tidpunkt(Model):
    """A milestone in a plan as it was when the plan was decided; the live dates stand in `milstolpar`."""

    milstolpe: RadId = described("Milstolpe", "Milstolpens nyckel i samma fil.")
    namn: Rad = described("Namn", "Vad som är uppnått.")
    datum: date = described("Datum", "Dagen enligt planen.")


class Arscykelrad(Model):
    """How the time plan fits a yearly period of the municipalities."""

    period: Nyckel = described("Period", "Perioden i årscykeln.")
    anpassning: Stycke = described("Anpassning", "Hur tidplanen tar hänsyn till perioden.")


class Budskapsrad(Model):
    """Who is told what, when and how."""

    malgrupp: Rad = described("Målgrupp", "De som ska få veta.")
    budskap: Stycke = described("Budskap", "Vad de ska få veta.")
    kanal: Rad | None = described("Kanal", "Hur de får veta det.", default=None)
    datum: date | None = described("Datum", "Dagen då de får veta det.", default=None)
    ansvarig: Nyckel = described("Ansvarig", "Rollen som ser till att det blir sagt.")


class Atgardsrad(Model):
    """Something to be done, by whom and when."""

    atgard: Stycke = described("Åtgärd", "Vad som ska göras.")
    ansvarig: Nyckel = described("Ansvarig", "Rollen som gör det.")
    klart: date | None = described("Klart", "Dagen då det ska vara gjort.", default=None)
    kommun: Slug | None = described("Kommun", "Kommunen som åtgärden gäller.", default=None)
    utford: date | None = described("Utförd", "Dagen då det blev gjort.", default=None)


class Lardom(Model):
    """A lesson and what to do with it."""

    lardom: Stycke = described("Lärdom", "Vad vi lärde oss.")
    rekommendation: Stycke | None = described("Rekommendation", "Vad andra bör göra.", default=None)
    galler: Rad | None = described("Gäller", "Området som lärdomen gäller.", default=None)


class Arkivrad(Model):
    """An archived document with place, format and checksum. Källa: arkivlagen; OAIS."""

    handling: Rad = described("Handling", "Vad som är arkiverat.")
    plats: Rad | None = described("Plats", "Arkivet eller systemet där handlingen finns.", default=None)
    format: Rad | None = described("Format", "Filformatet, till exempel PDF/A-2b.", default=None)
    sha256: Sha256 | None = described("SHA-256", "Filens kontrollsumma.", default=None)
    datum: date | None = described("Datum", "Dagen för arkiveringen.", default=None)
    gallring: Literal["bevaras", "gallras"] | None = described("Gallring", "Bevaras eller gallras.", default=None)
    gallringsfrist_ar: int | None = described(
        "Gallringsfrist", "Efter hur lång tid handlingen gallras.", enhet="år", default=None, ge=0
    )
