"""A move that is tried, and the earliest start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Column, Heading, Inline, Line, Span, Style, Table, Words
from fyrportfolj.cli.views.capacity import basis, standing
from fyrportfolj.cli.views.common import EXAMPLE
from fyrportfolj.commands.plan_moves import EarliestStart, Moved, Simulation, Turn
from fyrportfolj.messages import T, Text
from fyrportfolj.rules.capacity.picture import HOT
from fyrportfolj.rules.timing.earliest import HORIZON, Obstacle
from fyrportfolj.rules.timing.moves import MovedDay

_STYLES: dict[str, Style] = {"over": "fel", "hog": "varning", "ryms": "", "ingen": "dampad"}
_OWN = {"start": T("Start"), "slut": T("Slut")}


def simulation(s: Simulation, _width: int) -> Blocks:
    """Show what moves, which cells turn, and what clashes."""
    yield Heading(T("Prövad flytt"))
    for m in s.flyttade:
        yield from _moved(m)
    yield Heading(T("Vad flytten gör med lasten"))
    text = T(
        "Förvaltningar och kvartal över kapaciteten: {fore} före, {efter} efter.", fore=s.over_fore, efter=s.over_efter
    )
    yield Line(text, indent=2)
    turned = [t for t in s.andrade if HOT & {t.fore.niva, t.efter.niva}]
    if turned:
        yield Blank()
        columns = (
            Column(T("Kvartal"), fixed=True),
            Column(T("Kommun och förvaltning")),
            Column(T("Före")),
            Column(T("Efter")),
        )
        yield Table(columns, tuple(_turn(t) for t in turned), indent=2)
    else:
        yield Line(T("Ingen förvaltning blir eller slutar vara hög eller över kapaciteten."), indent=2)
    rest = len(s.andrade) - len(turned)
    if rest:
        text = T("Därtill kommer eller försvinner last som ryms, på {antal} ställen.", antal=rest)
        yield Line(Span(text, "dampad"), indent=2, hang=2)
    if s.krockar or s.konflikter:
        yield Heading(T("Att se upp med"))
    for name, quarter, period in s.krockar:
        text = T("{namn} börjar införas {kvartal}, under {period}", namn=name, kvartal=quarter, period=period)
        yield Line(("– ", text), indent=2, hang=2)
    for c in s.konflikter:
        text = T(
            "{namn} börjar {start}, men {fore} är klart {klart}",
            namn=c.namn,
            start=c.start,
            fore=c.beror_av,
            klart=c.klart,
        )
        yield Line(("– ", text, T(" (så är det redan)") if c.fanns else ""), indent=2, hang=2)
    yield from basis(s.grund)


def earliest(e: EarliestStart, _width: int) -> Blocks:
    """Show the earliest start and what stands in the way of an earlier one."""
    mark: tuple[Words | Span, ...] = (" ", EXAMPLE) if e.exempel else ()
    yield Heading((e.namn, *mark))
    yield Line((Span(_answer(e), "stark"), *((" ", _compared(e)) if e.svar.tidigast and e.svar.planerat else ())))
    if e.pagar:
        yield Line(T("Insatsen har redan börjat; svaret gäller om allt i den flyttas."))
    if not e.svar.bedomd:
        yield Line(Span(T("Lasten är inte bedömd, så kapacitet och årscykel är inte prövade."), "varning"))
    for d in e.svar.okant_slut:
        name = e.namn_pa.get(d.beror_av, d.beror_av)
        yield Line(Span(T("Det är inte känt när {namn} blir klart; det är inte räknat.", namn=name), "varning"))
    if e.svar.hinder:
        yield Heading(T("Varför inte tidigare"))
        rows: list[tuple[Inline, ...]] = []
        for why, group in groupby(e.svar.hinder, key=lambda h: _why(e, h)):
            quarters = [h.kvartal for h in group]
            when = quarters[0] if len(quarters) == 1 else f"{quarters[0]}–{quarters[-1]}"
            rows.append((when, why))
        yield Table((Column(fixed=True), Column()), tuple(rows), indent=2)
    yield from basis(e.grund)


def _answer(e: EarliestStart) -> Text:
    if e.svar.tidigast is None:
        return T("Ingen start går att hitta inom {ar} år.", ar=HORIZON // 4)
    return T("Tidigaste start: {kvartal}.", kvartal=e.svar.tidigast)


def _compared(e: EarliestStart) -> Text:
    steps = e.svar.flytt
    if steps == 0:
        return T("Det är som planerat.")
    planned = e.svar.planerat
    if abs(steps) == 1:
        return (
            T("Planerat är {plan}, ett kvartal tidigare.", plan=planned)
            if steps > 0
            else T("Planerat är {plan}, ett kvartal senare.", plan=planned)
        )
    if steps > 0:
        return T("Planerat är {plan}, {antal} kvartal tidigare.", plan=planned, antal=steps)
    return T("Planerat är {plan}, {antal} kvartal senare.", plan=planned, antal=-steps)


def _why(e: EarliestStart, h: Obstacle) -> Text:
    if h.beroende:
        name = e.namn_pa.get(h.beroende.beror_av, h.beroende.beror_av)
        if h.klart is None:
            return T("{namn} är stoppat och blir inte klart", namn=name)
        return T("{namn} är klart först {dag}", namn=name, dag=h.klart)
    if h.enhet:
        kommun, forvaltning, quarter = h.enhet
        text = T(
            "{forvaltning} i {kommun} får {procent} procent {kvartal}",
            forvaltning=e.namn_pa.get(forvaltning, forvaltning),
            kommun=e.namn_pa.get(kommun, kommun),
            procent="–" if h.procent is None else h.procent,
            kvartal=quarter,
        )
        return text if h.antal == 1 else T("{vad}, och {antal} till blir för fulla", vad=text, antal=h.antal - 1)
    assert h.krock is not None  # noqa: S101  (an obstacle is one of the three)
    where = e.namn_pa.get(h.krock.forvaltning, h.krock.forvaltning)
    return T("införandet i {forvaltning} skulle börja under {period}", forvaltning=where, period=h.krock.period.namn)


def _moved(m: Moved) -> Iterator[Block]:
    mark: tuple[Words | Span, ...] = (" ", EXAMPLE) if m.exempel else ()
    yield Line((Span(m.namn, "stark"), *mark, " ", _steps(m.kvartal), *_reason(m)), indent=2, hang=2)
    rows = tuple((_what(d), _day(d.fore), "→", _day(d.efter)) for d in m.dagar)
    if m.pagar:
        yield Line(Span(T("har börjat; det som återstår flyttas"), "dampad"), indent=4)
    if rows:
        yield Table((Column(), Column(fixed=True), Column(fixed=True), Column(fixed=True)), rows, indent=4)
    else:
        yield Line(Span(T("inga dagar är registrerade"), "dampad"), indent=4)


def _what(d: MovedDay) -> Inline:
    return _OWN[d.namn] if not d.milstolpe else (f"{d.milstolpe} ", d.namn)


def _day(day: date) -> str:
    return day.isoformat()


def _steps(count: int) -> Text:
    if count == 0:
        return T("ligger kvar")
    if abs(count) == 1:
        return T("flyttas ett kvartal senare") if count > 0 else T("flyttas ett kvartal tidigare")
    if count > 0:
        return T("flyttas {antal} kvartal senare", antal=count)
    return T("flyttas {antal} kvartal tidigare", antal=-count)


def _reason(m: Moved) -> tuple[Words, ...]:
    match m.skal:
        case "begard":
            return ()
        case "program":
            return (T(", med programmet {namn}", namn=m.for_vem),)
        case _:
            return (T(", för att {namn} måste bli klart före", namn=m.for_vem),)


def _turn(t: Turn) -> tuple[Inline, ...]:
    place = T("{kommun}, {forvaltning}", kommun=t.kommun_namn, forvaltning=t.forvaltning_namn)
    after = Span(standing(t.efter), _STYLES[t.efter.niva])
    return (t.fore.kvartal, place, Span(standing(t.fore), _STYLES[t.fore.niva]), after)
