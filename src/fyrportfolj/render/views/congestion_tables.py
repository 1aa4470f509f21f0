"""The tables of change load: the heat map as a real table, hot spots, sources, clashes and key roles."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from fyrportfolj.i18n import sort_key
from fyrportfolj.messages import T, Text
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.render.views.common import Names
from fyrportfolj.render.views.swedish import NBSP, NONE, day, listed, sv
from fyrportfolj.render.views.tables import Cell, Row, Table, fitted
from fyrportfolj.rules.capacity.load import register_of
from fyrportfolj.rules.capacity.picture import HotSpot, Part, Picture, fullest
from fyrportfolj.rules.capacity.roles import RoleLoad
from fyrportfolj.rules.capacity.saturation import Cell as Judged
from fyrportfolj.rules.capacity.saturation import Mattnad
from fyrportfolj.rules.capacity.sources import Source

_TONES: Mapping[Mattnad, str] = MappingProxyType({"over": "hog", "hog": "medel", "ryms": "lag"})
STAGES: Mapping[str, Text] = MappingProxyType(
    {"forberedelse": T("förberedelse"), "inforande": T("införande"), "stabilisering": T("stabilisering")}
)
KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "insats": T("insats i portföljen"),
        "lagkrav": T("lagkrav"),
        "nationellt": T("nationellt program"),
        "eget_projekt": T("eget projekt"),
        "systembyte": T("systembyte"),
        "val": T("val"),
        "ovrigt": T("övrigt"),
    }
)


def administrations(portfolio: Portfolio) -> dict[str, str]:
    """Give the administrations' names by key, in the register's order."""
    register = register_of(portfolio)
    return {f.id: f.namn for f in register.forvaltningar} if register else {}


def marked(namn: str, *, exempel: bool) -> str:
    """Give a name with the mark of invented content."""
    return namn + sv(T(" (exempel)")) if exempel else namn


def heat_cell(c: Judged | None) -> str | Cell:
    """Give a cell of the map: a figure with its word, so that the shade is never alone."""
    if c is None or c.niva == "ingen":
        return NONE
    figure = NONE if c.procent is None else f"{c.procent}{NBSP}%"
    if c.niva == "ryms":
        return Cell(figure, (), "niva", "lag")
    word = T("Hög") if c.niva == "hog" else T("Över, godtagen") if c.godtagen else T("Över")
    return Cell(figure, (sv(word),), "niva", _TONES[c.niva])


def overview(drawn: Picture, kommuner: Collection[str], names: Names, every: Collection[str]) -> Table:
    """Give a row per kommun with the fullest of its administrations in each quarter."""
    rows: list[Row] = []
    for k in sorted(kommuner, key=lambda k: sort_key(names.kommun(k))):
        cells = [fullest(drawn, [(k, f, q) for f in every]) for q in drawn.kvartal]
        rows.append((names.kommun(k), *(heat_cell(c) for c in cells)))
    title = sv(T("Kommunernas fullaste förvaltning, procent av kapaciteten"))
    return Table(title, (sv(T("Kommun")), *drawn.kvartal), tuple(rows), (3, *(2,) * len(drawn.kvartal)))


def of_kommun(drawn: Picture, kommun: str, names: Names, every: Mapping[str, str]) -> Table | None:
    """Give a row per administration of a kommun that has some load; None when none has."""
    rows: list[Row] = []
    for f, name in every.items():
        cells = [drawn.celler[kommun, f, q] for q in drawn.kvartal]
        if any(c.last for c in cells):
            rows.append((name, *(heat_cell(c) for c in cells)))
    if not rows:
        return None
    title = sv(T("{kommun}, procent av kapaciteten", kommun=names.kommun(kommun)))
    return Table(title, (sv(T("Förvaltning")), *drawn.kvartal), tuple(rows), (3, *(2,) * len(drawn.kvartal)))


def hot_table(found: tuple[HotSpot, ...], names: Names, every: Mapping[str, str]) -> Table | None:
    """Give the hot spots with what causes them; None without any."""
    rows: list[Row] = []
    for h in found:
        when = _span(h.fran, h.till_och_med)
        level = T("Över kapaciteten") if h.niva == "over" else T("Hög")
        under = [NONE if h.procent is None else f"{h.procent}{NBSP}%"]
        if h.godtagen:
            who = names.party(h.godtagen.bedomd_av)
            under.append(sv(T("Godtaget av {vem} {dag}: {skal}", vem=who, dag=h.godtagen.bedomd, skal=h.godtagen.skal)))
        causes = [_part(p) for p in h.delar] or [NONE]
        rows.append(
            (
                Cell(names.kommun(h.kommun), (every.get(h.forvaltning, h.forvaltning),)),
                when,
                Cell(sv(level), tuple(under), "niva", _TONES[h.niva]),
                Cell(causes[0], tuple(causes[1:])),
            )
        )
    heads = (T("Var"), T("När"), T("Nivå"), T("Vad som väger, av kapaciteten"))
    return (
        Table(sv(T("Fullt eller nästan fullt")), tuple(sv(h) for h in heads), tuple(rows), (3, 2, 2, 5))
        if rows
        else None
    )


def _span(first: str, last: str) -> str:
    """Give quarters without repeating the year: 2026-K3–K4."""
    if first == last:
        return first
    year = first.partition("-")[0]
    return f"{first}–{last.removeprefix(f'{year}-')}"


def _part(p: Part) -> str:
    # A part that rounds to nothing is still there.
    share = NONE if p.procent is None else f"{p.procent or '<1'}{NBSP}%"
    return f"{share} {marked(p.namn, exempel=p.exempel)}"


def source_table(found: tuple[Source, ...], names: Names, every: Mapping[str, str]) -> Table | None:
    """Give every judgement: what, where, how much, when and by whom; None without any."""
    rows: list[Row] = []
    for s in found:
        for _, row in s.rader:
            stages = [f"{sv(STAGES[x.skede])} {_span(x.fran, x.till_och_med)}" for x in row.skeden]
            where = names.kommuner(row.kommuner or s.kommuner)
            rows.append(
                (
                    Cell(marked(s.namn, exempel=s.exempel), (sv(KINDS[s.slag]),)),
                    Cell(every.get(row.forvaltning, row.forvaltning), (where,)),
                    Cell(
                        sv(T("Intensitet {tal} av 5", tal=row.intensitet)),
                        (sv(T("{andel} procent berörs", andel=row.andel_berord_procent.normalize())),),
                    ),
                    Cell(stages[0], tuple(stages[1:])) if stages else NONE,
                    Cell(names.party(row.bedomd_av) if row.bedomd_av else sv(T("Okänd roll")), (day(row.bedomd),)),
                )
            )
    heads = (T("Vad"), T("Var"), T("Hur mycket"), T("När"), T("Bedömd av"))
    title = sv(T("Vad som ger last"))
    return fitted(Table(title, tuple(sv(h) for h in heads), tuple(rows))) if rows else None


def clash_table(drawn: Picture, names: Names, every: Mapping[str, str]) -> Table | None:
    """Give the introductions that begin in a period that hinders them; None without any."""
    rows: list[Row] = []
    for source, c in drawn.krockar:
        rows.append(
            (
                marked(source.namn, exempel=source.exempel),
                c.kvartal,
                Cell(c.period.namn, (every.get(c.forvaltning, c.forvaltning),)),
                names.kommuner(c.kommuner),
            )
        )
    heads = (T("Vad som börjar införas"), T("När"), T("Period"), T("Var"))
    title = sv(T("Införanden som krockar med kommunernas år"))
    return Table(title, tuple(sv(h) for h in heads), tuple(rows), (4, 2, 3, 4)) if rows else None


def role_table(found: tuple[RoleLoad, ...], names: Names) -> Table | None:
    """Give the key roles that too many undertakings lean on; None without any."""
    many = sorted(
        (r for r in found if r.for_manga), key=lambda r: (-len(r.kallor), r.roll, sort_key(names.kommun(r.kommun)))
    )
    rows = tuple(
        (
            Cell(names.party(r.roll), (names.kommun(r.kommun),)),
            str(len(r.kallor)),
            r.kvartal,
            listed(r.kallor),
        )
        for r in many
    )
    heads = (T("Nyckelroll"), T("Antal samtidigt"), T("När"), T("I vad"))
    title = sv(T("Nyckelroller med för mycket samtidigt"))
    return Table(title, tuple(sv(h) for h in heads), rows, (3, 2, 2, 5), (1,)) if rows else None
