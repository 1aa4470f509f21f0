"""Funding calls: which are open, what each application gives and asks, and which undertakings fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from fyrportfolj.i18n import number
from fyrportfolj.messages import T, Text
from fyrportfolj.model.funding import Utlysning
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.views.common import Basis, Fact, Names, head_of
from fyrportfolj.render.views.sections import Section, SectionedView
from fyrportfolj.render.views.swedish import NBSP, NONE, capital, day, day_in_words, listed, money, sv
from fyrportfolj.render.views.tables import Cell, Row, Table, fitted
from fyrportfolj.rules.changes.words import word
from fyrportfolj.rules.funding.match import Match, matches, openness
from fyrportfolj.rules.funding.plan import ApplicationPlan, application_plan

_LIMITS: Mapping[str, Text] = MappingProxyType(
    {
        "stodandel": T("utlysningens stödandel"),
        "belopp_max": T("utlysningens högsta belopp"),
        "medfinansiering": T("kravet på egen del"),
        "inget": T("ingen angiven gräns"),
    }
)


def funding_view(basis: Basis, _entry: Entry[Undertaking] | None) -> SectionedView:
    """Give the calls of the portfolio.

    Args:
        basis: the portfolio, the day and the commit.
        _entry: the report is about the whole portfolio.
    """
    p, today = basis.portfolio, basis.idag
    calls = sorted((e.modell for e in p.utlysningar.values()), key=lambda c: _order(c, today))
    names = Names(p)
    still = sum(openness(c, today) != "stangd" for c in calls)
    facts = (
        Fact(sv(T("Utlysningar")), str(len(calls))),
        Fact(sv(T("Går att söka")), str(still)),
        Fact(sv(T("Ansökningar")), str(sum(len(c.ansokningar) for c in calls))),
    )
    parts = [_overview(calls, today)]
    for call in calls:
        parts += [_application(basis, call, application_plan(p, call, a, today), names) for a in call.ansokningar]
    parts.append(_fitting(basis, matches(p, today)))
    return SectionedView(head_of(basis, T("Utlysningar"), facts), tuple(parts))


def _order(call: Utlysning, today: date) -> tuple[bool, date, str]:
    return openness(call, today) == "stangd", call.stanger or date.max, call.id


def marked(namn: str, *, exempel: bool) -> str:
    """Give a name with the mark of invented content."""
    return sv(T("{namn} (exempel)", namn=namn)) if exempel else namn


def _overview(calls: list[Utlysning], today: date) -> Section:
    title = sv(T("Utlysningar"))
    if not calls:
        return Section(title, (sv(T("Inga utlysningar är inlagda.")),))
    rows: list[Row] = [
        (
            Cell(marked(c.namn, exempel=c.exempel), (c.finansiar,)),
            _closes(c, today),
            f"{number(c.stodandel_max_procent, 'sv')}{NBSP}%" if c.stodandel_max_procent is not None else NONE,
            money(c.belopp_max_kr),
            sv(T("{kalla}, läst {dag}", kalla=c.kalla, dag=day(c.hamtad))),
        )
        for c in calls
    ]
    heads = (T("Utlysning"), T("Stänger"), T("Stöd, högst"), T("Belopp, högst"), T("Källa"))
    table = Table(title, tuple(sv(h) for h in heads), tuple(rows), (5, 3, 2, 3, 5), (2, 3))
    note = sv(T("Villkoren ändras mellan omgångar. Läs alltid utlysningens egen text innan en ansökan skrivs."))
    return Section(title, tabeller=(table,), noter=(note,))


def _closes(call: Utlysning, today: date) -> str | Cell:
    if call.stanger is None:
        return sv(T("ingen dag angiven"))
    if call.stanger < today:
        return Cell(day(call.stanger), (sv(T("har stängt")),))
    left = (call.stanger - today).days
    return Cell(day(call.stanger), (sv(T("en dag kvar")) if left == 1 else sv(T("{antal} dagar kvar", antal=left)),))


def _application(basis: Basis, call: Utlysning, plan: ApplicationPlan, names: Names) -> Section:
    a = plan.ansokan
    found = [e.modell for i in a.insatser if (e := basis.portfolio.undertaking(i)) is not None]
    who = listed(marked(u.namn, exempel=u.exempel) for u in found) or listed(a.insatser)
    title = sv(T("Ansökan: {insats}", insats=who))
    facts = [Fact(sv(T("Utlysning")), marked(call.namn, exempel=call.exempel))]
    facts.append(Fact(sv(T("Läge")), capital(sv(word(a.status)))))
    facts += _figures(plan)
    words = (a.kommentar,) if a.kommentar else ()
    tables = (_certificates(plan, names),) if plan.intyg else ()
    return Section(title, words, tuple(facts), tabeller=tables, noter=tuple(_notes(plan)))


def _figures(plan: ApplicationPlan) -> Iterator[Fact]:
    if plan.stod is None:
        yield Fact(sv(T("Belopp")), sv(T("går inte att räkna: budget saknas")))
        return
    limit = sv(T("för liten budget")) if plan.stod.under_minsta else sv(_LIMITS[plan.stod.begransas_av])
    yield Fact(sv(T("Budget")), money(plan.stod.budget_kr))
    yield Fact(sv(T("Stödet kan bli")), f"{money(plan.stod.stod_kr)} ({limit})")
    yield Fact(sv(T("Räknas med")), money(plan.bidrag_kr))
    yield Fact(sv(T("Egen del")), money(plan.egen_kr))
    cash = plan.likviditet
    if cash is None:
        yield Fact(sv(T("Största utlägg")), sv(T("går inte att räkna: första eller sista dag saknas")))
        return
    words = T(
        "{belopp} i {manad}, varav {stod} är stöd som väntas",
        belopp=money(cash.storsta_utlagg_kr),
        manad=day_in_words(cash.nar).partition(NBSP)[2] if cash.nar else NONE,
        stod=money(cash.varav_bidrag_kr),
    )
    yield Fact(sv(T("Största utlägg")), sv(words))


def _notes(plan: ApplicationPlan) -> Iterator[str]:
    if plan.egna_delar and plan.egna_delar.delar:
        if plan.egna_delar.nyckel == "lika":
            yield sv(T("Den egna delen är delad lika, eftersom insatsen inte har någon fördelningsnyckel."))
        else:
            yield sv(T("Den egna delen är delad efter insatsens fördelningsnyckel."))
    if plan.likviditet:
        yield sv(T("Utlägget räknas som om kostnaden föll jämnt över tiden."))
    if any(s.mote is None for s in plan.intyg):
        yield sv(T("Sammanträden som inte är inlagda i årscykeln gissas inte."))


def _certificates(plan: ApplicationPlan, names: Names) -> Table:
    parts = plan.egna_delar.delar if plan.egna_delar else {}
    rows = tuple(
        (
            names.kommun(s.kommun),
            money(parts.get(s.kommun)),
            capital(sv(word(s.intyg))),
            day(s.handlingar),
            day(s.mote) if s.mote else sv(T("ej inlagt")),
            capital(sv(word(s.laget))),
        )
        for s in plan.intyg
    )
    heads = (T("Kommun"), T("Egen del"), T("Intyg"), T("Handlingar senast"), T("Sista sammanträde"), T("Läge"))
    return Table(sv(T("Medfinansiering per kommun")), tuple(sv(h) for h in heads), rows, (3, 3, 3, 3, 3, 2), (1,))


def _fitting(basis: Basis, found: tuple[Match, ...]) -> Section:
    title = sv(T("Insatser som passar"))
    p = basis.portfolio
    rows: list[Row] = []
    for m in found:
        entry = p.undertaking(m.insats)
        if entry is None:
            continue
        call, u = p.utlysningar[m.utlysning].modell, entry.modell
        unknown = listed(sv(x.vad) for x in m.punkter if x.svar == "okant")
        yes = listed(sv(x.vad) for x in m.punkter if x.svar == "ja")
        asks = sv(T("Ja")) if m.soker else sv(T("Nej"))
        name = marked(u.namn, exempel=u.exempel)
        rows.append((name, marked(call.namn, exempel=call.exempel), yes or NONE, unknown or NONE, asks))
    if not rows:
        return Section(title, (sv(T("Ingen pågående insats passar en öppen utlysning.")),))
    heads = (T("Insats"), T("Utlysning"), T("Uppfyllt"), T("Går inte att säga"), T("Söker"))
    return Section(title, tabeller=(fitted(Table(title, tuple(sv(h) for h in heads), tuple(rows))),))
