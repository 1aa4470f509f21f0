"""What waits for a person."""

from __future__ import annotations

from collections.abc import Iterator

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Column, Heading, Inline, Line, Span, Table, Words
from fyrportfolj.cli.findings import counted
from fyrportfolj.cli.views.common import either, flat, marked
from fyrportfolj.cli.views.risk import reason
from fyrportfolj.commands.portrait import Portrait
from fyrportfolj.commands.risk_rows import Escalation
from fyrportfolj.commands.waiting import AwaitedDecision, Due, Waiting
from fyrportfolj.messages import T, Text


def waiting(w: Waiting, most: int | None) -> Blocks:
    """Show what waits, the most urgent first.

    Args:
        w: what was gathered.
        most: most lines in a section, or None for all.
    """
    yield Heading(w.portfolj)
    yield Line(Span(T("{dag} · för {vem}", dag=w.dag, vem=w.vem) if w.vem else T("{dag}", dag=w.dag), "dampad"))
    sections = (
        (T("Beslut som väntas"), _decisions(w.beslut)),
        (T("Försenat"), _days(w.forsenat)),
        (T("Risker att agera på"), _risks(w)),
        (T("Nära i tiden"), _days(w.nara)),
    )
    for title, rows in sections:
        yield from _section(title, rows, most)
    if not any(rows for _, rows in sections):
        yield Blank()
        yield Line(T("Inget väntar."))
    if w.fel or w.varningar:
        yield Blank()
        yield Line(_findings(w), hang=2)


_Row = tuple[Portrait, tuple[Inline, ...]]
"""An undertaking and the cells of one line about it."""


def _section(title: Text, rows: list[_Row], most: int | None) -> Iterator[Block]:
    """Show rows under their undertakings; what does not fit is counted, so that the first page stays a page."""
    if not rows:
        return
    yield Heading(title)
    shown = rows[:most]
    for face in dict.fromkeys(face for face, _ in shown):
        yield Line(marked(face.namn, face), indent=2, hang=2)
        cells = tuple(cells for other, cells in shown if other == face)
        yield Table((*(Column(fixed=True) for _ in cells[0][1:]), Column()), cells, indent=4)
    if len(rows) > len(shown):
        yield Line(
            Span(T("… och {antal} till; fyr --alla visar dem", antal=len(rows) - len(shown)), "dampad"), indent=2
        )


def _findings(w: Waiting) -> Inline:
    count: Words = counted(w.fel, w.varningar)
    return (Span(count, "fel" if w.fel else "varning"), T(" i data: kör fyr check"))


def _decisions(rows: tuple[AwaitedDecision, ...]) -> list[_Row]:
    return [(row.insats, (_awaited(row),)) for row in rows]


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


def _days(rows: tuple[Due, ...]) -> list[_Row]:
    return [(d.insats, (str(d.dag), _distance(d.dagar), _what(d))) for d in rows]


def _distance(days: int) -> Inline:
    if days < 0:
        return Span(T("{dagar} dagar sen", dagar=-days), "fel") if days < -1 else Span(T("1 dag sen"), "fel")
    if days == 0:
        return Span(T("i dag"), "varning")
    return T("om {dagar} dagar", dagar=days) if days > 1 else T("i morgon")


def _what(d: Due) -> Inline:
    return (d.vad, T(" ({roll})", roll=d.ansvarig)) if d.ansvarig else d.vad


def _risks(w: Waiting) -> list[_Row]:
    """Give one row per risk, with every reason to act on it."""
    rows: list[_Row] = []
    by_risk: dict[tuple[str, str], list[Escalation]] = {}
    for e in w.risker:
        by_risk.setdefault((e.rad.insats.id, e.rad.id), []).append(e)
    for found in by_risk.values():
        r = found[0].rad
        why: list[Words | Span] = []
        for e in found:
            why += [", "] if why else []
            why += flat(reason(e))
        who = either(tuple(dict.fromkeys(e.vem for e in found)))
        rows.append((r.insats, (f"{r.id} {r.varde} {r.niva_namn.casefold()}", (*why, " · ", Span(who, "stark")))))
    return rows
