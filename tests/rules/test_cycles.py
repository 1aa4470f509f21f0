"""Dependencies that go round."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.model.portfolio import Entry
from fyrportfolj.rules.cycles import check_cycles, cycles
from tests.support.builders import TODAY, a_milestone, a_portfolio, a_project, an_initiative, found

NODES = st.sampled_from("abcdefgh")
GRAPHS = st.dictionaries(NODES, st.lists(NODES, max_size=4))


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        ({}, []),
        ({"a": ["b"], "b": []}, []),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
        ({"a": ["a"]}, [("a",)]),
        ({"b": ["a"], "a": ["b"]}, [("a", "b")]),
        ({"c": ["a"], "a": ["b"], "b": ["c"]}, [("a", "b", "c")]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, [("a", "b"), ("c", "d")]),
        ({"a": ["x"]}, []),
    ],
)
def test_rings(graph: dict[str, list[str]], expected: list[tuple[str, ...]]) -> None:
    assert cycles(graph) == expected


def _reaches(graph: dict[str, list[str]], start: str, goal: str) -> bool:
    seen: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        node = waiting.pop()
        if node == goal:
            return True
        if node in graph and node not in seen:
            seen.add(node)
            waiting.extend(graph[node])
    return False


@given(GRAPHS)
def test_there_are_rings_exactly_when_something_reaches_itself(graph: dict[str, list[str]]) -> None:
    rings = cycles(graph)

    assert bool(rings) == any(_reaches(graph, n, n) for n in graph)
    for ring in rings:
        assert all(after in graph[before] for before, after in zip(ring, (*ring[1:], ring[0]), strict=True))


@given(GRAPHS)
def test_the_order_of_nodes_does_not_matter(graph: dict[str, list[str]]) -> None:
    assert cycles(dict(reversed(graph.items()))) == cycles(graph)


def test_a_long_chain_does_not_recurse() -> None:
    chain = {f"{n:05d}": [f"{n + 1:05d}"] for n in range(20_000)}

    assert cycles(chain) == []


def test_a_portfolio_without_rings_is_silent() -> None:
    good = a_portfolio(an_initiative(), a_project(beror_av=["gemensamt-sjokort"], milstolpar=[a_milestone()]))

    assert found(check_cycles, good) == []


def test_undertakings_that_wait_for_each_other() -> None:
    portfolio = a_portfolio(an_initiative(beror_av=["fyrarna", "provtur"]), a_project(beror_av=["gemensamt-sjokort"]))

    (d,) = check_cycles(portfolio, TODAY)

    assert (d.kod, d.fil, d.loc) == ("FYR224", "initiativ/gemensamt-sjokort.yaml", ("beror_av", 1))
    assert d.params["kedja"] == "gemensamt-sjokort → provtur → gemensamt-sjokort"


def test_something_that_waits_for_itself() -> None:
    assert found(check_cycles, a_portfolio(an_initiative(beror_av=["gemensamt-sjokort"]))) == [("FYR224", "beror_av.0")]


def test_milestones_that_wait_for_each_other() -> None:
    rows = [a_milestone(), a_milestone(id="M2", beror_av=["M1", "M3"]), a_milestone(id="M3", beror_av=["M2"])]

    assert found(check_cycles, a_portfolio(a_project(milstolpar=rows))) == [("FYR224", "milstolpar.1.beror_av.1")]


def test_projects_of_a_plan_that_wait_for_each_other() -> None:
    pairs = [{"projekt": "b", "beror_av": "c"}, {"projekt": "b", "beror_av": "a"}, {"projekt": "a", "beror_av": "b"}]
    plan = {"status": "utkast", "version": "0.1", "beroenden": pairs}

    portfolio = a_portfolio(an_initiative(artefakter={"programplan": plan}))

    assert found(check_cycles, portfolio) == [("FYR224", "artefakter.programplan.beroenden.2.beror_av")]


def test_bodies_above_each_other() -> None:
    portfolio = a_portfolio()
    register = portfolio.organregister
    assert register is not None
    first, second, third = register.modell.organ
    ring = register.modell.model_copy(
        update={"organ": (first.model_copy(update={"overordnat": "besattning"}), second, third)}
    )

    assert found(check_cycles, replace(portfolio, organregister=Entry(register.fil, ring))) == [
        ("FYR224", "organ.1.overordnat")
    ]
    assert found(check_cycles, replace(portfolio, organregister=None)) == []
