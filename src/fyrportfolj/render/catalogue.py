"""The table of reports.

A report is a line here, a module `render/reports/<slug>.py` and a folder `templates/<slug>/`. Its template `<slug>.j2`
is built of the parts in `templates/gemensamt/delar.*.j2` and serves every format; `<slug>.md.j2` or the like wins
for its own. The module is loaded when its report is made: views cost more than most commands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from types import MappingProxyType
from typing import Literal

from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts import ARTEFACTS, titel
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.report import Report
from fyrportfolj.rules.benefits.forecasts import STAGES

Subject = Literal["insats", "portfolj", "valfritt"]
"""What a report is about: one undertaking, the whole portfolio, or either."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A report that can be made.

    Attributes:
        slug: its name on the command line.
        titel: its name to a person.
        om: what it is about.
        format: the formats that it can be made in.
        modul: the module under `render/reports` whose `report(slug)` makes it; empty for one of its own with `REPORT`.
        jamfor: True when it tells what has changed since an earlier version, when it is given one.
        ur: documents that it is made of, so that `report all` makes it for each undertaking that has one of them.
        frysta: True when it compares with documents of benefits as gates froze them.
        alltid: True when every undertaking has something to say in it, so that `report all` makes it for each.
    """

    slug: str
    titel: Text
    om: Subject
    format: tuple[str, ...]
    modul: str = ""
    alltid: bool = False
    jamfor: bool = False
    ur: tuple[str, ...] = ()
    frysta: bool = False


_TEXT = ("md", "html", "pdf", "docx")
_OWN = (
    Listed("statusrapport", T("Statusrapport"), "insats", (*_TEXT, "pptx"), alltid=True),
    Listed("styrgruppsmote", T("Styrgruppsmöte"), "insats", ("pptx", "pdf", "md", "html", "docx")),
    Listed("beslutslogg", T("Beslutslogg"), "valfritt", (*_TEXT, "xlsx")),
    Listed("protokollsutdrag", T("Protokollsutdrag"), "insats", _TEXT),
    Listed("riskregister", T("Riskregister"), "valfritt", ("md", "html", "pdf", "docx", "xlsx")),
    Listed("prioritering", T("Prioritering"), "portfolj", (*_TEXT, "xlsx")),
    Listed("portfoljstatus", T("Portföljstatus"), "portfolj", ("md", "html", "pdf", "pptx"), jamfor=True),
    Listed("beslutsunderlag", T("Beslutsunderlag"), "insats", _TEXT),
    Listed("tidplan", T("Tidplan"), "valfritt", ("html", "pdf", "xlsx", "pptx", "md")),
    Listed("forandringstrangsel", T("Förändringsträngsel"), "portfolj", ("md", "html", "pdf", "xlsx")),
    Listed("handlingsplan", T("Handlingsplan"), "portfolj", _TEXT),
    Listed("nyttoanalys", T("Nyttoanalys"), "insats", ("md", "html", "pdf", "docx", "xlsx"), ur=STAGES, frysta=True),
    Listed("remissforfragan", T("Remissmissiv"), "insats", _TEXT, "remiss"),
    Listed("yttranderapport", T("Yttranderapport"), "insats", (*_TEXT, "xlsx"), "remiss", jamfor=True),
    Listed("utlysningar", T("Utlysningar"), "portfolj", (*_TEXT, "xlsx")),
    Listed("formagor", T("Förmågor"), "portfolj", (*_TEXT, "xlsx")),
)
_ROWS = (
    *_OWN,
    *(
        Listed(slug, T("{dokument}", dokument=titel(slug)), "insats", _TEXT, "artefakt", frysta=slug == "effektbokslut")
        for slug in ARTEFACTS
        if slug not in {r.slug for r in _OWN}
    ),
)

REPORTS: Mapping[str, Listed] = MappingProxyType({r.slug: r for r in _ROWS})
"""Every report by slug."""


def find_report(slug: str, format_: str) -> Listed:
    """Give a report that can be made in a format.

    Raises:
        UsageError: no such report, or not in that format; names what there is.
    """
    report = REPORTS.get(slug)
    if report is None:
        near = get_close_matches(slug, REPORTS, n=1) or list(REPORTS)
        raise UsageError(T("Rapporten {namn} finns inte.", namn=slug), T("Det som finns: {namn}.", namn=tuple(near)))
    if format_ not in report.format:
        raise UsageError(
            T("Rapporten {namn} finns inte som {format}.", namn=slug, format=format_),
            T("Välj bland {format}.", format=report.format),
        )
    return report


def loaded(slug: str) -> Report:
    """Give how a report is made.

    Args:
        slug: a key of `REPORTS`.
    """
    listed = REPORTS[slug]
    module = import_module(f"fyrportfolj.render.reports.{listed.modul or slug}")
    found: Report = module.report(slug) if listed.modul else module.REPORT
    return found


def required(entry: Entry[Undertaking] | None, slug: str) -> Entry[Undertaking]:
    """Give the undertaking that a report is about.

    Raises:
        UsageError: there is none.
    """
    if entry is None:
        raise UsageError(T("Rapporten {namn} gäller ett initiativ eller projekt.", namn=slug), T("Ange dess id."))
    return entry
