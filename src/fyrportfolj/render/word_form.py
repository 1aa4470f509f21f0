"""The Word form: a table per part, each answer in a content control with a tag, so that it can be read back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from fyrportfolj.messages import T
from fyrportfolj.render.office import normalised
from fyrportfolj.render.views.remiss_form import Choice, FormView
from fyrportfolj.render.views.swedish import sv

_LABEL, _VALUE = Cm(5.5), Cm(11)
_LONGEST = 255
_IN_A_QUESTION = (
    (T("ställningstagande"), "stallningstagande"),
    (T("synpunkt"), "synpunkt"),
    (T("hänvisning"), "hanvisning"),
    (T("förslag"), "forslag"),
)
_DECIDED = (
    (T("Beslutat av"), "organets_namn"),
    (T("Beslutsdatum"), "beslutsdatum"),
    (T("Paragraf"), "paragraf"),
    (T("Ert diarienummer"), "diarienummer"),
    (T("Reservation"), "reservation"),
    (T("Undertecknare"), "undertecknare"),
)


def make_word_form(view: FormView, stamp: datetime) -> bytes:
    """Give a recipient's form as a Word document.

    Args:
        view: whom and what it is about.
        stamp: time zone aware moment that the document says it was made.
    """
    document: Any = Document()
    _page(document, view, stamp)
    _opening(document, view)
    for q in view.fragor:
        document.add_heading(f"{q.id} {q.rubrik}", level=2)
        document.add_paragraph(q.fraga)
        rows = tuple((f"{q.id} {sv(text)}", f"svar.{q.id}.{name}", None) for text, name in _IN_A_QUESTION)
        _table(document, rows, view.val)
    document.add_heading(sv(T("Beslutet om yttrandet")), level=2)
    document.add_paragraph(
        sv(
            T(
                "Svaret är kommunens yttrande när det framgår vilket organ som har beslutat det och vilken dag."
                " Skriv roller, inte personnamn."
            )
        )
    )
    _table(document, tuple((sv(text), name, None) for text, name in _DECIDED))
    made = io.BytesIO()
    document.save(made)
    return normalised(made.getvalue(), stamp)


def _opening(document: Any, view: FormView) -> None:
    """Say what the form is about, and ask about the whole."""
    document.add_heading(view.rubrik, level=1)
    document.add_paragraph(sv(T("Svar på remiss från {namn}, senast {dag}", namn=view.namn, dag=view.sista)))
    if view.exempel:
        document.add_paragraph(sv(T("Exempel – påhittat innehåll")))
    document.add_paragraph(
        sv(T("Skriv i fälten till höger. Spara dokumentet som .docx och skicka det till {agare}.", agare=view.agare))
    )
    if view.om_svaren:
        document.add_paragraph(view.om_svaren)
    known = (
        (sv(T("Remiss")), "remiss", view.remiss),
        (sv(T("Remissinstans")), "instans", view.instans),
        (sv(T("Handlingens kontrollsumma")), "handling_sha256", view.sha256),
    )
    _table(document, known)
    document.add_heading(sv(T("Handlingen som helhet")), level=2)
    whole = (
        (sv(T("Ställningstagande i stort")), "stallningstagande", None),
        (sv(T("Allmänt: synpunkt")), "svar.ALLMANT.synpunkt", None),
    )
    _table(document, whole, view.val)


def _page(document: Any, view: FormView, stamp: datetime) -> None:
    core = document.core_properties
    title = sv(T("Svar på remiss från {namn}: {rubrik}", namn=view.namn, rubrik=view.rubrik))
    core.title, core.author, core.language = title[:_LONGEST], view.agare[:_LONGEST], "sv-SE"
    core.comments, core.last_modified_by, core.revision = "", "fyrportfolj", 1
    core.created = core.modified = stamp.astimezone(UTC).replace(tzinfo=None)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "sv-SE")
    style.element.get_or_add_rPr().append(language)


def _table(document: Any, rows: Sequence[tuple[str, str, str | None]], choices: tuple[Choice, ...] = ()) -> None:
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, (_LABEL, _VALUE), strict=True):
        column.width = width
    for label, tag, fixed in rows:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = _LABEL, _VALUE
        cells[0].paragraphs[0].add_run(label).bold = True
        paragraph = cells[1].paragraphs[0]._p  # noqa: SLF001  (python-docx gives the element under no other name)
        choose = choices if tag.endswith("stallningstagande") else ()
        paragraph.append(_control(label, tag, fixed, choose))


def _control(label: str, tag: str, fixed: str | None, choices: tuple[Choice, ...]) -> Any:
    control, properties = OxmlElement("w:sdt"), OxmlElement("w:sdtPr")
    properties.append(_valued("w:alias", label))
    properties.append(_valued("w:tag", tag))
    if fixed is not None:
        properties.append(_valued("w:lock", "sdtContentLocked"))
    else:
        properties.append(OxmlElement("w:showingPlcHdr"))
    if choices:
        menu = OxmlElement("w:dropDownList")
        for choice in choices:
            item = _valued("w:displayText", choice.namn, "w:listItem", "w:displayText")
            item.set(qn("w:value"), choice.kod)
            menu.append(item)
        properties.append(menu)
    else:
        text = OxmlElement("w:text")
        text.set(qn("w:multiLine"), "1")
        properties.append(text)
    content, run, words = OxmlElement("w:sdtContent"), OxmlElement("w:r"), OxmlElement("w:t")
    words.text = fixed if fixed is not None else sv(T("[Välj i listan]") if choices else T("[Skriv här]"))
    run.append(words)
    content.append(run)
    control.append(properties)
    control.append(content)
    return control


def _valued(name: str, value: str, element: str | None = None, attribute: str = "w:val") -> Any:
    made = OxmlElement(element or name)
    made.set(qn(attribute), value)
    return made
