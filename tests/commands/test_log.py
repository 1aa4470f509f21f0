"""What a log holds: decisions, policy, work and merges, and what it says that it does not know."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from fyrportfolj.commands.log import Asked, Log, LogRow, gathered, log
from fyrportfolj.commands.log_facts import read_facts
from fyrportfolj.commands.log_line import LogLine
from fyrportfolj.commands.log_sheet import write_sheet
from fyrportfolj.errors import DataError, ExternalError, UsageError
from fyrportfolj.i18n import render
from fyrportfolj.store.edit import Set
from tests.support.gitrepo import GitRepo, isolate_git
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


def opened(h: History, as_of: str | None = None) -> LogLine:
    return LogLine.open(h.repo.root / h.folder, search=False, as_of=as_of)


def rows(h: History, asked: Asked | None = None, as_of: str | None = None) -> tuple[LogRow, ...]:
    found = gathered(log(opened(h, as_of), asked or Asked()).data)
    assert isinstance(found.rader, tuple)
    return found.rader


def told(row: LogRow) -> list[str]:
    return [render(c.text) for c in row.andringar]


def test_the_portfolio_has_decisions_and_policy_newest_first(year: History) -> None:
    found = rows(year)

    assert [(str(r.dag), r.typ) for r in found] == [
        ("2026-11-03", "beslut"),
        ("2026-11-02", "policy"),
        ("2026-10-12", "rattelse"),
        ("2026-10-09", "beslut"),
        ("2026-10-07", "beslut"),
    ]


def test_a_decision_is_told_by_its_message_and_the_file(year: History) -> None:
    row = rows(year)[-1]
    d = row.beslut

    assert d is not None
    assert (d.namn, d.grind, d.utfall) == ("Gemensamt sjökort", "Beslut om att lägga till", "fortsatt")
    assert (d.organ, d.kommun, d.paragraf, d.mandat) == ("Hamnnämnden", "Udde", "HN § 31", None)
    assert d.diarienummer == {"Udde": "HN 2026/8"}
    assert [(u.titel, u.version, len(u.sha256)) for u in d.underlag] == [("Projektdirektiv", "1.0", 64)]
    assert d.reservation == ("Ledamoten för Vikpartiet",)
    assert [(v.id, v.uppfyllt) for v in d.villkor] == [("V1", "2026-10-20")]
    assert (row.av, row.obekraftad) == ("Karin Ström", None)


def test_policy_tells_serial_and_ground(year: History) -> None:
    row = rows(year)[1]

    assert row.policy is not None
    assert (row.policy.serie, row.policy.grund) == ("1", "Rederiet § 4")
    assert told(row) == ["Risker på nivån Medel i projekt beslutas nu av Rederiet, förut Besättningen"]


def test_rows_that_do_not_follow_the_form_are_marked(year: History) -> None:
    marked = [r for r in rows(year, Asked(alla=True)) if r.obekraftad]

    assert [(str(r.dag), r.typ) for r in marked] == [
        ("2026-11-05", "arbete"),
        ("2026-11-04", "arbete"),
        ("2026-11-03", "beslut"),
    ]
    assert "beslut eller fas är ändrade" in render(marked[0].obekraftad or "")
    assert "ingen Fyr-rad" in render(marked[2].obekraftad or "")


def test_everything_holds_work_merges_form_and_what_cannot_be_read(year: History) -> None:
    found = {str(r.dag): r for r in rows(year, Asked(alla=True))}

    assert len(found) == 14
    assert found["2026-11-10"].typ == "sammanfogning"
    assert found["2026-11-10"].namn == {"gemensamt-sjokort": "Gemensamt sjökort"}
    assert len(found["2026-11-10"].andringar) == 2
    assert found["2026-09-12"].bara_form
    assert found["2026-09-14"].olasliga == (TRIP,)
    assert found["2026-09-15"].ovriga == ("templates/brev.md",)
    assert not found["2026-09-15"].bara_form
    assert "Provtur är nytt" in told(found["2026-02-01"])[-1]


def test_one_undertaking_has_its_own_changes_and_its_work(year: History) -> None:
    found = rows(year, Asked("provtur"))

    assert [str(r.dag) for r in found][-1] == "2026-02-01"
    assert {c.insats for r in found for c in r.andringar} == {"provtur"}
    assert any(r.bara_form for r in found)


def test_only_decisions_need_no_files_but_the_tips(year: History) -> None:
    found = rows(year, Asked("gemensamt-sjokort", bara_beslut=True))

    assert [r.typ for r in found] == ["rattelse", "beslut", "beslut"]
    assert not any(r.andringar for r in found)
    assert found[0].beslut is not None
    assert found[0].beslut.rattar == "2026-10-08-hamnnamnd-vik"


def test_a_period_and_a_number(year: History) -> None:
    some = Asked(alla=True, fran=date(2026, 10, 7), till=date(2026, 10, 12))

    assert [str(r.dag) for r in rows(year, some)] == ["2026-10-12", "2026-10-09", "2026-10-07"]
    few = gathered(log(opened(year), Asked(antal=2)).data)
    assert isinstance(few.rader, tuple)
    assert (len(few.rader), few.fler) == (2, True)
    assert not gathered(log(opened(year), Asked(antal=5)).data).fler


def test_a_period_that_ends_before_it_begins(simple: History) -> None:
    with pytest.raises(UsageError):
        log(opened(simple), Asked(fran=date(2026, 2, 1), till=date(2026, 1, 1)))


def test_the_log_as_it_was(year: History) -> None:
    found = rows(year, as_of="2026-10-08")

    assert [str(r.dag) for r in found] == ["2026-10-07"]
    assert found[0].beslut is not None
    assert found[0].beslut.villkor[0].uppfyllt is None


def test_the_day_is_the_portfolios(simple: History) -> None:
    simple.repo.commit("Sent", {"x.txt": "x"}, when="2026-12-31T23:30:00+00:00")

    assert str(rows(simple, Asked(alla=True))[0].dag) == "2027-01-01"


def test_a_former_id_and_one_that_is_gone(simple: History) -> None:
    simple.edit(TRIP, Set(("id",), "provresa"), Set(("tidigare_id",), ["provtur"]))
    simple.write({"projekt/provresa.yaml": simple.read(TRIP)})
    (simple.repo.root / TRIP).unlink()
    simple.commit("Byt namn", "2026-11-12")

    assert rows(simple, Asked("provtur")) == rows(simple, Asked("provresa"))
    assert any("Har bytt id från provtur till provresa" in t for t in told(rows(simple, Asked("provresa"))[0]))

    (simple.repo.root / "projekt/provresa.yaml").unlink()
    simple.commit("Ta bort", "2026-11-13")
    assert told(rows(simple, Asked("provresa"))[0]) == ["Projektet Provtur har tagits bort ur portföljen"]


def test_an_id_that_never_was_names_a_near_one(simple: History) -> None:
    with pytest.raises(UsageError) as caught:
        log(opened(simple), Asked("provtor"))

    assert "provtur" in str(caught.value.help)


def test_no_repository_no_commit_and_no_head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate_git(monkeypatch, tmp_path / "hem")
    bare = tmp_path / "mapp"
    bare.mkdir()
    (bare / "fyr.yaml").write_text("namn: x\n", encoding="utf-8")

    with pytest.raises(ExternalError):
        LogLine.open(bare, search=False)
    repo = GitRepo.make(bare)
    with pytest.raises(DataError):
        LogLine.open(bare, search=False)
    repo.commit("Första")
    # A head that lacks most of what it should say still has a history.
    assert [r.arende for r in rows(History(repo, ""), Asked(alla=True))] == ["Första"]
    (bare / "fyr.yaml").write_text("namn: [x\n", encoding="utf-8")
    repo.commit("Andra")
    with pytest.raises(DataError):
        rows(History(repo, ""), Asked(alla=True))


def test_nothing_in_the_repository_changes(simple: History) -> None:
    def everything() -> dict[str, tuple[int, bytes]]:
        files = [p for p in sorted(simple.repo.root.rglob("*")) if p.is_file()]
        return {str(p): (p.stat().st_mtime_ns, p.read_bytes()) for p in files}

    before = everything()
    rows(simple, Asked(alla=True))
    rows(simple, Asked("provtur"))

    assert everything() == before


def test_a_head_that_cannot_be_used_for_a_while(simple: History) -> None:
    good = simple.read("fyr.yaml")
    simple.write({"fyr.yaml": "namn: [\n"})
    simple.edit(CHART, Set(("slut",), "2028-01-31"))
    simple.commit("Skriv fel i huvudet", "2026-11-12")
    simple.write({"fyr.yaml": good})
    simple.commit("Rätta huvudet", "2026-11-13")

    right, wrong, *_ = rows(simple, Asked(alla=True))

    assert right.olasliga == wrong.olasliga == ("fyr.yaml",)
    assert [t for t in told(wrong) if "Slut: 2027-10-31 → 2028-01-31" in t]


def test_a_history_that_was_cut_says_so(simple: History, tmp_path: Path) -> None:
    address = (simple.repo.root).as_uri()
    simple.repo.git("clone", "-q", "--depth", "3", address, str(tmp_path / "kort"))
    line = LogLine.open(tmp_path / "kort", search=False)

    found = log(line, Asked(alla=True))

    assert "avkortad" in render(found.messages[0])
    rows_ = gathered(found.data).rader
    assert isinstance(rows_, tuple)
    assert len(rows_) == 3
    assert len(log(opened(simple), Asked()).messages) == 1


def test_a_message_is_read_as_far_as_it_can_be() -> None:
    strict = read_facts("Beslut x\n\nFyr-Typ: beslut\nFyr-Version: 1\nFyr-Beslut: b\n", ("a",))
    loose = read_facts("Beslut x\nfyr-TYP :  Beslut\nfyr-beslut: b\nprosa\n", ("a",))

    assert (strict.typ, strict.value("Beslut"), strict.obekraftad) == ("beslut", "b", None)
    assert (loose.typ, loose.value("Beslut")) == ("beslut", "b")
    assert loose.obekraftad is not None
    assert read_facts("Beslut x\n\nFyr-Typ: beslut\nFyr-Version: 1\n", ("a", "b")).obekraftad is not None
    assert read_facts("Slå samman", ("a", "b")).typ == "sammanfogning"
    assert read_facts("Om fyr-rader", ("a",)).typ == "arbete"


def sheet(h: History, folder: Path, asked: Asked | None = None) -> list[dict[str, str]]:
    path = folder / "logg.csv"
    write_sheet(opened(h), asked or Asked(), "csv", path, "sv")
    return list(csv.DictReader(StringIO(path.read_bytes().decode("utf-8-sig")), delimiter=";"))


def test_a_sheet_has_one_row_per_decision_by_day(year: History, tmp_path: Path) -> None:
    found = sheet(year, tmp_path)

    assert [(r["Datum"], r["Slag"], r["Utfall"], r["Kommun"]) for r in found] == [
        ("2026-03-02", "grind", "FORTSÄTT", ""),
        ("2026-10-06", "grind", "FORTSÄTT", "Udde"),
        ("2026-10-08", "grind", "FORTSÄTT", "Vik"),
        ("2026-10-12", "rättelse", "FORTSÄTT", "Vik"),
        ("2026-11-04", "grind", "FORTSÄTT", "Holme"),
    ]
    first, udde, vik, right, _ = found
    assert first["Anmärkning"] == "registrerat utan egen beslutsincheckning"
    assert (first["Registrerat"], first["Registrerat av"]) == ("2026-02-01 12:00", "Karin Ström")
    assert udde["Diarienummer"] == "Udde: HN 2026/8"
    assert udde["Underlag"].startswith("Projektdirektiv 1.0\nsha256:aade")
    assert (udde["Justerat"], udde["Registrerat"], udde["Anmärkning"]) == ("2026-10-08", "2026-10-07 13:00", "")
    assert len(udde["Incheckning"]) == 40
    assert vik["Rättas av"] == right["Beslut"]
    assert right["Rättar"] == vik["Beslut"]


def test_a_sheet_of_one_undertaking_and_a_period(simple: History, tmp_path: Path) -> None:
    assert sheet(simple, tmp_path, Asked("provtur")) == []
    october = Asked(fran=date(2026, 10, 8), till=date(2026, 10, 31))
    assert [r["Datum"] for r in sheet(simple, tmp_path, october)] == ["2026-10-08", "2026-10-12"]
    with pytest.raises(UsageError):
        sheet(simple, tmp_path, Asked(antal=3))


def test_a_decision_that_is_gone_stays_in_the_sheet(simple: History, tmp_path: Path) -> None:
    text = simple.read(CHART)
    start = text.index("  - id: 2026-10-06-hamnnamnd-udde")
    end = text.index("  - id: 2026-10-08-hamnnamnd-vik")
    simple.write({CHART: text[:start] + text[end:]})
    simple.commit("Ta bort ett beslut", "2026-11-12")

    (gone,) = [r for r in sheet(simple, tmp_path) if r["Beslut"] == "2026-10-06-hamnnamnd-udde"]

    assert gone["Anmärkning"] == "beslutet finns inte kvar i filen"
    assert (gone["Datum"], gone["Grind"], gone["Organ"]) == ("2026-10-06", "Beslut om att lägga till", "Hamnnämnden")


def test_a_sheet_gets_a_name_of_its_own_and_the_same_bytes_twice(
    simple: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = write_sheet(opened(simple), Asked(), "xlsx", None, "sv").data
    first = made.fil.read_bytes()
    again = write_sheet(opened(simple), Asked(), "xlsx", None, "sv").data

    assert made.fil.name == "beslutslogg-2026-11-10.xlsx"
    assert made.antal == 5
    assert again.fil.read_bytes() == first


def test_rows_come_while_they_are_read(simple: History) -> None:
    found: Log = log(opened(simple), Asked(alla=True)).data

    first = next(iter(found.rader))

    assert first.typ == "sammanfogning"
