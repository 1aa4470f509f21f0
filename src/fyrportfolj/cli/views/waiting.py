"""What waits for a person."""

from __future__ import annotations

from collections.abc import Iterator

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Column, Heading, Inline, Line, Span, Table, Words
from fyrportfolj.cli.views.common import either, flat, marked
from fyrportfolj.cli.views.risk import reason
from fyrportfolj.commands.waiting import AwaitedDecision, Due, Waiting
from fyrportfolj.messages import T, Text


def waiting(w: Waiting, _width: int) -> Blocks:
    """Show what waits, the most urgent first.

    Args:
        w: what was gathered.
        _width: columns of the terminal; the lines fold themselves.
    """
    yield Heading(w.portfolj)
    yield Line(Span(T("{dag} · för {vem}", dag=w.dag, vem=w.vem) if w.vem else T("{dag}", dag=w.dag), "dampad"))
    sections = (
        (T("Beslut som väntas"), list(_decisions(w.beslut))),
        (T("Försenat"), list(_days(w.forsenat))),
        (T("Risker att agera på"), list(_risks(w))),
        (T("Nära i tiden"), list(_days(w.nara))),
    )
    for title, blocks in sections:
        if blocks:
            yield Heading(title)
            yield from blocks
    if not any(blocks for _, blocks in sections):
        yield Blank()
        yield Line(T("Inget väntar."))
    if w.fel or w.varningar:
        yield Blank()
        yield Line(_findings(w), hang=2)


def _findings(w: Waiting) -> Inline:
    count: Words = T("{fel} fel och {varningar} varningar i data", fel=w.fel, varningar=w.varningar)
    return (Span(count, "fel" if w.fel else "varning"), T(": kör fyr check"))


def _decisions(rows: tuple[AwaitedDecision, ...]) -> Iterator[Block]:
    last = ""
    for row in rows:
        if row.insats.id != last:
            yield Line(marked(row.insats.namn, row.insats), indent=2, hang=2)
            last = row.insats.id
        yield Line(_awaited(row), indent=4, hang=2)


def _awaited(row: AwaitedDecision) -> Text:
    who = either(row.organ)
    if row.kommuner:
        return T(
            "{grind}: {organ} i {kommuner} ({svarat} av {av} har svarat)",
            grind=row.grind,
            organ=who,
            kommuner=row.kommuner,
            svarat=row.svarat,
            av=row.av,
        )
    return T("{grind}: {organ}", grind=row.grind, organ=who)


def _days(rows: tuple[Due, ...]) -> Iterator[Block]:
    if not rows:
        return
    cells = tuple((str(d.dag), _distance(d.dagar), _what(d)) for d in rows)
    yield Table((Column(fixed=True), Column(fixed=True), Column()), cells, indent=2)


def _distance(days: int) -> Inline:
    if days < 0:
        return Span(T("{dagar} dagar sen", dagar=-days), "fel") if days < -1 else Span(T("1 dag sen"), "fel")
    if days == 0:
        return Span(T("i dag"), "varning")
    return T("om {dagar} dagar", dagar=days) if days > 1 else T("i morgon")


def _what(d: Due) -> Inline:
    who: tuple[Words, ...] = (T(" ({roll})", roll=d.ansvarig),) if d.ansvarig else ()
    return (d.vad, *who, " · ", *flat(marked(d.insats.namn, d.insats, lage=False)))


def _risks(w: Waiting) -> Iterator[Block]:
    rows = tuple(
        (
            f"{e.rad.id} R={e.rad.varde}",
            e.rad.niva_namn,
            (
                *flat(reason(e)),
                T(": {vem}", vem=e.vem),
                " · ",
                *flat(marked(e.rad.insats.namn, e.rad.insats, lage=False)),
            ),
        )
        for e in w.risker
    )
    if rows:
        yield Table((Column(fixed=True), Column(fixed=True), Column()), rows, indent=2)
