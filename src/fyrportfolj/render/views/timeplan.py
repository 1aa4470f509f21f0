"""The time plan: activities by week, and milestones with baseline, forecast and outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from fyrportfolj.messages import T
from fyrportfolj.model.initiative import Milstolpe, Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.render.views.swedish import NONE, day, days, month, short_day, sv, weeks
from fyrportfolj.render.views.tables import Cell, Row, Table
from fyrportfolj.rules.timing.dependencies import RingError
from fyrportfolj.rules.timing.path import critical_path

_EVERY = (1, 2, 3, 4, 6, 12)
_SHORTEST_MONTH = 28


@dataclass(frozen=True, slots=True)
class Bar:
    """An activity, as it is drawn and as it is read.

    Attributes:
        namn: what is done.
        start: first day.
        slut: last day.
        veckor: the same in weeks.
    """

    namn: str
    start: date
    slut: date
    veckor: str


@dataclass(frozen=True, slots=True)
class BarGroup:
    """Activities under one heading; the heading is empty for those without."""

    rubrik: str
    staplar: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone, as it is drawn and as it is read.

    Attributes:
        id: short id.
        namn: what is reached.
        baslinje: the day that the plan decided.
        vantad: outcome, else forecast, else baseline.
        nadd: True when it has been reached.
        baslinje_text: baseline for a table.
        prognos_text: forecast for a table, or a dash.
        utfall_text: outcome for a table, or a dash.
        forskjutning: slip against the baseline, in words.
        lage: where it stands, in words.
        sen: True when it is late or was reached late.
    """

    id: str
    namn: str
    baslinje: date
    vantad: date
    nadd: bool
    baslinje_text: str
    prognos_text: str
    utfall_text: str
    forskjutning: str
    lage: str
    sen: bool


@dataclass(frozen=True, slots=True)
class Timeplan:
    """A time plan.

    Attributes:
        finns: False when there is nothing to draw.
        grupper: activities under their headings, in the file's order.
        milstolpar: milestones, in the file's order.
        fran: first day that is drawn.
        till: last day that is drawn.
        idag: the day to mark.
        idag_text: what the mark says.
        period: the drawn weeks in words.
        beskrivning: everything that the chart shows, in sentences.
    """

    finns: bool
    grupper: tuple[BarGroup, ...]
    milstolpar: tuple[Milestone, ...]
    fran: date
    till: date
    idag: date
    idag_text: str
    period: str
    beskrivning: str


def path_table(portfolio: Portfolio, undertaking: Undertaking, today: date) -> Table | None:
    """Give the milestones that decide when an undertaking ends, in the order that they come.

    Args:
        portfolio: the projects and everything that it waits for.
        undertaking: the initiative or project.
        today: the day to judge at.

    Returns:
        The critical path; None without milestones to come, and when they wait for each other in a ring.
    """
    try:
        found = [s for s in critical_path(portfolio, undertaking, today) if s.kritisk]
    except RingError:
        return None
    rows: list[Row] = []
    for s in found:
        entry = portfolio.undertaking(s.insats)
        name = entry.modell.namn if entry else s.insats
        stone = Cell(f"{s.milstolpe} {s.namn}", (name,)) if s.milstolpe else Cell(sv(T("Slut: {namn}", namn=name)))
        why = (
            sv(T("Det som den väntar på"))
            if s.styrs_av
            else sv(T("Dagen har passerat"))
            if s.vantad > (s.prognos or s.baslinje)
            else sv(T("Den egna dagen"))
        )
        slip = _slip(s.forskjutning, reached=False, late_now=False)
        rows.append((stone, day(s.baslinje), day(s.prognos), day(s.vantad), slip, why))
    heads = (T("Milstolpe"), T("Baslinje"), T("Prognos"), T("Räknad dag"), T("Förskjutning"), T("Styrs av"))
    title = sv(T("Vad som avgör slutet"))
    return Table(title, tuple(sv(h) for h in heads), tuple(rows), (4, 2, 2, 2, 2, 3)) if rows else None


def timeplan(undertaking: Undertaking, judged: date, *, reported: bool) -> Timeplan:
    """Give the time plan of an undertaking.

    Args:
        undertaking: the initiative or project.
        judged: the day to mark and to judge milestones at.
        reported: True when that is the report's own day, because the undertaking has ended.
    """
    groups = _groups(undertaking)
    stones = tuple(milestone(m, judged) for m in undertaking.milstolpar)
    dates = [d for g in groups for b in g.staplar for d in (b.start, b.slut)]
    dates += [d for m in stones for d in (m.baslinje, m.vantad)]
    first, last = (min(dates), max(dates)) if dates else (judged, judged)
    span = weeks(first, last)
    mark = T("Rapport {dag}", dag=short_day(judged)) if reported else T("I dag {dag}", dag=short_day(judged))
    return Timeplan(
        finns=bool(dates),
        grupper=groups,
        milstolpar=stones,
        fran=first,
        till=last,
        idag=judged,
        idag_text=sv(mark),
        period=span,
        beskrivning=_in_words(span, groups, stones),
    )


def milestone(m: Milstolpe, today: date) -> Milestone:
    """Give a milestone with its slip.

    The slip is counted in days from the baseline to the outcome, else to the forecast, else to
    today when the baseline has passed.

    Args:
        m: the milestone.
        today: the day to judge at.
    """
    expected = m.utfall or m.prognos or m.baslinje
    reached = m.utfall is not None
    late_now = not reached and expected < today
    slip = ((today if late_now else expected) - m.baslinje).days
    return Milestone(
        m.id,
        m.namn,
        m.baslinje,
        expected,
        reached,
        day(m.baslinje),
        day(m.prognos),
        day(m.utfall),
        _slip(slip, reached=reached, late_now=late_now),
        _standing(slip, reached=reached, late_now=late_now),
        slip > 0,
    )


def _slip(slip: int, *, reached: bool, late_now: bool) -> str:
    if slip == 0:
        return sv(T("i tid")) if reached else NONE
    if late_now:
        return sv(T("minst {dagar} sent", dagar=days(slip)))
    return sv(T("{dagar} sent", dagar=days(slip))) if slip > 0 else sv(T("{dagar} tidigt", dagar=days(-slip)))


def _standing(slip: int, *, reached: bool, late_now: bool) -> str:
    if reached:
        return sv(T("Nådd"))
    if late_now:
        return sv(T("Passerad, ej nådd"))
    return sv(T("Förskjuten")) if slip > 0 else sv(T("Planerad"))


def _groups(undertaking: Undertaking) -> tuple[BarGroup, ...]:
    found: dict[str, list[Bar]] = {}
    for a in undertaking.aktiviteter:
        found.setdefault(a.grupp or "", []).append(Bar(a.namn, a.start, a.slut, weeks(a.start, a.slut)))
    return tuple(BarGroup(heading, tuple(bars)) for heading, bars in found.items())


def _in_words(span: str, groups: tuple[BarGroup, ...], stones: tuple[Milestone, ...]) -> str:
    parts = [sv(T("Tidplan {period}.", period=span))]
    for g in groups:
        bars = "; ".join(f"{b.namn} {b.veckor}" for b in g.staplar)
        parts.append(f"{g.rubrik}: {bars}." if g.rubrik else f"{bars}.")
    for m in stones:
        text = T("Milstolpe {id} {namn}: baslinje {dag}", id=m.id, namn=m.namn, dag=short_day(m.baslinje))
        end = ""
        if m.nadd:
            end = sv(T(", nådd {dag}", dag=short_day(m.vantad)))
        elif m.vantad != m.baslinje:
            end = sv(T(", prognos {dag}", dag=short_day(m.vantad)))
        parts.append(f"{sv(text)}{end}.")
    return " ".join(parts)


def month_marks(first: date, last: date, room: float) -> Iterator[tuple[str, date]]:
    """Give the months to mark on an axis, evenly, so far from each other that their names have room.

    Args:
        first: the axis's first day; it is marked itself when its month has not just begun and has room before the next.
        last: the axis's last day.
        room: how many days a name takes.

    Yields:
        The name and the day, in order.
    """
    begins = [first.replace(day=1)]
    while (following := (begins[-1] + timedelta(32)).replace(day=1)) <= last:
        begins.append(following)
    every = next((n for n in _EVERY if n * _SHORTEST_MONTH >= room), _EVERY[-1])
    first_mark = [first] if first.day > 1 else []
    whole = [d for d in begins if d >= first and (d.month - 1) % every == 0]
    if first_mark and whole and (whole[0] - first).days < room:
        first_mark = []
    for day_ in (*first_mark, *whole):
        yield f"{month(day_)} {day_.year}", day_
