"""The plans: of a programme, of a project, and of what is told to whom."""

from typing import Literal

from fyrportfolj.model.artefacts.base import Artefakt
from fyrportfolj.model.artefacts.rows import (
    Arscykelrad,
    Atgardsrad,
    Beroende,
    Budskapsrad,
    Kommunrad,
    Resursrad,
    Rollrad,
    Tagordning,
    Tidpunkt,
)
from fyrportfolj.model.artefacts.traits import MedBudget, MedKommuner
from fyrportfolj.model.base import Rad, RadId, Stycke, described


class Forankring(Kommunrad):
    """How far a plan is anchored in a municipality."""

    status: Literal["ej_paborjad", "pagar", "klar"] = described("Förankring", "Hur långt förankringen kommit.")


class Programplan(MedBudget, MedKommuner):
    """Beskriver hur programmet genomförs: projekten i ordning, tid, pengar, människor och budskap.

    Den byggs i fyra etapper, från roller och beroenden till en plan som är förankrad i varje kommun.
    Källa: handlingsplanen, processteg planera.
    """

    roller: tuple[Rollrad, ...] = described("Roller", "Vem som ansvarar för vad i planeringen.", default=())
    projekt: tuple[Tagordning, ...] = described("Tågordning", "Projekten i den ordning de startar.", default=())
    beroenden: tuple[Beroende, ...] = described("Projektberoenden", "Vilka projekt som väntar på vilka.", default=())
    resurser: tuple[Resursrad, ...] = described(
        "Resursplan", "Kompetensprofiler, kandidater, tillsättningar och resurskontrakt.", default=()
    )
    tidplan: tuple[Tidpunkt, ...] = described("Tidplan", "Milstolparna när planen beslutades.", default=())
    arscykel: tuple[Arscykelrad, ...] = described(
        "Kommunernas årscykel", "Hur tidplanen passar kommunernas verksamhetsår.", default=()
    )
    risker: tuple[RadId, ...] = described("Risker", "Risker i riskregistret som planen tar hänsyn till.", default=())
    kommunikation: tuple[Budskapsrad, ...] = described(
        "Kommunikationsplan", "Vem som får veta vad, när och hur.", default=()
    )
    per_kommun: tuple[Forankring, ...] = described("Lokal förankring", "Hur långt varje kommun kommit.", default=())
    sammanfattning: Stycke | None = described("Sammanfattning", "Planen på några meningar.", default=None)


class Projektplan(MedBudget):
    """Beskriver hur projektet genomförs, så att styrgruppen kan följa det och säga till i tid.

    Källa: projektstyrningsprocessen, planera; styrmötet för förstudien.
    """

    bakgrund: Stycke | None = described("Bakgrund", "Vad som lett fram till projektet.", default=None)
    mal: tuple[Stycke, ...] = described("Mål", "Vad projektet ska nå.", default=())
    omfattning: Stycke | None = described("Omfattning", "Vad som ingår.", default=None)
    avgransning: Stycke | None = described("Avgränsning", "Vad som inte ingår.", default=None)
    leveranser: tuple[Rad, ...] = described("Leveranser", "Vad projektet lämnar ifrån sig.", default=())
    organisation: tuple[Rollrad, ...] = described("Organisation", "Rollerna i projektet.", default=())
    tidplan: tuple[Tidpunkt, ...] = described("Tidplan", "Milstolparna när planen beslutades.", default=())
    resurser: tuple[Resursrad, ...] = described("Resurser", "Kompetens och tid som behövs.", default=())
    risker: tuple[RadId, ...] = described("Risker", "Risker i riskregistret som planen tar hänsyn till.", default=())
    kommunikation: tuple[Budskapsrad, ...] = described(
        "Kommunikation", "Vem som får veta vad, när och hur.", default=()
    )
    kvalitet: Stycke | None = described("Kvalitet", "Hur resultatet granskas och godkänns.", default=None)
    finansiering: Stycke | None = described("Finansiering", "Hur projektet betalas.", default=None)


class Kommunikationsplan(Artefakt):
    """Säger vem som får veta vad, när och genom vilken kanal när programmet avvecklas.

    Källa: handlingsplanen, processteg avveckling, budskap.
    """

    syfte: Stycke | None = described("Syfte", "Vad kommunikationen ska leda till.", default=None)
    budskap: tuple[Budskapsrad, ...] = described("Budskap", "En rad per målgrupp och budskap.", default=())
    avslutade_processer: tuple[Atgardsrad, ...] = described(
        "Avslutade processer", "Interna processer som ska stängas, av vem och när.", default=()
    )
