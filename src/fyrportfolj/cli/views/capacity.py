"""Change load: the map in figures and words, the hot spots with their causes, key roles, and whose judgements it is."""

from __future__ import annotations

from collections.abc import Iterator

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Column, Heading, Inline, Line, Span, Style, Table, Words
from fyrportfolj.cli.views.common import EXAMPLE
from fyrportfolj.commands.capacity import Basis, CapacityMap, Clash, Hot, Judged, RoleMap
from fyrportfolj.messages import T, Text
from fyrportfolj.rules.capacity.picture import HotSpot, Part
from fyrportfolj.rules.capacity.saturation import Cell

_NAMED = 3
"""Names of what nobody has judged before the rest is only counted."""

_JUDGES = 4

NO_LOAD = "–"


def capacity_map(m: CapacityMap, _width: int) -> Blocks:
    """Show the map: a row per kommun or administration, a column per quarter, figures with words."""
    yield Heading((T("Förändringsträngsel {fran}–{till}", fran=m.kvartal[0], till=m.kvartal[-1]), *_example(m.grund)))
    yield Line(Span(_what(m), "dampad"))
    yield Blank()
    named = bool(m.kommun) and not m.forvaltning
    columns = (
        Column(T("Förvaltning") if named else T("Kommun")),
        *(Column(q, right=True, fixed=True) for q in m.kvartal),
    )
    rows = tuple((r.forvaltning_namn if named else r.kommun_namn, *map(cell, r.celler)) for r in m.rader)
    yield Table(columns, rows)
    yield Blank()
    yield Line(_legend(m.grund), hang=2)
    yield from _hot(m.varma)
    yield from _clashes(m.krockar)
    yield from basis(m.grund)


def role_map(m: RoleMap, _width: int) -> Blocks:
    """Show key roles, those that most lean on first."""
    yield Heading((T("Nyckelroller {fran}–{till}", fran=m.kvartal[0], till=m.kvartal[-1]), *_example(m.grund)))
    stretched = [r for r in m.rader if r.for_manga]
    if not stretched:
        yield Line(T("Ingen nyckelroll behövs i fler än {antal} insatser samtidigt.", antal=m.hogst))
    shown = stretched or m.rader[:_SOME]
    columns = (
        Column(T("Antal"), right=True, fixed=True),
        Column(T("Nyckelroll")),
        Column(T("När")),
        Column(T("I vad")),
    )
    rows: list[tuple[Inline, ...]] = []
    for r in shown:
        count = Span(str(len(r.kallor)), "fel" if r.for_manga else "")
        rows.append((count, (r.roll, ", ", r.kommun), r.kvartal, ", ".join(r.kallor)))
    if rows:
        yield Blank()
        yield Table(columns, tuple(rows))
        yield Blank()
    if stretched:
        said = T("Fler än {antal} insatser samtidigt är för många, enligt registret.", antal=m.hogst)
        yield Line(Span(said, "dampad"))
    yield from basis(m.grund)


_SOME = 5
"""Rows that are shown although no role has too many."""


def cell(c: Cell) -> Inline:
    """Give a cell's figure and, when it is worth looking at, its word."""
    if c.niva == "ingen":
        return Span(NO_LOAD, "dampad")
    figure = "" if c.procent is None else str(c.procent)
    match c.niva:
        case "over":
            word: Words = T("{tal} godtagen", tal=figure) if c.godtagen else T("{tal} över", tal=figure)
            return Span(word, "varning" if c.godtagen else "fel")
        case "hog":
            return Span(T("{tal} hög", tal=figure), "varning")
        case _:
            return figure


def standing(c: Cell) -> Text:
    """Say how full a cell is in words."""
    match c.niva:
        case "ingen":
            return T("ingen last")
        case "over" if c.procent is None:
            return T("last utan kapacitet")
        case "over":
            return T("över kapaciteten, {procent} procent", procent=c.procent)
        case "hog":
            return T("hög, {procent} procent", procent=c.procent)
        case _:
            return T("ryms, {procent} procent", procent=c.procent)


def basis(b: Basis) -> Iterator[Block]:
    """Say whose judgements the figures are, from when, and what is not judged."""
    yield Heading(T("Det här är bedömningar, inte mätningar"))
    if b.kalla:
        yield Line(T("källa: {kalla}", kalla=b.kalla), indent=2, hang=2)
    for j in b.bedomningar[:_JUDGES]:
        yield Line(("– ", judged(j)), indent=2, hang=2)
    if len(b.bedomningar) > _JUDGES:
        rest = sum(j.antal for j in b.bedomningar[_JUDGES:])
        yield Line(("– ", T("äldre: {antal} bedömningar till", antal=rest)), indent=2)
    if not b.bedomningar:
        yield Line(("– ", T("ingen har bedömt någon last eller kapacitet")), indent=2)
    yield Line(("– ", unjudged(b)), indent=2, hang=2)
    yield Line(("– ", assumed(b)), indent=2, hang=2)


def judged(j: Judged) -> Text:
    """Say who made judgements and when."""
    who = j.vem or T("okänd roll")
    if j.nar is None:
        return T("{vem}, utan dag: {antal} bedömningar", vem=who, antal=j.antal)
    if j.antal == 1:
        return T("{vem} {dag}: 1 bedömning", vem=who, dag=j.nar)
    return T("{vem} {dag}: {antal} bedömningar", vem=who, dag=j.nar, antal=j.antal)


def unjudged(b: Basis) -> Text:
    """Say which undertakings nobody has judged."""
    if not b.obedomda:
        return T("lasten är bedömd för allt som pågår")
    if len(b.obedomda) <= _NAMED:
        return T("inte bedömt: {namn}", namn=b.obedomda)
    rest = len(b.obedomda) - _NAMED
    return T(
        "inte bedömt: {namn} och {antal} initiativ och projekt till", namn=", ".join(b.obedomda[:_NAMED]), antal=rest
    )


def assumed(b: Basis) -> Text:
    """Say for how many administrations only the usual capacity is assumed."""
    return T(
        "vanlig kapacitet ({tal} poäng) antas för {antal} av {av} förvaltningar i kommunerna",
        tal=b.vanlig_kapacitet,
        antal=b.antagen_kapacitet,
        av=b.forvaltningar,
    )


def _what(m: CapacityMap) -> Text:
    if m.kommun:
        return T("Last i procent av kapaciteten: {kommun}", kommun=m.rader[0].kommun_namn if m.rader else m.kommun)
    if m.forvaltning:
        name = m.rader[0].forvaltning_namn if m.rader else m.forvaltning
        return T("Last i procent av kapaciteten: {forvaltning}", forvaltning=name)
    return T("Last i procent av kapaciteten, i den förvaltning som har mest i varje kommun och kvartal")


def _legend(b: Basis) -> Text:
    return T(
        "– = ingen bedömd last; ensam siffra = ryms; hög = mer än {procent} procent; över = mer än kapaciteten",
        procent=b.varning_procent,
    )


def _example(b: Basis) -> tuple[Words | Span, ...]:
    return (" ", EXAMPLE) if b.exempel else ()


def _hot(found: tuple[Hot, ...]) -> Iterator[Block]:
    yield Heading(T("Fullt eller nästan fullt"))
    if not found:
        yield Line(T("Inget kvartal ligger över varningsgränsen."), indent=2)
    for h in found:
        p = h.plats
        style: Style = "fel" if p.niva == "over" and not p.godtagen else "varning"
        head = T("{kommun}, {forvaltning}", kommun=h.kommun_namn, forvaltning=h.forvaltning_namn)
        yield Line((Span(head, "stark"), " ", _when(p), ": ", Span(_full(p), style)), indent=2, hang=2)
        if p.godtagen:
            yield Line(T("godtaget: {skal}", skal=p.godtagen.skal), indent=4, hang=2)
        for part in p.delar:
            yield Line(_part(part), indent=4, hang=2)


def _when(p: HotSpot) -> Words:
    return p.fran if p.fran == p.till_och_med else T("{fran}–{till}", fran=p.fran, till=p.till_och_med)


def _full(p: HotSpot) -> Words:
    if p.procent is None:
        return T("last utan kapacitet")
    word = T("över kapaciteten") if p.niva == "over" else T("hög")
    return T("{ord}, {procent} procent", ord=word, procent=p.procent)


def _part(p: Part) -> Inline:
    # A part that rounds to nothing is still there.
    share = NO_LOAD if p.procent is None else T("{procent} %", procent=p.procent or "<1")
    return (share, "  ", p.namn, *((" ", EXAMPLE) if p.exempel else ()))


def _clashes(found: tuple[Clash, ...]) -> Iterator[Block]:
    if not found:
        return
    yield Heading(T("Införanden som börjar när kommunen har annat för sig"))
    for c in found:
        where = T(
            "börjar {kvartal} i {forvaltning}, under {period}",
            kvartal=c.kvartal,
            forvaltning=c.forvaltning_namn,
            period=c.period,
        )
        mark: tuple[Words | Span, ...] = (" ", EXAMPLE) if c.exempel else ()
        who: Words = T("alla kommuner") if c.alla and len(c.kommuner) > 1 else ", ".join(c.kommuner)
        yield Line((Span(c.namn, "stark"), *mark, " ", where, ": ", who), indent=2, hang=2)
