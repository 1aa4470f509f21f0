"""Tables and the risk matrix on slides: native tables, as large as the slide lets them be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from textwrap import wrap
from typing import Any

from lxml import etree
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Mm

from fyrportfolj.render.deck_draw import (
    GREY,
    LEFT,
    LINE,
    POINT_MM,
    TEXT,
    TOP,
    WHITE,
    WIDTH,
    Pen,
    add_run,
    described,
    paragraphs,
    rgb,
)
from fyrportfolj.render.views.slides import Matrix
from fyrportfolj.render.views.tables import Cell, Row, Table

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_TONES = {
    "enligt_plan": ("DFF1E3", "14532D"),
    "mindre_komplikationer": ("FFF3CD", "5C4300"),
    "komplikationer": ("FDE2E1", "7F1D1D"),
    "ej_rapporterad": ("E9EDF0", "37444C"),
    "lag": ("CFE9D4", "14532D"),
    "medel": ("FBE3A1", "5C4300"),
    "hog": ("F4B6B2", "7F1D1D"),
}
_ROW_MM, _CELL_MM = 3.2, 5.4
"""What the edges of a cell take of its height and of its width."""

_TABLE_MM = 132.0
_SIZES = (18, 16, 14, 12)
"""Points that a table's text may have; the largest that lets the table stand on one slide is taken."""

_SMALLEST = _SIZES[-1]
_LETTER, _WIDEST = 0.45, 0.57
"""How wide a letter is as a part of its height: in running text, and in the widest words, which are bold."""


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a table that fits on a slide.

    Attributes:
        tabell: the part.
        storlek: points of its text, the same for every part of a table.
    """

    tabell: Table
    storlek: int


def pages_of(table: Table) -> list[Page]:
    """Give the table in parts that each fit on a slide, about as high as each other; one row at least on each."""
    parts = [table]
    if not any(_fits(table, size) for size in _SIZES):
        widths = _widths(table, _SMALLEST)
        most = _TABLE_MM - _height(table.rubriker, widths, _SMALLEST)
        heights = [_height(row, widths, _SMALLEST) for row in table.rader]
        count = len(_cut(heights, most))
        # As even as can be: the lowest height that needs no more slides than the highest does.
        room = next((h for h in range(1, int(most)) if len(_cut(heights, h)) <= count), most)
        ends = list(accumulate(_cut(heights, room)))
        parts = [replace(table, rader=table.rader[a:b]) for a, b in pairwise((0, *ends))]
    size = next((z for z in _SIZES if all(_fits(part, z) for part in parts)), _SMALLEST)
    return [Page(part, size) for part in parts]


def _cut(heights: list[float], room: float) -> list[int]:
    """Give how many rows stand on each slide when rows are laid on a slide until it is full."""
    parts, left = [0], room
    for height in heights:
        if parts[-1] and height > left:
            parts.append(0)
            left = room
        parts[-1] += 1
        left -= height
    return parts


def table(slide: Any, page: Page, pen: Pen) -> None:
    """Draw a table; its first row and first column are headings."""
    content, size = page.tabell, page.storlek
    widths = _widths(content, size)
    rows = len(content.rader) + 1
    made = slide.shapes.add_table(rows, len(widths), Mm(LEFT), Mm(TOP), Mm(WIDTH), Mm(8 * rows))
    described(made, content.titel, f"{content.titel}: {len(content.rader)} rader.")
    grid = made.table
    grid.first_row, grid.first_col, grid.horz_banding = True, True, False
    made._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE  # noqa: SLF001  (no public way)
    sides = [PP_ALIGN.RIGHT if x in content.hoger else None for x in range(len(widths))]
    for x, width in enumerate(widths):
        grid.columns[x].width = Mm(width)
        _cell(grid.cell(0, x), content.rubriker[x], size, bold=True, colours=(pen.accent, WHITE), align=sides[x])
    grid.rows[0].height = Mm(_height(content.rubriker, widths, size))
    for y, row in enumerate(content.rader, 1):
        grid.rows[y].height = Mm(_height(row, widths, size))
        for x, value in enumerate(row):
            if isinstance(value, Cell):
                _rich(grid.cell(y, x), value, bold=x == 0, sizes=(size, _small(size)), align=sides[x])
            else:
                _cell(grid.cell(y, x), value, size, bold=x == 0, align=sides[x])


def matrix(slide: Any, content: Matrix, pen: Pen) -> None:
    """Draw a risk matrix with the risks to talk about beside it."""
    made = slide.shapes.add_table(6, 6, Mm(LEFT), Mm(TOP), Mm(160), Mm(126))
    held = "; ".join(
        f"{', '.join(c.risker)} S {row.sannolikhet}, K {k}, {c.niva} {c.varde}"
        for row in content.rader
        for k, c in enumerate(row.celler, 1)
        if c.risker
    )
    described(made, "Riskmatris", f"Sannolikhet gånger konsekvens. {held}")
    grid = made.table
    grid.first_row, grid.first_col, grid.horz_banding = True, True, False
    made._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE  # noqa: SLF001  (no public way)
    grid.rows[0].height = Mm(12)
    heads = ("S och K", *(f"K {k}" for k in range(1, 6)))
    for x, head in enumerate(heads):
        grid.columns[x].width = Mm(25 if x == 0 else 27)
        _cell(grid.cell(0, x), head, 13, bold=True, colours=(pen.accent, WHITE), align=PP_ALIGN.CENTER)
    for y, row in enumerate(content.rader, 1):
        grid.rows[y].height = Mm(23)
        label = f"S {row.sannolikhet}"
        _cell(grid.cell(y, 0), label, 13, bold=True, colours=(pen.accent, WHITE), align=PP_ALIGN.CENTER)
        for x, c in enumerate(row.celler, 1):
            value = Cell(f"{c.niva} {c.varde}", (", ".join(c.risker),) if c.risker else (), "niva", c.ton)
            _rich(grid.cell(y, x), value, sizes=(12, 18))
    paragraphs(slide, content.punkter, (LEFT + 168, TOP, WIDTH - 168, 126), 16)


def _small(size: int) -> int:
    return max(size - 2, 11)


def _fits(content: Table, size: int) -> bool:
    """Whether the table stands on one slide at a size, with no word broken."""
    widths = _widths(content, size)
    if sum(_least(content, size)) > WIDTH:
        return False
    rows = (content.rubriker, *content.rader)
    return sum(_height(row, widths, size) for row in rows) <= _TABLE_MM


def _widths(content: Table, size: int) -> list[float]:
    """Give widths as the table wishes, but wide enough for the longest word of each column when all have room."""
    parts = content.bredder or (1,) * len(content.rubriker)
    wished = [WIDTH * p / sum(parts) for p in parts]
    least = _least(content, size)
    if sum(least) > WIDTH:
        return [WIDTH * width / sum(least) for width in least]
    lacking = sum(max(n - w, 0) for w, n in zip(wished, least, strict=True))
    spare = sum(max(w - n, 0) for w, n in zip(wished, least, strict=True))
    return [n if w <= n else w - (w - n) * lacking / spare for w, n in zip(wished, least, strict=True)]


def _least(content: Table, size: int) -> list[float]:
    rows = (content.rubriker, *content.rader)
    return [max(_word_mm(row[x], size) for row in rows) + _CELL_MM for x in range(len(content.rubriker))]


def _word_mm(value: str | Cell, size: int) -> float:
    """Give how wide the longest word of a cell is."""
    lines = [(value, size)] if isinstance(value, str) else [(value.text, size)]
    if isinstance(value, Cell):
        lines += [(under, _small(size)) for under in value.under]
    return max(max((len(w) for w in text.split(" ")), default=0) * z * POINT_MM * _WIDEST for text, z in lines)


def _lines(text: str, width: float, size: int) -> int:
    room = max(1, int((width - _CELL_MM) / (size * POINT_MM * _LETTER)))
    return sum(max(len(wrap(part, room, break_on_hyphens=False)), 1) for part in text.split("\n"))


def _height(row: Row, widths: list[float], size: int) -> float:
    highest = 0.0
    for value, width in zip(row, widths, strict=True):
        text, under = (value.text, value.under) if isinstance(value, Cell) else (value, ())
        small = _small(size)
        height = _lines(text, width, size) * size + sum(_lines(u, width, small) for u in under) * small
        highest = max(highest, height * POINT_MM * 1.2)
    return highest + _ROW_MM


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
    add_run(cell.text_frame.paragraphs[0], text, size, colours[1] if colours else TEXT, bold=bold)
    _finish(cell, colours[0] if colours else None, align)


def _rich(cell: Any, value: Cell, *, sizes: tuple[int, int], bold: bool = False, align: Any = None) -> None:
    size, under = sizes
    tone = _TONES.get(value.kod) if value.slag in {"lage", "niva"} else None
    fill, colour = tone or (None, TEXT)
    strong = bold or value.slag in {"lage", "niva", "fet"}
    cell.text_frame.clear()
    add_run(cell.text_frame.paragraphs[0], f"{value.tecken} {value.text}".strip(), size, colour, bold=strong)
    for line in value.under:
        add_run(cell.text_frame.add_paragraph(), line, under, colour if tone else GREY, bold=size < under)
    _finish(cell, fill, align)


def _finish(cell: Any, fill: str | None, align: Any) -> None:
    cell.vertical_anchor = MSO_ANCHOR.TOP
    if fill:
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(fill)
    else:
        cell.fill.background()
    for paragraph in cell.text_frame.paragraphs:
        paragraph.alignment = align
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001  (python-pptx has no public way to draw borders)
    for i, side in enumerate(("a:lnL", "a:lnR", "a:lnT", "a:lnB")):
        border = etree.Element(qn(side))
        border.set("w", "6350")
        colour = etree.SubElement(etree.SubElement(border, qn("a:solidFill")), qn("a:srgbClr"))
        colour.set("val", LINE)
        properties.insert(i, border)
