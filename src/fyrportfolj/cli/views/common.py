"""Words and marks that several views share."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fyrportfolj.cli.blocks import Inline, Span, Words
from fyrportfolj.i18n import Amount
from fyrportfolj.messages import T, Text
from fyrportfolj.rules.changes.words import word

if TYPE_CHECKING:
    from fyrportfolj.commands.portrait import Portrait

EXAMPLE = Span(T("(exempel)"), "dampad")

PARTICIPANTS: dict[str, Text] = {
    "deltar": T("Deltar"),
    "intresserad": T("Intresserade"),
    "tillfragad": T("Tillfrågade"),
    "avstar": T("Avstår"),
}


def marked(namn: Words, p: Portrait, *, lage: bool = True) -> Inline:
    """Give a name with the marks that every view shows: example, stopped, closed.

    Args:
        namn: the name or id to mark.
        p: the undertaking.
        lage: also say when it is stopped or closed.
    """
    parts: list[Words | Span] = [namn]
    if p.exempel:
        parts += [" ", EXAMPLE]
    if lage and p.lage != "pagar":
        parts += [" ", Span(T("({lage})", lage=word(p.lage)), "varning")]
    return tuple(parts)


def flat(inline: Inline) -> tuple[Words | Span, ...]:
    """Give text in a line as a row of pieces."""
    return inline if isinstance(inline, tuple) else (inline,)


def either(words: tuple[str, ...]) -> Words:
    """Give words of which one is enough: a, b or c."""
    if len(words) == 1:
        return words[0]
    return T("{nagra} eller {sista}", nagra=", ".join(words[:-1]), sista=words[-1])


def money(amount: Decimal | None) -> Text | None:
    """Give an amount with its unit, or None."""
    return None if amount is None else T("{belopp}", belopp=Amount(amount))


def one_line(text: str) -> str:
    """Give running text without the line breaks of its file."""
    return " ".join(text.split())
