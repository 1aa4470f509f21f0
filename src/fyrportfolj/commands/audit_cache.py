"""What an earlier audit proved, so that the next one only reads what has come since; a hint, never evidence.

The note lies in the repository's own folder and could have come with a copy that somebody else made. It is therefore
sealed with a secret of this user, and one that does not fit in every respect counts as none.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fyrportfolj import __version__
from fyrportfolj.commands.files import rewrite_bytes
from fyrportfolj.errors import FyrError
from fyrportfolj.rules.trail.values import Level, Memory

FORM = 2
"""Version of the note; grows when its form or what it is taken to prove changes."""

KEY_FILE = "revisionsnyckel"
"""File in the user's state folder with the secret that seals the notes."""

_SECRET_BYTES = 32
_MOST_BYTES = 1 << 26


@dataclass(frozen=True)
class Proved:
    """A stretch of history that was found clean.

    Attributes:
        memory: what the judge remembered at its end.
        level: the level that was proved.
        decisions: number of decisions in it.
        commits: number of commits in it.
        root: id of the history's first commit.
    """

    memory: Memory
    level: Level
    decisions: int
    commits: int
    root: str


class Cache:
    """The note of one repository."""

    def __init__(self, fil: Path, secret: Path | None, judged_by: str) -> None:
        """Say where the note and the secret lie.

        Args:
            fil: the note.
            secret: this user's secret, made when it is missing; None keeps nothing and knows nothing.
            judged_by: what the judgement hangs on besides the history: branch, anchor, start and folder.
        """
        self._fil = fil
        self._secret = secret
        self._judged_by = f"{FORM}\n{__version__}\n{judged_by}"

    def read(self) -> Proved | None:
        """Give what was proved; None when there is no note, or it does not fit in every respect."""
        if self._secret is None:
            return None
        try:
            sealed = json.loads(_small(self._fil))
            body, secret = sealed["innehall"], _small(self._secret)
            good = len(secret) == _SECRET_BYTES and hmac.compare_digest(self._seal(body, secret), sealed["sigill"])
            if not good:
                return None
            return _proved(json.loads(body))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, proved: Proved) -> None:
        """Keep what was proved; a disk that cannot be written to is no matter."""
        if self._secret is None:
            return
        body = json.dumps(asdict(proved))
        if _proved(json.loads(body)) != proved:
            return
        with suppress(OSError, FyrError):
            sealed = {"innehall": body, "sigill": self._seal(body, _own_secret(self._secret))}
            rewrite_bytes(self._fil, json.dumps(sealed).encode())

    def _seal(self, body: str, secret: bytes) -> str:
        return hmac.new(secret, f"{self._judged_by}\n{body}".encode(), hashlib.sha256).hexdigest()


def _own_secret(fil: Path) -> bytes:
    with suppress(OSError):
        known = _small(fil)
        if len(known) == _SECRET_BYTES:
            return known
    fil.parent.mkdir(parents=True, exist_ok=True)
    fil.unlink(missing_ok=True)
    made = secrets.token_bytes(_SECRET_BYTES)
    handle = os.open(fil, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as opened:
        opened.write(made)
    return made


def _small(fil: Path) -> bytes:
    if not fil.is_file():
        raise FileNotFoundError(fil)  # a pipe would let us wait for ever
    with fil.open("rb") as opened:
        return opened.read(_MOST_BYTES)


def _proved(row: dict[str, Any]) -> Proved:
    return Proved(**{**row, "memory": Memory(**row["memory"])})
