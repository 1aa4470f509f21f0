"""A decision becomes one commit, on the branch that HEAD points at, or nothing at all."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.history.decide import Proposal, commit_files, decide
from fyrportfolj.history.draft import Draft
from fyrportfolj.history.repository import Repository, init
from fyrportfolj.history.snapshot import CommitTree
from fyrportfolj.messages import T
from tests.history.conftest import found
from tests.history.deciding import FILE, FULL, add, no_traces
from tests.support.gitrepo import EMAIL, NAME, GitRepo


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


def test_a_moment_before_the_commit_that_it_follows_is_moved_to_it(made: GitRepo, repo: Repository) -> None:
    made.commit("Sent", {"x": "1"}, when="2026-05-01T00:00:00+02:00")
    decide(repo, add(), now=datetime(2026, 4, 1, tzinfo=UTC))
    assert made.git("log", "-1", "--format=%cI") == "2026-05-01T00:00:00+02:00"


def test_the_commit_is_judged_before_the_branch_moves(made: GitRepo, repo: Repository) -> None:
    first = made.head()
    seen: list[tuple[str | None, str, bytes | None]] = []

    def judge(held: Repository, draft: Draft) -> None:
        seen.append((draft.old, made.head(), made.show(FULL, draft.commit)))
        if len(seen) == 1:
            raise LookupError(held.prefix)

    with pytest.raises(LookupError, match="portfolio-data/"):
        decide(repo, add(), judge=judge)
    assert (made.head(), made.status()) == (first, "")
    no_traces(repo)
    decide(repo, add(), judge=judge)
    commit_files(repo, {"ny.yaml": b"x\n"}, "Ny", judge=judge)
    assert [old for old, *_ in seen] == [first, first, made.git("rev-parse", "HEAD^")]
    assert seen[0] == seen[1] == (first, first, b"fas: ett\nbeslut: ja\n")


def test_the_first_commit_has_nothing_to_be_judged_by(tmp_path: Path) -> None:
    made = GitRepo.make(tmp_path)

    def judge(_held: Repository, _draft: Draft) -> None:
        raise LookupError

    commit_files(found(tmp_path), {"a.yaml": b"x\n"}, "Första", judge=judge)
    assert made.git("log", "--format=%s") == "Första"


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


def test_nothing_to_commit_is_said_to_be_so(made: GitRepo, repo: Repository) -> None:
    first = made.head()
    for changes in ({FILE: b"fas: ett\n"}, {}):
        with pytest.raises(DataError, match="inget att checka in"):
            commit_files(repo, changes, "Inget")
    assert made.head() == first


def test_only_what_differs_is_counted(made: GitRepo, repo: Repository) -> None:
    done = commit_files(repo, {FILE: b"fas: ett\n", "fyr.yaml": b"namn: Ny\n"}, "Delvis")
    assert done.paths == ("fyr.yaml",)


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


def test_many_files_at_once(made: GitRepo, repo: Repository) -> None:
    changes: Mapping[str, bytes] = {f"initiativ/{n:03}.yaml": b"n: %d\n" % n for n in range(350)}
    done = commit_files(repo, changes, "Många")
    assert len(done.paths) == 350
    assert made.status() == ""
    again = commit_files(repo, {path: data + b"m: 1\n" for path, data in changes.items()}, "Igen")
    assert len(again.paths) == 350
    assert made.status() == ""
