"""Funding calls, applications, and what fits."""

from __future__ import annotations

from collections.abc import Iterator

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Column, Heading, Inline, Line, Span, Style, Table, pairs
from fyrportfolj.cli.views.common import EXAMPLE, marked, money
from fyrportfolj.commands.funding import CallCard, CallRow, Calls, Matches, MatchRow
from fyrportfolj.messages import T, Text
from fyrportfolj.rules.changes.words import word
from fyrportfolj.rules.funding.plan import ApplicationPlan

_STANDING: dict[str, Style] = {"klart": "bra", "i_tid": "", "brattom": "varning", "for_sent": "fel", "okant": "dampad"}
_ANSWER: dict[str, Style] = {"ja": "bra", "nej": "fel", "okant": "dampad"}
LIMITS: dict[str, Text] = {
    "stodandel": T("utlysningens stödandel"),
    "belopp_max": T("utlysningens högsta belopp"),
    "medfinansiering": T("kravet på egen del"),
    "inget": T("ingenting; utlysningen anger ingen gräns"),
}


def call_list(found: Calls, _width: int) -> Blocks:
    """Show the calls.

    Args:
        found: the calls.
        _width: columns of the terminal; the table fits itself.
    """
    yield Heading(T("Utlysningar {dag}", dag=found.dag))
    if not found.rader:
        yield Line(T("Inga utlysningar är inlagda. De står som filer i utlysningar/."), indent=2)
        return
    columns = (
        Column(T("Utlysning"), fixed=True),
        Column(T("Finansiär"), wide=True),
        Column(T("Stänger")),
        Column(T("Dagar kvar"), right=True),
        Column(T("Stöd"), right=True),
        Column(T("Högst"), right=True),
        Column(T("Ansökningar")),
    )
    yield Table(columns, tuple(_row(r) for r in found.rader), indent=2)


def _row(row: CallRow) -> tuple[Inline, ...]:
    call = row.utlysning
    share: Inline = "–" if call.stodandel_max_procent is None else T("{tal} %", tal=call.stodandel_max_procent)
    left: Inline = "–" if row.dagar_kvar is None else str(row.dagar_kvar)
    name: Inline = (call.id, " ", EXAMPLE) if call.exempel else call.id
    applied: Inline = T("{vilka}", vilka=tuple(word(a.status) for a in call.ansokningar)) if call.ansokningar else "–"
    return name, call.finansiar, _closes(row), left, share, money(call.belopp_max_kr) or "–", applied


def _closes(row: CallRow) -> Inline:
    day = row.utlysning.stanger
    if row.oppenhet == "stangd":
        return Span(T("stängd {dag}", dag=day), "dampad")
    if row.oppenhet == "kommande":
        return T("öppnar {dag}", dag=row.utlysning.oppnar)
    return T("{dag}", dag=day) if day else T("ingen dag angiven")


def call_card(found: CallCard, _width: int) -> Blocks:
    """Show a call with its applications.

    Args:
        found: the call.
        _width: columns of the terminal; the tables fit themselves.
    """
    call = found.rad.utlysning
    yield Heading((call.namn, " ", EXAMPLE) if call.exempel else call.namn)
    closes: Inline = _closes(found.rad)
    if call.stanger is not None and call.stanger_klockan is not None:
        closes = T("{dag} klockan {tid}", dag=call.stanger, tid=call.stanger_klockan)
    yield pairs(
        (
            (T("Finansiär"), call.finansiar),
            (T("Program"), call.program),
            (T("Öppnar"), T("{dag}", dag=call.oppnar) if call.oppnar else None),
            (T("Stänger"), closes),
            (T("Dagar kvar"), None if found.rad.dagar_kvar is None else str(found.rad.dagar_kvar)),
            (
                T("Stödandel"),
                T("högst {tal} %", tal=call.stodandel_max_procent) if call.stodandel_max_procent else None,
            ),
            (T("Minsta stöd"), money(call.belopp_min_kr)),
            (T("Högsta stöd"), money(call.belopp_max_kr)),
            (T("Utbetalning"), word(call.utbetalning) if call.utbetalning else None),
            (T("Källa"), T("{kalla}, läst {dag}", kalla=call.kalla, dag=call.hamtad)),
            (T("Länk"), call.lank),
        ),
        indent=2,
    )
    if not found.ansokningar:
        yield Blank()
        yield Line(T("Ingen ansökan är påbörjad. Se vad som passar med fyr funding match."), indent=2)
    for plan in found.ansokningar:
        yield from _application(found, plan)


def _application(found: CallCard, plan: ApplicationPlan) -> Iterator[Block]:
    a = plan.ansokan
    names = tuple(found.insatser[i].namn if i in found.insatser else i for i in a.insatser)
    yield Heading(T("Ansökan för {insatser}: {status}", insatser=names, status=word(a.status)))
    if plan.stod is None:
        yield Line(
            T("Budget saknas, så inget går att räkna. Skriv budget_kr eller insatsernas finansiering."), indent=2
        )
    else:
        low = T("för liten budget") if plan.stod.under_minsta else LIMITS[plan.stod.begransas_av]
        yield pairs(
            (
                (T("Budget"), money(plan.stod.budget_kr)),
                (T("Stödet kan bli"), money(plan.stod.stod_kr)),
                (T("Begränsas av"), low),
                (T("Räknas med"), money(plan.bidrag_kr)),
                (T("Egen del"), money(plan.egen_kr)),
                *_cash(plan),
            ),
            indent=2,
        )
    if plan.intyg:
        yield Blank()
        yield _certificates(found, plan)


def _cash(plan: ApplicationPlan) -> tuple[tuple[Text, Inline | None], ...]:
    cash = plan.likviditet
    if cash is None:
        return ((T("Utlägg"), T("går inte att räkna: insatsen saknar första eller sista dag")),)
    when = T("{belopp} i {manad}", belopp=money(cash.storsta_utlagg_kr), manad=f"{cash.nar:%Y-%m}" if cash.nar else "–")
    return ((T("Största utlägg"), when), (T("varav stöd som väntas"), money(cash.varav_bidrag_kr)))


def _certificates(found: CallCard, plan: ApplicationPlan) -> Table:
    columns = (
        Column(T("Kommun"), fixed=True),
        Column(T("Egen del"), right=True),
        Column(T("Intyg")),
        Column(T("Handlingar")),
        Column(T("Sammanträde")),
        Column(T("Läge")),
    )
    parts = plan.egna_delar.delar if plan.egna_delar else {}
    rows = tuple(
        (
            found.kommuner.get(s.kommun, s.kommun),
            money(parts.get(s.kommun)) or "–",
            word(s.intyg),
            T("{dag}", dag=s.handlingar) if s.handlingar else "–",
            T("{dag}", dag=s.mote) if s.mote else Span(T("ej inlagt"), "dampad"),
            Span(word(s.laget), _STANDING[s.laget]),
        )
        for s in plan.intyg
    )
    return Table(columns, rows, indent=2)


def match_list(found: Matches, _width: int) -> Blocks:
    """Show what fits what.

    Args:
        found: calls and undertakings.
        _width: columns of the terminal; the lines fold themselves.
    """
    if found.insats is not None:
        yield Heading(T("Utlysningar för {namn}", namn=found.insats.namn))
    else:
        yield Heading(T("Insatser som passar en utlysning {dag}", dag=found.dag))
    if not found.rader:
        yield Line(T("Inget passar."), indent=2)
    last = None
    for row in found.rader:
        if found.insats is None and row.utlysning.id != last:
            last = row.utlysning.id
            yield Blank()
            yield Line(Span(row.utlysning.namn, "stark"), indent=2)
        yield Line(_matched(found, row), indent=4 if found.insats is None else 2, hang=2)


def _matched(found: Matches, row: MatchRow) -> tuple[Text | str | Span, ...]:
    name: Inline = row.utlysning.namn if found.insats is not None else marked(row.insats.namn, row.insats)
    pieces: list[Text | str | Span] = list(name) if isinstance(name, tuple) else [name]
    pieces.append(": ")
    for i, point in enumerate(row.traff.punkter):
        pieces += [", " if i else "", point.vad, " ", Span(word(point.svar), _ANSWER[point.svar])]
    if row.traff.soker:
        pieces.append(T("; ansökan finns"))
    return tuple(pieces)
