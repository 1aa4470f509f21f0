"""Every artefact of the processes: one class each, gathered by family.

`ARTEFACTS` is the table from slug to class; `Artefakter` is the mapping `artefakter:` in a file.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from fyrportfolj.model.artefacts.avtal import (
    Avsiktsforklaring,
    AvtalOmUppsagning,
    OverforingImmateriellaRattigheter,
    Samverkansavtal,
)
from fyrportfolj.model.artefacts.avveckling import (
    Arkitekturbeskrivning,
    Avvecklingsplan,
    BeslutOmProgramavslut,
    Forvaltningsplan,
    Projektdokumentation,
    Resursrapport,
)
from fyrportfolj.model.artefacts.base import Artefakt
from fyrportfolj.model.artefacts.direktiv import (
    Forstudiedirektiv,
    Forstudierapport,
    Idebeskrivning,
    Intresseforfragan,
    OvergripandeProgramdirektiv,
    Programdirektiv,
    Projektdirektiv,
    Riskhanteringsplan,
    UtvarderingsrapportGenomforbarhet,
)
from fyrportfolj.model.artefacts.nytta import (
    Analysrapport,
    Effektbokslut,
    Nyttokalkyl,
    Nyttoprognos,
    Nyttorealiseringsplan,
)
from fyrportfolj.model.artefacts.planer import Kommunikationsplan, Programplan, Projektplan
from fyrportfolj.model.artefacts.rapporter import Slutrapport, Statusrapport
from fyrportfolj.model.artefacts.remiss import Handlingsplan, Remissforfragan, Remissyttrande, Yttranderapport
from fyrportfolj.model.base import Model, described
from fyrportfolj.model.titles import titel

__all__ = ["ARTEFACTS", "Artefakter", "artefact_rows", "titel"]


class Artefakter(Model):
    """The documents of an undertaking, by slug; a document that has not been started is left out."""

    idebeskrivning: Idebeskrivning | None = described("Idébeskrivning", "Behovet och idén.", default=None)
    utvarderingsrapport_genomforbarhet: UtvarderingsrapportGenomforbarhet | None = described(
        "Utvärderingsrapport genomförbarhet", "Om initiativet går att genomföra.", default=None
    )
    overgripande_programdirektiv: OvergripandeProgramdirektiv | None = described(
        "Övergripande programdirektiv", "Programmet i stora drag.", default=None
    )
    nyttoprognos: Nyttoprognos | None = described("Nyttoprognos", "Nyttor och besparingar som väntas.", default=None)
    avsiktsforklaring: Avsiktsforklaring | None = described(
        "Avsiktsförklaring", "Parternas svar på om de vill vara med.", default=None
    )
    programdirektiv: Programdirektiv | None = described("Programdirektiv", "Uppdraget till programmet.", default=None)
    programplan: Programplan | None = described("Programplan", "Hur programmet genomförs.", default=None)
    samverkansavtal: Samverkansavtal | None = described("Samverkansavtal", "Avtalet mellan parterna.", default=None)
    statusrapport: tuple[Statusrapport, ...] = described(
        "Statusrapporter", "En rapport per period, äldsta först.", default=()
    )
    riskhanteringsplan: Riskhanteringsplan | None = described(
        "Riskhanteringsplan", "Hur riskerna hanteras.", default=None
    )
    resursrapport: Resursrapport | None = described(
        "Resursrapport", "Människor och resurser när programmet upphör.", default=None
    )
    avtal_om_uppsagning: AvtalOmUppsagning | None = described(
        "Avtal om uppsägning", "Avtal och licenser som avslutas.", default=None
    )
    overforing_immateriella_rattigheter: OverforingImmateriellaRattigheter | None = described(
        "Överföring av immateriella rättigheter", "Vem som äger det som skapats.", default=None
    )
    arkitekturbeskrivning: Arkitekturbeskrivning | None = described(
        "Arkitekturbeskrivning", "Systemen som lämnas över.", default=None
    )
    forvaltningsplan: Forvaltningsplan | None = described("Förvaltningsplan", "Vem som förvaltar vad.", default=None)
    kommunikationsplan: Kommunikationsplan | None = described(
        "Kommunikationsplan", "Vem som får veta vad.", default=None
    )
    projektdokumentation: Projektdokumentation | None = described(
        "Projektdokumentation", "Arkiverade handlingar.", default=None
    )
    avvecklingsplan: Avvecklingsplan | None = described("Avvecklingsplan", "Hur programmet upphör.", default=None)
    beslut_om_programavslut: BeslutOmProgramavslut | None = described(
        "Beslut om programavslut", "Underlag för beslutet att avsluta programmet.", default=None
    )
    effektbokslut: Effektbokslut | None = described("Effektbokslut", "Utfall mot prognos.", default=None)
    analysrapport: Analysrapport | None = described("Analysrapport", "Varför det blev som det blev.", default=None)
    intresseforfragan: Intresseforfragan | None = described(
        "Intresseförfrågan", "Frågan till kommunerna och deras svar.", default=None
    )
    forstudiedirektiv: Forstudiedirektiv | None = described(
        "Förstudiedirektiv", "Uppdraget till förstudien.", default=None
    )
    forstudierapport: Forstudierapport | None = described(
        "Förstudierapport", "Vad förstudien kom fram till.", default=None
    )
    nyttokalkyl: Nyttokalkyl | None = described("Nyttokalkyl", "Nyttor mot kostnader.", default=None)
    projektdirektiv: Projektdirektiv | None = described("Projektdirektiv", "Uppdraget till projektet.", default=None)
    projektplan: Projektplan | None = described("Projektplan", "Hur projektet genomförs.", default=None)
    nyttorealiseringsplan: Nyttorealiseringsplan | None = described(
        "Nyttorealiseringsplan", "Vem som hämtar hem vilken nytta.", default=None
    )
    slutrapport: Slutrapport | None = described("Slutrapport", "Vad projektet gav.", default=None)
    handlingsplan: Handlingsplan | None = described("Handlingsplan", "Planen som remissen gäller.", default=None)
    remissforfragan: Remissforfragan | None = described(
        "Remissförfrågan", "Frågorna till remissinstanserna.", default=None
    )
    remissyttrande: tuple[Remissyttrande, ...] = described("Remissyttranden", "Ett yttrande per instans.", default=())
    yttranderapport: Yttranderapport | None = described("Yttranderapport", "Sammanställning av svaren.", default=None)


ARTEFACTS: Mapping[str, type[Artefakt]] = MappingProxyType(
    {
        "idebeskrivning": Idebeskrivning,
        "utvarderingsrapport_genomforbarhet": UtvarderingsrapportGenomforbarhet,
        "overgripande_programdirektiv": OvergripandeProgramdirektiv,
        "nyttoprognos": Nyttoprognos,
        "avsiktsforklaring": Avsiktsforklaring,
        "programdirektiv": Programdirektiv,
        "programplan": Programplan,
        "samverkansavtal": Samverkansavtal,
        "statusrapport": Statusrapport,
        "riskhanteringsplan": Riskhanteringsplan,
        "resursrapport": Resursrapport,
        "avtal_om_uppsagning": AvtalOmUppsagning,
        "overforing_immateriella_rattigheter": OverforingImmateriellaRattigheter,
        "arkitekturbeskrivning": Arkitekturbeskrivning,
        "forvaltningsplan": Forvaltningsplan,
        "kommunikationsplan": Kommunikationsplan,
        "projektdokumentation": Projektdokumentation,
        "avvecklingsplan": Avvecklingsplan,
        "beslut_om_programavslut": BeslutOmProgramavslut,
        "effektbokslut": Effektbokslut,
        "analysrapport": Analysrapport,
        "intresseforfragan": Intresseforfragan,
        "forstudiedirektiv": Forstudiedirektiv,
        "forstudierapport": Forstudierapport,
        "nyttokalkyl": Nyttokalkyl,
        "projektdirektiv": Projektdirektiv,
        "projektplan": Projektplan,
        "nyttorealiseringsplan": Nyttorealiseringsplan,
        "slutrapport": Slutrapport,
        "handlingsplan": Handlingsplan,
        "remissforfragan": Remissforfragan,
        "remissyttrande": Remissyttrande,
        "yttranderapport": Yttranderapport,
    }
)
"""Slug to class, in the order of the processes."""


def artefact_rows(artefakter: Artefakter) -> Iterator[tuple[str, int | None, Artefakt]]:
    """Give every document that exists, in the order of the processes.

    Args:
        artefakter: the mapping of an undertaking.

    Yields:
        The slug, the place in the list (from 0) for a kind that has many, else None, and the document.
    """
    written = artefakter.model_fields_set
    for slug in ARTEFACTS if written else ():
        if slug not in written:
            continue
        value = getattr(artefakter, slug)
        if isinstance(value, tuple):
            for index, document in enumerate(value):
                yield slug, index, document
        elif value is not None:
            yield slug, None, value
