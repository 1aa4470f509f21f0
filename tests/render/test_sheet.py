"""Spreadsheets: no cell is ever run, days are days, the same table gives the same bytes."""

from __future__ import annotations

import csv
import re
import time
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fyrportfolj.render.escape import clean
from fyrportfolj.render.sheet import Cell, Sheet, SheetColumn, to_csv, to_xlsx

NS = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
WHEN = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
DANGEROUS = ("=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", '=HYPERLINK("http://x")')


def sheet(*rows: tuple[Cell, ...], namn: str = "Beslutslogg", columns: int = 2) -> Sheet:
    heads = tuple(SheetColumn(f"Kolumn {n}", 12) for n in range(columns))
    return Sheet(namn, "Beslutslogg för Skärgården & co", heads, rows, WHEN)


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def cells(data: bytes) -> list[list[tuple[str, str]]]:
    """Kind and value of each cell, row by row; a shared string is looked up."""
    held = parts(data)
    shared = ET.fromstring(held["xl/sharedStrings.xml"])  # noqa: S314  (our own file)
    strings = ["".join(si.itertext()) for si in shared.findall("s:si", NS)]
    found = []
    page = ET.fromstring(held["xl/worksheets/sheet1.xml"])  # noqa: S314  (our own file)
    for row in page.iterfind(".//s:row", NS):
        line = []
        for c in row.findall("s:c", NS):
            kind, value = c.get("t", "n"), c.findtext("s:v", "", NS)
            line.append((kind, strings[int(value)] if kind == "s" else value))
        found.append(line)
    return found


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_cell_that_looks_like_a_formula_is_text(text: str) -> None:
    made = sheet((text, "x"))

    assert "<f>" not in parts(to_xlsx(made))["xl/worksheets/sheet1.xml"]
    assert cells(to_xlsx(made))[1][0] == ("s", clean(text))
    assert not re.match(r"[=+\-@\t\r\n＝]", read_csv(to_csv(made))[1][0])


def test_an_address_is_no_link_and_digits_no_number() -> None:
    data = to_xlsx(sheet(("https://kommunen.example", "0123")))

    assert cells(data)[1] == [("s", "https://kommunen.example"), ("s", "0123")]
    assert not [name for name in parts(data) if "rels/sheet" in name]


def test_days_and_moments_are_days_and_moments() -> None:
    data = to_xlsx(sheet((date(2026, 11, 20), WHEN), (None, date(1850, 1, 1))))

    assert cells(data)[1] == [("n", "46346"), ("n", "46346.52083333334")]
    assert cells(data)[2] == [("s", "1850-01-01")]
    formats = re.findall(r'formatCode="([^"]+)"', parts(data)["xl/styles.xml"])
    assert formats == ["[$-41D]yyyy-mm-dd", "[$-41D]yyyy-mm-dd hh:mm"]


def test_heading_stands_still_and_can_be_filtered_and_printed() -> None:
    data = parts(to_xlsx(sheet(("a", "b"), ("c", "d"))))
    page = data["xl/worksheets/sheet1.xml"]

    assert 'ySplit="1"' in page
    assert 'state="frozen"' in page
    assert '<autoFilter ref="A1:B3"/>' in page
    assert 'orientation="landscape"' in page
    assert 'paperSize="9"' in page
    assert 'fitToHeight="0"' in page
    assert "Print_Titles" in data["xl/workbook.xml"]
    assert "Skärgården &amp;&amp; co" in page
    assert 'width="12' in page


def test_the_same_table_gives_the_same_bytes() -> None:
    made = sheet(("a", date(2026, 1, 1)))
    first = to_xlsx(made)
    time.sleep(1.1)

    assert to_xlsx(made) == first
    assert "2026-11-20T12:30:00Z" in parts(first)["docProps/core.xml"]


@pytest.mark.parametrize(
    ("asked", "given"),
    [("Beslut [a]:*?/\\", "Beslut  a"), ("'x'", "x"), ("", "Blad"), ("å" * 40, "å" * 31), ("\x07", "Blad")],
)
def test_the_name_of_the_sheet_is_one_that_excel_takes(asked: str, given: str) -> None:
    book = parts(to_xlsx(sheet(("a", "b"), namn=asked)))["xl/workbook.xml"]

    assert re.findall(r'<sheet name="([^"]*)"', book) == [given]


def test_a_very_long_text_is_cut_and_says_so() -> None:
    long = "å" * 40_000 + "slut"

    (_, value) = cells(to_xlsx(sheet((long, ""))))[1][0]

    assert len(value) == 32_767
    assert value.endswith("…")
    assert read_csv(to_csv(sheet((long, ""))))[1][0] == long


def test_csv_is_what_swedish_excel_opens() -> None:
    data = to_csv(sheet(("Åmål; Öckerö", "a\nb"), (date(2026, 1, 2), WHEN)))

    assert data.startswith(b"\xef\xbb\xbfKolumn 0;Kolumn 1\r\n")
    assert read_csv(data)[1:] == [["Åmål; Öckerö", "a\nb"], ["2026-01-02", "2026-11-20 12:30"]]


def test_control_and_direction_characters_are_gone() -> None:
    hostile = "a\x00b\x1b[2J\u202ec\ud800"

    assert cells(to_xlsx(sheet((hostile, ""))))[1][0] == ("s", "ab[2Jc")
    assert read_csv(to_csv(sheet((hostile, ""))))[1][0] == "ab[2Jc"


@given(rows=st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), max_size=5))
@example(rows=[("", ",="), ("'=1", "a;=b")])
def test_any_text_comes_back_and_none_is_a_formula(rows: list[tuple[str, str]]) -> None:
    made = sheet(*rows)
    data = to_csv(made)

    back = read_csv(data)[1:]
    # The guard adds apostrophes, before the text and after separators inside it, and takes nothing away.
    assert [[c.replace("'", "") for c in row] for row in back] == [
        [clean(c).replace("'", "") for c in row] for row in rows
    ]
    assert not [c for row in back for c in row if c[:1] in {"=", "+", "-", "@", "\t", "\r"}]
    assert "<f>" not in parts(to_xlsx(made))["xl/worksheets/sheet1.xml"]
