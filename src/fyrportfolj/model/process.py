"""The form of a process file: phases, steps, required artefacts, gates and who decides.

No phase, gate or body is named here: the words are data in the portfolio, versioned with it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from fyrportfolj.messages import T, Text
from fyrportfolj.model.base import Model, Nyckel, Procent, Rad, Stycke, Version, described

Utfall = Literal["fortsatt", "tillbaka", "stopp", "avsluta"]
"""What a gate decision can be. Källa: styrmötet för förstudien, Beslut."""

ArtefaktStatus = Literal["utkast", "pa_remiss", "godkand", "faststalld", "ersatt"]
"""How far a document has come, in this order; `ersatt` means that a later version holds."""

STATUS_WORDS: Mapping[ArtefaktStatus, Text] = MappingProxyType(
    {
        "utkast": T("utkast"),
        "pa_remiss": T("på remiss"),
        "godkand": T("godkänd"),
        "faststalld": T("fastställd"),
        "ersatt": T("ersatt"),
    }
)
"""The status as a person reads it."""


class Steg(Model):
    """One step inside a phase, in order."""

    slug: Nyckel = described("Steg", "Kort namn på steget, unikt i fasen.")
    namn: Rad = described("Namn", "Stegets namn som det visas.")
    beskrivning: Stycke | None = described("Beskrivning", "Vad som görs i steget.", default=None)


class Etapp(Model):
    """What a document built in stages must hold after one step."""

    steg: Nyckel = described("Steg", "Steget då innehållet ska finnas.")
    falt: tuple[Nyckel, ...] = described("Fält", "Fält som ska vara ifyllda efter steget.", default=())
    kriterier: tuple[Nyckel, ...] = described(
        "Kriterier", "Namngivna kriterier som ska vara uppfyllda efter steget.", default=()
    )


class ArtefaktKrav(Model):
    """One artefact that a phase produces and what its gate asks of it."""

    slug: Nyckel = described("Artefakt", "Artefaktens nyckel under `artefakter:`.")
    kod: Rad | None = described("Kod", "Källans förkortning; visas för människor, är inte unik.", default=None)
    steg: Nyckel | None = described("Steg", "Steget som tar fram artefakten.", default=None)
    status: ArtefaktStatus = described(
        "Lägsta status", "Status som dokumentet minst ska ha vid grinden.", default="godkand"
    )
    beslutas: bool = described("Beslutas i grinden", "Sant när grinden själv fastställer dokumentet.", default=False)
    valfri: bool = described("Valfri", "Sant när grinden släpper igenom utan dokumentet.", default=False)
    falt: tuple[Nyckel, ...] = described("Fält", "Fält som ska vara ifyllda före grinden.", default=())
    kriterier: tuple[Nyckel, ...] = described(
        "Kriterier", "Namngivna kriterier som ska vara uppfyllda före grinden.", default=()
    )
    etapper: tuple[Etapp, ...] = described("Etapper", "Innehåll som växer fram steg för steg.", default=())


class Kvorum(Model):
    """How many municipalities must say yes before the gate can close."""

    minst_kommuner: int = described(
        "Minst antal kommuner", "Så många deltagande kommuner måste ha beslutat ja.", enhet="antal", default=1, ge=0
    )
    minst_andel_invanare: Procent | None = described(
        "Minsta andel invånare", "Ja-kommunernas andel av medlemskommunernas invånare.", enhet="procent", default=None
    )


class BeslutsKrav(Model):
    """One decision that a gate asks for, and the bodies that may take it."""

    slug: Nyckel = described("Krav", "Kort namn på beslutskravet, unikt i grinden.")
    namn: Rad = described("Namn", "Vad som beslutas.")
    per: Literal["gemensamt", "kommun"] = described(
        "Per", "Ett gemensamt beslut, eller ett från varje deltagande kommun.", default="gemensamt"
    )
    alla_av: tuple[Nyckel, ...] = described("Alla av", "Organ som alla måste besluta.", default=())
    nagot_av: tuple[Nyckel, ...] = described("Något av", "Organ av vilka ett räcker.", default=())
    vid_behov: tuple[Nyckel, ...] = described(
        "Vid behov", "Organ som bara beslutar när insatsen säger att de berörs.", default=()
    )
    kvorum: Kvorum | None = described("Kvorum", "Vad som krävs av ett beslut per kommun.", default=None)


class UtfallRegel(Model):
    """One outcome that a gate offers and where it leads."""

    utfall: Utfall = described("Utfall", "Vad beslutet kan bli.")
    till: tuple[Nyckel, ...] = described(
        "Till",
        "Faser som utfallet får leda till; tomt betyder nästa fas, valfri tidigare fas, eller inget fasbyte.",
        default=(),
    )


class Grind(Model):
    """The gate that leaves a phase."""

    slug: Nyckel = described("Grind", "Grindens nyckel, unik i processen.")
    namn: Rad = described("Namn", "Grindens namn, till exempel vad som beslutas.")
    alias: Rad | None = described(
        "Alias", "Namnet som den egna organisationen använder, till exempel BP3.", default=None
    )
    forslag: Rad | None = described("Förslag till beslut", "Standardtext för förslaget.", default=None)
    utfall: tuple[UtfallRegel, ...] = described("Utfall", "De utfall som grinden erbjuder.", min_length=1)
    beslut: tuple[BeslutsKrav, ...] = described("Beslut", "Besluten som tillsammans öppnar grinden.", min_length=1)
    kriterier: tuple[Nyckel, ...] = described("Kriterier", "Namngivna kriterier utöver artefakternas.", default=())
    krav_laga_kraft: bool = described(
        "Laga kraft krävs",
        "Sant när kommunernas beslut i grinden måste ha vunnit laga kraft innan nästa grind passeras.",
        default=False,
    )


class Ansvar(Model):
    """Who does what in a phase. Källa: handlingsplanen, Beskrivning av ansvar."""

    kommunalforbund: tuple[Rad, ...] = described("Kommunalförbundet", "Vad förbundet ansvarar för i fasen.", default=())
    kommun: tuple[Rad, ...] = described("Kommunen", "Vad varje kommun ansvarar för i fasen.", default=())


class Fas(Model):
    """One phase: its work, steps, artefacts, responsibilities and the gate that leaves it."""

    slug: Nyckel = described("Fas", "Fasens nyckel, unik i processen.")
    namn: Rad = described("Namn", "Fasens namn som det visas.")
    beskrivning: Stycke = described("Beskrivning", "Arbetet i fasen.")
    pa_tavlan: bool = described(
        "På tavlan", "Sant när fasen är en kolumn på tavlan Aktuell programstatus.", default=True
    )
    steg: tuple[Steg, ...] = described("Steg", "Stegen i ordning.", default=())
    artefakter: tuple[ArtefaktKrav, ...] = described("Artefakter", "Dokument som fasen tar fram.", default=())
    ansvar: Ansvar = described("Ansvar", "Vem som ansvarar för vad.", default=Ansvar())
    grind: Grind = described("Grind", "Beslutet som lämnar fasen.")


class Process(Model):
    """A process with its version; an old version stays so that old decisions can be judged by it."""

    slug: Nyckel = described("Process", "Processens nyckel.")
    namn: Rad = described("Namn", "Processens namn.")
    version: Version = described("Version", "Processens version, inom citattecken.")
    kalla: Rad | None = described("Källa", "Var processen är beskriven.", default=None)
    beskrivning: Stycke | None = described("Beskrivning", "Vad processen är till för.", default=None)
    faser: tuple[Fas, ...] = described("Faser", "Faserna i ordning.", min_length=1)

    def fas(self, slug: str) -> Fas | None:
        """Give the phase with that slug, or None."""
        return next((f for f in self.faser if f.slug == slug), None)

    def index(self, slug: str) -> int:
        """Give the phase's place in the order, from 0; -1 when the process has no such phase."""
        return next((i for i, f in enumerate(self.faser) if f.slug == slug), -1)

    def fas_for_grind(self, grind: str) -> Fas | None:
        """Give the phase that the gate leaves, or None."""
        return next((f for f in self.faser if f.grind.slug == grind), None)
