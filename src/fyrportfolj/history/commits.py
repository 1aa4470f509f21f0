"""What the branch has said about a file over time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fyrportfolj.history.objects import GitObject, damaged, parse_commit, read_objects
from fyrportfolj.history.repository import Repository


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A file as one commit left it.

    Attributes:
        commit: the commit's id.
        committed: committer date, in the committer's own offset.
        subject: first line of the message.
        content: the file's bytes.
    """

    commit: str
    committed: datetime
    subject: str
    content: bytes


def file_versions(repo: Repository, path: str, tip: str = "HEAD") -> tuple[FileVersion, ...]:
    """Give every version of a file on a first-parent line, oldest first.

    A commit that took the file away gives no version; one that brought it back does.

    Args:
        repo: the repository.
        path: relative to the portfolio.
        tip: where the line ends, `HEAD` or a commit's id.

    Raises:
        DataError: the path cannot be a file of a portfolio.
        ExternalError: git failed, or an object is missing or damaged.
    """
    full = repo.full(path)
    if repo.head() is None:
        return ()
    commits = repo.git.line("rev-list", "--first-parent", "--reverse", tip, "--", full).split()
    objects = read_objects(repo.git, [name for commit in commits for name in (commit, f"{commit}:{full}")])
    versions = []
    for holder, blob in zip(objects, objects, strict=True):
        if holder is None:
            raise damaged(full)
        made = parse_commit(holder)
        if blob is not None and blob.kind == "blob":
            versions.append(FileVersion(made.oid, made.committed, made.subject, blob.data))
    return tuple(versions)


def latest_with(repo: Repository, tip: str, paths: Sequence[str], rows: Mapping[str, Sequence[str]]) -> str | None:
    """Find the latest commit of a first-parent line that changed some files and whose message has some rows.

    Args:
        repo: the repository.
        tip: id of the commit where the line ends; it is looked at too.
        paths: relative to the portfolio; only commits that changed one of them are looked at.
        rows: name without `Fyr-` to the values of which one is looked for.

    Returns:
        The commit's id, or None. Git stops at the first that it takes for one, so a long history costs no more
        than the time since then.

    Raises:
        DataError: a path cannot be a file of a portfolio.
        ExternalError: git failed, or a commit is missing or damaged.
    """
    full = [repo.full(path) for path in paths]
    patterns = [f"--grep=^Fyr-{name}: ({'|'.join(map(re.escape, values))})$" for name, values in rows.items()]
    upto = tip
    while True:
        arguments = ("--max-count=1", "--first-parent", "--extended-regexp", "--all-match", *patterns, upto)
        found = repo.git.line("rev-list", *arguments, "--", *full)
        if not found:
            return None
        (holder,) = read_objects(repo.git, [found])
        if holder is None:
            raise damaged(found)
        said = _rows(holder)
        if all(said.get(name) in values for name, values in rows.items()):
            return found
        # The words stood in the text of a message that has no such rows.
        parents = parse_commit(holder).parents
        if not parents:
            return None
        upto = parents[0]


def _rows(commit: GitObject) -> dict[str, str]:
    """The rows of a message: its last paragraph, when each of its lines is one."""
    message = commit.data.partition(b"\n\n")[2].decode(errors="replace")
    lines = message.rstrip("\n").rpartition("\n\n")[2].split("\n")
    pairs = [line.removeprefix("Fyr-").partition(": ") for line in lines if line.startswith("Fyr-")]
    return {name: value for name, _, value in pairs} if len(pairs) == len(lines) else {}
