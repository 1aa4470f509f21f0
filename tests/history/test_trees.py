from __future__ import annotations

from pathlib import Path

import pytest

from fyrportfolj.errors import ExternalError
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.snapshot import CommitTree
from fyrportfolj.history.trees import Entry, entries_at, files_below
from tests.history.test_objects import forge
from tests.support.gitrepo import GitRepo


def test_a_changed_tree_is_not_believed(made: GitRepo, repo: Repository) -> None:
    """git's own readers do not compare a tree with its id."""
    folder, other = (made.git("rev-parse", f"HEAD:portfolio-data/{name}") for name in ("initiativ", "fyr.yaml"))
    forge(made.root, folder, b"tree", b"100644 trygghet.yaml\0" + bytes.fromhex(other))
    assert made.show("portfolio-data/initiativ/trygghet.yaml") == b"namn: Prov\n"
    with pytest.raises(ExternalError, match=folder):
        CommitTree(repo, made.head())


@pytest.mark.parametrize(
    "data", [b"100644 a", b"100644 a\0" + b"x" * 19, b"1 a\0" + b"x" * 20, b"100644 a/b\0" + b"x" * 20]
)
def test_a_tree_that_is_none_is_said_to_be_so(made: GitRepo, repo: Repository, data: bytes) -> None:
    tree = made.git("hash-object", "-w", "-t", "tree", "--literally", "--stdin", stdin=data)
    commit = made.git("commit-tree", "-m", "x", tree)
    with pytest.raises(ExternalError, match=tree):
        files_below(repo.git, commit, "")


def test_a_missing_tree_is_not_an_empty_one(made: GitRepo, repo: Repository) -> None:
    entry = b"40000 portfolio-data\0" + b"\1" * 20
    tree = made.git("hash-object", "-w", "-t", "tree", "--literally", "--stdin", stdin=entry)
    commit = made.git("commit-tree", "-m", "x", tree)
    with pytest.raises(ExternalError, match="0101"):
        CommitTree(repo, commit)


def test_the_listing_is_that_of_git(made: GitRepo, repo: Repository) -> None:
    made.commit("Djupt", {"a/b/c/d/e.yaml": "1", "a/b.yaml": "2", "ö/å.yaml": "3", "a.b/c": "4"})
    listed = made.git("ls-tree", "-r", "-z", "HEAD").removesuffix("\0").split("\0")
    expected = {name: Entry(*fields.split(" ")[::2]) for fields, name in (row.split("\t") for row in listed)}
    assert files_below(repo.git, made.head(), "") == expected
    assert files_below(repo.git, made.head(), "a/b/") == {"c/d/e.yaml": expected["a/b/c/d/e.yaml"]}
    assert files_below(repo.git, made.head(), "README.md") == {}


def test_what_stands_at_a_path_is_told_apart(made: GitRepo, repo: Repository) -> None:
    (made.root / "länk").symlink_to("README.md")
    head = made.commit("Länk")
    found, others = entries_at(repo.git, head, ["README.md", "länk", "portfolio-data", "README.md/x", "finns/inte"])
    assert {path: entry.mode for path, entry in found.items()} == {
        "README.md": "100644",
        "länk": "120000",
        "portfolio-data": "40000",
    }
    assert others == ["README.md"]


def test_a_few_trees_that_unfold_to_millions_are_refused(made: GitRepo, repo: Repository) -> None:
    blob = made.git("hash-object", "-w", "--stdin", stdin=b"x")
    row, kind = f"100644 blob {blob}", "x"
    for _ in range(4):
        rows = "".join(f"{row}\t{kind}{n}\n" for n in range(100))
        row, kind = f"040000 tree {made.git('mktree', stdin=rows.encode())}", "m"
    commit = made.git("commit-tree", "-m", "Bomb", row.split(" ")[2])
    with pytest.raises(ExternalError, match="fler än 200000"):
        files_below(repo.git, commit, "")


def test_a_place_below_a_new_line_is_refused(tmp_path: Path) -> None:
    made = GitRepo.make(tmp_path / "rad\nbrytning", {"fyr.yaml": "x"})
    with pytest.raises(ExternalError, match="radbrytning"):
        Repository.discover(made.root)
