"""The index: what it holds for some files, and a claim on it while a commit is made."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.history.git import Git
from fyrportfolj.history.repository import Repository
from fyrportfolj.messages import T

FILE = "100644"
EXECUTABLE = "100755"
_CLAIM = b"fyr holds the index; safe to remove when no fyr is running\n"
_AT_A_TIME = 100
_PATIENCE = 5.0
_PAUSE = 0.05


def desk(repo: Repository) -> Path:
    """Give the folder that fyr keeps its own files in, inside the repository's folder."""
    return repo.git_dir / "fyr"


def entries(repo: Repository, paths: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Give what the index holds for some files.

    Args:
        repo: the repository.
        paths: relative to the repository.

    Returns:
        `(mode, id)` per path that the index holds.

    Raises:
        DataError: a file is in the middle of a merge.
    """
    found: dict[str, tuple[str, str]] = {}
    for part in portions(paths):
        for path, mode, oid in staged(repo.git, part):
            found[path] = (mode, oid)
    return {path: found[path] for path in paths if path in found}


def staged(git: Git, paths: Sequence[str] = (), index: Path | None = None) -> Iterator[tuple[str, str, str]]:
    """Give path, mode and id of the entries of an index.

    Args:
        git: the repository.
        paths: files or folders; none means all.
        index: another index file than the repository's own.

    Raises:
        DataError: a file is in the middle of a merge.
    """
    env = {} if index is None else {"GIT_INDEX_FILE": str(index)}
    for record in git.run("ls-files", "--stage", "-z", "--", *paths, env=env).split(b"\0")[:-1]:
        fields, _, name = record.partition(b"\t")
        mode, oid, stage = fields.decode().split(" ")
        path = name.decode("utf-8", "surrogateescape")
        if stage != "0":
            raise DataError(
                T("{fil} är mitt i en sammanslagning.", fil=path),
                T("Lös konflikten i filen, kör git add på den och försök igen."),
            )
        yield path, mode, oid


def update(git: Git, index: Path, files: Mapping[str, tuple[str, str]]) -> None:
    """Put files into an index file that is not the repository's own.

    Args:
        git: the repository.
        index: the index file; made when it is missing.
        files: `(mode, id)` per path.
    """
    lines = "".join(f"{mode} {oid}\t{path}\0" for path, (mode, oid) in files.items())
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
    sign.write_bytes(_CLAIM)
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


def publish(repo: Repository, files: Mapping[str, tuple[str, str]]) -> None:
    """Replace the index by one that also holds some files; the index must be claimed.

    Args:
        repo: the repository.
        files: `(mode, id)` per path.
    """
    if not files:
        return
    own, coming = repo.git_dir / "index", desk(repo) / "index-next"
    coming.unlink(missing_ok=True)
    if own.exists():
        shutil.copyfile(own, coming)
    update(repo.git, coming, files)
    coming.replace(own)


def portions(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    """Give paths in portions that fit on a command line everywhere."""
    for start in range(0, len(paths), _AT_A_TIME):
        yield paths[start : start + _AT_A_TIME]


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
