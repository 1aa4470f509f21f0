"""Make templates/gemensamt/bildspel.pptx: the slide master whose fonts, colours and places the decks use."""

from __future__ import annotations

import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Mm

from fyrportfolj.render.office import normalised

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "templates" / "gemensamt" / "bildspel.pptx"
STAMP = datetime(2026, 1, 1, tzinfo=UTC)
WIDTH, HEIGHT, EDGE = 338.667, 190.5, 18
COLOURS = {"dk2": "0B4F6C", "accent1": "0B4F6C", "accent2": "B4530A", "accent3": "2E7D32", "hlink": "0B4F6C"}
TITLE, BODY, FOOT, NUMBER, DAY = 0, 1, 11, 12, 10


def place(shape: Any, x: float, y: float, width: float, height: float) -> None:
    """Put a shape somewhere, in millimetres."""
    shape.left, shape.top, shape.width, shape.height = Mm(x), Mm(y), Mm(width), Mm(height)


def theme(presentation: Any) -> None:
    """Set the fonts and colours of the theme."""
    for relation in presentation.slide_master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            xml = relation.target_part.blob.decode()
            xml = re.sub(r'(<a:latin typeface=")[^"]*(")', r"\1Calibri\2", xml)
            for name, colour in COLOURS.items():
                xml = re.sub(
                    rf"(<a:{name}>).*?(</a:{name}>)", rf'\1<a:srgbClr val="{colour}"/>\2', xml, flags=re.DOTALL
                )
            relation.target_part._blob = xml.encode()


def master(presentation: Any) -> None:
    """Place the title and the text, and give the title the accent colour."""
    for shape in presentation.slide_master.placeholders:
        if shape.placeholder_format.idx == TITLE:
            place(shape, EDGE, 10, WIDTH - 2 * EDGE, 20)
        elif shape.placeholder_format.idx == BODY:
            place(shape, EDGE, 38, WIDTH - 2 * EDGE, 130)
    for style in presentation.slide_master.element.iter(qn("p:titleStyle")):
        level = style.find(qn("a:lvl1pPr"))
        level.set("algn", "l")
        run = level.find(qn("a:defRPr"))
        run.set("sz", "2800")
        run.set("b", "1")
        for old in run.findall(qn("a:solidFill")):
            run.remove(old)
        fill = etree.SubElement(run, qn("a:solidFill"))
        etree.SubElement(fill, qn("a:schemeClr")).set("val", "accent1")
        run.insert(0, fill)


def layouts(presentation: Any) -> None:
    """Keep foot and slide number on every layout, without dates."""
    for layout in presentation.slide_layouts:
        for shape in list(layout.placeholders):
            index = shape.placeholder_format.idx
            if index == NUMBER:
                place(shape, WIDTH - EDGE - 30, 178, 30, 8)
            elif index == FOOT:
                place(shape, EDGE, 178, 220, 8)
                for level in shape._element.iter(qn("a:lvl1pPr")):
                    level.set("algn", "l")
            elif index == DAY:
                shape._element.getparent().remove(shape._element)
            elif layout.name in {"Title Only", "Title and Content"}:
                for old in shape._element.spPr.findall(qn("a:xfrm")):
                    shape._element.spPr.remove(old)


def main() -> int:
    """Write the template."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Mm(WIDTH), Mm(HEIGHT)
    theme(presentation)
    master(presentation)
    layouts(presentation)
    core = presentation.core_properties
    core.author = core.last_modified_by = "fyrportfolj"
    core.title, core.language = "Bildspel", "sv-SE"
    saved = io.BytesIO()
    presentation.save(saved)
    TARGET.write_bytes(normalised(saved.getvalue(), STAMP))
    return 0


if __name__ == "__main__":
    sys.exit(main())
