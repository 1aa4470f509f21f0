"""When a municipal decision can no longer be appealed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.registers import Organ
from fyrportfolj.rules.legal import appeal_until, legal_force
from tests.support.texts import read

BOARD = read("{id: namnd, namn: Nämnd, typ: namnd, per_kommun: true}", Organ)
GROUP = read("{id: grupp, namn: Grupp, typ: styrgrupp}", Organ)


def decision(more: str = "") -> Decision:
    return read(
        f"{{id: 2026-05-12-namnd-berg, typ: grind, datum: 2026-05-12, organ: namnd, utfall: fortsatt{more}}}", Decision
    )


@pytest.mark.parametrize(
    ("anslaget", "last"),
    [
        ("2026-05-20", "2026-06-10"),  # a Wednesday three weeks later
        ("2026-05-15", "2026-06-05"),  # the day before the national day, which is a Saturday in 2026
        ("2026-05-16", "2026-06-08"),  # national day, Saturday, then Sunday
        ("2026-05-29", "2026-06-22"),  # Midsummer's Eve, Midsummer's Day, Sunday
        ("2026-12-03", "2026-12-28"),  # Christmas Eve, Christmas, Boxing Day, Sunday
    ],
)
def test_the_appeal_period_ends_on_a_working_day(anslaget: str, last: str) -> None:
    assert appeal_until(date.fromisoformat(anslaget)).isoformat() == last


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_the_period_is_three_weeks_or_a_few_days_more(day: date) -> None:
    last = appeal_until(day)

    assert timedelta(days=21) <= last - day <= timedelta(days=26)
    assert last.weekday() < 5


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_a_later_notice_never_ends_earlier(day: date) -> None:
    assert appeal_until(day) <= appeal_until(day + timedelta(days=1))


def test_a_decision_goes_from_notice_to_legal_force() -> None:
    d = decision(", anslaget: 2026-05-20")

    waiting = legal_force(decision(), BOARD, date(2026, 7, 1))
    open_ = legal_force(d, BOARD, date(2026, 6, 10))
    final = legal_force(d, BOARD, date(2026, 6, 11))

    assert (waiting.lage, waiting.laga_kraft) == ("vantar_pa_anslag", None)
    assert (open_.lage, str(open_.overklagas_till_och_med)) == ("kan_overklagas", "2026-06-10")
    assert (final.lage, str(final.laga_kraft)) == ("laga_kraft", "2026-06-11")


def test_a_known_day_goes_before_the_computed_one() -> None:
    d = decision(", anslaget: 2026-05-20, laga_kraft: 2026-09-01")

    assert legal_force(d, BOARD, date(2026, 8, 31)).lage == "kan_overklagas"
    assert legal_force(d, BOARD, date(2026, 9, 1)).lage == "laga_kraft"


@pytest.mark.parametrize("body", [GROUP, None])
def test_a_steering_group_cannot_be_appealed(body: Organ | None) -> None:
    assert legal_force(decision(), body, date(2026, 6, 1)).lage == "ej_overklagbart"


def test_a_meeting_that_did_not_decide_cannot_be_appealed() -> None:
    d = read(
        "{id: 2026-05-12-namnd-berg, typ: grind, datum: 2026-05-12, organ: namnd, motesutfall: bordlagt}", Decision
    )

    assert legal_force(d, BOARD, date(2026, 6, 1)).lage == "ej_overklagbart"
