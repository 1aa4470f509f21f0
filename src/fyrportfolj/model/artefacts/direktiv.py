"""The documents before a plan: idea, feasibility, interest, pre-study and directives."""

from datetime import date
from typing import ClassVar, Literal

from pydantic.main import IncEx

from fyrportfolj.model.artefacts.base import Artefakt
from fyrportfolj.model.artefacts.rows import (
    Effektmal,
    Genomforbarhet,
    KommunensForutsattningar,
    Kommunrad,
    Rollrad,
    Strategirad,
)
from fyrportfolj.model.artefacts.traits import MedBudget, MedKommuner
from fyrportfolj.model.base import Model, Nyckel, Rad, RadId, Slug, Stycke, Timmar, described


class Idebeskrivning(Artefakt):
    """Beskriver ett behov och en idé så att andra kommuner kan avgöra om de är intresserade.

    Den skrivs inför den inspirerande workshoppen och är det första dokumentet om initiativet.
    Källa: handlingsplanen, processteg koordinera, inspirera.
    """

    behov: Stycke | None = described("Behov", "Vilket problem eller behov som finns.", default=None)
    malgrupp: Stycke | None = described("Målgrupp", "Vilka som har behovet.", default=None)
    ide: Stycke | None = described("Idé", "Hur behovet kan mötas.", default=None)
    delomrade: Slug | None = described("Delområde", "Delområdet i handlingsplanen.", default=None)
    berorda_verksamheter: tuple[Rad, ...] = described(
        "Berörda verksamheter", "Verksamheter i kommunerna som berörs.", default=()
    )
    externa_initiativ: tuple[Slug, ...] = described(
        "Externa initiativ", "Regionala och nationella initiativ som hänger ihop med idén.", default=()
    )
    forvantad_nytta: Stycke | None = described("Förväntad nytta", "Vad idén väntas ge, i ord.", default=None)


class UtvarderingsrapportGenomforbarhet(MedKommuner):
    """Visar om initiativet går att genomföra och vilka kommuner som vill, kan och har medel.

    Den bygger på förankringen i kommunerna och är underlag när initiativet ska beräknas.
    Källa: handlingsplanen, processteg koordinera, andra beredningen.
    """

    sammanfattning: Stycke | None = described("Sammanfattning", "Det viktigaste på några meningar.", default=None)
    genomforbarhet: tuple[Genomforbarhet, ...] = described("Genomförbarhet", "En bedömning per dimension.", default=())
    per_kommun: tuple[KommunensForutsattningar, ...] = described(
        "Per kommun", "Varje kommuns intresse, kapacitet och medel.", default=()
    )
    rekommendation: Literal["ga_vidare", "ga_vidare_med_villkor", "avsta"] | None = described(
        "Rekommendation", "Gå vidare, gå vidare med villkor eller avstå.", default=None
    )
    motivering: Stycke | None = described("Motivering", "Skälen för rekommendationen.", default=None)


class OvergripandeProgramdirektiv(MedBudget):
    """Anger i stora drag vad programmet ska nå, omfatta och kosta.

    Det tas fram när initiativet beräknas och följer med avsiktsförklaringen till kommunerna.
    Källa: handlingsplanen, processteg koordinera, beräkna.
    """

    syfte: Stycke | None = described("Syfte", "Varför programmet behövs.", default=None)
    overgripande_mal: tuple[Stycke, ...] = described("Övergripande mål", "Vad programmet ska nå.", default=())
    omfattning: Stycke | None = described("Omfattning", "Vad som ingår.", default=None)
    avgransning: Stycke | None = described("Avgränsning", "Vad som inte ingår.", default=None)
    resurser_i_stort: Stycke | None = described(
        "Resurser i stort", "Vilka roller och hur mycket tid som behövs, ungefär.", default=None
    )
    tidsram: Rad | None = described("Tidsram", "Ungefär när programmet börjar och slutar.", default=None)


class Programdirektiv(MedBudget, MedKommuner):
    """Är uppdraget till programmet: varför, vad som ska nås, riskerna, organisationen och omfattningen.

    Det byggs i fyra etapper, en per workshop, och fastställs av varje deltagande kommun.
    Källa: handlingsplanen, processteg program.
    """

    bakgrund: Stycke | None = described("Bakgrund", "Vad som lett fram till programmet.", default=None)
    syfte: Stycke | None = described("Syfte", "Varför programmet finns.", default=None)
    effektmal: tuple[Effektmal, ...] = described(
        "Effektmål", "Effekter i verksamheten, med indikator, nuläge och mål.", default=()
    )
    programmal: tuple[Stycke, ...] = described("Programmål", "Vad programmet ska leverera.", default=())
    strategier: tuple[Stycke, ...] = described("Strategier", "Hur målen ska nås.", default=())
    risker: tuple[RadId, ...] = described(
        "Risker", "De risker i riskregistret som direktivet tar ställning till.", default=()
    )
    riskhantering: Stycke | None = described("Riskhantering", "Hur riskerna hanteras och följs upp.", default=None)
    organisation: tuple[Rollrad, ...] = described("Organisation", "Rollerna i programmet.", default=())
    sponsorer: tuple[Rad, ...] = described("Sponsorer", "De som står bakom programmet.", default=())
    omfattning: Stycke | None = described("Omfattning", "Vad som ingår.", default=None)
    avgransning: Stycke | None = described("Avgränsning", "Vad som inte ingår.", default=None)
    per_kommun: tuple[KommunensForutsattningar, ...] = described(
        "Per kommun", "Genomförbarheten i varje deltagande kommun.", default=()
    )
    finansiering: Stycke | None = described("Finansiering", "Hur programmet betalas.", default=None)


class Intressesvar(Kommunrad):
    """A municipality's answer to a request of interest."""

    svar: Literal["ja", "nej", "kanske", "ej_besvarat"] = described("Svar", "Kommunens svar.")
    datum: date | None = described("Datum", "Dagen för svaret.", default=None)
    organ: Nyckel | None = described("Organ", "Organet som svarade.", default=None)
    kontaktroll: Nyckel | None = described("Kontaktroll", "Rollen att vända sig till.", default=None)
    egen_tid_timmar: Timmar | None = described(
        "Egen tid", "Arbetstid som kommunen kan bidra med.", enhet="timmar", default=None
    )


class Intresseforfragan(MedKommuner):
    """Frågar varje kommun om den vill vara med i ett projekt och samlar svaren.

    Varje kommun svarar för sig; bara de som svarat ja räknas som intresserade.
    Källa: projektstyrningsprocessen, projektidé och initiera.
    """

    outside_sum: ClassVar[IncEx] = {"status", "per_kommun"}

    bakgrund: Stycke | None = described("Bakgrund", "Varför frågan ställs.", default=None)
    ide: Stycke | None = described("Idé", "Vad projektet ska göra.", default=None)
    fraga: Stycke | None = described("Fråga", "Det som kommunen ska svara på.", default=None)
    forvantat_bidrag: Stycke | None = described(
        "Förväntat bidrag", "Vad som väntas av en kommun som deltar.", default=None
    )
    prioritet: Literal["hog", "medel", "lag"] | None = described("Prioritet", "Idéns prioritet.", default=None)
    initierad_av: Literal["natverk", "tjansteperson", "programplan"] | None = described(
        "Initierad av", "Varifrån idén kommer.", default=None
    )
    sista_svarsdag: date | None = described("Sista svarsdag", "Dagen då svaret ska finnas.", default=None)
    per_kommun: tuple[Intressesvar, ...] = described("Per kommun", "Svaret från varje kommun.", default=())


class Intressentrad(Model):
    """A stakeholder and how it is involved."""

    intressent: Rad = described("Intressent", "Den som påverkas eller kan påverka.")
    intresse: Stycke = described("Intresse", "Vad som är viktigt för intressenten.")
    hantering: Stycke | None = described("Hantering", "Hur intressenten tas med.", default=None)


class Forstudiedirektiv(MedBudget):
    """Är uppdraget att göra en förstudie: vilka frågor den ska besvara, med vilka resurser och när.

    Källa: projektstyrningsprocessen, initiera.
    """

    bakgrund: Stycke | None = described("Bakgrund", "Vad som lett fram till förstudien.", default=None)
    syfte: Stycke | None = described("Syfte", "Varför förstudien görs.", default=None)
    fragor: tuple[Stycke, ...] = described("Frågor", "Frågorna som förstudien ska besvara.", default=())
    leveranser: tuple[Rad, ...] = described("Leveranser", "Vad förstudien lämnar ifrån sig.", default=())
    avgransning: Stycke | None = described("Avgränsning", "Vad som inte ingår.", default=None)
    intressenter: tuple[Intressentrad, ...] = described(
        "Intressenter", "De som påverkas och hur de tas med.", default=()
    )
    organisation: tuple[Rollrad, ...] = described("Organisation", "Rollerna i förstudien.", default=())
    start: date | None = described("Start", "Första dagen.", default=None)
    slut: date | None = described("Slut", "Sista dagen.", default=None)


class Forstudierapport(Artefakt):
    """Redovisar vad förstudien kom fram till och rekommenderar en väg.

    Den visar alternativen, också att låta bli, så att de som beslutar kan jämföra.
    Källa: projektstyrningsprocessen, förstudie.
    """

    sammanfattning: Stycke | None = described("Sammanfattning", "Det viktigaste på några meningar.", default=None)
    omvarldsanalys: Stycke | None = described("Omvärldsanalys", "Vad andra gör och vad som är på väg.", default=None)
    nulagesanalys: Stycke | None = described("Nulägesanalys", "Hur det ser ut i kommunerna i dag.", default=None)
    alternativ: tuple[Stycke, ...] = described(
        "Alternativ", "Vägarna som prövats, också att inte göra något.", default=()
    )
    genomforbarhet: tuple[Genomforbarhet, ...] = described("Genomförbarhet", "En bedömning per dimension.", default=())
    rekommendation: Stycke | None = described("Rekommendation", "Vad förstudien föreslår.", default=None)
    scenarier: tuple[Slug, ...] = described("Scenarier", "Scenarier som förstudien tagit fram.", default=())
    forutsattningar: Stycke | None = described(
        "Förutsättningar", "Det som läsaren behöver veta om hur arbetet gjordes.", default=None
    )


class Projektdirektiv(MedBudget):
    """Är uppdraget till projektet: vad det ska uppnå, inom vilka ramar och för vem.

    Källa: projektstyrningsprocessen, förstudie.
    """

    bakgrund: Stycke | None = described("Bakgrund", "Vad som lett fram till projektet.", default=None)
    syfte: Stycke | None = described("Syfte", "Varför projektet finns.", default=None)
    effektmal: tuple[Effektmal, ...] = described(
        "Effektmål", "Effekter i verksamheten, med indikator, nuläge och mål.", default=()
    )
    projektmal: tuple[Stycke, ...] = described("Projektmål", "Vad projektet ska leverera.", default=())
    omfattning: Stycke | None = described("Omfattning", "Vad som ingår.", default=None)
    avgransning: Stycke | None = described("Avgränsning", "Vad som inte ingår.", default=None)
    organisation: tuple[Rollrad, ...] = described("Organisation", "Rollerna i projektet.", default=())
    tidsram: Rad | None = described("Tidsram", "När projektet börjar och slutar.", default=None)
    finansiering: Stycke | None = described("Finansiering", "Hur projektet betalas.", default=None)
    mottagare: Rad | None = described("Mottagare", "De som tar över resultatet.", default=None)


class Riskhanteringsplan(Artefakt):
    """Beskriver hur riskerna hanteras: metod, strategi per risk och vem som får besluta.

    Riskerna själva står i riskregistret; planen hänvisar till dem.
    Källa: handlingsplanen, processteg genomföra; ISO 31000.
    """

    metod: Stycke | None = described("Metod", "Hur risker hittas och bedöms.", default=None)
    strategier: tuple[Strategirad, ...] = described("Strategier", "En rad per risk som hanteras.", default=())
    eskalering: Stycke | None = described("Eskalering", "När och hur en risk lyfts till nästa nivå.", default=None)
    uppfoljning: Stycke | None = described("Uppföljning", "Hur ofta riskerna bedöms på nytt.", default=None)
    omprovas_inom_dagar: int | None = described(
        "Omprövas inom", "Dagar mellan två bedömningar.", enhet="dagar", default=None, ge=1
    )
    roller: tuple[Rollrad, ...] = described("Roller", "Vem som gör vad i riskarbetet.", default=())
