"""The portfolio as a commit or the index holds it, read as if it were a folder; and which commit that is."""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.history.git import Git, revision
from fyrportfolj.history.index import staged
from fyrportfolj.history.objects import damaged, look_up, read_commit, read_objects
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.trees import files_below
from fyrportfolj.history.worktree import edited
from fyrportfolj.messages import T

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST_PORTION, _GROWTH, _LARGEST_PORTION = 64, 4, 4096
_BYTES_AHEAD = 1 << 25


class _BlobTree:
    """Files by blob id, read ahead in portions that grow while they are asked for in order."""

    def __init__(self, git: Git, ids: Mapping[str, str], limit: int | None) -> None:
        self._git = git
        self._ids = MappingProxyType(dict(sorted(ids.items())))
        self._paths = tuple(self._ids)
        self._limit = limit
        self._ahead: dict[str, bytes] = {}
        self._next = 0
        self._portion = _FIRST_PORTION

    def paths(self) -> tuple[str, ...]:
        """Give every regular file of the portfolio, relative to its root, with `/`, sorted."""
        return self._paths

    def blob_ids(self) -> Mapping[str, str]:
        """Give git's id of each file's content, in the order of `paths`; no content is read."""
        return self._ids

    def read(self, path: str) -> bytes:
        """Give a file's bytes, cut at the tree's limit.

        Raises:
            FileNotFoundError: no such file in the tree.
            ExternalError: git failed, or the object is missing or damaged.
        """
        if path not in self._ids:
            raise FileNotFoundError(path)
        if path not in self._ahead:
            self._fill(bisect_left(self._paths, path))
        return self._ahead[path]

    def _fill(self, start: int) -> None:
        in_order = start == self._next and start > 0
        self._portion = min(self._portion * _GROWTH, _LARGEST_PORTION) if in_order else _FIRST_PORTION
        wanted = self._paths[start : start + self._portion]
        self._ahead = read_blobs(self._git, {path: self._ids[path] for path in wanted}, self._limit)
        self._next = start + len(self._ahead)


class CommitTree(_BlobTree):
    """The portfolio at one commit; links and submodules in it are left out.

    Attributes:
        commit: the commit's id.
    """

    def __init__(self, repo: Repository, commit: str, limit: int | None = None) -> None:
        """List the files.

        Args:
            repo: the repository.
            commit: an id, as `resolve` gives it.
            limit: most bytes that `read` gives of a file; None gives all.

        Raises:
            ExternalError: git failed, or there is no such commit.
        """
        self.commit = commit
        found = files_below(repo.git, commit, repo.prefix)
        super().__init__(repo.git, {path: entry.oid for path, entry in found.items()}, limit)


class StagedTree(_BlobTree):
    """The portfolio as the next commit would hold it: the index, in a hook the one that git has prepared."""

    def __init__(self, repo: Repository, limit: int | None = None) -> None:
        """List the files.

        Args:
            repo: the repository.
            limit: most bytes that `read` gives of a file; None gives all.

        Raises:
            DataError: a file is in the middle of a merge.
            ExternalError: git failed.
        """
        # `git commit -a` and `git commit FILE` show their hooks what they are about to commit by this variable.
        named = os.environ.get("GIT_INDEX_FILE")
        index = repo.root / Path(named) if named else None
        folder = (repo.prefix.removesuffix("/"),) if repo.prefix else ()
        found = staged(repo.git, folder, index)
        super().__init__(
            repo.git,
            {path.removeprefix(repo.prefix): entry.oid for path, entry in found.items() if entry.is_file},
            limit,
        )


def read_blobs(git: Git, ids: Mapping[str, str], limit: int | None = None) -> dict[str, bytes]:
    """Read files by blob id until they are many bytes together; at least one is read.

    Args:
        git: the repository.
        ids: blob id per path.
        limit: most bytes to keep of a file; None keeps all.

    Returns:
        Bytes per path: the first ones in the order given.

    Raises:
        ExternalError: git failed, or an object is missing or damaged.
    """
    contents: dict[str, bytes] = {}
    held = 0
    objects = read_objects(git, list(ids.values()), limit)
    for found, (path, oid) in zip(objects, ids.items(), strict=True):
        if found is None or found.kind != "blob":
            raise damaged(f"{path} ({oid})")
        contents[path] = found.data
        held += len(found.data)
        if held > _BYTES_AHEAD:
            objects.close()
            break
    return contents


def resolve(repo: Repository, when: str, tz: str) -> str:
    """Give the commit that a day or a revision means.

    Args:
        repo: the repository.
        when: `ÅÅÅÅ-MM-DD`, which means the last commit on the first-parent line of HEAD that was made no later
            than the end of that day; or anything that git takes for a commit.
        tz: the portfolio's time zone, such as `Europe/Stockholm`.

    Returns:
        The commit's id.

    Raises:
        DataError: there is no such day, commit or time zone, or no commit that early.
        ExternalError: git failed, or the history on this machine does not go back that far.
    """
    if _DAY.fullmatch(when):
        return _last_on(repo, when, tz)
    answer = repo.git.answer("rev-parse", "--quiet", "--verify", "--end-of-options", f"{revision(when)}^{{commit}}")
    if not answer.code:
        return answer.out.decode().strip()
    _refuse_shallow(repo, when)
    raise DataError(
        T("Det finns ingen incheckning som heter {text}.", text=when),
        T("Ange en dag (ÅÅÅÅ-MM-DD), en gren, en etikett eller en inchecknings id; git log visar dem som finns."),
    )


def commit_time(repo: Repository, commit: str) -> datetime:
    """Give when a commit was made: its committer date, in the committer's own offset.

    Args:
        repo: the repository.
        commit: an id, as `resolve` gives it.

    Raises:
        ExternalError: git failed, or there is no such commit.
    """
    return read_commit(repo.git, commit).committed


def dirty(repo: Repository, path: str) -> bool:
    """Say whether a file on disk or in the index differs from what HEAD holds.

    Args:
        repo: the repository.
        path: relative to the portfolio.

    Raises:
        DataError: the path cannot be a file of a portfolio.
        ExternalError: git failed, or the file cannot be read.
    """
    return bool(dirty_files(repo, (path,)))


def dirty_files(repo: Repository, paths: Sequence[str]) -> tuple[str, ...]:
    """Give those of some files that differ from HEAD on disk or in the index.

    Args:
        repo: the repository.
        paths: relative to the portfolio.

    Raises:
        DataError: a path cannot be a file of a portfolio.
        ExternalError: git failed, or a file cannot be read.
    """
    full = {repo.full(path): path for path in paths}
    head = repo.head()
    found = look_up(repo.git, [f"{head}:{path}" for path in full]) if head else [None] * len(full)
    held = {path: (blob[0] if blob else None,) for path, blob in zip(full, found, strict=True)}
    return tuple(full[path] for path in edited(repo, held))


def _last_on(repo: Repository, day: str, tz: str) -> str:
    end = _end_of(day, tz)
    if repo.head() is None:
        raise DataError(
            T("Git-arkivet har inga incheckningar ännu."),
            T("Checka in portföljen först: git add följt av git commit."),
        )
    arguments = ("--max-count=1", "--first-parent", f"--before=@{end} +0000", "HEAD", "--")
    found = repo.git.line("rev-list", *arguments)
    if found:
        return found
    _refuse_shallow(repo, day)
    raise DataError(
        T("Portföljen hade ingen incheckning {dag} eller tidigare.", dag=day),
        T("Ange en senare dag; git log --reverse visar den första."),
    )


def _end_of(day: str, tz: str) -> int:
    """Give the last second of a day, as seconds since 1970; a day of summer time may have 23 or 25 hours."""
    try:
        zone = ZoneInfo(tz)
    except (KeyError, ValueError, OSError) as error:
        raise DataError(
            T("Tidszonen {tidszon} finns inte.", tidszon=tz),
            T("Skriv en tidszon som Europe/Stockholm i fyr.yaml."),
        ) from error
    try:
        following = date.fromisoformat(day) + timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise DataError(
            T("Dagen {dag} finns inte i kalendern.", dag=day), T("Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-02-28.")
        ) from error
    return int(datetime.combine(following, time(), zone).timestamp()) - 1


def _refuse_shallow(repo: Repository, when: str) -> None:
    if repo.git.line("rev-parse", "--is-shallow-repository") == "true":
        raise ExternalError(
            T("Historiken på den här datorn är avkortad och når inte {text}.", text=when),
            T("Hämta hela historiken: git fetch --unshallow. I CI: checka ut med hela djupet (fetch-depth: 0)."),
        )
