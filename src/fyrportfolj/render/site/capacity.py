"""Change load in the site: the page of the whole portfolio, and what a kommun sees of itself."""

from __future__ import annotations

from fyrportfolj.messages import T
from fyrportfolj.render.site import places
from fyrportfolj.render.site.gathered import Gathered
from fyrportfolj.render.site.page import Link, Part
from fyrportfolj.render.views.congestion import drawn
from fyrportfolj.render.views.congestion_tables import administrations, hot_table, of_kommun
from fyrportfolj.render.views.swedish import sv
from fyrportfolj.rules.capacity.picture import Picture


def kommun_part(g: Gathered, kommun: str) -> Part | None:
    """Give a kommun's own map with what fills it.

    Args:
        g: the portfolio.
        kommun: kommun id.

    Returns:
        The part of its page; None when no load is judged there.
    """
    if g.portfolio.kapacitetsregister is None:
        return None
    every = administrations(g.portfolio)
    seen = _drawn(g)
    table = of_kommun(seen, kommun, g.names, every)
    if table is None:
        return None
    hot = hot_table(tuple(h for h in seen.varma if h.kommun == kommun), g.names, every)
    said = T("Last i procent av vad förvaltningen klarar samtidigt. Siffrorna är bedömningar, inte mätningar.")
    example = (sv(T("Siffrorna är påhittade, som exempel.")),) if g.portfolio.kapacitetsregister.modell.exempel else ()
    return Part(
        sv(T("Vår förändringsträngsel")),
        stycken=(sv(said), *example),
        tabeller=(table, hot) if hot else (table,),
        punkter=(Link(sv(T("Hela kartan, och vems bedömningar det är")), adress=places.CONGESTION),),
    )


def _drawn(g: Gathered) -> Picture:
    key = ("forandringstrangsel", g.basis.idag)
    found = g.portfolio.memo.get(key)
    if not isinstance(found, Picture):
        found = g.portfolio.memo[key] = drawn(g.basis)
    return found
