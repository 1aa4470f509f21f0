"""Small rounds of prioritisation in memory."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from fyrportfolj.model.initiative import Initiative
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.priority import Prioritering
from fyrportfolj.rules.priority.ballots import Ballot, ballot
from tests.support.builders import a_portfolio, an_initiative, build

BASE: dict[str, Any] = {
    "id": "varens-val",
    "namn": "Vårens val",
    "datum": "2026-11-01",
    "regler": {"faststallda": "2026-10-01", "rostvikt": "lika", "lika_rostetal": "delad_plats"},
    "kandidater": [{"insats": "a"}],
}


def a_round(**overrides: Any) -> Prioritering:
    """Give a round with other values."""
    return build(Prioritering, BASE, overrides)


def criterion(id_: str, vikt: int = 100, axel: str = "strategiskt_varde") -> dict[str, Any]:
    """Give a criterion as plain data."""
    return {"id": id_, "namn": id_, "axel": axel, "vikt": vikt}


def marks(*values: int) -> list[dict[str, Any]]:
    """Give scores on K1, K2 and so on as plain data."""
    return [{"kriterium": f"K{n}", "poang": v} for n, v in enumerate(values, 1)]


def holding(p: Prioritering, *ids: str | Initiative, **documents: Any) -> Portfolio:
    """Give a portfolio with a round and initiatives, whole or by their ids."""
    made = a_portfolio(*(an_initiative(id=i, namn=i.upper()) if isinstance(i, str) else i for i in ids), **documents)
    rounds = {p.id: Entry(f"prioriteringar/{p.id}.yaml", p)}
    return Portfolio(
        **{k: v for k, v in vars(made).items() if k != "memo" and not k.startswith("_")} | {"prioriteringar": rounds}
    )


def cast(*groups: tuple[int, str]) -> list[Ballot]:
    """Give ballots by how many and in which order: `(8, "ABC")`."""
    names = sorted({x for _, order in groups for x in order})
    return [ballot(f"{order}{n}", [[x] for x in order], names) for times, order in groups for n in range(times)]


@st.composite
def electorates(draw: st.DrawFn, most: int = 6) -> tuple[tuple[str, ...], list[Ballot]]:
    """Give alternatives and ballots with ties, gaps, weights and conflicts of interest."""
    names = tuple("abcdefghijkl"[: draw(st.integers(2, most))])
    found = []
    for n in range(draw(st.integers(1, 8))):
        order = draw(st.permutations(names))
        cuts = sorted(draw(st.sets(st.integers(1, len(names)))))
        levels = [order[i:j] for i, j in zip([0, *cuts], cuts, strict=False)]
        jav = draw(st.sets(st.sampled_from(names), max_size=1)) if draw(st.booleans()) else set()
        found.append(ballot(f"k{n}", levels, names, vikt=draw(st.integers(1, 5)), jav=jav))
    return names, found
