"""Where a table in a PDF may be cut between two pages."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from fyrportfolj.render.pdf import make_pdf
from fyrportfolj.render.templates import Templates
from tests.render import pdflint

STAMP = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
HEAD = """#import "/gemensamt/fyr.typ": *
#show: dokument.with(titel: "Prov")
"""
ROW = "[rad{nr}], [Ett stycke som är långt nog för att tabellen ska få delas. {more}],"


def pages(body: str) -> list[list[str]]:
    """Give the marks `Rubrik`, `HUVUD`, `rad1` … that stand on each page."""
    looks = b'#let utseende = (accent: "#0b5c7a", logotyp: "", logotyp_text: "")\n'
    assets = {**Templates().assets(("gemensamt",)), "gemensamt/utseende.typ": looks}
    made = make_pdf(HEAD + body, assets, STAMP, "prov/prov.typ.j2")
    assert pdflint.faults(made) == []
    read = PdfReader(io.BytesIO(made)).pages
    return [re.findall(r"Rubrik|HUVUD|rad\d+", page.extract_text()) for page in read]


def table(above: int, rows: int, more: str = "") -> str:
    cells = "\n".join(ROW.format(nr=nr, more=more) for nr in range(1, rows + 1))
    return f"Text\n#v({above}mm)\n= Rubrik\n#tabell((1fr, 3fr), ([HUVUD], [Text]), (\n{cells}\n))\n"


@pytest.mark.parametrize("above", range(176, 224, 4))
def test_a_table_begins_with_two_rows_and_under_its_heading(above: int) -> None:
    first, *others = pages(table(above, 12))

    assert first == [] or first[:4] == ["Rubrik", "HUVUD", "rad1", "rad2"]
    assert [mark for page in (first, *others) for mark in page if mark.startswith("rad")] == [
        f"rad{nr}" for nr in range(1, 13)
    ]
    assert others[0][:2] == (["HUVUD", f"rad{len(first) - 1}"] if first else ["Rubrik", "HUVUD"])


def test_the_places_tried_are_on_both_sides_of_the_limit() -> None:
    told = {len(pages(table(above, 12))[0]) for above in (176, 220)}

    assert min(told) == 0
    assert max(told) >= 4


def test_rows_too_tall_to_stand_together_leave_no_empty_page() -> None:
    first, *_ = pages(table(100, 3, more="Ord som fyller. " * 200))

    assert first[:3] == ["Rubrik", "HUVUD", "rad1"]
