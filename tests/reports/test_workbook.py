"""The workbooks: what people wrote is text, days are days, and the level follows the figures."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime
from typing import Any, get_args
from xml.etree import ElementTree as ET

import pytest

from fyrportfolj.model.risks import Riskstatus
from fyrportfolj.render.catalogue import loaded
from fyrportfolj.render.report import make
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.common import Basis, Fact, Foot, Head
from fyrportfolj.render.views.grids import Grid, GridColumn, Product, Step, grid_of
from fyrportfolj.render.views.tables import Table
from fyrportfolj.render.workbook import make_workbook
from fyrportfolj.rules import risk as rules
from tests.reports.artefakt.test_artefakt import STAMP, shipped

NS = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
EVIL = '"&HYPERLINK("http://x","y")&"'
STEPS = (Step("Låg", 1, 4, "lag"), Step(EVIL, 5, 25, "hog"))
LEVELS = Grid("Ni'våer", (GridColumn("Nivå", 9), GridColumn("Från", 9, "tal")), tuple((s.namn, s.fran) for s in STEPS))


def head() -> Head:
    facts = (Fact("A", "=1+1"),)
    return Head("Prov & co", "Prov", "Prov", "Prov", "", "", exempel=False, fakta=facts, fot=Foot("", "", "", "Källa"))


def pages(data: bytes) -> list[ET.Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = sorted((n for n in book.namelist() if "worksheets/sheet" in n), key=lambda n: (len(n), n))
        return [ET.fromstring(book.read(n)) for n in names]  # noqa: S314  (our own file)


def formulas(page: ET.Element) -> list[str]:
    return [str(f.text) for f in page.iterfind(".//s:f", NS)]


def risks() -> Grid:
    factors = (GridColumn(name, 9, "tal", (1, 2, 3, 4, 5)) for name in "SK")
    columns = (*factors, GridColumn("Värde", 9, "tal"), GridColumn("Nivå", 9), GridColumn("Hot", 9))
    rows = ((2, 2, 4, "Låg", "=cmd|' /C calc'!A0"), (5, 5, 25, EVIL, "+1"))
    return Grid("Risker", columns, rows, Product((0, 1), 2, 3, STEPS, "Ni'våer"))


def report(slug: str, id_: str | None = None, basis: Basis | None = None) -> list[ET.Element]:
    there = basis or shipped()
    view = loaded(slug).build(there, there.portfolio.undertaking(id_) if id_ else None)
    return pages(make(loaded(slug), "xlsx", view, templates=Templates(), stamp=STAMP).data)


def test_the_level_is_looked_up_and_nothing_that_people_wrote_is_in_a_formula() -> None:
    _, page, _ = pages(make_workbook(head(), (risks(), LEVELS), datetime(2026, 11, 20, tzinfo=UTC)))

    assert formulas(page) == [
        "A2*B2",
        "LOOKUP(C2,'Ni''våer'!$B$2:$B$3,'Ni''våer'!$A$2:$A$3)",
        "A3*B3",
        "LOOKUP(C3,'Ni''våer'!$B$2:$B$3,'Ni''våer'!$A$2:$A$3)",
    ]
    cached = [c.findtext("s:v", "", NS) for c in page.iterfind(".//s:c", NS) if c.find("s:f", NS) is not None]
    assert cached == ["4", "Låg", "25", EVIL]
    ruled = {f.text for f in page.iterfind(".//s:cfRule/s:formula", NS)}
    assert ruled == {"AND($C2>=1,$C2<=4)", "AND($C2>=5,$C2<=25)"}


def test_figures_can_only_be_chosen_from_the_list() -> None:
    _, page, _ = pages(make_workbook(head(), (risks(), LEVELS), datetime(2026, 11, 20, tzinfo=UTC)))

    held = {v.get("sqref"): v.findtext("s:formula1", "", NS) for v in page.iterfind(".//s:dataValidation", NS)}
    assert held == {"A2:A3": '"1,2,3,4,5"', "B2:B3": '"1,2,3,4,5"'}


def test_days_are_days_and_what_is_none_stays_text() -> None:
    table = Table("Tider", ("Vad", "Dag"), (("2026-01-01", "2026-11-20"), ("b", "–")))
    grid = grid_of(table, (1,))

    assert grid.rader == (("2026-01-01", date(2026, 11, 20)), ("b", "–"))
    _, page = pages(make_workbook(head(), (grid,), datetime(2026, 11, 20, tzinfo=UTC)))
    kinds = {str(c.get("r")): c.get("t", "n") for c in page.iterfind(".//s:c", NS)}
    assert (kinds["A2"], kinds["B2"], kinds["B3"]) == ("s", "n", "s")


def test_the_register_has_every_risk_and_the_lists_of_its_words() -> None:
    p = shipped().portfolio
    page = report("riskregister")[1]

    rows = page.findall(".//s:row", NS)
    assert len(rows) - 1 == sum(len(e.modell.risker) for e in p.undertakings())
    lists = [v.findtext("s:formula1", "", NS) for v in page.iterfind(".//s:dataValidation", NS)]
    assert [len(x.split(",")) for x in lists] == [5, 5, len(get_args(Riskstatus)), 4]
    assert len(formulas(page)) == 2 * (len(rows) - 1)
    assert max(len(x) for x in lists) <= 257


@pytest.mark.parametrize("id_", [None, "exempel-digital-bygglovsprocess"])
def test_a_level_that_excel_looks_up_is_the_level_of_the_rules(id_: str | None) -> None:
    there = shipped()
    view = loaded("riskregister").build(there, there.portfolio.undertaking(id_) if id_ else None)
    levels = [(int(row[1]), row[0].text) for row in view.steg.rader]
    policy = there.portfolio.fyr.modell.policy.risk

    for value in rules.REACHABLE:
        found = [name for low, name in levels if low <= value][-1]
        assert found == getattr(rules.level(policy, value), "namn", None)


@pytest.mark.parametrize("slug", ["riskregister", "tidplan", "beslutslogg"])
def test_every_sheet_can_be_read_on_screen_and_on_paper(slug: str) -> None:
    for page in report(slug)[1:]:
        pane = page.find(".//s:pane", NS)
        assert pane is not None
        assert pane.get("state") == "frozen"
        setup: Any = page.find("s:pageSetup", NS)
        assert setup.get("orientation") == "landscape"
        assert (setup.get("fitToHeight"), setup.get("paperSize") in {"8", "9"}) == ("0", True)
        assert page.find("s:autoFilter", NS) is not None
        assert re.match(r"^&L\S", page.findtext(".//s:oddHeader", "", NS))
