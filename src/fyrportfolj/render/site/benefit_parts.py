"""What the site says of benefits: a calculation and what came of it, per undertaking, per kommun and in all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts.nytta import Nyttokalkyl
from fyrportfolj.render.benefit_charts import curve, tornado
from fyrportfolj.render.site.gathered import Face, Gathered
from fyrportfolj.render.site.page import Part
from fyrportfolj.render.views import benefit_tables as tables
from fyrportfolj.render.views.benefit_pictures import curves_of, tornado_of
from fyrportfolj.render.views.swedish import NONE, capital, day, money, sv
from fyrportfolj.render.views.tables import Cell, Row, Table
from fyrportfolj.rules.benefits.baselines import Frozen
from fyrportfolj.rules.benefits.calculation import Calculation, calculation, scales_of
from fyrportfolj.rules.benefits.due import Reminder, reminders
from fyrportfolj.rules.benefits.flows import case_of, missing
from fyrportfolj.rules.benefits.forecasts import benefit_lines, counted_elsewhere, latest_amounts
from fyrportfolj.rules.benefits.ledger import Booked, booked
from fyrportfolj.rules.benefits.split import PartyShare, party_names, shares
from fyrportfolj.rules.changes.words import word

_YEAR = timedelta(days=365)
_KINDS = ("finansiell", "omfordelning", "kvalitet", "miljo")
_SHARED = (
    T("Insats"),
    T("Kostnad"),
    T("Nytta"),
    T("Netto"),
    T("Netto per invånare"),
    T("Omfördelning, inte med"),
)
_BOOKED = (T("Nytta"), T("År"), T("Planerat"), T("Realiserat"), T("Omplanerat"), T("Förlorat"), T("Läge"))


def undertaking_parts(g: Gathered, face: Face, charts: dict[str, str]) -> Iterator[Part]:
    """Give what an undertaking's page says of its calculation, its outcome and its ledger.

    Args:
        g: the portfolio.
        face: the undertaking.
        charts: charts of the page by key; those of the benefits are added.
    """
    found = _calculated(g, face)
    if found is not None:
        kalkyl, c = found
        picture = tornado_of(c)
        charts["tornado"] = tornado(picture)
        split = shares(case_of(kalkyl), scales_of(g.portfolio, face.u, kalkyl), c.nyckel) if c.nyckel else ()
        title = sv(T("Vem som betalar och vem som får nyttan"))
        shown = (tables.parties_table(split, party_names(g.portfolio, face.u), title),) if split else ()
        yield Part(
            sv(T("Nyttokalkyl")),
            tal=tables.figures(c),
            diagram="tornado",
            diagram_titel=sv(T("Vad nettonuvärdet hänger på, en sak i taget")),
            diagram_text=picture.beskrivning,
            tabeller=(tables.years_table(c), *shown),
            noter=_notes(c),
        )
    lines = benefit_lines(g.portfolio, face.u)
    if any(line.matningar or line.utfall for line in lines):
        yield Part(
            sv(T("Från prognos till utfall")),
            tabeller=(tables.comparison_table(lines),),
            noter=(tables.compared_with(Frozen((), {}), lines),),
        )
        for n, picture_ in enumerate(curves_of(lines), 1):
            charts[f"kurva-{n}"] = curve(picture_)
            yield Part(
                picture_.tabell.titel,
                niva=2,
                diagram=f"kurva-{n}",
                diagram_titel=picture_.tabell.titel,
                tabeller=(picture_.tabell,),
            )
    ledger = tables.ledger_table(booked(face.u), g.names, g.basis.idag)
    if ledger:
        yield Part(sv(T("Huvudbok")), tabeller=(ledger,))


def portfolio_parts(g: Gathered) -> Iterator[Part]:
    """Give what the page of all benefits says beside its list: calculations, sums by kind, what is to be measured."""
    rows: list[Row] = []
    for face in g.with_benefits:
        found = _calculated(g, face)
        if found is not None:
            rows.append(_calculation_row(face, found[1]))
    if rows:
        heads = (T("Insats"), T("Nettonuvärde"), T("Lägst och högst"), T("Måste komma"), T("Återbetalt efter"))
        table = _table(T("Nyttokalkyler"), heads, rows, (1, 2, 3, 4))
        note = sv(T("Frigjord tid ingår inte. Kalkyler i olika års priser går inte att lägga ihop."))
        yield Part(sv(T("Nyttokalkyler")), tabeller=(table,), noter=(note,))
    sums = _sums(g)
    if sums:
        yield Part(sv(T("Nyttor efter slag")), tabeller=(sums,), noter=(sv(T("Var sak är räknad en gång.")),))
    last = g.basis.idag + _YEAR
    held = ((face, r) for face in g.faces for r in reminders(g.portfolio, face.u) if r.dag <= last)
    due = sorted(held, key=lambda x: (x[1].dag, x[0].u.id, x[1].linje.nytta.id))
    if due:
        cells = [_due_row(g, face, r) for face, r in due]
        table = _table(T("Att mäta det närmaste året"), (T("Dag"), T("Nytta"), T("Vem"), T("Läge")), cells, ())
        yield Part(sv(T("Att mäta det närmaste året")), tabeller=(table,))


def kommun_tables(g: Gathered, kommun: str) -> Iterator[Table]:
    """Give what a kommun pays and gains by calculation, and its rows of the ledger.

    Args:
        g: the portfolio.
        kommun: id of the kommun.
    """
    rows: list[Row] = []
    for face in g.with_benefits:
        found = _calculated(g, face)
        if found is None or found[1].nyckel is None:
            continue
        split = shares(case_of(found[0]), scales_of(g.portfolio, face.u, found[0]), found[1].nyckel)
        own = next((p for p in split if p.part == kommun and (p.kostnad or p.nytta or p.omfordelning)), None)
        if own is not None:
            rows.append(_share_row(face, own, found[1]))
    if rows:
        heads = (
            T("Insats"),
            T("Kostnad"),
            T("Nytta"),
            T("Netto"),
            T("Netto per invånare"),
            T("Omfördelning, inte med"),
        )
        yield Table(sv(T("Vad vi betalar och får")), tuple(sv(h) for h in heads), tuple(rows), (), (1, 2, 3, 4, 5))
    held = [(face, b) for face in g.with_benefits for b in booked(face.u) if b.rad.kommun == kommun]
    if held:
        cells = [_ledger_row(g, face, b) for face, b in held]
        yield _table(T("Vår del av huvudboken"), _BOOKED, cells, (2, 3, 4, 5))


def _table(title: Text, heads: tuple[Text, ...], rows: list[Row], right: tuple[int, ...]) -> Table:
    return Table(sv(title), tuple(sv(h) for h in heads), tuple(rows), (), right)


def _calculated(g: Gathered, face: Face) -> tuple[Nyttokalkyl, Calculation] | None:
    kalkyl = face.u.artefakter.nyttokalkyl
    if kalkyl is None or missing(kalkyl):
        return None
    # Three pages of each undertaking and every kommun ask for it.
    key = ("nyttokalkyl", face.u.id)
    known = g.portfolio.memo.get(key)
    if isinstance(known, Calculation):
        return kalkyl, known
    found = calculation(g.portfolio, face.u, kalkyl)
    g.portfolio.memo[key] = found
    return kalkyl, found


def _notes(c: Calculation) -> tuple[str, ...]:
    told = T(
        "{ar} års priser, kalkylränta {ranta}\u00a0% ({kalla}).", ar=str(c.prisniva), ranta=c.ranta, kalla=c.ranta_kalla
    )
    notes = [sv(told)]
    if c.omfordelning:
        worth = sum((r.nuvarde for r in c.omfordelning), Decimal(0))
        notes.append(
            sv(T("Omfördelning med nuvärdet {belopp} är frigjord tid och inte med.", belopp=tables.whole(worth)))
        )
    if c.oprissatta:
        names = ", ".join(f"{n.id} {n.namn}" for n in c.oprissatta)
        notes.append(sv(T("Inte prissatt, men en del av resultatet: {namn}.", namn=names)))
    return tuple(notes)


def _calculation_row(face: Face, c: Calculation) -> Row:
    level = sv(T("prisnivå {ar}", ar=str(c.prisniva)))
    span = sv(T("{lag} till {hog}", lag=tables.whole(c.lagst), hog=tables.whole(c.hogst)))
    m = c.resultat
    return (
        face.link(),
        Cell(tables.whole(m.nnv), (level,)),
        span,
        tables.per_cent(m.break_even),
        tables.years(m.aterbetalning),
    )


def _sums(g: Gathered) -> Table | None:
    elsewhere = counted_elsewhere(g.portfolio)
    counts = dict.fromkeys(_KINDS, 0)
    amounts = dict.fromkeys(_KINDS, Decimal(0))
    for face in g.faces:
        for line in benefit_lines(g.portfolio, face.u):
            if line.nyckel in elsewhere:
                continue
            counts[line.nytta.nyttotyp] += 1
            amounts[line.nytta.nyttotyp] += sum(latest_amounts(line).values(), Decimal(0))
    rows = tuple(
        (capital(sv(word(k))), str(counts[k]), tables.whole(amounts[k]) if amounts[k] else NONE)
        for k in _KINDS
        if counts[k]
    )
    heads = (T("Slag"), T("Antal"), T("Troligt, alla år"))
    return Table(sv(T("Nyttor efter slag")), tuple(sv(h) for h in heads), rows, (), (1, 2)) if rows else None


def _due_row(g: Gathered, face: Face, r: Reminder) -> Row:
    late = sv(T("Försenad")) if r.dag < g.basis.idag else NONE
    n = r.linje.nytta
    return (day(r.dag), face.link(f"{n.id} {n.namn}"), g.names.party(r.vem) if r.vem else NONE, late)


def _share_row(face: Face, p: PartyShare, c: Calculation) -> Row:
    level = sv(T("prisnivå {ar}", ar=str(c.prisniva)))
    amounts = (p.nytta, p.netto, p.netto_per_invanare, p.omfordelning)
    return (face.link(), Cell(money(p.kostnad), (level,)), *(money(a) for a in amounts))


def _ledger_row(g: Gathered, face: Face, b: Booked) -> Row:
    r = b.rad
    amounts = (r.planerat_kr, r.realiserat_kr, r.omplanerat_kr, r.forlorat_kr)
    state = sv(tables.BALANCES[b.balans(g.basis.idag)])
    return (face.link(f"{b.nytta.id} {b.nytta.namn}"), str(r.ar), *(tables.whole(a) for a in amounts), state)
