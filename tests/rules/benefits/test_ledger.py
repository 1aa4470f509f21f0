"""The ledger adds up, and what came is counted once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.model.artefacts.base import content_hash
from fyrportfolj.model.artefacts.benefit_rows import Huvudboksrad, Nytta, Nyttoutfall
from fyrportfolj.model.artefacts.nytta import Effektbokslut, Nyttorealiseringsplan
from fyrportfolj.rules.benefits.ledger import balance, booked, left, realised_by_year, summed
from tests.support.builders import TODAY, a_project

D = Decimal
kronor = st.decimals(0, 1_000_000, places=2)


def row(ar: int = 2026, planned: int = 100, *booked_: int | None, kommun: str = "holme") -> Huvudboksrad:
    amounts = [None if b is None else D(b) for b in (*booked_, None, None, None)[:3]]
    return Huvudboksrad(
        kommun=kommun,
        ar=ar,
        planerat_kr=D(planned),
        realiserat_kr=amounts[0],
        omplanerat_kr=amounts[1],
        forlorat_kr=amounts[2],
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (row(2025, 100, 60, 30, 10), "stammer"),
        (row(2025, 100, 60, 30), "stammer_ej"),
        (row(2025, 100), "stammer_ej"),
        (row(2025, 0), "stammer"),
        (row(2026, 100), "oppen"),
        (row(2026, 100, 60), "oppen"),
        (row(2026, 100, 60, 30, 0), "stammer_ej"),
        (row(2027, 100, 120, -20), "stammer"),
    ],
)
def test_a_row_is_open_until_its_year_has_ended(line: Huvudboksrad, expected: str) -> None:
    assert balance(line, TODAY) == expected


@given(st.lists(st.tuples(kronor, kronor, kronor), max_size=6))
def test_a_ledger_that_adds_up_row_by_row_adds_up_in_all(rows: list[tuple[Decimal, Decimal, Decimal]]) -> None:
    held = [
        {
            "kommun": "holme",
            "ar": 2000 + i,
            "planerat_kr": str(a + b + c),
            "realiserat_kr": str(a),
            "omplanerat_kr": str(b),
            "forlorat_kr": str(c),
        }
        for i, (a, b, c) in enumerate(rows)
    ]
    benefit = {"id": "N1", "namn": "Fart", "nyttotyp": "finansiell", "huvudbok": held}
    plan = {"status": "utkast", "version": "0.1", "nyttor": [benefit]}
    found = list(booked(a_project(artefakter={"nyttorealiseringsplan": plan})))
    sums = summed(found)

    assert [left(b.rad) for b in found] == [0] * len(rows)
    assert sums.planerat == sums.realiserat + sums.omplanerat + sums.forlorat
    assert sums.aterstar == 0


def test_the_ledger_goes_before_measurements_of_its_year_and_a_repeated_measurement_counts_once() -> None:
    measured = Nyttoutfall(datum=date(2025, 5, 1), belopp_kr=D(7))
    other = Nyttoutfall(datum=date(2026, 5, 1), belopp_kr=D(99))
    n = Nytta(id="N1", namn="Fart", nyttotyp="finansiell", utfall=(measured, other))
    booked_ = n.model_copy(update={"huvudbok": (row(2026, 100, 60), row(2026, 100, 5, kommun="vik"))})

    assert realised_by_year([n, booked_]) == {2025: 7, 2026: 65}


def test_what_is_measured_later_lies_outside_the_sum_of_a_plan_but_not_of_the_closing_of_the_books() -> None:
    n = Nytta(id="N1", namn="Fart", nyttotyp="finansiell")
    measured = n.model_copy(update={"utfall": (Nyttoutfall(datum=date(2026, 5, 1), varde=D(1)),)})
    measured.__pydantic_fields_set__.add("utfall")

    def sums(cls: type[Nyttorealiseringsplan | Effektbokslut]) -> set[str]:
        return {content_hash(cls(status="godkand", version="1.0", nyttor=(x,))) for x in (n, measured)}

    assert len(sums(Nyttorealiseringsplan)) == 1
    assert len(sums(Effektbokslut)) == 2
