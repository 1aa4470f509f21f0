"""The page of a kommun: its undertakings, the decisions it has to take, what it pays and what it gains."""

from __future__ import annotations

from decimal import Decimal

from fyrportfolj.i18n import number, sort_key
from fyrportfolj.messages import T
from fyrportfolj.model.registers import Kommun
from fyrportfolj.render.site import places
from fyrportfolj.render.site.benefit_parts import kommun_tables
from fyrportfolj.render.site.benefits import landing_in, municipal
from fyrportfolj.render.site.capacity import kommun_part
from fyrportfolj.render.site.decided import awaited_table, decision_rows
from fyrportfolj.render.site.gathered import Awaited, Face, Gathered
from fyrportfolj.render.site.municipal_more import certificates_part, maturity_part
from fyrportfolj.render.site.page import Link, PageView, Part
from fyrportfolj.render.views.common import Fact
from fyrportfolj.render.views.economy import DAGGER
from fyrportfolj.render.views.swedish import capital, money, sv
from fyrportfolj.render.views.tables import Row, Table
from fyrportfolj.rules.changes.words import word


def kommun_page(g: Gathered, kommun: Kommun, mine: tuple[Face, ...], waiting: tuple[Awaited, ...]) -> PageView:
    """Give the page of a kommun.

    Args:
        g: the portfolio.
        kommun: the kommun.
        mine: the undertakings that it takes part in, is asked about or has declined.
        waiting: the decisions that wait for it.
    """
    register = g.portfolio.kommunregister
    source = register.modell.folkmangd.kalla if register else ""
    facts = (
        Fact(sv(T("Invånare")), sv(T("{antal} ({kalla})", antal=number(kommun.invanare, "sv"), kalla=source))),
        Fact(sv(T("Insatser")), str(len(mine))),
        Fact(sv(T("Beslut att fatta")), str(len(waiting))),
    )
    decided = [(f, d) for f, d in g.decisions if d.kommun == kommun.id]
    none = sv(T("Inga beslut väntar på kommunen just nu."))
    waits = (
        Part(sv(T("Våra beslut att fatta")), "ruta", tabeller=(awaited_table(g, waiting, whose=False),))
        if waiting
        else Part(sv(T("Våra beslut att fatta")), stycken=(none,))
    )
    parts = [waits, _undertakings(kommun, mine), _costs(kommun, mine), _gains(g, kommun)]
    more = (kommun_part(g, kommun.id), certificates_part(g, kommun.id), maturity_part(g, kommun.id))
    parts += [part for part in more if part is not None]
    if decided:
        title = sv(T("Beslut som kommunen har fattat"))
        parts.append(Part(title, tabeller=(decision_rows(g, decided, title),)))
    return g.page(kommun.namn, kommun.fullstandigt_namn, tuple(parts), fakta=facts)


def kommuner_page(g: Gathered, counted: dict[str, tuple[int, int]]) -> PageView:
    """Give the list of municipalities.

    Args:
        g: the portfolio.
        counted: by kommun how many undertakings it is part of, and how many decisions wait for it.
    """
    rows: list[Row] = []
    for k in sorted(g.portfolio.kommuner.values(), key=lambda k: sort_key(k.namn)):
        part, waiting = counted[k.id]
        rows.append((Link(k.namn, adress=places.kommun(k.id)), number(k.invanare, "sv"), str(part), str(waiting)))
    heads = (T("Kommun"), T("Invånare"), T("Insatser"), T("Beslut att fatta"))
    table = Table(sv(T("Kommunerna")), tuple(sv(h) for h in heads), tuple(rows), (), (1, 2, 3))
    register = g.portfolio.kommunregister
    notes = (
        (sv(T("Källa för invånare: {kalla}.", kalla=register.modell.folkmangd.kalla.rstrip("."))),) if register else ()
    )
    intro = sv(T("{antal} medlemskommuner.", antal=len(rows)))
    return g.page(sv(T("Kommuner")), intro, (Part(sv(T("Kommunerna")), tabeller=(table,), noter=notes),))


def _undertakings(kommun: Kommun, mine: tuple[Face, ...]) -> Part:
    heading = sv(T("Våra initiativ"))
    if not mine:
        return Part(heading, stycken=(sv(T("Kommunen är inte tillfrågad om någon insats ännu.")),))
    rows: list[Row] = []
    for f in mine:
        standing = next(d.status for d in f.u.deltagare if d.kommun == kommun.id)
        rows.append((f.link(), capital(sv(word(standing))), f.slag, f.fas, f.lage))
    heads = (T("Insats"), T("Deltagande"), T("Slag"), T("Fas"), T("Läge"))
    return Part(heading, tabeller=(Table(heading, tuple(sv(h) for h in heads), tuple(rows)),))


def _costs(kommun: Kommun, mine: tuple[Face, ...]) -> Part:
    heading = sv(T("Vår kostnad"))
    rows: list[Row] = []
    sums: dict[str, Decimal] = {}
    for f in mine:
        plan = f.u.finansiering
        share = next((a.belopp_kr for a in plan.andelar if a.part == kommun.id), None) if plan else None
        if plan is None or share is None:
            continue
        level = str(plan.prisniva) if plan.prisniva else sv(T("ej angiven"))
        sums[level] = sums.get(level, Decimal(0)) + share
        amount = money(share) if plan.kalla else money(share) + DAGGER
        rows.append((f.link(), amount, level, plan.kalla or sv(T("(källa saknas)"))))
    if not rows:
        return Part(heading, stycken=(sv(T("Ingen insats har en angiven andel för kommunen.")),))
    heads = (T("Insats"), T("Andel, hela tiden"), T("Prisnivå"), T("Källa"))
    notes = [sv(T("Summa i prisnivå {ar}: {belopp}.", ar=a, belopp=money(b))) for a, b in sorted(sums.items())]
    notes += [sv(T("{tecken} Beloppet saknar källa i portföljen.", tecken=DAGGER))] if _unsourced(rows) else []
    table = Table(heading, tuple(sv(h) for h in heads), tuple(rows), (), (1,))
    return Part(heading, tabeller=(table,), noter=tuple(notes))


def _unsourced(rows: list[Row]) -> bool:
    return any(isinstance(r[1], str) and r[1].endswith(DAGGER) for r in rows)


def _gains(g: Gathered, kommun: Kommun) -> Part:
    tables = [t for t in (municipal(g, kommun.id), landing_in(g, kommun.id), *kommun_tables(g, kommun.id)) if t]
    none = sv(T("Ingen nytta är beskriven för just den här kommunen."))
    return Part(sv(T("Vår nytta")), stycken=() if tables else (none,), tabeller=tuple(tables))
