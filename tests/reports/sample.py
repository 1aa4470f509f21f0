"""A small portfolio in memory with everything that a report can show; all of it invented."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from fyrportfolj.model.base import Model
from fyrportfolj.model.initiative import Project, Undertaking
from fyrportfolj.model.policy import PortfolioFile
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.process import Process
from fyrportfolj.model.registers import Kommunregister, Organregister, Rollregister
from fyrportfolj.render.views.common import Basis

M = TypeVar("M", bound=Model)

TODAY = date(2026, 11, 20)
STAMP = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
COMMIT = "3f9c2ab"


def parsed(model: type[M], data: Any) -> M:
    """Give a model from plain data, by the same strict validation as files get."""
    return model.model_validate_json(json.dumps(data, default=str))


def _scale() -> list[dict[str, Any]]:
    return [{"varde": v, "namn": f"Steg {v}", "beskrivning": f"Betyder {v}."} for v in range(1, 6)]


def _band(slug: str, name: str, first: int, last: int, role: str, *, decision: bool) -> dict[str, Any]:
    return {
        "slug": slug,
        "namn": name,
        "fran": first,
        "till_och_med": last,
        "befogenhet": {"projekt": role, "initiativ": role},
        "krav_beslut": decision,
    }


HEAD: dict[str, Any] = {
    "namn": "Digitalisering i samverkan",
    "agare": "Norrdalens kommunalförbund",
    "schema_version": 1,
    "processer": {
        "initiativ": {"slug": "provprocess", "version": "1.0"},
        "projekt": {"slug": "provprocess", "version": "1.0"},
    },
    "policy": {
        "risk": {
            "sannolikhet": _scale(),
            "konsekvens": _scale(),
            "nivaer": [
                _band("lag", "Låg", 1, 6, "projektledare", decision=False),
                _band("medel", "Medel", 8, 12, "taktisk_grupp", decision=True),
                _band("hog", "Hög", 15, 25, "projektagare", decision=True),
            ],
        },
        "status": {
            "budget_mindre": 5,
            "budget_stor": 10,
            "tid_mindre_dagar": 14,
            "tid_stor_dagar": 42,
            "rapport_inom_dagar": 45,
        },
    },
}

_ALL_WAYS = [{"utfall": "fortsatt"}, {"utfall": "tillbaka"}, {"utfall": "stopp"}, {"utfall": "avsluta"}]

PROCESS: dict[str, Any] = {
    "slug": "provprocess",
    "namn": "Provprocess",
    "version": "1.0",
    "faser": [
        {
            "slug": "ide",
            "namn": "Idé",
            "beskrivning": "Idén formas.",
            "grind": {
                "slug": "prova",
                "namn": "Beslut om att pröva idén",
                "utfall": [{"utfall": "fortsatt"}, {"utfall": "avsluta"}],
                "beslut": [{"slug": "prova", "namn": "Pröva idén", "nagot_av": ["taktisk_grupp"]}],
            },
        },
        {
            "slug": "utred",
            "namn": "Utreda",
            "beskrivning": "Frågan utreds.",
            "artefakter": [
                {"slug": "projektplan", "status": "godkand", "falt": ["omfattning"]},
                {"slug": "forstudierapport", "status": "utkast", "beslutas": True},
            ],
            "grind": {
                "slug": "inriktning",
                "namn": "Beslut om inriktning",
                "alias": "BP2",
                "forslag": "Att godkänna utredningen och gå vidare.",
                "utfall": _ALL_WAYS,
                "beslut": [
                    {"slug": "rapport", "namn": "Utredningens rapport", "alla_av": ["taktisk_grupp"]},
                    {
                        "slug": "deltagande",
                        "namn": "Kommunens deltagande",
                        "per": "kommun",
                        "nagot_av": ["kommunstyrelse"],
                    },
                ],
                "kriterier": ["risker_har_mandat", "milstolpar_finns"],
            },
        },
        {
            "slug": "gor",
            "namn": "Göra",
            "beskrivning": "Arbetet görs.",
            "grind": {
                "slug": "klart",
                "namn": "Beslut om avslut",
                "utfall": [{"utfall": "fortsatt"}],
                "beslut": [{"slug": "klart", "namn": "Avslut", "alla_av": ["taktisk_grupp"]}],
            },
        },
        {
            "slug": "folj",
            "namn": "Följa upp",
            "beskrivning": "Nyttan mäts.",
            "grind": {
                "slug": "uppfoljt",
                "namn": "Beslut om uppföljning",
                "utfall": [{"utfall": "fortsatt"}],
                "beslut": [{"slug": "uppfoljt", "namn": "Uppföljning", "alla_av": ["taktisk_grupp"]}],
            },
        },
    ],
}

KOMMUNER = ("Ånäs", "Björkdal", "Ekefors", "Granby", "Lövsjö", "Östervik")


def _slug(name: str) -> str:
    return name.lower().translate(str.maketrans("åäö", "aao"))


REGISTER: dict[str, Any] = {
    "folkmangd": {"kalla": "påhittad", "datum": "2025-12-31"},
    "kommuner": [
        {"id": _slug(n), "namn": n, "fullstandigt_namn": f"{n} kommun", "kommunkod": f"99{i:02d}", "invanare": 9000 + i}
        for i, n in enumerate(KOMMUNER)
    ],
}
BODIES: dict[str, Any] = {
    "organ": [
        {"id": "taktisk_grupp", "namn": "Taktisk styrgrupp", "typ": "styrgrupp"},
        {"id": "kommunstyrelse", "namn": "Kommunstyrelsen", "typ": "namnd", "per_kommun": True},
        {"id": "projektagare", "namn": "Projektägaren", "typ": "funktion"},
    ]
}
ROLES: dict[str, Any] = {
    "roller": [
        {"id": "projektledare", "namn": "Projektledare"},
        {"id": "forbundsdirektor", "namn": "Förbundsdirektör", "linjeroll": True},
        {"id": "granskare", "namn": "Oberoende granskare"},
        {"id": "jurist", "namn": "Jurist"},
    ]
}

REPORT: dict[str, Any] = {
    "status": "godkand",
    "version": "1.0",
    "period_fran": "2026-10-01",
    "period_till": "2026-10-31",
    "rapportdatum": "2026-11-06",
    "sammanfattning": (
        "Enkäterna har gått ut till alla deltagande kommuner och intervjuerna är halvvägs. Två verkstäder har "
        "flyttats, vilket skjuter omvärldsanalysen fem veckor. Slutleveransen i januari ligger fast.\n\n"
        "Det som hotar är att nyckelpersoner i tre kommuner inte får tid avsatt."
    ),
    "leveranssakerhet": "mattlig",
    "leveranssakerhet_av": "granskare",
    "rader": [
        {"omrade": "budget", "status": "enligt_plan", "foregaende_status": "enligt_plan"},
        {
            "omrade": "tid",
            "status": "mindre_komplikationer",
            "foregaende_status": "enligt_plan",
            "avvikelse": "Verkstäderna är flyttade till november eftersom underlaget från enkäterna kom sent.",
            "ingen_atgard": True,
            "ingen_atgard_motivering": "Marginalen i planen räcker till slutleveransen.",
        },
        {
            "omrade": "personal",
            "status": "komplikationer",
            "foregaende_status": "mindre_komplikationer",
            "avvikelse": "Tre nyckelpersoner har förhinder och projektledaren är överbelastad.",
            "atgard": "Ägaren utser ersättare och avlastar projektledaren en dag i veckan.",
            "ansvarig": "forbundsdirektor",
            "klart": "2026-11-27",
        },
        {
            "omrade": "nytta",
            "status": "enligt_plan",
            "foregaende_status": "mindre_komplikationer",
            "avvikelse": "Nuläget är mätt i fem av sex kommuner.",
        },
    ],
    "uppnatt": [
        "Inbjudan till verkstäderna är utskickad.",
        "Projektplanen är fastställd (M1).",
        "Avtal om enkätverktyget är tecknat | inklusive biträdesavtal.",
    ],
    "kommande": ["Omvärldsanalysen blir klar (M2).", "Verkstäder i fyra kommuner under vecka 48–50."],
    "beslutad_kr": 605000,
    "upparbetat_kr": 318400,
    "prognos_kr": 612500,
    "beslut_som_behovs": [
        {
            "forslag": "Att styrgruppen avsätter ersättare för de tre nyckelpersonerna till och med januari.",
            "alternativ": ["Att flytta slutleveransen till mars.", "Att minska kartläggningen till fyra kommuner."],
            "konsekvens": "Förmågekartläggningen saknar underlag från tre kommuner.",
            "senast": "2026-11-27",
        }
    ],
    "per_kommun": [
        {"kommun": "bjorkdal", "status": "enligt_plan"},
        {"kommun": "ekefors", "status": "mindre_komplikationer", "kommentar": "IT-chefen slutar i december."},
        {"kommun": "granby", "status": "komplikationer", "kommentar": "Har inte utsett någon till verkstäderna."},
        {"kommun": "anas", "status": "enligt_plan"},
    ],
}


def _activity(name: str, group: str, start: str, end: str) -> dict[str, Any]:
    return {"namn": name, "grupp": group, "start": start, "slut": end}


PROJECT: dict[str, Any] = {
    "id": "prov-motor",
    "namn": "Förstudie gemensam motor",
    "exempel": True,
    "process": {"slug": "provprocess", "version": "1.0"},
    "fas": "utred",
    "sammanfattning": "Kartlägger vad kommunernas it-funktioner klarar tillsammans.",
    "agare": "forbundsdirektor",
    "ledare": "projektledare",
    "start": "2026-09-25",
    "slut": "2027-01-29",
    "diarienummer": {"norrdalen": "NKF 2026/0142"},
    "deltagare": [
        {"kommun": "bjorkdal", "status": "deltar", "fran": "2026-09-01"},
        {"kommun": "anas", "status": "deltar", "fran": "2026-09-01"},
        {"kommun": "ekefors", "status": "deltar"},
        {"kommun": "granby", "status": "deltar"},
        {"kommun": "ostervik", "status": "tillfragad"},
        {"kommun": "lovsjo", "status": "avstar"},
    ],
    "finansiering": {
        "total_kr": 605000,
        "prisniva": 2026,
        "kommunernas_del_kr": 205000,
        "fordelningsnyckel": {"typ": "manuell"},
        "andelar": [
            {"part": "anas", "belopp_kr": 51250},
            {"part": "bjorkdal", "belopp_kr": 51250},
            {"part": "ekefors", "belopp_kr": 51250.5},
            {"part": "granby", "belopp_kr": 51249.5},
        ],
        "finansiarer_namn": ["Norrdalens kommunalförbund", "extern finansiär"],
        "egen_tid_timmar_fran": 20,
        "egen_tid_timmar_till": 40,
    },
    "milstolpar": [
        {"id": "M1", "namn": "Projektplan fastställd", "baslinje": "2026-09-28", "utfall": "2026-10-02"},
        {"id": "M2", "namn": "Omvärldsanalys klar", "baslinje": "2026-10-23", "prognos": "2026-11-27"},
        {"id": "M3", "namn": "Nulägesanalys klar", "baslinje": "2026-11-27"},
        {"id": "M4", "namn": "Förmågekartläggning klar", "baslinje": "2026-12-18", "prognos": "2026-12-16"},
        {"id": "M5", "namn": "Slutrapport godkänd", "baslinje": "2027-01-29"},
    ],
    "aktiviteter": [
        _activity("Dokumentstudier", "Omvärldsanalys", "2026-10-05", "2026-10-30"),
        _activity("Intervjuer med sakkunniga", "Omvärldsanalys", "2026-10-12", "2026-11-06"),
        _activity("Verkstad med sakkunniga", "Omvärldsanalys", "2026-11-02", "2026-11-20"),
        _activity("Enkät till chefer i förvaltningarna", "Nulägesanalys", "2026-10-19", "2026-11-20"),
        _activity("Analys av svaren", "Nulägesanalys", "2026-11-16", "2026-11-27"),
        _activity("Verkstäder", "Förmågekartläggning", "2026-11-09", "2026-12-11"),
        _activity("Analys", "Förmågekartläggning", "2026-12-07", "2026-12-18"),
        _activity("Scenario 1", "Scenarier", "2026-12-07", "2027-01-03"),
        _activity("Scenario 2–4 med kostnad, tid och ordning", "Scenarier", "2026-12-14", "2027-01-24"),
    ],
    "risker": [
        {
            "id": "R1",
            "hot": "Projektledaren får ett annat uppdrag.",
            "konsekvens_beskrivning": "Förstudien står utan ledning.",
            "sannolikhet": 2,
            "konsekvens": 5,
            "bedomd": "2026-11-02",
            "agare": "forbundsdirektor",
            "behandling": {"val": "reducera", "datum": "2026-11-03", "beslut": "2026-11-03-taktisk_grupp"},
            "atgarder": [
                {"text": "Kom överens om tid till avslutet.", "ansvarig": "forbundsdirektor", "klart": "2026-12-01"}
            ],
            "sannolikhet_efter": 1,
            "bedomningar": [{"datum": "2026-09-28", "sannolikhet": 3, "konsekvens": 5}],
        },
        {
            "id": "R2",
            "hot": "Deltagarna kan inte prioritera arbetet.",
            "konsekvens_beskrivning": "Underlaget speglar inte verkligheten.",
            "sannolikhet": 4,
            "konsekvens": 3,
            "bedomd": "2026-11-02",
            "agare": "projektledare",
            "atgarder": [
                {
                    "text": "Beskriv förutsättningarna öppet i rapporten.",
                    "ansvarig": "projektledare",
                    "klart": "2027-01-15",
                }
            ],
        },
        {
            "id": "R3",
            "hot": "Ansvaret mellan kommunerna är oklart.",
            "konsekvens_beskrivning": "Beslut fördröjs och nyttan uteblir.",
            "sannolikhet": 5,
            "konsekvens": 4,
            "bedomd": "2026-11-02",
            "agare": "forbundsdirektor",
            "bedomningar": [{"datum": "2026-09-28", "sannolikhet": 4, "konsekvens": 4}],
        },
        {
            "id": "R4",
            "hot": "Personuppgifter i enkäten hanteras fel.",
            "konsekvens_beskrivning": "Sanktionsavgift och skadat förtroende.",
            "sannolikhet": 1,
            "konsekvens": 5,
            "bedomd": "2026-11-02",
            "agare": "jurist",
            "behandling": {"val": "undvika", "datum": "2026-10-05"},
            "atgarder": [
                {"text": "Teckna biträdesavtal.", "ansvarig": "jurist", "klart": "2026-10-20", "status": "klar"}
            ],
        },
        {
            "id": "R5",
            "hot": "Leverantören av enkäten säger upp avtalet.",
            "sannolikhet": 2,
            "konsekvens": 3,
            "bedomd": "2026-11-02",
            "agare": "projektledare",
        },
    ],
    "moten": [
        {
            "datum": "2026-11-25",
            "organ": "taktisk_grupp",
            "forslag_till_beslut": ["Att lägga statusrapporten till handlingarna."],
        }
    ],
    "artefakter": {"statusrapport": [REPORT]},
    "beslut": [
        {
            "id": "2026-09-21-taktisk_grupp",
            "typ": "grind",
            "datum": "2026-09-21",
            "organ": "taktisk_grupp",
            "grind": "prova",
            "krav": "prova",
            "utfall": "fortsatt",
        },
        {
            "id": "2026-10-14-kommunstyrelse-bjorkdal",
            "typ": "grind",
            "datum": "2026-10-14",
            "organ": "kommunstyrelse",
            "kommun": "bjorkdal",
            "grind": "inriktning",
            "krav": "deltagande",
            "utfall": "fortsatt",
        },
        {
            "id": "2026-10-21-kommunstyrelse-granby",
            "typ": "grind",
            "datum": "2026-10-21",
            "organ": "kommunstyrelse",
            "kommun": "granby",
            "grind": "inriktning",
            "krav": "deltagande",
            "motesutfall": "bordlagt",
        },
        {
            "id": "2026-11-03-taktisk_grupp",
            "typ": "risk",
            "datum": "2026-11-03",
            "organ": "taktisk_grupp",
            "risker": ["R1"],
            "utfall": "fortsatt",
        },
    ],
}


def portfolio(project: dict[str, Any] | None = None, head: dict[str, Any] | None = None) -> Portfolio:
    """Give a portfolio with one project."""
    model = parsed(Project, project or PROJECT)
    process = parsed(Process, PROCESS)
    return Portfolio(
        fyr=Entry("fyr.yaml", parsed(PortfolioFile, head or HEAD)),
        processer={(process.slug, process.version): Entry("process/prov.yaml", process)},
        kommunregister=Entry("register/kommuner.yaml", parsed(Kommunregister, REGISTER)),
        organregister=Entry("register/organ.yaml", parsed(Organregister, BODIES)),
        rollregister=Entry("register/roller.yaml", parsed(Rollregister, ROLES)),
        projekt={model.id: Entry(f"projekt/{model.id}.yaml", model)},
    )


def basis(p: Portfolio | None = None) -> Basis:
    """Give what a report is made from."""
    return Basis(p or portfolio(), TODAY, STAMP, COMMIT)


def entry(p: Portfolio) -> Entry[Undertaking]:
    """Give the portfolio's one project."""
    found = p.undertaking("prov-motor")
    assert found is not None
    return found
