"""One writer at a time: a lock that the kernel holds, and that no crash can leave behind."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import lock_descriptor

from fyrportfolj.errors import ConflictError, ExternalError
from fyrportfolj.history.index import desk
from fyrportfolj.history.repository import Repository
from fyrportfolj.messages import T

PATIENCE = 60.0
"""How long to wait for another fyr, seconds."""

_PAUSE = 0.02


@contextmanager
def locked(repo: Repository, patience: float = PATIENCE) -> Iterator[Repository]:
    """Be the only fyr that writes to a repository.

    The git processes started through the repository given here hold the lock too. When this process is
    killed, the next one therefore waits until a git command that it left behind has ended.

    Args:
        repo: the repository.
        patience: how long to wait, seconds.

    Returns:
        The repository to work through while the lock is held.

    Raises:
        ConflictError: another fyr is still writing.
        ExternalError: the repository's folder cannot be written to.
    """
    folder = desk(repo)
    refuse_links(repo, folder, repo.git_dir / "index", repo.git_dir / "HEAD", repo.git_dir / "logs" / "HEAD")
    with writing(repo):
        folder.mkdir(exist_ok=True)
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        _wait(handle, patience)
        yield repo.holding(handle)
    finally:
        os.close(handle)


def refuse_links(repo: Repository, *places: Path) -> None:
    """Refuse to write where a link in the repository's folder would lead out of it.

    Args:
        repo: the repository.
        *places: files and folders that are about to be written to, by fyr or by git.

    Raises:
        ExternalError: one of them, or a folder between the repository's own and it, is a link.
    """
    own = {repo.git_dir, repo.common_dir}
    for place in places:
        for part in (place, *place.parents):
            if part in own:
                break
            if part.is_symlink():
                raise ExternalError(
                    T("{fil} är en länk, och fyr skriver inte genom länkar i git-arkivets mapp.", fil=str(part)),
                    T("Ta reda på vem som lade den där, och ersätt den med det som den pekar på."),
                )


@contextmanager
def writing(repo: Repository) -> Iterator[None]:
    """Give a failure to write in the repository's folder as what it is: something outside.

    Raises:
        ExternalError: the folder cannot be written to.
    """
    try:
        yield
    except OSError as error:
        raise ExternalError(
            T("Det går inte att skriva i {mapp}: {orsak}", mapp=str(desk(repo)), orsak=error.strerror or str(error)),
            T("Se till att du har rätt att skriva i git-arkivet och att disken inte är full."),
        ) from error


def _wait(handle: int, patience: float) -> None:
    deadline = time.monotonic() + patience
    while not lock_descriptor(handle, blocking=False):
        if time.monotonic() > deadline:
            raise ConflictError(
                T("En annan fyr skriver i arkivet och är inte klar."),
                T("Vänta tills den är klar och kör kommandot igen."),
            )
        time.sleep(_PAUSE)
