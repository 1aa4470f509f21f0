"""The pages that gather: overview, undertakings, time plan, action plan, sub-areas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from fyrportfolj.i18n import sort_key
from fyrportfolj.messages import T
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.plan import Delomrade, FocusArea
from fyrportfolj.model.process import Process
from fyrportfolj.render.charts import gantt
from fyrportfolj.render.site import places
from fyrportfolj.render.site.benefits import held
from fyrportfolj.render.site.decided import awaited_table
from fyrportfolj.render.site.gathered import Face, Gathered
from fyrportfolj.render.site.page import Column, Link, PageView, Part
from fyrportfolj.render.site.risk_page import explained, matrix, open_risks, risk_rows, to_know
from fyrportfolj.render.views.common import Fact
from fyrportfolj.render.views.economy import Figure
from fyrportfolj.render.views.swedish import NONE, day, one_line, paragraphs, sv, weeks
from fyrportfolj.render.views.tables import Cell, Row, Table
from fyrportfolj.render.views.timeplan import Bar, BarGroup, Timeplan
from fyrportfolj.rules.in_force import processes_in_force

_FIRST = 10
"""Rows of a list on the overview; the list's own page has them all."""
_MOST_BARS = 40
"""More cannot be told apart in a drawing."""


def overview_page(g: Gathered) -> PageView:
    """Give the first page."""
    running = [f for f in g.faces if f.pagar]
    risks = open_risks(g)
    figures = (
        Figure(sv(T("Pågående insatser")), str(len(running)), sv(T("av {antal}", antal=len(g.faces)))),
        Figure(sv(T("Beslut som väntas")), str(len(g.awaited)), ""),
        Figure(sv(T("Öppna risker")), str(len(risks)), ""),
        Figure(sv(T("Kommuner")), str(len(g.portfolio.kommuner)), ""),
    )
    parts = (
        Part(sv(T("I korthet")), tal=figures, punkter=_examples(g)),
        _waiting(g),
        *_boards(g),
        _risks(g),
        _time(g),
        _benefits(g),
    )
    plan = g.portfolio.handlingsplan
    intro = sv(T("Läst {dag}.", dag=g.foot.dag)) if plan is None else f"{plan.modell.namn} {plan.modell.period}"
    return g.page(g.foot.portfolj, intro, parts, over=g.foot.agare)


def _examples(g: Gathered) -> tuple[str, ...]:
    count = sum(f.u.exempel for f in g.faces)
    if not count:
        return ()
    return (sv(T("{antal} insatser är exempel med påhittat innehåll och är märkta så.", antal=count)),)


def _waiting(g: Gathered) -> Part:
    heading = sv(T("Beslut som väntas"))
    if not g.awaited:
        return Part(heading, stycken=(sv(T("Ingen insats väntar på ett beslut just nu.")),))
    shown = g.awaited[:_FIRST]
    left = len(g.awaited) - len(shown)
    rest = (sv(T("Ytterligare {antal} beslut står på sidorna för insatserna och kommunerna.", antal=left)),)
    return Part(heading, "ruta", tabeller=(awaited_table(g, shown),), noter=rest if left else ())


def _boards(g: Gathered) -> Iterator[Part]:
    for process in processes_in_force(g.portfolio):
        mine = [f for f in g.faces if f.u.process.slug == process.slug]
        if mine:
            yield _board(process, mine)


def _board(process: Process, faces: list[Face]) -> Part:
    slugs = {f.slug for f in process.faser}
    columns = [(f.namn, [x for x in faces if x.u.fas == f.slug and x.lage != _ended(x)]) for f in process.faser]
    columns.append((sv(T("I en äldre fas")), [x for x in faces if x.u.fas not in slugs and x.lage != _ended(x)]))
    columns.append((sv(T("Avslutade")), [x for x in faces if x.lage == _ended(x)]))
    shown = tuple(
        _column(name, found)
        for name, found in columns
        if found or name in {f.namn for f in process.faser if f.pa_tavlan}
    )
    return Part(sv(T("Tavla: {process}", process=process.namn)), tavla=shown)


def _column(name: str, faces: list[Face]) -> Column:
    links = tuple(_named(f) for f in sorted(faces, key=lambda f: sort_key(f.u.namn)))
    first = links if len(links) <= _FIRST else links[: _FIRST - 2]
    return Column(name, str(len(links)), first, links[len(first) :])


def _ended(face: Face) -> str:
    closed = face.verdict is not None and face.verdict.replay.lage == "avslutad"
    return face.lage if closed else ""


def _named(face: Face) -> Link:
    under = () if face.pagar else (face.lage,)
    return face.link(*under)


def _risks(g: Gathered) -> Part:
    rows = open_risks(g)
    shown = to_know(g, rows)[:_FIRST]
    more = Link(sv(T("Alla risker att känna till")), adress=places.RISKS)
    return Part(
        sv(T("Risker i portföljen")),
        stycken=(explained(),),
        matris=matrix(g, rows),
        tabeller=(risk_rows(g, shown),) if shown else (),
        punkter=(more,),
    )


def _time(g: Gathered) -> Part:
    near = _milestones(g)[:_FIRST]
    heads = (T("Dag"), T("Milstolpe"), T("Insats"))
    rows: tuple[Row, ...] = tuple((day(d), name, f.link()) for d, name, f in near)
    more = Link(sv(T("Tidplan för alla insatser")), adress=places.TIMEPLAN)
    none = sv(T("Inga kommande milstolpar är planerade."))
    return Part(
        sv(T("Närmaste milstolpar")),
        stycken=() if rows else (none,),
        tabeller=(Table(sv(T("Närmaste milstolpar")), tuple(sv(h) for h in heads), rows),) if rows else (),
        punkter=(more,),
    )


def _milestones(g: Gathered) -> list[tuple[date, str, Face]]:
    found = [
        (m.prognos or m.baslinje, f"{m.id} {m.namn}", f)
        for f in g.faces
        if f.pagar
        for m in f.u.milstolpar
        if m.utfall is None and (m.prognos or m.baslinje) >= g.basis.idag
    ]
    return sorted(found, key=lambda x: (x[0], x[2].u.id, x[1]))


def _benefits(g: Gathered) -> Part:
    with_any = [f for f in g.with_benefits if held(f.u)]
    count = sum(len(found.nyttor) for f in with_any if (found := held(f.u)))
    said = sv(T("{antal} nyttor är beskrivna i {insatser} insatser.", antal=count, insatser=len(with_any)))
    more = Link(sv(T("Nyttor per insats")), adress=places.BENEFITS)
    return Part(sv(T("Nyttor")), stycken=(said,), punkter=(more,))


def undertaking_table(faces: Iterable[Face], title: str) -> Table:
    """Give undertakings as a table, in Swedish order."""
    rows: tuple[Row, ...] = tuple(
        (f.link(), f.slag, f.fas, f.lage, f"{day(f.u.start)} – {day(f.u.slut)}" if f.u.start or f.u.slut else NONE)
        for f in sorted(faces, key=lambda f: sort_key(f.u.namn))
    )
    heads = (T("Insats"), T("Slag"), T("Fas"), T("Läge"), T("Start och slut"))
    return Table(title, tuple(sv(h) for h in heads), rows)


def undertakings_page(g: Gathered) -> PageView:
    """Give every undertaking, by focus area."""
    parts = []
    placed: set[str] = set()
    for area in _areas(g):
        mine = [f for d in area.delomraden for f in g.by_sub_area.get(d.id, ())]
        placed |= {f.u.id for f in mine}
        if mine:
            parts.append(Part(area.namn, tabeller=(undertaking_table(mine, area.namn),)))
    rest = [f for f in g.faces if f.u.id not in placed]
    if rest:
        name = sv(T("Utan delområde"))
        parts.append(Part(name, tabeller=(undertaking_table(rest, name),)))
    intro = sv(T("{antal} initiativ, program och projekt.", antal=len(g.faces)))
    return g.page(sv(T("Insatser")), intro, tuple(parts))


def timeplan_page(g: Gathered) -> tuple[PageView, Mapping[str, str]]:
    """Give the time plan of what is running, by focus area, and its charts by key."""
    parts, charts = [], {}
    groups = [(a.namn, [f for d in a.delomraden for f in g.by_sub_area.get(d.id, ())]) for a in _areas(g)]
    groups.append((sv(T("Utan delområde")), [f for f in g.faces if not f.delomrade]))
    for number, (name, faces) in enumerate(groups):
        dated = [f for f in faces if f.pagar and f.u.start and f.u.slut and f.u.start <= f.u.slut]
        if not dated:
            continue
        dated.sort(key=lambda f: (f.u.start or g.basis.idag, f.u.id))
        key = f"tidplan-{number}" if len(dated) <= _MOST_BARS else ""
        if key:
            charts[key] = gantt(_drawn(g, dated))
        parts.append(_time_part(name, dated, key))
    none = Part(sv(T("Ingen tidplan")), stycken=(sv(T("Ingen pågående insats har både start och slut.")),))
    undated = [f for f in g.faces if f.pagar and not (f.u.start and f.u.slut)]
    said = sv(T("{antal} pågående insatser saknar start eller slut och visas inte.", antal=len(undated)))
    view = g.page(sv(T("Tidplan")), said if undated else "", tuple(parts) or (none,))
    return view, charts


def _time_part(name: str, faces: list[Face], key: str) -> Part:
    rows: list[Row] = []
    for f in faces:
        near = min((m for m in f.u.milstolpar if m.utfall is None), key=lambda m: m.prognos or m.baslinje, default=None)
        stone = Cell(f"{near.id} {near.namn}", (day(near.prognos or near.baslinje),)) if near else NONE
        rows.append((f.link(), day(f.u.start), day(f.u.slut), stone))
    heads = (T("Insats"), T("Start"), T("Slut"), T("Nästa milstolpe"))
    table = Table(sv(T("Tidplan, {omrade}", omrade=name)), tuple(sv(h) for h in heads), tuple(rows))
    return Part(
        name,
        diagram=key,
        diagram_titel=sv(T("Start till slut, {omrade}", omrade=name)),
        tabeller=(table,),
    )


def _drawn(g: Gathered, faces: list[Face]) -> Timeplan:
    bars = tuple(_bar(f.u) for f in faces)
    first, last = min(b.start for b in bars), max(b.slut for b in bars)
    return Timeplan(
        finns=True,
        grupper=(BarGroup("", bars),),
        milstolpar=(),
        fran=first,
        till=last,
        idag=g.basis.idag,
        idag_text=sv(T("I dag {dag}", dag=day(g.basis.idag))),
        period=weeks(first, last),
        beskrivning=sv(T("Samma dagar står i tabellen.")),
    )


def _bar(u: Undertaking) -> Bar:
    assert u.start is not None  # noqa: S101  (only those with both days are drawn)
    assert u.slut is not None  # noqa: S101  (as above)
    return Bar(u.namn, u.start, u.slut, weeks(u.start, u.slut))


def _areas(g: Gathered) -> list[FocusArea]:
    return [e.modell for e in sorted(g.portfolio.fokusomraden.values(), key=lambda e: e.modell.ordning)]


def plan_page(g: Gathered) -> PageView:
    """Give the action plan: its focus areas and their sub-areas."""
    plan = g.portfolio.handlingsplan
    parts = [Part(sv(T("Syfte")), stycken=paragraphs(plan.modell.syfte))] if plan else []
    parts += [Part(sv(T("Mål")), punkter=tuple(m.namn for m in plan.modell.mal))] if plan else []
    for area in _areas(g):
        links = tuple(Link(d.namn, adress=places.sub_area(d.id)) for d in area.delomraden)
        more = Link(sv(T("Fokusområdet {namn}", namn=area.namn)), adress=places.area(area.id))
        parts.append(Part(area.namn, stycken=paragraphs(area.varfor)[:1], punkter=(more, *links)))
    name = plan.modell.namn if plan else sv(T("Handlingsplan"))
    intro = sv(T("Version {version}, {period}", version=plan.modell.version, period=plan.modell.period)) if plan else ""
    none = Part(sv(T("Ingen plan")), stycken=(sv(T("Portföljen har ingen handlingsplan.")),))
    return g.page(name, intro, tuple(parts) or (none,))


def area_page(g: Gathered, area: FocusArea) -> PageView:
    """Give the page of a focus area."""
    parts = [Part(sv(T("Varför")), stycken=paragraphs(area.varfor))]
    if area.viktiga_aspekter:
        parts.append(Part(sv(T("Viktiga aspekter")), punkter=tuple(one_line(t) for t in area.viktiga_aspekter)))
    for d in area.delomraden:
        mine = g.by_sub_area.get(d.id, ())
        more = Link(sv(T("Delområdet {namn}", namn=d.namn)), adress=places.sub_area(d.id))
        tables = (undertaking_table(mine, sv(T("Insatser i {namn}", namn=d.namn))),) if mine else ()
        parts.append(Part(d.namn, punkter=(more,), tabeller=tables))
    return g.page(area.namn, sv(T("Fokusområde")), tuple(parts))


def sub_area_page(g: Gathered, area: FocusArea, d: Delomrade) -> PageView:
    """Give the page of a sub-area."""
    mine = g.by_sub_area.get(d.id, ())
    goals = {m.id: m.namn for m in g.portfolio.handlingsplan.modell.mal} if g.portfolio.handlingsplan else {}
    parts = [Part(sv(T("Varför")), stycken=paragraphs(d.varfor))]
    if d.mal:
        parts.append(Part(sv(T("Mål som delområdet bidrar till")), punkter=tuple(goals.get(m, m) for m in d.mal)))
    none = sv(T("Inga initiativ hör till delområdet ännu."))
    parts.append(
        Part(
            sv(T("Insatser")),
            stycken=() if mine else (none,),
            tabeller=(undertaking_table(mine, sv(T("Insatser i {namn}", namn=d.namn))),) if mine else (),
        )
    )
    external = [g.portfolio.externa_initiativ[e] for e in d.externa_initiativ if e in g.portfolio.externa_initiativ]
    if external:
        said = tuple(f"{e.namn} ({', '.join(e.drivs_av)}): {one_line(e.beskrivning)}" for e in external)
        parts.append(Part(sv(T("Externa initiativ")), punkter=said))
    facts = (Fact(sv(T("Fokusområde")), area.namn),)
    return g.page(d.namn, sv(T("Delområde")), tuple(parts), over=area.namn, fakta=facts)
