"""The note of a consultation that is being opened or closed on a forge, in git's own folder of this copy.

The forge is the truth. The note only says what was sent without an answer having come, so that whoever comes next looks
for it with more patience before anything is made again.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from fyrportfolj.history.index import desk
from fyrportfolj.history.journal import replace_file
from fyrportfolj.history.lock import refuse_links, writing
from fyrportfolj.history.repository import Repository


@dataclass(frozen=True, slots=True)
class Note:
    """What is known of a round on a forge.

    Attributes:
        plats: the forge and repository, as `github.com/agare/namn`.
        vantar: what was sent and has not been answered: `oppna`, `paminn` or `stang`; None when nothing was.
        nummer: the pull request, once it is known.
    """

    plats: str
    vantar: str | None = None
    nummer: int | None = None


def read_note(repo: Repository, id_: str) -> Note | None:
    """Give the note of a round, or None when there is none that can be read.

    Args:
        repo: the repository.
        id_: the undertaking's id.
    """
    try:
        found = json.loads(_place(repo, id_).read_bytes())
        return Note(str(found["plats"]), found["vantar"], found["nummer"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        # Without it the forge is asked as if nothing had been sent, which only costs a question more.
        return None


def write_note(repo: Repository, id_: str, note: Note) -> None:
    """Keep the note so that it is on the disk before this returns.

    Raises:
        ExternalError: git's folder cannot be written to, or a link leads out of it.
    """
    place = _place(repo, id_)
    refuse_links(repo, place)
    with writing(repo):
        place.parent.mkdir(parents=True, exist_ok=True)
        replace_file(place, json.dumps(asdict(note)).encode())


def _place(repo: Repository, id_: str) -> Path:
    return desk(repo) / "remiss" / f"{id_}.json"
