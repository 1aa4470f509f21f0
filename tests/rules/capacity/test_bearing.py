"""What decisions leave of a load, whose judgements it is, and which key roles it asks for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.capacity.judged import assumed, judgements, unjudged
from fyrportfolj.rules.capacity.load import portfolio_load, total
from fyrportfolj.rules.capacity.quarters import span
from fyrportfolj.rules.capacity.roles import role_loads
from fyrportfolj.rules.capacity.saturation import Capacities, level, percent
from fyrportfolj.rules.capacity.sources import sources
from tests.rules.capacity.samples import a_judgement, a_register, with_register
from tests.support.builders import a_project, an_initiative

STAGES = [
    {"skede": "inforande", "fran": "2026-K3", "till_och_med": "2027-K1"},
    {"skede": "stabilisering", "fran": "2027-K2", "till_och_med": "2027-K2"},
]
OTHER = {
    "namn": "Ny lag",
    "slag": "lagkrav",
    "last": a_judgement(1, nyckelroller=["hamnchef"], bedomd_av="hamnchef", bedomd="2026-10-01"),
}


LOV = {"typ": "grind", "organ": "besattning", "grind": "lagg_ut", "krav": "lov"}
HAMN = {"typ": "grind", "organ": "hamnnamnd", "kommun": "holme", "grind": "lagg_till", "krav": "hamn"}
ENDED: dict[str, list[dict[str, Any]]] = {
    "pagar": [],
    "stoppad": [
        LOV | {"id": "2026-11-02-besattning", "datum": "2026-11-02", "utfall": "stopp", "motivering": "Det blåser."}
    ],
    "avslutad": [
        LOV | {"id": "2026-10-20-besattning", "datum": "2026-10-20", "utfall": "fortsatt"},
        HAMN | {"id": "2026-11-02-hamnnamnd-holme", "datum": "2026-11-02", "utfall": "fortsatt"},
    ],
}


def decided(state: str) -> Portfolio:
    """Give a portfolio whose project runs, or was stopped or closed in November 2026."""
    project = a_project(
        deltagare=[{"kommun": "holme", "status": "deltar"}],
        forandringslast=[a_judgement(2, skeden=STAGES)],
        beslut=ENDED[state],
        fas="sjo" if state == "avslutad" else "kaj",
    )
    return with_register(an_initiative(), project)


@pytest.mark.parametrize(
    ("state", "quarters"),
    [
        ("pagar", ["2026-K3", "2026-K4", "2027-K1", "2027-K2"]),
        ("stoppad", ["2026-K3", "2026-K4"]),
        ("avslutad", ["2026-K3", "2026-K4", "2027-K2"]),
    ],
)
def test_what_has_ended_weighs_until_then_and_what_it_introduced_settles(state: str, quarters: list[str]) -> None:
    assert [q for _, _, q in portfolio_load(decided(state))] == quarters


def test_the_sources_add_up_to_the_whole() -> None:
    portfolio = with_register(decided("pagar").projekt["provtur"].modell, register=a_register(annan_last=[OTHER]))

    parts = total(s.last for s in sources(portfolio))
    assert parts == portfolio_load(portfolio)
    assert {k for k, _, _ in parts} == {"holme", "udde", "vik"}


def test_it_is_told_who_judged_and_what_nobody_did() -> None:
    project = a_project(forandringslast=[a_judgement()], deltagare=[{"kommun": "holme", "status": "tillfragad"}])
    declared = [{"kommun": "holme", "forvaltning": "hamn", "kapacitet": 2}]
    portfolio = with_register(an_initiative(), project, register=a_register(kapacitet=declared, annan_last=[OTHER]))

    assert [(j.vem, j.nar, j.antal) for j in judgements(portfolio)] == [
        ("hamnchef", date(2026, 10, 1), 1),
        (None, None, 2),
    ]
    assert [u.id for u in unjudged(portfolio)] == ["gemensamt-sjokort"]
    assert assumed(portfolio, ("holme", "udde")) == (3, 4)


@pytest.mark.parametrize(("most", "many"), [(1, True), (2, False)])
def test_a_key_role_is_counted_where_most_lean_on_it(most: int, *, many: bool) -> None:
    judged: dict[str, Any] = a_judgement(1, "2027-K2", "2027-K3", nyckelroller=["hamnchef"])
    project = a_project(forandringslast=[judged], deltagare=[{"kommun": "holme", "status": "deltar"}])
    portfolio = with_register(an_initiative(), project, register=a_register(annan_last=[OTHER]))
    found = role_loads(sources(portfolio), span("2027-K1", "2027-K4"), most)

    assert (found[0].roll, found[0].kommun, found[0].kvartal) == ("hamnchef", "holme", "2027-K2")
    assert (found[0].kallor, found[0].for_manga) == (("Ny lag", "Provtur"), many)
    assert [len(r.kallor) for r in found] == [2, 1, 1]


def test_capacity_holds_for_its_time_and_else_the_usual() -> None:
    rows = [
        {"kommun": "holme", "forvaltning": "hamn", "kapacitet": 2, "till_och_med": "2027-K2"},
        {"kommun": "holme", "forvaltning": "hamn", "kapacitet": 3, "fran": "2027-K4"},
    ]
    table = Capacities(a_register(kapacitet=rows))

    found = [table.of(("holme", "hamn", q)) for q in span("2027-K2", "2027-K4")]
    assert found == [Decimal(2), Decimal(4), Decimal(3)]
    assert table.of(("udde", "hamn", "2027-K2")) == Decimal(4)


POINTS = st.decimals(0, 50, places=4)


@given(POINTS, st.decimals("0.01", 20, places=2), st.integers(0, 100))
def test_level_and_percent_agree(points: Decimal, capacity: Decimal, warning: int) -> None:
    found, share = level(points, capacity, Decimal(warning)), percent(points, capacity)

    assert share is not None
    assert (found == "over") == (share > 100)
    assert (found == "ingen") == (share == 0)
    if found == "hog":
        assert share > warning


def test_a_load_without_capacity_has_no_share() -> None:
    assert percent(Decimal(1), Decimal(0)) is None
    assert level(Decimal(1), Decimal(0), Decimal(80)) == "over"
