"""The time plan of an undertaking, of a programme with its projects, or of everything that runs.

Källa: styrmötet för förstudien, Aktiviteter och tidplan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from fyrportfolj.messages import T
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.render.views.board_standing import name_cell
from fyrportfolj.render.views.board_time import board_plan, plan_table
from fyrportfolj.render.views.common import Basis, Fact, Head, Names, head_of
from fyrportfolj.render.views.swedish import NBSP, NONE, day, listed, one_line, short_day, sv
from fyrportfolj.render.views.tables import Cell, Row, Table, fitted
from fyrportfolj.render.views.timeplan import BarGroup, Timeplan, milestone, path_table, timeplan
from fyrportfolj.rules.capacity.yearly import in_period
from fyrportfolj.rules.lifecycle import standing

_BARS_A_PAGE = 20
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn plan with its heading."""

    rubrik: str
    plan: Timeplan


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """What the template of the time plan sees.

    Attributes:
        huvud: the head.
        oversikt: everything on one plan, in parts that fit a page; empty when only one undertaking is told of.
        planer: one plan per undertaking that has activities or milestones.
        tider: start, end and next milestone, or None.
        milstolpar: every milestone, or None.
        kritisk: the milestones that decide the end of one undertaking, or None.
        aktiviteter: every activity, or None.
        beroenden: what must come before what, or None.
        ar: recurring periods with the milestones that fall in them, or None.
        ar_kalla: where the periods come from, or empty.
        moten: meeting days that are known, or None.
    """

    huvud: Head
    oversikt: tuple[Drawn, ...]
    planer: tuple[Drawn, ...]
    tider: Table | None
    milstolpar: Table | None
    kritisk: Table | None
    aktiviteter: Table | None
    beroenden: Table | None
    ar: Table | None
    ar_kalla: str
    moten: Table | None


def schedule_view(basis: Basis, entry: Entry[Undertaking] | None) -> ScheduleView:
    """Give the time plan.

    Args:
        basis: the portfolio, the day and the commit.
        entry: the undertaking, with its projects when it is a programme; None means everything that runs.
    """
    p = basis.portfolio
    if entry is None:
        told = [e.modell for e in p.undertakings() if standing(p, e.modell) != "avslutad"]
    else:
        told = [entry.modell, *(e.modell for e in p.children(entry.modell.id))]
    drawn = ((u, timeplan(u, basis.idag, reported=False)) for u in told)
    register = p.arscykel.modell if p.arscykel else None
    return ScheduleView(
        huvud=_head(basis, entry, told),
        oversikt=tuple(_parts(board_plan(basis, told))) if len(told) > 1 else (),
        planer=tuple(Drawn(_name(u), plan) for u, plan in drawn if plan.finns),
        tider=plan_table(basis, told),
        milstolpar=_milestones(basis, told),
        kritisk=path_table(p, entry.modell, basis.idag) if entry else None,
        aktiviteter=_activities(p, told),
        beroenden=_dependencies(p, told),
        ar=_year(basis, told),
        ar_kalla=sv(T("Källa: {kalla}.", kalla=register.kalla.rstrip("."))) if register and register.kalla else "",
        moten=_meetings(basis, told),
    )


def _name(u: Undertaking) -> str:
    return u.namn + (sv(T(" (exempel)")) if u.exempel else "")


def _head(basis: Basis, entry: Entry[Undertaking] | None, told: list[Undertaking]) -> Head:
    without = sum(not (u.start or u.slut or u.milstolpar or u.aktiviteter) for u in told)
    facts = [Fact(sv(T("Insatser")), str(len(told))), Fact(sv(T("Varav utan tider i sin fil")), str(without))]
    if entry:
        facts = [Fact(sv(T("Start")), day(entry.modell.start)), Fact(sv(T("Slut")), day(entry.modell.slut)), *facts]
    return head_of(basis, T("Tidplan"), facts, entry)


def _parts(plan: Timeplan) -> Iterator[Drawn]:
    """Cut a plan into parts that fit a page, all on the same scale."""
    rows = [(g.rubrik, b) for g in plan.grupper for b in g.staplar]
    parts = [rows[i : i + _BARS_A_PAGE] for i in range(0, len(rows), _BARS_A_PAGE)]
    for n, part in enumerate(parts, 1):
        headings = dict.fromkeys(h for h, _ in part)
        groups = tuple(BarGroup(h, tuple(b for held, b in part if held == h)) for h in headings)
        words = "; ".join(f"{b.namn} {b.start} – {b.slut}" for _, b in part)
        said = sv(T("Tidplan {period}. {staplar}.", period=plan.period, staplar=words))
        name = sv(T("Översikt")) if len(parts) == 1 else sv(T("Översikt, del {n} av {alla}", n=n, alla=len(parts)))
        yield Drawn(name, replace(plan, grupper=groups, beskrivning=said))


def _milestones(basis: Basis, told: list[Undertaking]) -> Table | None:
    rows: list[Row] = []
    for u in told:
        for m in (milestone(x, basis.idag) for x in u.milstolpar):
            days = (m.baslinje_text, m.prognos_text, m.utfall_text)
            state = Cell(m.lage, (m.forskjutning,)) if m.forskjutning != NONE else m.lage
            rows.append((m.id, name_cell(basis.portfolio, u), m.namn, *days, state))
    heads = (T("Id"), T("Insats"), T("Milstolpe"), T("Baslinje"), T("Prognos"), T("Utfall"), T("Läge"))
    return fitted(Table(sv(T("Milstolpar")), tuple(sv(h) for h in heads), tuple(rows))) if rows else None


def _activities(p: Portfolio, told: list[Undertaking]) -> Table | None:
    names = Names(p)
    rows: list[Row] = [
        (
            a.namn,
            name_cell(p, u),
            a.grupp or NONE,
            day(a.start),
            day(a.slut),
            names.party(a.ansvarig) if a.ansvarig else NONE,
        )
        for u in told
        for a in u.aktiviteter
    ]
    heads = (T("Aktivitet"), T("Insats"), T("Grupp"), T("Start"), T("Slut"), T("Ansvarig"))
    return fitted(Table(sv(T("Aktiviteter")), tuple(sv(h) for h in heads), tuple(rows))) if rows else None


def _dependencies(p: Portfolio, told: list[Undertaking]) -> Table | None:
    """Give what must come before what: undertakings, projects of a programme, and milestones."""

    def named(id_: str) -> str:
        found = p.undertaking(id_)
        return _name(found.modell) if found else id_

    rows: list[Row] = []
    for u in told:
        plan = u.artefakter.programplan
        needs = plan.beroenden if plan else ()
        rows += [(named(b.projekt), named(b.beror_av), b.beskrivning or NONE) for b in needs]
        stones = {m.id: m.namn for m in u.milstolpar}
        for m in u.milstolpar:
            if m.beror_av:
                before = listed(f"{id_} {stones.get(id_, '')}".strip() for id_ in m.beror_av)
                rows.append((f"{m.id} {m.namn}", before, _name(u)))
    known = {row[:2] for row in rows}
    own = ((_name(u), named(before)) for u in told for before in u.beror_av)
    rows += [(*pair, NONE) for pair in own if pair not in known]
    heads = (sv(T("Vad")), sv(T("Kan inte bli klart före")), sv(T("Hur, eller i vilken insats")))
    return Table(sv(T("Beroenden")), heads, tuple(rows), (4, 4, 4)) if rows else None


def _year(basis: Basis, told: list[Undertaking]) -> Table | None:
    """Give the recurring periods, each with the milestones to come that fall in it."""
    p, names = basis.portfolio, Names(basis.portfolio)
    coming = [(u, milestone(m, basis.idag)) for u in told for m in u.milstolpar if m.utfall is None]
    rows: list[Row] = []
    for x in p.arscykel.modell.perioder if p.arscykel else ():
        hit = [f"{m.id} {u.namn} {day(m.vantad)}" for u, m in coming if in_period(m.vantad, x)]
        who = listed(names.kommun(k) for k in x.kommuner) or sv(T("Alla kommuner")).replace(" ", NBSP)
        about = f"{who}, {x.forvaltning}" if x.forvaltning else who
        said = one_line(x.beskrivning) or NONE
        rows.append(
            (
                x.namn,
                f"{_of_year(x.fran)}–{_of_year(x.till_och_med)}",
                about,
                said,
                Cell(hit[0], tuple(hit[1:])) if hit else NONE,
            )
        )
    heads = (T("Period"), T("Månad och dag"), T("Gäller"), T("Varför det betyder något"), T("Milstolpar i perioden"))
    return fitted(Table(sv(T("Kommunernas år")), tuple(sv(h) for h in heads), tuple(rows))) if rows else None


def _of_year(month_and_day: str) -> str:
    """Give a day of any year in words: 15 mars."""
    return short_day(date.fromisoformat(f"{_LEAP_YEAR}-{month_and_day}"))


def _meetings(basis: Basis, told: list[Undertaking]) -> Table | None:
    """Give meeting days to come: those of the register and those that the undertakings prepare."""
    p, names = basis.portfolio, Names(basis.portfolio)
    held = [(m.datum, names.party(m.organ), _name(u)) for u in told for m in u.moten if m.datum >= basis.idag]
    for s in p.arscykel.modell.sammantraden if p.arscykel else ():
        body = names.party(s.organ) + (f", {names.kommun(s.kommun)}" if s.kommun else "")
        body += sv(T(" (exempel)")) if s.exempel else ""
        held += [(d, body, NONE) for d in s.datum if d >= basis.idag]
    rows = tuple((day(d), body, name) for d, body, name in sorted(held))
    heads = (sv(T("Dag")), sv(T("Organ")), sv(T("Insats")))
    return Table(sv(T("Sammanträden")), heads, rows, (2, 4, 5)) if rows else None
