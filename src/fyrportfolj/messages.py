"""Text that a person will read, kept as a value until someone prints it.

The Swedish sentence is the message id. Rooms below the doors only *name* a sentence and its
parameters; `i18n` chooses the language, the date form and the number form at the edge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_EMPTY: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence with parameters, not yet in any language.

    Attributes:
        msgid: Swedish text with `{name}` fields.
        params: value per field: str, int, Decimal, date, another Text, or a tuple of these
            (printed as a list with "och" before the last).
    """

    msgid: str
    params: Mapping[str, object] = field(default_factory=lambda: _EMPTY)

    def __str__(self) -> str:
        """Give the Swedish text with unformatted parameters, for tests and debugging only."""
        return self.msgid.format_map({k: _plain(v) for k, v in self.params.items()})


# gettext keeps the empty sentence for itself, so it is not written where sentences are gathered.
_NO_WORDS = ""

NOTHING = Text(_NO_WORDS)
"""What is said where there is nothing to say."""

_PLAIN: dict[str, Text] = {}
"""Sentences without parameters, each once; there are no more than the program holds."""


def T(msgid: str, /, **params: object) -> Text:  # noqa: N802  (a keyword for the extractor, as `_` in gettext)
    """Mark a Swedish sentence for translation and bind its parameters.

    Args:
        msgid: Swedish text with `{name}` fields.
        **params: one value per field.

    Returns:
        The sentence as a value.
    """
    if params:
        return Text(msgid, MappingProxyType(params))
    return _PLAIN.get(msgid) or _PLAIN.setdefault(msgid, Text(msgid))


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_plain(v) for v in value)
    return str(value)
