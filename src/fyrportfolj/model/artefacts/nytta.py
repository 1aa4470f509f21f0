"""The documents of benefits: forecast, calculation, realisation plan, outcome and analysis."""

from datetime import date
from typing import ClassVar, Literal

from pydantic.main import IncEx

from fyrportfolj.model.artefacts.base import Artefakt
from fyrportfolj.model.artefacts.benefit_rows import Fordelningsrad, KommunensNytta, Kostnad
from fyrportfolj.model.artefacts.rows import Ansvarig, Atgardsrad, Lardom
from fyrportfolj.model.artefacts.traits import MedKommuner, MedNyttor
from fyrportfolj.model.base import Ar, Kronor, Model, Procent, Rad, RadId, Stycke, described


class Nyttoprognos(MedNyttor, MedKommuner):
    """Uppskattar nyttor och besparingar innan programmet finns, i stort och för varje kommun.

    Prognosen sparas, så att utfallet senare kan jämföras med det som troddes från början.
    Källa: handlingsplanen, processteg koordinera, beräkna.
    """

    sammanfattning: Stycke | None = described("Sammanfattning", "Det viktigaste på några meningar.", default=None)
    prisniva: Ar | None = described("Prisnivå", "Året som beloppen räknas i.", default=None)
    per_kommun: tuple[KommunensNytta, ...] = described(
        "Per kommun", "Förväntad nytta och besparing i varje kommun.", default=()
    )
    antaganden: tuple[Stycke, ...] = described("Antaganden", "Det som prognosen bygger på.", default=())
    kalla: Rad | None = described("Källa", "Varifrån siffrorna kommer.", default=None)
    osakerhet: Stycke | None = described("Osäkerhet", "Hur säker prognosen är och varför.", default=None)


class Nyttokalkyl(MedNyttor):
    """Ställer nyttorna mot kostnaderna år för år, med lägsta, trolig och högsta nivå.

    Samma prisnivå gäller för alla år; räntan och dess källa anges.
    Källa: Ineras nyttokalkyl; projektstyrningsprocessen, förstudie.
    """

    prisniva: Ar | None = described("Prisnivå", "Året som beloppen räknas i.", default=None)
    startar: Ar | None = described("Startår", "Första året, som inte diskonteras.", default=None)
    horisont_ar: int | None = described(
        "Horisont", "Antal år som räknas, startåret medräknat.", enhet="år", default=None, ge=1, le=30
    )
    kalkylranta_procent: Procent | None = described(
        "Kalkylränta", "Räntan som framtida belopp räknas om med.", enhet="procent", default=None
    )
    rantetyp: Literal["real", "nominell"] | None = described(
        "Räntetyp", "Real ränta hör till fasta priser.", default=None
    )
    kalkylranta_kalla: Rad | None = described("Räntans källa", "Vem som bestämt räntan.", default=None)
    kostnader: tuple[Kostnad, ...] = described("Kostnader", "Kostnaderna, en rad per kostnad.", default=())
    fordelning: tuple[Fordelningsrad, ...] = described(
        "Fördelning", "Vikter per kommun, för en delning efter användning eller överenskommelse.", default=()
    )
    nollalternativ: Stycke | None = described("Nollalternativ", "Vad som händer om inget görs.", default=None)
    slutsats: Stycke | None = described("Slutsats", "Vad kalkylen säger och hur säker den är.", default=None)


class Realiseringsrisk(Model):
    """Why a benefit might not come, and what is done about it."""

    risk: RadId = described("Risk", "Riskens nyckel i samma fil.")
    nyttor: tuple[RadId, ...] = described("Nyttor", "Nyttorna som hotas.", default=())
    hantering: Stycke = described("Hantering", "Vad som görs.")


class Nyttorealiseringsplan(MedNyttor):
    """Säger vem som hämtar hem vilken nytta, hur, när och hur den mäts.

    Ansvaret ligger i linjen och kan inte lämnas till projektledaren.
    Källa: DIGG:s vägledning i nyttorealisering; projektstyrningsprocessen, planera.
    """

    forandringsinsats: Stycke | None = described("Förändringsinsats", "Vad som ändras i verksamheten.", default=None)
    realiseringsansvar: tuple[Ansvarig, ...] = described(
        "Realiseringsansvar", "Roller som ansvarar för att nyttorna kommer.", default=()
    )
    uppfoljningsansvar: tuple[Ansvarig, ...] = described(
        "Uppföljningsansvar", "Roller som ansvarar för mätning och uppföljning.", default=()
    )
    forutsattningar: tuple[Stycke, ...] = described("Förutsättningar", "Det som måste vara på plats.", default=())
    risker: tuple[Realiseringsrisk, ...] = described(
        "Risker", "Risker för att nyttorna uteblir och hur de hanteras.", default=()
    )
    uppfoljningsdagar: tuple[date, ...] = described("Uppföljningsdagar", "Dagar då planen följs upp.", default=())


class Jamforelserad(Model):
    """One benefit through time: forecast, calculation, plan and outcome in the same row."""

    nytta: RadId = described("Nytta", "Nyttans nyckel i samma dokument.")
    prognos_kr: Kronor | None = described("Prognos", "Enligt nyttoprognosen.", enhet="kr per år", default=None)
    kalkyl_kr: Kronor | None = described("Kalkyl", "Enligt nyttokalkylen.", enhet="kr per år", default=None)
    plan_kr: Kronor | None = described("Plan", "Enligt nyttorealiseringsplanen.", enhet="kr per år", default=None)
    utfall_kr: Kronor | None = described("Utfall", "Det som blev.", enhet="kr per år", default=None)
    hade_hant_anda: Stycke | None = described(
        "Hade hänt ändå", "Vad som hade blivit av också utan insatsen.", default=None
    )
    kommentar: Stycke | None = described("Kommentar", "Den nyttoansvarigas ord om avvikelsen.", default=None)


class Effektbokslut(MedNyttor):
    """Jämför det som blev med det som väntades, nytta för nytta.

    Bokslutet görs när resultatet varit i drift en tid och är underlag för analysrapporten.
    Källa: handlingsplanen, processteg nyttorealisering, mäta.
    """

    # What came out is what the document says, so it is inside the sum here.
    outside_sum: ClassVar[IncEx] = {"status"}

    period_fran: date | None = described("Period, från", "Första dagen som bokslutet gäller.", default=None)
    period_till: date | None = described("Period, till", "Sista dagen som bokslutet gäller.", default=None)
    jamforelse: tuple[Jamforelserad, ...] = described(
        "Jämförelse", "Prognos, kalkyl, plan och utfall för varje nytta.", default=()
    )
    kostnad_kalkyl_kr: Kronor | None = described(
        "Kostnad enligt kalkyl", "Hela kostnaden som den räknades.", enhet="kr", default=None, ge=0
    )
    kostnad_utfall_kr: Kronor | None = described(
        "Kostnad, utfall", "Hela kostnaden som den blev.", enhet="kr", default=None, ge=0
    )
    bieffekter: tuple[Stycke, ...] = described("Bieffekter", "Det som hände utan att vara väntat.", default=())
    nasta_matning: date | None = described("Nästa mätning", "Dagen för nästa mätning.", default=None)
    sammanfattning: Stycke | None = described("Sammanfattning", "Det viktigaste på några meningar.", default=None)


class Maluppfyllelse(Model):
    """Whether a goal was reached, and why."""

    mal: Stycke = described("Mål", "Målet som det skrevs.")
    bedomning: Literal["uppnatt", "delvis", "ej_uppnatt", "gar_inte_att_bedoma"] = described(
        "Bedömning", "Om målet nåddes."
    )
    orsak: Stycke | None = described("Orsak", "Varför det blev så.", default=None)


class Analysrapport(Artefakt):
    """Förklarar varför målen nåddes eller inte, och tar vara på lärdomarna.

    Den avslutar nyttorealiseringen och säger hur uppföljningen fortsätter.
    Källa: handlingsplanen, processteg nyttorealisering, utvärdera till rapport.
    """

    sammanfattning: Stycke | None = described("Sammanfattning", "Det viktigaste på några meningar.", default=None)
    maluppfyllelse: tuple[Maluppfyllelse, ...] = described("Måluppfyllelse", "En rad per mål, med orsak.", default=())
    orsaker: Stycke | None = described("Orsaker", "Det som förklarar resultatet i stort.", default=None)
    langsiktiga_effekter: Stycke | None = described("Långsiktiga effekter", "Vad som kan väntas senare.", default=None)
    lardomar: tuple[Lardom, ...] = described("Lärdomar", "Det som andra bör veta.", default=())
    fortsatt_uppfoljning: tuple[Atgardsrad, ...] = described(
        "Fortsatt uppföljning", "Plan för regelbunden uppföljning.", default=()
    )
    rekommendation: Stycke | None = described("Rekommendation", "Vad rapporten föreslår.", default=None)
