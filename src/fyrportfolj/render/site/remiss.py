"""Consultations on the site: how each stands, who has answered what, and what became of every point."""

from __future__ import annotations

from fyrportfolj.messages import T
from fyrportfolj.model.artefacts.remiss import Remissforfragan, Remissyttrande
from fyrportfolj.render.site import places
from fyrportfolj.render.site.gathered import Face, Gathered
from fyrportfolj.render.site.page import Link, PageView, Part
from fyrportfolj.render.views.common import Fact
from fyrportfolj.render.views.remiss_tables import count_table, point_table
from fyrportfolj.render.views.swedish import NONE, day, sv
from fyrportfolj.render.views.tables import Cell, Row, Table
from fyrportfolj.rules.remiss.counts import NO_ANSWER, WORDS, Line, lines
from fyrportfolj.rules.remiss.deadline import last_day
from fyrportfolj.rules.remiss.points import living


def consultations_page(g: Gathered) -> PageView:
    """Give the consultations of the portfolio and what has been answered."""
    found = [(f, r) for f in g.faces if (r := f.u.artefakter.remissforfragan)]
    parts = tuple(part for f, r in found for part in _consultation(g, f, r))
    none = Part(sv(T("Inga remisser")), stycken=(sv(T("Portföljen har ingen remiss.")),))
    return g.page(sv(T("Remisser")), sv(T("{antal} remisser.", antal=len(found))), parts or (none,))


def _consultation(g: Gathered, face: Face, r: Remissforfragan) -> tuple[Part, ...]:
    held = face.u.artefakter
    rows = lines(r, held.remissyttrande, g.basis.idag)
    points = tuple(p for _, p in living(held.yttranderapport, held.remissyttrande))
    tables = (_answers(g, face, rows), count_table(r, rows, {k: v.invanare for k, v in g.portfolio.kommuner.items()}))
    links = [face.link(), Link(sv(T("Remissförfrågan")), adress=places.document(face.u.id, "remissforfragan", None))]
    if held.yttranderapport:
        link = places.document(face.u.id, "yttranderapport", None)
        links.append(Link(sv(T("Yttranderapport")), adress=link))
    first = Part(
        r.rubrik or face.u.namn,
        fakta=_facts(r, rows, len(points), sum(1 for p in points if p.bedomning is None)),
        punkter=tuple(links),
        tabeller=tables if rows else (),
        noter=(sv(T("Den som inte svarat räknas varken som ja eller nej.")),),
    )
    if not points:
        return (first,)
    return first, Part(sv(T("Bedömning av synpunkterna")), niva=2, tabeller=(point_table(points, g.names),))


def _facts(r: Remissforfragan, rows: tuple[Line, ...], points: int, left: int) -> tuple[Fact, ...]:
    asked = [row for row in rows if row.tillfragad]
    answered = sum(1 for row in asked if row.i_stort not in NO_ANSWER)
    waiting = sv(T("{antal}, varav inte bedömda: {kvar}", antal=points, kvar=left)) if left else str(points)
    document = r.handling or sv(T("Ej angivet"))
    return (
        Fact(sv(T("Handling")), f"{document} {r.handling_version or ''}".strip()),
        Fact(sv(T("Skickad")), day(r.skickad)),
        Fact(sv(T("Sista svarsdag")), day(last_day(r))),
        Fact(sv(T("Svar")), sv(T("{antal} av {alla}", antal=answered, alla=len(asked)))),
        Fact(sv(T("Synpunkter")), waiting),
    )


def _answers(g: Gathered, face: Face, rows: tuple[Line, ...]) -> Table:
    heads = (T("Remissinstans"), T("Svar"), T("Beslutat av"), T("Inkom"))
    places_ = {id(a): i for i, a in enumerate(face.u.artefakter.remissyttrande)}
    table: list[Row] = []
    for row in sorted(rows, key=lambda x: g.names.party(x.instans)):
        said = sv(WORDS[row.i_stort])
        if row.svar is None:
            table.append((g.names.party(row.instans), said, NONE, NONE))
            continue
        link = Link(said, adress=places.document(face.u.id, "remissyttrande", places_[id(row.svar)]))
        late = (sv(T("efter sista dagen")),) if row.sent else ()
        table.append((g.names.party(row.instans), link, _body(g, row.svar), Cell(day(row.svar.inkom), late)))
    return Table(sv(T("Svar på remissen")), tuple(sv(h) for h in heads), tuple(table))


def _body(g: Gathered, answer: Remissyttrande) -> str:
    return answer.organets_namn or (g.names.party(answer.organ) if answer.organ else NONE)
