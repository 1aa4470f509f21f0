"""Which history is to be audited: the repository, the portfolio's folder in it, and the commit."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from fyrportfolj.commands.roots import HEAD, find_root
from fyrportfolj.errors import ExternalError, UsageError
from fyrportfolj.history.bare import at_folder, is_bare, open_bare, portfolio_folders
from fyrportfolj.history.git import revision
from fyrportfolj.history.repository import Repository
from fyrportfolj.messages import T

_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_BRANCHES = "refs/heads/"


@dataclass(frozen=True)
class Place:
    """A repository to audit.

    Attributes:
        repo: the repository; its prefix counts only when `folder_known`.
        root: the portfolio's folder on disk, or the repository where no work tree is; names files in what is shown.
        folder_known: False when the portfolio's folder is yet to be found in the history.
    """

    repo: Repository
    root: Path
    folder_known: bool

    @property
    def folders(self) -> tuple[Path, ...]:
        """Folders that belong to the repository."""
        return tuple({self.repo.root, self.repo.git_dir, self.repo.common_dir})


def portfolio_place(start: Path, *, search: bool) -> Place:
    """Give the repository around a portfolio on disk.

    Args:
        start: the portfolio's folder, or where the search begins.
        search: look for fyr.yaml upwards too.

    Raises:
        UsageError: no portfolio there.
        ExternalError: it lies in no repository.
    """
    root = find_root(start, search=search)
    return Place(_around(root), root, folder_known=True)


def mirror_place(folder: Path) -> Place:
    """Give a repository that was fetched to be looked at, with or without a work tree.

    Args:
        folder: the repository.

    Raises:
        ExternalError: it is no repository.
    """
    if not os.path.lexists(folder / ".git") and is_bare(folder):
        repo = open_bare(folder)
        return Place(repo, repo.root, folder_known=False)
    repo = _around(folder)
    return Place(repo, repo.root, folder_known=False)


def tip_of(place: Place, ref: str | None) -> tuple[str, str]:
    """Give the commit to audit.

    Args:
        place: the repository.
        ref: a branch, a commit's id or any other revision; None means the branch that HEAD points at.

    Returns:
        Its id, and what to call the line that it ends: the branch's name, else what was asked for.

    Raises:
        ExternalError: there is no such commit.
    """
    repo = place.repo
    if ref is None:
        branch = repo.branch()
        # By the branch's own name: a tag may have the same.
        tip, name = (repo.tip(f"{_BRANCHES}{branch}"), branch) if branch else (repo.head(), "HEAD")
    else:
        name = ref.removeprefix(_BRANCHES)
        tip = commit_of(place, ref)
    if tip is None:
        raise ExternalError(
            T("det finns ingen incheckning som heter {text}", text=name),
            T("ange en gren eller en inchecknings id med --ref; en ny portfölj behöver en första commit"),
        )
    return tip, name


def commit_of(place: Place, text: str) -> str | None:
    """Give the id of the commit that a branch, an id or another revision means, or None."""
    repo = place.repo
    if _OID.fullmatch(text):
        return text
    plain = revision(text)
    found = repo.tip(plain if plain.startswith("refs/") else f"{_BRANCHES}{plain}")
    if found:
        return found
    answer = repo.git.answer("rev-parse", "--quiet", "--verify", "--end-of-options", f"{plain}^{{commit}}")
    oid = answer.out.decode("ascii", "replace").strip()
    return oid if not answer.code and _OID.fullmatch(oid) else None


def first_commit(place: Place, tip: str) -> str:
    """Give the commit that the first-parent line of a tip begins with.

    Raises:
        ExternalError: git failed.
    """
    return place.repo.git.line("rev-list", "--first-parent", "--max-parents=0", "--max-count=1", tip, "--")


def settled(place: Place, tip: str, agreed: str | None) -> Repository:
    """Give the repository with the portfolio's folder, as agreed or as the tip has it.

    Args:
        place: the repository.
        tip: the commit to audit.
        agreed: the folder that the trust anchor names, or None.

    Raises:
        ExternalError: the portfolio lies in another folder than agreed.
        UsageError: the tip holds no portfolio, or several and nothing says which.
    """
    if place.folder_known:
        if agreed not in (None, place.repo.prefix):
            raise ExternalError(
                T("portföljen ligger i {mapp}, men överenskommet är {vantad}", mapp=place.repo.prefix, vantad=agreed),
                T("kontrollera fältet portfolj i tillitsankaret"),
            )
        return place.repo
    if agreed is not None:
        return at_folder(place.repo, agreed)
    folders = portfolio_folders(place.repo, tip, HEAD)
    if len(folders) != 1:
        raise UsageError(
            T("arkivet har {antal} mappar med {fil}", antal=len(folders), fil=HEAD),
            T("ange ett tillitsankare med fältet portfolj, som säger vilken mapp som gäller"),
        )
    return at_folder(place.repo, folders[0])


def _around(folder: Path) -> Repository:
    repo = Repository.discover(folder)
    if repo is None:
        raise ExternalError(
            T("{mapp} ligger inte i ett git-arkiv, så det finns ingen historik att granska", mapp=str(folder)),
            T("ange arkivet med --repo, eller kör git init och en första commit"),
        )
    return repo
