"""The decision that the tests take, and what it may leave behind."""

from __future__ import annotations

from collections.abc import Callable

from fyrportfolj.history.decide import Proposal
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.snapshot import CommitTree

FILE = "initiativ/trygghet.yaml"
FULL = f"portfolio-data/{FILE}"


def add(line: bytes = b"beslut: ja\n", message: str = "Beslut") -> Callable[[CommitTree, str], Proposal]:
    return lambda tree, _old: Proposal({FILE: tree.read(FILE) + line}, message)


def no_traces(repo: Repository) -> None:
    assert not list(repo.git_dir.rglob("*.lock"))
    assert sorted(p.name for p in (repo.git_dir / "fyr").iterdir()) in (["index-claim", "lock"], ["lock"])
    assert not list(repo.root.rglob("*fyr-tmp*"))
