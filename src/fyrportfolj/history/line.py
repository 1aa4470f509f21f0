"""The first-parent line of a branch for showing: what was recorded, by whom, and which files it changed.

Nothing here proves anything: messages are taken as git gives them, which is many times faster than `chain`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from fyrportfolj.history.git import Git
from fyrportfolj.history.objects import damaged, look_up, read_objects
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.treewalk import FileDifference, TreeWalk, text_of
from fyrportfolj.rules.trail.values import Change, Person

_FORMAT = "--format=%H%n%P%n%an%n%ae%n%ct%n%B%x00"
_END = b"\0\n"
_CHUNK = 1 << 16
_HEAD_LINES = 5


@dataclass(frozen=True, slots=True)
class LineCommit:
    """One commit of the line, as git shows it.

    Attributes:
        oid: its id.
        parents: ids; the first is the line.
        author: whom it says that it is by.
        committed: committer date, seconds since 1970.
        message: the whole message; bytes that are not UTF-8 are replaced.
    """

    oid: str
    parents: tuple[str, ...]
    author: Person
    committed: int
    message: str


def read_line(
    repo: Repository, tip: str, paths: Sequence[str] = (), *, said: str | None = None
) -> Iterator[LineCommit]:
    """Give the commits of a first-parent line, newest first, while git finds them.

    Args:
        repo: the repository.
        tip: id of the commit where the line ends.
        paths: relative to the portfolio; only commits that changed one of them. None given means those that changed
            the portfolio's folder, and all when the portfolio is the whole repository.
        said: only commits whose message holds this text, in small or large letters; None takes all.

    Yields:
        The commits; whoever stops early ends git.

    Raises:
        DataError: a path cannot be a file of a portfolio.
        ExternalError: git failed.
    """
    full = [repo.full(path) for path in paths] or [repo.prefix.removesuffix("/")] * bool(repo.prefix)
    text = () if said is None else ("--fixed-strings", "--regexp-ignore-case", f"--grep={said}")
    arguments = ("--first-parent", "--no-commit-header", _FORMAT, *text, "--end-of-options", tip, "--", *full)
    with repo.git.stream("rev-list", *arguments, input=b"") as output:
        for record in _records(output):
            yield _commit(record)


def line_changes(repo: Repository, commits: Sequence[LineCommit]) -> list[tuple[Change, ...]]:
    """Give what each of some commits changed in the portfolio against its first parent.

    Args:
        repo: the repository.
        commits: of one line, best next to each other.

    Returns:
        Per commit the changes of files and links, sorted by path; folders that are alike are not read.

    Raises:
        ExternalError: git failed, or a tree is missing or damaged.
        UnprovableError: folders lie in each other in too many levels.
    """
    pairs = list(
        zip(folders(repo, [c.parents[:1] for c in commits]), folders(repo, [(c.oid,) for c in commits]), strict=True)
    )
    walk = TreeWalk(repo.git)
    walk.compare(pairs)
    return [tuple(_change(d) for d in walk.files(pair)) for pair in pairs]


def folders(repo: Repository, commits: Sequence[Sequence[str]], folder: str = "") -> list[str]:
    """Give the id of a folder of the portfolio in each of some commits.

    Args:
        repo: the repository.
        commits: none or one id each.
        folder: relative to the portfolio; empty for the portfolio itself.

    Returns:
        Ids of trees; empty where there is no commit, or no such folder in it.

    Raises:
        ExternalError: git failed.
    """
    path = f"{repo.prefix}{folder}".removesuffix("/")
    names = [f"{commit}:{path}" for held in commits for commit in held]
    found = iter(look_up(repo.git, names))
    answers = [next(found) if held else None for held in commits]
    return [answer[0] if answer and answer[1] == "tree" else "" for answer in answers]


def contents(git: Git, oids: Sequence[str], limit: int) -> dict[str, bytes]:
    """Give the content of files by blob id.

    Args:
        git: the repository.
        oids: ids.
        limit: most bytes to keep of each.

    Raises:
        ExternalError: git failed, or one is missing or damaged.
    """
    wanted = list(dict.fromkeys(oids))
    found = {}
    for blob, oid in zip(read_objects(git, wanted, limit), wanted, strict=True):
        if blob is None or blob.kind != "blob":
            raise damaged(oid)
        found[oid] = blob.data
    return found


def _records(output: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while chunk := output.read(_CHUNK):
        *whole, rest = (rest + chunk).split(_END)
        yield from whole


def _commit(record: bytes) -> LineCommit:
    parts = record.decode("utf-8", "replace").split("\n", _HEAD_LINES)
    oid, parents, name, address, moment, message = parts
    return LineCommit(oid, tuple(parents.split()), Person(name, address), int(moment or 0), message)


def _change(d: FileDifference) -> Change:
    old, new = d.before, d.after
    mode = new.mode.decode().zfill(6) if new else "000000"
    return Change(text_of(d.path), old.oid if old else None, new.oid if new else None, mode)
