"""The table of reports, and the one way to make a document of one.

A report is a folder `templates/<slug>/` with `<slug>.md.j2` and `<slug>.typ.j2`, a view, and a line
in `REPORTS`. A format is a line in `_MAKERS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T, Text
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.charts import budget_bar, gantt
from fyrportfolj.render.fonts import Missing, covered
from fyrportfolj.render.formats import MARKDOWN, TYPST
from fyrportfolj.render.pdf import make_pdf
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.common import Basis
from fyrportfolj.render.views.status import StatusView, status_view

_SHARED = "gemensamt"


@dataclass(frozen=True, slots=True)
class Report:
    """One kind of report.

    Attributes:
        slug: its name on the command line and of its template folder.
        titel: its name to a person.
        om_insats: True when it is about one undertaking, False when it is about the whole portfolio.
        format: the formats that it can be made in.
        build: gives its view; the entry is None for a report about the portfolio.
        bilder: gives its charts as SVG by file name, for formats that show images.
    """

    slug: str
    titel: Text
    om_insats: bool
    format: tuple[str, ...]
    build: Callable[[Basis, Entry[Undertaking] | None], Any]
    bilder: Callable[[Any], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Document:
    """A finished document.

    Attributes:
        data: its bytes.
        format: its format, which is also the suffix of its file.
        ersatta: characters that the document's fonts lack and that are shown as their code.
    """

    data: bytes
    format: str
    ersatta: tuple[Missing, ...] = ()


def _status(basis: Basis, entry: Entry[Undertaking] | None) -> StatusView:
    return status_view(basis, _required(entry, "statusrapport"))


def _status_charts(view: StatusView) -> Mapping[str, str]:
    charts = {"tidplan.svg": gantt(view.tidplan)} if view.tidplan.finns else {}
    return charts | ({"budget.svg": budget_bar(view.ekonomi)} if view.ekonomi.upparbetat_procent is not None else {})


_ROWS = (
    Report(
        slug="statusrapport",
        titel=T("Statusrapport"),
        om_insats=True,
        format=("md", "pdf"),
        build=_status,
        bilder=_status_charts,
    ),
)

REPORTS: Mapping[str, Report] = MappingProxyType({r.slug: r for r in _ROWS})
"""Every report by slug."""


def find_report(slug: str, format_: str) -> Report:
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


def make(report: Report, format_: str, view: object, *, templates: Templates, stamp: datetime) -> Document:
    """Make a document.

    Args:
        report: a line of `REPORTS`.
        format_: one of the report's formats.
        view: what `report.build` gave.
        templates: the portfolio's templates.
        stamp: time zone aware moment that the document says it was made: the commit's time.

    Returns:
        The document; the same bytes for the same arguments.

    Raises:
        DataError: a template of the portfolio has a mistake.
    """
    return _MAKERS[format_](report, view, templates, stamp)


def _markdown(report: Report, view: object, templates: Templates, _stamp: datetime) -> Document:
    text = templates.render(f"{report.slug}/{report.slug}.md.j2", MARKDOWN, view)
    tidy = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)).strip("\n")
    return Document(f"{tidy}\n".encode(), "md")


def _pdf(report: Report, view: object, templates: Templates, stamp: datetime) -> Document:
    shown, missing = covered(view)
    name = f"{report.slug}/{report.slug}.typ.j2"
    source = templates.render(name, TYPST, shown)
    assets = dict(templates.assets((_SHARED, report.slug)))
    assets |= {f"bilder/{file}": svg.encode() for file, svg in report.bilder(shown).items()}
    return Document(make_pdf(source, assets, stamp, name), "pdf", missing)


_MAKERS: Mapping[str, Callable[[Report, object, Templates, datetime], Document]] = MappingProxyType(
    {"md": _markdown, "pdf": _pdf}
)


def _required(entry: Entry[Undertaking] | None, slug: str) -> Entry[Undertaking]:
    if entry is None:
        raise UsageError(T("Rapporten {namn} gäller ett initiativ eller projekt.", namn=slug), T("Ange dess id."))
    return entry
