"""What else stands on a slide: points, boxes to choose among, the title page and the foot."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Mm, Pt

from fyrportfolj.render.deck_draw import GREY, LEFT, TEXT, TOP, WHITE, WIDTH, Pen, add_run, described, paragraphs, rgb
from fyrportfolj.render.views.slides import Choices, Points

_ORIGIN = 12
"""Points of the line on the title page that says what the deck was made of."""


def points(slide: Any, content: Points) -> None:
    """Write points in the layout's own text box."""
    frame = slide.placeholders[1].text_frame
    texts = ([content.inledning] if content.inledning else []) + list(content.punkter)
    for i, text in enumerate(texts or ["–"]):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        paragraph.text = text
        paragraph.font.size = Pt(24 if len(texts) <= 5 else 18)  # noqa: PLR2004  (lines that fit at that size)
        paragraph.space_after = Pt(10)


def choices(slide: Any, content: Choices, pen: Pen) -> None:
    """Write the proposal and draw each outcome as a box to tick."""
    paragraphs(slide, content.forslag, (LEFT, TOP, WIDTH, 70), 22)
    if not content.utfall:
        return
    gap = 6.0
    width = (WIDTH - gap * (len(content.utfall) - 1)) / len(content.utfall)
    for i, outcome in enumerate(content.utfall):
        box = slide.shapes.add_shape(
            MSO_SHAPE.ROUNDED_RECTANGLE, Mm(LEFT + i * (width + gap)), Mm(TOP + 78), Mm(width), Mm(46)
        )
        box.fill.solid()
        box.fill.fore_color.rgb = rgb(WHITE)
        box.line.color.rgb, box.line.width = rgb(pen.accent), Pt(1.5)
        box.shadow.inherit = False
        described(box, outcome.namn, f"Ruta att kryssa: {outcome.namn}. {outcome.innebar}")
        frame = box.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        frame.margin_left = frame.margin_right = Mm(5)
        add_run(frame.paragraphs[0], f"☐ {outcome.namn}", 20, pen.accent, bold=True)
        add_run(frame.add_paragraph(), outcome.innebar, 14, TEXT)
        for paragraph in frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT


def title_page(slide: Any, pen: Pen) -> None:
    """Fill the title slide with the accent colour, with white text to the left."""
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = rgb(pen.accent)
    for shape, top, height, size in ((slide.shapes.title, 55, 36, 40), (slide.placeholders[1], 95, 45, 20)):
        shape.left, shape.top, shape.width, shape.height = Mm(LEFT), Mm(top), Mm(WIDTH), Mm(height)
        for paragraph in shape.text_frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT
            for run in paragraph.runs:
                run.font.size, run.font.color.rgb = Pt(size), rgb(WHITE)
    # The last line says what the deck was made of.
    last = slide.placeholders[1].text_frame.paragraphs[-1]
    last.space_before = Pt(_ORIGIN)
    for run in last.runs:
        run.font.size = Pt(_ORIGIN)


def small_text(shape: Any, text: str) -> None:
    """Write the foot of a slide."""
    shape.text_frame.text = text
    shape.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    for run in shape.text_frame.paragraphs[0].runs:
        run.font.size, run.font.color.rgb = Pt(11), rgb(GREY)


def speak_swedish(presentation: Any) -> None:
    """Say that every text is in Swedish, so that it is read out and spelled as such."""
    for slide in presentation.slides:
        for run in slide._element.iter(qn("a:r")):  # noqa: SLF001  (python-pptx has no public way)
            if run.find(qn("a:rPr")) is None:
                run.insert(0, etree.Element(qn("a:rPr")))
        for found in slide._element.iter(qn("a:rPr"), qn("a:endParaRPr")):  # noqa: SLF001  (as above)
            found.set("lang", "sv-SE")
