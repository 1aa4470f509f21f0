"""What every slide is drawn with: places in millimetres, colours, text, boxes and lines with text alternatives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Mm, Pt

LEFT, TOP, WIDTH = 18.0, 38.0, 302.6
TEXT, GREY, LINE, MARK, WHITE = "1C2B33", "56626B", "C9D3D9", "8A2C0D", "FFFFFF"
TABLE_MM = 134.0
"""How high what stands under the title may be."""

POINT_MM = 0.3528
_LETTER = 0.5
"""How wide a letter of running text is, as a part of its height."""

Box = tuple[float, float, float, float]
"""Left, top, width and height in millimetres."""


@dataclass(frozen=True, slots=True)
class Pen:
    """The colour that headings and bars are drawn in, as RRGGBB."""

    accent: str


def text_mm(text: str, size: int) -> float:
    """Give about how wide text on one line is.

    Args:
        text: the text.
        size: in points.
    """
    return len(text) * size * POINT_MM * _LETTER


def described(shape: Any, name: str, text: str) -> None:
    """Give a shape the text that screen readers read."""
    found = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001  (python-pptx has no public way)
    found.set("descr", text)
    found.set("name", name)


def paragraphs(slide: Any, texts: tuple[str, ...], place: Box, size: int) -> None:
    """Write paragraphs in a box of their own."""
    if not texts:
        return
    frame = slide.shapes.add_textbox(*(Mm(v) for v in place)).text_frame
    frame.word_wrap = True
    for i, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        add_run(paragraph, text, size, TEXT)
        paragraph.space_after = Pt(8)


def add_run(paragraph: Any, text: str, size: int, colour: str, *, bold: bool = False) -> None:
    """Add text to a paragraph."""
    made = paragraph.add_run()
    made.text = text
    made.font.size, made.font.bold, made.font.color.rgb = Pt(size), bold, rgb(colour)


def label(
    group: Any, text: str, place: Box, size: int, colour: str, *, bold: bool = False, align: Any = PP_ALIGN.LEFT
) -> None:
    """Write a line of text in a drawing."""
    made = group.shapes.add_textbox(*(Mm(v) for v in place))
    frame = made.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.MIDDLE, True
    frame.paragraphs[0].alignment = align
    add_run(frame.paragraphs[0], text, size, colour, bold=bold)


def box(group: Any, kind: Any, place: Box, colour: str, text: str, *, filled: bool = True) -> None:
    """Draw a shape that is read out as a text."""
    made = group.shapes.add_shape(kind, *(Mm(v) for v in place))
    made.fill.solid()
    made.fill.fore_color.rgb = rgb(colour if filled else WHITE)
    made.line.color.rgb, made.line.width = rgb(colour), Pt(1)
    made.shadow.inherit = False
    described(made, text, text)


def rule(group: Any, x: float, ends: tuple[float, float], colour: str) -> None:
    """Draw an upright line that means nothing to who hears the slide."""
    line = group.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Mm(x), Mm(ends[0]), Mm(x), Mm(ends[1]))
    line.line.color.rgb, line.line.width = rgb(colour), Pt(0.75)
    described(line, "Hjälplinje", "")


def rgb(colour: str) -> Any:
    """Give a colour, from RRGGBB."""
    return RGBColor.from_string(colour)  # type: ignore[no-untyped-call]  # python-pptx has types in part
