"""The files on disk, compared with a commit and brought up to one, without losing what a user wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.history import index
from fyrportfolj.history.git import Git
from fyrportfolj.history.journal import Change, replace_file, temporary_of
from fyrportfolj.history.objects import damaged, object_id, read_objects
from fyrportfolj.history.paths import held_folder, place_of
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.trees import EXECUTABLE
from fyrportfolj.messages import T

_EXECUTE = 0o111


def edited(repo: Repository, held: Mapping[str, tuple[str | None, ...]]) -> tuple[str, ...]:
    """Give the files whose content on disk or in the index is none of those expected.

    The file is hashed here; git would run the repository's filters on it. Line ends that an editor or git
    itself turned into those of Windows are no edit.

    Args:
        repo: the repository.
        held: ids that the content may have, per path; None for "there is no such file".

    Raises:
        ExternalError: git failed, or a file cannot be read.
    """
    staged = index.held(repo, tuple(held))
    return tuple(path for path, oids in held.items() if staged[path] not in oids or not _one_of(repo, path, oids))


def refuse_edited(repo: Repository, files: Mapping[str, Change]) -> None:
    """Refuse to change files that the user has changed and not committed.

    Raises:
        DataError: there is such a file.
    """
    found = edited(repo, {path: (change.old, change.new) for path, change in files.items()})
    if found:
        raise DataError(
            T("Ändringar som inte är incheckade finns i {filer}.", filer=found),
            T("Checka in dem (git commit) eller lägg dem åt sidan (git stash) och kör kommandot igen."),
        )


def roll_forward(repo: Repository, files: Mapping[str, Change]) -> tuple[str, ...]:
    """Bring work tree and index up to a commit that the branch already holds; the index must be claimed.

    A file, or an entry of the index, that holds something else than the content before or after is the
    user's own, and is kept.

    Args:
        repo: the repository.
        files: what the commit changed.

    Returns:
        The files that still hold something else.

    Raises:
        OSError: a file cannot be written; the others are, and trying again is safe.
    """
    contents = _contents(repo.git, files.values())
    left, faults = [], []
    for path, change in files.items():
        try:
            if not _roll(repo.root, path, change, contents):
                left.append(path)
        except OSError as error:
            faults.append(error)
    staged = index.held(repo, tuple(files))
    index.publish(
        repo,
        {path: change.entry for path, change in files.items() if staged[path] == change.old},
    )
    if faults:
        raise faults[0]
    return tuple(left)


def _one_of(repo: Repository, path: str, oids: Iterable[str | None]) -> bool:
    try:
        place = place_of(repo.root, path)
        data = place.read_bytes() if place else None
    except FileNotFoundError:
        return None in oids
    except OSError as error:
        raise ExternalError(
            T("{fil} går inte att läsa: {orsak}", fil=path, orsak=error.strerror or type(error).__name__),
            T("Se till att du har rätt att läsa filen."),
        ) from error
    if data is None:
        return False
    forms = (data, _unix(data)) if b"\r\n" in data else (data,)
    return any(object_id(repo.git.algorithm, "blob", form) in oids for form in forms)


def _contents(git: Git, changes: Iterable[Change]) -> dict[str | None, bytes]:
    oids = sorted({oid for change in changes for oid in (change.old, change.new) if oid})
    contents: dict[str | None, bytes] = {}
    for oid, found in zip(oids, read_objects(git, oids), strict=True):
        if found is None or found.kind != "blob":
            raise damaged(oid)
        contents[oid] = found.data
    return contents


def _roll(root: Path, path: str, change: Change, contents: Mapping[str | None, bytes]) -> bool:
    """Bring one file up to a change, and say whether it now holds what the change leaves."""
    place = place_of(root, path)
    if place is None:
        return False
    temporary_of(place).unlink(missing_ok=True)
    old, new = contents.get(change.old), contents.get(change.new)
    current = place.read_bytes() if place.exists() else None
    if current is None or new is None:
        return _come_or_go(root, place, change, (current, old, new))
    if current != new and _unix(current) != new:
        if current != old and _unix(current) != old:
            return False
        with held_folder(root, place) as folder:
            replace_file(place, new if current == old else _windows(new), folder=folder)
    if change.turned:
        place.chmod(place.stat().st_mode & ~0o111 | (_EXECUTE if change.mode == EXECUTABLE else 0))
    return True


def _come_or_go(
    root: Path, place: Path, change: Change, versions: tuple[bytes | None, bytes | None, bytes | None]
) -> bool:
    current, old, new = versions
    if current == new:
        return True
    if new is not None:
        if old is None:
            with held_folder(root, place) as folder:
                replace_file(place, new, 0o777 if change.mode == EXECUTABLE else 0o666, folder)
        return old is None
    if current is None or (current != old and _unix(current) != old):
        return current is None
    place.unlink()
    _tidy(root, place.parent)
    return True


def _tidy(root: Path, folder: Path) -> None:
    """Remove folders that became empty, as git does: it knows no empty ones."""
    with suppress(OSError):
        while folder != root:
            folder.rmdir()
            folder = folder.parent


def _unix(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")


def _windows(data: bytes) -> bytes:
    return data if b"\r" in data else data.replace(b"\n", b"\r\n")
