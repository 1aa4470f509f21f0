"""The artefacts' names, apart from their classes, which take long to load."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "idebeskrivning": "Idébeskrivning",
        "utvarderingsrapport_genomforbarhet": "Utvärderingsrapport genomförbarhet",
        "overgripande_programdirektiv": "Övergripande programdirektiv",
        "nyttoprognos": "Nyttoprognos",
        "avsiktsforklaring": "Avsiktsförklaring",
        "programdirektiv": "Programdirektiv",
        "programplan": "Programplan",
        "samverkansavtal": "Samverkansavtal",
        "statusrapport": "Statusrapport",
        "riskhanteringsplan": "Riskhanteringsplan",
        "resursrapport": "Resursrapport",
        "avtal_om_uppsagning": "Avtal om uppsägning",
        "overforing_immateriella_rattigheter": "Överföring av immateriella rättigheter",
        "arkitekturbeskrivning": "Arkitekturbeskrivning",
        "forvaltningsplan": "Förvaltningsplan",
        "kommunikationsplan": "Kommunikationsplan",
        "projektdokumentation": "Projektdokumentation",
        "avvecklingsplan": "Avvecklingsplan",
        "beslut_om_programavslut": "Beslut om programavslut",
        "effektbokslut": "Effektbokslut",
        "analysrapport": "Analysrapport",
        "intresseforfragan": "Intresseförfrågan",
        "forstudiedirektiv": "Förstudiedirektiv",
        "forstudierapport": "Förstudierapport",
        "nyttokalkyl": "Nyttokalkyl",
        "projektdirektiv": "Projektdirektiv",
        "projektplan": "Projektplan",
        "nyttorealiseringsplan": "Nyttorealiseringsplan",
        "slutrapport": "Slutrapport",
        "handlingsplan": "Handlingsplan",
        "remissforfragan": "Remissförfrågan",
        "remissyttrande": "Remissyttrande",
        "yttranderapport": "Yttranderapport",
    }
)


def titel(slug: str) -> str:
    """Give the name of an artefact as a person reads it.

    Args:
        slug: the key under `artefakter:`.

    Returns:
        The Swedish name, or the slug itself when no such artefact exists.
    """
    return _TITLES.get(slug, slug)
