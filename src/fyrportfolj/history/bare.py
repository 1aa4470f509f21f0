"""A repository without a work tree: a server's, or a mirror that was fetched to be looked at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

from fyrportfolj.errors import ExternalError
from fyrportfolj.history.git import Git
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.trees import files_below
from fyrportfolj.messages import T

_SIGNS = ("HEAD", "objects", "refs")
"""What makes a folder a repository's own."""


def is_bare(folder: Path) -> bool:
    """Say whether a folder is a repository's own, without a work tree around it."""
    return all((folder / name).exists() for name in _SIGNS)


def open_bare(folder: Path, prefix: str = "", *, quarantine: bool = False) -> Repository:
    """Open a repository without a work tree, to read it only.

    Args:
        folder: the repository's own folder.
        prefix: the portfolio inside it: empty, or a folder such as `portfolio-data/`.
        quarantine: also see objects that a server has received and not yet accepted.

    Raises:
        ExternalError: it is no such folder, or git fails.
    """
    place = folder.resolve()
    if not is_bare(place):
        raise ExternalError(
            T("{mapp} är inget git-arkiv", mapp=str(folder)),
            T("ange arkivets mapp, den som innehåller HEAD, objects och refs"),
        )
    algorithm = Git(place, place).line("rev-parse", "--show-object-format")
    return Repository(place, prefix, Git(place, place, algorithm, quarantine), place, place)


def portfolio_folders(repo: Repository, commit: str, head: str) -> tuple[str, ...]:
    """Give the folders of a commit that hold a portfolio.

    Args:
        repo: the repository; its prefix is not used.
        commit: an id.
        head: name of the file that makes a folder a portfolio.

    Returns:
        Prefixes as in `Repository.prefix`, sorted, the outermost first.

    Raises:
        ExternalError: git failed, or an object is missing or damaged.
    """
    found = (PurePosixPath(path) for path in files_below(repo.git, commit, "") if PurePosixPath(path).name == head)
    folders = ("" if path.parent == PurePosixPath() else f"{path.parent}/" for path in found)
    return tuple(sorted(folders, key=lambda folder: (folder.count("/"), folder)))


def at_folder(repo: Repository, prefix: str) -> Repository:
    """Give the same repository with the portfolio in another folder of it."""
    return replace(repo, prefix=prefix)
