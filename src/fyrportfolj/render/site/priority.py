"""What is prioritised: the rules, the scores, the rankings by every method, and a proposal that fits."""

from __future__ import annotations

from fyrportfolj.messages import T
from fyrportfolj.render.site.gathered import Gathered
from fyrportfolj.render.site.page import PageView, Part
from fyrportfolj.render.views.priority import newest_first, round_sections
from fyrportfolj.render.views.priority_parts import Section
from fyrportfolj.render.views.swedish import day_in_words, sv


def priority_page(g: Gathered) -> PageView:
    """Give the page of the portfolio's prioritisations, the newest first."""
    rounds = newest_first(g.basis)
    parts = tuple(_part(s) for p in rounds for s in round_sections(g.basis, p))
    if rounds:
        intro = sv(T("Den senaste gäller {dag}.", dag=day_in_words(rounds[0].datum)))
    else:
        intro = sv(T("Portföljen har ingen prioritering."))
    return g.page(sv(T("Prioritering")), intro, parts, exempel=any(p.exempel for p in rounds))


def _part(s: Section) -> Part:
    return Part(s.rubrik, niva=s.niva, stycken=s.stycken, punkter=s.punkter, tabeller=s.tabeller, noter=s.noter)
