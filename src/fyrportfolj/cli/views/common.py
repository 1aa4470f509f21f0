"""Words and marks that several views share."""

from __future__ import annotations

from fyrportfolj.cli.blocks import Inline, Span, Words
from fyrportfolj.commands.portrait import Portrait
from fyrportfolj.messages import T, Text

LAGE: dict[str, Text] = {"pagar": T("pågår"), "stoppad": T("stoppad"), "avslutad": T("avslutad")}


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
        parts += [" ", Span(T("({lage})", lage=LAGE[p.lage]), "varning")]
    return tuple(parts)


EXAMPLE = Span(T("(exempel)"), "dampad")
