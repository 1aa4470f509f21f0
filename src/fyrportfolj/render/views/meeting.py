"""A steering meeting: agenda, purpose, the work in brief, status, plan, capabilities, risks, and what to decide.

Källa: styrmötet för förstudien.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fyrportfolj.messages import T
from fyrportfolj.model.capability import LAYER_WORDS, UPHELD_WORDS, CapabilityMap, Formaga, Scenario
from fyrportfolj.model.initiative import Mote, Project, Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.render.views.common import Basis, Fact, Head, Names
from fyrportfolj.render.views.gate import Outcome, outcomes_of
from fyrportfolj.render.views.status import StatusView, status_view
from fyrportfolj.render.views.swedish import NONE, capital, day_in_words, listed, money, one_line, sv
from fyrportfolj.render.views.tables import Row, Table
from fyrportfolj.rules.changes.words import word

_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class MeetingView:
    """What the template of a steering meeting sees.

    Attributes:
        huvud: the head.
        finns: False when the undertaking prepares no meeting; the rest then shows what a meeting would see.
        dagordning: the agenda.
        syfte: why the meeting is held, or empty.
        mal: what it should lead to.
        om: the work in brief: goals, cost, time, what each kommun puts in.
        projektmal: goals of the undertaking.
        leveranser: what it delivers, or None.
        formagor: one table per layer of its capability map.
        byggstenar: capabilities with what they are built of, or None.
        scenarier: scenarios side by side, or None.
        noteringar: facts about the material.
        forslag: proposals to decide.
        grind: the gate of the phase, or empty.
        utfall: the outcomes that it offers, also for a meeting that was held long ago.
        status: the status report.
    """

    huvud: Head
    finns: bool
    dagordning: tuple[str, ...]
    syfte: str
    mal: tuple[str, ...]
    om: tuple[Fact, ...]
    projektmal: tuple[str, ...]
    leveranser: Table | None
    formagor: tuple[Table, ...]
    byggstenar: Table | None
    scenarier: Table | None
    noteringar: tuple[str, ...]
    forslag: tuple[str, ...]
    grind: str
    utfall: tuple[Outcome, ...]
    status: StatusView


def meeting_view(basis: Basis, entry: Entry[Undertaking]) -> MeetingView:
    """Give the meeting that an undertaking prepares: the next one, else the last one held.

    Args:
        basis: the portfolio, the day and the commit.
        entry: the initiative or project.
    """
    p, u = basis.portfolio, entry.modell
    status, names = status_view(basis, entry), Names(basis.portfolio)
    meeting = _meeting(u, basis)
    proposals = tuple(one_line(f) for f in meeting.forslag_till_beslut) if meeting else ()
    process = p.process_of(u)
    fas = process.modell.fas(u.fas) if process else None
    kept = p.formagekartor.get(u.formagekarta) if isinstance(u, Project) and u.formagekarta else None
    return MeetingView(
        huvud=_head(u, meeting, names, status),
        finns=meeting is not None,
        dagordning=tuple(meeting.dagordning) if meeting else (),
        syfte=one_line(meeting.syfte) if meeting else "",
        mal=tuple(one_line(m) for m in meeting.mal) if meeting else (),
        om=_in_brief(u, names, status),
        projektmal=tuple(one_line(m) for m in u.mal),
        leveranser=_deliveries(u),
        formagor=_layers(kept.modell) if kept else (),
        byggstenar=_built_of(kept.modell) if kept else None,
        scenarier=_scenarios(p, u),
        noteringar=tuple(_notes(u, kept.modell if kept else None)),
        forslag=proposals or tuple(f.forslag for f in status.forslag),
        grind=fas.grind.namn if fas else "",
        utfall=outcomes_of(process.modell, fas) if process and fas else (),
        status=status,
    )


def _meeting(u: Undertaking, basis: Basis) -> Mote | None:
    ahead = sorted((m for m in u.moten if m.datum >= basis.idag), key=lambda m: m.datum)
    held = sorted((m for m in u.moten if m.datum < basis.idag), key=lambda m: m.datum)
    return ahead[0] if ahead else held[-1] if held else None


def _head(u: Undertaking, meeting: Mote | None, names: Names, status: StatusView) -> Head:
    body = names.party(meeting.organ) if meeting else sv(T("Inget möte är planerat"))
    when = day_in_words(meeting.datum) if meeting else status.datum
    kind_of_document = sv(T("Styrgruppsmöte"))
    return Head(
        titel=f"{kind_of_document} – {u.namn}",
        namn=u.namn,
        slag=kind_of_document,
        overrad=f"{kind_of_document} · {body}",
        underrad=when,
        datum=when,
        exempel=u.exempel,
        fakta=status.fakta,
        fot=status.fot,
    )


def _in_brief(u: Undertaking, names: Names, status: StatusView) -> tuple[Fact, ...]:
    f = u.finansiering
    payers = [*(names.party(a.part) for a in f.finansiarer), *f.finansiarer_namn] if f else []
    own = ""
    if f and f.egen_tid_timmar_fran is not None and f.egen_tid_timmar_till is not None:
        own = sv(
            T(
                "{fran}–{till} timmar per nyckelresurs",
                fran=int(f.egen_tid_timmar_fran),
                till=int(f.egen_tid_timmar_till),
            )
        )
    level = sv(T(" (prisnivå {ar})", ar=str(f.prisniva))) if f and f.prisniva else ""
    facts = (
        (T("Total kostnad"), f"{money(f.total_kr)}{level}" if f else sv(T("Ej angivet"))),
        (T("Finansiering"), listed(payers) or sv(T("Ej angivet"))),
        (T("Från varje kommun"), own or NONE),
        (T("Start"), day_in_words(u.start)),
        (T("Slut"), day_in_words(u.slut)),
        (T("Ägare"), names.party(u.agare) if u.agare else NONE),
        (T("Ledare"), names.party(u.ledare) if u.ledare else NONE),
    )
    stones = tuple(
        Fact(f"{m.id} {m.namn}", m.prognos_text if m.prognos_text != NONE else m.baslinje_text)
        for m in status.tidplan.milstolpar
    )
    return (*(Fact(sv(t), v) for t, v in facts), *stones)


def _deliveries(u: Undertaking) -> Table | None:
    rows = tuple((x.namn, listed(x.delar) or NONE) for x in u.leveranser)
    heads = (sv(T("Leverans")), sv(T("Innehåll")))
    return Table(sv(T("Leveranser")), heads, rows, (1, 3)) if rows else None


def _layers(found: CapabilityMap) -> tuple[Table, ...]:
    tables, stated = [], _stated(found)
    for layer, title in LAYER_WORDS.items():
        rows: list[Row] = []
        for group in found.grupper:
            if group.lager == layer:
                rows += [(x.namn, group.namn, *((_upheld(x),) if stated else ())) for x in group.formagor]
                rows += [] if group.formagor else [(group.namn, NONE, *((NONE,) if stated else ()))]
        if rows:
            heads = (sv(T("Förmåga")), sv(T("Grupp")), *((sv(T("Upprätthålls genom")),) if stated else ()))
            tables.append(Table(sv(title), heads, tuple(rows), (4, 4, 2) if stated else (1, 1)))
    return tuple(tables)


def _upheld(x: Formaga) -> str:
    return capital(sv(UPHELD_WORDS[x.uppratthalls_genom])) if x.uppratthalls_genom else sv(T("Ej angivet"))


def _stated(found: CapabilityMap) -> bool:
    return any(x.uppratthalls_genom for group in found.grupper for x in group.formagor)


def _notes(u: Undertaking, found: CapabilityMap | None) -> Iterator[str]:
    for note in u.noteringar:
        yield one_line(note)
    if found is not None and not _stated(found):
        yield sv(T("Kartan säger inte hur förmågorna upprätthålls."))


def _built_of(found: CapabilityMap) -> Table | None:
    rows = tuple(
        (x.namn, listed(x.processer) or NONE, listed(x.kompetenser) or NONE, listed(x.verktyg) or NONE)
        for x in found.exempel_pa_formagor
    )
    heads = (
        sv(T("Förmåga")),
        sv(T("Processer och arbetssätt")),
        sv(T("Medarbetare och kompetenser")),
        sv(T("Verktyg och teknologier")),
    )
    return Table(sv(T("Vad förmågor byggs av")), heads, rows, (2, 2, 2, 2)) if rows else None


def _scenarios(p: Portfolio, u: Undertaking) -> Table | None:
    ids = u.scenarier if isinstance(u, Project) else ()
    held = [p.scenarier[i].modell for i in ids if i in p.scenarier]
    rows = tuple(
        (
            f"{s.nummer} {s.namn}" if s.nummer else s.namn,
            listed(sv(T("Förmåga {nummer}", nummer=n)) for n in s.formagor) or NONE,
            sv(T("{belopp} per år", belopp=money(s.kostnad_kr))) if s.kostnad_per_ar else money(s.kostnad_kr),
            _length(s),
            capital(sv(word(s.prioritet))),
        )
        for s in held
    )
    heads = (sv(T("Scenario")), sv(T("Förmågor")), sv(T("Kostnad")), sv(T("Tid")), sv(T("Prioritet")))
    return Table(sv(T("Scenarier")), heads, rows, (3, 3, 2, 1, 1)) if rows else None


def _length(s: Scenario) -> str:
    years, months = divmod(s.tid_manader, _MONTHS_A_YEAR)
    if months == 0:
        return sv(T("{antal} år", antal=years))
    if months * 2 == _MONTHS_A_YEAR:
        return sv(T("{antal},5 år", antal=years))
    return sv(T("{antal} månader", antal=s.tid_manader))
