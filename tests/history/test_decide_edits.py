"""What the user has on disk and in the index is left as it is when a decision is taken."""

from __future__ import annotations

import os
import time

import pytest

from fyrportfolj.errors import DataError
from fyrportfolj.history.decide import commit_files, decide
from fyrportfolj.history.repository import Repository
from tests.history.deciding import FILE, FULL, add, no_traces
from tests.support.gitrepo import GitRepo


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


def test_an_edit_in_the_same_second_is_still_seen_afterwards(made: GitRepo, repo: Repository) -> None:
    """git compares only files that are younger than its index, so the index must not look younger than it is."""
    made.commit("Nytt", {"README.md": "a\n"})
    (made.root / "README.md").write_bytes(b"b\n")
    edited = (made.root / "README.md").stat().st_mtime
    commit_files(repo, {FILE: b"n: 1\n"}, "Beslut")
    time.sleep(max(0.0, edited + 1.1 - time.time()))
    commit_files(repo, {FILE: b"n: 2\n"}, "Beslut")
    assert made.status() == " M README.md"
