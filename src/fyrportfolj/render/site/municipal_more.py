"""What else a kommun's page says: the certificates it has to sign and its digital maturity over time."""

from __future__ import annotations

from fyrportfolj.messages import T
from fyrportfolj.render.site.gathered import Gathered
from fyrportfolj.render.site.page import Part
from fyrportfolj.render.views.capability import series_table
from fyrportfolj.render.views.common import Names
from fyrportfolj.render.views.funding import marked
from fyrportfolj.render.views.swedish import capital, day, money, sv
from fyrportfolj.render.views.tables import Row, Table
from fyrportfolj.rules.changes.words import word
from fyrportfolj.rules.funding.match import openness
from fyrportfolj.rules.funding.plan import application_plan

_RUNNING = ("bevakas", "pagar", "inlamnad", "beviljad")


def certificates_part(g: Gathered, kommun: str) -> Part | None:
    """Give what the kommun pays of each application, and how far its certificate has come; None without any."""
    rows: list[Row] = []
    for entry in g.portfolio.utlysningar.values():
        call = entry.modell
        for a in call.ansokningar:
            if a.status not in _RUNNING:
                continue
            plan = application_plan(g.portfolio, call, a, g.basis.idag)
            parts = plan.egna_delar.delar if plan.egna_delar else {}
            rows += [
                (
                    marked(call.namn, exempel=call.exempel),
                    money(parts.get(kommun)),
                    capital(sv(word(s.intyg))),
                    day(s.handlingar),
                    day(call.stanger) if openness(call, g.basis.idag) != "stangd" else sv(T("har stängt")),
                    capital(sv(word(s.laget))),
                )
                for s in plan.intyg
                if s.kommun == kommun
            ]
    if not rows:
        return None
    heads = (T("Utlysning"), T("Vår del"), T("Intyg"), T("Handlingar senast"), T("Stänger"), T("Läge"))
    title = sv(T("Medfinansiering"))
    return Part(title, tabeller=(Table(title, tuple(sv(h) for h in heads), tuple(rows), (), (1,)),))


def maturity_part(g: Gathered, kommun: str) -> Part | None:
    """Give the kommun's measurements of digital maturity, or None without any."""
    entries = [e.modell for e in g.portfolio.mognad.values() if e.modell.kommun == kommun]
    if not entries:
        return None
    title = sv(T("Digital mognad"))
    invented = (sv(T("Mätningarna är påhittade.")),) if any(m.exempel for m in entries) else ()
    sources = sorted({r.kalla for m in entries for r in m.matningar if not m.exempel})
    notes = invented + tuple(sv(T("Källa: {k}.", k=k)) for k in sources)
    return Part(title, tabeller=(series_table(entries, Names(g.portfolio)),), noter=notes)
