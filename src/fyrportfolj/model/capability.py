"""The form of a capability map and of a scenario. Källa: förstudien, Fördelning av ansvar och förmågor; Scenario."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field

from fyrportfolj.messages import T, Text
from fyrportfolj.model.base import Kronor, Model, Rad, RadId, Skala, Slug, Stycke, described

Uppratthalls = Literal["samverkan", "egen_kommun", "upphandling"]
Lager = Literal["ledning", "karna", "stod"]

UPHELD_WORDS: Mapping[Uppratthalls, Text] = MappingProxyType(
    {"samverkan": T("samverkan"), "egen_kommun": T("egen kommun"), "upphandling": T("upphandling")}
)
"""How a capability is upheld, as a person reads it."""

LAYER_WORDS: Mapping[Lager, Text] = MappingProxyType(
    {"ledning": T("Ledningsförmågor"), "karna": T("Kärnförmågor"), "stod": T("Stödförmågor")}
)
"""The layers as headings, from the top of the map."""

Mognadsniva = Annotated[int, Field(ge=0, le=5)]
"""How far a capability has come, 0–5. Källa: Inera, förmågebaserad planering (tolkning)."""


class Formagemognad(Model):
    """How far one municipality has come with a capability."""

    kommun: Slug = described("Kommun", "Kommunens nyckel.")
    niva: Mognadsniva = described("Nivå", "0 finns inte, 1 tillfällig, 3 fastlagd, 5 ständigt förbättrad.", enhet="0–5")
    bedomd: date | None = described("Bedömd", "Dagen för bedömningen.", default=None)


class Formaga(Model):
    """A capability: what an organisation must be able to do."""

    namn: Rad = described("Namn", "Förmågan i ord.")
    uppratthalls_genom: Uppratthalls | None = described(
        "Upprätthålls genom",
        "Samverkan, den egna kommunen eller upphandling; tomt när källan inte visar det.",
        default=None,
    )
    processer: tuple[Rad, ...] = described("Processer och arbetssätt", "Vad förmågan byggs av.", default=())
    kompetenser: tuple[Rad, ...] = described("Medarbetare och kompetenser", "Vad förmågan byggs av.", default=())
    verktyg: tuple[Rad, ...] = described("Verktyg och teknologier", "Vad förmågan byggs av.", default=())
    strategisk_vikt: Skala | None = described(
        "Strategisk vikt", "Hur mycket förmågan betyder för målen.", enhet="1–5", default=None
    )
    mognad: tuple[Formagemognad, ...] = described("Mognad", "Hur långt varje kommun har kommit.", default=())
    mognad_mal: Mognadsniva | None = described("Mål för mognad", "Nivån som behövs.", enhet="0–5", default=None)
    insatser: tuple[Slug, ...] = described("Insatser", "Initiativ och projekt som stärker förmågan.", default=())


class Formagegrupp(Model):
    """A group of capabilities in one layer of the map."""

    namn: Rad = described("Namn", "Gruppens namn.")
    lager: Lager = described("Lager", "Ledningsförmågor, kärnförmågor eller stödförmågor.")
    formagor: tuple[Formaga, ...] = described("Förmågor", "Förmågorna i gruppen.", default=())


class CapabilityMap(Model):
    """formagor/<id>.yaml: a capability map in three layers."""

    id: Slug = described("Id", "Kartans nyckel; samma som filens namn.")
    namn: Rad = described("Namn", "Kartans namn.")
    exempel: bool = described("Exempel", "Sant för påhittat innehåll; visas i varje vy.", default=False)
    kalla: Rad = described("Källa", "Var kartan kommer från.")
    beskrivning: Stycke | None = described("Beskrivning", "Vad kartan visar.", default=None)
    grupper: tuple[Formagegrupp, ...] = described("Grupper", "Grupperna.", min_length=1)
    exempel_pa_formagor: tuple[Formaga, ...] = described(
        "Exempel på förmågor", "Förmågor vars beståndsdelar är beskrivna.", default=()
    )


class Scenario(Model):
    """scenarier/<id>.yaml: a bundle of capabilities with cost, time and priority."""

    id: Slug = described("Id", "Scenariots nyckel; samma som filens namn.")
    namn: Rad = described("Namn", "Scenariots namn.")
    nummer: RadId | None = described("Nummer", "Kort nyckel, till exempel S1.", default=None)
    kalla: Rad = described("Källa", "Var scenariot kommer från.")
    formagor: tuple[int, ...] = described("Förmågor", "Förmågornas nummer i källan.", default=())
    kostnad_kr: Kronor = described("Kostnad", "Kostnaden.", enhet="kr")
    kostnad_per_ar: bool = described("Kostnad per år", "Sant när kostnaden är per år.", default=False)
    tid_manader: int = described("Tid", "Hur länge scenariot varar.", enhet="månader", ge=1)
    prioritet: Literal["hog", "medel", "lag"] = described("Prioritet", "Hur viktigt scenariot är.")
    beskrivning: Stycke | None = described("Beskrivning", "Vad scenariot innebär.", default=None)
    insatser: tuple[Slug, ...] = described("Insatser", "Initiativ och projekt som scenariot består av.", default=())
    gren: Rad | None = described("Gren", "Grenen i git där portföljen ser ut som i scenariot.", default=None)
