"""The whole history of a branch, read strictly: every object hashed again, every signature checked here.

Nothing is started that the repository names: neither hooks, filters nor programs for signatures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.history.repository import Repository
from fyrportfolj.rules.trail.values import Commit, Step


class UnprovableError(Exception):
    """The store cannot be believed or read, so nothing is proved.

    Attributes:
        diagnostics: FYR601–FYR603.
    """

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(len(diagnostics))
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class Chain:
    """A history.

    Attributes:
        tip: id of the commit that was asked for.
        roots: ids of the commits without parents.
        line: ids of the first-parent line, oldest first, up to `tip`.
        start: the commit that the judgement starts from.
        baseline: blob id per path of the portfolio at `start`.
        earlier: commits of the first-parent line up to and with `start`, oldest first.
        steps: the commits after `start`, parents before children, those of side branches too.
        blobs: content per blob id of every file in `baseline` and `steps`, as far as it is a file of the portfolio.
    """

    tip: str
    roots: tuple[str, ...]
    line: tuple[str, ...]
    start: Commit
    baseline: Mapping[str, str]
    earlier: tuple[Commit, ...]
    steps: tuple[Step, ...]
    blobs: Mapping[str, bytes]


def read_chain(repo: Repository, tip: str, *, start: str | None = None) -> Chain:
    """Read the history of a commit.

    Args:
        repo: the repository, with or without a work tree.
        tip: a commit id.
        start: id of a commit on the first-parent line of `tip` to start from; None means the root.

    Raises:
        UnprovableError: an object is missing or damaged, or the store hides or replaces parts of the history.
        ExternalError: git is missing or too old.
    """
    raise NotImplementedError
