"""One initiative or project on a page."""

from __future__ import annotations

from collections.abc import Iterator

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Column, Heading, Inline, Line, Span, Style, Table, Words, pairs
from fyrportfolj.cli.views.common import EXAMPLE, PARTICIPANTS, marked, money, one_line
from fyrportfolj.commands.show import Card
from fyrportfolj.messages import T, Text
from fyrportfolj.rules.changes.words import OUTCOMES, word

_NAMED = 3
"""Municipalities that are named in a row; more are counted."""


def card(c: Card, _width: int) -> Blocks:
    """Show an undertaking: head, where it stands, documents, risks, milestones, decisions, money.

    Args:
        c: the undertaking.
        _width: columns of the terminal; the lines fold themselves.
    """
    yield from _head(c)
    yield from _standing(c)
    yield from _documents(c)
    yield from _risks(c)
    yield from _milestones(c)
    yield from _decisions(c)
    yield from _economy(c)
    if c.projekt:
        yield Heading(T("Projekt"))
        rows = tuple((marked(p.id, p), p.fas_namn) for p in c.projekt)
        yield Table((Column(), Column()), rows, indent=2)


def _head(c: Card) -> Iterator[Block]:
    yield Heading((c.insats.namn, " ", EXAMPLE) if c.insats.exempel else c.insats.namn)
    yield Line(one_line(c.sammanfattning))
    for goal in c.mal:
        yield Line((Span(T("Mål: "), "dampad"), one_line(goal)), hang=2)
    yield Blank()
    period = T("{start} – {slut}", start=c.start or "?", slut=c.slut or "?") if c.start or c.slut else None
    place = " › ".join(x for x in (c.fokusomrade, c.delomrade) if x) or None
    rows: list[tuple[Words, Inline | None]] = [
        (T("Id"), c.insats.id),
        (T("Fil"), c.fil),
        (T("Delområde"), place),
        (T("Program"), c.program),
        (T("Ägare"), c.agare),
        (T("Ledare"), c.ledare),
        (T("Tid"), period),
    ]
    for status in dict.fromkeys(p.status for p in c.deltagare):
        names = tuple(p.namn for p in c.deltagare if p.status == status)
        rows.append((PARTICIPANTS[status], T("{namn}", namn=names)))
    yield pairs(rows)


def _standing(c: Card) -> Iterator[Block]:
    yield Heading(T("Var den står"))
    phases: list[Words | Span] = []
    for n, step in enumerate(c.faser):
        phases += [" › "] if n else []
        phases.append(Span(T("[{fas}]", fas=step.namn), "stark") if step.har else Span(step.namn, "dampad"))
    yield Line(tuple(phases), indent=2, hang=2)
    if c.insats.lage != "pagar":
        since = T(" sedan {dag}", dag=c.insats.sedan) if c.insats.sedan else ""
        yield Line((Span(word(c.insats.lage), "varning"), since), indent=2)
    if c.grind:
        yield Line(_gate(c), indent=2, hang=2)
    if c.lage.index is not None and c.insats.lage == "pagar":
        yield Line(_lights(c), indent=2, hang=2)


def _gate(c: Card) -> Inline:
    if c.saknas:
        state: Span = Span(T("{saknas} av {av} kriterier återstår", saknas=c.saknas, av=c.kriterier), "varning")
    elif c.vantar:
        state = Span(T("redo; väntar på {antal} beslut", antal=c.vantar), "bra")
    else:
        state = Span(T("alla kriterier är uppfyllda"), "bra")
    return (T("Nästa grind: {grind}: ", grind=c.grind), state)


def _lights(c: Card) -> Inline:
    parts: list[Words | Span] = [T("Statusrapport {dag}: ", dag=c.lage.dag)]
    for n, row in enumerate(c.lage.rader):
        parts += [", "] if n else []
        parts.append(T("{omrade} ", omrade=word(row.omrade)))
        parts.append(_light(row.rapporterad))
    if c.lage.for_gammal:
        parts += [" ", Span(T("(för gammal)"), "varning")]
    return tuple(parts)


def _light(light: str | None) -> Span:
    styles: dict[str, Style] = {"enligt_plan": "bra", "mindre_komplikationer": "varning", "komplikationer": "fel"}
    return Span(word(light), styles[light]) if light else Span(T("ej rapporterat"), "dampad")


def _documents(c: Card) -> Iterator[Block]:
    if not c.dokument:
        return
    yield Heading(T("Dokument"))
    rows: list[tuple[Inline, ...]] = []
    for d in c.dokument:
        name: Inline = T("{namn} {nummer}", namn=d.namn, nummer=d.nummer) if d.nummer else d.namn
        status: Inline = word(d.status) if d.status else Span(T("saknas"), "varning")
        rows.append((name, d.version or "–", status))
    columns = (Column(T("Dokument")), Column(T("Version"), fixed=True), Column(T("Status"), fixed=True))
    yield Table(columns, tuple(rows), indent=2)


def _risks(c: Card) -> Iterator[Block]:
    if not c.risker:
        return
    yield Heading(T("Risker"))
    figures = tuple(Column(x, right=True, fixed=True) for x in "SKR")
    columns = (Column(T("Id")), *figures, Column(T("Nivå"), fixed=True), Column(T("Hot")))
    rows = tuple((r.id, str(r.sannolikhet), str(r.konsekvens), str(r.varde), r.niva_namn, r.hot) for r in c.risker)
    yield Table(columns, rows, indent=2)


def _milestones(c: Card) -> Iterator[Block]:
    if not c.milstolpar:
        return
    yield Heading(T("Milstolpar"))
    columns = (
        Column(T("Id")),
        Column(T("Milstolpe")),
        Column(T("Baslinje"), fixed=True),
        Column(T("Nu"), fixed=True),
        Column(T("Förskjutning")),
    )
    rows: list[tuple[Inline, ...]] = []
    for m in c.milstolpar:
        now: Inline = T("nådd {dag}", dag=m.utfall) if m.utfall else str(m.prognos or m.baslinje)
        slip: Inline = Span(T("{dagar} dagar", dagar=m.forskjutning), "varning") if m.forskjutning > 0 else "–"
        rows.append((m.id, m.namn, str(m.baslinje), now, slip))
    yield Table(columns, tuple(rows), indent=2)


def _decisions(c: Card) -> Iterator[Block]:
    if not c.beslut:
        return
    yield Heading(T("Beslut"))
    rows: list[tuple[Inline, ...]] = []
    for d in c.beslut:
        who: Inline = d.organ
        if len(d.kommuner) > _NAMED:
            who = T("{organ} i {antal} kommuner", organ=d.organ, antal=len(d.kommuner))
        elif d.kommuner:
            who = T("{organ} i {kommuner}", organ=d.organ, kommuner=d.kommuner)
        what = OUTCOMES[d.utfall] if d.utfall else word(d.motesutfall)
        rows.append((str(d.datum), who, word(d.galler), what))
    columns = (Column(T("Datum"), fixed=True), Column(T("Organ")), Column(T("Gäller")), Column(T("Utfall"), fixed=True))
    yield Table(columns, tuple(rows), indent=2)


def _economy(c: Card) -> Iterator[Block]:
    f = c.ekonomi
    if f is None:
        return
    yield Heading(T("Ekonomi"))
    rows: list[tuple[Words, Inline | None]] = [
        (T("Total kostnad"), money(f.total_kr)),
        (T("Kommunernas del"), money(f.kommunernas_del_kr)),
        (T("Upparbetat"), money(f.upparbetat_kr)),
        (T("Prognos"), money(f.prognos_kr)),
        (T("Egen tid"), _hours(c)),
    ]
    yield pairs(rows, indent=2)
    shares = [(T("finansiär"), a) for a in f.finansiarer] + [(T("kommun"), a) for a in f.andelar]
    if shares:
        yield Blank()
        columns = (Column(), Column(right=True, fixed=True), Column())
        yield Table(columns, tuple((a.part, money(a.belopp_kr) or "", Span(kind, "dampad")) for kind, a in shares), 2)
    if f.finansiarer_namn:
        yield Line(T("Finansiärer utan känt belopp: {namn}", namn=f.finansiarer_namn), indent=2, hang=2)


def _hours(c: Card) -> Text | None:
    f = c.ekonomi
    if f is None or f.egen_tid_timmar_fran is None:
        return None
    return T(
        "{fran}–{till} timmar per nyckelresurs och kommun",
        fran=f.egen_tid_timmar_fran,
        till=f.egen_tid_timmar_till or f.egen_tid_timmar_fran,
    )
