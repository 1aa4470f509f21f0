"""The count of a round: the methods side by side, the pairs, the coalitions, and what differs in words."""

from __future__ import annotations

from fyrportfolj.cli.blocks import Blank, Blocks, Column, Heading, Inline, Line, Span, Table
from fyrportfolj.cli.views.priority import title, told
from fyrportfolj.commands.priority_rank import Ranking
from fyrportfolj.messages import T
from fyrportfolj.rules.priority.count import Method
from fyrportfolj.rules.priority.told import METHODS

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_GAP = 2


def ranking(r: Ranking, width: int) -> Blocks:
    """Show a round counted."""
    yield title(r.rad)
    yield Blank()
    yield from told(r.regler)
    yield Heading(T("Plats med varje metod"))
    yield _methods(r)
    yield Blank()
    yield from told((*r.skillnader, *r.enighet, *r.stod))
    yield from _pairs(r, width)
    yield from _coalitions(r)
    if r.rostvikter:
        yield Heading(T("Andra röstvikter"))
        yield _weights(r)
        yield Blank()
        yield from told(r.rostvikter)


def letter(n: int) -> str:
    """Give the letter that stands for the n:th initiative in the matrix, from 0."""
    return _LETTERS[n] if n < len(_LETTERS) else str(n + 1)


def _methods(r: Ranking) -> Table:
    columns = (
        Column(fixed=True),
        Column(T("Initiativ")),
        *(Column(METHODS[m], right=True, fixed=True) for m in Method),
        Column(T("Skiljer"), fixed=True),
    )
    rows: list[tuple[Inline, ...]] = []
    for n, row in enumerate(r.rader):
        differs: Inline = Span(T("ja"), "varning") if row.skiljer else ""
        rows.append((letter(n), row.namn, *(str(row.platser[m.value]) for m in Method), differs))
    return Table(columns, tuple(rows))


def _pairs(r: Ranking, width: int) -> Blocks:
    yield Heading(T("Två och två"))
    digits = max((len(str(v)) for votes in r.matris for v in votes), default=1)
    if (len(r.rader) + 1) * (digits + _GAP) + _GAP > width:
        yield Line(T("Tabellen är för bred här; den finns i fyr report prioritering --to xlsx och i --format json."))
        return
    yield Line(Span(T("Röster som har raden före kolumnen."), "dampad"))
    columns = (Column(fixed=True), *(Column(letter(n), right=True, fixed=True) for n in range(len(r.rader))))
    rows: list[tuple[Inline, ...]] = []
    for n, votes in enumerate(r.matris):
        cells: list[Inline] = ["·" if k == n else str(v) for k, v in enumerate(votes)]
        rows.append((letter(n), *cells))
    yield Table(columns, tuple(rows), indent=2)


def _coalitions(r: Ranking) -> Blocks:
    yield Heading(T("Koalitioner om {antal} kommuner", antal=r.koalition))
    columns = (
        Column(fixed=True),
        Column(T("Initiativ")),
        Column(T("Bland de första"), right=True, fixed=True),
        Column(T("Vill delta"), right=True, fixed=True),
        Column(T("Vill inte"), right=True, fixed=True),
        Column(T("Räcker"), fixed=True),
    )
    rows: list[tuple[Inline, ...]] = []
    for n, row in enumerate(r.rader):
        enough: Inline = Span(T("ja"), "bra") if row.racker else Span(T("nej"), "dampad")
        counts = (len(row.bland_de_forsta), len(row.vill_delta), len(row.vill_inte_delta))
        rows.append((letter(n), row.namn, *(str(c) for c in counts), enough))
    yield Table(columns, tuple(rows))


def _weights(r: Ranking) -> Table:
    shown = (Method.BORDA, Method.KEMENY)
    columns = [Column(fixed=True), Column(T("Initiativ"))]
    held = [(r.rostvikt, None), *((j.rostvikt, j.platser) for j in r.jamforelser)]
    short = {"lika": T("lika"), "invanare": T("invånare"), "deltagande": T("deltagande")}
    for weight, _ in held:
        columns += [Column(T("{metod}, {vikt}", metod=METHODS[m], vikt=short[weight]), right=True) for m in shown]
    rows: list[tuple[Inline, ...]] = []
    for n, row in enumerate(r.rader):
        places: list[Inline] = []
        for _, others in held:
            places += [
                str((others[m.value] if others else {row.insats: row.platser[m.value]})[row.insats]) for m in shown
            ]
        rows.append((letter(n), row.namn, *places))
    return Table(tuple(columns), tuple(rows))
