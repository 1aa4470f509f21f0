"""The rows of the benefit register: benefits, costs and their yearly amounts."""

from datetime import date
from decimal import Decimal
from typing import Literal

from fyrportfolj.model.artefacts.rows import Ansvarig, Kommunrad, Malvarde, Nulage, Riktning, Tal
from fyrportfolj.model.base import Ar, Kronor, Model, Nyckel, Rad, RadId, Slug, Stycke, Timmar, Webbadress, described

Nyttotyp = Literal["finansiell", "omfordelning", "kvalitet", "miljo"]
"""Källa: Ineras nyttokalkyl; DIGG:s vägledning i nyttorealisering."""

Vardering = Literal["pengar", "annat_matt", "beskriven"]
Intressenttyp = Literal["kommun", "forbund", "region", "stat", "invanare", "foretag"]
Nyttostatus = Literal["identifierad", "planerad", "pagar", "realiserad", "delvis", "ej_realiserad", "avskriven"]


class Arsbelopp(Model):
    """What a year gives or costs, in fixed prices: lowest, likely and highest value."""

    ar: Ar = described("År", "Kalenderåret.")
    lag_kr: Kronor | None = described("Lägsta", "Lägsta rimliga belopp.", enhet="kr", default=None)
    trolig_kr: Kronor = described("Trolig", "Troligaste belopp.", enhet="kr")
    hog_kr: Kronor | None = described("Högsta", "Högsta rimliga belopp.", enhet="kr", default=None)


class Intressent(Model):
    """Where a benefit lands."""

    typ: Intressenttyp = described("Typ", "Vem som får nyttan.")
    kommuner: tuple[Slug, ...] = described(
        "Kommuner", "Kommunerna som får nyttan; tomt betyder alla deltagande.", default=()
    )


class Berakning(Model):
    """How an amount was reached, in words and figures."""

    formel: Rad = described("Formel", "Räknesättet i ord, till exempel minuter × antal ärenden × timkostnad.")
    volym: Tal | None = described("Volym", "Antal ärenden eller liknande per år.", enhet="antal", default=None)
    timkostnad_kr: Kronor | None = described(
        "Timkostnad", "Kostnad per arbetstimme.", enhet="kr per timme", default=None, ge=0
    )
    kalla: Rad | None = described("Källa", "Varifrån siffrorna kommer.", default=None)


class Nyttoaktivitet(Model):
    """Something that must be done for a benefit to come about."""

    vad: Stycke = described("Vad", "Vad som ska göras.")
    ansvarig: Nyckel = described("Ansvarig", "Rollen som gör det.")
    klart: date | None = described("Klart", "Dagen då det ska vara gjort.", default=None)


class Nyttoutfall(Model):
    """A follow-up measurement of a benefit."""

    datum: date = described("Datum", "Dagen för mätningen.")
    varde: Tal | None = described("Värde", "Det uppmätta värdet, i indikatorns enhet.", default=None)
    belopp_kr: Kronor | None = described("Belopp", "Nyttan i pengar för perioden.", enhet="kr", default=None)
    kalla: Rad | None = described("Källa", "Varifrån värdet kommer.", default=None)
    kommentar: Stycke | None = described("Kommentar", "Hade det hänt ändå, och vad förklarar avvikelsen.", default=None)


class Huvudboksrad(Model):
    """What became of a planned benefit in one municipality and one year.

    Planned is realised, revised to another year, and lost; nothing disappears in silence.
    Källa: DIGG:s vägledning i nyttorealisering, följa upp; portföljens egen regel om att balansera.
    """

    kommun: Slug = described("Kommun", "Kommunen som nyttan gäller.")
    ar: Ar = described("År", "Kalenderåret.")
    planerat_kr: Kronor = described("Planerat", "Det som planen sa.", enhet="kr", default=Decimal(0))
    realiserat_kr: Kronor | None = described("Realiserat", "Det som blev.", enhet="kr", default=None)
    omplanerat_kr: Kronor | None = described(
        "Omplanerat",
        "Det som flyttats till ett annat år; under noll när mer kom än planerat.",
        enhet="kr",
        default=None,
    )
    forlorat_kr: Kronor | None = described("Förlorat", "Det som aldrig kommer.", enhet="kr", default=None)
    ansvarig: Nyckel | None = described("Ansvarig", "Linjerollen vars budget nyttan syns i.", default=None)
    kalla: Rad | None = described("Källa", "Varifrån beloppen kommer.", default=None)


class Fordelningsrad(Kommunrad):
    """What a municipality weighs when costs and benefits are split by usage or by agreement."""

    anvandning: Tal | None = described("Användning", "Antal ärenden, användare eller liknande per år.", default=None)
    kostnadsvikt: Tal | None = described(
        "Kostnadsvikt", "Kommunens del av kostnaden, i förhållande till de andras.", default=None
    )
    nyttovikt: Tal | None = described(
        "Nyttovikt", "Kommunens del av nyttan, i förhållande till de andras.", default=None
    )
    kalla: Rad | None = described("Källa", "Varifrån vikterna kommer.", default=None)


class Nytta(Model):
    """A benefit: a measurable change that someone wants and that serves a goal.

    Källa: DIGG:s vägledning i nyttorealisering; E-delegationens sju frågor.
    """

    id: RadId = described("Nytta", "Kort nyckel, till exempel N1; återanvänds aldrig.")
    namn: Rad = described("Namn", "Nyttan som en förändring, kort.")
    beskrivning: Stycke | None = described("Beskrivning", "Effektkedjan i en mening.", default=None)
    nyttotyp: Nyttotyp = described("Nyttotyp", "Finansiell, omfördelning, kvalitet eller miljö.")
    vardering: Vardering = described("Värdering", "I pengar, i annat mått eller bara beskriven.", default="beskriven")
    malkoppling: tuple[Slug, ...] = described(
        "Målkoppling", "Mål i verksamhetsplanen som nyttan bidrar till.", default=()
    )
    formaga: tuple[Rad, ...] = described("Förmåga", "Förmågor som nyttan stärker.", default=())
    intressent: Intressent | None = described("Intressent", "Vem som får nyttan.", default=None)
    nyttoansvarig: Ansvarig | None = described(
        "Nyttoansvarig", "Linjerollen som ska hämta hem nyttan, aldrig projektledaren.", default=None
    )
    matansvarig: Ansvarig | None = described("Mätansvarig", "Rollen som mäter.", default=None)
    indikator: Rad | None = described("Indikator", "Det som mäts.", default=None)
    matmetod: Rad | None = described("Mätmetod", "Hur det mäts.", default=None)
    datakalla: Rad | None = described("Datakälla", "System eller nyckeltal, till exempel Kolada N00003.", default=None)
    nulage: Nulage | None = described("Nuläge", "Värdet före förändringen.", default=None)
    mal: Malvarde | None = described("Mål", "Värdet som ska nås.", default=None)
    riktning: Riktning | None = described("Riktning", "Minska, öka eller behålla.", default=None)
    berakning: Berakning | None = described("Beräkning", "Hur beloppen räknats fram.", default=None)
    per_ar: tuple[Arsbelopp, ...] = described("Per år", "Belopp per år i fasta priser.", default=())
    forutsattningar: tuple[Rad, ...] = described(
        "Förutsättningar", "Det som måste vara på plats för att nyttan ska komma.", default=()
    )
    aktiviteter: tuple[Nyttoaktivitet, ...] = described(
        "Aktiviteter", "Det som görs för att nyttan ska komma.", default=()
    )
    risker: tuple[RadId, ...] = described("Risker", "Risker i samma fil som hotar nyttan.", default=())
    overlapp_med: tuple[Rad, ...] = described(
        "Överlapp med", "Nyttor som räknar samma sak, som insatsens id och nyttans nyckel.", default=()
    )
    uppfoljning: tuple[date, ...] = described("Uppföljning", "Dagar då nyttan mäts.", default=())
    utfall: tuple[Nyttoutfall, ...] = described("Utfall", "Mätningar, äldsta först.", default=())
    huvudbok: tuple[Huvudboksrad, ...] = described(
        "Huvudbok", "Planerat, realiserat, omplanerat och förlorat per kommun och år.", default=()
    )
    status: Nyttostatus = described("Status", "Hur långt nyttan kommit.", default="identifierad")


class Kostnad(Model):
    """A cost row. Källa: Ineras nyttokalkyl."""

    id: RadId = described("Kostnad", "Kort nyckel, till exempel K1.")
    namn: Rad = described("Namn", "Vad som kostar.")
    kostnadstyp: Literal["engang", "lopande", "avveckling"] = described(
        "Kostnadstyp", "Engångskostnad, löpande kostnad eller avveckling."
    )
    slag: (
        Literal[
            "projekt",
            "utbildning",
            "integration",
            "upphandling",
            "licens",
            "drift",
            "forvaltning",
            "personal",
            "ovrigt",
        ]
        | None
    ) = described("Slag", "Vilket slags kostnad det är.", default=None)
    bars_av: Slug | None = described(
        "Bärs av", "Kommunen eller finansiären som betalar; tomt betyder att den delas.", default=None
    )
    per_ar: tuple[Arsbelopp, ...] = described("Per år", "Belopp per år i fasta priser.", default=())
    finansiering: Literal["egen", "forbund", "utlysning"] | None = described(
        "Finansiering", "Egna medel, förbundets medel eller en utlysning.", default=None
    )
    intern_tid_timmar: Timmar | None = described(
        "Intern tid", "Egen arbetstid, när den inte räknats i kronor.", enhet="timmar", default=None
    )
    kalla: Rad | None = described("Källa", "Varifrån beloppet kommer.", default=None)
    lank: Webbadress | None = described("Länk", "Adress till källan.", default=None)


class KommunensNytta(Kommunrad):
    """What a municipality is expected to gain."""

    nytta_kr: Kronor | None = described("Nytta", "Förväntad nytta per år.", enhet="kr per år", default=None)
    besparing_kr: Kronor | None = described(
        "Besparing", "Den del av nyttan som sänker kostnaderna.", enhet="kr per år", default=None
    )
    kalla: Rad | None = described("Källa", "Varifrån siffran kommer.", default=None)
