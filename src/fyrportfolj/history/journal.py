"""The note of a commit that is about to take effect, so that whoever comes next can finish or forget it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from fyrportfolj.errors import ExternalError
from fyrportfolj.history.index import desk
from fyrportfolj.history.paths import repository_path
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.trees import Entry
from fyrportfolj.messages import T

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


@dataclass(frozen=True, slots=True)
class Change:
    """What a commit does to one file.

    Attributes:
        mode: of the file, as git writes it; the one before when the file goes away.
        old: id of the content before, or None when the file is new.
        new: id of the content after, or None when the file goes away.
        turned: whether the file becomes a program, or ceases to be one.
    """

    mode: str
    old: str | None
    new: str | None
    turned: bool = False

    @property
    def entry(self) -> Entry | None:
        """What it leaves in a tree; None when the file goes away."""
        return None if self.new is None else Entry(self.mode, self.new)


@dataclass(frozen=True, slots=True)
class Journal:
    """A commit on its way.

    Attributes:
        ref: the branch, as `refs/heads/main`.
        old: where it stood, or None before the first commit.
        new: the commit that it is to stand at.
        files: what changes, by path relative to the repository.
    """

    ref: str
    old: str | None
    new: str
    files: Mapping[str, Change]


def write_journal(repo: Repository, journal: Journal) -> None:
    """Write the note so that it is on the disk, whole, before this returns."""
    replace_file(desk(repo) / "journal.json", json.dumps(asdict(journal)).encode())


def read_journal(repo: Repository) -> Journal | None:
    """Give the note that was left, or None.

    Raises:
        ExternalError: there is one, but it is not of our making.
    """
    place = desk(repo) / "journal.json"
    try:
        found = json.loads(place.read_bytes())
        files = {repository_path(str(path)): _change(change) for path, change in found["files"].items()}
        ref, old, new = _ref(str(found["ref"])), found["old"], _oid(found["new"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise ExternalError(
            T("Anteckningen om en avbruten incheckning går inte att läsa: {fil}", fil=str(place)),
            T("Se med git status och git log vad som gäller, ta sedan bort filen och försök igen."),
        ) from error
    return Journal(ref, None if old is None else _oid(old), new, files)


def forget_journal(repo: Repository) -> None:
    """Remove the note; only when it is known whether the branch moved."""
    (desk(repo) / "journal.json").unlink(missing_ok=True)


def sweep(repo: Repository) -> None:
    """Remove half-made files of a killed fyr from its own folder."""
    for pattern in ("index-*", "*.fyr-tmp"):
        for left in desk(repo).glob(pattern):
            left.unlink(missing_ok=True)


def replace_file(place: Path, data: bytes, mode: int = 0o666, folder: int | None = None) -> None:
    """Write a file so that it is either as before or wholly new, whatever happens.

    Args:
        place: the file; its folder is there.
        data: the content.
        mode: permissions of a new file, before the user's mask.
        folder: its folder, from `held_folder`; None takes the one that its path names.

    Raises:
        OSError: it cannot be written; the file is as before.
    """
    temporary = temporary_of(place)
    if folder is not None:
        _replace_in(folder, (place.name, temporary.name), data, mode)
        return
    temporary.unlink(missing_ok=True)
    handle = os.open(temporary, _NEW, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            temporary.chmod(place.stat().st_mode & 0o7777)
        temporary.replace(place)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _settle(place.parent)


def _replace_in(folder: int, names: tuple[str, str], data: bytes, mode: int) -> None:
    name, temporary = names
    with suppress(FileNotFoundError):
        os.unlink(temporary, dir_fd=folder)
    handle = os.open(temporary, _NEW, mode, dir_fd=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            with suppress(FileNotFoundError):
                os.fchmod(handle, os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode & 0o7777)
            file.flush()
            os.fsync(handle)
        os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary, dir_fd=folder)
        raise
    os.fsync(folder)


def temporary_of(place: Path) -> Path:
    """Give the name that a file is written under until it is whole."""
    return place.with_name(f".{place.name}.fyr-tmp")


def _settle(folder: Path) -> None:
    # A name is on the disk when its folder is. Windows keeps folders itself and opens none.
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _change(found: Mapping[str, object]) -> Change:
    mode, old = str(found["mode"]), found["old"]
    if mode not in {"100644", "100755"}:
        raise ValueError(mode)
    new, turned = found["new"], found.get("turned", False) is True
    return Change(mode, None if old is None else _oid(old), None if new is None else _oid(new), turned)


def _ref(name: str) -> str:
    if not name.startswith("refs/heads/"):
        raise ValueError(name)
    return repository_path(name)


def _oid(value: object) -> str:
    if not isinstance(value, str) or not _OID.fullmatch(value):
        raise ValueError(value)
    return value
