"""The table of reports, and the one way to make a document of one.

A report is a folder `templates/<slug>/`, a view, and a line in `REPORTS`. Its template `<slug>.j2` is built of
the parts in `templates/gemensamt/delar.*.j2` and serves every format; `<slug>.md.j2` or the like wins for its own.
A format is a line in `_MAKERS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from fyrportfolj.errors import DataError, UsageError
from fyrportfolj.messages import T, Text
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.appearance import DEFAULT, Appearance
from fyrportfolj.render.charts import budget_bar, gantt
from fyrportfolj.render.escape import typ_code
from fyrportfolj.render.fonts import Missing, covered
from fyrportfolj.render.formats import HTML, MARKDOWN, TYPST, WORD, TextFormat
from fyrportfolj.render.images import alt_text, svg_to_png
from fyrportfolj.render.pdf import make_pdf
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.common import Basis
from fyrportfolj.render.views.slides import Deck
from fyrportfolj.render.views.status import StatusView, status_view
from fyrportfolj.render.views.status_deck import status_deck

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
        bildspel: gives it as slides, for a report that is made as pptx.
    """

    slug: str
    titel: Text
    om_insats: bool
    format: tuple[str, ...]
    build: Callable[[Basis, Entry[Undertaking] | None], Any]
    bilder: Callable[[Any], Mapping[str, str]]
    bildspel: Callable[[Any], Deck] | None = None


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
        format=("md", "html", "pdf", "docx", "pptx"),
        build=_status,
        bilder=_status_charts,
        bildspel=status_deck,
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


def make(
    report: Report,
    format_: str,
    view: object,
    *,
    templates: Templates,
    stamp: datetime,
    appearance: Appearance = DEFAULT,
) -> Document:
    """Make a document.

    Args:
        report: a line of `REPORTS`.
        format_: one of the report's formats.
        view: what `report.build` gave.
        templates: the portfolio's templates.
        stamp: time zone aware moment that the document says it was made: the commit's time.
        appearance: the portfolio's accent colour and logotype.

    Returns:
        The document; the same bytes for the same arguments.

    Raises:
        DataError: a template of the portfolio has a mistake.
    """
    return _MAKERS[format_](report, view, _Setting(templates, stamp, appearance))


@dataclass(frozen=True, slots=True)
class _Setting:
    templates: Templates
    stamp: datetime
    appearance: Appearance


def _text(report: Report, view: object, setting: _Setting, text_format: TextFormat, **more: object) -> str:
    name = setting.templates.name_for(report.slug, text_format)
    return setting.templates.render(name, text_format, view, utseende=setting.appearance, **more)


def _markdown(report: Report, view: object, setting: _Setting) -> Document:
    text = _text(report, view, setting, MARKDOWN)
    tidy = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)).strip("\n")
    return Document(f"{tidy}\n".encode(), "md")


def _html(report: Report, view: object, setting: _Setting) -> Document:
    # The charts are made here, of escaped text, and stand in the page as they are.
    images = {file: Markup(svg) for file, svg in report.bilder(view).items()}  # noqa: S704
    text = _text(report, view, setting, HTML, bilder=images)
    return Document("\n".join(line for line in text.splitlines() if line.strip()).encode() + b"\n", "html")


def _pdf(report: Report, view: object, setting: _Setting) -> Document:
    shown, missing = covered(view)
    source = _text(report, shown, setting, TYPST)
    assets = dict(setting.templates.assets((_SHARED, report.slug)))
    assets |= {f"bilder/{file}": svg.encode() for file, svg in report.bilder(shown).items()}
    assets[f"{_SHARED}/utseende.typ"] = f"#let utseende = {typ_code(setting.appearance)}\n".encode()
    name = setting.templates.name_for(report.slug, TYPST)
    return Document(make_pdf(source, assets, setting.stamp, name), "pdf", missing)


def _word(report: Report, view: object, setting: _Setting) -> Document:
    from fyrportfolj.render.word import BASE, make_word

    shown, missing = covered(view)
    name = f"{report.slug}/{report.slug}.docx"
    own = setting.templates.read(name)
    base = own if own is not None else setting.templates.read(BASE)
    if base is None:
        raise DataError(T("Word-mallen {namn} finns inte.", namn=BASE), T("Installera om fyr, eller lägg dit mallen."))
    images = {file: (svg_to_png(svg), alt_text(svg)) for file, svg in report.bilder(shown).items()}
    made = make_word(
        base,
        name if own is not None else BASE,
        shown,
        lambda drawings: _text(report, shown, setting, WORD, bilder=drawings),
        images=images,
        stamp=setting.stamp,
    )
    return Document(made, "docx", missing)


def _slides(report: Report, view: object, setting: _Setting) -> Document:
    from fyrportfolj.render.deck import BASE, make_deck

    base = setting.templates.read(BASE)
    if base is None or report.bildspel is None:
        raise DataError(T("Bildbakgrunden {namn} finns inte.", namn=BASE), T("Installera om fyr, eller lägg dit den."))
    return Document(make_deck(report.bildspel(view), base, setting.appearance, setting.stamp), "pptx")


_MAKERS: Mapping[str, Callable[[Report, object, _Setting], Document]] = MappingProxyType(
    {"md": _markdown, "html": _html, "pdf": _pdf, "docx": _word, "pptx": _slides}
)


def _required(entry: Entry[Undertaking] | None, slug: str) -> Entry[Undertaking]:
    if entry is None:
        raise UsageError(T("Rapporten {namn} gäller ett initiativ eller projekt.", namn=slug), T("Ange dess id."))
    return entry
