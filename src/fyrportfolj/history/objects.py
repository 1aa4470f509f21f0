"""Objects of a repository, read many at a time; each one is hashed again before it is believed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import IO, TYPE_CHECKING, TypeAlias

from fyrportfolj.errors import ExternalError
from fyrportfolj.messages import T

if TYPE_CHECKING:
    from fyrportfolj.history.git import Git

_HEADER = re.compile(rb"([0-9a-f]{40,64}) ([a-z]+) ([0-9]+)\n")
_WHO = re.compile(rb".*> (-?[0-9]+) ([+-])([0-9]{2})([0-9]{2})")
_CHUNK = 1 << 20
_DIGITS = {"sha1": 40, "sha256": 64}
_DAY_IN_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class GitObject:
    """One object.

    Attributes:
        oid: its id, equal to the hash of what was read.
        kind: `commit`, `tree`, `blob` or `tag`.
        size: bytes.
        data: its content, or the beginning of it where the reader asked for no more.
    """

    oid: str
    kind: str
    size: int
    data: bytes


ObjectReader: TypeAlias = Generator[GitObject | None, None, None]
"""Answers in the order asked for; reading them to the end is what proves that none is missing."""


@dataclass(frozen=True, slots=True)
class Commit:
    """The parts of a commit that this room uses.

    Attributes:
        oid: its id.
        tree: id of its tree.
        parents: ids, the first is the line that the branch follows.
        committed: committer date, in the committer's own offset.
        subject: first line of the message.
    """

    oid: str
    tree: str
    parents: tuple[str, ...]
    committed: datetime
    subject: str


def object_id(algorithm: str, kind: str, data: bytes) -> str:
    """Give the id that git gives to an object.

    Args:
        algorithm: `sha1` or `sha256`.
        kind: `blob`, `tree`, `commit` or `tag`.
        data: the content.
    """
    return _hasher(algorithm, b"%s %d\0" % (kind.encode(), len(data)), data).hexdigest()


def read_objects(git: Git, names: Sequence[str], keep: int | None = None) -> ObjectReader:
    """Read objects with one process, in the order asked for.

    Args:
        git: the repository.
        names: ids, or `commit:path`; none may hold a line break.
        keep: how many bytes of each object to keep; None keeps all. Each is hashed whole.

    Returns:
        One answer per name: the object, or None where git says that there is none.

    Raises:
        ExternalError: git failed, an answer is missing or cut short, or an object is not what its id says.
    """
    with git.stream("cat-file", "--batch", "--buffer", input=_questions(names)) as output:
        for name in names:
            found = _header(output, name, git.algorithm)
            yield None if found is None else _body(output, git.algorithm, found, keep)
        if output.read(1):
            raise damaged("cat-file")


def look_up(git: Git, names: Sequence[str]) -> list[tuple[str, str] | None]:
    """Give id and kind of each name without reading content.

    Args:
        git: the repository.
        names: as for `read_objects`.

    Returns:
        `(id, kind)` per name, in order, or None where git says that there is none.

    Raises:
        ExternalError: as `read_objects`.
    """
    with git.stream("cat-file", "--batch-check", "--buffer", input=_questions(names)) as output:
        answers = [_header(output, name, git.algorithm) for name in names]
        if output.read(1):
            raise damaged("cat-file")
    return [None if answer is None else (answer[0], answer[1]) for answer in answers]


def examine(
    git: Git, whole: Sequence[str], known: Sequence[str]
) -> tuple[list[GitObject | None], list[tuple[str, str] | None]]:
    """Read some objects and look up others with one process.

    Args:
        git: the repository.
        whole: those to read: as for `read_objects`, or `HEAD^{commit}`.
        known: those to look up: as for `read_objects`.

    Returns:
        The objects as `read_objects` gives them, and what `look_up` gives of the others.

    Raises:
        ExternalError: as `read_objects`.
    """
    asked = [*(f"contents {name}" for name in whole), *(f"info {name}" for name in known)]
    with git.stream("cat-file", "--batch-command", "--buffer", input=_questions(asked)) as output:
        read = []
        for name in whole:
            found = _header(output, name, git.algorithm)
            read.append(None if found is None else _body(output, git.algorithm, found, None))
        headers = [_header(output, name, git.algorithm) for name in known]
        if output.read(1):
            raise damaged("cat-file")
    return read, [None if header is None else header[:2] for header in headers]


def read_commit(git: Git, commit: str) -> Commit:
    """Read one commit by its id.

    Raises:
        ExternalError: it is missing, damaged, or not a commit.
    """
    (found,) = read_objects(git, [commit])
    if found is None:
        raise damaged(commit)
    return parse_commit(found)


def parse_commit(found: GitObject) -> Commit:
    """Give the parts of a commit object.

    Raises:
        ExternalError: it is not a commit, or its headers are not those of one.
    """
    headers, _, message = found.data.partition(b"\n\n")
    values: dict[bytes, list[bytes]] = {}
    for line in headers.split(b"\n"):
        name, _, value = line.partition(b" ")
        values.setdefault(name, []).append(value)
    who = _WHO.fullmatch(values.get(b"committer", [b""])[0])
    trees = values.get(b"tree", [])
    if found.kind != "commit" or who is None or len(trees) != 1:
        raise damaged(found.oid)
    return Commit(
        oid=found.oid,
        tree=trees[0].decode("ascii", "replace"),
        parents=tuple(p.decode("ascii", "replace") for p in values.get(b"parent", [])),
        committed=_moment(found.oid, who),
        subject=message.lstrip(b"\n").split(b"\n", 1)[0].decode(errors="replace"),
    )


class DamagedError(ExternalError):
    """An object, or an answer from git, is missing or not whole.

    Attributes:
        what: the object's id, or what was asked for.
    """

    def __init__(self, what: str) -> None:
        super().__init__(
            T("Git-arkivet går inte att lita på: {vad} saknas eller är skadat.", vad=what),
            T("Kör git fsck --full för att se vad som är fel, och hämta arkivet på nytt om det behövs."),
        )
        self.what = what


def damaged(what: str) -> DamagedError:
    """Give the failure of an object, or an answer from git, that is not whole."""
    return DamagedError(what)


def _questions(names: Sequence[str]) -> bytes:
    if any("\n" in name or "\r" in name for name in names):
        raise ValueError(names)
    return "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape")


def _header(output: IO[bytes], name: str, algorithm: str) -> tuple[str, str, int] | None:
    line = output.readline()
    if line == name.encode("utf-8", "surrogateescape") + b" missing\n":
        return None
    match = _HEADER.fullmatch(line)
    if match is None or len(match[1]) != _DIGITS[algorithm]:
        raise damaged(name)
    oid = match[1].decode()
    if ":" not in name and "^" not in name and oid != name:
        raise damaged(name)
    return oid, match[2].decode(), int(match[3])


def _body(output: IO[bytes], algorithm: str, header: tuple[str, str, int], keep: int | None) -> GitObject:
    oid, kind, size = header
    hasher = _hasher(algorithm, b"%s %d\0" % (kind.encode(), size))
    parts: list[bytes] = []
    left, wanted = size, size if keep is None else keep
    while left >= 0:
        # The line feed after an object is read with its last part.
        part = output.read(min(left + 1, _CHUNK))
        if not part or (len(part) > left and part[-1:] != b"\n"):
            raise damaged(oid)
        part, left = part[:left], left - len(part)
        hasher.update(part)
        if wanted > 0:
            parts.append(part[:wanted])
            wanted -= len(part)
    if hasher.hexdigest() != oid:
        raise damaged(oid)
    return GitObject(oid, kind, size, parts[0] if len(parts) == 1 else b"".join(parts))


def _hasher(algorithm: str, *parts: bytes) -> hashlib._Hash:
    # Not our choice of algorithm: it is the repository's way of naming things.
    hasher = hashlib.new(algorithm, usedforsecurity=False)
    for part in parts:
        hasher.update(part)
    return hasher


def _moment(oid: str, who: re.Match[bytes]) -> datetime:
    minutes = int(who[3]) * 60 + int(who[4])
    offset = timedelta(minutes=minutes if who[2] == b"+" else -minutes)
    try:
        zone = timezone(offset) if minutes < _DAY_IN_MINUTES else UTC
        return datetime.fromtimestamp(int(who[1]), zone)
    except (ValueError, OverflowError, OSError) as error:
        raise damaged(oid) from error
