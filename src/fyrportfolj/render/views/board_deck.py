"""The portfolio's status as slides."""

from __future__ import annotations

from fyrportfolj.messages import T
from fyrportfolj.render.views.board import BoardView
from fyrportfolj.render.views.slides import Deck, Matrix, Points, Slide
from fyrportfolj.render.views.swedish import sv
from fyrportfolj.render.views.tables import Table


def board_deck(view: BoardView) -> Deck:
    """Give the portfolio's status as slides; what is empty is said, not left out."""
    found: list[Slide] = []
    for s in view.strak:
        if s.not_ or s.insatser is None:
            found.append(Slide(sv(T("{process}: antal per fas", process=s.rubrik)), s.faser, s.not_))
        if s.insatser is not None:
            found.append(Slide(sv(T("{process}: aktuell status", process=s.rubrik)), s.insatser, s.not_))
    found.append(_table(sv(T("Beslut som behövs")), view.beslut, sv(T("Inga beslut väntar på ett organ."))))
    found.append(Slide(sv(T("Sedan sist")), Points("", (view.jamforelse,))))
    if view.andringar is not None:
        found.append(Slide(sv(T("Förändringar")), view.andringar))
    if view.risker.finns:
        found.append(Slide(sv(T("Riskmatris")), Matrix(view.risker.matris, view.risker.punkter)))
        found.append(Slide(sv(T("Risker per nivå")), view.risker.nivaer, view.risker.ovrigt))
        nobody = sv(T("Inga risker väntar på beslut."))
        found.append(_table(sv(T("Risker som väntar på någon")), view.risker.vantar, nobody))
    else:
        found.append(Slide(sv(T("Risker")), Points("", (sv(T("Inga öppna risker är registrerade.")),))))
    if view.tidplan.finns:
        found.append(Slide(sv(T("Tidplan")), view.tidplan, view.tidplan.beskrivning))
    if view.tidplan_tabell is not None:
        found.append(Slide(sv(T("Tider och milstolpar")), view.tidplan_tabell))
    notes = " ".join(view.ekonomi.noter)
    found.append(_table(sv(T("Ekonomi")), view.ekonomi.rader, notes))
    if view.ekonomi.summor is not None:
        found.append(Slide(sv(T("Ekonomi i summa")), view.ekonomi.summor, notes))
    found.append(
        _table(
            sv(T("Rapporter som saknas")),
            view.rapporter,
            sv(T("Alla insatser som ska rapportera nu har gjort det i tid.")),
        )
    )
    return Deck(view.huvud, tuple(found))


def _table(title: str, table: Table | None, nothing: str) -> Slide:
    return Slide(title, table if table is not None else Points("", (nothing,)))
