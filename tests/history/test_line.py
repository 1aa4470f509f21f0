"""The line for logs is what git itself says, in a portfolio's own folder too."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.history.line import LineCommit, contents, line_changes, read_line
from fyrportfolj.history.repository import Repository
from tests.support.gitrepo import GitRepo, isolate_git
from tests.support.histories import CHART, TRIP, History, a_year

FOLDERS = ("", "portfölj/")


@pytest.fixture(params=FOLDERS)
def year(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    isolate_git(monkeypatch, tmp_path / "hem")
    return a_year(tmp_path / "arkiv", request.param)


def opened(h: History) -> Repository:
    repo = Repository.discover(h.repo.root / h.folder)
    assert repo is not None
    return repo


def whole(h: History) -> list[LineCommit]:
    return list(read_line(opened(h), h.repo.head()))


def test_the_line_is_that_of_git(year: History) -> None:
    found = whole(year)

    ids = year.repo.git("log", "--first-parent", "--format=%H").splitlines()
    assert [c.oid for c in found] == ids
    for commit in found:
        said = year.repo.git("show", "-s", "--format=%P|%an|%ae|%ct", commit.oid)
        assert said == f"{' '.join(commit.parents)}|{commit.author.namn}|{commit.author.epost}|{commit.committed}"
        raw = year.repo.git("cat-file", "commit", commit.oid).partition("\n\n")[2]
        assert commit.message.rstrip("\n") == raw


def test_changes_are_those_of_git(year: History) -> None:
    found = whole(year)

    for commit, changes in zip(found, line_changes(opened(year), found), strict=True):
        against = commit.parents[0] if commit.parents else "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
        raw = year.repo.git("-c", "core.quotePath=false", "diff-tree", "-r", "--no-commit-id", against, commit.oid)
        rows = [line.removeprefix(":").split(maxsplit=5) for line in raw.splitlines()]
        theirs = [(r[5], r[2] if r[0] != "000000" else None, r[3], r[1]) for r in rows if r[5].startswith(year.folder)]
        assert [(year.folder + c.path, c.before, c.after, c.mode) for c in changes] == theirs


def test_only_commits_that_changed_a_file(year: History) -> None:
    found = list(read_line(opened(year), year.repo.head(), (TRIP,)))

    theirs = year.repo.git("log", "--first-parent", "--format=%H", "--", f"{year.folder}{TRIP}").splitlines()
    assert [c.oid for c in found] == theirs
    assert len(found) < len(whole(year))


def test_only_commits_whose_message_holds_a_text(year: History) -> None:
    found = list(read_line(opened(year), year.repo.head(), said="fyr-"))

    assert [c.oid for c in found] == [c.oid for c in whole(year) if "fyr-" in c.message.lower()]
    assert len(found) == 5


def test_a_commit_outside_the_portfolio_is_left_out(year: History) -> None:
    year.repo.commit("Annat", {"annat.txt": "x"} if year.folder else {"x.txt": "x"})

    first = next(read_line(opened(year), year.repo.head()))

    assert (first.message == "Annat\n") == (not year.folder)


def test_reading_can_stop_early(year: History) -> None:
    found = list(islice(read_line(opened(year), year.repo.head()), 2))

    assert len(found) == 2


def test_odd_bytes_in_names_and_messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate_git(monkeypatch, tmp_path / "hem")
    repo = GitRepo.make(tmp_path / "arkiv", {"fyr.yaml": "namn: x\n"})
    tree = repo.git("rev-parse", "HEAD^{tree}")
    body = f"tree {tree}\nauthor \udcff\udcfe <a@b> 1 +0000\ncommitter K <k@b> 99999999999 +0000\n\nHej \udcff\n\n\n"
    raw = body.encode("utf-8", "surrogateescape")
    oid = repo.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=raw)
    found = Repository.discover(tmp_path / "arkiv")
    assert found is not None

    (commit,) = read_line(found, oid)

    assert "\ufffd" in commit.author.namn
    assert commit.message.startswith("Hej \ufffd")
    assert commit.committed == 99_999_999_999


def test_what_is_missing_is_an_error_and_not_an_empty_log(year: History) -> None:
    repo = opened(year)

    with pytest.raises(ExternalError):
        list(read_line(repo, "0" * 40))
    with pytest.raises(ExternalError):
        contents(repo.git, ["0" * 40], 10)
    with pytest.raises(DataError):
        list(read_line(repo, year.repo.head(), ("../utanför.yaml",)))


def test_contents_are_cut_at_the_limit(year: History) -> None:
    repo = opened(year)
    oid = year.repo.git("rev-parse", f"HEAD:{year.folder}{CHART}")

    assert contents(repo.git, [oid, oid], 7) == {oid: year.read(CHART).encode()[:7]}
