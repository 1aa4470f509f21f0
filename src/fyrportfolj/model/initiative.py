"""An undertaking in the portfolio: an initiative (which becomes a programme) or a project.

One YAML file each; its artefacts, risks and decisions lie inside it.
"""

from datetime import date
from typing import Literal

from fyrportfolj.model.artefacts import Artefakter
from fyrportfolj.model.base import (
    Diarienummer,
    Kronor,
    Model,
    Nyckel,
    Rad,
    RadId,
    Slug,
    Stycke,
    Timmar,
    Version,
    Webbadress,
    described,
)
from fyrportfolj.model.capacity import Forandringslast
from fyrportfolj.model.decisions import BeslutId, Decision
from fyrportfolj.model.risks import Risk


class ProcessRef(Model):
    """The process version that an undertaking runs under."""

    slug: Nyckel = described("Process", "Processens nyckel.")
    version: Version = described("Version", "Versionen, inom citattecken.")


class Deltagare(Model):
    """A municipality that takes part, is asked, or has declined."""

    kommun: Slug = described("Kommun", "Kommunens nyckel.")
    status: Literal["tillfragad", "intresserad", "deltar", "avstar"] = described(
        "Status", "Hur kommunen förhåller sig."
    )
    fran: date | None = described("Från", "Dagen då kommunen kom med.", default=None)
    beslut: BeslutId | None = described("Beslut", "Beslutet som avgjorde, när det finns.", default=None)
    tillampliga_organ: tuple[Nyckel, ...] = described(
        "Tillämpliga organ", "Organ som bara ibland beslutar men ska göra det här.", default=()
    )
    kontaktroll: Rad | None = described("Kontaktroll", "Rollen att vända sig till.", default=None)


class Andel(Model):
    """A party's share of the cost."""

    part: Slug = described("Part", "Kommunens eller finansiärens nyckel.")
    namn: Rad | None = described("Namn", "Finansiärens namn, när den inte står i ett register.", default=None)
    belopp_kr: Kronor = described("Belopp", "Partens del.", enhet="kr", ge=0)


class Fordelningsnyckel(Model):
    """How the municipalities' part of the cost is split. Källa: kommunala samverkansavtal, fördelningsnyckel."""

    typ: Literal["lika", "invanare", "lika_och_invanare", "manuell"] = described(
        "Nyckel", "Lika, efter invånare, blandat eller manuellt."
    )
    andel_lika_procent: int | None = described(
        "Andel lika", "Den del som delas lika i en blandad nyckel.", enhet="procent", default=None, ge=0, le=100
    )


class Finansiering(Model):
    """What it costs, who pays, and how the municipalities split their part."""

    total_kr: Kronor = described("Total kostnad", "Hela kostnaden.", enhet="kr", ge=0)
    prisniva: int | None = described("Prisnivå", "Året som beloppen räknas i.", default=None)
    kalla: Rad | None = described("Källa", "Varifrån beloppet kommer.", default=None)
    kommunernas_del_kr: Kronor | None = described(
        "Kommunernas del", "Det som deltagande kommuner delar på.", enhet="kr", default=None, ge=0
    )
    fordelningsnyckel: Fordelningsnyckel | None = described(
        "Fördelningsnyckel", "Hur kommunernas del delas.", default=None
    )
    andelar: tuple[Andel, ...] = described("Andelar", "Beloppen per kommun; summan är kommunernas del.", default=())
    finansiarer: tuple[Andel, ...] = described(
        "Finansiärer", "Belopp från förbundet och externa finansiärer, när de är kända.", default=()
    )
    finansiarer_namn: tuple[Rad, ...] = described(
        "Finansiärer, namn", "Finansiärer vars belopp inte är kända.", default=()
    )
    egen_tid_timmar_fran: Timmar | None = described(
        "Egen tid, från", "Arbetstid per nyckelresurs och kommun.", enhet="timmar", default=None
    )
    egen_tid_timmar_till: Timmar | None = described(
        "Egen tid, till", "Arbetstid per nyckelresurs och kommun.", enhet="timmar", default=None
    )
    upparbetat_kr: Kronor | None = described(
        "Upparbetat", "Det som är använt hittills.", enhet="kr", default=None, ge=0
    )
    prognos_kr: Kronor | None = described("Prognos", "Beräknad slutkostnad.", enhet="kr", default=None, ge=0)


class Milstolpe(Model):
    """A milestone with baseline, current forecast and outcome."""

    id: RadId = described("Milstolpe", "Kort nyckel, till exempel M1.")
    namn: Rad = described("Namn", "Vad som är uppnått.")
    baslinje: date = described("Baslinje", "Dagen som planen fastställde.")
    prognos: date | None = described("Prognos", "Dagen som nu väntas.", default=None)
    utfall: date | None = described("Utfall", "Dagen då milstolpen nåddes.", default=None)
    beror_av: tuple[RadId, ...] = described("Beror av", "Milstolpar i samma fil som måste nås före.", default=())


class Aktivitet(Model):
    """An activity in the time plan."""

    namn: Rad = described("Namn", "Vad som görs.")
    grupp: Rad | None = described("Grupp", "Rubriken som aktiviteten hör till.", default=None)
    start: date = described("Start", "Första dagen.")
    slut: date = described("Slut", "Sista dagen.")
    ansvarig: Nyckel | None = described("Ansvarig", "Rollen som ansvarar.", default=None)


class Mote(Model):
    """A steering meeting that the undertaking prepares."""

    datum: date = described("Datum", "Mötesdagen.")
    organ: Nyckel = described("Organ", "Organet som möts.")
    dagordning: tuple[Rad, ...] = described("Dagordning", "Punkterna i ordning.", default=())
    syfte: Stycke | None = described("Syfte", "Varför mötet hålls.", default=None)
    mal: tuple[Stycke, ...] = described("Mål", "Vad mötet ska leda till.", default=())
    forslag_till_beslut: tuple[Stycke, ...] = described(
        "Förslag till beslut", "Det som mötet ska ta ställning till.", default=()
    )


class ExternLank(Model):
    """A link to an external initiative of the action plan."""

    initiativ: Slug = described("Externt initiativ", "Nyckeln i handlingsplanen.")
    hur: Stycke | None = described("Hur", "Hur insatsen hänger ihop med det.", default=None)


class Leverans(Model):
    """Something that the undertaking delivers."""

    namn: Rad = described("Namn", "Vad som levereras.")
    delar: tuple[Rad, ...] = described("Delar", "Vad leveransen består av.", default=())


class Undertaking(Model):
    """What an initiative and a project have in common."""

    id: Slug = described("Id", "Namnet som nyckel; samma som filens namn.")
    namn: Rad = described("Namn", "Namnet som det visas.")
    exempel: bool = described("Exempel", "Sant för påhittat innehåll; visas i varje vy.", default=False)
    tidigare_id: tuple[Slug, ...] = described(
        "Tidigare id", "Id som gällt förut och fortfarande går att använda.", default=()
    )
    process: ProcessRef = described("Process", "Processen som insatsen följer.")
    fas: Nyckel = described("Fas", "Fasen som insatsen är i; följer av besluten.")
    steg: Nyckel | None = described("Steg", "Steget i fasen.", default=None)
    sammanfattning: Stycke = described("Sammanfattning", "Vad insatsen är, en till tre meningar.")
    mal: tuple[Stycke, ...] = described("Mål", "Vad insatsen ska nå.", default=())
    agare: Nyckel | None = described("Ägare", "Rollen som äger insatsen.", default=None)
    ledare: Nyckel | None = described("Ledare", "Rollen som leder insatsen.", default=None)
    start: date | None = described("Start", "Första dagen.", default=None)
    slut: date | None = described("Slut", "Sista dagen, enligt plan.", default=None)
    diarienummer: dict[Slug, Diarienummer] = described("Diarienummer", "Diarienummer per myndighet.", default={})
    deltagare: tuple[Deltagare, ...] = described("Deltagare", "Kommuner som tillfrågats eller deltar.", default=())
    tillampliga_organ: tuple[Nyckel, ...] = described(
        "Tillämpliga organ", "Gemensamma organ som bara ibland beslutar men ska göra det här.", default=()
    )
    finansiering: Finansiering | None = described("Finansiering", "Kostnad och fördelning.", default=None)
    externa_initiativ: tuple[ExternLank, ...] = described(
        "Externa initiativ", "Regionala och nationella initiativ som berör insatsen.", default=()
    )
    leveranser: tuple[Leverans, ...] = described("Leveranser", "Vad insatsen levererar.", default=())
    milstolpar: tuple[Milstolpe, ...] = described("Milstolpar", "Milstolpar i tidsordning.", default=())
    aktiviteter: tuple[Aktivitet, ...] = described("Aktiviteter", "Aktiviteter i tidplanen.", default=())
    forandringslast: tuple[Forandringslast, ...] = described(
        "Förändringslast", "Hur mycket insatsen kräver av förvaltningarna, och när.", default=()
    )
    risker: tuple[Risk, ...] = described("Risker", "Riskregistret.", default=())
    moten: tuple[Mote, ...] = described("Möten", "Styrmöten som förbereds.", default=())
    artefakter: Artefakter = described("Artefakter", "Dokumenten, per nyckel.", default=Artefakter())
    beslut: tuple[Decision, ...] = described("Beslut", "Besluten i den ordning de registrerades.", default=())
    beror_av: tuple[Slug, ...] = described("Beror av", "Initiativ och projekt som måste bli klara före.", default=())
    lankar: tuple[Webbadress, ...] = described("Länkar", "Adresser till mer.", default=())
    noteringar: tuple[Stycke, ...] = described("Noteringar", "Anmärkningar, till exempel om källan.", default=())


class Initiative(Undertaking):
    """initiativ/<id>.yaml: an initiative of the action plan, later a programme."""

    delomrade: Slug = described("Delområde", "Delområdet i handlingsplanen.")


class Project(Undertaking):
    """projekt/<id>.yaml: a project, inside a programme or on its own."""

    program: Slug | None = described(
        "Program", "Initiativet som projektet hör till; tomt för ett fristående projekt.", default=None
    )
    delomrade: Slug | None = described(
        "Delområde", "Delområdet i handlingsplanen, för ett fristående projekt.", default=None
    )
    formagekarta: Slug | None = described("Förmågekarta", "Kartan som projektet tagit fram.", default=None)
    scenarier: tuple[Slug, ...] = described("Scenarier", "Scenarier som projektet tagit fram.", default=())
