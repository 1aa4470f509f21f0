"""Fourteen asked, five questions: nine reviews, two forms, one Word file that is late, one broken, one silent."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fyrportfolj.commands.editing import How
from fyrportfolj.commands.new import NewUndertaking, new
from fyrportfolj.commands.origin import basis_of
from fyrportfolj.commands.remiss_assess import Assessment, assess
from fyrportfolj.commands.remiss_close import close
from fyrportfolj.commands.remiss_compile import compile_report
from fyrportfolj.commands.remiss_open import Wanted, open_round
from fyrportfolj.commands.remiss_register import collect, register
from fyrportfolj.commands.remiss_round import consultation, inhabitants
from fyrportfolj.commands.remiss_status import status
from fyrportfolj.errors import DataError, UsageError
from fyrportfolj.model.remiss_answers import ForgeAnswer
from fyrportfolj.render.views.remiss_report import consultation_view
from fyrportfolj.rules.remiss.counts import lines, tally
from tests.commands.remiss_support import (
    ID,
    LAST,
    QUESTIONS,
    WRITE,
    at,
    decided,
    files_of,
    form_file,
    portfolio,
    review,
    sent,
    tracked,
    word_file,
)
from tests.support.gitrepo import EMAIL, NAME, GitRepo, isolate_git

REVIEWS = (
    ("bengtsfors", "tillstyrker", "F1: tillstyrker"),
    ("dals-ed", "tillstyrker", "F5: har synpunkter. Rollerna är oklara."),
    ("fargelanda", "inget att erinra", ""),
    ("lysekil", "har synpunkter", "F1: Ordningen är oklar.\nFörslag: Lägg till en tabell."),
    ("mellerud", "tillstyrker med synpunkter", "F2: har synpunkter – Belastningen syns inte."),
    ("munkedal", "tillstyrker", ""),
    ("stromstad", "avstyrker", "F2: avstyrker – Planen är för stor."),
    ("tanum", "tillstyrker", "F3: tillstyrker"),
    ("trollhattan", "tillstyrker", "F2: tillstyrker\nHelheten är väl avvägd."),
)


def reviews() -> list[ForgeAnswer]:
    rows = enumerate(REVIEWS, 1)
    return [review(n, who, decided(stance, n, rest), date(2024, 8, 9)) for n, (who, stance, rest) in rows]


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round that is sent, made once: every test takes a copy of it."""
    base = tmp_path_factory.mktemp("remiss")
    with pytest.MonkeyPatch.context() as monkeypatch:
        isolate_git(monkeypatch, base / "hem")
        sent(portfolio(base / "portfolj"), base / "ut")
    return base


@pytest.fixture
def folder(ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    isolate_git(monkeypatch, tmp_path / "hem")
    (tmp_path / "hem/.gitconfig").write_text(f"[user]\nname = {NAME}\nemail = {EMAIL}\n", encoding="utf-8")
    for part in ("portfolj", "ut"):
        shutil.copytree(ready / part, tmp_path / part)
    return tmp_path / "portfolj"


def arrived(folder: Path, tmp_path: Path) -> None:
    """Everything comes in, each when it comes."""
    box = tmp_path / "post"
    box.mkdir(exist_ok=True)
    point = {"svar": [{"fraga": "F4", "synpunkt": "Processen är tung."}]}
    forms = [form_file(box / "uddevalla.json", "uddevalla", "tillstyrker_med_synpunkter", point)]
    forms += [form_file(box / "vanersborg.json", "vanersborg", "avstar")]
    broken = box / "orust.json"
    broken.write_bytes(form_file(broken, "orust", "tillstyrker").read_bytes()[:-40])
    filled = {"stallningstagande": "Tillstyrker", "organets_namn": "Kommunstyrelsen", "beslutsdatum": "2024-08-14"}
    filled |= {"svar.F5.synpunkt": tracked("Rollerna är", "dåligt", "väl beskrivna.")}
    word = word_file(box / "amal.docx", folder, "amal", filled)
    assert collect(at(folder, LAST), ID, reviews(), WRITE).exit_code == 0
    assert register(at(folder, LAST), ID, forms, {}, WRITE).exit_code == 0
    assert register(at(folder, LAST), ID, [broken], {}, WRITE).exit_code == 1
    assert register(at(folder, date(2024, 8, 15)), ID, [word], {}, WRITE, came=date(2024, 8, 15)).exit_code == 0


def test_every_count_is_right_and_a_second_run_changes_nothing(folder: Path, tmp_path: Path) -> None:
    arrived(folder, tmp_path)
    once = files_of(folder)
    post = sorted((tmp_path / "post").iterdir())
    again = [collect(at(folder, LAST), ID, reviews(), WRITE), register(at(folder, LAST), ID, post, {}, WRITE)]
    assert {row.utfall for done in again for row in done.data.rader} == {"redan_registrerat"}
    assert files_of(folder) == once

    s = status(at(folder, date(2024, 8, 20)), ID).data[0]
    assert (s.tillfragade, s.svarat, s.sena, s.utan_beslut, s.utan_svar, s.undanlagda) == (14, 12, 1, 0, 2, 1)
    assert {r.instans for r in s.rader if r.lage == "ej_svar"} == {"orust", "sotenas"}
    assert [r.instans for r in s.rader if r.sent] == ["amal"]
    assert [p.instans for p in s.paminnelser] == ["orust", "sotenas"]

    c = consultation(at(folder, LAST), ID)
    word = next(a for a in c.svar if a.instans == "amal")
    assert [x.synpunkt for x in word.svar] == ["Rollerna är väl beskrivna."]
    assert c.rapport is not None
    assert "klippts av" in c.rapport.undanlagt[0].skal
    kept = [f for f in once if f.startswith(f"remiss/{ID}/")]
    assert len([f for f in kept if "/inkommet/" in f and not f.endswith("-original.json")]) == 12
    assert [f.rpartition(".")[2] for f in sorted(kept) if "/undan/" in f] == ["json", "txt"]


def test_the_report_counts_what_came_in(folder: Path, tmp_path: Path) -> None:
    arrived(folder, tmp_path)
    ws = at(folder, date(2024, 8, 20))
    view = consultation_view(basis_of(ws), ws.find(ID))
    assert [(t.varde, t.tillagg) for t in view.tal] == [
        ("14", ""),
        ("12", "varav sent: 1"),
        ("2", ""),
        ("1", ""),
        ("7", "varav inte bedömda: 7"),
    ]
    assert len(view.matris.rader) == 14
    assert len(view.matris.rubriker) == 2 + len(QUESTIONS)
    c = consultation(ws, ID)
    rows, people = lines(c.forfragan, c.svar, ws.today), inhabitants(ws.portfolio)
    said = {t.ruta: t.antal for t in tally(rows, people)}
    assert said == {
        "tillstyrker": 6,
        "tillstyrker_med_synpunkter": 2,
        "har_synpunkter": 1,
        "avstyrker": 1,
        "inget_att_erinra": 1,
        "avstar": 1,
        "ej_svar": 2,
    }
    for question in (None, *(q.id for q in c.forfragan.fragor)):
        column = tally(rows, people, question)
        assert sum(t.antal for t in column) == 14
        assert sum(Decimal(t.invanare) for t in column) == sum(people.values())
    assert {t.ruta: t.antal for t in tally(rows, people, "F2")} == {
        "tillstyrker": 1,
        "har_synpunkter": 1,
        "avstyrker": 1,
        "ej_uttalat": 9,
        "ej_svar": 2,
    }


def test_points_are_assessed_with_the_change_they_led_to(folder: Path, tmp_path: Path) -> None:
    arrived(folder, tmp_path)
    repo = GitRepo(folder)
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "Svar")
    file = folder / f"projekt/{ID}.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("arbeta tillsammans", "arbeta tillsammans i ordning"))
    repo.git("commit", "-qam", "Ordning")
    change = repo.git("rev-parse", "HEAD").strip()
    with pytest.raises(UsageError, match="behöver en motivering"):
        assess(at(folder, LAST), ID, "S4", Assessment("beaktas_ej"), WRITE)
    for n in range(1, 8):
        asked = Assessment("beaktas" if n == 2 else "beaktas_ej", "Skäl.", commits=("HEAD",) if n == 2 else ())
        assert assess(at(folder, LAST), ID, f"S{n}", asked, WRITE).exit_code == 0
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# Raden står kvar.")
    assert f"- {change}" in text

    done = close(at(folder, date(2024, 8, 20)), ID, WRITE)
    assert done.data.utan_svar == ("orust", "sotenas")
    assert done.data.obedomda == ()
    assert close(at(folder, date(2024, 8, 20)), ID, WRITE).data.diff == ""
    c = consultation(at(folder), ID)
    assert c.rapport is not None
    assert [r.kommun for r in c.rapport.per_kommun if r.stallningstagande == "ej_svar"] == ["orust", "sotenas"]

    out = tmp_path / "rapport"
    made = compile_report(at(folder, date(2024, 8, 20)), ID, ("md", "html", "docx", "xlsx", "pdf"), out)
    assert (made.exit_code, len(made.data.filer), len(made.data.bilagor)) == (0, 5, 13)
    text = made.data.filer[0].read_text(encoding="utf-8")
    assert "arbeta tillsammans i ordning" in text
    assert "version " + change[:10] in text
    (folder / (c.svar[0].fil or "")).write_text("ändrad", encoding="utf-8")
    assert compile_report(at(folder), ID, ("md",), out).exit_code == 1


def test_a_round_is_not_closed_while_there_is_time(folder: Path) -> None:
    with pytest.raises(DataError, match="svarstiden är inte slut"):
        close(at(folder), ID, WRITE)
    assert close(at(folder), ID, WRITE, early=True).data.skriven


def test_opening_again_keeps_what_was_sent(folder: Path, tmp_path: Path) -> None:
    once, out = files_of(folder), files_of(tmp_path / "ut")
    file = folder / f"projekt/{ID}.yaml"
    assert len(out) == 3 + 2 * 14
    assert open_round(at(folder), ID, Wanted(), tmp_path / "ut", WRITE).data.skriven is False
    assert files_of(folder) == once
    file.write_text(file.read_text(encoding="utf-8").replace("arbeta tillsammans", "göra annat"), encoding="utf-8")
    sum_ = consultation(at(folder), ID).forfragan.handling_sha256
    assert open_round(at(folder), ID, Wanted(), tmp_path / "ut", How(dry_run=True)).data.sha256 == sum_


def test_a_commit_makes_the_branch_and_holds_what_came_in(folder: Path, tmp_path: Path) -> None:
    repo = GitRepo(folder)
    repo.git("checkout", "-q", "--", ".")
    wanted = Wanted(rubrik="Planen", fragor=QUESTIONS, till=("tanum",), svar_senast=LAST)
    done = open_round(at(folder), ID, wanted, tmp_path / "ut", How(commit=True))
    assert done.data.gren_skapad
    assert repo.git("rev-parse", f"remiss/{ID}").strip() == done.data.commit
    answer = form_file(tmp_path / "tanum.json", "tanum", "tillstyrker")
    taken = register(at(folder), ID, [answer], {}, How(commit=True))
    assert taken.data.commit
    assert repo.git("show", f"HEAD:{taken.data.rader[0].fil}") == answer.read_text(encoding="utf-8")
    assert repo.git("status", "--porcelain") == ""


def test_an_edit_on_the_forge_is_a_new_version_and_an_account_decides_who(folder: Path) -> None:
    register_file = folder / "register/kommuner.yaml"
    text = register_file.read_text(encoding="utf-8")
    register_file.write_text(text.replace("invanare: 9138", "invanare: 9138\n    remisskonton: [github:7]"))
    file = folder / f"projekt/{ID}.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("kanal: manuell", "kanal: github"), encoding="utf-8")
    first = review(
        1, None, decided("tillstyrker", 1, "F1: Otydligt.") + "\nKommun: Tanum", LAST, omdome="andringar_begarda"
    )
    stranger = review(2, None, decided("tillstyrker", 2), LAST, account="8")
    rows = collect(at(folder, LAST), ID, [first, stranger], WRITE).data.rader
    assert [(r.utfall, r.instans) for r in rows] == [("registrerat", "bengtsfors"), ("undanlagt", None)]
    assert "säger emot" in str(rows[0].noter[0])
    edited = replace(first, text=decided("avstyrker", 1, "F1: Otydligt.\nF2: Dyrt."), omdome="andringar_begarda")
    rows = collect(at(folder, LAST), ID, [edited, stranger], WRITE).data.rader
    assert [r.utfall for r in rows] == ["ny_version", "redan_registrerat"]
    c = consultation(at(folder, LAST), ID)
    assert [(a.id, a.ersatter, a.version, a.stallningstagande) for a in c.svar] == [
        ("Y1", None, "1.0", "tillstyrker"),
        ("Y2", "Y1", "2.0", "avstyrker"),
    ]
    assert c.rapport is not None
    assert [(p.id, p.yttrande, p.citat) for p in c.rapport.synpunkter] == [
        ("S1", "Y2", "Otydligt."),
        ("S2", "Y2", "Dyrt."),
    ]


def test_what_an_official_says_is_not_the_answer_of_the_municipality(folder: Path, tmp_path: Path) -> None:
    by_hand = tmp_path / "tanum.yaml"
    by_hand.write_text("instans: Tanum\nstallningstagande: tillstyrker\n", encoding="utf-8")
    row = register(at(folder), ID, [by_hand], {}, WRITE).data.rader[0]
    assert row.utan_beslut
    s = status(at(folder), ID).data[0]
    assert (s.svarat, s.utan_beslut) == (0, 1)
    extract = tmp_path / "protokoll.pdf"
    extract.write_bytes(b"%PDF-1.4 trasig")
    entered = {"instans": "tanum", "stallningstagande": "avstyrker"}
    assert register(at(folder), ID, [extract], entered, WRITE).exit_code == 1
    decided_ = form_file(tmp_path / "beslut.json", "tanum", "avstyrker")
    assert register(at(folder), ID, [decided_], {}, WRITE).data.rader[0].utfall == "ny_version"
    later = tmp_path / "sen.txt"
    later.write_text("Kommun: Tanum\nStällning: tillstyrker\n", encoding="utf-8")
    assert register(at(folder), ID, [later], {}, WRITE).data.rader[0].utfall == "registrerat"
    s = status(at(folder), ID).data[0]
    tanum = next(r for r in s.rader if r.instans == "tanum")
    assert (tanum.lage, tanum.tidigare, tanum.utan_beslut) == ("avstyrker", 1, 1)


def test_a_consultation_begins_as_a_project_of_its_process(folder: Path) -> None:
    asked = NewUndertaking("remiss", "Remiss av nästa plan", "Planen prövas.")
    assert new(at(folder), asked, WRITE).exit_code == 0
    made = at(folder).find("remiss-av-nasta-plan")
    assert made.fil == "projekt/remiss-av-nasta-plan.yaml"
    assert (made.modell.process.slug, made.modell.fas) == ("remiss", "uppratta")
