"""The earliest start."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.capacity.load import portfolio_load, register_of
from fyrportfolj.rules.capacity.quarters import first_day, moved, number, quarter
from fyrportfolj.rules.capacity.saturation import cells
from fyrportfolj.rules.timing.earliest import HORIZON, earliest
from tests.rules.capacity.samples import a_judgement, a_register, with_register
from tests.support.builders import TODAY, a_project

NOW = number("2026-K4")
WINTER: dict[str, Any] = {
    "id": "vinter",
    "namn": "Vinter",
    "fran": "12-01",
    "till_och_med": "02-15",
    "hindrar_inforande": True,
}
SLACK: dict[str, Any] = {"id": "sommar", "namn": "Sommar", "fran": "07-01", "till_och_med": "07-31"}


def a_change(id_: str = "a", **overrides: Any) -> Undertaking:
    """Give a project in one kommun that nothing but its own days and judgements tell of."""
    base: dict[str, Any] = {
        "id": id_,
        "program": None,
        "delomrade": "navigation",
        "start": None,
        "slut": None,
        "deltagare": [{"kommun": "holme", "status": "deltar"}],
        "forandringslast": [a_judgement()],
    }
    return a_project(**(base | overrides))


@st.composite
def some_portfolios(draw: st.DrawFn) -> Portfolio:
    """Give up to four projects in two municipalities with stages, dependencies and a yearly cycle."""
    found = []
    ids = "abcd"[: draw(st.integers(1, 4))]
    for n, id_ in enumerate(ids):
        judged = draw(
            st.lists(
                st.tuples(
                    st.integers(1, 5),
                    st.integers(NOW, NOW + 5),
                    st.integers(0, 2),
                    st.sampled_from(("forberedelse", "inforande", "stabilisering")),
                    st.sampled_from(("hamn", "fyr")),
                ),
                max_size=2,
            )
        )
        rows = [a_judgement(i, quarter(q), quarter(q + k), s, forvaltning=f) for i, q, k, s, f in judged]
        where = draw(st.lists(st.sampled_from(("holme", "udde")), min_size=1, unique=True))
        found.append(
            a_change(
                id_,
                forandringslast=rows,
                deltagare=[{"kommun": k, "status": "deltar"} for k in where],
                beror_av=draw(st.lists(st.sampled_from(ids[:n]), unique=True)) if n else [],
            )
        )
    cycle = draw(st.lists(st.sampled_from((WINTER, SLACK)), unique_by=lambda p: str(p["id"])))
    return with_register(*found, cycle=cycle)


def _by_trying(portfolio: Portfolio, id_: str) -> str | None:
    """Move the undertaking quarter by quarter and look at the whole portfolio each time."""
    entry = portfolio.undertaking(id_)
    register = register_of(portfolio)
    assert entry is not None
    assert register is not None
    u = entry.modell
    stages = [s for row in u.forandringslast for s in row.skeden]
    begins = min((number(s.fran) for s in stages), default=None)
    for n in range(NOW, NOW + HORIZON + 1):
        shift = n - begins if begins is not None else 0
        ends = [
            max((number(s.till_och_med) for row in first.modell.forandringslast for s in row.skeden), default=0)
            for d in u.beror_av
            if (first := portfolio.undertaking(d))
        ]
        weighed = cells(register, portfolio_load(portfolio, {id_: shift}))
        own = {(f, moved(s.fran, shift + k)) for row in u.forandringslast for f, s in _stages(row) for k in _long(s)}
        full = any(c.niva == "over" for (k, f, q), c in weighed.items() if (f, q) in own and k in _where(u))
        winter = any(p.hindrar_inforande for p in portfolio.arscykel.modell.perioder) if portfolio.arscykel else False
        begun = [moved(s.fran, shift) for row in u.forandringslast for s in row.skeden if s.skede == "inforande"]
        cold = winter and any(q[-1] in "14" for q in begun)
        if not full and not cold and all(end < n for end in ends):
            return quarter(n)
    return None


def _stages(row: Any) -> list[tuple[str, Any]]:
    return [(row.forvaltning, s) for s in row.skeden]


def _long(stage: Any) -> range:
    return range(number(stage.till_och_med) - number(stage.fran) + 1)


def _where(u: Undertaking) -> set[str]:
    return {d.kommun for d in u.deltagare}


@settings(max_examples=60)
@given(some_portfolios())
def test_equals_trying_every_quarter(portfolio: Portfolio) -> None:
    for entry in portfolio.undertakings():
        assert earliest(portfolio, entry.modell, TODAY).tidigast == _by_trying(portfolio, entry.modell.id)


def test_a_full_office_is_named_with_how_full_it_would_be() -> None:
    other = a_change("b", forandringslast=[a_judgement(3, "2026-K4", "2027-K1")])
    found = earliest(with_register(a_change(), other), a_change(), TODAY)

    assert (found.planerat, found.tidigast, found.flytt) == ("2027-K1", "2027-K2", 1)
    assert [(h.skal, h.enhet, h.procent) for h in found.hinder] == [
        ("kapacitet", ("holme", "hamn", "2026-K4"), 150),
        ("kapacitet", ("holme", "hamn", "2027-K1"), 150),
    ]


@pytest.mark.parametrize(("end", "expected"), [("2027-03-31", "2027-K2"), ("2027-04-01", "2027-K3"), (None, "2026-K4")])
def test_begins_the_quarter_after_what_it_waits_for(end: str | None, expected: str) -> None:
    first = a_change("b", forandringslast=[], slut=end)
    waiting = a_change(beror_av=["b"])
    found = earliest(with_register(waiting, first), waiting, TODAY)

    assert found.tidigast == expected
    assert [d.beror_av for d in found.okant_slut] == ([] if end else ["b"])


def test_never_begins_when_nothing_leaves_room() -> None:
    found = earliest(with_register(a_change(), register=a_register(vanlig_kapacitet=2)), a_change(), TODAY)

    assert found.tidigast is None
    assert len(found.hinder) == HORIZON + 1


def test_a_period_of_other_years_hinders_nothing() -> None:
    election = WINTER | {"ar": [2027]}
    found = earliest(with_register(a_change(), cycle=[election]), a_change(), TODAY)

    assert (found.tidigast, first_day("2026-K4").year) == ("2026-K4", 2026)


def test_without_judgements_only_dependencies_count() -> None:
    bare = a_change(forandringslast=[])

    assert not earliest(with_register(bare), bare, TODAY).bedomd
