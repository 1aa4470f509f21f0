"""The Word form: a table per part, each answer in a content control with a tag, so that it can be read back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from fyrportfolj.messages import T
from fyrportfolj.render.office import normalised
from fyrportfolj.render.views.common import Foot, Head
from fyrportfolj.render.views.remiss_form import Choice, FormView
from fyrportfolj.render.views.swedish import sv
from fyrportfolj.render.word import make_word

_LABEL, _VALUE = Cm(5.5), Cm(11)
_STYLE, _TEXT = "Fyr Tabell", "Fyr Tabelltext"
_LABEL_FILL = "EEF3F6"
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


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the Word template may show in its header and footer."""

    huvud: Head


def make_form_base(template: bytes, name: str, view: FormView, stamp: datetime) -> bytes:
    """Give an empty document for the forms of one round, in the portfolio's own Word template.

    Args:
        template: the Word template of the reports.
        name: its name, for messages.
        view: the form of any recipient.
        stamp: time zone aware moment that the document says it was made.

    Raises:
        DataError: the Word template cannot be read or has a mistake.
    """
    kind = sv(T("Svarsformulär"))
    when = sv(T("svar senast {dag}", dag=view.sista))
    foot = Foot(portfolj=view.fot, agare=view.agare, dag=view.sista, kalla="")
    head = Head(view.rubrik, view.rubrik, kind, view.agare, when, when, view.exempel, (), foot)
    return make_word(template, name, _Sheet(head), lambda _drawings: "", images={}, stamp=stamp)


def make_word_form(base: bytes, view: FormView, stamp: datetime) -> bytes:
    """Give a recipient's form as a Word document.

    Args:
        base: what `make_form_base` gave.
        view: whom and what it is about.
        stamp: time zone aware moment that the document says it was made.
    """
    document: Any = Document(io.BytesIO(base))
    _properties(document, view, stamp)
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


def _properties(document: Any, view: FormView, stamp: datetime) -> None:
    core = document.core_properties
    title = sv(T("Svar på remiss från {namn}: {rubrik}", namn=view.namn, rubrik=view.rubrik))
    core.title, core.author, core.language = title[:_LONGEST], view.agare[:_LONGEST], "sv-SE"
    core.created = core.modified = stamp.astimezone(UTC).replace(tzinfo=None)


def _table(document: Any, rows: Sequence[tuple[str, str, str | None]], choices: tuple[Choice, ...] = ()) -> None:
    table = document.add_table(rows=0, cols=2)
    # A template of the portfolio's own need not have our style.
    names = {style.name for style in document.styles}
    table.style = next((name for name in (_STYLE, "Table Grid") if name in names), None)
    # Ours fills the first row as a heading, and a form has none.
    look = table._tblPr.find(qn("w:tblLook"))  # noqa: SLF001  (python-docx gives the element under no other name)
    if look is not None:
        look.set(qn("w:firstRow"), "0")
        look.set(qn("w:val"), "0480")
    table.autofit = False
    for column, width in zip(table.columns, (_LABEL, _VALUE), strict=True):
        column.width = width
    for label, tag, fixed in rows:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = _LABEL, _VALUE
        for cell in cells:
            cell.paragraphs[0].style = _TEXT if _TEXT in names else None
        cells[0].paragraphs[0].add_run(label).bold = True
        shade = OxmlElement("w:shd")
        for key, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", _LABEL_FILL)):
            shade.set(qn(key), value)
        cells[0]._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001  (as above)
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
