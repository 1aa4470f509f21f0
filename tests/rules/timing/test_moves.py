"""What moves along, the order of projects, working days and meetings."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.rules.timing.meetings import Asked, Meeting, plan
from fyrportfolj.rules.timing.moves import conflicts, moved_days, moves
from fyrportfolj.rules.timing.order import order_of
from fyrportfolj.rules.timing.workdays import before, is_working_day, quarters_later
from tests.support.builders import TODAY, a_milestone, a_portfolio, a_project, an_initiative


def _one(id_: str, start: str, slut: str, **overrides: Any) -> Undertaking:
    return a_project(id=id_, program=None, delomrade="navigation", start=start, slut=slut, **overrides)


@pytest.mark.parametrize(
    ("start", "steps", "pushed"),
    [
        ("2027-07-01", 1, 1),
        ("2027-10-01", 1, 0),
        ("2028-01-01", 3, 1),
        ("2027-05-01", 2, 2),
        ("2027-10-01", -2, 0),
    ],
)
def test_what_waits_is_pushed_just_as_far_as_it_must(start: str, steps: int, pushed: int) -> None:
    first, waiting = _one("a", "2027-01-01", "2027-06-30"), _one("b", start, "2028-12-31", beror_av=["a"])
    found = {m.insats: m.kvartal for m in moves(a_portfolio(first, waiting), {"a": steps})}

    assert found.get("b", 0) == pushed


def test_a_push_goes_on_through_the_chain_and_to_projects() -> None:
    first = _one("a", "2027-01-01", "2027-06-30")
    programme = an_initiative(start="2027-07-01", slut="2027-12-31", beror_av=["a"])
    project = a_project(start="2027-07-01", slut="2027-12-31")
    found = moves(a_portfolio(first, programme, project), {"a": 2})

    assert [(m.insats, m.kvartal, m.skal) for m in found] == [
        ("a", 2, "begard"),
        ("gemensamt-sjokort", 2, "beroende"),
        ("provtur", 2, "program"),
    ]


def test_what_was_asked_for_stays_and_its_conflict_is_told() -> None:
    first, waiting = _one("a", "2027-01-01", "2027-06-30"), _one("b", "2027-07-01", "2027-12-31", beror_av=["a"])
    portfolio = a_portfolio(first, waiting)

    assert conflicts(portfolio, {}, TODAY) == ()
    (found,) = conflicts(portfolio, {m.insats: m.kvartal for m in moves(portfolio, {"a": 1, "b": 0})}, TODAY)
    assert (found.beroende.insats, found.start, found.klart) == ("b", date(2027, 7, 1), date(2027, 9, 30))


def test_only_what_is_not_reached_moves_and_to_a_working_day() -> None:
    done = a_milestone(id="M1", baslinje="2026-11-02", utfall="2026-11-03")
    left = a_milestone(id="M2", baslinje="2027-09-24", prognos="2027-09-24")
    u = _one("a", "2026-10-12", "2027-11-30", milstolpar=[done, left])

    assert [(d.milstolpe, d.namn, d.efter.isoformat()) for d in moved_days(u, 1, TODAY)] == [
        ("", "slut", "2028-02-29"),
        ("M2", left["namn"], "2027-12-27"),
    ]


def test_projects_stand_in_groups_with_reasons() -> None:
    plan_ = {
        "version": "1.0",
        "status": "utkast",
        "beroenden": [{"projekt": "c", "beror_av": "a", "beskrivning": "Kartan behövs."}],
    }
    programme = an_initiative(artefakter={"programplan": plan_})
    a, b, c = (a_project(id=x, start="2026-12-01", slut="2027-06-30") for x in "abc")
    found = order_of(a_portfolio(programme, a, b, c), programme)

    assert [(w.projekt, w.grupp, [d.skal for d in w.vantar_pa]) for w in found] == [
        ("a", 1, []),
        ("b", 1, []),
        ("c", 2, ["Kartan behövs."]),
    ]
    assert [end for _, end in found[2].for_tidigt] == [date(2027, 6, 30)]


@given(st.dates(date(2024, 1, 1), date(2031, 12, 31)), st.integers(0, 30))
def test_counting_back_lands_on_a_working_day_with_that_many_between(day: date, count: int) -> None:
    found = before(day, count)

    between = [date.fromordinal(n) for n in range(found.toordinal(), day.toordinal())]
    assert sum(map(is_working_day, between)) == count
    assert count == 0 or is_working_day(found)


@pytest.mark.parametrize("day", ["2026-12-24", "2027-01-06", "2027-06-25", "2027-03-26", "2027-05-06", "2027-05-08"])
def test_days_off(day: str) -> None:
    assert not is_working_day(date.fromisoformat(day))


def test_a_month_without_that_day_gives_its_last() -> None:
    assert quarters_later(date(2026, 11, 30), 1) == date(2027, 3, 1)
    assert quarters_later(date(2026, 11, 28), 0) == date(2026, 11, 28)


ASKED = (Asked("lov", "Lov", "holme", ("namnd",)), Asked("lov", "Lov", "udde", ("namnd", "styrelse")))


def _days(*rows: tuple[str | None, str, str]) -> list[tuple[str | None, Meeting]]:
    return [(kommun, Meeting(organ, date.fromisoformat(day), exempel=False)) for kommun, organ, day in rows]


def test_everyone_has_decided_when_the_last_first_meeting_is_held() -> None:
    known = _days(
        ("holme", "namnd", "2026-12-01"), ("holme", "namnd", "2026-12-15"), ("udde", "styrelse", "2026-12-09")
    )
    found = plan(known, ASKED, TODAY, preparation=10)

    assert [c.mote.dag.isoformat() for c in found.utsikter if c.mote] == ["2026-12-15", "2026-12-09"]
    assert (found.klart, found.handlingar) == (date(2026, 12, 15), date(2026, 11, 25))


def test_back_from_a_deadline_the_last_meeting_is_taken() -> None:
    known = _days(("holme", "namnd", "2026-12-01"), ("holme", "namnd", "2026-12-15"), ("udde", "namnd", "2027-01-12"))
    found = plan(known, ASKED, TODAY, by=date(2026, 12, 31))

    assert found.utsikter[0].mote == Meeting("namnd", date(2026, 12, 15), exempel=False)
    assert (found.klart, found.hinns_inte, found.saknas) == (None, (ASKED[1],), ())


def test_a_missing_calendar_is_said() -> None:
    found = plan(_days(("holme", "namnd", "2026-12-01")), ASKED, TODAY)

    assert (found.klart, found.saknas) == (None, (ASKED[1],))
