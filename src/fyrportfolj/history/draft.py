"""A commit made in the object store only: nothing points at it until the branch is moved."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fyrportfolj.errors import DataError
from fyrportfolj.history.git import Git
from fyrportfolj.history.index import desk, update, without_files
from fyrportfolj.history.journal import Change
from fyrportfolj.history.objects import damaged, object_id, read_commit
from fyrportfolj.history.repository import Identity, Repository
from fyrportfolj.history.signing import Signature
from fyrportfolj.history.trees import EXECUTABLE, FILE, Entry, entries_at
from fyrportfolj.messages import T


@dataclass(frozen=True, slots=True)
class Draft:
    """A commit that no branch holds yet.

    Attributes:
        commit: its id.
        old: the commit that it follows, or None for the first.
        files: what it changes, by path relative to the repository; in the order given.
    """

    commit: str
    old: str | None
    files: Mapping[str, Change]


@dataclass(frozen=True, slots=True)
class Written:
    """Who wrote a change that somebody makes a commit of again, and when.

    Attributes:
        identity: name and address.
        when: as git takes a date: `@`, seconds since 1970, a space and the offset.
    """

    identity: Identity
    when: str


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a commit, when, and how it is signed.

    Attributes:
        identity: name and address.
        now: the moment, with its offset; None asks the clock.
        signature: how it is signed, or None.
        written: the author when it is not the one who makes the commit.
    """

    identity: Identity
    now: datetime | None
    signature: Signature | None
    written: Written | None = None


def draft(repo: Repository, old: str | None, contents: Mapping[str, bytes], message: str, author: Author) -> Draft:
    """Write blobs, trees and a commit.

    Args:
        repo: the repository.
        old: the commit to follow, or None for the first.
        contents: bytes per path relative to the repository.
        message: the commit message.
        author: who, when, and how it is signed.

    Raises:
        DataError: nothing would change, or a path is something else than a file.
        ExternalError: git failed.
    """
    new = store(repo.git, contents)
    before, obstacles = entries_at(repo.git, old, contents) if old else ({}, [])
    obstacles += [path for path, entry in before.items() if not entry.is_file]
    if obstacles:
        # git would silently let a file and a folder of the same name take each other's place.
        raise DataError(
            T("{fil} är inte en vanlig fil i arkivet.", fil=obstacles[0]),
            T("Ersätt den med en vanlig fil och checka in det först, eller välj ett annat namn."),
        )
    files = {}
    for path, oid in new.items():
        entry = before.get(path)
        if entry is None or entry.oid != oid:
            mode = EXECUTABLE if entry and entry.mode == EXECUTABLE else FILE
            files[path] = Change(mode, entry.oid if entry else None, oid)
    if not files:
        raise DataError(
            T("Det finns inget att checka in: filerna har redan det innehållet."),
            T("Se med git log vad som redan är incheckat."),
        )
    entries = {path: change.entry for path, change in files.items()}
    return Draft(make_commit(repo, old, entries, message, author), old, files)


def make_commit(
    repo: Repository, old: str | None, entries: Mapping[str, Entry | None], message: str, author: Author
) -> str:
    """Write trees and a commit of content that is in the object store already.

    Args:
        repo: the repository.
        old: the commit to follow, or None for the first.
        entries: what changes, by path relative to the repository; None for a file that goes away.
        message: the commit message.
        author: who, when, and how it is signed.

    Returns:
        The commit's id.

    Raises:
        ExternalError: git failed.
    """
    tree = _tree(repo, old, entries)
    commit = _commit(repo, old, tree, message, author)
    made = read_commit(repo.git, commit)
    if (made.tree, made.parents) != (tree, (old,) if old else ()):
        raise damaged(commit)
    return commit


def store(git: Git, contents: Mapping[str, bytes]) -> dict[str, str]:
    """Put contents into the object store.

    Args:
        git: the repository.
        contents: bytes per path; the paths only name them.

    Returns:
        Blob id per path.

    Raises:
        ExternalError: git failed, or did not store what it was given.
    """
    expected = {path: object_id(git.algorithm, "blob", data) for path, data in contents.items()}
    # Contents lie in a folder of our own while git reads them, so that no filter is ever asked.
    with tempfile.TemporaryDirectory(prefix="fyr-") as folder:
        places = []
        for number, data in enumerate(contents.values()):
            place = Path(folder) / str(number)
            place.write_bytes(data)
            places.append(f"{place}\n")
        said = git.run("hash-object", "-w", "--no-filters", "--stdin-paths", input=os.fsencode("".join(places)))
    if said.decode().split() != list(expected.values()):
        raise damaged("hash-object")
    return expected


def _tree(repo: Repository, old: str | None, entries: Mapping[str, Entry | None]) -> str:
    index = desk(repo) / "index-tree"
    index.unlink(missing_ok=True)
    env = {"GIT_INDEX_FILE": str(index)}
    try:
        with without_files(repo.git) as git:
            if old:
                git.run("read-tree", old, env=env)
            update(git, index, entries)
            return git.run("write-tree", env=env).decode().strip()
    finally:
        index.unlink(missing_ok=True)


def _commit(repo: Repository, old: str | None, tree: str, message: str, author: Author) -> str:
    moment = _moment(repo.git, old, author.now)
    # The first five characters of the offset: the time zones of long ago also had seconds.
    when = f"@{int(moment.timestamp())} {moment.strftime('%z')[:5]}"
    env: dict[str, str] = {}
    made = Written(author.identity, when)
    for role, by in (("AUTHOR", author.written or made), ("COMMITTER", made)):
        env |= {
            f"GIT_{role}_NAME": by.identity.name,
            f"GIT_{role}_EMAIL": by.identity.email,
            f"GIT_{role}_DATE": by.when,
        }
    signing = ("--no-gpg-sign",) if author.signature is None else ("--gpg-sign",)
    parents = ("-p", old) if old else ()
    text = message.rstrip("\n") + "\n"
    return (
        repo.git.run(
            "commit-tree",
            *signing,
            *parents,
            tree,
            input=text.encode(),
            env=env,
            settings=author.signature.settings() if author.signature else {},
        )
        .decode()
        .strip()
    )


def _moment(git: Git, old: str | None, asked: datetime | None) -> datetime:
    # A commit is never dated before the one it follows, even when two computers' clocks disagree.
    now = asked or datetime.now(UTC).astimezone()
    return max(now, read_commit(git, old).committed) if old else now
