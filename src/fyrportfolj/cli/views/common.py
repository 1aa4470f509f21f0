"""Words and marks that several views share."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fyrportfolj.cli.blocks import Inline, Span, Words
from fyrportfolj.i18n import Amount
from fyrportfolj.messages import T, Text

if TYPE_CHECKING:
    from fyrportfolj.commands.portrait import Portrait

EXAMPLE = Span(T("(exempel)"), "dampad")

LAGE: dict[str, Text] = {"pagar": T("pågår"), "stoppad": T("stoppad"), "avslutad": T("avslutad")}

LIGHTS: dict[str, Text] = {
    "enligt_plan": T("enligt plan"),
    "mindre_komplikationer": T("mindre komplikationer"),
    "komplikationer": T("komplikationer"),
}

OUTCOMES: dict[str, Text] = {
    "fortsatt": T("FORTSÄTT"),
    "tillbaka": T("TILLBAKA"),
    "stopp": T("STOPP"),
    "avsluta": T("AVSLUTA"),
}

PARTICIPANTS: dict[str, Text] = {
    "deltar": T("Deltar"),
    "intresserad": T("Intresserade"),
    "tillfragad": T("Tillfrågade"),
    "avstar": T("Avstår"),
}

_TERMS: dict[str, Text] = {
    # documents
    "utkast": T("utkast"),
    "pa_remiss": T("på remiss"),
    "godkand": T("godkänd"),
    "faststalld": T("fastställd"),
    "ersatt": T("ersatt"),
    # meetings and decisions
    "beslutat": T("beslutat"),
    "bordlagt": T("bordlagt"),
    "aterremitterat": T("återremitterat"),
    "utgick": T("utgick"),
    "ateruppta": T("återuppta"),
    "risk": T("risk"),
    "artefakt": T("dokument"),
    "ovrigt": T("övrigt"),
    "rattelse": T("rättelse"),
    # risks
    "oppen": T("öppen"),
    "under_atgard": T("under åtgärd"),
    "accepterad": T("accepterad"),
    "stangd": T("stängd"),
    "intraffad": T("inträffad"),
    # areas of the status report
    "budget": T("budget"),
    "tid": T("tid"),
    "personal": T("personal"),
    "omfattning": T("omfattning"),
    "kvalitet": T("kvalitet"),
    "nytta": T("nytta"),
}


def term(word: str) -> Text:
    """Give a word of the vocabulary as a person writes it; an unknown one as it is."""
    return _TERMS.get(word) or LIGHTS.get(word) or T("{ord}", ord=word)


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
