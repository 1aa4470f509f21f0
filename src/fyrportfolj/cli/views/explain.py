"""Explanations: a code's page, or the fields of a model."""

from __future__ import annotations

from collections.abc import Iterator

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Column, Heading, Line, Raw, Span, Table, pairs
from fyrportfolj.commands.explain import Explained
from fyrportfolj.commands.field_cards import FieldCard
from fyrportfolj.messages import T

_FENCE = "```"
_SOURCE = "Källa:"
_STEP = 2


def explained(e: Explained, _width: int) -> Blocks:
    """Show an explanation.

    Args:
        e: what was asked about.
        _width: columns of the terminal; the lines fold themselves.
    """
    if e.slag == "kod":
        yield from markdown(str(e.text))
        return
    yield Heading((e.rubrik, " ", Span(f"({e.namn})", "dampad")) if str(e.rubrik) != e.namn else e.rubrik)
    yield from markdown(str(e.text))
    if e.rader:
        yield Table((Column(fixed=True), Column()), e.rader)
    if e.fil:
        yield Blank()
        yield pairs([(T("fil"), e.fil)])
    for card in e.falt:
        yield Blank()
        yield from _card(card, 0)


def markdown(text: str) -> Iterator[Block]:
    """Show Markdown as plain lines: headings marked, paragraphs folded, code as it stands.

    Args:
        text: headings, paragraphs, lists and fenced code; anything else is shown as a paragraph.
    """
    paragraph: list[str] = []
    code = False

    def flush() -> Iterator[Block]:
        if paragraph:
            words = " ".join(paragraph)
            yield Line(words.replace("`", ""), hang=2 if words.startswith(("- ", "* ")) else 0)
            paragraph.clear()

    for line in text.splitlines():
        if line.startswith(_FENCE):
            yield from flush()
            code = not code
        elif code:
            yield Raw("    " + line)
        elif not line.strip():
            yield from flush()
            yield Blank()
        elif line.startswith("#"):
            yield from flush()
            yield Line(Span(line.lstrip("# "), "rubrik"))
        else:
            if line.startswith(("- ", "* ", _SOURCE)):
                yield from flush()
            paragraph.append(line.strip())
    yield from flush()


def _card(card: FieldCard, indent: int) -> Iterator[Block]:
    needed = (" · ", Span(T("krävs"), "varning")) if card.kravs else ()
    yield Line((Span(card.namn, "stark"), " · ", Span(card.typ, "dampad"), *needed), indent=indent, hang=_STEP)
    about = f"{card.titel}: {card.beskrivning}" if card.beskrivning else card.titel
    yield Line(about, indent=indent + _STEP)
    if card.varden:
        yield Line((Span(T("värden: "), "dampad"), ", ".join(card.varden)), indent=indent + _STEP, hang=_STEP)
    for inner in card.falt:
        yield from _card(inner, indent + _STEP)
