"""What does not go together stops with the reason, and nothing has moved."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from fyrportfolj.commands.correct import CorrectionRequest, correct
from fyrportfolj.errors import ConflictError, DataError, ExternalError
from tests.commands.sharing import (
    DAY,
    FILE,
    OTHER,
    SJOKORT,
    Harbour,
    between,
    decide_gate,
    opened,
    postpone,
    share,
    stopped,
    text,
    treat,
    with_a_risk,
    work,
)
from tests.support.gitrepo import GitRepo


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


def test_a_passed_gate_stops_the_decision_that_would_pass_it(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    decide_gate(anna)
    share(anna)
    decide_gate(bo)
    assert "gick till fasen Till sjöss genom ett beslut av Besättningen den 2026-11-20" in stopped(bo, harbour)


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


def test_a_file_in_the_way_of_a_new_one_is_kept(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    anna.commit("Ny", {"ny.txt": "deras"})
    share(anna)
    bo.write({"ny.txt": "min"})
    with pytest.raises(DataError, match=r"ny\.txt"):
        share(bo)
    assert text(bo, "ny.txt") == "min"


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
