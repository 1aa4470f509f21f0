"""Whether a merge holds what its parents give by themselves, so that nothing was slipped in or left out."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from fyrportfolj.history.git import Git, failed
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.treewalk import TreeWalk

_CONFLICT = 1


@dataclass(frozen=True, slots=True)
class Trees:
    """The trees that a merge is judged by; ids, empty where there is no tree.

    Attributes:
        base: of the one common ancestor.
        first: of the first parent.
        second: of the other parent.
        merged: of the merge.
    """

    base: str
    first: str
    second: str
    merged: str

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Give the pairs that must have been compared."""
        return ((self.base, self.first), (self.base, self.second), (self.first, self.merged))


def is_union(walk: TreeWalk, trees: Trees) -> bool:
    """Say whether a merge is the first parent with the other's changed files, none of which both changed otherwise.

    Args:
        walk: has compared `trees.pairs()`.
        trees: with the only base of the merge.

    Raises:
        UnprovableError: there are more changes than any portfolio has files.

    Källa: kravet på ärliga sammanslagningar i hotmodellen (O15).
    """
    ours, theirs, made = ({change.path: change for change in walk.files(pair)} for pair in trees.pairs())
    both = ours.keys() & theirs.keys()
    if any(ours[path].after != theirs[path].after for path in both):
        return False
    return made == {path: change for path, change in theirs.items() if path not in both}


class Merger:
    """Merges as git does, in a repository of its own in a temporary folder.

    Nothing is written where the history lies, and neither its configuration, its attributes nor the user's are read:
    they could name a program that merges.
    """

    def __init__(self, repo: Repository) -> None:
        """Take the repository whose objects are merged."""
        self._repo = repo
        self._git: Git | None = None
        self._kept = ExitStack()

    def __enter__(self) -> Self:
        """Begin; the temporary folder is not made until it is needed."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the temporary folder away."""
        self._kept.close()

    def merged(self, first: str, second: str) -> str | None:
        """Merge two commits.

        Args:
            first: id of the first parent.
            second: id of the other.

        Returns:
            The tree's id; None when they cannot be merged without a decision by somebody.

        Raises:
            ExternalError: git failed, or nothing can be written to the folder for temporary files.
        """
        self._git = self._git or self._made()
        answer = self._git.answer(
            "merge-tree", "--write-tree", "--no-messages", first, second, env=self._environment(), settings=_QUICK
        )
        if answer.code == _CONFLICT:
            return None
        if answer.code:
            raise failed("merge-tree", answer.err)
        return answer.out.decode(errors="replace").split("\n", 1)[0]

    def _made(self) -> Git:
        folder = Path(self._kept.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))
        place, worktree = folder / "git", folder / "tom"
        worktree.mkdir()
        arguments = ("--quiet", "--bare", "--template=", f"--object-format={self._repo.git.algorithm}", str(place))
        Git(folder, None).run("init", *arguments, env=self._environment())
        lenders = [self._repo.common_dir / "objects"]
        if self._repo.git.quarantine and "GIT_OBJECT_DIRECTORY" in os.environ:
            lenders.append(Path(os.environ["GIT_OBJECT_DIRECTORY"]).absolute())
        (place / "objects" / "info").mkdir(exist_ok=True)
        (place / "objects" / "info" / "alternates").write_bytes(b"".join(os.fsencode(d) + b"\n" for d in lenders))
        return Git(worktree, place, self._repo.git.algorithm)

    def _environment(self) -> dict[str, str]:
        found = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_ATTR_NOSYSTEM": "1"}
        lent = "GIT_ALTERNATE_OBJECT_DIRECTORIES"
        if self._repo.git.quarantine and lent in os.environ:
            found[lent] = os.environ[lent]
        return found


_QUICK = {"core.fsync": "none"}
"""What is written here is thrown away."""
