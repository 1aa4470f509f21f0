"""Commits that were seen in another copy of the repository; its branch must never lack them again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from fyrportfolj.errors import ConflictError, ExternalError
from fyrportfolj.history.index import desk
from fyrportfolj.history.journal import replace_file
from fyrportfolj.history.recover import reached_from
from fyrportfolj.history.remote import Remote
from fyrportfolj.history.repository import Repository
from fyrportfolj.messages import T

FILE = "kontrollpunkter.json"
"""Name of the file in fyr's folder inside the repository's own folder."""

_KEPT = 200
_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A commit that another copy was seen to have.

    Attributes:
        incheckning: the commit.
        tid: when it was seen, ISO 8601 with offset.
        fjarr: name of the remote.
        gren: full name of the branch there.
    """

    incheckning: str
    tid: str
    fjarr: str
    gren: str


def read_checkpoints(repo: Repository) -> tuple[Checkpoint, ...]:
    """Give what was seen, oldest first.

    Raises:
        ExternalError: the file is not of our making.
    """
    place = desk(repo) / FILE
    try:
        rows = json.loads(place.read_bytes())
        return tuple(_checkpoint(row) for row in rows)
    except FileNotFoundError:
        return ()
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise ExternalError(
            T("Anteckningen om vad fjärren har haft går inte att läsa: {fil}", fil=str(place)),
            T("Jämför fjärrens gren med en annan kopia som går att lita på, ta sedan bort filen och försök igen."),
        ) from error


def remember(repo: Repository, remote: Remote, commit: str, now: datetime) -> None:
    """Note that the other copy has a commit; fyr's own lock must be held.

    Args:
        repo: the repository.
        remote: the other copy.
        commit: id of the commit.
        now: the moment, with an offset.

    Raises:
        ExternalError: as `read_checkpoints`.
        OSError: the file cannot be written.
    """
    rows = read_checkpoints(repo)
    mine = [row.incheckning for row in rows if _is_of(row, remote)]
    if mine and mine[-1] == commit:
        return
    row = Checkpoint(commit, now.isoformat(timespec="seconds"), remote.name, remote.branch)
    text = json.dumps([asdict(kept) for kept in (*rows, row)[-_KEPT:]], ensure_ascii=False, indent=1)
    replace_file(desk(repo) / FILE, f"{text}\n".encode())


def known_points(repo: Repository, remote: Remote) -> Mapping[str, str]:
    """Give what the branch of the other copy was last seen to have, to be asked for before it is looked at again.

    Returns:
        Day by commit; empty for a day that nobody knows.

    Raises:
        ExternalError: as `read_checkpoints`.
    """
    seen = repo.tip(remote.seen)
    rows = [row for row in read_checkpoints(repo) if _is_of(row, remote)]
    return {**({seen: ""} if seen else {}), **{row.incheckning: row.tid[:10] for row in rows[-1:]}}


def refuse_rewritten(repo: Repository, remote: Remote, tip: str, known: Mapping[str, str]) -> None:
    """Refuse another copy whose branch lacks what it has been seen to have.

    Args:
        repo: the repository; the commits of the branch have been fetched.
        remote: the other copy.
        tip: where its branch stands.
        known: from `known_points`, before `tip` was asked for: what has been seen since may be newer.

    Raises:
        ConflictError: its history was rewritten.
        ExternalError: git failed.
    """
    for commit, day in known.items():
        if not reached_from(repo, tip, commit):
            raise ConflictError(
                T(
                    "{fjarr} har skrivit om sin historik: incheckningen {commit}, som fanns där {dag}, är borta.",
                    fjarr=remote.name,
                    commit=commit[:10],
                    dag=day or T("förut"),
                ),
                T(
                    "Ta reda på vem som ändrade och varför innan du går vidare; fyr audit verify visar vad som hänt"
                    " i en kopia. Är ändringen överenskommen, så klona portföljen på nytt."
                ),
            )


def _is_of(row: Checkpoint, remote: Remote) -> bool:
    return (row.fjarr, row.gren) == (remote.name, remote.branch)


def _checkpoint(row: dict[str, object]) -> Checkpoint:
    found = Checkpoint(*(str(row[name]) for name in ("incheckning", "tid", "fjarr", "gren")))
    if not _OID.fullmatch(found.incheckning):
        raise ValueError(found.incheckning)
    return found
