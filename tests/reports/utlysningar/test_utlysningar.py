"""The report on funding calls, from a small portfolio: every figure that a board asks for, and what is unknown."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fyrportfolj.model.funding import Utlysning
from fyrportfolj.render.catalogue import loaded
from fyrportfolj.render.report import make
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.common import Basis
from tests.support.builders import TODAY, a_portfolio, an_initiative, build
from tests.support.golden import Golden

STAMP = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
CALL: dict[str, Any] = {
    "id": "havskraft",
    "namn": "Havskraft",
    "exempel": True,
    "finansiar": "Fonden",
    "kalla": "Fondens text",
    "hamtad": "2026-11-01",
    "stanger": "2027-01-31",
    "stodandel_max_procent": "50",
    "utbetalning": "efterskott",
    "utbetalning_efter_manader": 3,
    "minsta_antal_parter": 2,
    "ansokningar": [
        {
            "insatser": ["gemensamt-sjokort"],
            "status": "pagar",
            "intyg": [{"kommun": "udde", "status": "undertecknat"}],
        }
    ],
}


def basis(*calls: dict[str, Any], **initiative: Any) -> Basis:
    rows = [build(Utlysning, call, {}) for call in calls]
    return Basis(a_portfolio(an_initiative(**initiative), utlysningar=rows), TODAY, STAMP, "3f9c2ab")


def markdown(made_from: Basis) -> str:
    report = loaded("utlysningar")
    made = make(report, "md", report.build(made_from, None), templates=Templates(), stamp=STAMP)
    return made.data.decode()


def test_an_application_in_figures(golden: Golden) -> None:
    part = [{"kommun": "udde", "status": "deltar"}, {"kommun": "vik", "status": "deltar"}]
    money = {"total_kr": "900000", "fordelningsnyckel": {"typ": "invanare"}}
    text = markdown(basis(CALL, deltagare=part, finansiering=money, start="2027-02-01", slut="2028-01-31"))

    golden.same(Path(__file__).parent / "utlysningar.md", text)


def test_what_cannot_be_told_is_said() -> None:
    text = markdown(basis({**CALL, "stanger": None, "stodandel_max_procent": None}))

    assert "går inte att räkna: budget saknas" in text
    assert "ingen dag angiven" in text


def test_a_portfolio_without_calls_says_so() -> None:
    assert "Inga utlysningar är inlagda." in markdown(basis())
