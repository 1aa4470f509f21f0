"""`fyr sync` as a person and a program meet it."""

from __future__ import annotations

import io
import json

import pytest

from fyrportfolj.cli.console import Console
from fyrportfolj.cli.session import Session
from fyrportfolj.cli.sync import Meter
from tests.commands.sharing import SJOKORT, Harbour, decide_gate, postpone, share
from tests.support.gitrepo import GitRepo
from tests.support.golden import Fyr


def test_what_was_done_is_told(harbour: Harbour, both: tuple[GitRepo, GitRepo], fyr: Fyr) -> None:
    anna, bo = both
    postpone(anna)
    share(anna)
    postpone(bo)
    planned = fyr("sync", "--dry-run", cwd=bo.root)
    assert planned.exit_code == 0
    assert "skulle göras om ovanpå dem:" in planned.stdout
    assert "1 skulle skickas till origin" in planned.stdout
    assert "inget är flyttat eller skickat" in planned.stdout
    done = fyr("sync", cwd=bo.root)
    assert done.exit_code == 0
    head, *lines = done.stdout.splitlines()
    assert head.startswith("main och origin (")
    assert lines == [
        "1 incheckning från origin",
        "gjordes om ovanpå dem:",
        f"  beslut  {bo.head()[:10]}  Beslut {SJOKORT}: lagg_ut bordlagt",
        "1 incheckning skickad till origin",
    ]
    assert fyr("sync", cwd=bo.root).stdout.splitlines()[1] == "allt är redan delat"


def test_a_stop_is_told_with_the_way_on(harbour: Harbour, both: tuple[GitRepo, GitRepo], fyr: Fyr) -> None:
    anna, bo = both
    decide_gate(anna, utfall="stopp", motivering="Inga pengar")
    share(anna)
    decide_gate(bo)
    done = fyr("sync", cwd=bo.root)
    assert done.exit_code == 1
    words = " ".join((done.stdout + done.stderr).split())
    assert "stopp: gemensamt-sjokort stoppades av Besättningen den 2026-11-20; ditt beslut" in words
    assert "Inget är ändrat här. Så går du vidare: spara dina incheckningar" in words
    assert "git reset --keep origin/main" in words


def test_programs_get_the_same(harbour: Harbour, both: tuple[GitRepo, GitRepo], fyr: Fyr) -> None:
    _, bo = both
    postpone(bo)
    done = fyr("sync", "--format", "json", cwd=bo.root)
    told = json.loads(done.stdout)
    assert told["kommando"] == "sync"
    assert told["data"]["skickade"] == 1
    assert told["data"]["till"] == harbour.tip()
    assert told["data"]["stopp"] is None


def test_findings_come_with_the_stop(harbour: Harbour, both: tuple[GitRepo, GitRepo], fyr: Fyr) -> None:
    _, bo = both
    bo.write({"eget/x.yaml": "a: 1\n"})
    (bo.root / "eget/x.yaml").chmod(0o755)
    bo.commit("Eget")
    done = fyr("sync", cwd=bo.root)
    assert done.exit_code == 1
    assert "skulle inte klara granskningen" in done.stdout
    assert "FYR642" in done.stderr


@pytest.mark.parametrize("name", ["-x", "finns-inte"])
def test_a_wrong_name_is_one_line(harbour: Harbour, both: tuple[GitRepo, GitRepo], fyr: Fyr, name: str) -> None:
    done = fyr("sync", f"--remote={name}", cwd=both[0].root)
    assert done.exit_code == 1
    assert done.stderr.startswith("fel: Det finns ingen fjärr som heter")
    assert "hjälp: Fjärrarna är origin" in done.stderr


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_one_line_that_goes_away() -> None:
    err = Terminal()
    session = Session("sv", _console=Console(io.StringIO(), err))
    meter = Meter(session)
    assert meter.wanted
    meter.show("hamtar", 5, 10)
    meter.show("skickar", 1, 0)
    meter.clear()
    meter.clear()
    assert err.getvalue() == "\rHämtar 5 av 10\rSkickar 1 av ?\r              \r"


def test_no_progress_without_a_terminal() -> None:
    assert not Meter(Session("sv", _console=Console(io.StringIO(), io.StringIO()))).wanted
