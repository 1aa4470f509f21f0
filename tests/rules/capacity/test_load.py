"""Load per kommun, administration and quarter."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.model.capacity import Forandringslast
from fyrportfolj.rules.capacity.load import Unit, load, total
from fyrportfolj.rules.capacity.quarters import first_day, last_day, moved, number, quarter, quarter_of, span

FACTORS = {"forberedelse": Decimal("0.3"), "inforande": Decimal(1), "stabilisering": Decimal("0.5")}
KOMMUNER = ("ett", "tva")


def a_row(intensity: int = 4, share: str = "50", *stages: tuple[str, str, str], where: str = "vard") -> Forandringslast:
    """Give a judgement; without stages it is introduced in two quarters."""
    return Forandringslast.model_validate(
        {
            "forvaltning": where,
            "intensitet": intensity,
            "andel_berord_procent": Decimal(share),
            "skeden": tuple(
                {"skede": s, "fran": f, "till_och_med": t}
                for s, f, t in stages or (("inforande", "2027-K4", "2028-K1"),)
            ),
        },
    )


@st.composite
def rows(draw: st.DrawFn) -> Forandringslast:
    """Give any judgement of the years 2026–2029."""
    at = st.integers(number("2026-K1"), number("2029-K4"))
    stages = draw(st.lists(st.tuples(st.sampled_from(sorted(FACTORS)), at, st.integers(0, 3)), min_size=1, max_size=3))
    return a_row(
        draw(st.integers(1, 5)),
        str(draw(st.decimals(0, 100, places=4))),
        *((s, quarter(n), quarter(n + k)) for s, n, k in stages),
        where=draw(st.sampled_from(("vard", "skola"))),
    )


def test_intensity_times_factor_times_share_over_new_year() -> None:
    stages = (("forberedelse", "2027-K3", "2027-K3"), ("inforande", "2027-K4", "2028-K1"))

    assert load([a_row(5, "12.5", *stages)], ("ett",), FACTORS) == {
        ("ett", "vard", "2027-K3"): Decimal("0.1875"),
        ("ett", "vard", "2027-K4"): Decimal("0.625"),
        ("ett", "vard", "2028-K1"): Decimal("0.625"),
    }


def test_where_stages_overlap_the_heaviest_counts() -> None:
    stages = (("stabilisering", "2027-K1", "2027-K2"), ("inforande", "2027-K2", "2027-K2"))

    assert [*load([a_row(2, "100", *stages)], ("ett",), FACTORS).values()] == [Decimal(1), Decimal(2)]


def test_a_row_that_names_municipalities_weighs_on_them_alone() -> None:
    row = a_row().model_copy(update={"kommuner": ("tva",)})

    assert {unit[0] for unit in load([row], KOMMUNER, FACTORS)} == {"tva"}


@given(st.lists(rows(), max_size=4), st.lists(rows(), max_size=4))
def test_loads_add_up(some: list[Forandringslast], more: list[Forandringslast]) -> None:
    together = load([*some, *more], KOMMUNER, FACTORS)

    assert together == total([load(more, KOMMUNER, FACTORS), load(some, KOMMUNER, FACTORS)])


@given(rows(), st.integers(-12, 12))
def test_what_is_moved_weighs_as_much_later(row: Forandringslast, steps: int) -> None:
    before = load([row], KOMMUNER, FACTORS)

    assert load([row], KOMMUNER, FACTORS, steps) == {(k, f, moved(q, steps)): n for (k, f, q), n in before.items()}


@given(rows(), st.sampled_from(sorted(FACTORS)))
def test_a_heavier_stage_never_lightens(row: Forandringslast, stage: str) -> None:
    light = load([row], KOMMUNER, FACTORS)
    heavy = load([row], KOMMUNER, FACTORS | {stage: FACTORS[stage] + 1})

    assert all(heavy[unit] >= points for unit, points in light.items())


@pytest.mark.parametrize("kvartal", ["2026-K1", "2026-K4", "1999-K2"])
def test_quarters_are_numbers(kvartal: str) -> None:
    assert quarter(number(kvartal)) == kvartal
    assert quarter_of(first_day(kvartal)) == quarter_of(last_day(kvartal)) == kvartal
    assert (last_day(kvartal) - first_day(kvartal)).days in range(89, 92)
    assert span(kvartal, moved(kvartal, 2)) == (kvartal, moved(kvartal, 1), moved(kvartal, 2))
    assert span(kvartal, moved(kvartal, -1)) == ()


def test_what_has_begun_goes_on_while_the_rest_is_put_off() -> None:
    stages = (("forberedelse", "2026-K3", "2026-K4"), ("inforande", "2027-K1", "2027-K1"))
    moved_load = load([a_row(2, "100", *stages)], ("ett",), FACTORS, 2, now="2026-K4")

    assert {q: n for (_, _, q), n in moved_load.items()} == {
        "2026-K3": Decimal("0.6"),
        "2026-K4": Decimal("0.6"),
        "2027-K1": Decimal("0.6"),
        "2027-K2": Decimal("0.6"),
        "2027-K3": Decimal(2),
    }


@given(rows(), st.integers(-4, 8), st.sampled_from(["2026-K2", "2027-K3", "2029-K4"]))
def test_what_has_been_never_moves(row: Forandringslast, steps: int, now: str) -> None:
    def until_now(found: dict[Unit, Decimal]) -> dict[Unit, Decimal]:
        return {u: n for u, n in found.items() if u[2] <= now}

    before = load([row], KOMMUNER, FACTORS)
    if until_now(before):
        assert until_now(load([row], KOMMUNER, FACTORS, steps, now)) == until_now(before)
