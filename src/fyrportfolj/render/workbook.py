"""Excel workbooks of a report: its head on the first sheet, then one sheet per table, every cell as text.

Nothing in a cell can be run: strings are written as strings. Källa: OWASP, CSV Injection.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from fyrportfolj.render.escape import clean
from fyrportfolj.render.office import normalised
from fyrportfolj.render.sheet import cell_text, row_height, sheet_name
from fyrportfolj.render.views.common import Head
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
_WHOLE_WIDTH = 150
"""Characters that a landscape page has room for."""

_A4 = 9


def make_workbook(head: Head, tables: tuple[Table, ...], stamp: datetime) -> bytes:
    """Make a workbook.

    Args:
        head: the report's head.
        tables: one per sheet, in order.
        stamp: time zone aware moment that the file says it was made.
    """
    from xlsxwriter import Workbook

    made = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(made, options) as book:
        moment = stamp.astimezone(UTC).replace(tzinfo=None)
        said = {"title": clean(head.titel), "author": clean(head.fot.agare), "subject": clean(head.slag)}
        book.set_properties({**said, "created": moment})
        _front(book, head, tables)
        used: set[str] = {"om dokumentet"}
        for table in tables:
            _sheet(book, table, used, head)
    return normalised(made.getvalue(), stamp)


def _front(book: Any, head: Head, tables: tuple[Table, ...]) -> None:
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
    lines += [("Blad", ", ".join(t.titel for t in tables)), ("Ursprung", head.fot.kalla)]
    for number, (name, value) in enumerate(lines, 2):
        page.write_string(number, 0, cell_text(name), strong)
        page.write_string(number, 1, cell_text(value), plain)
    _print(page, head)


def _sheet(book: Any, table: Table, used: set[str], head: Head) -> None:
    name = sheet_name(table.titel)
    count = 2
    while name.casefold() in used:
        name = sheet_name(f"{table.titel[:26]} ({count})")
        count += 1
    used.add(name.casefold())
    page = book.add_worksheet(name)
    parts = table.bredder or (1,) * len(table.rubriker)
    widths = [max(8, _WHOLE_WIDTH * part // sum(parts)) for part in parts]
    heading = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": _ACCENT, "font_color": "#FFFFFF"}
    )
    for at, (text, width) in enumerate(zip(table.rubriker, widths, strict=True)):
        page.set_column(at, at, width)
        page.write_string(0, at, cell_text(text), heading)
    for number, row in enumerate(table.rader, 1):
        texts = [_lines(cell) for cell in row]
        page.set_row(number, row_height(texts, widths))
        for at, (cell, text) in enumerate(zip(row, texts, strict=True)):
            page.write_string(number, at, cell_text(text), _looks(book, cell, first=at == 0, right=at in table.hoger))
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(table.rader), 1), len(table.rubriker) - 1)
    page.repeat_rows(0)
    _print(page, head)


def _lines(cell: str | Cell) -> str:
    if isinstance(cell, str):
        return cell
    return "\n".join((f"{cell.tecken} {cell.text}".strip(), *cell.under))


def _looks(book: Any, cell: str | Cell, *, first: bool, right: bool) -> Any:
    looks: dict[str, object] = {"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": _LINE, "bold": first}
    if right:
        looks["align"] = "right"
    tone = _TONES.get(cell.kod) if isinstance(cell, Cell) else None
    if tone:
        looks |= {"bg_color": tone[0], "font_color": tone[1], "bold": True}
    return book.add_format(looks)


def _print(page: Any, head: Head) -> None:
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.hide_gridlines(2)
    page.set_header(f"&L{clean(head.titel).replace('&', '&&')[:200]}")
    page.set_footer("&R&P (&N)")
