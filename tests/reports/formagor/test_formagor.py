"""The report on capabilities: gaps, maps in layers, scenarios side by side, maturity without ranking."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from fyrportfolj.model.capability import CapabilityMap
from fyrportfolj.model.maturity import Mognad
from fyrportfolj.render.catalogue import loaded
from fyrportfolj.render.report import make
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.common import Basis
from tests.support.builders import TODAY, a_portfolio, an_initiative, build
from tests.support.golden import Golden

STAMP = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
MAP = {
    "id": "navigera",
    "namn": "Att navigera",
    "kalla": "Prov",
    "grupper": [
        {
            "namn": "Ombord",
            "lager": "karna",
            "formagor": [
                {
                    "namn": "Hålla kurs",
                    "uppratthalls_genom": "samverkan",
                    "kompetenser": ["Styrman"],
                    "strategisk_vikt": 5,
                    "mognad_mal": 4,
                    "mognad": [{"kommun": "udde", "niva": 1}, {"kommun": "vik", "niva": 4}],
                },
                {"namn": "Ropa i dimma"},
            ],
        }
    ],
}
MEASURED = {
    "id": "udde",
    "exempel": True,
    "kommun": "udde",
    "matningar": [
        {"ar": 2024, "digital_formaga_procent": "50", "digitalt_arv_procent": "40", "kalla": "Prov"},
        {"ar": 2025, "digital_formaga_procent": "52.5", "digitalt_arv_procent": "40", "kalla": "Prov"},
    ],
}


def markdown(made_from: Basis) -> str:
    report = loaded("formagor")
    made = make(report, "md", report.build(made_from, None), templates=Templates(), stamp=STAMP)
    return made.data.decode()


def test_capabilities(golden: Golden) -> None:
    portfolio = a_portfolio(
        an_initiative(), formagekartor=[build(CapabilityMap, MAP, {})], mognad=[build(Mognad, MEASURED, {})]
    )

    golden.same(Path(__file__).parent / "formagor.md", markdown(Basis(portfolio, TODAY, STAMP, "3f9c2ab")))


def test_a_portfolio_without_any_says_so() -> None:
    text = markdown(Basis(a_portfolio(formagekartor=[], scenarier=[]), TODAY, STAMP, "3f9c2ab"))

    assert "Ingen förmåga är bedömd." in text
    assert "Inga scenarier är inlagda." in text
    assert "Inga mätningar är inlagda." in text
