"""A calculation and its split: what it is worth, what it rests on, who pays and who gains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Column, Heading, Inline, Line, Span, Table, Words, pairs
from fyrportfolj.cli.views.benefit_words import NONE, kr, per_cent, ratio, years
from fyrportfolj.cli.views.common import marked, money, one_line
from fyrportfolj.commands.benefit import Calculated, Split
from fyrportfolj.messages import T, Text
from fyrportfolj.rules.benefits.calculation import Calculation, RowValue
from fyrportfolj.rules.benefits.npv import Measures
from fyrportfolj.rules.benefits.split import PartyShare
from fyrportfolj.rules.changes.words import word

KEYS: dict[str, Text] = {
    "lika": T("lika"),
    "invanare": T("efter invånare"),
    "blandad": T("blandad, lika och invånare"),
    "anvandning": T("efter användning"),
    "manuell": T("manuell"),
}
DAGGER = "†"


def calculated(c: Calculated, _width: int) -> Blocks:
    """Show a calculation worked out."""
    yield Heading((T("Nyttokalkyl "), one_line(c.insats.namn)))
    k = c.kalkyl
    if k is None:
        yield Line(marked(T("kalkylen går inte att räkna förrän den säger vad den vilar på"), c.insats))
        return
    yield Line(
        marked(
            T(
                "{prisniva} års priser, {ar} år från {startar}, {typ} ränta {ranta} % ({kalla})",
                prisniva=str(k.prisniva),
                ar=k.horisont,
                startar=str(k.startar),
                typ=word(k.rantetyp),
                ranta=k.ranta,
                kalla=k.ranta_kalla,
            ),
            c.insats,
        )
    )
    yield Blank()
    yield pairs(_measures(k.resultat))
    yield Line(
        T(
            "lägst {lag} kr, troligt {trolig} kr, högst {hog} kr",
            lag=kr(k.lagst),
            trolig=kr(k.resultat.nnv),
            hog=kr(k.hogst),
        ),
        indent=2,
    )
    yield from _moved(k)
    yield from _rows(k)
    yield from _unpriced(k)
    yield from _by_year(k)
    yield from _tornado(k)
    yield from _by_party(k, c.namn)


def _measures(m: Measures) -> tuple[tuple[Words, Inline | None], ...]:
    return (
        (T("Nettonuvärde (NNV)"), (Span(T("{belopp} kr", belopp=kr(m.nnv)), "stark"),)),
        (T("Nuvärde av nyttor"), T("{belopp} kr", belopp=kr(m.pvb))),
        (T("Nuvärde av kostnader"), T("{belopp} kr", belopp=kr(m.pvc))),
        (T("Nettonuvärdekvot (NNK)"), ratio(m.nnk)),
        (T("NNK på investeringen"), ratio(m.nnk_investering)),
        (T("Nytta per kostnadskrona"), ratio(m.kvot)),
        (T("Så mycket av nyttan måste komma"), per_cent(m.break_even)),
        (T("Lika mycket per år"), T("{belopp} kr", belopp=kr(m.annuitet))),
        (T("Återbetalt efter"), years(m.aterbetalning)),
        (T("Återbetalt efter, diskonterat"), years(m.aterbetalning_diskonterad)),
    )


def _moved(k: Calculation) -> Iterator[Block]:
    if not k.omfordelning:
        return
    yield Blank()
    worth = sum((r.nuvarde for r in k.omfordelning), Decimal(0))
    yield Line(
        T(
            "Omfördelning, nuvärde {belopp} kr: frigjord tid, som inte är pengar och inte är med ovan.",
            belopp=kr(worth),
        ),
        hang=2,
    )
    if k.med_omfordelning:
        yield Line(
            T(
                "Om all frigjord tid räknas som pengar: NNV {belopp} kr, NNK {kvot}, återbetalt efter {tid}.",
                belopp=kr(k.med_omfordelning.nnv),
                kvot=ratio(k.med_omfordelning.nnk),
                tid=years(k.med_omfordelning.aterbetalning),
            ),
            hang=2,
        )


def _rows(k: Calculation) -> Iterator[Block]:
    columns = (
        Column(T("Rad"), fixed=True),
        Column(T("Vad")),
        Column(T("Slag"), fixed=True),
        Column(T("Troligt, kr"), right=True, fixed=True),
        Column(T("Nuvärde, kr"), right=True, fixed=True),
    )
    rows = tuple(_row(r) for r in (*k.nyttor, *k.omfordelning, *k.kostnader))
    yield Heading(T("Rader"))
    yield Table(columns, rows, indent=2)
    if any(not r.har_kalla for r in (*k.nyttor, *k.omfordelning, *k.kostnader)):
        yield Line(Span(T("{tecken} saknar källa", tecken=DAGGER), "varning"), indent=2)


def _row(r: RowValue) -> tuple[Inline, ...]:
    mark = "" if r.har_kalla else DAGGER
    return (r.id, (one_line(r.namn), mark), word(r.slag), kr(r.trolig), kr(r.nuvarde))


def _unpriced(k: Calculation) -> Iterator[Block]:
    if not k.oprissatta and not k.egen_tid:
        return
    yield Heading(T("Inte prissatt, men en del av resultatet"))
    rows: list[tuple[Inline, ...]] = []
    for n in k.oprissatta:
        goal: Inline = NONE
        if n.nulage is not None and n.mal is not None:
            goal = T("{nu} till {mal} {enhet}", nu=n.nulage, mal=n.mal, enhet=n.enhet or "")
        rows.append((n.id, one_line(n.namn), word(n.nyttotyp), goal))
    rows += [(t.id, one_line(t.namn), T("egen tid"), T("{antal} timmar", antal=t.timmar)) for t in k.egen_tid]
    yield Table((Column(fixed=True), Column(), Column(), Column()), tuple(rows), indent=2)


def _by_year(k: Calculation) -> Iterator[Block]:
    columns = (
        Column(T("År"), fixed=True),
        Column(T("Nyttor"), right=True),
        Column(T("Kostnader"), right=True),
        Column(T("Netto"), right=True),
        Column(T("Ackumulerat"), right=True),
        Column(T("Diskonterat"), right=True),
        Column(T("Omfördelning"), right=True, wide=True),
    )
    rows = tuple(
        (
            str(y.ar),
            kr(y.nyttor),
            kr(y.kostnader),
            kr(y.netto),
            kr(y.ackumulerat),
            kr(y.ackumulerat_diskonterat),
            kr(y.omfordelning),
        )
        for y in k.per_ar
    )
    yield Heading(T("År för år, kr"))
    yield Table(columns, rows, indent=2)


def _tornado(k: Calculation) -> Iterator[Block]:
    columns = (
        Column(T("Om")),
        Column(T("NNV sämst"), right=True, fixed=True),
        Column(T("NNV bäst"), right=True, fixed=True),
        Column(T("Skillnad"), right=True, fixed=True),
    )
    rows = tuple((s.vad, kr(s.samst), kr(s.bast), kr(s.effekt)) for s in k.kanslighet)
    yield Heading(T("Känslighet, störst först, kr"))
    yield Table(columns, rows, indent=2)


def _by_party(k: Calculation, names: Mapping[str, str]) -> Iterator[Block]:
    if not k.parter:
        return
    yield Heading(T("NNV per part, nyckel {nyckel}, kr", nyckel=KEYS[k.nyckel or "manuell"]))
    columns = (
        Column(T("Part")),
        Column(T("Kostnad"), right=True, fixed=True),
        Column(T("Nytta"), right=True, fixed=True),
        Column(T("NNV"), right=True, fixed=True),
        Column(T("Omfördelning"), right=True, wide=True),
    )
    rows = tuple((_name(p, names), kr(p.kostnad), kr(p.nytta), kr(p.netto), kr(p.omfordelning)) for p in k.parter)
    yield Table(columns, rows, indent=2)


def _name(p: PartyShare, names: Mapping[str, str]) -> Words:
    return names[p.part] if p.part in names else word(p.part)


def parties(s: Split, _width: int) -> Blocks:
    """Show who pays and who gains, to the öre."""
    yield Heading((T("Vem betalar och vem får: "), one_line(s.insats.namn)))
    if s.nyckel is None or s.summa is None:
        yield Line(marked(T("kalkylen går inte att räkna förrän den säger vad den vilar på"), s.insats))
        return
    yield Line(
        marked(
            T(
                "nyckel {nyckel}; {fran}–{till} i {prisniva} års priser, inte diskonterat",
                nyckel=KEYS[s.nyckel],
                fran=str(s.fran),
                till=str(s.till),
                prisniva=str(s.prisniva),
            ),
            s.insats,
        )
    )
    yield Blank()
    columns = (
        Column(T("Part")),
        Column(T("Kostnad"), right=True, fixed=True),
        Column(T("Nytta"), right=True, fixed=True),
        Column(T("Netto"), right=True, fixed=True),
        Column(T("Per invånare"), right=True),
        Column(T("Andel"), right=True),
        Column(T("Omfördelning"), right=True, wide=True),
    )
    rows = [_party(p, _name(p, s.namn)) for p in s.parter]
    rows.append(_party(s.summa, T("Summa")))
    yield Table(columns, tuple(rows))
    if s.summa.omfordelning:
        yield Blank()
        yield Line(
            T(
                "Omfördelning {belopp} tillkommer; den är tid och inte pengar, och är inte med i nytta och netto.",
                belopp=money(s.summa.omfordelning),
            ),
            hang=2,
        )


def _party(p: PartyShare, name: Words) -> tuple[Inline, ...]:
    share = None if p.andel_kostnad is None else p.andel_kostnad / 100
    each: Inline = NONE if p.netto_per_invanare is None else money(p.netto_per_invanare) or NONE
    amounts = (money(v) or NONE for v in (p.kostnad, p.nytta, p.netto))
    return (name, *amounts, each, per_cent(share), money(p.omfordelning) or NONE)
