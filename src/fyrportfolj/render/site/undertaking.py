"""The page of an initiative, programme or project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from fyrportfolj.i18n import render
from fyrportfolj.messages import T
from fyrportfolj.model.artefacts import artefact_rows, titel
from fyrportfolj.model.artefacts.rapporter import Statusrapport
from fyrportfolj.model.initiative import Project
from fyrportfolj.model.process import STATUS_WORDS
from fyrportfolj.render.charts import gantt
from fyrportfolj.render.site import places
from fyrportfolj.render.site.benefit_parts import undertaking_parts
from fyrportfolj.render.site.benefits import benefit_table
from fyrportfolj.render.site.decided import awaited_table, timeline
from fyrportfolj.render.site.gathered import Awaited, Face, Gathered
from fyrportfolj.render.site.page import Link, PageView, Part
from fyrportfolj.render.views import shared_tables as tables
from fyrportfolj.render.views.common import Fact
from fyrportfolj.render.views.economy import economy
from fyrportfolj.render.views.gate import gate_position
from fyrportfolj.render.views.lights import status_rows
from fyrportfolj.render.views.municipalities import participation
from fyrportfolj.render.views.risks import risk_picture
from fyrportfolj.render.views.swedish import NONE, capital, day, one_line, paragraphs, sv
from fyrportfolj.render.views.tables import Row, Table
from fyrportfolj.render.views.timeplan import timeplan
from fyrportfolj.rules import lifecycle, status


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the parts of one page share."""

    g: Gathered
    face: Face
    awaited: tuple[Awaited, ...]
    report: Statusrapport | None
    summary: status.Summary
    current: bool
    judged: date


def undertaking_page(g: Gathered, face: Face, awaited: tuple[Awaited, ...]) -> tuple[PageView, Mapping[str, str]]:
    """Give the page of an undertaking, and its charts by key.

    Args:
        g: the portfolio.
        face: the undertaking.
        awaited: the decisions that it waits for.
    """
    u = face.u
    found = status.latest_report(u)
    summary = status.summary(g.portfolio, u, g.basis.idag)
    ended = face.verdict is not None and face.verdict.replay.lage == "avslutad"
    followed = summary.dag is None or lifecycle.is_followed(g.portfolio, u, g.basis.idag)
    judged = g.basis.idag if followed or summary.dag is None else summary.dag
    scene = _Scene(g, face, awaited, found[1] if found else None, summary, ended or not summary.for_gammal, judged)
    charts: dict[str, str] = {}
    parts = [*_standing(scene), *_work(scene), *_plan(scene, charts), *_risks(scene, ended=ended), *_around(scene)]
    view = g.page(
        u.namn, f"{face.slag} · {face.lage}", tuple(parts), over=_over(g, face), fakta=_facts(scene), exempel=u.exempel
    )
    return view, charts


def _over(g: Gathered, face: Face) -> str:
    found = g.portfolio.delomraden.get(face.delomrade or "")
    return f"{found[0].modell.namn} · {found[1].namn}" if found else g.foot.portfolj


def _facts(s: _Scene) -> tuple[Fact, ...]:
    u, names = s.face.u, s.g.names
    rows = (
        (T("Fas"), s.face.fas),
        (T("Läge"), s.face.lage),
        (T("Ägare"), names.party(u.agare) if u.agare else sv(T("Ej angivet"))),
        (T("Ledare"), names.party(u.ledare) if u.ledare else NONE),
        (T("Start och slut"), f"{day(u.start)} – {day(u.slut)}" if u.start or u.slut else NONE),
        (T("Diarienummer"), ", ".join(f"{names.party(k)} {v}" for k, v in u.diarienummer.items()) or NONE),
    )
    return tuple(Fact(sv(heading), value) for heading, value in rows if value != NONE)


def _standing(s: _Scene) -> Iterator[Part]:
    u, gate = s.face.u, gate_position(s.face.verdict, s.g.names)
    yield Part(sv(T("Om insatsen")), stycken=paragraphs(u.sammanfattning))
    if u.mal:
        yield Part(sv(T("Mål")), punkter=tuple(one_line(m) for m in u.mal))
    if s.awaited:
        yield Part(sv(T("Beslut som väntas")), "ruta", tabeller=(awaited_table(s.g, s.awaited),))
    if gate.finns:
        yield Part(
            sv(T("Var i processen")),
            stycken=(sv(T("{lage} Process: {process}.", lage=gate.lage, process=gate.process)),),
            faser=gate.faser,
        )
    if gate.grind:
        tables_ = [tables.decision_table(gate)] if gate.beslut else []
        tables_ += [tables.missing_table(gate)] if gate.saknas else []
        met = sv(T("{antal} av {alla} krav före beslut är uppfyllda.", antal=gate.uppfyllda, alla=gate.antal))
        yield Part(
            sv(T("Nästa grind: {grind}", grind=gate.grind)),
            stycken=(met,) if gate.antal else (),
            tabeller=tuple(tables_),
        )
    events = timeline(s.g, s.face)
    none = sv(T("Inga beslut är registrerade."))
    yield Part(sv(T("Beslut i tidsordning")), stycken=() if events else (none,), handelser=events)


def _work(s: _Scene) -> Iterator[Part]:
    if s.report:
        rows = status_rows(s.summary, s.report, s.g.names, current=s.current)
        when = sv(T("Rapporterat {dag}.", dag=day(s.summary.dag)))
        old = sv(T(" Rapporten är för gammal, så lägena visas som ej rapporterade."))
        more = Link(sv(T("Läs statusrapporten")), adress=places.status_report(s.face.u.id))
        yield Part(sv(T("Läge")), stycken=(when if s.current else when + old,), lagen=rows, punkter=(more,))
    else:
        yield Part(sv(T("Läge")), stycken=(sv(T("Ej rapporterat: ingen statusrapport är lämnad.")),))
    documents = _documents(s.face)
    none = sv(T("Inga dokument är påbörjade."))
    yield Part(
        sv(T("Dokument")),
        stycken=() if documents.rader else (none,),
        tabeller=(documents,) if documents.rader else (),
    )


def _documents(face: Face) -> Table:
    rows: list[Row] = []
    for slug, index, document in artefact_rows(face.u.artefakter):
        name = titel(slug) if index is None else sv(T("{dokument} {nummer}", dokument=titel(slug), nummer=index + 1))
        decided = any(p.artefakt == slug and p.version == document.version for d in face.u.beslut for p in d.underlag)
        rows.append(
            (
                places.document_link(face.u.id, slug, index, name),
                document.version,
                capital(render(STATUS_WORDS[document.status], "sv")),
                day(document.datum),
                sv(T("Underlag för beslut")) if decided else NONE,
            )
        )
    heads = (T("Dokument"), T("Version"), T("Status"), T("Datum"), T("Beslut"))
    return Table(sv(T("Dokument")), tuple(sv(h) for h in heads), tuple(rows))


def _plan(s: _Scene, charts: dict[str, str]) -> Iterator[Part]:
    money = economy(s.face.u, s.report, s.g.names)
    told = sv(T("Ej angivet: ingen kostnad är beskriven."))
    yield Part(
        sv(T("Ekonomi")),
        stycken=() if money.finns else (told,),
        tal=money.nyckeltal if money.finns else (),
        noter=money.noter,
    )
    plan = timeplan(s.face.u, s.judged, reported=s.judged != s.g.basis.idag)
    if plan.finns:
        charts["tidplan"] = gantt(plan)
        yield Part(
            sv(T("Tidplan")),
            diagram="tidplan",
            diagram_titel=sv(T("Aktiviteter och milstolpar, {period}", period=plan.period)),
            diagram_text="" if plan.milstolpar and not plan.grupper else plan.beskrivning,
            tabeller=(tables.milestone_table(plan),) if plan.milstolpar else (),
        )
    benefits = benefit_table(s.face)
    none = sv(T("Inga nyttor är beskrivna i insatsens dokument."))
    yield Part(sv(T("Nyttor")), stycken=() if benefits else (none,), tabeller=(benefits,) if benefits else ())
    if benefits:
        yield from undertaking_parts(s.g, s.face, charts)


def _risks(s: _Scene, *, ended: bool) -> Iterator[Part]:
    picture = risk_picture(s.g.portfolio, s.face.u, s.judged, s.g.names, ended=ended)
    if not picture.finns:
        yield Part(sv(T("Risker")), stycken=(sv(T("Inga öppna risker är registrerade.")),))
        return
    said = [sv(T("Riskerna är stängda och visas som de bedömdes sist."))] if picture.stangda else []
    shown = [tables.risk_table(picture)] if picture.risker else []
    others = sv(T("{antal} risker på lägsta nivån finns bara i matrisen.", antal=picture.ovriga))
    yield Part(
        sv(T("Risker")),
        stycken=tuple(said),
        matris=picture.matris,
        tabeller=(tables.level_table(picture.nivaer), *shown),
        noter=(others,) if picture.ovriga else (),
    )


def _around(s: _Scene) -> Iterator[Part]:
    u, g = s.face.u, s.g
    part = participation(u, s.report, s.face.verdict, g.names, current=s.current)
    yield Part(
        sv(T("Vilka som deltar")),
        stycken=(part.sammanfattning if part.finns else sv(T("Ingen kommun är tillfrågad ännu.")),),
        tabeller=(tables.municipality_table(part),) if part.finns else (),
        punkter=tuple(
            Link(g.names.kommun(d.kommun), adress=places.kommun(d.kommun) if d.kommun in g.portfolio.kommuner else "")
            for d in u.deltagare
        ),
    )
    children = g.portfolio.children(u.id)
    if children:
        found = tuple(g.by_id[c.modell.id].link() for c in children)
        yield Part(sv(T("Projekt i programmet")), punkter=found)
    parents = [u.program] if isinstance(u, Project) and u.program else []
    near = [(sv(T("Hör till programmet")), parents), (sv(T("Beror av")), u.beror_av)]
    for heading, ids in near:
        links = tuple(g.by_id[i].link() if i in g.by_id else i for i in ids)
        if links:
            yield Part(heading, punkter=links)
    if u.externa_initiativ:
        yield Part(
            sv(T("Externa initiativ")), punkter=tuple(_external(g, e.initiativ, e.hur) for e in u.externa_initiativ)
        )
    if u.noteringar:
        yield Part(sv(T("Noteringar")), punkter=tuple(one_line(n) for n in u.noteringar))


def _external(g: Gathered, id_: str, how: str | None) -> str:
    found = g.portfolio.externa_initiativ.get(id_)
    name = found.namn if found else id_
    return f"{name}: {one_line(how)}" if how else name
