"""Two people decide and write in their clones, and share it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from fyrportfolj.commands.correct import CorrectionRequest, correct
from fyrportfolj.errors import ConflictError
from fyrportfolj.history.checkpoints import read_checkpoints
from fyrportfolj.history.journal import Journal, write_journal
from fyrportfolj.history.lock import locked
from fyrportfolj.history.replant import move
from tests.commands.sharing import (
    DAY,
    FILE,
    OTHER,
    SJOKORT,
    Harbour,
    between,
    opened,
    postpone,
    repo_of,
    share,
    text,
    treat,
    with_a_risk,
    work,
)
from tests.support.gitrepo import GitRepo


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


def test_what_was_sent_is_remembered(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    postpone(anna)
    share(anna)
    share(bo)
    for clone in both:
        (point,) = read_checkpoints(repo_of(clone))
        assert (point.incheckning, point.fjarr, point.gren) == (anna.head(), "origin", "refs/heads/main")
        assert clone.git("rev-parse", "origin/main") == anna.head()


def test_work_is_put_on_top_with_its_author_and_day(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    postpone(anna)
    share(anna)
    bo.git("config", "user.name", "Bo Författare")
    work(bo, "tillsammans", "ihop", OTHER)
    author = bo.git("log", "-1", "--format=%an %ae %ad %B", "--date=raw")
    done = share(bo).data
    assert [r.slag for r in done.gjorda_om] == ["arbete"]
    assert bo.git("log", "-1", "--format=%an %ae %ad %B", "--date=raw") == author
    assert bo.git("rev-parse", "HEAD^") == anna.head()
    assert "ihop" in text(bo, OTHER)
    assert (bo.status(), harbour.tip()) == ("", bo.head())


def test_changes_of_one_file_are_put_together(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    postpone(anna)
    share(anna)
    work(bo, "namn: Gemensamt", "namn: Gemensammare")
    share(bo)
    assert "namn: Gemensammare" in text(bo)
    assert "motesutfall: bordlagt" in text(bo)
    assert (bo.status(), harbour.tip()) == ("", bo.head())


def test_the_same_change_is_made_once(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    for clone in both:
        work(clone, "tillsammans", "ihop")
    share(anna)
    done = share(bo).data
    assert [r.efter for r in done.gjorda_om] == [None]
    assert bo.head() == anna.head() == harbour.tip()


def test_several_of_ones_own_keep_their_order_and_chain(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    postpone(anna)
    share(anna)
    postpone(bo)
    work(bo, "tillsammans", "ihop")
    postpone(bo)
    postpone(bo, f"{SJOKORT}-2")
    done = share(bo).data
    assert [r.slag for r in done.gjorda_om] == ["beslut", "arbete", "beslut", "beslut"]
    ids = bo.git("log", "--format=%(trailers:key=Fyr-Beslut,valueonly,separator=%x2C)", "--", FILE).split()
    assert ids == [f"2026-11-20-besattning{n}" for n in ("-3", "-2", "")]
    first, second = done.gjorda_om[0].efter, done.gjorda_om[2].efter
    assert f"Fyr-Foregaende: {first}" in bo.git("log", "-1", "--format=%B", str(second))
    assert (bo.status(), harbour.tip()) == ("", bo.head())


def test_a_correction_is_made_again(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    postpone(anna)
    share(anna)
    share(bo)
    asked = CorrectionRequest("Skrivfel", {"paragraf": "§ 2"}, datum=DAY)
    assert correct(opened(bo), SJOKORT, "2026-11-20-besattning", asked).exit_code == 0
    postpone(anna)
    share(anna)
    done = share(bo).data
    assert [r.slag for r in done.gjorda_om] == ["rattelse"]
    assert f"Fyr-Foregaende: {anna.head()}" in bo.git("log", "-1", "--format=%B")


def test_a_decision_on_risks_is_taken_again(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    with_a_risk(harbour, both)
    postpone(anna)
    share(anna)
    treat(bo)
    done = share(bo).data
    assert [r.slag for r in done.gjorda_om] == ["beslut"]
    assert "beslut: 2026-11-20-besattning-2" in text(bo)
    assert "Vi väntar ut den" in text(bo)
    assert (bo.status(), harbour.tip()) == ("", bo.head())


def test_edits_of_other_files_stay(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    postpone(anna)
    share(anna)
    bo.write({OTHER: text(bo, OTHER) + "# mitt\n", "eget.txt": "x"})
    share(bo)
    assert bo.head() == anna.head()
    assert bo.status() == f" M {OTHER}\n?? eget.txt"


def test_files_go_away_and_become_programs(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    anna.write({"mapp/a.txt": "a", "skript.sh": "#!/bin/sh\n"})
    anna.commit("Nytt")
    share(anna)
    share(bo)
    anna.git("rm", "-q", "mapp/a.txt")
    (anna.root / "skript.sh").chmod(0o755)
    anna.write({"ny.sh": "x"})
    (anna.root / "ny.sh").chmod(0o755)
    anna.commit("Ändrat")
    anna.git("push", "-q")
    share(bo)
    assert not (bo.root / "mapp").exists()
    assert bo.status() == ""
    assert bo.git("ls-files", "-s").split("\n") == anna.git("ls-files", "-s").split("\n")
    (anna.root / "skript.sh").chmod(0o644)
    anna.commit("Tillbaka")
    anna.git("push", "-q")
    share(bo)
    assert bo.status() == ""


def test_a_pull_that_brought_nothing_of_its_own_is_left_out(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    postpone(anna)
    share(anna)
    work(bo, "tillsammans", "ihop", OTHER)
    bo.git("pull", "-q", "--no-rebase", "--no-edit")
    done = share(bo).data
    assert [r.slag for r in done.gjorda_om] == ["arbete", "sammanslagning"]
    assert bo.git("log", "--format=%P %s").split("\n")[0] == f"{anna.head()} Skriv ihop"
    assert (bo.status(), harbour.tip()) == ("", bo.head())


def test_one_who_is_overtaken_tries_again(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    postpone(bo)
    mine = bo.head()
    postpone(anna)
    between(harbour, f"rm '{harbour.bare}/hooks/update'; git -C '{anna.root}' push -q origin main")
    pauses: list[float] = []
    done = share(bo, pause=pauses.append).data
    assert (done.forsok, done.hamtade, done.skickade, len(pauses)) == (2, 1, 1, 1)
    assert [(r.slag, r.fore) for r in done.gjorda_om] == [("beslut", mine)]
    assert bo.git("rev-parse", "HEAD^") == anna.head()
    assert (bo.status(), harbour.tip()) == ("", bo.head())


def test_a_dry_run_moves_nothing(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    postpone(anna)
    share(anna)
    postpone(bo)
    refs = bo.git("for-each-ref")
    done = share(bo, dry_run=True).data
    assert (done.hamtade, done.skickade, [r.slag for r in done.gjorda_om]) == (1, 1, ["beslut"])
    assert (bo.git("for-each-ref"), bo.status(), harbour.tip()) == (refs, "", anna.head())
    assert not (bo.root / ".git/fyr/kontrollpunkter.json").exists()


def test_a_dead_sync_is_finished_by_the_next(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    anna.git("rm", "-q", "projekt/provtur.yaml")
    anna.git("commit", "-q", "-m", "Bort")
    share(anna)
    bo.git("fetch", "-q")
    with locked(repo_of(bo)) as held:
        made = move(held, bo.head(), anna.head())
        write_journal(held, Journal("refs/heads/main", bo.head(), anna.head(), made.files))
    bo.git("update-ref", "refs/heads/main", anna.head())
    assert bo.status() != ""
    share(bo)
    assert (bo.status(), bo.head()) == ("", anna.head())
    assert not (bo.root / "projekt").exists()


def test_a_portfolio_inside_a_repository(harbour: Harbour, tmp_path: Path) -> None:
    inside = Harbour(tmp_path / "inuti", inside="portfolio-data")
    anna, bo = inside.clone("anna"), inside.clone("bo")
    fil = f"portfolio-data/{FILE}"
    postpone(anna)
    share(anna)
    postpone(bo)
    work(bo, "tillsammans", "ihop", fil)
    bo.write({"LÄS.txt": "utanför\n"})
    bo.git("add", "-A")
    subprocess.run(["git", "-C", str(bo.root), "commit", "-q", "-m", "Utanför"], check=True)
    done = share(bo)
    assert done.exit_code == 0, (done.data.stopp, done.diagnostics)
    assert [r.slag for r in done.data.gjorda_om] == ["beslut", "arbete", "arbete"]
    assert "ihop" in text(bo, fil)
    assert text(bo, fil).count("bordlagt") == 2
    assert (bo.status(), inside.tip()) == ("", bo.head())


def test_another_git_that_fetches_meanwhile_is_no_rewriting(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    """An editor may fetch in the background and see more than the sync saw."""
    anna, bo = both
    postpone(anna)
    share(anna)
    told: list[str] = []

    def meanwhile(what: str, _done: int, _of: int) -> None:
        if not told:
            told.append(what)
            postpone(anna)
            share(anna)
            bo.git("fetch", "-q")

    done = share(bo, heard=meanwhile).data
    assert told == ["hamtar"]
    assert done.hamtade == 1
    assert bo.git("rev-parse", "origin/main") == anna.head()
    assert share(bo).data.till == anna.head() == bo.head()


def test_a_branch_that_was_wound_back_is_rewritten(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    postpone(anna)
    share(anna)
    share(bo)
    subprocess.run(["git", "-C", str(harbour.bare), "update-ref", "refs/heads/main", "main^"], check=True)
    with pytest.raises(ConflictError, match="har skrivit om sin historik"):
        share(bo)
