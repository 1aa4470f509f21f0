"""Calls that are made in the same way whatever the forge calls its paths."""

from __future__ import annotations

from fyrportfolj.forge.protocol import is_marked, marked
from fyrportfolj.forge.reading import filled, row, rows, text
from fyrportfolj.forge.refusals import ForgeError
from fyrportfolj.forge.transport import Query, Transport

MISSING = 404
UNPROCESSABLE = 422


def login_of(api: Transport, at: str, name: str) -> str | None:
    """Give the name of the account at a path, or None when there is none.

    Args:
        api: calls to the forge.
        at: path of the account.
        name: what the forge calls the name.
    """
    try:
        return filled(row(api.get(at)), name)
    except ForgeError as error:
        if error.status != MISSING:
            raise
        return None


def write_once(api: Transport, at: str, page: Query, marker: str, words: str) -> bool:
    """Write in a conversation, unless the marker stands there already.

    Args:
        api: calls to the forge.
        at: path of the conversation.
        page: how long a page of it is to be.
        marker: see `Forge.comment_once`.
        words: see `Forge.comment_once`.

    Returns:
        True when it was written now.
    """
    there = rows(api.pages(at, page))
    if any(is_marked(text(r, "body"), marker) for r in there):
        return False
    api.send("POST", at, {"body": marked(marker, words)})
    return True
