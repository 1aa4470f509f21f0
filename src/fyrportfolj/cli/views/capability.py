"""Capability maps, gaps, and measured maturity."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fyrportfolj.cli.blocks import Block, Blocks, Column, Heading, Inline, Line, Span, Table
from fyrportfolj.cli.views.common import EXAMPLE, flat, marked
from fyrportfolj.commands.capability import Gaps, Maps, MaturityList
from fyrportfolj.i18n import number
from fyrportfolj.messages import T, Text
from fyrportfolj.model.capability import LAYER_WORDS, UPHELD_WORDS, CapabilityMap, Formaga, Lager
from fyrportfolj.rules.capability import QUADRANT_WORDS, Gap, Maturity

_SHOWN = 20


def maps(found: Maps, _width: int) -> Blocks:
    """Show maps: layer, group, capability, and how each is upheld.

    Args:
        found: the maps.
        _width: columns of the terminal; the lines fold themselves.
    """
    if not found.kartor:
        yield Line(T("Inga förmågekartor är inlagda. De står som filer i formagor/."))
    for map_ in found.kartor:
        yield Heading((map_.namn, " ", EXAMPLE) if map_.exempel else map_.namn)
        yield Line(Span(T("källa: {kalla}", kalla=map_.kalla), "dampad"), indent=2)
        for layer, title in LAYER_WORDS.items():
            yield from _layer(map_, layer, title)
        yield from _built(map_)


def _layer(map_: CapabilityMap, layer: Lager, title: Text) -> Iterator[Block]:
    groups = [g for g in map_.grupper if g.lager == layer]
    if not groups:
        return
    yield Heading((Span(title, "stark"),))
    for group in groups:
        yield Line(group.namn, indent=2, hang=2)
        for f in group.formagor:
            yield Line(("– ", f.namn, *_upheld(f)), indent=4, hang=2)


def _upheld(f: Formaga) -> tuple[Span | Text | str, ...]:
    if f.uppratthalls_genom is None:
        return ()
    return (" ", Span(T("({hur})", hur=UPHELD_WORDS[f.uppratthalls_genom]), "dampad"))


def _built(map_: CapabilityMap) -> Iterator[Block]:
    described = [*map_.exempel_pa_formagor, *(f for g in map_.grupper for f in g.formagor)]
    described = [f for f in described if f.processer or f.kompetenser or f.verktyg]
    if not described:
        return
    yield Heading(T("Vad förmågor byggs av"))
    for f in described:
        yield Line(Span(f.namn, "stark"), indent=2, hang=2)
        parts = ((T("processer"), f.processer), (T("kompetenser"), f.kompetenser), (T("verktyg"), f.verktyg))
        for name, values in parts:
            if values:
                yield Line(T("{namn}: {vad}", namn=name, vad="; ".join(values)), indent=4, hang=2)


def gap_list(found: Gaps, _width: int) -> Blocks:
    """Show where the gaps are and what nobody works on.

    Args:
        found: the gaps.
        _width: columns of the terminal; the table fits itself.
    """
    yield Heading(T("Luckor i förmågorna"))
    if found.luckor:
        columns = (
            Column(T("Förmåga")),
            Column(T("Vikt"), right=True),
            Column(T("Lucka"), right=True),
            Column(T("Vikt × lucka"), right=True),
            Column(T("Längst ifrån"), wide=True),
        )
        yield Table(columns, tuple(_gap(found, g) for g in found.luckor), indent=2)
    if found.okanda:
        text = T("{antal} förmågor saknar vikt, mål eller bedömd mognad.", antal=found.okanda)
        yield Line(T("En förmåga saknar vikt, mål eller bedömd mognad.") if found.okanda == 1 else text, indent=2)
    yield from _nobody(found)


def _gap(found: Gaps, g: Gap) -> tuple[Inline, ...]:
    names = tuple(found.kommuner.get(k, k) for k in g.langst_ifran)
    lacks: Inline = "–" if g.lucka is None else number(g.lucka, decimals=1)
    heat: Inline = "–" if g.varme is None else number(g.varme, decimals=1)
    return g.formaga.namn, str(g.formaga.strategisk_vikt or "–"), lacks, heat, ", ".join(names) or "–"


def _nobody(found: Gaps) -> Iterator[Block]:
    if found.utan_insats:
        yield Heading(T("Förmågor som ingen insats stärker: {antal}", antal=len(found.utan_insats)))
        for _, name in found.utan_insats[:_SHOWN]:
            yield Line(("– ", name), indent=2, hang=2)
        if len(found.utan_insats) > _SHOWN:
            yield Line(T("… och {antal} till", antal=len(found.utan_insats) - _SHOWN), indent=2)
    if found.utan_formaga:
        yield Heading(T("Insatser utan utpekad förmåga: {antal}", antal=len(found.utan_formaga)))
        for p in found.utan_formaga[:_SHOWN]:
            yield Line(("– ", *flat(marked(p.namn, p))), indent=2, hang=2)
        if len(found.utan_formaga) > _SHOWN:
            yield Line(T("… och {antal} till", antal=len(found.utan_formaga) - _SHOWN), indent=2)


def maturity_list(found: MaturityList, _width: int) -> Blocks:
    """Show the municipalities in the register's order, never ranked.

    Args:
        found: the measurements.
        _width: columns of the terminal; the table fits itself.
    """
    yield Heading(T("Digital mognad"))
    if not found.kommuner:
        yield Line(T("Inga mätningar är inlagda. De står som filer i mognad/, en per kommun."), indent=2)
        return
    columns = (
        Column(T("Kommun"), fixed=True),
        Column(T("År"), right=True),
        Column(T("Förmåga"), right=True),
        Column(T("Arv"), right=True),
        Column(T("Läge"), wide=True),
    )
    yield Table(columns, tuple(_measured(found, m) for m in found.kommuner), indent=2)
    yield Line(T("Inom parentes: förändring i procentenheter sedan mätningen före."), indent=2)
    if found.saknas:
        names = tuple(found.namn[k] for k in found.saknas)
        yield Line(T("Mätning saknas för {kommuner}.", kommuner=names), indent=2, hang=2)


def _measured(found: MaturityList, m: Maturity) -> tuple[Inline, ...]:
    name: Inline = found.namn.get(m.kommun, m.kommun)
    if m.exempel:
        name = (found.namn.get(m.kommun, m.kommun), " ", EXAMPLE)
    ability = _percent(m.senaste.digital_formaga_procent, m.forandring_formaga)
    heritage = _percent(m.senaste.digitalt_arv_procent, m.forandring_arv)
    return name, str(m.senaste.ar), ability, heritage, QUADRANT_WORDS[m.ruta]


def _percent(value: Decimal, moved: Decimal | None) -> Text:
    if moved is None:
        return T("{tal} %", tal=value)
    sign = "+" if moved > 0 else ""
    return T("{tal} % ({tecken}{andring})", tal=value, tecken=sign, andring=moved)
