"""A capacity register and judgements for tests, laid beside the little base portfolio."""

from __future__ import annotations

from typing import Any

from fyrportfolj.model.capacity import Kapacitetsregister
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.registers import Arscykel
from tests.support.builders import a_portfolio, build

FILE = "register/kapacitet.yaml"
BASE: dict[str, Any] = {
    "forvaltningar": [{"id": "hamn", "namn": "Hamn"}, {"id": "fyr", "namn": "Fyr"}],
    "vanlig_kapacitet": 4,
    "skedesfaktorer": [
        {"skede": "forberedelse", "faktor": "0.3"},
        {"skede": "inforande", "faktor": 1},
        {"skede": "stabilisering", "faktor": "0.5"},
    ],
}


def a_register(**overrides: Any) -> Kapacitetsregister:
    """Give a register of two administrations that can carry 4 points, with other values."""
    return build(Kapacitetsregister, BASE, overrides)


def a_judgement(
    intensity: int = 3, fran: str = "2027-K1", till: str = "2027-K2", skede: str = "inforande", **overrides: Any
) -> dict[str, Any]:
    """Give a judgement that everyone in the harbour office is concerned, as it stands in a file."""
    stages = [{"skede": skede, "fran": fran, "till_och_med": till}]
    return {
        "forvaltning": "hamn",
        "intensitet": intensity,
        "andel_berord_procent": 100,
        "skeden": stages,
        **overrides,
    }


def with_register(
    *undertakings: Undertaking, register: Kapacitetsregister | None = None, cycle: list[dict[str, Any]] | None = None
) -> Portfolio:
    """Give the base portfolio with undertakings, a capacity register and a yearly cycle."""
    year = build(Arscykel, {"perioder": cycle or []}, {})
    portfolio = a_portfolio(*undertakings, arscykel=year)
    return Portfolio(
        **{
            name: getattr(portfolio, name)
            for name in Portfolio.__dataclass_fields__
            if name not in ("memo", "kapacitetsregister")
        },
        kapacitetsregister=Entry(FILE, register or a_register()),
    )
