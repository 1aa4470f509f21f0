"""What each kommun has at stake, and who wins and loses between two portfolios."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.kommun_totals import shifts, totals
from tests.support.builders import a_portfolio, an_initiative

D = Decimal
BOTH = [{"kommun": "udde", "status": "deltar"}, {"kommun": "vik", "status": "deltar"}]


def paying(**amounts: int) -> dict[str, Any]:
    rows = [{"part": k, "belopp_kr": str(n)} for k, n in amounts.items()]
    return {"total_kr": str(sum(amounts.values())), "andelar": rows}


def gaining(**amounts: int) -> dict[str, Any]:
    rows = [{"kommun": k, "nytta_kr": str(n)} for k, n in amounts.items()]
    return {"nyttoprognos": {"status": "utkast", "version": "0.1", "per_kommun": rows}}


def portfolio(deltagare: list[dict[str, str]] | None = None, **fields: Any) -> Portfolio:
    return a_portfolio(an_initiative(deltagare=BOTH if deltagare is None else deltagare, **fields))


def test_cost_is_what_stands_in_the_file_and_benefit_what_the_forecast_promises() -> None:
    held = totals(portfolio(finansiering=paying(udde=400, vik=200), artefakter=gaining(udde=50)))

    assert list(held) == ["holme", "udde", "vik"]
    assert held["holme"].insatser == ()
    assert (held["udde"].insatser, held["udde"].kostnad_kr, held["udde"].nytta_kr) == (
        ("gemensamt-sjokort",),
        D(400),
        D(50),
    )
    assert (held["vik"].kostnad_kr, held["vik"].nytta_kr) == (D(200), D(0))


def test_without_amounts_the_key_splits_and_without_a_key_nothing_is_guessed() -> None:
    keyed = {"total_kr": "900", "kommunernas_del_kr": "900", "fordelningsnyckel": {"typ": "invanare"}}

    assert {k: t.kostnad_kr for k, t in totals(portfolio(finansiering=keyed)).items()} == {
        "holme": 0,
        "udde": 300,
        "vik": 600,
    }
    assert {t.kostnad_kr for t in totals(portfolio(finansiering={"total_kr": "900"})).values()} == {0}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {}, "oforandrad"),
        ({"finansiering": paying(udde=2)}, {"finansiering": paying(udde=1)}, "vinner"),
        ({"finansiering": paying(udde=1)}, {"finansiering": paying(udde=2)}, "forlorar"),
        ({"artefakter": gaining(udde=1)}, {"artefakter": gaining(udde=2)}, "vinner"),
        ({"artefakter": gaining(udde=2)}, {}, "forlorar"),
        (
            {"finansiering": paying(udde=1), "artefakter": gaining(udde=1)},
            {"finansiering": paying(udde=2), "artefakter": gaining(udde=2)},
            "bade_och",
        ),
    ],
)
def test_who_wins(before: dict[str, Any], after: dict[str, Any], expected: str) -> None:
    by_kommun = {s.kommun: s.omdome for s in shifts(portfolio(**before), portfolio(**after))}

    assert by_kommun == {"holme": "oforandrad", "udde": expected, "vik": "oforandrad"}


def test_changes_are_opposite_when_the_sides_change_places() -> None:
    one = portfolio(finansiering=paying(udde=400, vik=200))
    other = portfolio(deltagare=BOTH[:1], finansiering=paying(udde=500))

    there, back = shifts(one, other), shifts(other, one)

    assert [(s.kostnad_kr, s.nytta_kr) for s in there] == [(-s.kostnad_kr, -s.nytta_kr) for s in back]
    assert [(s.nya, s.borta) for s in there] == [(s.borta, s.nya) for s in back]
    assert there[2].borta == ("gemensamt-sjokort",)
    assert (there[1].kostnad_kr, there[2].kostnad_kr) == (D(100), D(-200))
