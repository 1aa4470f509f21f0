"""The steering meeting as slides, in the order of its agenda."""

from __future__ import annotations

from fyrportfolj.messages import T
from fyrportfolj.render.views.meeting import MeetingView
from fyrportfolj.render.views.slides import Choices, Deck, Points, Slide
from fyrportfolj.render.views.status_deck import risk_slides, status_slides
from fyrportfolj.render.views.swedish import sv
from fyrportfolj.render.views.tables import Table


def meeting_deck(view: MeetingView) -> Deck:
    """Give the meeting as slides; what is not prepared is said, not left out."""
    nothing = (sv(T("Ej angivet")),)
    brief = Table(
        sv(T("Arbetet i korthet")),
        (sv(T("Uppgift")), sv(T("Värde"))),
        tuple((f.rubrik, f.varde) for f in view.om),
        (1, 2),
    )
    found = [
        Slide(sv(T("Dagordning")), Points("", view.dagordning or nothing)),
        Slide(sv(T("Syfte och mål med mötet")), Points(view.syfte, view.mal or nothing)),
        Slide(sv(T("Mål med arbetet")), Points("", view.projektmal or nothing)),
        Slide(sv(T("Arbetet i korthet")), brief),
    ]
    if view.leveranser is not None:
        found.append(Slide(sv(T("Leveranser")), view.leveranser))
    found += status_slides(view.status)
    found += [Slide(t.titel, t) for t in view.formagor]
    found += [Slide(t.titel, t) for t in (view.byggstenar, view.scenarier) if t is not None]
    found += risk_slides(view.status)
    proposals = tuple(f"{n}. {p}" for n, p in enumerate(view.forslag, 1)) or (sv(T("Inget förslag är skrivet.")),)
    found.append(Slide(sv(T("Förslag till beslut")), Choices(proposals, view.utfall)))
    return Deck(view.huvud, tuple(found))
