"""Branches that a command makes for a purpose, beside the one that decisions are made on."""

from __future__ import annotations

from fyrportfolj.history.git import failed
from fyrportfolj.history.repository import Repository

_BRANCHES = "refs/heads/"


def make_branch(repo: Repository, name: str, commit: str) -> bool:
    """Make a branch at a commit, unless there is one of that name.

    Args:
        repo: the repository.
        name: the branch's name, such as `remiss/handlingsplan`.
        commit: id of the commit.

    Returns:
        True when it was made; False when it stood there already, wherever it points.

    Raises:
        ExternalError: git failed, or the name cannot be a branch's.
    """
    ref = _BRANCHES + name
    if repo.tip(ref) is not None:
        return False
    # Of two that make it at once, git lets one do it.
    answer = repo.git.answer("update-ref", "-m", "fyr: gren", ref, commit, "0" * len(commit))
    if answer.code and repo.tip(ref) is None:
        raise failed("update-ref", answer.err)
    return not answer.code
