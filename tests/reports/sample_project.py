"""An invented project with everything that a report can show."""

from __future__ import annotations

from typing import Any

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
