"""What stands on a slide: tables, a plan of bars, a risk matrix, points and boxes to choose among."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Mm, Pt

from fyrportfolj.render.views.slides import Choices, Matrix, Points
from fyrportfolj.render.views.swedish import month as month_name
from fyrportfolj.render.views.swedish import short_day
from fyrportfolj.render.views.tables import Cell, Row, Table
from fyrportfolj.render.views.timeplan import Timeplan

_LEFT, _TOP, _WIDTH, _HEIGHT = 18.0, 38.0, 302.6, 134.0
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_TEXT, _GREY, _LINE, _MARK, _WHITE = "1C2B33", "56626B", "C9D3D9", "8A2C0D", "FFFFFF"
_TONES = {
    "enligt_plan": ("DFF1E3", "14532D"),
    "mindre_komplikationer": ("FFF3CD", "5C4300"),
    "komplikationer": ("FDE2E1", "7F1D1D"),
    "ej_rapporterad": ("E9EDF0", "37444C"),
    "lag": ("CFE9D4", "14532D"),
    "medel": ("FBE3A1", "5C4300"),
    "hog": ("F4B6B2", "7F1D1D"),
}
_ROW_MM = 3.6
_TABLE_MM = 128.0
_SIZES = (18, 16, 14, 12)
"""Points that a table's text may have; the largest that lets the table stand on one slide is taken."""

_SMALLEST = _SIZES[-1]


@dataclass(frozen=True, slots=True)
class Pen:
    """The colour that headings and bars are drawn in, as RRGGBB."""

    accent: str


def pages_of(table: Table) -> Iterator[Table]:
    """Give the table in parts that each fit on a slide; one row at least on each."""
    widths = _widths(table)
    left = _TABLE_MM - _head_height(table, widths, _SMALLEST)
    rows: list[Row] = []
    for row in table.rader:
        height = _height(row, widths, _SMALLEST)
        if rows and height > left:
            yield replace(table, rader=tuple(rows))
            left, rows = _TABLE_MM - _head_height(table, widths, _SMALLEST), []
        rows.append(row)
        left -= height
    yield replace(table, rader=tuple(rows))


def table(slide: Any, content: Table, pen: Pen) -> None:
    """Draw a table; its first row and first column are headings."""
    widths = _widths(content)
    size = next((z for z in _SIZES if _whole_height(content, widths, z) <= _TABLE_MM), _SMALLEST)
    rows = len(content.rader) + 1
    made = slide.shapes.add_table(rows, len(widths), Mm(_LEFT), Mm(_TOP), Mm(_WIDTH), Mm(8 * rows))
    described(made, content.titel, f"{content.titel}: {len(content.rader)} rader.")
    grid = made.table
    grid.first_row, grid.first_col, grid.horz_banding = True, True, False
    made._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE  # noqa: SLF001
    for i, width in enumerate(widths):
        grid.columns[i].width = Mm(width)
        _cell(grid.cell(0, i), content.rubriker[i], size, bold=True, colours=(pen.accent, _WHITE))
    for y, row in enumerate(content.rader, 1):
        grid.rows[y].height = Mm(_height(row, widths, size))
        for x, value in enumerate(row):
            right = x in content.hoger
            if isinstance(value, Cell):
                _rich(grid.cell(y, x), value, bold=x == 0, size=size, under=max(size - 3, 11))
            else:
                _cell(grid.cell(y, x), value, size, bold=x == 0, align=PP_ALIGN.RIGHT if right else None)


def matrix(slide: Any, content: Matrix, pen: Pen) -> None:
    """Draw a risk matrix with the risks to talk about beside it."""
    made = slide.shapes.add_table(6, 6, Mm(_LEFT), Mm(_TOP), Mm(160), Mm(126))
    held = "; ".join(
        f"{', '.join(c.risker)} S {row.sannolikhet}, K {k}, {c.niva} {c.varde}"
        for row in content.rader
        for k, c in enumerate(row.celler, 1)
        if c.risker
    )
    described(made, "Riskmatris", f"Sannolikhet gånger konsekvens. {held}")
    grid = made.table
    grid.first_row, grid.first_col, grid.horz_banding = True, True, False
    made._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE  # noqa: SLF001
    heads = ("S och K", *(f"K {k}" for k in range(1, 6)))
    for x, head in enumerate(heads):
        grid.columns[x].width = Mm(25 if x == 0 else 27)
        _cell(grid.cell(0, x), head, 13, bold=True, colours=(pen.accent, "FFFFFF"), align=PP_ALIGN.CENTER)
    for y, row in enumerate(content.rader, 1):
        grid.rows[y].height = Mm(22)
        label = f"S {row.sannolikhet}"
        _cell(grid.cell(y, 0), label, 13, bold=True, colours=(pen.accent, "FFFFFF"), align=PP_ALIGN.CENTER)
        for x, c in enumerate(row.celler, 1):
            value = Cell(f"{c.niva} {c.varde}", (", ".join(c.risker),) if c.risker else (), "niva", c.ton)
            _rich(grid.cell(y, x), value, size=12, under=18)
    _paragraphs(slide, content.punkter, (_LEFT + 168, _TOP, _WIDTH - 168, 126), 16)


def gantt(slide: Any, plan: Timeplan, pen: Pen) -> None:
    """Draw a time plan as one group of bars and diamonds, each with its own text alternative."""
    rows = [(g.rubrik, None) for g in plan.grupper if g.rubrik]
    count = len(rows) + 1 + sum(len(g.staplar) for g in plan.grupper) + len(plan.milstolpar)
    step = min(10.0, _TABLE_MM / max(count + 1, 1))
    size = 12 if step >= 8 else 9  # noqa: PLR2004  (millimetres a line of 12 points needs)
    days = max((plan.till - plan.fran).days + 1, 1)
    label, width = 92.0, _WIDTH - 92.0
    group = slide.shapes.add_group_shape()

    def at(day: date) -> float:
        return _LEFT + label + width * (day - plan.fran).days / days

    y = _TOP + step
    for month, day in _months(plan):
        _label(group, f" {month}", (at(day), _TOP - 2, 30, step), size, _GREY, bold=True)
        _rule(group, at(day), (_TOP, _TOP + step * (count + 1)), _LINE)
    for g in plan.grupper:
        if g.rubrik:
            _label(group, g.rubrik, (_LEFT, y, _WIDTH, step), size, pen.accent, bold=True)
            y += step
        for bar in g.staplar:
            _label(group, bar.namn, (_LEFT, y, label, step), size, _TEXT)
            box = (at(bar.start), y + step * 0.2, max(at(bar.slut + timedelta(1)) - at(bar.start), 1.5), step * 0.6)
            _box(group, MSO_SHAPE.ROUNDED_RECTANGLE, box, pen.accent, f"{bar.namn}, {bar.veckor}")
            y += step
    for stone in plan.milstolpar:
        _label(group, f"{stone.id} {stone.namn}", (_LEFT, y, label, step), size, _TEXT)
        colour = _MARK if stone.sen else pen.accent
        side = step * 0.6
        text = f"{stone.id} {stone.namn}: {stone.lage}, {short_day(stone.vantad)}"
        if stone.baslinje != stone.vantad:
            planned = (at(stone.baslinje) - side / 2, y + step * 0.2, side, side)
            hollow = f"{stone.id} {stone.namn}: baslinje {short_day(stone.baslinje)}"
            _box(group, MSO_SHAPE.DIAMOND, planned, colour, hollow, filled=False)
        _box(group, MSO_SHAPE.DIAMOND, (at(stone.vantad) - side / 2, y + step * 0.2, side, side), colour, text)
        _label(group, short_day(stone.vantad), (at(stone.vantad) + side, y, 30, step), size, colour)
        y += step
    if plan.fran <= plan.idag <= plan.till:
        _rule(group, at(plan.idag), (_TOP, y), _MARK)
        _label(group, plan.idag_text, (min(at(plan.idag), _LEFT + _WIDTH - 40), y, 45, step), size, _MARK)
    named = group._element.xpath("./p:nvGrpSpPr/p:cNvPr")[0]  # noqa: SLF001  (python-pptx has no public way)
    named.set("descr", plan.beskrivning)
    named.set("name", "Tidplan")


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
    _paragraphs(slide, content.forslag, (_LEFT, _TOP, _WIDTH, 70), 22)
    if not content.utfall:
        return
    gap = 6.0
    width = (_WIDTH - gap * (len(content.utfall) - 1)) / len(content.utfall)
    for i, outcome in enumerate(content.utfall):
        box = slide.shapes.add_shape(
            MSO_SHAPE.ROUNDED_RECTANGLE, Mm(_LEFT + i * (width + gap)), Mm(_TOP + 78), Mm(width), Mm(46)
        )
        box.fill.solid()
        box.fill.fore_color.rgb = _rgb(_WHITE)
        box.line.color.rgb, box.line.width = _rgb(pen.accent), Pt(1.5)
        box.shadow.inherit = False
        described(box, outcome.namn, f"Ruta att kryssa: {outcome.namn}. {outcome.innebar}")
        frame = box.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        _run(frame.paragraphs[0], f"☐ {outcome.namn}", 20, pen.accent, bold=True)
        _run(frame.add_paragraph(), outcome.innebar, 13, _TEXT)


def title_page(slide: Any, pen: Pen) -> None:
    """Fill the title slide with the accent colour, with white text to the left."""
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = _rgb(pen.accent)
    for shape, top, height, size in ((slide.shapes.title, 55, 36, 40), (slide.placeholders[1], 95, 45, 20)):
        shape.left, shape.top, shape.width, shape.height = Mm(_LEFT), Mm(top), Mm(_WIDTH), Mm(height)
        for paragraph in shape.text_frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT
            for run in paragraph.runs:
                run.font.size, run.font.color.rgb = Pt(size), _rgb(_WHITE)


def small_text(shape: Any, text: str) -> None:
    """Write the foot of a slide."""
    shape.text_frame.text = text
    for run in shape.text_frame.paragraphs[0].runs:
        run.font.size, run.font.color.rgb = Pt(11), _rgb(_GREY)


def described(shape: Any, name: str, text: str) -> None:
    """Give a shape the text that screen readers read."""
    found = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001  (python-pptx has no public way)
    found.set("descr", text)
    found.set("name", name)


def speak_swedish(presentation: Any) -> None:
    """Say that every text is in Swedish, so that it is read out and spelled as such."""
    for slide in presentation.slides:
        for run in slide._element.iter(qn("a:r")):  # noqa: SLF001  (python-pptx has no public way)
            if run.find(qn("a:rPr")) is None:
                run.insert(0, etree.Element(qn("a:rPr")))
        for found in slide._element.iter(qn("a:rPr"), qn("a:endParaRPr")):  # noqa: SLF001
            found.set("lang", "sv-SE")


def _widths(content: Table) -> list[float]:
    parts = content.bredder or (1,) * len(content.rubriker)
    return [_WIDTH * p / sum(parts) for p in parts]


def _lines(text: str, width: float, size: int) -> int:
    """How many lines a text takes: a letter is about half as wide as it is high, and cells have margins."""
    room = max(1, int((width - 5) / (size * 0.3528 * 0.5)))
    return sum(-(-max(len(part), 1) // room) for part in text.split("\n"))


def _height(row: Row, widths: list[float], size: int) -> float:
    highest = 0.0
    for value, width in zip(row, widths, strict=True):
        text, under = (value.text, value.under) if isinstance(value, Cell) else (value, ())
        small = max(size - 3, 11)
        height = _lines(text, width, size) * size + sum(_lines(u, width, small) for u in under) * small
        highest = max(highest, height * 0.3528 * 1.2)
    return highest + _ROW_MM


def _head_height(content: Table, widths: list[float], size: int) -> float:
    return _height(content.rubriker, widths, size)


def _whole_height(content: Table, widths: list[float], size: int) -> float:
    return _head_height(content, widths, size) + sum(_height(row, widths, size) for row in content.rader)


def _months(plan: Timeplan) -> Iterator[tuple[str, date]]:
    first = plan.fran.replace(day=1)
    span = (plan.till.year - first.year) * 12 + plan.till.month - first.month + 1
    every = max(1, -(-span // 8))
    for n in range(0, span, every):
        year, month = divmod(first.month - 1 + n, 12)
        day = first.replace(year=first.year + year, month=month + 1)
        yield f"{month_name(day)} {day.year}", max(day, plan.fran)


def _cell(
    cell: Any,
    text: str,
    size: int,
    *,
    bold: bool = False,
    colours: tuple[str, str] | None = None,
    align: Any = None,
) -> None:
    cell.text_frame.clear()
    _run(cell.text_frame.paragraphs[0], text, size, colours[1] if colours else _TEXT, bold=bold)
    _finish(cell, colours[0] if colours else None, align)


def _rich(cell: Any, value: Cell, *, bold: bool = False, size: int = 13, under: int = 11) -> None:
    tone = _TONES.get(value.kod) if value.slag in {"lage", "niva"} else None
    fill, colour = tone or (None, _TEXT)
    strong = bold or value.slag in {"lage", "niva", "fet"}
    cell.text_frame.clear()
    _run(cell.text_frame.paragraphs[0], f"{value.tecken} {value.text}".strip(), size, colour, bold=strong)
    for line in value.under:
        _run(cell.text_frame.add_paragraph(), line, under, colour if tone else _GREY, bold=size < under)
    _finish(cell, fill, None)


def _finish(cell: Any, fill: str | None, align: Any) -> None:
    cell.vertical_anchor = MSO_ANCHOR.TOP
    if fill:
        cell.fill.solid()
        cell.fill.fore_color.rgb = _rgb(fill)
    else:
        cell.fill.background()
    for paragraph in cell.text_frame.paragraphs:
        paragraph.alignment = align
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001  (python-pptx has no public way to draw borders)
    for i, side in enumerate(("a:lnL", "a:lnR", "a:lnT", "a:lnB")):
        border = etree.Element(qn(side))
        border.set("w", "6350")
        colour = etree.SubElement(etree.SubElement(border, qn("a:solidFill")), qn("a:srgbClr"))
        colour.set("val", _LINE)
        properties.insert(i, border)


def _paragraphs(slide: Any, texts: tuple[str, ...], box: tuple[float, float, float, float], size: int) -> None:
    if not texts:
        return
    frame = slide.shapes.add_textbox(*(Mm(v) for v in box)).text_frame
    frame.word_wrap = True
    for i, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        _run(paragraph, text, size, _TEXT)
        paragraph.space_after = Pt(8)


def _run(paragraph: Any, text: str, size: int, colour: str, *, bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, _rgb(colour)


def _label(
    group: Any, text: str, box: tuple[float, float, float, float], size: int, colour: str, *, bold: bool = False
) -> None:
    made = group.shapes.add_textbox(*(Mm(v) for v in box))
    frame = made.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.MIDDLE, True
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    _run(frame.paragraphs[0], text, size, colour, bold=bold)


def _box(
    group: Any, kind: Any, box: tuple[float, float, float, float], colour: str, text: str, *, filled: bool = True
) -> None:
    made = group.shapes.add_shape(kind, *(Mm(v) for v in box))
    made.fill.solid()
    made.fill.fore_color.rgb = _rgb(colour if filled else _WHITE)
    made.line.color.rgb, made.line.width = _rgb(colour), Pt(1)
    made.shadow.inherit = False
    described(made, text, text)


def _rule(group: Any, x: float, ends: tuple[float, float], colour: str) -> None:
    line = group.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Mm(x), Mm(ends[0]), Mm(x), Mm(ends[1]))
    line.line.color.rgb, line.line.width = _rgb(colour), Pt(0.75)
    described(line, "Hjälplinje", "")


def _rgb(colour: str) -> Any:
    return RGBColor.from_string(colour)  # type: ignore[no-untyped-call]  # python-pptx has types in part
