"""The index: what it holds for some files, and a claim on it while a commit is made."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.history.git import Git
from fyrportfolj.history.objects import look_up, object_id
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.trees import Entry
from fyrportfolj.messages import T

_CLAIM = b"fyr holds the index; safe to remove when no fyr is running\n"
_PATIENCE = 5.0
_PAUSE = 0.05


def desk(repo: Repository) -> Path:
    """Give the folder that fyr keeps its own files in, inside the repository's folder."""
    return repo.git_dir / "fyr"


def held(repo: Repository, paths: Sequence[str]) -> dict[str, str | None]:
    """Give the id of the content that the index holds of some files.

    Args:
        repo: the repository.
        paths: relative to the repository.

    Returns:
        Id per path; None where the index has no such file, or has it in the middle of a merge.

    Raises:
        ExternalError: git failed, or did not answer for every path.
    """
    found = look_up(repo.git, [f":0:{path}" for path in paths])
    return {path: None if entry is None else entry[0] for path, entry in zip(paths, found, strict=True)}


def staged(git: Git, folders: Sequence[str] = (), index: Path | None = None) -> dict[str, Entry]:
    """Give everything that an index holds.

    Args:
        git: the repository.
        folders: only what lies below these; none means all.
        index: another index file than the repository's own.

    Returns:
        Entries by path relative to the repository.

    Raises:
        DataError: a file is in the middle of a merge.
        ExternalError: git failed.
    """
    env = {} if index is None else {"GIT_INDEX_FILE": str(index)}
    found = {}
    for record in git.run("ls-files", "--stage", "-z", "--", *folders, env=env).split(b"\0")[:-1]:
        fields, _, name = record.partition(b"\t")
        mode, oid, stage = fields.decode().split(" ")
        path = name.decode("utf-8", "surrogateescape")
        if stage != "0":
            raise DataError(
                T("{fil} är mitt i en sammanslagning.", fil=path),
                T("Lös konflikten i filen, kör git add på den och försök igen."),
            )
        found[path] = Entry(mode, oid)
    return found


def update(git: Git, index: Path, files: Mapping[str, Entry | None]) -> None:
    """Put files into an index file that is not the repository's own, or take them out.

    Args:
        git: the repository.
        index: the index file; made when it is missing.
        files: entries by path relative to the repository; None for a file that goes away.
    """
    nothing = Entry("0", object_id(git.algorithm, "blob", b""))
    # What goes away goes first: a folder may come where a file was.
    ordered = sorted(files.items(), key=lambda pair: pair[1] is not None)
    lines = "".join(f"{(entry or nothing).mode} {(entry or nothing).oid}\t{path}\0" for path, entry in ordered)
    git.run("update-index", "-z", "--index-info", input=lines.encode(), env={"GIT_INDEX_FILE": str(index)})


@contextmanager
def claimed(repo: Repository) -> Iterator[None]:
    """Hold the index as git itself does, by its lock file, so that no git command changes it meanwhile.

    The lock file appears whole with words of our own in it, so that one left by a killed fyr can be told
    from one that another program is using.

    Raises:
        ExternalError: another program holds it and does not let go within five seconds.
    """
    lock = repo.git_dir / "index.lock"
    sign = desk(repo) / "index-claim"
    sign.unlink(missing_ok=True)
    with sign.open("xb") as file:
        file.write(_CLAIM)
    deadline = time.monotonic() + _PATIENCE
    while not _take(sign, lock):
        if time.monotonic() > deadline:
            raise ExternalError(
                T("Ett annat git-kommando arbetar i arkivet: {fil} finns.", fil=str(lock)),
                T("Vänta tills det är klart. Om inget git-kommando är igång: ta bort filen och försök igen."),
            )
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def release_stale(repo: Repository) -> None:
    """Remove the claim that a killed fyr left; only to be called by the one who holds fyr's own lock."""
    lock = repo.git_dir / "index.lock"
    if lock.is_file() and lock.read_bytes() == _CLAIM:
        lock.unlink()


def publish(repo: Repository, files: Mapping[str, Entry | None]) -> None:
    """Replace the index by one that holds some files otherwise; the index must be claimed.

    Args:
        repo: the repository.
        files: entries by path relative to the repository; None for a file that goes away.
    """
    if not files:
        return
    own, coming = repo.git_dir / "index", desk(repo) / "index-next"
    coming.unlink(missing_ok=True)
    age = None
    if own.exists():
        shutil.copyfile(own, coming)
        age = own.stat().st_mtime_ns
    with without_files(repo.git) as git:
        update(git, coming, files)
    if age is not None:
        # git tells by the index's age which files it must compare again; it has compared none here.
        os.utime(coming, ns=(age, age))
    coming.replace(own)


@contextmanager
def without_files(git: Git) -> Iterator[Git]:
    """Give the same repository with an empty work tree.

    A git that writes an index reads files that changed in the same second, through the repository's filters.
    """
    with tempfile.TemporaryDirectory(prefix="fyr-") as empty:
        yield replace(git, worktree=Path(empty))


def _take(sign: Path, lock: Path) -> bool:
    try:
        os.link(sign, lock)
    except FileExistsError:
        return False
    except OSError:
        # A file system without hard links; the file is then made and filled in two steps.
        try:
            with lock.open("xb") as file:
                file.write(_CLAIM)
        except FileExistsError:
            return False
    return True
