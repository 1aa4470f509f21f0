"""Capabilities: the maps, where the gaps are, the scenarios side by side, and measured maturity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from fyrportfolj.i18n import number
from fyrportfolj.messages import T
from fyrportfolj.model.capability import LAYER_WORDS, UPHELD_WORDS, CapabilityMap, Formaga, Lager
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.maturity import Mognad
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.views.common import Basis, Fact, Names, head_of
from fyrportfolj.render.views.funding import marked
from fyrportfolj.render.views.sections import Section, SectionedView
from fyrportfolj.render.views.swedish import NBSP, NONE, capital, listed, money, one_line, sv
from fyrportfolj.render.views.tables import Cell, Row, Table
from fyrportfolj.rules.capability import MIDDLE, QUADRANT_WORDS, Gap, Maturity, gaps, maturity, uncovered
from fyrportfolj.rules.changes.words import word


def capability_view(basis: Basis, _entry: Entry[Undertaking] | None) -> SectionedView:
    """Give the portfolio's capabilities.

    Args:
        basis: the portfolio, the day and the commit.
        _entry: the report is about the whole portfolio.
    """
    p, names = basis.portfolio, Names(basis.portfolio)
    maps = [e.modell for e in p.formagekartor.values()]
    every = [g for m in maps for g in gaps(m)]
    parts = [_gaps(every, names)]
    parts += [part for m in maps for part in _map(m)]
    parts += [_nobody(basis), _scenarios(basis), _maturity(basis, names)]
    facts = (
        Fact(sv(T("Förmågor")), str(len(every))),
        Fact(sv(T("Bedömda")), str(sum(g.varme is not None for g in every))),
        Fact(sv(T("Scenarier")), str(len(p.scenarier))),
    )
    return SectionedView(head_of(basis, T("Förmågor"), facts), tuple(parts))


def _gaps(every: list[Gap], names: Names) -> Section:
    title = sv(T("Var förmåga saknas"))
    told = sorted((g for g in every if g.varme is not None), key=lambda g: -(g.varme or Decimal(0)))
    unknown = len(every) - len(told)
    notes = [sv(T("Lucka är målet minus mognaden (0–5), i medeltal över de kommuner som är bedömda."))]
    if unknown:
        notes.append(sv(T("{antal} förmågor är inte bedömda: vikt, mål eller mognad saknas.", antal=unknown)))
    if not told:
        return Section(title, (sv(T("Ingen förmåga är bedömd.")),), noter=tuple(notes))
    rows = tuple(
        (
            Cell(g.formaga.namn, (sv(LAYER_WORDS[g.lager]),)),
            str(g.formaga.strategisk_vikt),
            number(g.lucka, "sv", 1) if g.lucka is not None else NONE,
            number(g.varme, "sv", 1) if g.varme is not None else NONE,
            listed(names.kommun(k) for k in g.langst_ifran) or NONE,
        )
        for g in told
    )
    heads = (T("Förmåga"), T("Vikt 1–5"), T("Lucka 0–5"), T("Vikt × lucka"), T("Längst ifrån"))
    table = Table(title, tuple(sv(h) for h in heads), rows, (5, 2, 2, 2, 4), (1, 2, 3))
    return Section(title, tabeller=(table,), noter=tuple(notes))


def _map(m: CapabilityMap) -> Iterator[Section]:
    words = [one_line(m.beskrivning)] if m.beskrivning else []
    stated = any(f.uppratthalls_genom for g in m.grupper for f in g.formagor)
    if not stated:
        words.append(sv(T("Kartan säger inte hur förmågorna upprätthålls.")))
    words.append(sv(T("Källa: {k}.", k=m.kalla)))
    yield Section(marked(m.namn, exempel=m.exempel), tuple(words))
    for layer, title in LAYER_WORDS.items():
        table = _layer(m, layer, stated=stated)
        if table is not None:
            yield Section(sv(title), tabeller=(table,), niva=2)
    built = _built(m)
    if built is not None:
        yield Section(built.titel, tabeller=(built,), niva=2)


def _layer(m: CapabilityMap, layer: Lager, *, stated: bool) -> Table | None:
    rows: list[Row] = []
    for group in m.grupper:
        if group.lager == layer:
            rows += [(f.namn, group.namn, *((_upheld(f),) if stated else ())) for f in group.formagor]
    if not rows:
        return None
    heads = [sv(T("Förmåga")), sv(T("Grupp")), *([sv(T("Upprätthålls genom"))] if stated else [])]
    return Table(sv(LAYER_WORDS[layer]), tuple(heads), tuple(rows), (5, 5, 3) if stated else (1, 1))


def _upheld(f: Formaga) -> str:
    return capital(sv(UPHELD_WORDS[f.uppratthalls_genom])) if f.uppratthalls_genom else sv(T("Ej angivet"))


def _built(m: CapabilityMap) -> Table | None:
    every = [*m.exempel_pa_formagor, *(f for g in m.grupper for f in g.formagor)]
    rows = tuple(
        (f.namn, *("; ".join(x) or NONE for x in (f.processer, f.kompetenser, f.verktyg)))
        for f in every
        if f.processer or f.kompetenser or f.verktyg
    )
    if not rows:
        return None
    heads = (
        T("Förmåga"),
        T("Processer och arbetssätt"),
        T("Medarbetare och kompetenser"),
        T("Verktyg och teknologier"),
    )
    return Table(sv(T("Vad förmågor byggs av")), tuple(sv(h) for h in heads), rows, (3, 4, 4, 4))


def _nobody(basis: Basis) -> Section:
    title = sv(T("Vad ingen arbetar med"))
    missing = uncovered(basis.portfolio)
    if not basis.portfolio.formagekartor:
        return Section(title, (sv(T("Inga förmågekartor är inlagda.")),))
    words = (
        sv(T("{antal} förmågor stärks inte av någon insats.", antal=len(missing.formagor))),
        sv(T("{antal} pågående insatser pekar inte ut någon förmåga.", antal=len(missing.insatser))),
    )
    return Section(title, words)


def scenario_table(basis: Basis) -> Table | None:
    """Give the scenarios side by side, or None without any."""
    held = sorted((e.modell for e in basis.portfolio.scenarier.values()), key=lambda s: (s.nummer or "", s.namn))
    if not held:
        return None
    rows = tuple(
        (
            Cell(f"{s.nummer} {s.namn}" if s.nummer else s.namn, (one_line(s.beskrivning),) if s.beskrivning else ()),
            ", ".join(map(str, s.formagor)) or NONE,
            sv(T("{belopp} per år", belopp=money(s.kostnad_kr))) if s.kostnad_per_ar else money(s.kostnad_kr),
            sv(T("{antal} månader", antal=s.tid_manader)),
            capital(sv(word(s.prioritet))),
        )
        for s in held
    )
    heads = (T("Scenario"), T("Förmågor"), T("Kostnad"), T("Tid"), T("Prioritet"))
    return Table(sv(T("Scenarier")), tuple(sv(h) for h in heads), rows, (6, 2, 3, 2, 2), (2,))


def _scenarios(basis: Basis) -> Section:
    table = scenario_table(basis)
    sources = sorted({e.modell.kalla for e in basis.portfolio.scenarier.values()})
    if table is None:
        return Section(sv(T("Scenarier")), (sv(T("Inga scenarier är inlagda.")),))
    return Section(sv(T("Scenarier")), tabeller=(table,), noter=tuple(sv(T("Källa: {k}.", k=k)) for k in sources))


def _maturity(basis: Basis, names: Names) -> Section:
    title = sv(T("Digital mognad"))
    rows = maturity(basis.portfolio)
    if not rows:
        return Section(title, (sv(T("Inga mätningar är inlagda.")),))
    have = {r.kommun for r in rows}
    without = [names.kommun(k) for k in basis.portfolio.kommuner if k not in have]
    series = series_table((basis.portfolio.mognad[k].modell for k in _in_order(basis)), names)
    tables = (maturity_table(rows, names), *((series,) if any(r.fore for r in rows) else ()))
    return Section(title, tabeller=tables, noter=tuple(_maturity_notes(without)))


def _in_order(basis: Basis) -> list[str]:
    p = basis.portfolio
    order = {k: n for n, k in enumerate(p.kommuner)}
    return sorted(p.mognad, key=lambda id_: (order.get(p.mognad[id_].modell.kommun, len(order)), id_))


def maturity_table(rows: tuple[Maturity, ...], names: Names) -> Table:
    """Give the municipalities' latest measurements, in the register's order: shown, never ranked."""
    heads = (T("Kommun"), T("År"), T("Digital förmåga"), T("Digitalt arv"), T("Läge"))
    table: list[Row] = [
        (
            marked(names.kommun(m.kommun), exempel=m.exempel),
            str(m.senaste.ar),
            _percent(m.senaste.digital_formaga_procent, m.forandring_formaga),
            _percent(m.senaste.digitalt_arv_procent, m.forandring_arv),
            capital(sv(QUADRANT_WORDS[m.ruta])),
        )
        for m in rows
    ]
    return Table(sv(T("Digital mognad")), tuple(sv(h) for h in heads), tuple(table), (4, 2, 3, 3, 5), (1,))


def series_table(measured: Iterable[Mognad], names: Names) -> Table:
    """Give every measurement, each kommun's oldest first."""
    rows = tuple(
        (
            marked(names.kommun(m.kommun), exempel=m.exempel),
            str(x.ar),
            f"{number(x.digital_formaga_procent, 'sv')}{NBSP}%",
            f"{number(x.digitalt_arv_procent, 'sv')}{NBSP}%",
            str(x.antal_svar) if x.antal_svar is not None else NONE,
        )
        for m in measured
        for x in m.matningar
    )
    heads = (T("Kommun"), T("År"), T("Digital förmåga"), T("Digitalt arv"), T("Antal svar"))
    return Table(sv(T("Utveckling")), tuple(sv(h) for h in heads), rows, (4, 2, 3, 3, 2), (1, 2, 3, 4))


def _percent(value: Decimal, moved: Decimal | None) -> str | Cell:
    text = f"{number(value, 'sv')}{NBSP}%"
    if moved is None:
        return Cell(text, (sv(T("första mätningen")),))
    if not moved:
        return Cell(text, (sv(T("oförändrat")),))
    sign = "+" if moved > 0 else ""
    return Cell(text, (sv(T("{tal} procentenheter", tal=f"{sign}{number(moved, 'sv')}")),))


def _maturity_notes(without: list[str]) -> Iterator[str]:
    yield sv(
        T("Kommunerna står i registrets ordning; en mätning är till för den egna utvecklingen, inte för en tävling.")
    )
    yield sv(T("Gränsen mellan hög och låg är {tal} procent.", tal=MIDDLE))
    if without:
        yield sv(T("Mätning saknas för {kommuner}.", kommuner=listed(without)))
