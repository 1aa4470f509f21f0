"""What Word documents and decks must hold to be read by everyone: titles, heading rows, language, texts for images."""

from __future__ import annotations

import io
import re
import zipfile

import docx
from docx.oxml.ns import qn as word_name
from pptx import Presentation
from pptx.oxml.ns import qn as slide_name


def word_faults(data: bytes) -> list[str]:
    """Give what a Word document lacks."""
    document = docx.Document(io.BytesIO(data))
    found = _package_faults(data)
    core = document.core_properties
    found += [f"saknar {name}" for name in ("title", "author", "language") if not getattr(core, name)]
    body = document.element.body
    for table in body.iter(word_name("w:tbl")):
        rows = table.findall(word_name("w:tr"))
        if not rows or not list(rows[0].iter(word_name("w:tblHeader"))):
            found.append("tabell utan rubrikrad")
        if not [c for c in table.iter(word_name("w:tblCaption")) if c.get(word_name("w:val"))]:
            found.append("tabell utan titel")
        widths = {len(row.findall(word_name("w:tc"))) for row in rows}
        if len(widths) != 1:
            found.append(f"tabell med olika långa rader: {widths}")
    for picture in body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"):
        if not picture.get("descr"):
            found.append("bild utan text")
    text = "".join(p.text for p in document.paragraphs)
    found += ["taggar kvar i texten"] if "{{" in text or "{%" in text else []
    styles = {p.style.name for p in document.paragraphs if p.style is not None}
    found += [] if "Heading 1" in styles else ["ingen rubrik på nivå 1"]
    return found


def deck_faults(data: bytes) -> list[str]:
    """Give what a deck lacks."""
    deck = Presentation(io.BytesIO(data))
    found = _package_faults(data)
    titles = [slide.shapes.title.text if slide.shapes.title is not None else "" for slide in deck.slides]
    found += ["bild utan titel"] if not all(titles) else []
    found += ["två bilder med samma titel"] if len(set(titles)) != len(titles) else []
    for number, slide in enumerate(deck.slides, 1):
        for shape in slide.shapes:
            named = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001  (python-pptx has no public way)
            if not shape.is_placeholder and not shape.has_text_frame and not named.get("descr"):
                found.append(f"bild {number}: {shape.name} saknar text")
        for run in slide._element.iter(slide_name("a:rPr")):  # noqa: SLF001  (as above)
            if run.get("lang") != "sv-SE":
                found.append(f"bild {number}: text på annat språk")
    if not deck.core_properties.title or deck.core_properties.language != "sv-SE":
        found.append("saknar titel eller språk")
    return found


def _package_faults(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        times = {entry.date_time for entry in package.infolist()}
        text = b"".join(package.read(n) for n in names if n.endswith((".xml", ".rels")))
    found = ["tider i paketet"] if times != {(1980, 1, 1, 0, 0, 0)} else []
    found += ["makron"] if any("vba" in n.lower() for n in names) else []
    found += ["pekar ut ur paketet"] if re.search(rb'TargetMode="External"', text) else []
    return found
