"""The log of a portfolio or an undertaking, newest first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import groupby, islice
from typing import TYPE_CHECKING

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Line, Raw, Span, Style, Words
from fyrportfolj.cli.views.common import one_line
from fyrportfolj.commands.log import Log, LogRow
from fyrportfolj.commands.log_facts import DecisionFacts, Typ
from fyrportfolj.messages import T, Text
from fyrportfolj.rules.changes.words import OUTCOMES, word

if TYPE_CHECKING:
    from fyrportfolj.commands.log_sheet import MadeSheet

_KINDS: dict[Typ, tuple[Text, Style]] = {
    "beslut": (T("beslut"), "bra"),
    "rattelse": (T("rättelse"), "varning"),
    "policy": (T("policy"), "varning"),
    "arbete": (T("arbete"), "dampad"),
    "sammanfogning": (T("sammanfogning"), "dampad"),
}
_SHORT = 10
_SHORT_SUM = 12
_WIDE_SIGNS = "\u1100"
"""The first sign that takes two columns of a terminal."""

_MOST = 25
"""Changes of one commit that are shown; the first commit of a portfolio holds hundreds."""


def log_rows(found: Log, width: int) -> Blocks:
    """Show a log; rows are read while they are shown.

    Args:
        found: the log.
        width: columns of the terminal.
    """
    for block in _entries(found):
        yield _quick(block, width) if isinstance(block, Line) else block


def _quick(line: Line, width: int) -> Block:
    """Give a line that surely fits as one that is not folded: folding costs more than all else in a long log."""
    parts = line.text if isinstance(line.text, tuple) else (line.text,)
    texts = [p.text if isinstance(p, Span) else p for p in parts]
    # A sentence may be longer in another language, and some signs take two columns.
    plain = "".join(t if isinstance(t, str) else str(t) * 2 for t in texts)
    if line.indent + len(plain) > width or "\n" in plain or "  " in plain or max(plain, default="") >= _WIDE_SIGNS:
        return line
    return Raw((" " * line.indent, *parts) if line.indent else line.text)


def _entries(found: Log) -> Iterator[Block]:
    rows = iter(found.rader)
    shown = 0
    for row in islice(rows, found.urval.antal):
        if shown:
            yield Blank()
        yield from _row(row, found)
        shown += 1
    if not shown:
        yield Line(_empty(found))
    elif next(rows, None) is not None:
        yield Blank()
        yield Line(Span(T("fler finns; höj --limit för att se dem"), "dampad"))


def made_sheet(made: MadeSheet, _width: int) -> Blocks:
    """Show where the decision log was written and how much is in it."""
    yield Raw(os.path.relpath(made.fil))
    yield Line(T("1 beslut") if made.antal == 1 else T("{antal} beslut", antal=made.antal))


def _empty(found: Log) -> Text:
    if found.urval.fran or found.urval.till:
        return T("Inget är registrerat under perioden.")
    if found.urval.bara_beslut or not (found.insats or found.urval.alla):
        return T(
            "Historiken har inga beslutsincheckningar; fyr log --alla visar allt, fyr gate log ID besluten i filen."
        )
    return T("Inget är registrerat.")


def _row(row: LogRow, found: Log) -> Iterator[Block]:
    kind, style = _KINDS[row.typ]
    head: list[Words | Span] = [Span(str(row.dag), "stark"), " ", Span(kind, style), " · ", row.av]
    yield Line((*head, " ", Span(row.incheckning[:_SHORT], "dampad")), hang=2)
    if row.beslut:
        yield from _decision(row.beslut, named=found.insats is None)
    elif row.policy:
        serie = T("Policy nummer {serie}", serie=row.policy.serie) if row.policy.serie else T("Policy")
        yield Line((serie, *((": ", row.policy.grund) if row.policy.grund else ())), indent=2, hang=2)
    else:
        yield Line(row.arende, indent=2, hang=2)
    if row.obekraftad:
        yield Line((Span(T("obekräftad: "), "fel"), row.obekraftad), indent=2, hang=2)
    yield from _changes(row, named=found.insats is None)


def _decision(d: DecisionFacts, *, named: bool) -> Iterator[Block]:
    head: list[Words | Span] = [Span(d.namn, "stark"), " · "] if named else []
    yield Line((*head, *_outcome(d)), indent=2, hang=2)
    body = T("{organ}, {kommun}", organ=d.organ, kommun=d.kommun) if d.kommun else d.organ
    numbers = tuple(T("dnr {nummer} ({myndighet})", nummer=n, myndighet=who) for who, n in d.diarienummer.items())
    facts: list[Words] = [x for x in (body, d.datum, d.paragraf, *numbers) if x]
    yield Line(_dotted(facts), indent=2, hang=2)
    for title, text in _facts(d):
        yield Line((Span(title, "dampad"), text), indent=2, hang=2)


def _outcome(d: DecisionFacts) -> tuple[Words | Span, ...]:
    if d.rattar:
        return (Span(T("rättelse"), "stark"), T(" av beslutet {id}", id=d.rattar))
    decided = d.motesutfall in (None, "beslutat")
    what = OUTCOMES.get(d.utfall or "") or word(d.beslutstyp if decided else d.motesutfall or "")
    gate = (T("{grind}: ", grind=d.grind),) if d.grind else ()
    return (*gate, Span(what, "stark"))


def _facts(d: DecisionFacts) -> Iterator[tuple[Text, Words]]:
    if d.mandat:
        yield T("mandat: "), d.mandat
    for u in d.underlag:
        name = T("{namn} version {version}", namn=u.titel, version=u.version)
        yield T("underlag: "), T("{namn}, {sha}", namn=name, sha=u.sha256[:_SHORT_SUM]) if u.sha256 else name
    for v in d.villkor:
        met = T("uppfyllt {dag}", dag=v.uppfyllt) if v.uppfyllt else T("senast {dag}", dag=v.senast)
        yield T("villkor {id}: ", id=v.id), T("{text} ({nar})", text=one_line(v.text), nar=met)
    for who in d.reservation:
        yield T("reservation: "), one_line(who)


def _dotted(parts: list[Words]) -> tuple[Words | Span, ...]:
    return tuple(p for n, part in enumerate(parts) for p in ((" · ", part) if n else (part,)))


def _changes(row: LogRow, *, named: bool) -> Iterator[Block]:
    if row.bara_form:
        yield Line(Span(T("bara formen är ändrad, inget i sak"), "dampad"), indent=2)
    # What a decision's commit says of itself stands above already.
    told = [c for c in row.andringar if not (row.beslut and c.handelse == "nytt_beslut")]
    here = row.beslut.insats if row.beslut else None
    for insats, changes in groupby(told[:_MOST], key=lambda c: c.insats):
        if named and insats not in (None, here):
            yield Line(Span(row.namn.get(insats or "", insats or ""), "stark"), indent=2, hang=2)
        for change in changes:
            yield Line(("– ", change.text), indent=2, hang=2)
    left = len(told) - _MOST
    if left > 0:
        hint = T("– och {antal} ändringar till; --format json visar alla", antal=left)
        yield Line(Span(hint, "dampad"), indent=2, hang=2)
    for path in row.olasliga:
        text = T("{fil} gick inte att läsa före eller efter, så ändringarna i den visas inte", fil=path)
        yield Line((Span("– ", "varning"), text), indent=2, hang=2)
    if row.ovriga:
        yield Line(Span(T("– även {filer}", filer=row.ovriga), "dampad"), indent=2, hang=2)
