"""Excel workbooks of a report: its head on the first sheet, then one sheet per table.

What people have written is text, days are days, and nothing in a cell can be run but the product of two figures and the
level that it gives, which hold nothing of what people have written. Källa: OWASP, CSV Injection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from fyrportfolj.messages import T
from fyrportfolj.render.escape import clean
from fyrportfolj.render.office import normalised
from fyrportfolj.render.sheet import DAY, cell_text, row_height, sheet_name
from fyrportfolj.render.views.common import Head
from fyrportfolj.render.views.grids import Grid, GridCell, GridColumn, Product, Sheet, grid_of
from fyrportfolj.render.views.swedish import sv
from fyrportfolj.render.views.tables import Cell, Table

_ACCENT, _LINE = "#0B4F6C", "#C9D3D9"
_TONES = {
    "enligt_plan": ("#DFF1E3", "#14532D"),
    "mindre_komplikationer": ("#FFF3CD", "#5C4300"),
    "komplikationer": ("#FDE2E1", "#7F1D1D"),
    "lag": ("#CFE9D4", "#14532D"),
    "medel": ("#FBE3A1", "#5C4300"),
    "hog": ("#F4B6B2", "#7F1D1D"),
}
_A3, _A4 = 8, 9
_A4_WIDTH = 175
"""Characters that still can be read when a landscape A4 holds them; wider sheets are printed on A3."""

_LONGEST_HELP = 255

_RIGHT = {"align": "right", "indent": 1}
"""Figures stand clear of the text in the next column."""


@dataclass(frozen=True, slots=True)
class _Book:
    """What every sheet of a workbook is made with.

    Attributes:
        book: the workbook.
        head: the report's head.
        names: the name of each sheet by its title.
    """

    book: Any
    head: Head
    names: Mapping[str, str]


def make_workbook(head: Head, sheets: tuple[Sheet, ...], stamp: datetime) -> bytes:
    """Make a workbook.

    Args:
        head: the report's head.
        sheets: what stands on each, in order.
        stamp: time zone aware moment that the file says it was made.
    """
    from xlsxwriter import Workbook

    grids = tuple(grid_of(s) if isinstance(s, Table) else s for s in sheets)
    made = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(made, options) as book:
        moment = stamp.astimezone(UTC).replace(tzinfo=None)
        said = {"title": clean(head.titel), "author": clean(head.fot.agare), "subject": clean(head.slag)}
        book.set_properties({**said, "created": moment})
        names = _names(grids)
        there = _Book(book, head, {g.titel: n for g, n in zip(grids, names, strict=True)})
        _front(there, names)
        for grid, name in zip(grids, names, strict=True):
            _sheet(there, grid, name)
    return normalised(made.getvalue(), stamp)


def _names(grids: tuple[Grid, ...]) -> tuple[str, ...]:
    """Give each sheet a name of its own."""
    used, names = {"om dokumentet"}, []
    for grid in grids:
        name, count = sheet_name(grid.titel), 2
        while name.casefold() in used:
            name, count = sheet_name(f"{grid.titel[:26]} ({count})"), count + 1
        used.add(name.casefold())
        names.append(name)
    return tuple(names)


def _front(there: _Book, names: tuple[str, ...]) -> None:
    book, head = there.book, there.head
    page = book.add_worksheet("Om dokumentet")
    title = book.add_format({"bold": True, "font_size": 16, "font_color": _ACCENT})
    strong, plain = (
        book.add_format({"bold": True, "valign": "top"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 90)
    page.write_string(0, 0, cell_text(head.namn), title)
    lines = [(head.slag, head.underrad), *((f.rubrik, f.varde) for f in head.fakta)]
    lines += [("Exempel", "Påhittat innehåll")] if head.exempel else []
    lines += [("Blad", ", ".join(names)), ("Ursprung", head.fot.kalla)]
    lines += [("Att ändra", sv(T("Det som ändras i arbetsboken ändras inte i portföljen.")))]
    for number, (name, value) in enumerate(lines, 2):
        page.set_row(number, row_height((name, value), (28, 90)))
        page.write_string(number, 0, cell_text(name), strong)
        page.write_string(number, 1, cell_text(value), plain)
    _print(page, head, _A4)


def _sheet(there: _Book, grid: Grid, name: str) -> None:
    book = there.book
    page = book.add_worksheet(name)
    looks = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": _ACCENT, "font_color": "#FFFFFF"}
    plain, right = book.add_format(looks), book.add_format({**looks, **_RIGHT})
    widths = [c.bredd for c in grid.kolumner]
    page.set_row(0, row_height([c.rubrik for c in grid.kolumner], widths))
    for at, column in enumerate(grid.kolumner):
        page.set_column(at, at, column.bredd)
        page.write_string(0, at, cell_text(column.rubrik), right if _to_the_right(column) else plain)
    for number, row in enumerate(grid.rader, 1):
        page.set_row(number, row_height([_text(cell) for cell in row], widths))
        for at, (cell, column) in enumerate(zip(row, grid.kolumner, strict=True)):
            _write(page, (number, at), cell, book.add_format(_looks(cell, column, first=at == 0)))
    last = max(len(grid.rader), 1)
    for at, column in enumerate(grid.kolumner):
        if column.val:
            _choices(page, at, last, column)
    if grid.produkt is not None and grid.rader:
        _counted(there, page, grid, grid.produkt)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, last, len(grid.kolumner) - 1)
    page.repeat_rows(0)
    _print(page, there.head, _A4 if sum(widths) <= _A4_WIDTH else _A3)


def _write(page: Any, place: tuple[int, int], cell: GridCell, looks: Any) -> None:
    match cell:
        case date():
            page.write_datetime(*place, cell, looks)
        case int():
            page.write_number(*place, cell, looks)
        case None:
            page.write_blank(*place, None, looks)
        case _:
            page.write_string(*place, cell_text(_text(cell)), looks)


def _choices(page: Any, at: int, last: int, column: GridColumn) -> None:
    """Let a cell be filled from a list, and say what is wrong with anything else."""
    words = ", ".join(str(v) for v in column.val)
    said = {
        "validate": "list",
        "source": list(column.val),
        "input_title": column.rubrik[:32],
        "input_message": (column.hjalp or sv(T("Välj bland {val}.", val=words)))[:_LONGEST_HELP],
        "error_title": column.rubrik[:32],
        "error_message": sv(T("Här kan bara stå {val}.", val=words))[:_LONGEST_HELP],
    }
    page.data_validation(1, at, last, at, said)


def _counted(there: _Book, page: Any, grid: Grid, product: Product) -> None:
    """Write the product of two columns with its level, which follow when a figure is changed."""
    from xlsxwriter.utility import xl_col_to_name as letter

    s, k = (letter(at) for at in product.faktorer)
    value, count = letter(product.varde), len(product.steg) + 1
    levels = "'" + there.names[product.blad].replace("'", "''") + "'"
    for number, row in enumerate(grid.rader, 1):
        line = number + 1
        places = ((product.varde, f"={s}{line}*{k}{line}"), (product.niva, ""))
        for at, formula in places:
            looks = there.book.add_format(_looks(row[at], grid.kolumner[at], first=False) | {"bold": True})
            found = formula or f"=LOOKUP({value}{line},{levels}!$B$2:$B${count},{levels}!$A$2:$A${count})"
            page.write_formula(number, at, found, looks, row[at])
    for step in product.steg:
        fill, ink = _TONES[step.ton]
        rule = f"=AND(${value}2>={step.fran},${value}2<={step.till})"
        looks = there.book.add_format({"bg_color": fill, "font_color": ink})
        for at in (product.varde, product.niva):
            page.conditional_format(1, at, len(grid.rader), at, {"type": "formula", "criteria": rule, "format": looks})


def _text(cell: GridCell) -> str:
    if isinstance(cell, Cell):
        return "\n".join((f"{cell.tecken} {cell.text}".strip(), *cell.under))
    return "" if cell is None else str(cell)


def _to_the_right(column: GridColumn) -> bool:
    return column.hoger or column.slag == "tal"


def _looks(cell: GridCell, column: GridColumn, *, first: bool) -> dict[str, object]:
    looks: dict[str, object] = {"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": _LINE, "bold": first}
    if column.slag == "dag":
        looks |= {"num_format": DAY, "align": "left"}
    if _to_the_right(column):
        looks |= _RIGHT
    tone = _TONES.get(cell.kod) if isinstance(cell, Cell) else None
    if tone:
        looks |= {"bg_color": tone[0], "font_color": tone[1], "bold": True}
    return looks


def _print(page: Any, head: Head, paper: int) -> None:
    page.set_landscape()
    page.set_paper(paper)
    page.fit_to_pages(1, 0)
    page.hide_gridlines(2)
    page.set_header(f"&L{clean(head.titel).replace('&', '&&')[:200]}&R&A")
    page.set_footer("&R&P (&N)")
