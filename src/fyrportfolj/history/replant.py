"""Commits that another copy of the repository lacks, and making them anew on its tip, file by file.

Nothing points at what is made here; the branch moves when all of it holds.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fyrportfolj.errors import DataError
from fyrportfolj.history.draft import Draft, Written, store
from fyrportfolj.history.git import failed
from fyrportfolj.history.journal import Change
from fyrportfolj.history.merges import Merger
from fyrportfolj.history.objects import GitObject, damaged, parse_commit, read_commit, read_objects
from fyrportfolj.history.recover import reached_from
from fyrportfolj.history.repository import Identity, Repository
from fyrportfolj.history.trees import EXECUTABLE, FILE, Entry, changed_between, entries_at
from fyrportfolj.messages import T

_FILES = frozenset({FILE, EXECUTABLE})
_WHO = re.compile(rb"(author|committer) (.*?) ?<(.*?)> (-?[0-9]+) ([+-][0-9]{4})", re.DOTALL)
_CANNOT_MERGE = 255


@dataclass(frozen=True, slots=True)
class Mine:
    """A commit of this branch that the other copy lacks.

    Attributes:
        commit: its id.
        parents: ids.
        subject: first line of the message.
        message: the whole message.
        author: who wrote it, and when.
        committer: address of the one who made it.
        changes: entry before and after by path relative to the repository, against the first parent.
    """

    commit: str
    parents: tuple[str, ...]
    subject: str
    message: str
    author: Written
    committer: str
    changes: Mapping[str, tuple[Entry | None, Entry | None]]


class ClashError(Exception):
    """Both sides changed a file in ways that a person must put together.

    Attributes:
        path: the file, relative to the repository.
    """

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def mine(repo: Repository, local: str, theirs: str) -> tuple[Mine, ...]:
    """Give the commits of a first-parent line that another commit does not have behind it, oldest first.

    Args:
        repo: the repository.
        local: id of the line's last commit.
        theirs: id of the other commit.

    Raises:
        DataError: a message is not in UTF-8.
        ExternalError: git failed, or an object is missing or damaged.
    """
    names = repo.git.line("rev-list", "--first-parent", "--reverse", local, f"^{theirs}").split()
    found = []
    for held, name in zip(read_objects(repo.git, names), names, strict=True):
        if held is None:
            raise damaged(name)
        found.append(held)
    return tuple(_mine(repo, held) for held in found)


def common(repo: Repository, local: str, theirs: str) -> str | None:
    """Give the last commit that two commits have in common, or None when they have none."""
    answer = repo.git.answer("merge-base", local, theirs)
    return None if answer.code else answer.out.decode().split()[0]


def distance(repo: Repository, tip: str, without: str) -> int:
    """Give how many commits a commit has behind it, itself too, that another has not."""
    return int(repo.git.line("rev-list", "--count", tip, f"^{without}"))


def brings_nothing(repo: Repository, merge: Mine, theirs: str) -> bool:
    """Say whether a merge only takes in what the other copy has, as `git pull` makes them, and nothing of its own.

    Args:
        repo: the repository.
        merge: a commit with more than one parent.
        theirs: where the other copy stands.
    """
    if len(merge.parents) != 2 or not reached_from(repo, theirs, merge.parents[1]):  # noqa: PLR2004  (two sides)
        return False
    with Merger(repo) as merger:
        return merger.merged(*merge.parents) == read_commit(repo.git, merge.commit).tree


def on_top(repo: Repository, work: Mine, tip: str) -> dict[str, Entry | None]:
    """Give what a commit changes, as it is on another one: file by file, merged where both changed a file.

    Args:
        repo: the repository.
        work: the commit.
        tip: id of the commit to make it on.

    Returns:
        New entry by path relative to the repository, None for a file that goes away; only what changes there.

    Raises:
        ClashError: a file cannot be merged without a decision by somebody.
        ExternalError: git failed, or an object is missing or damaged.
    """
    there, others = entries_at(repo.git, tip, work.changes)
    made: dict[str, Entry | None] = {}
    for path, (before, after) in work.changes.items():
        now = there.get(path)
        if any(path.startswith(f"{other}/") for other in others):
            raise ClashError(path)
        if now == after:
            continue
        made[path] = after if now == before else _merged(repo, path, (before, now, after))
    return made


def stored(repo: Repository, tip: str, contents: Mapping[str, bytes]) -> dict[str, Entry | None]:
    """Store new contents of files and give their entries; a file keeps being a program.

    Args:
        repo: the repository.
        tip: id of the commit that they change.
        contents: bytes by path relative to the repository.
    """
    before, _ = entries_at(repo.git, tip, contents)
    ids = store(repo.git, contents)
    return {
        path: Entry(EXECUTABLE if path in before and before[path].mode == EXECUTABLE else FILE, oid)
        for path, oid in ids.items()
    }


def move(repo: Repository, old: str, new: str) -> Draft:
    """Give a move of the branch from one commit to another, with what it changes on disk.

    Args:
        repo: the repository.
        old: id of the commit that the branch stands at.
        new: id of the one that it is to stand at.

    Raises:
        DataError: it would change a link or another repository's folder, which fyr writes none of.
    """
    files = {}
    for path, (before, after) in changed_between(repo.git, old, new).items():
        modes = {entry.mode for entry in (before, after) if entry}
        if not modes <= _FILES:
            raise DataError(
                T("{fil} är inte en vanlig fil, och fyr skriver bara vanliga filer.", fil=path),
                T("Hämta den gången med git pull --ff-only, eller be den som la in filen att ersätta den."),
            )
        kept = after or before
        files[path] = Change(
            kept.mode if kept else FILE,
            before.oid if before else None,
            after.oid if after else None,
            turned=len(modes) > 1,
        )
    return Draft(new, old, files)


def _merged(repo: Repository, path: str, versions: tuple[Entry | None, Entry | None, Entry | None]) -> Entry:
    base, ours, theirs = versions
    if (
        base is None
        or ours is None
        or theirs is None
        or len({base.mode, ours.mode, theirs.mode} | _FILES) > len(_FILES)
    ):
        raise ClashError(path)
    texts = []
    for found in read_objects(repo.git, [ours.oid, base.oid, theirs.oid]):
        if found is None or found.kind != "blob":
            raise damaged(path)
        texts.append(found.data)
    mode = theirs.mode if ours.mode == base.mode else ours.mode
    if ours.oid in (base.oid, theirs.oid) or theirs.oid == base.oid:
        return Entry(mode, theirs.oid if ours.oid == base.oid else ours.oid)
    together = _merge_texts(repo, path, texts)
    return Entry(mode, store(repo.git, {path: together})[path])


def _merge_texts(repo: Repository, path: str, texts: list[bytes]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="fyr-") as folder:
        places = [Path(folder) / str(number) for number in range(len(texts))]
        for place, text in zip(places, texts, strict=True):
            place.write_bytes(text)
        answer = repo.git.answer("merge-file", "-p", "--quiet", "--", *map(str, places))
    if answer.code == 0:
        return answer.out
    if answer.code >= _CANNOT_MERGE and "binary" not in answer.err.lower():
        raise failed("merge-file", answer.err)
    raise ClashError(path)


def _mine(repo: Repository, found: GitObject) -> Mine:
    parsed = parse_commit(found)
    headers, _, message = found.data.partition(b"\n\n")
    people = {match[1]: match for line in headers.split(b"\n") if (match := _WHO.fullmatch(line))}
    if people.keys() != {b"author", b"committer"}:
        raise damaged(found.oid)
    try:
        text = message.decode("utf-8")
        name, email = people[b"author"][2].decode("utf-8"), people[b"author"][3].decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(
            T("Incheckningen {commit} är inte skriven i UTF-8.", commit=found.oid[:10]),
            T("Skriv om meddelandet med git commit --amend och kör kommandot igen."),
        ) from error
    when = f"@{people[b'author'][4].decode()} {people[b'author'][5].decode()}"
    return Mine(
        found.oid,
        parsed.parents,
        parsed.subject,
        text,
        Written(Identity(name or email, email), when),
        people[b"committer"][3].decode("utf-8", "replace"),
        changed_between(repo.git, parsed.parents[0] if parsed.parents else None, found.oid),
    )
