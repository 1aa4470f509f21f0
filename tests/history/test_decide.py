from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fyrportfolj.errors import ConflictError, DataError, ExternalError
from fyrportfolj.history import index, worktree
from fyrportfolj.history.decide import Proposal, commit_files, decide, recover
from fyrportfolj.history.repository import Repository, init
from fyrportfolj.history.snapshot import CommitTree
from fyrportfolj.messages import T
from tests.history.conftest import found
from tests.support.gitrepo import EMAIL, NAME, GitRepo

FILE = "initiativ/trygghet.yaml"
FULL = f"portfolio-data/{FILE}"


def add(line: bytes = b"beslut: ja\n", message: str = "Beslut") -> Callable[[CommitTree, str], Proposal]:
    return lambda tree, _old: Proposal({FILE: tree.read(FILE) + line}, message)


def no_traces(repo: Repository) -> None:
    assert not list(repo.git_dir.rglob("*.lock"))
    assert sorted(p.name for p in (repo.git_dir / "fyr").iterdir()) in (["index-claim", "lock"], ["lock"])
    assert not list(repo.root.rglob("*fyr-tmp*"))


def test_a_decision_is_one_commit_with_its_files(made: GitRepo, repo: Repository) -> None:
    first = made.head()
    now = datetime.fromisoformat("2026-03-02T14:05:06+01:00")

    def propose(tree: CommitTree, old: str) -> Proposal:
        assert (tree.commit, old) == (first, first)
        return Proposal({FILE: tree.read(FILE) + b"ny: 1\n", "ny mapp/å ä.yaml": b"x\n"}, "Beslut å\n\nFyr-Typ: beslut")

    done = decide(repo, propose, now=now)
    assert (done.commit, done.old, done.left) == (made.head(), first, ())
    assert done.paths == (FILE, "ny mapp/å ä.yaml")
    assert made.git("log", "-1", "--format=%P|%an|%ae|%aI|%cn|%ce|%cI|%B") == (
        f"{first}|{NAME}|{EMAIL}|2026-03-02T14:05:06+01:00|{NAME}|{EMAIL}|2026-03-02T14:05:06+01:00"
        "|Beslut å\n\nFyr-Typ: beslut"
    )
    assert made.show(FULL) == b"fas: ett\nny: 1\n" == (made.root / FULL).read_bytes()
    assert made.git("show", "-z", "--name-only", "--format=") == f"{FULL}\0portfolio-data/ny mapp/å ä.yaml\0"
    assert made.status() == ""
    assert made.git("reflog", "-1", "--format=%gs", "main") == "fyr: beslut"
    no_traces(repo)


def test_the_same_decision_gives_the_same_commit(tmp_path: Path) -> None:
    commits = set()
    for name in ("ett", "två"):
        made = GitRepo.make(tmp_path / name, {FULL: "fas: ett\n"})
        when = datetime(2026, 3, 2, tzinfo=UTC)
        commits.add(decide(found(made.root / "portfolio-data"), add(), now=when).commit)
    assert len(commits) == 1


def test_the_moment_is_now_unless_said(made: GitRepo, repo: Repository) -> None:
    before = int(time.time())
    decide(repo, add())
    assert before <= int(made.git("log", "-1", "--format=%ct")) <= time.time()


def test_a_commit_is_not_dated_before_the_one_it_follows(made: GitRepo, repo: Repository) -> None:
    made.commit("Framtid", {"x": "1"}, when="2091-01-01T00:00:00+01:00")
    decide(repo, add())
    assert made.git("log", "-1", "--format=%cI") == "2091-01-01T00:00:00+01:00"


def test_a_moment_has_an_offset(repo: Repository) -> None:
    with pytest.raises(ValueError, match="2026"):
        decide(repo, add(), now=datetime(2026, 1, 1))  # noqa: DTZ001  (this is what is refused)


def test_an_error_in_the_proposal_changes_nothing(made: GitRepo, repo: Repository) -> None:
    first = made.head()

    def refuse(tree: CommitTree, old: str) -> Proposal:
        raise DataError(message)

    message = T("Grinden är inte klar.")
    with pytest.raises(DataError, match="Grinden"):
        decide(repo, refuse)
    assert (made.head(), made.status()) == (first, "")
    no_traces(repo)


def test_other_edits_stay_as_they_are(made: GitRepo, repo: Repository) -> None:
    made.write({"README.md": "köad\n", "portfolio-data/fyr.yaml": "namn: På disk\n", "ny.txt": "okänd\n"})
    made.git("add", "README.md")
    made.write({"README.md": "köad\noch mer\n"})
    before = made.status()
    assert before == "MM README.md\n M portfolio-data/fyr.yaml\n?? ny.txt"
    decide(repo, add())
    assert made.status() == before
    assert made.git("show", "--name-only", "--format=") == FULL
    assert made.git("show", ":README.md") == "köad"


@pytest.mark.parametrize("where", ["disk", "index", "removed", "link"])
def test_an_uncommitted_edit_of_the_same_file_is_refused(made: GitRepo, repo: Repository, where: str) -> None:
    first = made.head()
    place = made.root / FULL
    match where:
        case "disk":
            place.write_bytes(b"fas: min egen\n")
        case "index":
            place.write_bytes(b"fas: min egen\n")
            made.git("add", "--all")
            place.write_bytes(b"fas: ett\n")
        case "removed":
            place.unlink()
        case _:
            place.unlink()
            place.symlink_to(made.root / "README.md")
    before = made.status()
    with pytest.raises(DataError) as caught:
        decide(repo, add())
    assert str(caught.value) == f"Ändringar som inte är incheckade finns i {FULL}."
    assert "git stash" in str(caught.value.help)
    assert (made.head(), made.status()) == (first, before)
    no_traces(repo)


def test_an_untracked_file_is_not_overwritten(made: GitRepo, repo: Repository) -> None:
    made.write({"portfolio-data/ny.yaml": "mitt utkast\n"})
    with pytest.raises(DataError, match=r"ny\.yaml"):
        commit_files(repo, {"ny.yaml": b"annat\n"}, "Ny")
    assert (made.root / "portfolio-data/ny.yaml").read_bytes() == b"mitt utkast\n"


def test_a_file_that_already_holds_the_new_content_may_be_committed(made: GitRepo, repo: Repository) -> None:
    made.write({FULL: "fas: tva\n", "portfolio-data/ny.yaml": "ny\n"})
    done = commit_files(repo, {FILE: b"fas: tva\n", "ny.yaml": b"ny\n"}, "Sparat")
    assert done.left == ()
    assert made.status() == ""


def test_nothing_to_commit_is_said_to_be_so(made: GitRepo, repo: Repository) -> None:
    first = made.head()
    for changes in ({FILE: b"fas: ett\n"}, {}):
        with pytest.raises(DataError, match="inget att checka in"):
            commit_files(repo, changes, "Inget")
    assert made.head() == first


def test_only_what_differs_is_counted(made: GitRepo, repo: Repository) -> None:
    done = commit_files(repo, {FILE: b"fas: ett\n", "fyr.yaml": b"namn: Ny\n"}, "Delvis")
    assert done.paths == ("fyr.yaml",)


def test_windows_line_ends_on_disk_are_kept(made: GitRepo, repo: Repository) -> None:
    made.write({".gitattributes": "*.yaml text eol=crlf\n"})
    made.git("add", "--all")
    made.git("commit", "-q", "-m", "Radslut")
    (made.root / FULL).unlink()
    made.git("checkout", "--", FULL)
    decide(repo, add())
    assert made.show(FULL) == b"fas: ett\nbeslut: ja\n"
    assert (made.root / FULL).read_bytes() == b"fas: ett\r\nbeslut: ja\r\n"
    assert made.status() == ""


def test_permissions_of_a_file_are_kept(made: GitRepo, repo: Repository) -> None:
    (made.root / FULL).chmod(0o750)
    made.commit("Körbar")
    decide(repo, add())
    assert (made.root / FULL).stat().st_mode & 0o777 == 0o750
    assert made.git("ls-tree", "HEAD", FULL).startswith("100755 ")
    assert made.status() == ""


def test_a_new_file_gets_the_users_own_mask(made: GitRepo, repo: Repository) -> None:
    old = os.umask(0o027)
    try:
        commit_files(repo, {"ny.yaml": b"x\n"}, "Ny")
    finally:
        os.umask(old)
    assert (made.root / "portfolio-data/ny.yaml").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("path", ["fyr.yaml/under.yaml", "initiativ"])
def test_a_file_and_a_folder_cannot_share_a_name(made: GitRepo, repo: Repository, path: str) -> None:
    first = made.head()
    with pytest.raises(DataError, match="inte en vanlig fil"):
        commit_files(repo, {path: b"x\n"}, "Krock")
    assert (made.head(), made.status()) == (first, "")


def test_a_link_in_the_tree_is_not_written_through(made: GitRepo, repo: Repository) -> None:
    (made.root / "portfolio-data/länk.yaml").symlink_to("../README.md")
    made.commit("Länk")
    with pytest.raises(DataError, match="inte en vanlig fil"):
        commit_files(repo, {"länk.yaml": b"x\n"}, "Genom länken")
    assert (made.root / "README.md").read_bytes() == b"annat\n"


def test_paths_outside_the_portfolio_are_refused(made: GitRepo, repo: Repository) -> None:
    for path in ("../README.md", "/etc/passwd", ".git/config"):
        with pytest.raises(DataError, match="kan inte vara en fil"):
            commit_files(repo, {path: b"x"}, "Ut")
    assert made.status() == ""


def test_the_first_commit_of_all_can_be_made(tmp_path: Path) -> None:
    repo = init(tmp_path)
    when = datetime(2026, 1, 1, tzinfo=UTC)
    made = GitRepo(tmp_path)
    made.git("config", "user.name", NAME)
    made.git("config", "user.email", EMAIL)
    made.write({"fyr.yaml": "x\n"})
    done = commit_files(repo, {"fyr.yaml": b"x\n", "a/b.yaml": b"y\n"}, "Första", now=when)
    assert (done.old, done.commit, done.paths) == (None, made.head(), ("fyr.yaml", "a/b.yaml"))
    assert made.status() == ""
    assert made.git("rev-list", "--count", "HEAD") == "1"


def test_a_decision_needs_something_to_decide_from(tmp_path: Path) -> None:
    made = GitRepo.make(tmp_path)
    with pytest.raises(DataError) as caught:
        decide(found(tmp_path), add())
    assert "inga incheckningar ännu" in str(caught.value)
    assert "git add" in str(caught.value.help)
    assert made.attempt("rev-parse", "--verify", "HEAD").returncode != 0


def test_head_at_a_commit_is_refused(made: GitRepo, repo: Repository) -> None:
    made.git("checkout", "-q", "--detach")
    with pytest.raises(ExternalError) as caught:
        decide(repo, add())
    assert "git switch" in str(caught.value.help)


def test_a_decision_lands_on_the_branch_of_head(made: GitRepo, repo: Repository) -> None:
    first = made.head()
    made.git("switch", "-q", "-c", "remiss/uddevalla")
    decide(repo, add())
    assert made.git("rev-parse", "main") == first
    assert made.git("rev-parse", "remiss/uddevalla~1") == first


def test_a_packed_branch_moves_too(made: GitRepo, repo: Repository) -> None:
    made.git("pack-refs", "--all")
    assert decide(repo, add()).commit == made.git("rev-parse", "main")


def test_a_linked_work_tree_decides_for_itself(made: GitRepo, tmp_path: Path) -> None:
    first = made.head()
    made.git("worktree", "add", "-q", "-b", "sido", str(tmp_path / "träd"))
    other = GitRepo(tmp_path / "träd")
    decide(found(other.root / "portfolio-data"), add())
    assert (made.head(), made.status(), other.status()) == (first, "", "")
    assert other.git("rev-parse", "HEAD~1") == first


def test_a_merge_under_way_is_refused(made: GitRepo, repo: Repository) -> None:
    made.git("switch", "-q", "-c", "sido")
    made.commit("Sido", {"a.txt": "a"})
    made.git("switch", "-q", "main")
    made.commit("Main", {"b.txt": "b"})
    made.git("merge", "-q", "--no-commit", "sido")
    with pytest.raises(DataError, match="sammanslagning pågår"):
        decide(repo, add())
    assert made.git("rev-parse", "-q", "--verify", "MERGE_HEAD")


def test_without_a_name_nothing_is_committed(made: GitRepo, repo: Repository) -> None:
    made.git("config", "--unset", "user.email")
    with pytest.raises(ExternalError, match="vem du är"):
        decide(repo, add())
    assert made.status() == ""


def test_no_hook_runs(made: GitRepo, repo: Repository, tmp_path: Path) -> None:
    hooks = made.root / ".git/hooks"
    hooks.mkdir()
    for name in ("pre-commit", "commit-msg", "post-commit", "reference-transaction", "post-index-change"):
        (hooks / name).write_text(f"#!/bin/sh\necho {name} >> '{tmp_path}/spår'\nexit 1\n", encoding="utf-8")
        (hooks / name).chmod(0o755)
    decide(repo, add())
    assert not (tmp_path / "spår").exists()
    assert made.attempt("commit", "--allow-empty", "-m", "x").returncode == 1
    assert (tmp_path / "spår").exists()


def test_a_decision_is_taken_again_on_a_branch_that_moved(made: GitRepo, repo: Repository) -> None:
    asked = []

    def propose(tree: CommitTree, old: str) -> Proposal:
        asked.append(old)
        if len(asked) == 1:
            made.commit("Någon annan", {FULL: "fas: ett\nannan: 1\n"})
        return Proposal({FILE: tree.read(FILE) + b"min: 1\n"}, "Beslut")

    first = made.head()
    done = decide(repo, propose)
    assert asked == [first, made.git("rev-parse", "HEAD~1")]
    assert done.old == asked[1]
    assert made.show(FULL) == b"fas: ett\nannan: 1\nmin: 1\n" == (made.root / FULL).read_bytes()
    assert made.status() == ""


def test_a_branch_that_never_stands_still_ends_in_a_conflict(made: GitRepo, repo: Repository) -> None:
    def propose(tree: CommitTree, old: str) -> Proposal:
        new = made.git("commit-tree", "-p", old, "-m", "Rival", f"{old}^{{tree}}")
        made.git("update-ref", "refs/heads/main", new, old)
        return Proposal({FILE: tree.read(FILE) + b"x\n"}, "Beslut")

    with pytest.raises(ConflictError, match="gång på gång"):
        decide(repo, propose)
    assert made.git("rev-list", "--count", "HEAD") == "11"
    assert made.status() == ""
    no_traces(repo)


def test_a_branch_that_moves_at_the_last_moment_is_seen(
    made: GitRepo, repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rival comes after everything has been looked at, so only compare-and-swap can tell."""
    rivals: list[str] = []
    original = index.held

    def rival(at: Repository, paths: tuple[str, ...]) -> dict[str, str | None]:
        if not rivals:
            old = made.head()
            rivals.append(made.git("commit-tree", "-p", old, "-m", "Rival", f"{old}^{{tree}}"))
            made.git("update-ref", "refs/heads/main", rivals[0], old)
        return original(at, paths)

    monkeypatch.setattr(index, "held", rival)
    done = decide(repo, add())
    assert done.old == rivals[0]
    assert made.git("rev-list", "--count", "HEAD") == "3"
    assert made.status() == ""


def test_a_lock_of_git_that_goes_away_is_waited_for(made: GitRepo, repo: Repository) -> None:
    lock = made.root / ".git/index.lock"
    lock.write_bytes(b"")
    waiter = threading.Timer(0.3, lock.unlink)
    waiter.start()
    decide(repo, add())
    waiter.join()
    assert made.status() == ""


@pytest.mark.slow
def test_a_lock_of_git_that_stays_is_left_alone_and_named(made: GitRepo, repo: Repository) -> None:
    first = made.head()
    lock = made.root.resolve() / ".git/index.lock"
    lock.write_bytes(b"DIRC")
    with pytest.raises(ExternalError) as caught:
        decide(repo, add())
    assert str(lock) in str(caught.value)
    assert lock.read_bytes() == b"DIRC"
    assert made.head() == first


def test_a_branch_that_git_cannot_move_is_left(made: GitRepo, repo: Repository) -> None:
    first = made.head()
    (made.root / ".git/refs/heads/main.lock").write_bytes(b"")
    with pytest.raises(ExternalError, match=r"main\.lock"):
        decide(repo, add())
    (made.root / ".git/refs/heads/main.lock").unlink()
    assert (made.head(), made.status()) == (first, "")
    no_traces(repo)


def test_a_folder_that_cannot_be_written_is_something_outside(made: GitRepo, repo: Repository) -> None:
    (made.root / ".git/fyr").write_bytes(b"")
    for call in (lambda: decide(repo, add()), lambda: recover(repo)):
        with pytest.raises(ExternalError, match="går inte att skriva"):
            call()


def test_a_decision_stands_even_when_the_disk_is_full_afterwards(
    made: GitRepo, repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(place: Path, data: bytes, mode: int = 0) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(worktree, "replace_file", full)
        done = decide(repo, add())
        assert (done.commit, done.left) == (made.head(), (FILE,))
        with pytest.raises(ExternalError, match=done.commit):
            recover(repo)
    assert (made.root / FULL).read_bytes() == b"fas: ett\n"
    assert recover(repo) == "forward"
    assert (made.root / FULL).read_bytes() == b"fas: ett\nbeslut: ja\n"
    assert made.status() == ""


@pytest.mark.parametrize("fault", ["folder for file", "index gone"])
def test_a_repository_in_odd_shape_still_gets_its_decision(made: GitRepo, repo: Repository, fault: str) -> None:
    if fault == "index gone":
        (made.root / ".git/index").unlink()
        with pytest.raises(DataError, match="inte är incheckade"):
            decide(repo, add())
        made.git("reset", "-q")
    else:
        (made.root / FULL).unlink()
        (made.root / FULL).mkdir()
        with pytest.raises(DataError, match="inte är incheckade"):
            decide(repo, add())
        (made.root / FULL).rmdir()
        made.git("checkout", "--", FULL)
    decide(repo, add())
    assert made.status() == ""


def test_many_files_at_once(made: GitRepo, repo: Repository) -> None:
    changes: Mapping[str, bytes] = {f"initiativ/{n:03}.yaml": b"n: %d\n" % n for n in range(350)}
    done = commit_files(repo, changes, "Många")
    assert len(done.paths) == 350
    assert made.status() == ""
    again = commit_files(repo, {path: data + b"m: 1\n" for path, data in changes.items()}, "Igen")
    assert len(again.paths) == 350
    assert made.status() == ""


def test_an_edit_in_the_same_second_is_still_seen_afterwards(made: GitRepo, repo: Repository) -> None:
    """git compares only files that are younger than its index, so the index must not look younger than it is."""
    made.commit("Nytt", {"README.md": "a\n"})
    (made.root / "README.md").write_bytes(b"b\n")
    edited = (made.root / "README.md").stat().st_mtime
    commit_files(repo, {FILE: b"n: 1\n"}, "Beslut")
    time.sleep(max(0.0, edited + 1.1 - time.time()))
    commit_files(repo, {FILE: b"n: 2\n"}, "Beslut")
    assert made.status() == " M README.md"
