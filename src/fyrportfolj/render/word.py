"""Word documents: a Word template that a person can change, filled with paragraphs and tables of a report."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from zipfile import BadZipFile

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from fyrportfolj.errors import DataError
from fyrportfolj.messages import T
from fyrportfolj.render.office import normalised
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.common import Head

BASE = "gemensamt/dokument.docx"
"""The Word template that every report uses; a municipality's own at the same place wins."""

_IMAGE_WIDTH_MM = 164
_LONGEST = 255
"""Characters that a property of an Office file may have."""


def base_template(templates: Templates) -> bytes:
    """Give the Word template of the portfolio, or the one that ships.

    Raises:
        DataError: there is none.
    """
    base = templates.read(BASE)
    if base is None:
        raise DataError(T("Word-mallen {namn} finns inte.", namn=BASE), T("Installera om fyr, eller lägg dit mallen."))
    return base


def make_word(
    base: bytes,
    name: str,
    rapport: object,
    body: Callable[[Mapping[str, Markup]], str],
    *,
    images: Mapping[str, tuple[bytes, str]],
    stamp: datetime,
) -> bytes:
    """Make a Word document.

    Args:
        base: a Word template with the tag `{{p innehall }}` where the report goes; its header, footer and
            styles are kept, and it may use `rapport` as other templates do.
        name: the template's name, for messages.
        rapport: the view.
        body: gives the report as Word XML, from the drawing of each image by file name.
        images: PNG and text alternative by file name.
        stamp: time zone aware moment that the document says it was made.

    Raises:
        DataError: the Word template cannot be read or has a mistake.
    """
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate

    try:
        document = DocxTemplate(io.BytesIO(base))
        document.init_docx()
        drawings = {file: _drawing(document, n, *image) for n, (file, image) in enumerate(images.items(), 1)}
        context = {"rapport": rapport, "innehall": Markup(body(drawings))}  # noqa: S704  (escaped by the format)
        environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
        document.render(context, jinja_env=environment, autoescape=True)
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise DataError(
            T("{mall} går inte att läsa som ett Word-dokument.", mall=name), T("Spara den som .docx i Word.")
        ) from error
    except (TemplateError, TypeError, ArithmeticError, AttributeError, RecursionError) as error:
        raise DataError(
            T("{mall}: mallen har ett fel: {fel}", mall=name, fel=str(error)),
            T("Rätta taggen i Word-mallen; {{p innehall }} visar var rapporten hamnar."),
        ) from error
    _properties(document, rapport, stamp)
    made = io.BytesIO()
    document.save(made)
    return normalised(made.getvalue(), stamp)


def _drawing(document: object, number: int, png: bytes, alt: str) -> Markup:
    from docx.shared import Mm

    part = document.docx.part  # type: ignore[attr-defined]  # docxtpl has no types
    inline = part.new_pic_inline(io.BytesIO(png), Mm(_IMAGE_WIDTH_MM), None)
    inline.docPr.set("descr", alt)
    inline.docPr.set("id", str(number))
    inline.docPr.set("name", f"Bild {number}")
    xml = inline.xml
    return Markup(f"<w:r><w:drawing>{xml}</w:drawing></w:r>")  # noqa: S704  (made by the library)


def _properties(document: object, rapport: object, stamp: datetime) -> None:
    core = document.docx.core_properties  # type: ignore[attr-defined]  # docxtpl has no types
    head: Head = rapport.huvud  # type: ignore[attr-defined]  # every view has one
    moment = stamp.astimezone(UTC).replace(tzinfo=None)
    core.title, core.author, core.language = head.titel[:_LONGEST], head.fot.agare[:_LONGEST], "sv-SE"
    core.subject, core.keywords, core.comments = head.slag, "", ""
    core.created = core.modified = moment
    core.last_modified_by, core.revision = "fyrportfolj", 1
