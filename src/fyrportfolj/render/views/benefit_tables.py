"""Tables of benefits: what a calculation gives, who pays and gains, and what became of what was promised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from fyrportfolj.i18n import number, sort_key
from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts import titel
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.render.views.common import Names
from fyrportfolj.render.views.economy import DAGGER, Figure
from fyrportfolj.render.views.swedish import EN_DASH, NBSP, NONE, capital, day, money, one_line, signed_money, sv
from fyrportfolj.render.views.tables import Cell, Row, Table, fitted
from fyrportfolj.rules.benefits.baselines import Baseline, Frozen
from fyrportfolj.rules.benefits.calculation import Calculation, RowValue
from fyrportfolj.rules.benefits.due import Reminder
from fyrportfolj.rules.benefits.forecasts import BenefitLine, Stage
from fyrportfolj.rules.benefits.ledger import Booked
from fyrportfolj.rules.benefits.npv import Measures
from fyrportfolj.rules.benefits.split import PartyShare
from fyrportfolj.rules.changes.words import word

KEYS: Mapping[str, Text] = {
    "lika": T("lika"),
    "invanare": T("efter invånare"),
    "blandad": T("blandad, lika och invånare"),
    "anvandning": T("efter användning"),
    "manuell": T("manuell"),
}
BALANCES = {"stammer": T("Stämmer"), "oppen": T("Öppen"), "stammer_ej": T("Stämmer inte")}
_PROOFS = {
    "kontrollsumma": T("Kontrollsumman i beslutet"),
    "incheckning": T("Incheckningen av beslutet"),
    "saknas": T("Ingen äldre version finns"),
}
_KRONA, _TENTH, _HUNDREDTH = Decimal(1), Decimal("0.1"), Decimal("0.01")
_FIGURES = (1, 2, 3, 4, 5)
_HUNDRED = Decimal(100)
_HEADS: tuple[tuple[Stage, Text], ...] = (
    ("nyttoprognos", T("Prognos")),
    ("nyttokalkyl", T("Kalkyl")),
    ("nyttorealiseringsplan", T("Plan")),
)


def whole(value: Decimal | None) -> str:
    """Give an amount in whole kronor with its unit, or a dash."""
    return NONE if value is None else money(value.quantize(_KRONA, ROUND_HALF_UP))


def per_cent(share: Decimal | None) -> str:
    """Give a share, where 1 is the whole, in per cent with at most a decimal, or a dash."""
    if share is None:
        return NONE
    return number((share * _HUNDRED).quantize(_TENTH, ROUND_HALF_UP), "sv") + NBSP + "%"


def ratio(value: Decimal | None) -> str:
    """Give a ratio with two decimals, or a dash."""
    return NONE if value is None else number(value, "sv", 2)


def years(value: Decimal | None) -> str:
    """Give a time in years with two decimals, or that it does not come within the calculation."""
    if value is None:
        return sv(T("inte inom kalkylperioden"))
    return number(value.quantize(_HUNDREDTH, ROUND_HALF_UP), "sv", 2) + NBSP + sv(T("år"))


def figures(c: Calculation) -> tuple[Figure, ...]:
    """Give the measures of a calculation as key figures."""
    m = c.resultat
    level = sv(T("{ar} års priser", ar=str(c.prisniva)))
    return (
        Figure(sv(T("Nettonuvärde")), whole(m.nnv), level),
        Figure(sv(T("Nytta per kostnadskrona")), ratio(m.kvot), sv(T("NNK {tal}", tal=ratio(m.nnk)))),
        Figure(sv(T("Måste komma")), per_cent(m.break_even), sv(T("av nyttan för att gå ihop"))),
        Figure(
            sv(T("Återbetalt efter")),
            years(m.aterbetalning),
            sv(T("diskonterat {tid}", tid=years(m.aterbetalning_diskonterad))),
        ),
    )


def measures_table(m: Measures, c: Calculation) -> Table:
    """Give every measure with what it means."""
    rows: tuple[tuple[Text, str, Text], ...] = (
        (T("Nuvärde av nyttor"), whole(m.pvb), T("Nyttor i kronor, omräknade till startåret.")),
        (T("Nuvärde av kostnader"), whole(m.pvc), T("Kostnader, omräknade till startåret.")),
        (T("Nettonuvärde, troligt"), whole(m.nnv), T("Nyttor minus kostnader.")),
        (T("Nettonuvärde, lägst"), whole(c.lagst), T("Lägsta nyttor och högsta kostnader.")),
        (T("Nettonuvärde, högst"), whole(c.hogst), T("Högsta nyttor och lägsta kostnader.")),
        (T("Nettonuvärdekvot"), ratio(m.nnk), T("Nettonuvärde per kostnadskrona.")),
        (T("Nettonuvärdekvot, investering"), ratio(m.nnk_investering), T("Per krona som betalas en gång.")),
        (T("Nytta per kostnadskrona"), ratio(m.kvot), T("Över 1 lönar det sig i kronor.")),
        (T("Hemtagning som krävs"), per_cent(m.break_even), T("Del av nyttan som måste komma för att gå ihop.")),
        (T("Lika mycket per år"), whole(m.annuitet), T("Nettonuvärdet fördelat på kalkylens år.")),
        (T("Återbetalningstid"), years(m.aterbetalning), T("Räknat i fasta priser utan ränta.")),
        (T("Återbetalningstid, diskonterad"), years(m.aterbetalning_diskonterad), T("Räknat med kalkylräntan.")),
    )
    heads = (T("Mått"), T("Värde"), T("Vad det betyder"))
    return Table(
        sv(T("Kalkylens mått")),
        tuple(sv(h) for h in heads),
        tuple((sv(a), b, sv(x)) for a, b, x in rows),
        (4, 3, 6),
        (1,),
    )


def rows_table(c: Calculation) -> Table:
    """Give every priced row of a calculation; freed resources are marked as not counted."""
    rows = [_row(r, counted=True) for r in c.nyttor]
    rows += [_row(r, counted=False) for r in c.omfordelning]
    rows += [_row(r, counted=True) for r in c.kostnader]
    heads = (T("Rad"), T("Slag"), T("Lägst"), T("Troligt"), T("Högst"), T("Nuvärde"))
    return Table(
        sv(T("Nyttor och kostnader")), tuple(sv(h) for h in heads), tuple(rows), (5, 3, 3, 3, 3, 3), (2, 3, 4, 5)
    )


def _row(r: RowValue, *, counted: bool) -> Row:
    name = f"{r.id} {one_line(r.namn)}" + ("" if r.har_kalla else DAGGER)
    kind = capital(sv(word(r.slag)))
    shown = kind if counted else Cell(kind, (sv(T("inte med i summorna")),))
    return (name, shown, whole(r.lag), whole(r.trolig), whole(r.hog), whole(r.nuvarde))


def unpriced_table(c: Calculation) -> Table | None:
    """Give what is not priced but is a part of the result, or None."""
    rows: list[Row] = []
    for n in c.oprissatta:
        way = NONE
        if n.nulage is not None and n.mal is not None:
            way = f"{_value(n.nulage)} {EN_DASH} {_value(n.mal)} {n.enhet or ''}".strip()
        rows.append((f"{n.id} {one_line(n.namn)}", capital(sv(word(n.nyttotyp))), n.indikator or NONE, way))
    for t in c.egen_tid:
        hours = _value(t.timmar) + NBSP + sv(T("timmar"))
        rows.append((f"{t.id} {one_line(t.namn)}", sv(T("Kostnad")), sv(T("Egen tid")), hours))
    heads = (T("Rad"), T("Slag"), T("Mått"), T("Nu och mål"))
    return Table(sv(T("Inte prissatt")), tuple(sv(h) for h in heads), tuple(rows), (4, 2, 4, 3)) if rows else None


def years_table(c: Calculation) -> Table:
    """Give the calculation year by year."""
    heads = [T("År"), T("Nyttor"), T("Kostnader"), T("Netto"), T("Ackumulerat"), T("Diskonterat")]
    heads += [T("Omfördelning, inte med")] if c.omfordelning else []
    rows: list[Row] = []
    for y in c.per_ar:
        amounts = [y.nyttor, y.kostnader, y.netto, y.ackumulerat, y.ackumulerat_diskonterat]
        amounts += [y.omfordelning] if c.omfordelning else []
        rows.append((str(y.ar), *(whole(a) for a in amounts)))
    right = tuple(range(1, len(heads)))
    return Table(sv(T("År för år")), tuple(sv(h) for h in heads), tuple(rows), (), right)


def tornado_table(c: Calculation) -> Table:
    """Give the sensitivity, greatest effect first."""
    rows = tuple((sv(s.vad), whole(s.samst), whole(s.bast), whole(s.effekt)) for s in c.kanslighet)
    heads = (T("Om"), T("Nettonuvärde, sämst"), T("Nettonuvärde, bäst"), T("Största skillnad"))
    return Table(sv(T("Känslighet")), tuple(sv(h) for h in heads), rows, (6, 3, 3, 3), (1, 2, 3))


def parties_table(parties: tuple[PartyShare, ...], names: Mapping[str, str], title: str) -> Table:
    """Give who pays and who gains, to the öre, with the sum last."""
    rows: list[Row] = []
    with_moved = any(p.omfordelning for p in parties)
    for p in parties:
        share = None if p.andel_kostnad is None else p.andel_kostnad / _HUNDRED
        name = names.get(p.part) or capital(sv(word(p.part)))
        moved = (money(p.omfordelning),) if with_moved else ()
        rows.append(
            (
                name,
                money(p.kostnad),
                money(p.nytta),
                money(p.netto),
                money(p.netto_per_invanare),
                per_cent(share),
                *moved,
            )
        )
    sums = [money(sum((getattr(p, n) for p in parties), Decimal(0))) for n in ("kostnad", "nytta", "netto")]
    moved_sum = (money(sum((p.omfordelning for p in parties), Decimal(0))),) if with_moved else ()
    all_costs = any(p.kostnad for p in parties)
    total = tuple(Cell(text, slag="fet") for text in (sv(T("Summa")), *sums))
    rows.append((*total, NONE, per_cent(_KRONA if all_costs else None), *moved_sum))
    heads = [T("Part"), T("Kostnad"), T("Nytta"), T("Netto"), T("Netto per invånare"), T("Del av kostnaden")]
    heads += [T("Omfördelning, inte med")] if with_moved else []
    right = tuple(range(1, len(heads)))
    return fitted(Table(title, tuple(sv(h) for h in heads), tuple(rows), (), right))


def comparison_table(lines: Iterable[BenefitLine]) -> Table:
    """Give forecast, calculation, plan and outcome of each benefit in one row, as gates froze them."""
    rows: list[Row] = []
    for line in lines:
        n, promised, outcome = line.nytta, line.promised(), line.outcome()
        span = "" if not line.ar else str(line.ar[0]) if len(line.ar) == 1 else f"{line.ar[0]}{EN_DASH}{line.ar[-1]}"
        gap = outcome - promised if outcome is not None and promised is not None else None
        part = f" ({per_cent(gap / promised)})" if gap is not None and promised else ""
        kind = capital(sv(word(n.nyttotyp)))
        rows.append(
            (
                Cell(f"{n.id} {one_line(n.namn)}", (f"{kind}, {span}" if span else kind,)),
                *(_frozen(line, stage) for stage, _ in _HEADS),
                whole(outcome),
                NONE if gap is None else signed_money(gap.quantize(_KRONA, ROUND_HALF_UP)) + part,
                _reached(line),
            )
        )
    heads = [T("Nytta"), *(h for _, h in _HEADS), T("Utfall"), T("Avvikelse"), T("Mål nått")]
    return fitted(Table(sv(T("Från prognos till utfall")), tuple(sv(h) for h in heads), tuple(rows), (), _FIGURES))


def compared_with(frozen: Frozen, lines: tuple[BenefitLine, ...]) -> str:
    """Say what the comparison rests on."""
    said = [sv(T("Beloppen gäller de år som har ett utfall; utan utfall gäller de hela perioden."))]
    if frozen.baslinjer:
        said.append(sv(T("De är som de var när en grind beslutade.")))
    if any(s.andrad for line in lines for s in line.steg):
        said.append(sv(T("Där ett dokument har ändrats efteråt står det nya beloppet under.")))
    return " ".join(said)


def _frozen(line: BenefitLine, stage: Stage) -> str | Cell:
    was, now = line.amount(stage), line.amount_now(stage)
    changed = any(s.dokument == stage and s.andrad for s in line.steg)
    return Cell(whole(was), (sv(T("nu {belopp}", belopp=whole(now))),)) if changed else whole(was)


def _reached(line: BenefitLine) -> str | Cell:
    n, measured = line.nytta, [o for o in line.matningar if o.varde is not None]
    if not measured:
        return sv(T("ej mätt")) if n.indikator else NONE
    value = f"{_value(measured[-1].varde or Decimal(0))} {n.mal.enhet if n.mal else ''}".strip()
    marks = [value, day(measured[-1].datum)]
    if n.nulage is None or n.nulage.status != "uppmatt":
        marks.append(sv(T("utan nollmätning")))
    return Cell(per_cent(line.fulfilment()), tuple(marks))


def baseline_table(rows: Iterable[Baseline], portfolio: Portfolio, u: Undertaking) -> Table | None:
    """Give which versions are compared with, and how they are known; None when no gate has decided."""
    cells, names = list[Row](), Names(portfolio)
    for b in rows:
        holder = portfolio.undertaking(b.insats) if b.insats != u.id else None
        document = Cell(titel(b.dokument), (holder.modell.namn,) if holder else ())
        how = Cell(sv(_PROOFS[b.sakrat]), (b.commit[:10],) if b.commit else ())
        state = sv(T("Ändrat sedan dess")) if b.andrad else sv(T("Oförändrat"))
        cells.append(
            (document, b.version, day(b.dag), names.decision(b.beslut), how, NONE if b.sakrat == "saknas" else state)
        )
    heads = (T("Dokument"), T("Version"), T("Dag"), T("Beslut"), T("Känt genom"), T("Nu"))
    title = sv(T("Det som jämförs är fryst vid"))
    return Table(title, tuple(sv(h) for h in heads), tuple(cells), (4, 2, 3, 6, 5, 3)) if cells else None


def ledger_table(rows: Iterable[Booked], names: Names, today: date) -> Table | None:
    """Give the ledger by benefit, year and kommun, or None when nothing is booked."""
    held = sorted(rows, key=lambda b: (b.nytta.id, b.rad.ar, sort_key(names.kommun(b.rad.kommun))))
    cells: list[Row] = []
    for b in held:
        r = b.rad
        amounts = (r.planerat_kr, r.realiserat_kr, r.omplanerat_kr, r.forlorat_kr, b.aterstar)
        state = sv(BALANCES[b.balans(today)])
        cells.append((f"{b.nytta.id}{NBSP}{r.ar}", names.kommun(r.kommun), *(whole(a) for a in amounts), state))
    heads = (
        T("Nytta och år"),
        T("Kommun"),
        T("Planerat"),
        T("Realiserat"),
        T("Omplanerat"),
        T("Förlorat"),
        T("Återstår"),
        T("Läge"),
    )
    right = (2, 3, 4, 5, 6)
    return (
        Table(sv(T("Huvudbok")), tuple(sv(h) for h in heads), tuple(cells), (2, 3, 3, 3, 3, 3, 3, 3), right)
        if cells
        else None
    )


def due_table(rows: Iterable[Reminder], names: Names, today: date) -> Table | None:
    """Give what is to be measured, first the day that comes first, or None."""
    cells: list[Row] = []
    for r in sorted(rows, key=lambda r: (r.dag, r.linje.nytta.id)):
        why = sv(T("Planerad mätning")) if r.manader is None else sv(T("{antal} månader efter avslut", antal=r.manader))
        late = sv(T("Försenad")) if r.dag < today else NONE
        n = r.linje.nytta
        who = names.party(r.vem) if r.vem else NONE
        cells.append(
            (day(r.dag), Cell(f"{n.id} {one_line(n.namn)}", (n.indikator,) if n.indikator else ()), why, who, late)
        )
    heads = (T("Dag"), T("Nytta"), T("Varför"), T("Vem"), T("Läge"))
    return Table(sv(T("Att mäta")), tuple(sv(h) for h in heads), tuple(cells), (2, 5, 4, 3, 2)) if cells else None


def _value(value: Decimal) -> str:
    return number(value, "sv")
