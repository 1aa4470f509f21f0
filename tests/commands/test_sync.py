"""Two people decide and write in their clones, and share it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.sharing import FILE, SJOKORT, Harbour, decide_gate, postpone, share
from tests.support.gitrepo import isolate_git


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    isolate_git(monkeypatch, tmp_path / "hem")
    return tmp_path / "hem"


@pytest.fixture
def harbour(tmp_path: Path) -> Harbour:
    return Harbour(tmp_path, undertakings=2)


def test_nothing_to_share_is_nothing(harbour: Harbour) -> None:
    anna = harbour.clone("anna")
    done = share(anna).data
    assert (done.hamtade, done.skickade, done.gjorda_om, done.till) == (0, 0, (), harbour.tip())


def test_ones_own_decision_is_sent(harbour: Harbour) -> None:
    anna = harbour.clone("anna")
    postpone(anna)
    done = share(anna).data
    assert (done.hamtade, done.skickade, done.till) == (0, 1, anna.head())
    assert harbour.tip() == anna.head()


def test_what_others_shared_comes(harbour: Harbour) -> None:
    anna, bo = harbour.clone("anna"), harbour.clone("bo")
    postpone(anna)
    share(anna)
    done = share(bo).data
    assert (done.hamtade, done.skickade, done.till) == (1, 0, anna.head())
    assert bo.status() == ""
    assert (bo.root / FILE).read_bytes() == (anna.root / FILE).read_bytes()


def test_a_decision_is_taken_again_on_that_of_another(harbour: Harbour) -> None:
    anna, bo = harbour.clone("anna"), harbour.clone("bo")
    postpone(anna)
    share(anna)
    postpone(bo)
    old = bo.head()
    done = share(bo).data
    assert [(r.slag, r.fore) for r in done.gjorda_om] == [("beslut", old)]
    assert harbour.tip() == bo.head() == done.till != old
    assert bo.git("rev-parse", "HEAD^") == anna.head()
    assert f"Fyr-Foregaende: {anna.head()}" in bo.git("log", "-1", "--format=%B")
    assert "Fyr-Beslut: 2026-11-20-besattning-2" in bo.git("log", "-1", "--format=%B")
    assert bo.status() == ""


def test_a_decision_that_no_longer_fits_stops_with_the_reason(harbour: Harbour) -> None:
    anna, bo = harbour.clone("anna"), harbour.clone("bo")
    decide_gate(anna, utfall="stopp", motivering="Inga pengar")
    share(anna)
    decide_gate(bo)
    before = bo.head()
    done = share(bo)
    assert done.exit_code == 1
    assert done.data.stopp is not None
    assert str(done.data.stopp.skal) == (
        f"{SJOKORT} stoppades av Besättningen den 2026-11-20; ditt beslut 2026-11-20-besattning passar inte längre."
    )
    assert (bo.head(), bo.status(), harbour.tip()) == (before, "", anna.head())
