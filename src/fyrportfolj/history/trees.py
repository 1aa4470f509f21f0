"""Trees, read from a commit downwards; each one is hashed again, so the commit's id vouches for every file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from fyrportfolj.errors import ExternalError
from fyrportfolj.history.objects import GitObject, damaged, read_commit, read_objects
from fyrportfolj.messages import T

if TYPE_CHECKING:
    from fyrportfolj.history.git import Git

FILE = "100644"
EXECUTABLE = "100755"
FOLDER = "40000"
MOST_FILES = 200_000
"""More than any portfolio; a few trees that name each other many times over would otherwise fill the memory."""

_ENTRY = re.compile(rb"([0-7]{5,6}) ([^\0/]+)\0")


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in a tree.

    Attributes:
        mode: kind and permissions in octal: a file, a folder, a link, or another repository's commit.
        oid: id of what it names.
    """

    mode: str
    oid: str

    @property
    def is_file(self) -> bool:
        """Say whether it is a regular file."""
        return self.mode.startswith("100")


_Pair: TypeAlias = tuple[Entry | None, Entry | None]


def files_below(git: Git, commit: str, folder: str) -> dict[str, Entry]:
    """Give the regular files below a folder of a commit; links and submodules are left out.

    Args:
        git: the repository.
        commit: an id.
        folder: relative to the repository; empty for all of it.

    Returns:
        Entries by path relative to the folder; none when the commit has no such folder.

    Raises:
        ExternalError: there is no such commit, or an object is missing or damaged.
    """
    root: str | None = read_commit(git, commit).tree
    for name in PurePosixPath(folder).parts:
        entry = dict(_entries(_tree(git, root))).get(name) if root else None
        root = entry.oid if entry and entry.mode == FOLDER else None
    found: dict[str, Entry] = {}
    level = {"": root} if root else {}
    while level:
        below: dict[str, str] = {}
        for prefix, tree in zip(level, _trees(git, level.values()), strict=True):
            if len(found) + len(below) > MOST_FILES:
                raise too_many()
            for name, entry in _entries(tree):
                if entry.is_file:
                    found[prefix + name] = entry
                elif entry.mode == FOLDER:
                    below[f"{prefix}{name}/"] = entry.oid
        level = below
    return found


def entries_of(tree: GitObject) -> dict[str, Entry]:
    """Give what a tree names.

    Raises:
        ExternalError: it is no tree, or damaged.
    """
    if tree.kind != "tree":
        raise damaged(tree.oid)
    return dict(_entries(tree))


def entries_at(git: Git, commit: str, paths: Iterable[str]) -> tuple[dict[str, Entry], list[str]]:
    """Give what a commit has at some paths.

    Args:
        git: the repository.
        commit: an id.
        paths: relative to the repository.

    Returns:
        Entries of any kind, by path, for those that exist; and the folders of the paths that are something
        else than folders.

    Raises:
        ExternalError: an object is missing or damaged.
    """
    wanted = [PurePosixPath(path) for path in paths]
    folders = sorted({str(folder) for path in wanted for folder in path.parents})
    names = [f"{commit}:{'' if folder == '.' else folder}" for folder in folders]
    held: dict[str, dict[str, Entry]] = {}
    others = []
    for found, folder in zip(read_objects(git, names), folders, strict=True):
        if found is not None and found.kind == "tree":
            held[folder] = dict(_entries(found))
        elif found is not None:
            others.append(folder)
    pairs = {str(path): held.get(str(path.parent), {}).get(path.name) for path in wanted}
    return {path: entry for path, entry in pairs.items() if entry is not None}, others


def changed_between(git: Git, before: str | None, after: str) -> dict[str, tuple[Entry | None, Entry | None]]:
    """Give what two commits have otherwise, of every kind; folders that are alike are not read.

    Args:
        git: the repository.
        before: a commit's id, or None for a commit without files.
        after: a commit's id.

    Returns:
        Entry before and after by path relative to the repository, None where there is no such file; sorted.

    Raises:
        ExternalError: there is no such commit, or an object is missing or damaged.
    """
    found: dict[str, tuple[Entry | None, Entry | None]] = {}
    level: dict[str, tuple[str | None, str | None]]
    level = {"": (read_commit(git, before).tree if before else None, read_commit(git, after).tree)}
    while level:
        wanted = sorted({tree for pair in level.values() for tree in pair if tree})
        held = {tree.oid: dict(_entries(tree)) for tree in _trees(git, wanted)}
        below: dict[str, tuple[str | None, str | None]] = {}
        for prefix, (old, new) in level.items():
            if len(found) + len(below) > MOST_FILES:
                raise too_many()
            for name, pair in _unlike(held.get(old or "", {}), held.get(new or "", {})):
                folders, files = _folders(pair), _files(pair)
                if any(folders):
                    below[f"{prefix}{name}/"] = folders
                if any(files):
                    found[prefix + name] = files
        level = below
    return dict(sorted(found.items()))


def _unlike(old: Mapping[str, Entry], new: Mapping[str, Entry]) -> Iterator[tuple[str, _Pair]]:
    for name in old.keys() | new.keys():
        pair = old.get(name), new.get(name)
        if pair[0] != pair[1]:
            yield name, pair


def _folders(pair: _Pair) -> tuple[str | None, str | None]:
    old, new = (entry.oid if entry and entry.mode == FOLDER else None for entry in pair)
    return old, new


def _files(pair: _Pair) -> _Pair:
    old, new = (entry if entry and entry.mode != FOLDER else None for entry in pair)
    return old, new


def too_many() -> ExternalError:
    """Give the failure of a commit with more files than any portfolio has."""
    return ExternalError(
        T("Portföljen har fler än {antal} filer och mappar.", antal=MOST_FILES),
        T("Lägg portföljen i en egen mapp och ange den."),
    )


def _tree(git: Git, oid: str) -> GitObject:
    (found,) = _trees(git, [oid])
    return found


def _trees(git: Git, oids: Iterable[str]) -> Iterator[GitObject]:
    names = list(oids)
    for found, oid in zip(read_objects(git, names), names, strict=True):
        if found is None or found.kind != "tree":
            raise damaged(oid)
        yield found


def _entries(tree: GitObject) -> Iterator[tuple[str, Entry]]:
    width = len(tree.oid) // 2
    data, at = tree.data, 0
    while at < len(data):
        match = _ENTRY.match(data, at)
        if match is None or match.end() + width > len(data):
            raise damaged(tree.oid)
        at = match.end() + width
        oid = data[match.end() : at].hex()
        yield match[2].decode("utf-8", "surrogateescape"), Entry(match[1].decode(), oid)
