"""The reports of running work: status reports and the final report."""

from datetime import date
from typing import Literal

from fyrportfolj.model.artefacts.base import Artefakt
from fyrportfolj.model.artefacts.rows import Atgardsrad, Kommunrad, Lardom
from fyrportfolj.model.artefacts.traits import MedKommuner
from fyrportfolj.model.base import Kronor, Model, Nyckel, RadId, Stycke, described

Lage = Literal["enligt_plan", "mindre_komplikationer", "komplikationer"]
"""Källa: styrmötet för förstudien, Statusrapport."""

Statusomrade = Literal["budget", "tid", "personal", "omfattning", "kvalitet", "nytta", "risk"]


class Statusrad(Model):
    """One area of the report with its light and what is done about a deviation."""

    omrade: Statusomrade = described("Område", "Vad raden gäller.")
    status: Lage = described("Läge", "Enligt plan, mindre komplikationer eller komplikationer.")
    foregaende_status: Lage | None = described("Föregående läge", "Läget i förra rapporten.", default=None)
    avvikelse: Stycke | None = described("Avvikelse", "Vad som avviker, eller en kommentar.", default=None)
    atgard: Stycke | None = described("Åtgärd", "Vad som görs.", default=None)
    ansvarig: Nyckel | None = described("Ansvarig", "Rollen som gör det.", default=None)
    klart: date | None = described("Klart", "Dagen då åtgärden ska vara gjord.", default=None)
    ingen_atgard: bool = described("Ingen åtgärd", "Sant när det är ett val att inte göra något.", default=False)
    ingen_atgard_motivering: Stycke | None = described(
        "Varför ingen åtgärd", "Skälen för att inte göra något.", default=None
    )
    avsteg_motivering: Stycke | None = described(
        "Varför avsteg", "Skälen när läget är ett annat än portföljens gränser ger.", default=None
    )


class Beslutsbehov(Model):
    """A decision that the steering group is asked for."""

    forslag: Stycke = described("Förslag till beslut", "Det som gruppen ska ta ställning till.")
    alternativ: tuple[Stycke, ...] = described("Alternativ", "Andra vägar, också att vänta.", default=())
    konsekvens: Stycke | None = described("Konsekvens", "Vad som händer om inget beslutas.", default=None)
    senast: date | None = described("Senast", "Dagen då beslutet behövs.", default=None)


class KommunensLage(Kommunrad):
    """How it goes in one municipality."""

    status: Lage = described("Läge", "Enligt plan, mindre komplikationer eller komplikationer.")


class Statusrapport(MedKommuner):
    """Berättar för styrgruppen hur arbetet går, vad som avviker och vilka beslut som behövs.

    En rapport per period; den förra ändras inte utan följs av en ny.
    Källa: styrmötet för förstudien, Statusrapport; handlingsplanen, processteg genomföra.
    """

    period_fran: date | None = described("Period, från", "Första dagen som rapporten gäller.", default=None)
    period_till: date | None = described("Period, till", "Sista dagen som rapporten gäller.", default=None)
    rapportdatum: date | None = described("Rapportdatum", "Dagen då rapporten lämnades.", default=None)
    sammanfattning: Stycke | None = described("Sammanfattning", "Högst tre meningar.", default=None)
    leveranssakerhet: Literal["hog", "mattlig", "lag"] | None = described(
        "Leveranssäkerhet", "Hur troligt det är att målen nås; sätts av en granskare, inte av ledaren.", default=None
    )
    leveranssakerhet_av: Nyckel | None = described("Bedömd av", "Rollen som bedömt leveranssäkerheten.", default=None)
    rader: tuple[Statusrad, ...] = described("Rader", "En rad per område.", default=())
    uppnatt: tuple[Stycke, ...] = described("Uppnått", "Resultat och delmål under perioden.", default=())
    kommande: tuple[Stycke, ...] = described("Kommande", "Aktiviteter och delmål i nästa period.", default=())
    beslutad_kr: Kronor | None = described("Beslutad budget", "Budgeten som gäller.", enhet="kr", default=None, ge=0)
    upparbetat_kr: Kronor | None = described(
        "Upparbetat", "Det som är använt hittills.", enhet="kr", default=None, ge=0
    )
    prognos_kr: Kronor | None = described("Prognos", "Beräknad slutkostnad.", enhet="kr", default=None, ge=0)
    beslut_som_behovs: tuple[Beslutsbehov, ...] = described(
        "Beslut som behövs", "Det som styrgruppen ska ta ställning till.", default=()
    )
    per_kommun: tuple[KommunensLage, ...] = described("Per kommun", "Läget i varje deltagande kommun.", default=())


class Milstolpsutfall(Model):
    """A milestone at the end: planned and actual day."""

    milstolpe: RadId = described("Milstolpe", "Milstolpens nyckel i samma fil.")
    planerad: date = described("Planerad", "Dagen enligt planen.")
    utfall: date | None = described("Utfall", "Dagen då den nåddes.", default=None)


class Malutfall(Model):
    """A goal at the end."""

    mal: Stycke = described("Mål", "Målet som det skrevs.")
    uppnatt: Literal["ja", "delvis", "nej"] = described("Uppnått", "Om målet nåddes.")
    kommentar: Stycke | None = described("Kommentar", "Varför det blev så.", default=None)


class Slutrapport(Artefakt):
    """Redovisar vad projektet gav, vad det kostade, vad som återstår och vad andra kan lära.

    Den godkänns när projektet avslutas och är det som nyttorealiseringen utgår från.
    Källa: projektstyrningsprocessen, genomföra och avsluta.
    """

    sammanfattning: Stycke | None = described("Sammanfattning", "Det viktigaste på några meningar.", default=None)
    resultat: tuple[Stycke, ...] = described("Resultat", "Vad projektet har levererat.", default=())
    maluppfyllelse: tuple[Malutfall, ...] = described("Måluppfyllelse", "En rad per mål.", default=())
    milstolpar: tuple[Milstolpsutfall, ...] = described("Milstolpar", "Planerad och faktisk dag.", default=())
    budget_kr: Kronor | None = described("Budget", "Budgeten som gällde.", enhet="kr", default=None, ge=0)
    utfall_kr: Kronor | None = described("Utfall", "Det som projektet kostade.", enhet="kr", default=None, ge=0)
    avvikelser: Stycke | None = described("Avvikelser", "Det som blev annorlunda och varför.", default=None)
    overlamning: tuple[Atgardsrad, ...] = described("Överlämning", "Vad som lämnas till vem och när.", default=())
    kvarstaende: tuple[Atgardsrad, ...] = described("Kvarstående", "Det som återstår att göra.", default=())
    lardomar: tuple[Lardom, ...] = described("Lärdomar", "Det som andra bör veta.", default=())
    rekommendation: Stycke | None = described("Rekommendation", "Vad rapporten föreslår.", default=None)
