"""Where HEAD stands, and what its commit and the index hold of a portfolio: one question to git, as a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from fyrportfolj.history.objects import GitObject, damaged, examine, object_id, parse_commit, read_objects
from fyrportfolj.history.trees import FOLDER, MOST_FILES, Entry, entries_of, too_many

if TYPE_CHECKING:
    # What starts git takes time to load, and whoever is given a standing needs none.
    from fyrportfolj.history.git import Git
    from fyrportfolj.history.repository import Repository

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """A repository's HEAD beside its index.

    Attributes:
        commit: the id of the commit that HEAD stands at.
        made: its committer date, in the committer's own offset.
        held: the id of each document's content in the commit, by path relative to the portfolio.
        staged: the same of the index, for the paths that were asked about; None where it has no such file.
        algorithm: how objects are named, `sha1` or `sha256`.
    """

    commit: str
    made: datetime
    held: Mapping[str, str]
    staged: Mapping[str, str | None]
    algorithm: str

    def is_as_committed(self, path: str, data: bytes) -> bool:
        """Say whether a file is the one of the commit, on disk and in the index.

        Args:
            path: relative to the portfolio; one of those that were asked about.
            data: what the disk holds; line ends that git or an editor turned into those of Windows are no edit.
        """
        oid = self.held.get(path)
        if oid is None or self.staged[path] != oid:
            return False
        forms = (data, data.replace(b"\r\n", b"\n")) if b"\r\n" in data else (data,)
        return any(object_id(self.algorithm, "blob", form) == oid for form in forms)


def standing(repo: Repository, paths: Sequence[str], document: Callable[[str], bool]) -> Standing | None:
    """Find out where HEAD stands.

    Args:
        repo: the repository.
        paths: the files to ask the index about, relative to the portfolio.
        document: says whether a path relative to the portfolio is one of its documents.

    Returns:
        None before the first commit.

    Raises:
        DataError: a path cannot be a file of a portfolio.
        ExternalError: git failed, or an object is missing or damaged.
    """
    folders = _folders(repo.prefix, paths)
    whole = ["HEAD^{commit}", *(f"HEAD:{folder}" for folder in folders)]
    known = [f":0:{repo.full(path)}" for path in paths]
    for _ in range(_TRIES):
        (head, *trees), staged = examine(repo.git, whole, known)
        if head is None and repo.head() is None:
            return None
        if head is None:
            continue
        commit = parse_commit(head)
        seen = _joined(commit.tree, dict(zip(folders, trees, strict=True)))
        if seen is not None:
            held = _below(repo, seen, document)
            ids = {path: entry and entry[0] for path, entry in zip(paths, staged, strict=True)}
            return Standing(commit.oid, commit.committed, held, ids, repo.git.algorithm)
    raise damaged("HEAD")


def _folders(prefix: str, paths: Iterable[str]) -> list[str]:
    """Give the folders from the repository's root to each file, the upper before those below."""
    found = {folder for path in (*paths, "x") for folder in PurePosixPath(prefix + path).parents}
    return sorted("" if folder == PurePosixPath() else folder.as_posix() for folder in found)


def _joined(root: str, trees: Mapping[str, GitObject | None]) -> dict[str, dict[str, Entry]] | None:
    """Give the entries of each folder; None when one is not the commit's, since HEAD moved between two answers."""
    seen: dict[str, dict[str, Entry]] = {}
    for folder, tree in trees.items():
        above, _, name = folder.rpartition("/")
        expected = root if not folder else _folder_of(seen.get(above, {}).get(name))
        found = tree.oid if tree is not None and tree.kind == "tree" else None
        if found != expected:
            return None
        if tree is not None and found:
            seen[folder] = entries_of(tree)
    return seen


def _folder_of(entry: Entry | None) -> str | None:
    return entry.oid if entry is not None and entry.mode == FOLDER else None


def _below(repo: Repository, seen: Mapping[str, dict[str, Entry]], document: Callable[[str], bool]) -> dict[str, str]:
    """Give every document; folders that hold none any more on disk are read level by level."""
    held: dict[str, str] = {}
    level = {f"{folder}/" if folder else "": rows for folder, rows in seen.items()}
    while level:
        unseen: dict[str, str] = {}
        for folder, rows in level.items():
            if not folder.startswith(repo.prefix):
                continue
            for name, entry in rows.items():
                path = folder.removeprefix(repo.prefix) + name
                if entry.is_file and document(path):
                    held[path] = entry.oid
                elif entry.mode == FOLDER and folder + name not in seen and document(f"{path}/x.yaml"):
                    unseen[f"{folder}{name}/"] = entry.oid
            if len(held) + len(unseen) > MOST_FILES:
                raise too_many()
        level = _read(repo.git, unseen)
    return held


def _read(git: Git, folders: Mapping[str, str]) -> dict[str, dict[str, Entry]]:
    found: dict[str, dict[str, Entry]] = {}
    if not folders:
        return found
    for folder, tree in zip(folders, read_objects(git, list(folders.values())), strict=True):
        if tree is None:
            raise damaged(folders[folder])
        found[folder] = entries_of(tree)
    return found
