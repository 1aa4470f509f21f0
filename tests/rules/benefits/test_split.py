"""Who pays and who gains: every part sums to the öre, whatever the key."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.model.artefacts.benefit_rows import Fordelningsrad
from fyrportfolj.model.initiative import Andel, Finansiering, Fordelningsnyckel
from fyrportfolj.rules.benefits.flows import Case, Flow
from fyrportfolj.rules.benefits.split import KEYS, Key, Scales, lacking, own_key, shares, split_signed

D = Decimal
PEOPLE = {"holme": 1000, "udde": 3000, "vik": 6000}
ROWS = tuple(
    Fordelningsrad(kommun=k, anvandning=D(a), kostnadsvikt=D(c), nyttovikt=D(b))
    for k, a, c, b in (("holme", 1, 1, 3), ("udde", 1, 1, 2), ("vik", 5, 2, 1))
)
kronor = st.decimals(0, 10_000_000, places=2)


def scales(**values: Any) -> Scales:
    usual: dict[str, Any] = {"kommuner": tuple(PEOPLE), "invanare": PEOPLE, "rader": ROWS, "andel_lika": 30}
    return Scales(**(usual | values))


def flow(
    id_: str, *amounts: Decimal, slag: str = "finansiell", parter: tuple[str, ...] = (), utanfor: str = ""
) -> Flow:
    return Flow(id_, id_, slag, amounts, amounts, amounts, har_kalla=True, parter=parter, utanfor=utanfor)


def case(nyttor: tuple[Flow, ...], kostnader: tuple[Flow, ...], moved: tuple[Flow, ...] = ()) -> Case:
    return Case(2026, 2026, 1, D(3), "real", "Källan", nyttor, moved, kostnader, (), ())


@given(st.sampled_from(KEYS), st.lists(kronor, min_size=1, max_size=3), st.lists(kronor, min_size=1, max_size=3))
def test_parts_sum_to_the_ore(key: Key, gains: list[Decimal], pays: list[Decimal]) -> None:
    found = shares(
        case(
            tuple(flow(f"N{i}", x) for i, x in enumerate(gains)),
            (*(flow(f"K{i}", x, slag="lopande") for i, x in enumerate(pays)), flow("K9", D(77), parter=("regionen",))),
            (flow("M1", gains[0], slag="omfordelning"),),
        ),
        scales(),
        key,
    )

    assert sum(p.nytta for p in found) == sum(gains)
    assert sum(p.kostnad for p in found) == sum(pays) + 77
    assert sum(p.omfordelning for p in found) == gains[0]
    assert all(p.netto == p.nytta - p.kostnad for p in found)
    assert [p.part for p in found] == [*PEOPLE, "regionen"]


@given(st.decimals(-10_000_000, 10_000_000, places=2))
def test_a_negative_amount_is_split_as_its_opposite(amount: Decimal) -> None:
    parts = split_signed(amount, PEOPLE)

    assert sum(parts.values()) == amount
    assert parts == {k: -v for k, v in split_signed(-amount, PEOPLE).items()}


def test_a_row_with_a_party_falls_on_it_alone_and_one_for_inhabitants_on_no_kommun() -> None:
    found = {
        p.part: p
        for p in shares(
            case((flow("N1", D(90), utanfor="invanare"), flow("N2", D(40), parter=("holme", "udde"))), ()),
            scales(),
            "lika",
        )
    }

    assert found["invanare"].nytta == 90
    assert not found["invanare"].ar_kommun
    assert [found[k].nytta for k in PEOPLE] == [20, 20, 0]
    assert found["holme"].netto_per_invanare == D("0.02")
    assert found["invanare"].netto_per_invanare is None


def test_costs_and_benefits_may_have_their_own_manual_weights() -> None:
    found = shares(case((flow("N1", D(60)),), (flow("K1", D(40)),)), scales(), "manuell")

    assert [p.kostnad for p in found] == [10, 10, 20]
    assert [p.nytta for p in found] == [30, 20, 10]
    assert [p.andel_kostnad for p in found] == [25, 25, 50]


@pytest.mark.parametrize(
    ("key", "values", "expected"),
    [
        ("blandad", {"andel_lika": None}, ("andel_lika",)),
        ("invanare", {"kommuner": ("holme", "okand")}, ("okand",)),
        ("anvandning", {"rader": ROWS[:2]}, ("vik",)),
        ("manuell", {"rader": ()}, ("holme", "udde", "vik")),
        ("manuell", {"rader": (*ROWS[:2], ROWS[2].model_copy(update={"nyttovikt": D(-1)}))}, ("vik",)),
        ("lika", {"rader": ()}, ()),
    ],
)
def test_what_a_key_lacks(key: Key, values: dict[str, object], expected: tuple[str, ...]) -> None:
    assert lacking(key, scales(**values)) == expected


def test_the_agreed_amounts_are_the_manual_key_without_weights() -> None:
    money = Finansiering(
        total_kr=D(100),
        fordelningsnyckel=Fordelningsnyckel(typ="manuell"),
        andelar=tuple(Andel(part=k, belopp_kr=D(b)) for k, b in (("holme", 10), ("udde", 10), ("vik", 80))),
    )
    found = shares(case((), (flow("K1", D(10)),)), scales(rader=(), finansiering=money), "manuell")

    assert [p.kostnad for p in found] == [1, 1, 8]
    assert own_key(money) == "manuell"
    assert own_key(None) is None
