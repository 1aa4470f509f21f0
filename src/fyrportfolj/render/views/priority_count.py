"""The rankings by every method side by side, pair by pair, who carries what, and other vote weights."""

from __future__ import annotations

from collections.abc import Iterator

from fyrportfolj.i18n import number
from fyrportfolj.messages import T
from fyrportfolj.model.priority import Prioritering, Rostvikt
from fyrportfolj.render.views.common import Basis
from fyrportfolj.render.views.priority_parts import Section, figure, letter
from fyrportfolj.render.views.swedish import NONE, listed, sv
from fyrportfolj.render.views.tables import Cell, Row, Table
from fyrportfolj.rules.priority.ballots import ranks
from fyrportfolj.rules.priority.count import Method, Outcome, outcome
from fyrportfolj.rules.priority.criteria import ranked
from fyrportfolj.rules.priority.names import Names
from fyrportfolj.rules.priority.pairwise import Tally
from fyrportfolj.rules.priority.told import (
    METHODS,
    agreement_told,
    decimal,
    differences_told,
    support_told,
    weights_told,
)

MOST_SIGNS = 45
"""So many signs fit in the columns of a page beside the names; the workbook has them all."""

_WEIGHT = {"lika": T("en röst var"), "invanare": T("invånare"), "deltagande": T("deltagande")}
_SHOWN = (Method.BORDA, Method.KEMENY)


def count_sections(basis: Basis, p: Prioritering, names: Names) -> Iterator[Section]:
    """Give the sections about the rankings; one that says so when nobody has ranked."""
    people = {k.id: k.invanare for k in basis.portfolio.kommuner.values()}
    o = outcome(p, ranked(p), people)
    differences = tuple(sv(t) for t in differences_told(o, names))
    if not o.galler.roster or not o.galler.alternativ:
        yield Section(sv(T("Kommunernas ordning")), 2, differences)
        return
    methods, pairs = _methods(o, names), _pairs(o, names)
    yield Section(
        sv(T("Kommunernas ordning")), 2, punkter=differences, tabeller=(methods,), underlag=(_places(o, names),)
    )
    agreement = (*agreement_told(o, names), *support_told(p, o, names))
    yield Section(sv(T("Enighet")), 2, punkter=tuple(sv(t) for t in agreement))
    digits = max((len(str(v)) for v in o.galler.par.fore.values()), default=1)
    fits = len(o.galler.alternativ) * (digits + 1) <= MOST_SIGNS
    note = sv(T("Talet är de röster som har radens initiativ före kolumnens; fet stil är majoritet."))
    if fits:
        yield Section(sv(T("Två och två")), 2, tabeller=(pairs,), noter=(note,))
    else:
        far = sv(T("Tabellen har fler kolumner än sidan rymmer; den finns i kalkylbladet."))
        yield Section(sv(T("Två och två")), 2, (far,), underlag=(pairs,))
    yield _coalitions(p, o, names)
    told = tuple(sv(t) for t in weights_told(o, names))
    yield Section(sv(T("Andra röstvikter")), 2, punkter=told, tabeller=(_weights(o, names),))


def _methods(o: Outcome, names: Names) -> Table:
    c = o.galler
    rows: list[Row] = []
    for n, a in enumerate(c.ordered()):
        places = tuple(str(c.platser[m][a]) for m in Method)
        differs = sv(T("ja")) if c.differ(a) else sv(T("nej"))
        rows.append((f"{letter(n)}. {names.insats(a)}", *places, figure(c.borda[a], 1), differs))
    heads = (sv(T("Initiativ")), *METHODS.values(), sv(T("Bordapoäng")), sv(T("Skiljer")))
    return Table(sv(T("Plats med varje metod")), heads, tuple(rows), (9, 2, 3, 3, 3, 4, 3), (1, 2, 3, 4, 5))


def _pairs(o: Outcome, names: Names) -> Table:
    c, order = o.galler, o.galler.ordered()
    letters = tuple(letter(n) for n in range(len(order)))
    rows: list[Row] = []
    for n, a in enumerate(order):
        cells = tuple(NONE if a == b else _votes(c.par, a, b) for b in order)
        rows.append((f"{letter(n)}. {names.insats(a)}", *cells))
    widths = (6, *(1 for _ in letters))
    heads = (sv(T("Initiativ")), *letters)
    return Table(sv(T("Två och två")), heads, tuple(rows), widths, tuple(range(1, len(heads))))


def _votes(t: Tally, a: str, b: str) -> str | Cell:
    votes = str(t.fore[a, b])
    return Cell(votes, (), "fet") if t.wins(a, b) else votes


def _places(o: Outcome, names: Names) -> Table:
    everyone = o.galler.roster
    placed = [ranks(b) for b in everyone]
    rows: list[Row] = []
    for n, a in enumerate(o.galler.ordered()):
        cells = tuple(number(decimal(r[a], 1), "sv") if a in r else sv(T("jäv")) for r in placed)
        rows.append((f"{letter(n)}. {names.insats(a)}", *cells))
    heads = (sv(T("Initiativ")), *(names.kommun(b.kommun) for b in everyone))
    widths = (4, *(2 for _ in everyone))
    return Table(sv(T("Plats per kommun")), heads, tuple(rows), widths, tuple(range(1, len(heads))))


def _coalitions(p: Prioritering, o: Outcome, names: Names) -> Section:
    wanted = {k.insats: k for k in o.koalitioner}
    rows: list[Row] = []
    for n, a in enumerate(o.galler.ordered()):
        k = wanted[a]
        enough = (
            sv(T("ja, {antal}", antal=len(k.kommuner))) if k.racker else sv(T("nej, {antal}", antal=len(k.kommuner)))
        )
        rows.append(
            (
                f"{letter(n)}. {names.insats(a)}",
                enough,
                listed(names.kommuner(k.kommuner)) or NONE,
                str(len(k.vill_delta)),
                listed(names.kommuner(k.vill_inte_delta)) or NONE,
            )
        )
    heads = (T("Initiativ"), T("Räcker"), T("Bland de första hos"), T("Vill delta"), T("Vill inte delta"))
    table = Table(sv(T("Koalitioner")), tuple(sv(h) for h in heads), tuple(rows), (5, 2, 6, 2, 3), (3,))
    intro = sv(
        T(
            "Ett program behöver inte alla. Här räknas kommuner som har initiativet bland sina {topp} första och inte"
            " har sagt nej till att delta; {antal} räcker för en koalition.",
            topp=p.regler.bland_de_forsta,
            antal=p.regler.koalition,
        )
    )
    return Section(sv(T("Koalitioner")), 2, (intro,), tabeller=(table,))


def _weights(o: Outcome, names: Names) -> Table:
    counts = (o.galler, *o.jamforelser)
    heads = [sv(T("Initiativ"))]
    for c in counts:
        heads += [sv(T("{metod}, {vikt}", metod=METHODS[m], vikt=_weight(c.rostvikt))) for m in _SHOWN]
    rows: list[Row] = []
    for n, a in enumerate(o.galler.ordered()):
        cells = tuple(str(c.platser[m][a]) for c in counts for m in _SHOWN)
        rows.append((f"{letter(n)}. {names.insats(a)}", *cells))
    widths = (6, *(2 for _ in heads[1:]))
    return Table(sv(T("Plats med andra röstvikter")), tuple(heads), tuple(rows), widths, tuple(range(1, len(heads))))


def _weight(weight: Rostvikt) -> str:
    return sv(_WEIGHT[weight])
