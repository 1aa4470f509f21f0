"""The agreements: declaration of intent, cooperation, notice and transfer of rights."""

from datetime import date
from typing import Literal

from fyrportfolj.model.artefacts.base import Artefakt
from fyrportfolj.model.artefacts.rows import Kostnadsandel, Rollrad
from fyrportfolj.model.artefacts.traits import MedParter
from fyrportfolj.model.base import Diarienummer, Kronor, Model, Nyckel, Rad, Slug, Stycke, Timmar, described

Nyckeltyp = Literal["lika", "invanare", "lika_och_invanare", "anvandare", "manuell"]
"""How a cost is split between parties. Källa: kommunala samverkansavtal; förbundets medlemsavgift."""


class Avsiktsforklaring(MedParter):
    """Visar att kommunen vill vara med i programmet, på vilka villkor och med vilken insats.

    En rad per kommun och extern aktör, med organ, dag och diarienummer, undertecknad eller avböjd.
    Den är inte juridiskt bindande. Källa: handlingsplanen, processteg koordinera, beredning och beslut.
    """

    syfte: Stycke | None = described("Syfte", "Vad parterna vill åstadkomma.", default=None)
    omfattning: Stycke | None = described("Omfattning", "Vad samarbetet omfattar.", default=None)
    resursinsats: tuple[Rollrad, ...] = described("Roller", "Rollerna som varje part bidrar med.", default=())
    resursinsats_timmar: Timmar | None = described("Egen tid", "Arbetstid per kommun.", enhet="timmar", default=None)
    kostnadsram_kr: Kronor | None = described(
        "Kostnadsram", "Kostnaden som parterna räknar med.", enhet="kr", default=None, ge=0
    )
    fordelningsnyckel: Nyckeltyp | None = described("Fördelningsnyckel", "Hur kostnaden delas.", default=None)
    giltig_till: date | None = described("Gäller till", "Sista dagen.", default=None)
    juridiskt_bindande: bool = described(
        "Juridiskt bindande", "Falskt för en avsiktsförklaring i vanlig mening.", default=False
    )


class Samverkansavtal(MedParter):
    """Är avtalet om samarbetet: vad det omfattar, vem som betalar vad och hur man kommer ur det.

    Det undertecknas av varje part. Källa: handlingsplanen, processteg planera; kommunallagen 9 kap. om samverkan;
    innehållet efter kommunala samverkansavtal om gemensam it.
    """

    bakgrund: Stycke | None = described("Bakgrund", "Vad som lett fram till avtalet.", default=None)
    syfte: Stycke | None = described("Syfte", "Vad parterna vill åstadkomma.", default=None)
    omfattning: Stycke | None = described("Omfattning", "Vad samarbetet omfattar.", default=None)
    lagstod: Rad | None = described("Lagstöd", "Bestämmelsen som samarbetet vilar på.", default=None)
    organisation: Stycke | None = described("Organisation", "Hur samarbetet styrs.", default=None)
    kostnad_total_kr: Kronor | None = described(
        "Total kostnad", "Kostnaden som parterna delar.", enhet="kr", default=None, ge=0
    )
    kostnadsfordelning: tuple[Kostnadsandel, ...] = described(
        "Kostnadsfördelning", "Varje parts del; summan är den totala kostnaden.", default=()
    )
    fordelningsnyckel: Nyckeltyp | None = described("Fördelningsnyckel", "Hur kostnaden delas.", default=None)
    ataganden: tuple[Stycke, ...] = described("Åtaganden", "Vad parterna åtar sig.", default=())
    serviceniva: Stycke | None = described("Servicenivå", "Vad parterna kan räkna med.", default=None)
    insyn: Stycke | None = described("Insyn", "Hur parterna får insyn och hur revisionen går till.", default=None)
    arkiv: Stycke | None = described("Arkiv", "Vem som arkiverar vad.", default=None)
    sekretess: Stycke | None = described("Sekretess", "Hur uppgifter skyddas.", default=None)
    personuppgifter: Stycke | None = described("Personuppgifter", "Vem som är personuppgiftsansvarig.", default=None)
    immateriella_rattigheter: Stycke | None = described(
        "Immateriella rättigheter", "Vem som äger resultatet.", default=None
    )
    giltig_fran: date | None = described("Gäller från", "Första dagen.", default=None)
    giltig_till: date | None = described("Gäller till", "Sista dagen; tomt tills vidare.", default=None)
    uppsagningstid_manader: int | None = described(
        "Uppsägningstid", "Tid från uppsägning till utträde.", enhet="månader", default=None, ge=0
    )
    tvist: Stycke | None = described("Tvist", "Hur en tvist löses.", default=None)


class Avtalsrad(Model):
    """A contract or licence that is ended."""

    avtal: Rad = described("Avtal", "Avtalet eller licensen.")
    motpart: Rad = described("Motpart", "Den andra parten.")
    uppsagt: date | None = described("Uppsagt", "Dagen då avtalet sades upp.", default=None)
    upphor: date | None = described("Upphör", "Dagen då avtalet upphör.", default=None)
    kvarstaende_kr: Kronor | None = described(
        "Kvarstående åtagande", "Det som återstår att betala.", enhet="kr", default=None, ge=0
    )
    ansvarig: Nyckel = described("Ansvarig", "Rollen som avslutar avtalet.")
    diarienummer: Diarienummer | None = described("Diarienummer", "Ärendets nummer.", default=None)


class AvtalOmUppsagning(Artefakt):
    """Förtecknar avtal och licenser som avslutas och visar att de rättsliga plikterna är uppfyllda.

    Källa: handlingsplanen, processteg avveckling, legalt.
    """

    avtal: tuple[Avtalsrad, ...] = described("Avtal", "Avtal och licenser som avslutas.", default=())
    finansiella_ataganden: Stycke | None = described(
        "Finansiella åtaganden", "Hur återstående åtaganden avslutas.", default=None
    )
    rattsliga_plikter: tuple[Stycke, ...] = described(
        "Rättsliga plikter", "Plikter som är uppfyllda, med hänvisning.", default=()
    )
    personuppgifter: Stycke | None = described(
        "Personuppgifter", "Hur personuppgifter raderas eller lämnas över.", default=None
    )


class Rattighetsrad(Model):
    """A right that moves from one holder to another."""

    rattighet: Rad = described("Rättighet", "Programkod, varumärke, domännamn, dokumentation eller liknande.")
    slag: Literal["upphovsratt", "varumarke", "domannamn", "licens", "databas", "ovrigt"] = described(
        "Slag", "Vilket slags rättighet det är."
    )
    fran: Rad = described("Från", "Den som har rättigheten.")
    till: Slug = described("Till", "Parten som får rättigheten.")
    datum: date | None = described("Datum", "Dagen då rättigheten går över.", default=None)
    licens: Rad | None = described("Licens", "Licensen som gäller, till exempel EUPL-1.2.", default=None)


class OverforingImmateriellaRattigheter(MedParter):
    """Visar vem som äger det som programmet skapat och från vilken dag.

    Källa: handlingsplanen, processteg avveckling, legalt.
    """

    rattigheter: tuple[Rattighetsrad, ...] = described("Rättigheter", "En rad per rättighet.", default=())
    villkor: Stycke | None = described("Villkor", "Vad mottagaren får göra.", default=None)
