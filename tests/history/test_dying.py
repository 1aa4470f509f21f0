"""Whatever dies and when: the branch, the index and the files agree, and the next decision works."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from fyrportfolj.errors import ExternalError
from fyrportfolj.history.decide import decide, recover
from fyrportfolj.history.journal import Change, Journal, write_journal
from fyrportfolj.history.lock import locked
from fyrportfolj.history.repository import Repository
from tests.history.deciding import FILE, FULL, add, no_traces
from tests.history.dying import DIED, DONE, FAILED
from tests.history.test_git import script
from tests.support.gitrepo import GitRepo

ROOT = Path(__file__).parents[2]
LARGE = os.environ.get("FYR_STOR") == "1"
RENAMES = "rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat"

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")


def can_trace() -> bool:
    program = shutil.which("strace")
    return program is not None and subprocess.call([program, "-qq", "true"], stderr=subprocess.DEVNULL) == 0


def places(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.history.dying", str(folder), *arguments],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def whole(place: dict[str, Any]) -> bool:
    return place == place | {
        "lost": False,
        "status": "",
        "locks": [],
        "left": [],
        "next": "Beslut 2",
        "fsck": 0,
    } and place["state"] in {"old", "new"}


@needs_fork
@pytest.mark.slow
def test_a_death_at_any_step_leaves_before_or_after(tmp_path: Path) -> None:
    stride = 1 if LARGE else 3
    found = places(tmp_path, "decision", "steps", str(stride))
    assert [place for place in found if not whole(place)] == []
    assert [place["ended"] for place in found] == [DIED] * (len(found) - 1) + [DONE]
    assert len(found) > 50 // stride
    assert {place["state"] for place in found} == {"old", "new"}


@needs_fork
@pytest.mark.slow
@pytest.mark.skipif(not can_trace(), reason="strace is not installed or not allowed")
def test_a_git_killed_at_any_change_to_the_disk_leaves_before_or_after(tmp_path: Path) -> None:
    found = places(tmp_path, "decision", "git", "1", RENAMES)
    assert [place for place in found if not whole(place)] == []
    assert {place["ended"] for place in found} == {DONE, FAILED}
    assert {place["state"] for place in found} == {"old", "new"}


SLOW_GIT = """case "$*" in *update-ref*) touch '{mark}'; sleep 1;; esac
exec '{git}' "$@"
"""
DECIDE = """
import sys
sys.path[:0] = {path!r}
from pathlib import Path
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.decide import decide
from tests.history.deciding import add
decide(Repository.discover(Path({portfolio!r})), add())
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_git_that_outlives_its_fyr_is_waited_for(made: GitRepo, repo: Repository, tmp_path: Path) -> None:
    """Otherwise its commit would land after it had been written off, and the files would not follow."""
    mark = tmp_path / "märke"
    script(tmp_path / "långsam", SLOW_GIT.format(mark=mark, git=shutil.which("git")))
    code = DECIDE.format(path=[str(ROOT), *sys.path], portfolio=str(made.root / "portfolio-data"))
    env = os.environ | {"PATH": f"{tmp_path / 'långsam'}{os.pathsep}{os.environ['PATH']}"}
    with subprocess.Popen([sys.executable, "-c", code], env=env) as first:
        deadline = time.monotonic() + 30
        while not mark.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        first.kill()
    assert first.returncode == -signal.SIGKILL
    assert made.git("rev-list", "--count", "HEAD") == "1"
    decide(repo, add(b"andra: 1\n", "Andra"))
    assert made.git("log", "--format=%s") == "Andra\nBeslut\nFörsta"
    assert made.show(FULL) == b"fas: ett\nbeslut: ja\nandra: 1\n" == (made.root / FULL).read_bytes()
    assert made.status() == ""
    no_traces(repo)


def cut_off(made: GitRepo, repo: Repository, *, moved: bool) -> str:
    """Leave what a fyr leaves that dies just before, or just after, the branch moves."""
    old = made.head()
    blob = made.git("hash-object", "-w", "--stdin", stdin=b"fas: tva\n")
    env = {"GIT_INDEX_FILE": str(repo.git_dir / "prov")}
    made.git("read-tree", old, env=env)
    made.git("update-index", "--cacheinfo", f"100644,{blob},{FULL}", env=env)
    new = made.git("commit-tree", "-p", old, "-m", "Avbrutet", made.git("write-tree", env=env))
    (repo.git_dir / "prov").unlink()
    before = made.git("rev-parse", f"{old}:{FULL}")
    with locked(repo):
        write_journal(repo, Journal("refs/heads/main", old, new, {FULL: Change("100644", before, blob)}))
    if moved:
        made.git("update-ref", "refs/heads/main", new, old)
    return new


def test_nothing_to_recover_is_nothing(made: GitRepo, repo: Repository) -> None:
    assert recover(repo) == "clean"
    assert made.status() == ""


def test_a_commit_that_did_not_take_effect_is_forgotten(made: GitRepo, repo: Repository) -> None:
    first = made.head()
    cut_off(made, repo, moved=False)
    assert recover(repo) == "back"
    assert (made.head(), made.status()) == (first, "")
    assert recover(repo) == "clean"


def test_a_commit_that_took_effect_is_finished(made: GitRepo, repo: Repository) -> None:
    cut_off(made, repo, moved=True)
    assert made.status() != ""
    assert recover(repo) == "forward"
    assert (made.root / FULL).read_bytes() == b"fas: tva\n"
    assert made.status() == ""
    no_traces(repo)


@pytest.mark.parametrize("how", ["disk", "removed", "staged", "link"])
def test_what_the_user_did_since_is_kept(made: GitRepo, repo: Repository, how: str) -> None:
    cut_off(made, repo, moved=True)
    place = made.root / FULL
    match how:
        case "disk" | "staged":
            place.write_bytes(b"fas: min egen\n")
        case "removed":
            place.unlink()
        case _:
            place.unlink()
            place.symlink_to("../../README.md")
    if how == "staged":
        made.git("add", FULL)
    assert recover(repo) == "forward"
    expected = {
        "disk": f" M {FULL}",
        "removed": f" D {FULL}",
        "staged": f"M  {FULL}",
        "link": f" T {FULL}",
    }
    assert made.status() == expected[how]
    assert (made.root / "README.md").read_bytes() == b"annat\n"


def test_later_commits_are_not_undone(made: GitRepo, repo: Repository) -> None:
    """The file was put back on purpose afterwards; the old content on disk is then no leftover."""
    cut_off(made, repo, moved=True)
    made.git("reset", "-q", "--hard")
    made.commit("Åter", {FULL: "fas: ett\n"})
    assert recover(repo) == "forward"
    assert (made.root / FULL).read_bytes() == b"fas: ett\n"
    assert made.status() == ""


def test_another_branch_is_left_alone(made: GitRepo, repo: Repository) -> None:
    cut_off(made, repo, moved=True)
    made.git("switch", "-q", "--discard-changes", "-c", "annan", "HEAD~1")
    assert recover(repo) == "forward"
    assert (made.root / FULL).read_bytes() == b"fas: ett\n"
    assert made.status() == ""


def test_a_branch_that_is_gone_is_no_obstacle(made: GitRepo, repo: Repository) -> None:
    cut_off(made, repo, moved=True)
    made.git("reset", "-q", "--hard")
    made.git("switch", "-q", "-c", "annan")
    made.git("branch", "-q", "-D", "main")
    assert recover(repo) == "back"
    decide(repo, add())
    assert made.status() == ""


@pytest.mark.parametrize("held", ["commit", "empty"])
def test_dead_locks_of_a_killed_git_are_removed(made: GitRepo, repo: Repository, held: str) -> None:
    new = cut_off(made, repo, moved=False)
    (made.root / ".git/refs/heads/main.lock").write_text(f"{new}\n" if held == "commit" else "", encoding="ascii")
    (made.root / ".git/HEAD.lock").write_bytes(b"")
    decide(repo, add())
    assert made.status() == ""
    no_traces(repo)


def test_the_locks_of_others_are_left(made: GitRepo, repo: Repository) -> None:
    cut_off(made, repo, moved=False)
    lock = made.root / ".git/refs/heads/main.lock"
    lock.write_text(f"{'1' * 40}\n", encoding="ascii")
    assert recover(repo) == "back"
    assert lock.exists()


def test_a_claim_that_a_killed_fyr_left_is_released(made: GitRepo, repo: Repository) -> None:
    decide(repo, add())
    shutil.copyfile(repo.git_dir / "fyr/index-claim", repo.git_dir / "index.lock")
    for name in ("index-tree", "index-tree.lock", "index-next.lock", ".journal.json.fyr-tmp"):
        (repo.git_dir / "fyr" / name).write_bytes(b"halv")
    decide(repo, add())
    assert made.status() == ""
    no_traces(repo)


def note(ref: str = "refs/heads/main", new: str = "1" * 40, path: str = "x", mode: str = "100644") -> str:
    files = {path: {"mode": mode, "old": None, "new": "1" * 40}}
    return json.dumps({"ref": ref, "old": None, "new": new, "files": files})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"ref": "refs/heads/main"}',
        note(new="x"),
        note(ref="refs/heads/../../x"),
        note(ref="HEAD"),
        note(path="../x"),
        note(path=".git/config"),
        note(path="a/.GIT/config"),
        note(mode="120000"),
    ],
)
def test_a_note_that_is_none_of_ours_is_not_obeyed(made: GitRepo, repo: Repository, text: str) -> None:
    (repo.git_dir / "fyr").mkdir()
    place = repo.git_dir / "fyr/journal.json"
    place.write_text(text, encoding="utf-8")
    with pytest.raises(ExternalError) as caught:
        decide(repo, add())
    assert str(place) in str(caught.value)
    assert made.status() == ""


def test_a_half_written_file_is_cleaned_away(made: GitRepo, repo: Repository) -> None:
    cut_off(made, repo, moved=True)
    half = made.root / FULL.replace("trygghet.yaml", ".trygghet.yaml.fyr-tmp")
    half.write_bytes(b"fa")
    assert recover(repo) == "forward"
    assert not half.exists()
    assert (made.root / "portfolio-data" / FILE).read_bytes() == b"fas: tva\n"
