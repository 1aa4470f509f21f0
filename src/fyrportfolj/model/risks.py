"""A risk: threat, vulnerability, S×K, treatment, measures and earlier assessments."""

from datetime import date
from typing import Literal

from fyrportfolj.model.base import Model, Nyckel, Rad, RadId, Skala, Slug, Stycke, described
from fyrportfolj.model.decisions import BeslutId

Behandlingsval = Literal["reducera", "undvika", "dela", "acceptera"]
"""One decision per risk: treated in one of three ways, or accepted.

Källa: ISO 31000; ESV:s vägledning om riskanalys.
"""
Riskstatus = Literal["oppen", "under_atgard", "accepterad", "stangd", "intraffad"]
Riskkategori = Literal[
    "tid", "ekonomi", "resurs", "juridik", "informationssakerhet", "leverantor", "forankring", "nytta", "extern"
]


class Behandling(Model):
    """The decision on what to do with a risk."""

    val: Behandlingsval = described("Val", "Reducera, undvika, dela eller acceptera.")
    datum: date = described("Datum", "Dagen då behandlingen valdes.")
    beslut: BeslutId | None = described("Beslut", "Beslutet i filen, när nivån kräver ett.", default=None)
    motivering: Stycke | None = described("Motivering", "Skälen, särskilt när risken accepteras.", default=None)


class Riskatgard(Model):
    """A measure with an owner and a date."""

    text: Stycke = described("Åtgärd", "Vad som görs.")
    ansvarig: Nyckel = described("Ansvarig", "Rollen som gör det.")
    klart: date = described("Klart", "Dagen då åtgärden ska vara gjord.")
    status: Literal["planerad", "pagar", "klar", "avbruten"] = described(
        "Status", "Hur långt åtgärden kommit.", default="planerad"
    )


class Riskbedomning(Model):
    """An earlier assessment."""

    datum: date = described("Datum", "Dagen för bedömningen.")
    sannolikhet: Skala = described("Sannolikhet", "S den dagen.", enhet="1–5")
    konsekvens: Skala = described("Konsekvens", "K den dagen.", enhet="1–5")
    kommentar: Stycke | None = described("Kommentar", "Varför bedömningen ändrades.", default=None)


class Risk(Model):
    """A risk. Källa: styrmötet för förstudien, Riskhantering; R = S × K."""

    id: RadId = described("Risk", "Kort nyckel, till exempel R1.")
    hot: Stycke = described("Hot", "Det som kan hända.")
    sarbarhet: Stycke | None = described("Sårbarhet", "Varför det kan drabba oss.", default=None)
    konsekvens_beskrivning: Stycke | None = described("Konsekvens i ord", "Vad som blir följden.", default=None)
    kategori: Riskkategori | None = described("Kategori", "Vilket slags risk.", default=None)
    sannolikhet: Skala = described("Sannolikhet", "S: 1 är lägst, 5 högst.", enhet="1–5")
    konsekvens: Skala = described("Konsekvens", "K: 1 är ingen, 5 omfattande.", enhet="1–5")
    bedomd: date = described("Bedömd", "Dagen för den gällande bedömningen.")
    agare: Nyckel = described("Riskägare", "Rollen som äger risken.")
    kommuner: tuple[Slug, ...] = described(
        "Kommuner", "Kommuner som drabbas; tomt betyder alla deltagande.", default=()
    )
    leverantor: Rad | None = described("Leverantör", "Leverantören som risken hänger på.", default=None)
    behandling: Behandling | None = described("Behandling", "Beslutet om vad som görs med risken.", default=None)
    atgarder: tuple[Riskatgard, ...] = described("Åtgärder", "Åtgärder med ansvarig och datum.", default=())
    sannolikhet_efter: Skala | None = described(
        "Sannolikhet efter åtgärd", "S när åtgärderna är gjorda.", enhet="1–5", default=None
    )
    konsekvens_efter: Skala | None = described(
        "Konsekvens efter åtgärd", "K när åtgärderna är gjorda.", enhet="1–5", default=None
    )
    status: Riskstatus = described("Status", "Hur risken hanteras just nu.", default="oppen")
    bedomningar: tuple[Riskbedomning, ...] = described("Tidigare bedömningar", "Äldsta först.", default=())
