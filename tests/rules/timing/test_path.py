"""The critical path."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fyrportfolj.model.initiative import Milstolpe
from fyrportfolj.rules.cycles import cycles
from fyrportfolj.rules.timing.dependencies import RingError, in_order
from fyrportfolj.rules.timing.path import Point, Step, critical_path, steps
from tests.support.builders import TODAY, a_milestone, a_portfolio, a_project, an_initiative

DAYS = st.integers(0, 400).map(lambda n: TODAY + timedelta(days=n))


def _at(rows: tuple[Step, ...]) -> dict[str, Step]:
    return {f"{r.insats}.{r.milstolpe}": r for r in rows}


def test_a_late_first_milestone_moves_the_rest() -> None:
    project = a_project(
        milstolpar=[
            a_milestone(id="M1", baslinje="2026-12-01", prognos="2026-12-11"),
            a_milestone(id="M2", baslinje="2027-01-10", beror_av=["M1"]),
            a_milestone(id="M3", baslinje="2026-12-31", beror_av=["M1"]),
            a_milestone(id="M4", baslinje="2027-01-20", beror_av=["M2", "M3"]),
        ]
    )
    found = _at(critical_path(a_portfolio(project), project, TODAY))

    assert {k: (s.vantad.isoformat(), s.forskjutning, s.marginal) for k, s in found.items()} == {
        "provtur.M1": ("2026-12-11", 10, 0),
        "provtur.M2": ("2027-01-20", 10, 0),
        "provtur.M3": ("2027-01-10", 10, 10),
        "provtur.M4": ("2027-01-30", 10, 0),
    }
    assert [s.milstolpe for s in found.values() if s.kritisk] == ["M1", "M2", "M4"]
    assert found["provtur.M4"].styrs_av == ("provtur", "M2")


def test_a_milestone_waits_for_the_last_of_another_undertaking() -> None:
    first = an_initiative(milstolpar=[a_milestone(id="M1", baslinje="2027-02-01", prognos="2027-03-01")])
    project = a_project(
        program=None,
        delomrade="navigation",
        beror_av=[first.id],
        milstolpar=[a_milestone(id="M1", baslinje="2027-02-15")],
    )
    found = _at(critical_path(a_portfolio(first, project), project, TODAY))

    assert found["provtur.M1"].beror_av == ((first.id, "M1"),)
    assert found["provtur.M1"].vantad == date(2027, 3, 15)


def test_what_is_late_today_is_expected_today_at_the_earliest() -> None:
    project = a_project(milstolpar=[a_milestone(id="M1", baslinje="2026-11-01", prognos=None, utfall=None)])

    (only,) = critical_path(a_portfolio(project), project, TODAY)
    assert (only.vantad, only.forskjutning) == (TODAY, 19)


def test_what_has_been_reached_is_not_critical() -> None:
    project = a_project(milstolpar=[a_milestone(id="M1", baslinje="2026-11-01", utfall="2026-11-04")])

    (only,) = critical_path(a_portfolio(project), project, TODAY)
    assert (only.vantad, only.forskjutning, only.kritisk) == (date(2026, 11, 4), 3, False)


def test_an_undertaking_without_milestones_has_its_end() -> None:
    first = an_initiative(slut="2027-01-31")
    project = a_project(beror_av=[first.id], milstolpar=[a_milestone(id="M1", baslinje="2027-02-15")])

    assert set(_at(critical_path(a_portfolio(first, project), project, TODAY))) == {f"{first.id}.", "provtur.M1"}


def test_a_ring_of_undertakings_is_named() -> None:
    project = a_project(beror_av=["gemensamt-sjokort"])
    other = an_initiative(beror_av=["provtur"])

    with pytest.raises(RingError, match="→"):
        critical_path(a_portfolio(project, other), project, TODAY)


@st.composite
def networks(draw: st.DrawFn) -> tuple[dict[Point, Milstolpe], dict[Point, tuple[Point, ...]]]:
    """Give up to six milestones that wait for earlier ones."""
    stones: dict[Point, Milstolpe] = {}
    waits: dict[Point, tuple[Point, ...]] = {}
    for n in range(draw(st.integers(1, 6))):
        point = ("a", f"M{n}")
        waits[point] = tuple(draw(st.lists(st.sampled_from(sorted(stones)), unique=True))) if stones else ()
        reached = draw(st.none() | st.just(TODAY - timedelta(days=n)))
        stones[point] = Milstolpe(
            id=f"M{n}", namn="x", baslinje=draw(DAYS), prognos=draw(st.none() | DAYS), utfall=reached
        )
    return stones, waits


@settings(max_examples=80)
@given(networks())
def test_slack_is_how_far_a_milestone_may_slip(
    network: tuple[dict[Point, Milstolpe], dict[Point, tuple[Point, ...]]],
) -> None:
    stones, waits = network
    before = steps(stones, waits, TODAY)
    end = max(s.vantad for s in before)

    for s in before:
        assert s.marginal >= 0
        if s.utfall is None:
            point = (s.insats, s.milstolpe)
            for extra, stays in ((s.marginal, True), (s.marginal + 1, False)):
                slipped = stones[point].model_copy(update={"prognos": s.vantad + timedelta(days=extra)})
                after = max(x.vantad for x in steps(stones | {point: slipped}, waits, TODAY))
                assert (after == end) is stays


@given(st.dictionaries(st.sampled_from("abcde"), st.lists(st.sampled_from("abcde"), max_size=2)))
def test_everything_comes_after_what_it_waits_for_or_a_ring_is_named(graph: dict[str, list[str]]) -> None:
    if cycles(graph):
        with pytest.raises(RingError) as caught:
            in_order(graph)
        ring = caught.value.ring
        assert all(after in graph[before] for before, after in pairwise(ring))
        assert ring[0] == ring[-1]
        return
    place = {node: n for n, group in enumerate(in_order(graph)) for node in group}
    assert all(place[first] < place[node] for node, before in graph.items() for first in before)
