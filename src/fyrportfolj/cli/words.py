"""Marking of help texts, which Typer wants as plain strings when the commands are declared."""

from __future__ import annotations

from fyrportfolj import i18n


def N_(msgid: str) -> str:  # noqa: N802  (a keyword for the extractor, as `T`)
    """Mark a Swedish help text for translation; `translated` gives the user's language when it is shown.

    Args:
        msgid: Swedish text without fields.
    """
    return msgid


def translated(msgid: str, language: str) -> str:
    """Give a marked help text in a language.

    Args:
        msgid: Swedish text.
        language: `sv` or `en`.
    """
    return i18n.translate(msgid, language)
