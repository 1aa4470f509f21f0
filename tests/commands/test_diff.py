"""What a board is told between two versions: decisions first, and nothing for form alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fyrportfolj.commands.diff import Diff, diff
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.i18n import render
from fyrportfolj.store.edit import Set
from tests.support.gitrepo import isolate_git
from tests.support.histories import CHART, TRIP, History, a_year

FOLDERS = ("", "portfölj/")


@pytest.fixture(params=FOLDERS)
def year(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    isolate_git(monkeypatch, tmp_path / "hem")
    return a_year(tmp_path / "arkiv", request.param)


@pytest.fixture
def simple(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    isolate_git(monkeypatch, tmp_path / "hem")
    return a_year(tmp_path / "arkiv")


def compared(h: History, first: str, second: str | None = None, *, as_of: str | None = None) -> Diff:
    ws = Workspace.open(h.repo.root / h.folder, lambda _zone: date(2026, 11, 22), search=False, as_of=as_of)
    return diff(ws, first, second).data


def told(found: Diff) -> list[str]:
    groups = [g for u in found.insatser for g in u.grupper] + list(found.portfolj)
    return [render(c.text) for g in groups for c in g.andringar]


def test_a_year_as_a_paper(year: History) -> None:
    found = compared(year, "2026-09-01")

    assert render(found.sammanfattning) == (
        "2 beslut, 1 rättelse, 1 ny fas, 1 risk ned, 1 kommun till och 5 andra ändringar"
    )
    assert [(u.id, [g.slag for g in u.grupper]) for u in found.insatser] == [
        ("gemensamt-sjokort", ["beslut", "fas", "ekonomi", "tid", "deltagare"]),
        ("provtur", ["risk", "tid"]),
    ]
    assert [u.exempel for u in found.insatser] == [False, True]
    assert [g.slag for g in found.portfolj] == ["policy"]
    assert (found.fran.dag, found.till.incheckning, found.till.dag) == (date(2026, 9, 1), None, date(2026, 11, 20))


def test_form_alone_is_no_change(year: History) -> None:
    found = compared(year, "2026-09-11", "2026-09-12")

    assert told(found) == []
    assert found.bara_form == (TRIP,)
    assert render(found.sammanfattning) == "inga ändringar i sak"


def test_a_file_that_cannot_be_read_is_said_on_the_side_that_has_it(year: History) -> None:
    later = compared(year, "2026-09-12", "2026-09-14")
    earlier = compared(year, "2026-09-14", "2026-09-15")

    assert told(later) == told(earlier) == []
    assert [(u.fil, u.fore, u.efter) for u in later.olasliga] == [(TRIP, False, True)]
    assert [(u.fil, u.fore, u.efter) for u in earlier.olasliga] == [(TRIP, True, False)]


def test_the_work_tree_counts_as_it_is_now(simple: History) -> None:
    simple.edit(CHART, Set(("slut",), "2028-01-31"))

    assert told(compared(simple, "HEAD")) == ["Slut: 2027-10-31 → 2028-01-31, 92 dagar senare"]
    assert told(compared(simple, "HEAD", "HEAD")) == []
    assert told(compared(simple, "HEAD~1", as_of="HEAD")) == told(compared(simple, "HEAD~1", "HEAD"))


def test_there_and_back_tell_of_the_same_things(simple: History) -> None:
    there = compared(simple, "2026-09-11", "2026-11-02")
    back = compared(simple, "2026-11-02", "2026-09-11")

    assert {u.id for u in there.insatser} == {u.id for u in back.insatser} == {"gemensamt-sjokort", "provtur"}
    assert "3 beslut borttagna" in render(back.sammanfattning)


def test_a_day_that_passed_with_nothing_done(simple: History) -> None:
    found = compared(simple, "2026-11-10", "2027-02-01")

    assert told(found) == [
        "Åtgärden ”Köp en mistlur” mot R1 (Dimman lättar inte) skulle ha varit klar 2026-12-01",
        "Åtgärden ”Ta med en lina till” mot R2 (Lodlinan går av) skulle ha varit klar 2026-11-28",
        "Milstolpen M2 Kortet ritat skulle ha nåtts 2027-01-13",
    ]
    assert render(found.sammanfattning) == "3 passerade dagar"
    assert told(compared(simple, "2026-12-02", "2027-01-13")) == []


def test_a_head_that_cannot_be_used_is_said_and_not_guessed(simple: History) -> None:
    simple.write({"fyr.yaml": "namn: [\n"})

    with pytest.raises(DataError) as caught:
        compared(simple, "HEAD")

    assert "arbetskatalogen" in render(caught.value.message)


def test_no_such_version_and_no_repository(simple: History, tmp_path: Path) -> None:
    with pytest.raises(DataError):
        compared(simple, "finns-inte")
    with pytest.raises(DataError):
        compared(simple, "2020-01-01")
    (tmp_path / "mapp").mkdir()
    for path in ("fyr.yaml", "process/segling-1.0.yaml"):
        place = tmp_path / "mapp" / path
        place.parent.mkdir(exist_ok=True)
        place.write_text(simple.read(path), encoding="utf-8")
    ws = Workspace.open(tmp_path / "mapp", lambda _zone: date(2026, 11, 22), search=False)
    with pytest.raises(ExternalError):
        diff(ws, "HEAD", None)
