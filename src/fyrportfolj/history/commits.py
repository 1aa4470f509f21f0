"""What the branch has said about a file over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fyrportfolj.history.objects import damaged, parse_commit, read_objects
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


def file_versions(repo: Repository, path: str) -> tuple[FileVersion, ...]:
    """Give every version of a file on the first-parent line of HEAD, oldest first.

    A commit that took the file away gives no version; one that brought it back does.

    Args:
        repo: the repository.
        path: relative to the portfolio.

    Raises:
        DataError: the path cannot be a file of a portfolio.
        ExternalError: git failed, or an object is missing or damaged.
    """
    full = repo.full(path)
    if repo.head() is None:
        return ()
    commits = repo.git.line("rev-list", "--first-parent", "--reverse", "HEAD", "--", full).split()
    objects = read_objects(repo.git, [name for commit in commits for name in (commit, f"{commit}:{full}")])
    versions = []
    for holder, blob in zip(objects, objects, strict=True):
        if holder is None:
            raise damaged(full)
        made = parse_commit(holder)
        if blob is not None and blob.kind == "blob":
            versions.append(FileVersion(made.oid, made.committed, made.subject, blob.data))
    return tuple(versions)
