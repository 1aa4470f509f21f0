"""Change load: how full every administration is, what fills it, and whose judgements it rests on.

Källa: handlingsplanen, förändringsträngsel; Prosci, change saturation (tolkning).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from fyrportfolj.i18n import sort_key
from fyrportfolj.messages import T
from fyrportfolj.model.capacity import Kapacitetsregister
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.views.common import Basis, Fact, Names, head_of
from fyrportfolj.render.views.congestion_tables import (
    STAGES,
    administrations,
    clash_table,
    hot_table,
    marked,
    of_kommun,
    overview,
    role_table,
    source_table,
)
from fyrportfolj.render.views.sections import Section, SectionedView
from fyrportfolj.render.views.swedish import day_in_words, listed, sv
from fyrportfolj.rules.capacity.judged import Judgement, assumed, judgements, unjudged
from fyrportfolj.rules.capacity.load import register_of
from fyrportfolj.rules.capacity.picture import Picture, picture
from fyrportfolj.rules.capacity.quarters import moved, quarter_of, span
from fyrportfolj.rules.capacity.roles import role_loads
from fyrportfolj.rules.capacity.sources import sources

AHEAD = 8
"""Quarters that are shown: two years."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What every section is made of."""

    basis: Basis
    register: Kapacitetsregister
    drawn: Picture
    names: Names
    every: Mapping[str, str]


def drawn(basis: Basis) -> Picture:
    """Give the map of the coming two years, every kommun and administration.

    Args:
        basis: the portfolio and the day.
    """
    p = basis.portfolio
    first = quarter_of(basis.idag)
    return picture(p, span(first, moved(first, AHEAD - 1)), tuple(p.kommuner), tuple(administrations(p)))


def congestion_view(basis: Basis, _entry: Entry[Undertaking] | None) -> SectionedView:
    """Give the report on change load.

    Args:
        basis: the portfolio, the day and the commit.
        _entry: the report is about the whole portfolio.
    """
    register = register_of(basis.portfolio)
    if register is None:
        none = sv(T("Portföljen har inget register över vad förvaltningarna klarar (register/kapacitet.yaml)."))
        head = head_of(basis, T("Förändringsträngsel"))
        return SectionedView(head, (Section(sv(T("Förändringsträngsel")), stycken=(none,)),))
    told = _Told(basis, register, drawn(basis), Names(basis.portfolio), administrations(basis.portfolio))
    hot = told.drawn.varma
    facts = (
        Fact(sv(T("Period")), f"{told.drawn.kvartal[0]}–{told.drawn.kvartal[-1]}"),
        Fact(sv(T("Över kapaciteten")), str(sum(h.niva == "over" for h in hot))),
        Fact(sv(T("Nära kapaciteten")), str(sum(h.niva == "hog" for h in hot))),
    )
    head = replace(head_of(basis, T("Förändringsträngsel"), facts), exempel=register.exempel)
    parts = (_map(told), _hot(told), _year(told), _roles(told), *_kommuner(told), _sources(told), _rests_on(told))
    return SectionedView(head, parts)


def _map(t: _Told) -> Section:
    intro = T(
        "Varje ruta är den last som är bedömd, i procent av vad förvaltningen klarar samtidigt."
        " Hög är mer än {procent} procent, Över är mer än kapaciteten, – är ingen bedömd last.",
        procent=int(t.register.varning_procent),
    )
    said = sv(T("Siffrorna är bedömningar, inte mätningar: de är till för att se vad som krockar i tid."))
    table = overview(t.drawn, tuple(t.basis.portfolio.kommuner), t.names, tuple(t.every))
    return Section(sv(T("Kartan")), (sv(intro), said), tabeller=(table,))


def _hot(t: _Told) -> Section:
    table = hot_table(t.drawn.varma, t.names, t.every)
    none = sv(T("Ingen förvaltning ligger över varningsgränsen under perioden."))
    return Section(sv(T("Fullt eller nästan fullt")), () if table else (none,), tabeller=(table,) if table else ())


def _year(t: _Told) -> Section:
    table = clash_table(t.drawn, t.names, t.every)
    none = sv(T("Inget börjar införas i en period som hindrar det."))
    title = sv(T("Kommunernas år"))
    return Section(title, () if table else (none,), tabeller=(table,) if table else ())


def _roles(t: _Told) -> Section:
    most = t.register.nyckelroll_insatser
    table = role_table(role_loads(sources(t.basis.portfolio), t.drawn.kvartal, most), t.names)
    said = T("En nyckelroll klarar högst {antal} samtidigt, enligt registret.", antal=most)
    none = sv(T("Ingen nyckelroll har för mycket samtidigt."))
    return Section(sv(T("Nyckelroller")), (sv(said),) if table else (none,), tabeller=(table,) if table else ())


def _kommuner(t: _Told) -> Iterator[Section]:
    yield Section(sv(T("Per kommun")), (sv(T("Förvaltningar utan bedömd last är utelämnade.")),))
    for k in sorted(t.basis.portfolio.kommuner, key=lambda k: sort_key(t.names.kommun(k))):
        table = of_kommun(t.drawn, k, t.names, t.every)
        none = sv(T("Ingen last är bedömd."))
        yield Section(t.names.kommun(k), () if table else (none,), tabeller=(table,) if table else (), niva=2)


def _sources(t: _Told) -> Section:
    table = source_table(t.drawn.kallor, t.names, t.every)
    factors = listed(f"{sv(STAGES[f.skede])} {_figure(f.faktor)}" for f in t.register.skedesfaktorer)
    counted = T("Last = intensitet (1–5) × skedesfaktor × andel berörd. Faktorer: {faktorer}.", faktorer=factors)
    return Section(sv(T("Vad som ger last")), (sv(counted),), tabeller=(table,) if table else ())


def _rests_on(t: _Told) -> Section:
    lacking, every = assumed(t.basis.portfolio, tuple(t.basis.portfolio.kommuner))
    points = [judged(j, t.names) for j in judgements(t.basis.portfolio)]
    bare, notes = unjudged(t.basis.portfolio), list[str]()
    if bare:
        who = listed(marked(u.namn, exempel=u.exempel) for u in bare)
        notes.append(sv(T("Inte bedömt ({antal}): {namn}.", antal=len(bare), namn=who)))
    usual = _figure(t.register.vanlig_kapacitet)
    text = T(
        "Vanlig kapacitet ({tal} poäng) antas för {antal} av {av} förvaltningar i kommunerna.",
        tal=usual,
        antal=lacking,
        av=every,
    )
    points.append(sv(text))
    notes += [sv(T("Källa: {kalla}.", kalla=t.register.kalla.rstrip(".")))] if t.register.kalla else []
    method = sv(T("Metod: handlingsplanens förändringsträngsel; Prosci, change saturation (tolkning)."))
    return Section(sv(T("Vad siffrorna vilar på")), punkter=tuple(points), noter=(*notes, method))


def judged(j: Judgement, names: Names) -> str:
    """Say who made judgements and when."""
    who = names.party(j.vem) if j.vem else sv(T("Okänd roll"))
    count = sv(T("1 bedömning")) if j.antal == 1 else sv(T("{antal} bedömningar", antal=j.antal))
    if j.nar is None:
        return sv(T("{vem}, utan dag: {antal}.", vem=who, antal=count))
    return sv(T("{vem} {dag}: {antal}.", vem=who, dag=day_in_words(j.nar), antal=count))


def _figure(value: object) -> str:
    return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",") if "." in f"{value:f}" else f"{value:f}"
