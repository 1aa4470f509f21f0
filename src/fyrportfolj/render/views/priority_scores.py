"""Criteria, scores, the four boxes and how far the order by score holds."""

from __future__ import annotations

from collections.abc import Iterator

from fyrportfolj.i18n import number
from fyrportfolj.messages import T
from fyrportfolj.model.priority import Prioritering
from fyrportfolj.render.views.priority_parts import Section, figure
from fyrportfolj.render.views.swedish import NBSP, NONE, capital, one_line, sv
from fyrportfolj.render.views.tables import Cell, Row, Table, fitted
from fyrportfolj.rules.priority.choice_told import AXES, QUADRANTS, passing_told, robust_told
from fyrportfolj.rules.priority.criteria import passing
from fyrportfolj.rules.priority.names import Names
from fyrportfolj.rules.priority.robust import Interval
from fyrportfolj.rules.priority.scores import Quadrant, Score, scaled, weights_of
from fyrportfolj.rules.priority.standing import Standing, standing

_CENT = 100


def score_sections(p: Prioritering, names: Names) -> Iterator[Section]:
    """Give the sections about criteria and scores; none when the round has no criteria."""
    stopped = tuple(sv(t) for t in passing_told(p, [passing(p, c) for c in p.kandidater if not c.maste], names))
    if p.ska_krav:
        asked = tuple(f"{k.id}: {k.namn}." for k in p.ska_krav)
        all_pass = (sv(T("Alla kandidater uppfyller kraven.")),)
        yield Section(sv(T("Ska-krav")), 2, stopped or all_pass, asked)
    if not p.kriterier:
        return
    held = standing(p)
    source = (sv(T("Bedömningarna: {kalla}.", kalla=one_line(p.kalla))),) if p.kalla else ()
    yield Section(
        sv(T("Poäng")),
        2,
        tuple(sv(t) for t in robust_told(p, held.intervall)),
        tabeller=(_scores(held, names),),
        noter=(
            sv(
                T(
                    "Platsintervallet gäller om varje vikt är upp till {procent} procent fel.",
                    procent=p.vikters_osakerhet_procent,
                )
            ),
            *source,
        ),
        underlag=(_marks(p, names),),
    )
    yield Section(sv(T("Kriterier och vikter")), 2, tabeller=(_criteria(p),))
    yield Section(sv(T("Fyra rutor")), 2, tabeller=(_boxes(p, held, names),))


def _scores(held: Standing, names: Names) -> Table:
    heads = (
        T("Initiativ"),
        T("Plats"),
        T("Värde"),
        T("Genomförbarhet"),
        T("Poäng"),
        T("Plats som lägst–högst"),
        T("Ruta"),
    )
    rows = tuple(_scored(s, i, names) for s, i in held.rader)
    return fitted(Table(sv(T("Poäng")), tuple(sv(h) for h in heads), rows, (), (1, 2, 3, 4)))


def _scored(s: Score, i: Interval | None, names: Names) -> Row:
    box = capital(sv(QUADRANTS[s.ruta])) if s.ruta else NONE
    axes = tuple(figure(s.axlar[axis], 2) for axis in AXES)
    if i is None:
        lacking = sv(T("saknar {saknas}", saknas=s.saknas))
        return (Cell(names.insats(s.insats), (lacking,)), NONE, *axes, NONE, NONE, box)
    span = f"{i.basta}–{i.samsta}" if i.basta != i.samsta else str(i.basta)
    return (names.insats(s.insats), str(i.plats), *axes, figure(s.poang, 2), span, box)


def _criteria(p: Prioritering) -> Table:
    shares = scaled(weights_of(p.kriterier))
    rows: list[Row] = []
    for k in p.kriterier:
        levels = sorted(k.nivaer, key=lambda n: n.poang)
        described = tuple(f"{n.poang}: {one_line(n.betyder).rstrip('.')}" for n in levels)
        share = figure(shares[k.id] * _CENT, 0) + NBSP + "%" if shares else NONE
        rows.append((Cell(f"{k.id} {k.namn}", described), capital(sv(AXES[k.axel])), number(k.vikt, "sv"), share))
    heads = (T("Kriterium"), T("Axel"), T("Vikt"), T("Andel"))
    return Table(sv(T("Kriterier")), tuple(sv(h) for h in heads), tuple(rows), (6, 2, 1, 1), (2, 3))


def _boxes(p: Prioritering, held: Standing, names: Names) -> Table:
    def cell(box: Quadrant) -> Cell:
        inside = tuple(names.insats(s.insats) for s, _ in held.rader if s.ruta is box)
        return Cell(capital(sv(QUADRANTS[box])), inside or (sv(T("inga")),), "fet")

    line = number(p.brytpunkt, "sv")
    heads = (
        T("Värde"),
        T("Svårare att genomföra (under {tal})", tal=line),
        T("Lättare att genomföra (från {tal})", tal=line),
    )
    high, low = sv(T("Högt (från {tal})", tal=line)), sv(T("Lägre (under {tal})", tal=line))
    rows: tuple[Row, ...] = (
        (high, cell(Quadrant.BYGG_FORUTSATTNINGAR), cell(Quadrant.GOR_NU)),
        (low, cell(Quadrant.AVVAKTA), cell(Quadrant.SNABBA_VINSTER)),
    )
    return Table(sv(T("Fyra rutor")), tuple(sv(h) for h in heads), rows, (2, 5, 5))


def _marks(p: Prioritering, names: Names) -> Table:
    rows: list[Row] = []
    for c in p.kandidater:
        marks = {m.kriterium: str(m.poang) for m in c.poang}
        rows.append((names.insats(c.insats), *(marks.get(k.id, NONE) for k in p.kriterier)))
    heads = (sv(T("Initiativ")), *(k.id for k in p.kriterier))
    widths = (5, *(1 for _ in p.kriterier))
    return Table(sv(T("Satta poäng")), heads, tuple(rows), widths, tuple(range(1, len(heads))))
