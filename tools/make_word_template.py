"""Make templates/gemensamt/dokument.docx: the Word template whose styles, header and footer the reports use."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from fyrportfolj.render.office import normalised

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "templates" / "gemensamt" / "dokument.docx"
ACCENT, GREY, TEXT, WARNING = "0B4F6C", "56626B", "1C2B33", "7F1D1D"
STAMP = datetime(2026, 1, 1, tzinfo=UTC)


def element(tag: str, **values: str) -> Any:
    """Give an XML element with attributes in Word's namespace."""
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    return made


def font(style: Any, size: float, color: str, *, bold: bool = False) -> None:
    """Set a style's font; theme fonts would win over it, so they go."""
    style.font.name, style.font.size, style.font.bold = "Calibri", Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(color)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [a for a in fonts.attrib if "Theme" in a]:
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), "Calibri")


def paragraph_style(document: Any, id_: str, name: str, size: float, color: str, *, bold: bool = False) -> Any:
    """Add a paragraph style based on Normal."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), id_)
    style.base_style = document.styles["Normal"]
    font(style, size, color, bold=bold)
    return style


def table_style(document: Any) -> None:
    """Add the reports' table style: a filled heading row, thin lines between rows."""
    style = element("w:style", type="table", customStyle="1", styleId="FyrTabell")
    style.append(element("w:name", val="Fyr Tabell"))
    style.append(element("w:basedOn", val="TableNormal"))
    look = element("w:tblPr")
    borders = element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color="C9D3D9"))
    margins = element("w:tblCellMar")
    for side, width in (("top", "50"), ("left", "90"), ("bottom", "50"), ("right", "90")):
        margins.append(element(f"w:{side}", w=width, type="dxa"))
    look.extend((borders, margins))
    style.append(look)
    heading = element("w:tblStylePr", type="firstRow")
    cell = element("w:tcPr")
    cell.append(element("w:shd", val="clear", color="auto", fill=ACCENT))
    heading.append(cell)
    style.append(heading)
    document.styles.element.append(style)


def field(paragraph: Any, code: str) -> None:
    """Add a field, such as the page number."""
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, code), ("end", None)):
        if kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        else:
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run._r.append(instruction)


PAGE_STYLES = (
    ("Normal", 10.5, TEXT, False),
    ("Body Text", 10.5, TEXT, False),
    ("List Bullet", 10.5, TEXT, False),
    ("Title", 24, ACCENT, True),
    ("Subtitle", 12, GREY, False),
    ("Heading 1", 15, ACCENT, True),
    ("Heading 2", 12, ACCENT, True),
    ("Heading 3", 11, ACCENT, True),
    ("Caption", 9, GREY, False),
    ("Header", 8.5, GREY, False),
    ("Footer", 8.5, GREY, False),
)
OWN_STYLES = (
    ("FyrLiten", "Fyr Liten", 9, GREY, False),
    ("FyrVarning", "Fyr Varning", 11, WARNING, True),
    ("FyrTabelltext", "Fyr Tabelltext", 9.5, TEXT, False),
    ("FyrTabellrubrik", "Fyr Tabellrubrik", 9.5, "FFFFFF", True),
    ("FyrMellanrum", "Fyr Mellanrum", 4, TEXT, False),
)


def page(document: Any) -> None:
    """Set paper, margins, header and footer."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    head = "{{ rapport.huvud.fot.agare }} · {{ rapport.huvud.slag }} · {{ rapport.huvud.datum }}"
    section.header.paragraphs[0].text = head
    foot = section.footer.paragraphs[0]
    foot.add_run("Sida ")
    field(foot, "PAGE")
    foot.add_run(" av ")
    field(foot, "NUMPAGES")
    # Long Swedish words are else cut anywhere in a narrow column.
    tabs = document.settings.element.find(qn("w:defaultTabStop"))
    tabs.addnext(element("w:autoHyphenation", val="true"))


def looks(document: Any) -> None:
    """Set language and styles."""
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("w:lang", val="sv-SE", eastAsia="sv-SE", bidi="ar-SA"))
    for name, size, color, bold in PAGE_STYLES:
        font(styles[name], size, color, bold=bold)
    styles["Subtitle"].font.italic = False
    styles["Body Text"].paragraph_format.space_after = Pt(6)
    styles["Title"].paragraph_format.space_after = Pt(2)
    for border in list(styles["Title"].element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)
    for id_, name, size, color, bold in OWN_STYLES:
        made = paragraph_style(document, id_, name, size, color, bold=bold)
        made.paragraph_format.space_after = Pt(0 if "Tabell" in name or "Mellan" in name else 6)
    table_style(document)


def main() -> int:
    """Write the template."""
    document = Document()
    looks(document)
    page(document)
    document.add_paragraph("{{p innehall }}")
    document.core_properties.author = document.core_properties.last_modified_by = "fyrportfolj"
    document.core_properties.comments = ""
    saved = io.BytesIO()
    document.save(saved)
    TARGET.write_bytes(normalised(saved.getvalue(), STAMP))
    return 0


if __name__ == "__main__":
    sys.exit(main())
