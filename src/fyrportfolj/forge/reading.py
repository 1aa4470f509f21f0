"""Reads what a forge answered: each field has the kind that is expected, or the answer is refused as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TypeAlias

from fyrportfolj.forge.protocol import Account
from fyrportfolj.forge.refusals import ForgeError
from fyrportfolj.messages import T

Row: TypeAlias = Mapping[str, object]

_KEPT = frozenset(
    {"id", "body", "state", "dismissed", "submitted_at", "created_at", "html_url"}
    | {"user", "author", "login", "username"}
    | {"path", "original_line", "original_start_line", "original_position", "original_commit_id", "diff_hunk"}
    | {"position", "new_path", "new_line", "old_path", "old_line", "head_sha", "base_sha"}
)
"""What lasts of an answer; `position` where it is more than a number."""

GHOST = Account("", "–")
"""Who wrote what an account that is gone has left."""


def row(found: object) -> Row:
    """Give an object.

    Raises:
        ForgeError: it is something else; so for every reader here.
    """
    if not isinstance(found, dict):
        raise unexpected("{}")
    return found


def rows(found: Iterable[object]) -> tuple[Row, ...]:
    """Give a list of objects."""
    return tuple(row(one) for one in found)


def text(found: Row, key: str) -> str:
    """Give a text without control characters, lines ended as here; nothing gives an empty one."""
    value = found.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise unexpected(key)
    return cleaned(value)


def cleaned(value: str) -> str:
    """Give a text as YAML can hold it: one kind of line end, and no control characters but tab."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in value if c in "\n\t" or not (ord(c) < 32 or 127 <= ord(c) < 160))  # noqa: PLR2004  (C0, C1)


def filled(found: Row, key: str) -> str:
    """Give a text that must be there."""
    return text(found, key) or _none(key)


def optional(found: Row, key: str) -> str | None:
    """Give a text, or None when there is none."""
    return text(found, key) or None


def number(found: Row, key: str) -> int:
    """Give a number that must be there."""
    value = found.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise unexpected(key)
    return value


def maybe_number(found: Row, key: str) -> int | None:
    """Give a number, or None when there is none."""
    return None if found.get(key) is None else number(found, key)


def flag(found: Row, key: str) -> bool:
    """Give whether something is so; nothing means that it is not."""
    return found.get(key) is True


def moment(found: Row, key: str) -> datetime:
    """Give a time that must be there."""
    value = filled(found, key)
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        raise unexpected(key) from None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def part(found: Row, key: str) -> Row:
    """Give an object inside another; nothing gives an empty one."""
    value = found.get(key)
    return {} if value is None else row(value)


def parts(found: Row, key: str) -> tuple[Row, ...]:
    """Give a list of objects inside another; nothing gives an empty one."""
    value = found.get(key)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise unexpected(key)
    return rows(value)


def account(found: Row, key: str, name: str = "login") -> Account:
    """Give who did something.

    Args:
        found: the object.
        key: where the account stands in it.
        name: what the forge calls the login.
    """
    who = part(found, key)
    return Account(str(number(who, "id")), text(who, name)) if who else GHOST


def kept(**found: object) -> str:
    """Give what a forge answered as JSON on one line: what was said, by whom, when and of what.

    What changes without anybody saying anything new (pictures, reactions, where a line has moved) is left out, so that
    two readings of the same thing are the same text.

    Args:
        **found: parts of the answer.
    """
    return json.dumps(_lasting(found, _KEPT | frozenset(found)), sort_keys=True, separators=(",", ":"))


def _lasting(found: object, keys: frozenset[str]) -> object:
    if isinstance(found, Mapping):
        chosen = {k: v for k, v in found.items() if k in keys and not (k == "position" and isinstance(v, int))}
        return {k: _lasting(v, keys) for k, v in chosen.items()}
    return [_lasting(one, keys) for one in found] if isinstance(found, list | tuple) else found


def last_lines(hunk: str, count: int = 1) -> str | None:
    """Give the lines that a remark hangs on: the last ones of the piece of the difference that a forge shows.

    Args:
        hunk: lines that begin with a sign each, after a line that begins with `@@`.
        count: how many lines the remark is about.
    """
    lines = [line[1:] for line in hunk.splitlines() if line[:1] in {"+", "-", " "}]
    return "\n".join(lines[-max(count, 1) :]) or None


def unexpected(key: str) -> ForgeError:
    """Give the failure of an answer that does not have the form that its API describes."""
    return ForgeError(
        T("Plattformens svar har inte den form som väntades: {falt}", falt=key),
        T("Se efter att plattformen är den som anges och att den är av en version som stöds."),
    )


def _none(key: str) -> str:
    raise unexpected(key)
