"""Two people decide and write in their clones, and share it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from fyrportfolj.commands.correct import CorrectionRequest, correct
from fyrportfolj.commands.risk_decide import TreatmentRequest, decide_risks
from fyrportfolj.errors import ConflictError, DataError, ExternalError
from fyrportfolj.history.checkpoints import read_checkpoints
from fyrportfolj.history.journal import Journal, write_journal
from fyrportfolj.history.lock import locked
from fyrportfolj.history.replant import move
from fyrportfolj.history.repository import Repository
from tests.commands.sharing import DAY, FILE, RISK, SJOKORT, Harbour, decide_gate, opened, postpone, share
from tests.support.gitrepo import GitRepo, isolate_git

OTHER = FILE.replace(SJOKORT, f"{SJOKORT}-2")


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


def text(clone: GitRepo, path: str = FILE) -> str:
    return (clone.root / path).read_text(encoding="utf-8")


def work(clone: GitRepo, old: str, new: str, path: str = FILE) -> str:
    """Commit a change of a file by hand, dated now."""
    assert old in text(clone, path)
    (clone.root / path).write_text(text(clone, path).replace(old, new), encoding="utf-8")
    clone.git("add", "--all")
    subprocess.run(["git", "-C", str(clone.root), "commit", "-q", "-m", f"Skriv {new}"], check=True)
    return clone.head()


def repo_of(clone: GitRepo) -> Repository:
    repo = opened(clone).repository
    assert repo is not None
    return repo


def stopped(clone: GitRepo, harbour: Harbour) -> str:
    """Sync, expect a stop that changed nothing, and give the reason."""
    before = clone.head(), clone.status(), harbour.tip(), text(clone)
    done = share(clone)
    assert done.exit_code == 1
    assert done.data.stopp is not None
    assert (clone.head(), clone.status(), harbour.tip(), text(clone)) == before
    assert done.messages[0].msgid == "Inget är ändrat här."
    assert "git branch mina-andringar" in str(done.messages[1])
    assert "git reset --keep origin/main" in str(done.messages[1])
    return str(done.data.stopp.skal)


@pytest.fixture
def both(harbour: Harbour) -> tuple[GitRepo, GitRepo]:
    return harbour.clone("anna"), harbour.clone("bo")


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


def test_changes_of_the_same_place_stop(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    work(anna, "tillsammans", "ihop")
    share(anna)
    work(bo, "tillsammans", "var för sig")
    assert stopped(bo, harbour) == f"{FILE} har ändrats både av dig och av någon annan, på samma ställe."


@pytest.mark.parametrize("mine", ["kept", "gone"])
def test_a_file_that_one_took_away_and_the_other_changed_stops(
    harbour: Harbour, both: tuple[GitRepo, GitRepo], mine: str
) -> None:
    anna, bo = both if mine == "kept" else both[::-1]
    anna.git("rm", "-q", "projekt/provtur.yaml")
    anna.git("commit", "-q", "-m", "Bort")
    work(bo, "namn: ", "namn: Ny ", "projekt/provtur.yaml")
    first, last = (anna, bo) if mine == "kept" else (bo, anna)
    share(first)
    assert "projekt/provtur.yaml har ändrats både av dig" in stopped(last, harbour)


def test_two_right_changes_that_are_wrong_together_stop(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    """Each adds a file with the same id."""
    anna, bo = both
    for clone, name in ((anna, "a"), (bo, "b")):
        new = text(clone).replace(SJOKORT, "nytt").replace("namn: Gemensamt", f"namn: {name}")
        (clone.root / f"{'initiativ' if clone is anna else 'projekt'}/nytt.yaml").write_text(new, encoding="utf-8")
        subprocess.run(["git", "-C", str(clone.root), "add", "-A"], check=True)
        subprocess.run(["git", "-C", str(clone.root), "commit", "-q", "-m", "Ny"], check=True)
    share(anna)
    assert "som varken din ändring eller de andras hade för sig" in stopped(bo, harbour)


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


def test_a_passed_gate_stops_the_decision_that_would_pass_it(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    decide_gate(anna)
    share(anna)
    decide_gate(bo)
    assert "gick till fasen Till sjöss genom ett beslut av Besättningen den 2026-11-20" in stopped(bo, harbour)


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


def test_a_decision_that_others_corrected_is_not_corrected_again(
    harbour: Harbour, both: tuple[GitRepo, GitRepo]
) -> None:
    anna, bo = both
    postpone(anna)
    share(anna)
    share(bo)
    for clone, paragraph in ((anna, "§ 1"), (bo, "§ 2")):
        asked = CorrectionRequest("Skrivfel", {"paragraf": paragraph}, datum=DAY)
        assert correct(opened(clone), SJOKORT, "2026-11-20-besattning", asked).exit_code == 0
    share(anna)
    assert "har rättats eller fyllts i av någon annan" in stopped(bo, harbour)


def treat(clone: GitRepo) -> None:
    asked = TreatmentRequest(("R1",), "acceptera", "besattning", DAY, motivering="Vi väntar ut den")
    assert decide_risks(opened(clone), SJOKORT, asked).exit_code == 0


def with_a_risk(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    work(anna, "sammanfattning:", f"{RISK}sammanfattning:")
    share(anna)
    share(bo)


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


def test_a_risk_that_others_assessed_anew_stops_the_decision_on_it(
    harbour: Harbour, both: tuple[GitRepo, GitRepo]
) -> None:
    anna, bo = both
    with_a_risk(harbour, both)
    work(anna, "konsekvens: 5", "konsekvens: 4")
    share(anna)
    treat(bo)
    assert stopped(bo, harbour).startswith("Risken R1 har ändrats av någon annan")


def test_edits_that_are_not_committed_stop_before_anything_moves(
    harbour: Harbour, both: tuple[GitRepo, GitRepo]
) -> None:
    anna, bo = both
    postpone(anna)
    share(anna)
    bo.write({FILE: text(bo) + "# mitt\n"})
    before = bo.head()
    for torr in (True, False):
        with pytest.raises(DataError, match="inte är incheckade finns i"):
            share(bo, dry_run=torr)
    assert bo.head() == before
    assert text(bo).endswith("# mitt\n")


def test_edits_of_other_files_stay(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    postpone(anna)
    share(anna)
    bo.write({OTHER: text(bo, OTHER) + "# mitt\n", "eget.txt": "x"})
    share(bo)
    assert bo.head() == anna.head()
    assert bo.status() == f" M {OTHER}\n?? eget.txt"


def test_a_file_in_the_way_of_a_new_one_is_kept(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    anna.commit("Ny", {"ny.txt": "deras"})
    share(anna)
    bo.write({"ny.txt": "min"})
    with pytest.raises(DataError, match=r"ny\.txt"):
        share(bo)
    assert text(bo, "ny.txt") == "min"


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


def test_links_are_left_to_git(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    (anna.root / "länk").symlink_to("fyr.yaml")
    anna.commit("Länk")
    anna.git("push", "-q")
    with pytest.raises(DataError, match="länk är inte en vanlig fil"):
        share(bo)


def test_a_phase_changed_by_hand_is_not_shared(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    _, bo = both
    work(bo, "fas: kaj", "fas: sjo")
    before = bo.head()
    done = share(bo)
    assert done.exit_code == 1
    assert "FYR623" in {d.kod for d in done.diagnostics}
    assert (bo.head(), harbour.log()) == (before, ["Portföljen"])


def test_commits_of_others_are_not_redone(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    postpone(anna)
    share(anna)
    bo.git("config", "user.email", "cecilia@kommunen.example")
    work(bo, "tillsammans", "ihop")
    bo.git("config", "user.email", "bo@kommunen.example")
    assert "är gjord av cecilia@kommunen.example; fyr gör bara om dina egna" in stopped(bo, harbour)


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


def test_a_merge_with_changes_of_its_own_stops(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    postpone(anna)
    share(anna)
    work(bo, "tillsammans", "ihop", OTHER)
    bo.git("pull", "-q", "--no-rebase", "--no-edit", "--no-commit")
    bo.write({"smuggel.txt": "x"})
    bo.git("add", "-A")
    bo.git("commit", "-q", "--no-edit")
    assert "har ändringar som fyr inte gör om" in stopped(bo, harbour)


def test_a_merge_under_way_stops(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    _, bo = both
    (bo.root / ".git/MERGE_HEAD").write_text(bo.head(), encoding="ascii")
    with pytest.raises(DataError, match="sammanslagning pågår"):
        share(bo)


def between(harbour: Harbour, does: str) -> None:
    """Let the server do something after it has looked at a push and before it takes it."""
    hook = harbour.bare / "hooks/update"
    hook.write_text(f"#!/bin/sh\nunset $(git rev-parse --local-env-vars)\n{does}\n", encoding="utf-8")
    hook.chmod(0o755)


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


def test_a_decision_made_impossible_in_between_stops(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    decide_gate(bo)
    decide_gate(anna, utfall="stopp", motivering="Inga pengar")
    between(harbour, f"rm '{harbour.bare}/hooks/update'; git -C '{anna.root}' push -q origin main")
    done = share(bo)
    assert done.data.stopp is not None
    assert "stoppades av Besättningen" in str(done.data.stopp.skal)
    assert (bo.status(), harbour.tip()) == ("", anna.head())


def test_ten_lost_races_are_enough(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    _, bo = both
    postpone(bo)
    between(
        harbour,
        f"git -C '{harbour.bare}' update-ref refs/heads/main $(git -C '{harbour.bare}' -c user.name=x -c user.email=x@y"
        " commit-tree -p main -m Emellan main^{tree})",
    )
    pauses: list[float] = []
    with pytest.raises(ConflictError, match="Andra hann före 10 gånger"):
        share(bo, pause=pauses.append)
    assert len(pauses) == 10
    assert harbour.log()[0] == "Emellan"
    assert bo.git("log", "-1", "--format=%s") == f"Beslut {SJOKORT}: lagg_ut bordlagt"
    assert bo.status() == ""


def test_a_rewritten_history_is_not_followed(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    postpone(anna)
    share(anna)
    share(bo)
    anna.git("reset", "-q", "--hard", "HEAD^")
    postpone(anna, f"{SJOKORT}-2")
    anna.git("push", "-q", "--force")
    before = bo.head()
    with pytest.raises(ConflictError, match="har skrivit om sin historik"):
        share(bo)
    assert (bo.head(), bo.status()) == (before, "")


def test_histories_that_have_nothing_in_common(harbour: Harbour, tmp_path: Path) -> None:
    alone = tmp_path / "ensam"
    shutil.copytree(harbour.first.root, alone, ignore=shutil.ignore_patterns(".git"))
    made = GitRepo.make(alone)
    made.commit("Egen början")
    made.git("remote", "add", "origin", str(harbour.bare))
    with pytest.raises(DataError, match="ingen gemensam historik"):
        share(made)


def test_a_branch_that_the_other_copy_has_not(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    _, bo = both
    bo.git("switch", "-q", "-c", "utkast")
    with pytest.raises(ExternalError, match="ingen gren som heter utkast") as caught:
        share(bo)
    assert "git push --set-upstream origin utkast" in str(caught.value.help)


def test_no_commit_yet(harbour: Harbour, tmp_path: Path) -> None:
    alone = tmp_path / "tom"
    shutil.copytree(harbour.first.root, alone, ignore=shutil.ignore_patterns(".git"))
    made = GitRepo.make(alone)
    made.git("remote", "add", "origin", str(harbour.bare))
    with pytest.raises(ExternalError, match="inga incheckningar ännu"):
        share(made)


def test_no_repository(harbour: Harbour, tmp_path: Path) -> None:
    alone = tmp_path / "utan"
    shutil.copytree(harbour.first.root, alone, ignore=shutil.ignore_patterns(".git"))
    with pytest.raises(ExternalError, match="inte i ett git-arkiv"):
        share(GitRepo(alone))


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


def test_a_server_that_lies_is_found_out(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    _, bo = both
    postpone(bo)
    hook = harbour.bare / "hooks/post-receive"
    hook.write_text(
        "#!/bin/sh\nunset $(git rev-parse --local-env-vars)\n"
        f"git -C '{harbour.bare}' update-ref refs/heads/main {harbour.tip()}\n",
        encoding="utf-8",
    )
    hook.chmod(0o755)
    with pytest.raises(ExternalError, match="sa att den tog emot"):
        share(bo)


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
