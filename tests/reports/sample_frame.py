"""What the invented project of the reports stands in: policy, process and registers."""

from __future__ import annotations

from typing import Any


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
