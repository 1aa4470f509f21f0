"""The critical path, the order of projects, and when everyone can have decided."""

from __future__ import annotations

from collections.abc import Iterator

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Column, Heading, Inline, Line, Span, Table, Words
from fyrportfolj.cli.views.common import EXAMPLE, either
from fyrportfolj.commands.plan import DecideShown, OrderShown, PathShown
from fyrportfolj.messages import T, Text
from fyrportfolj.rules.changes.words import word
from fyrportfolj.rules.timing.dependencies import Dependency
from fyrportfolj.rules.timing.meetings import Chance
from fyrportfolj.rules.timing.order import Wagon
from fyrportfolj.rules.timing.path import Step


def path(p: PathShown, _width: int) -> Blocks:
    """Show milestones with baseline, forecast and outcome, and those that decide the end."""
    yield Heading((p.namn, *_mark(exempel=p.exempel)))
    if not p.steg:
        yield Line(T("Inga milstolpar är registrerade."))
        return
    assert p.slut is not None  # noqa: S101  (there are milestones)
    yield Line((T("Slutet väntas {dag}, ", dag=p.slut), slip(p.forskjutning), T(" mot baslinjen.")))
    yield Blank()
    columns = (
        Column(T("Milstolpe")),
        Column(T("Baslinje"), fixed=True),
        Column(T("Prognos"), fixed=True),
        Column(T("Utfall"), fixed=True),
        Column(T("Dagar"), right=True, fixed=True),
        Column(T("Marginal"), right=True, fixed=True),
    )
    yield Table(columns, tuple(_step(p, s) for s in p.steg))
    yield Blank()
    legend = T("* avgör slutet; Dagar = förskjutning mot baslinjen; Marginal = dagar till dess att slutet flyttas")
    yield Line(Span(legend, "dampad"), hang=2)
    yield from _chain(p)
    yield from _optimists(p)


def _step(p: PathShown, s: Step) -> tuple[Inline, ...]:
    several = len(p.insatser) > 1
    # The end of an undertaking without milestones has no id and bears its name.
    name: tuple[Words | Span, ...] = (f"{s.milstolpe} ", s.namn) if s.milstolpe else (T("Slut: {namn}", namn=s.namn),)
    if several and s.milstolpe:
        name = (*name, Span((" · " + p.insatser[s.insats]), "dampad"))
    star = (Span("* ", "stark"), *name) if s.kritisk else name
    forecast = s.prognos.isoformat() if s.prognos else "–"
    if s.utfall is None and s.vantad != (s.prognos or s.baslinje):
        forecast = f"{s.vantad.isoformat()} !"
    slack = "–" if s.utfall else str(s.marginal)
    days = Span(f"{s.forskjutning:+d}" if s.forskjutning else "0", "fel" if s.forskjutning > 0 else "")
    return (star, s.baslinje.isoformat(), forecast, s.utfall.isoformat() if s.utfall else "–", days, slack)


def slip(days: int) -> Text:
    """Say a slip in words."""
    if days == 0:
        return T("i tid")
    if abs(days) == 1:
        return T("1 dag sent") if days > 0 else T("1 dag tidigt")
    return T("{antal} dagar sent", antal=days) if days > 0 else T("{antal} dagar tidigt", antal=-days)


def _chain(p: PathShown) -> Iterator[Block]:
    critical = [s for s in p.steg if s.kritisk]
    if not critical:
        return
    yield Heading(T("Kritisk väg"))
    yield Line(" → ".join(_label(p, s) for s in critical), indent=2, hang=2)


def _label(p: PathShown, s: Step) -> str:
    if not s.milstolpe:
        return s.namn
    return f"{s.milstolpe} {s.namn}" if len(p.insatser) == 1 else f"{s.milstolpe} {s.namn} ({p.insatser[s.insats]})"


def _optimists(p: PathShown) -> Iterator[Block]:
    late = [s for s in p.steg if s.utfall is None and s.vantad > (s.prognos or s.baslinje)]
    if not late:
        return
    yield Heading(T("Prognoser som inte räcker (!)"))
    for s in late:
        text = (
            T("{milstolpe}: det den väntar på ger tidigast {dag}", milstolpe=_label(p, s), dag=s.vantad)
            if s.styrs_av
            else T("{milstolpe}: dagen har passerat utan att den är nådd", milstolpe=_label(p, s))
        )
        yield Line(("– ", text), indent=2, hang=2)


def order(o: OrderShown, _width: int) -> Blocks:
    """Show the projects group by group, each with what it waits for."""
    yield Heading((T("Tågordning: {namn}", namn=o.namn), *_mark(exempel=o.exempel)))
    group = 0
    for w in o.projekt:
        if w.grupp != group:
            group = w.grupp
            several = sum(1 for x in o.projekt if x.grupp == group) > 1
            yield Heading(
                T("Omgång {nummer}, kan gå samtidigt", nummer=group) if several else T("Omgång {nummer}", nummer=group)
            )
        yield from _wagon(o, w)


def _wagon(o: OrderShown, w: Wagon) -> Iterator[Block]:
    state: tuple[Words, ...] = (" (", word(w.lage), ")") if w.lage != "pagar" else ()
    when = T("{start} – {slut}", start=w.start or "?", slut=w.slut or "?") if w.start or w.slut else T("utan dagar")
    yield Line((Span(w.namn, "stark"), *_mark(exempel=w.exempel), *state, "  ", when), indent=2, hang=2)
    if not w.vantar_pa:
        yield Line(Span(T("väntar inte på något"), "dampad"), indent=4)
    early = {d.beror_av: end for d, end in w.for_tidigt}
    for d in w.vantar_pa:
        yield Line(_waits(o, d), indent=4, hang=2)
        if d.beror_av in early:
            text = T("planerad start är före dess slut {dag}", dag=early[d.beror_av])
            yield Line(Span(text, "varning"), indent=6)
    if w.planerad is None:
        yield Line(Span(T("har ingen plats i programplanens tågordning"), "dampad"), indent=4)


def _waits(o: OrderShown, d: Dependency) -> Text:
    name = o.insatser[d.beror_av]
    return T("väntar på {namn}: {skal}", namn=name, skal=d.skal) if d.skal else T("väntar på {namn}", namn=name)


def decide(d: DecideShown, _width: int) -> Blocks:
    """Show the meetings to decide at, what they ask of the documents, and the calendars that are missing."""
    name: Words = T("{namn}: {grind}", namn=d.namn, grind=d.grind) if d.namn else d.grind
    yield Heading((name, *_mark(exempel=d.exempel)))
    if not d.plan.utsikter:
        yield Line(T("Inget beslut återstår i grinden."))
        return
    yield Line(_verdict(d))
    yield Blank()
    columns = (Column(T("Vem")), Column(T("Organ")), Column(T("Sammanträde")), Column(T("Handlingar klara")))
    yield Table(columns, tuple(_chance(d, c) for c in d.plan.utsikter))
    yield Blank()
    said = T("Handlingarna räknas klara {dagar} arbetsdagar före mötet; ändra med --beredning.", dagar=d.beredning)
    yield Line(Span(said, "dampad"))
    if d.krav_laga_kraft:
        yield Line(T("Besluten ska också ha vunnit laga kraft före nästa grind: minst tre veckor efter anslaget."))
    if d.plan.saknas:
        yield Line(T("En kalender som saknas fylls i under sammantraden i register/arscykel.yaml."))


def _verdict(d: DecideShown) -> Inline:
    p = d.plan
    if p.klart:
        text = (
            T("Alla kan ha beslutat {dag}, i tid till {senast}.", dag=p.klart, senast=d.senast)
            if d.senast
            else T("Alla kan ha beslutat {dag}.", dag=p.klart)
        )
        ready = T(" De första handlingarna ska vara klara {dag}.", dag=p.handlingar) if p.handlingar else ""
        return (Span(text, "stark"), ready)
    parts: list[Words | Span] = []
    if p.hinns_inte:
        text = T("{antal} beslut hinns inte med de möten som är kända.", antal=len(p.hinns_inte))
        parts.append(Span(text, "fel"))
    if p.saknas:
        text = T("Det går inte att säga när alla har beslutat: {antal} beslut saknar kalender.", antal=len(p.saknas))
        parts += [" ", Span(text, "varning")] if parts else [Span(text, "varning")]
    return tuple(parts)


def _chance(d: DecideShown, c: Chance) -> tuple[Inline, ...]:
    who: Words = d.kommuner[c.asked.kommun] if c.asked.kommun else T("Gemensamt")
    if c.mote:
        mark = _mark(exempel=c.mote.exempel)
        when = (c.mote.dag.isoformat(), *mark)
        return (who, d.organ[c.mote.organ], when, c.handlingar.isoformat() if c.handlingar else "–")
    body = either(tuple(d.organ[o] for o in c.asked.organ))
    if not c.kalender:
        text = T("kalender saknas; senast {dag}", dag=d.sista_dag) if d.sista_dag else T("kalender saknas")
        return (who, body, Span(text, "varning"), "–")
    return (who, body, Span(T("inget i tid; sista kända {dag}", dag=c.sista_kanda), "fel"), "–")


def _mark(*, exempel: bool) -> tuple[Words | Span, ...]:
    return (" ", EXAMPLE) if exempel else ()
