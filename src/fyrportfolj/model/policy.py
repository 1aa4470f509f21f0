"""The form of fyr.yaml: the portfolio's head, which processes are in force, and its policy."""

from datetime import date
from typing import Literal

from fyrportfolj.model.base import Model, Nyckel, Procent, Rad, Skala, Stycke, Version, Webbadress, described

SCHEMA_VERSION = 1
"""The schema version that this release writes and reads; older ones go through `upgrade`."""


class Befogenhet(Model):
    """The role or body that may act on risks of a level, per kind of undertaking."""

    projekt: Nyckel = described("I projekt", "Organ eller roll som får besluta i ett projekt.")
    initiativ: Nyckel = described(
        "I program och portfölj", "Organ eller roll som får besluta i ett program eller i portföljen."
    )


class Riskniva(Model):
    """A band of risk values and who may act on it."""

    slug: Nyckel = described("Nivå", "Nivåns nyckel.")
    namn: Rad = described("Namn", "Nivåns namn.")
    fran: int = described("Från", "Lägsta riskvärde i nivån.", enhet="S×K", ge=1, le=25)
    till_och_med: int = described("Till och med", "Högsta riskvärde i nivån.", enhet="S×K", ge=1, le=25)
    befogenhet: Befogenhet = described("Befogenhet", "Vem som får besluta om risken.")
    krav_beslut: bool = described(
        "Kräver beslut", "Sant när behandlingen ska vara beslutad av den som har befogenheten."
    )
    beslut_inom_dagar: int = described(
        "Beslut inom", "Dagar från bedömningen till beslutet.", enhet="dagar", default=30, ge=0
    )


class Skalsteg(Model):
    """The meaning of one step on the scale 1–5."""

    varde: Skala = described("Värde", "Steget.", enhet="1–5")
    namn: Rad = described("Namn", "Kort namn.")
    beskrivning: Stycke = described("Beskrivning", "Vad steget betyder.")


class Riskpolicy(Model):
    """S×K: scales, bands and authority. Källa: styrmötet för förstudien, Riskhantering."""

    sannolikhet: tuple[Skalsteg, ...] = described("Sannolikhet", "Skalans fem steg.", min_length=5, max_length=5)
    konsekvens: tuple[Skalsteg, ...] = described("Konsekvens", "Skalans fem steg.", min_length=5, max_length=5)
    nivaer: tuple[Riskniva, ...] = described(
        "Nivåer", "Nivåerna; tillsammans täcker de varje riskvärde som kan förekomma.", min_length=1
    )
    visa_alltid_konsekvens: Skala = described(
        "Visa alltid konsekvens", "Risker med så stor konsekvens visas alltid.", enhet="1–5", default=5
    )
    omprovas_inom_dagar: int = described(
        "Omprövas inom", "Dagar mellan två bedömningar.", enhet="dagar", default=90, ge=1
    )


class Statuspolicy(Model):
    """When a status row is green, yellow or red, and when a report is stale."""

    budget_mindre: Procent = described(
        "Budget, mindre komplikationer", "Avvikelse från vilken raden inte får vara grön.", enhet="procent"
    )
    budget_stor: Procent = described(
        "Budget, komplikationer", "Avvikelse från vilken raden ska vara röd.", enhet="procent"
    )
    tid_mindre_dagar: int = described(
        "Tid, mindre komplikationer", "Förskjutning från vilken raden inte får vara grön.", enhet="dagar", ge=0
    )
    tid_stor_dagar: int = described(
        "Tid, komplikationer", "Förskjutning från vilken raden ska vara röd.", enhet="dagar", ge=0
    )
    rapport_inom_dagar: int = described(
        "Rapport inom", "Dagar mellan två statusrapporter.", enhet="dagar", default=45, ge=1
    )


class Policy(Model):
    """What the portfolio has decided about its own steering."""

    risk: Riskpolicy = described("Risk", "Skalor, nivåer och befogenhet.")
    status: Statuspolicy = described("Status", "Gränser för statusrapportens rader.")
    registreras_inom_dagar: int | None = described(
        "Registreras inom",
        "Högsta antal dagar från sammanträdet till registreringen; tomt utan gräns.",
        enhet="dagar",
        default=None,
        ge=0,
    )


class ProcessVal(Model):
    """A process version that new undertakings get."""

    slug: Nyckel = described("Process", "Processens nyckel.")
    version: Version = described("Version", "Versionen som gäller för nya insatser.")


class GallandeProcesser(Model):
    """Which process is in force for which kind of undertaking."""

    initiativ: ProcessVal = described("Initiativ och program", "Processen för initiativ.")
    projekt: ProcessVal = described("Projekt", "Processen för projekt.")
    remiss: ProcessVal | None = described("Remiss", "Processen för remisser.", default=None)


class Plattform(Model):
    """Where the portfolio's git repository lies, when its remote's address does not tell it all."""

    slag: Literal["github", "gitlab", "forgejo"] = described("Slag", "Vad plattformen är; Gitea är forgejo.")
    adress: Webbadress | None = described(
        "Adress", "Där plattformens sidor börjar, när det inte följer av fjärrens adress.", default=None
    )
    gren: Rad = described("Gren", "Grenen som granskningar jämförs med.", default="main")


class PortfolioFile(Model):
    """fyr.yaml: the head of a portfolio."""

    namn: Rad = described("Namn", "Portföljens namn.")
    agare: Rad = described("Ägare", "Organisationen som äger portföljen.")
    schema_version: Literal[1] = described("Schemaversion", "Formatets version; ändras av programmet.")
    tidszon: Rad = described("Tidszon", "IANA-namn, till exempel Europe/Stockholm.", default="Europe/Stockholm")
    sprak: Literal["sv", "en"] = described("Språk", "Språk för rapporter och utskrifter.", default="sv")
    betraktelsedag: date | None = described(
        "Betraktelsedag",
        "Dagen som portföljen läses som om den vore i dag; för exempel och avslutade portföljer.",
        default=None,
    )
    processer: GallandeProcesser = described("Gällande processer", "Processversioner som nya insatser får.")
    policy: Policy = described("Policy", "Vad portföljen beslutat om sin egen styrning.")
    plattform: Plattform | None = described(
        "Plattform", "GitHub, GitLab eller Forgejo som portföljen delas genom.", default=None
    )
