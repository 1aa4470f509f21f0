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
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from fyrportfolj.errors import DataError
from fyrportfolj.messages import T
from fyrportfolj.render.appearance import DEFAULT, Appearance
from fyrportfolj.render.escape import typ_code
from fyrportfolj.render.fonts import Missing, cleaned, covered
from fyrportfolj.render.formats import HTML, MARKDOWN, TYPST, WORD, TextFormat
from fyrportfolj.render.printer import Job, printed
from fyrportfolj.render.templates import Templates

if TYPE_CHECKING:
    from fyrportfolj.model.initiative import Undertaking
    from fyrportfolj.model.portfolio import Entry
    from fyrportfolj.render.views.common import Basis, Head
    from fyrportfolj.render.views.grids import Sheet
    from fyrportfolj.render.views.slides import Deck

_SHARED = "gemensamt"


def no_charts(_view: object) -> Mapping[str, str]:
    """Give no charts, for a report without any."""
    return {}


@dataclass(frozen=True, slots=True)
class Report:
    """One kind of report.

    Attributes:
        mall: its folder under `templates/`.
        build: gives its view, which has the document's head as `huvud`; the entry is None for a report about
            the whole portfolio.
        bilder: gives its charts as SVG by file name, for formats that show images.
        bildspel: gives it as slides, for a report that is made as pptx.
        blad: gives its tables, for a report that is made as xlsx; each becomes a sheet.
        grundmall: the folder of the template that it shares with others, when it has none of its own.
    """

    mall: str
    build: Callable[[Basis, Entry[Undertaking] | None], Any]
    bilder: Callable[[Any], Mapping[str, str]] = no_charts
    bildspel: Callable[[Any], Deck] | None = None
    blad: Callable[[Any], tuple[Sheet, ...]] | None = None
    grundmall: str = ""


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
    name = setting.templates.name_for((report.mall, report.grundmall), text_format)
    return setting.templates.render(name, text_format, view, utseende=setting.appearance, **more)


def _markdown(report: Report, view: object, setting: _Setting) -> Document:
    text = _text(report, view, setting, MARKDOWN)
    tidy = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)).strip("\n")
    return Document(f"{tidy}\n".encode(), "md")


def _html(report: Report, view: object, setting: _Setting) -> Document:
    from markupsafe import Markup

    # The charts are made here, of escaped text, and stand in the page as they are.
    images = {file: Markup(svg) for file, svg in report.bilder(view).items()}  # noqa: S704
    text = _text(report, view, setting, HTML, bilder=images)
    return Document("\n".join(line for line in text.splitlines() if line.strip()).encode() + b"\n", "html")


def _pdf(report: Report, view: object, setting: _Setting) -> Document:
    shown, missing = covered(view)
    assets = dict(setting.templates.assets((_SHARED, report.mall)))
    assets |= {f"bilder/{file}": svg.encode() for file, svg in report.bilder(shown).items()}
    looks = setting.appearance
    said = {
        "accent": looks.accent,
        "logotyp": looks.logotyp and f"/{looks.logotyp}",
        "logotyp_text": looks.logotyp_text,
    }
    assets[f"{_SHARED}/utseende.typ"] = f"#let utseende = {typ_code(said)}\n".encode()
    assets |= {looks.logotyp: looks.bild} if looks.logotyp else {}
    name = setting.templates.name_for((report.mall, report.grundmall), TYPST)
    job = Job(shown, name, setting.templates, looks, assets, setting.stamp)
    return Document(printed(job), "pdf", missing)


def _word(report: Report, view: object, setting: _Setting) -> Document:
    from fyrportfolj.render.images import alt_text, svg_to_png
    from fyrportfolj.render.word import BASE, base_template, make_word

    shown = cleaned(view)
    name = f"{report.mall}/{report.mall}.docx"
    own = setting.templates.read(name)
    base = own if own is not None else base_template(setting.templates)
    images = {file: (svg_to_png(svg), alt_text(svg)) for file, svg in report.bilder(shown).items()}
    made = make_word(
        base,
        name if own is not None else BASE,
        shown,
        lambda drawings: _text(report, shown, setting, WORD, bilder=drawings),
        images=images,
        stamp=setting.stamp,
    )
    return Document(made, "docx")


def _slides(report: Report, view: object, setting: _Setting) -> Document:
    from fyrportfolj.render.deck import BASE, make_deck

    base = setting.templates.read(BASE)
    if base is None or report.bildspel is None:
        raise DataError(T("Bildbakgrunden {namn} finns inte.", namn=BASE), T("Installera om fyr, eller lägg dit den."))
    return Document(make_deck(report.bildspel(cleaned(view)), base, setting.appearance, setting.stamp), "pptx")


def _workbook(report: Report, view: object, setting: _Setting) -> Document:
    from fyrportfolj.render.workbook import make_workbook

    if report.blad is None:
        raise DataError(T("Rapporten {namn} har inga tabeller.", namn=report.mall), T("Välj ett annat format."))
    head: Head = view.huvud  # type: ignore[attr-defined]  # every view has one
    return Document(make_workbook(head, report.blad(view), setting.stamp), "xlsx")


_MAKERS: Mapping[str, Callable[[Report, object, _Setting], Document]] = MappingProxyType(
    {"md": _markdown, "html": _html, "pdf": _pdf, "docx": _word, "pptx": _slides, "xlsx": _workbook}
)
