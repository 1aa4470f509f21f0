"""The status report as slides.

Källa: styrmötet för förstudien, bilderna Statusrapport, Riskhantering och Beslut.
"""

from __future__ import annotations

from fyrportfolj.messages import T
from fyrportfolj.render.views.slides import Choices, Deck, Matrix, Points, Slide
from fyrportfolj.render.views.status import StatusView
from fyrportfolj.render.views.swedish import sv
from fyrportfolj.render.views.tables import Table

_RISKS_IN_WORDS = 5


def status_deck(view: StatusView) -> Deck:
    """Give the status report as slides; what is not reported is said, not left out."""
    found = [Slide(sv(T("Sammanfattning")), Points(view.varning, view.sammanfattning))]
    found += status_slides(view)
    found += risk_slides(view)
    if view.forslag:
        proposals = tuple(f"{n}. {p.forslag}" for n, p in enumerate(view.forslag, 1))
        found.append(Slide(sv(T("Förslag till beslut")), Choices(proposals, view.grind.utfall)))
    return Deck(view.huvud, tuple(found))


def status_slides(view: StatusView) -> list[Slide]:
    """Give lights, money, plan, results and what comes next."""
    found = []
    if view.har_rapport:
        found.append(Slide(sv(T("Läge per område")), view.tabeller["lage"], view.granser))
    else:
        found.append(Slide(sv(T("Läge per område")), Points("", (sv(T("Ingen statusrapport är lämnad.")),))))
    if view.ekonomi.finns:
        found.append(Slide(sv(T("Ekonomi")), _money(view)))
    nothing = (sv(T("Inget rapporterat.")),)
    found.append(Slide(sv(T("Uppnått")), Points("", view.uppnatt or nothing)))
    found.append(Slide(sv(T("Kommande")), Points("", view.kommande or nothing)))
    if view.tidplan.finns:
        found.append(Slide(sv(T("Tidplan")), view.tidplan, view.tidplan.beskrivning))
    if view.tidplan.milstolpar:
        found.append(Slide(sv(T("Milstolpar")), view.tabeller["milstolpar"]))
    return found


def risk_slides(view: StatusView) -> list[Slide]:
    """Give the matrix with the worst risks in words, the levels with who decides, and every risk to know about."""
    title = sv(T("Risker"))
    if not view.risker.finns:
        return [Slide(title, Points("", (sv(T("Inga öppna risker är registrerade.")),)))]
    worst = view.risker.risker[:_RISKS_IN_WORDS]
    texts = tuple(f"{r.id} ({r.niva} {r.varde}): {r.hot} {r.far_besluta}: {r.beslut}." for r in worst)
    found = [
        Slide(sv(T("Riskmatris")), Matrix(view.risker.matris, texts)),
        Slide(sv(T("Risknivåer och vem som beslutar")), view.tabeller["nivaer"]),
    ]
    if view.risker.risker:
        found.append(Slide(title, view.tabeller["risker"]))
    return found


def _money(view: StatusView) -> Table:
    return Table(
        sv(T("Ekonomi")),
        (sv(T("Tal")), sv(T("Värde")), sv(T("Anmärkning"))),
        tuple((n.rubrik, n.varde, n.tillagg) for n in view.ekonomi.nyckeltal),
        (2, 2, 3),
        (1,),
    )
