"""A table as a spreadsheet: Excel and CSV, with nothing in any cell that a program would run.

A cell that begins like a formula is text in Excel, and in CSV, which knows no kinds of cells, it gets an apostrophe
before it. Källa: OWASP, CSV Injection; hotmodellens angrepp 79.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from textwrap import wrap
from typing import TypeAlias

from fyrportfolj.render.escape import clean

Cell: TypeAlias = str | date | datetime | None

DAY, MOMENT = "[$-41D]yyyy-mm-dd", "[$-41D]yyyy-mm-dd hh:mm"
"""Number formats with Swedish as their language, so that a day is shown alike in every Excel."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# An Excel of another country cuts the line at its own separator, and what follows becomes the beginning of a cell.
_AFTER_SEPARATOR = re.compile(r"([,;\t|]\s*)(?=[=@＝＠]|[+\-＋－](?![\d\s.,]*(?:[,;\t|]|$)))")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_LONGEST_CELL = 32_767
"""Characters of a cell, as Excel counts them: those outside the first plane count twice."""

_FIRST_YEAR = 1900
_LINE_HEIGHT = 15
_HIGHEST = 400
_A4 = 9


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column.

    Attributes:
        rubrik: heading.
        bredd: width in characters.
    """

    rubrik: str
    bredd: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to write.

    Attributes:
        namn: name of the sheet; what a sheet's name cannot hold is replaced.
        titel: title of the document, also at its head in print.
        kolumner: from left to right.
        rader: one cell per column; days and moments become days and moments, moments in their own zone.
        skapad: when the document says that it was made, so that the same table gives the same bytes.
    """

    namn: str
    titel: str
    kolumner: tuple[SheetColumn, ...]
    rader: tuple[tuple[Cell, ...], ...]
    skapad: datetime


def to_csv(sheet: Sheet) -> bytes:
    """Give the table as CSV that Swedish Excel opens as it is: UTF-8 with a mark, semicolons, CRLF."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_safe(c.rubrik) for c in sheet.kolumner])
    for row in sheet.rader:
        writer.writerow([_safe(_plain(cell)) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def to_xlsx(sheet: Sheet) -> bytes:
    """Give the table as an Excel file: text as text, days as days, frozen heading, filter, ready to print."""
    from xlsxwriter import Workbook

    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, options) as book:
        book.set_properties({"title": clean(sheet.titel), "created": sheet.skapad.replace(tzinfo=None)})
        page = book.add_worksheet(sheet_name(sheet.namn))
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E6E6E6"})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": DAY, "align": "left", "valign": "top"})
        moment = book.add_format({"num_format": MOMENT, "align": "left", "valign": "top"})
        for at, column in enumerate(sheet.kolumner):
            page.set_column(at, at, column.bredd)
            page.write_string(0, at, cell_text(column.rubrik), head)
        for number, row in enumerate(sheet.rader, 1):
            page.set_row(number, row_height([_plain(cell) for cell in row], [c.bredd for c in sheet.kolumner]))
            for at, cell in enumerate(row):
                if isinstance(cell, date) and cell.year >= _FIRST_YEAR:
                    value = cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell
                    page.write_datetime(number, at, value, moment if isinstance(cell, datetime) else day)
                elif cell is not None:
                    page.write_string(number, at, cell_text(_plain(cell)), text)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(sheet.rader), len(sheet.kolumner) - 1)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.set_header(f"&L{cell_text(sheet.titel).replace('&', '&&')[:200]}")
        page.set_footer("&R&P (&N)")
    return out.getvalue()


def _plain(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case date():
            return cell.isoformat()
        case str():
            return clean(cell)


def _safe(text: str) -> str:
    inside = _AFTER_SEPARATOR.sub(r"\1'", text)
    return f"'{inside}" if text.lstrip().startswith(_FORMULA) else inside


def sheet_name(text: str) -> str:
    """Give text as the name of a sheet: what a name cannot hold is replaced, at most 31 characters.

    A longer text ends at its first comma, or else after a whole word.
    """
    name = _NOT_IN_NAMES.sub(" ", clean(text)).strip().strip("'")
    if len(name) > _LONGEST_NAME:
        name = name.partition(",")[0]
    if len(name) > _LONGEST_NAME:
        name = name[: _LONGEST_NAME + 1].rpartition(" ")[0] or name[:_LONGEST_NAME]
    return name.strip("' ") or "Blad"


def cell_text(text: str) -> str:
    """Give text that a cell can hold: nothing invisible, and cut at what Excel keeps."""
    cleaned = clean(text)
    if len(cleaned.encode("utf-16-le")) <= 2 * _LONGEST_CELL:
        return cleaned
    return cleaned.encode("utf-16-le")[: 2 * (_LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"


def row_height(texts: Sequence[str], widths: Sequence[float]) -> int:
    """Give the height of a row in points; a program that does not fit heights itself would cut wrapped text.

    Args:
        texts: of its cells.
        widths: of their columns, in characters.
    """
    lines = max((_lines(text, _letters(width)) for text, width in zip(texts, widths, strict=True)), default=1)
    return min(lines * _LINE_HEIGHT, _HIGHEST)


def _lines(text: str, width: int) -> int:
    return sum(max(len(wrap(part, width, break_on_hyphens=False)), 1) for part in text.split("\n"))


def _letters(width: float) -> int:
    """Give how many letters surely stand on a line: a column is measured in figures, and long lines even out."""
    return int(max(width, width * 1.1 - 3))
