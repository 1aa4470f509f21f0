"""Pages of what is also a report of sections: the same words and tables, among the site's other pages."""

from __future__ import annotations

from fyrportfolj.messages import Text
from fyrportfolj.render.site.gathered import Gathered
from fyrportfolj.render.site.page import PageView, Part
from fyrportfolj.render.views.sections import SectionedView
from fyrportfolj.render.views.swedish import sv


def sectioned_page(g: Gathered, name: Text, view: SectionedView) -> PageView:
    """Give a report of sections as a page.

    Args:
        g: the portfolio.
        name: the page's heading.
        view: the report.
    """
    parts = tuple(
        Part(
            s.rubrik,
            niva=s.niva,
            stycken=s.stycken,
            fakta=s.fakta,
            punkter=s.punkter,
            tabeller=s.tabeller,
            noter=s.noter,
        )
        for s in view.avsnitt
    )
    return g.page(sv(name), "", parts, fakta=view.huvud.fakta, exempel=view.huvud.exempel)
