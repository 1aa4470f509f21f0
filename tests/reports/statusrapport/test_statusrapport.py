"""The status report as a document: expected Markdown, and PDF that reads and stays the same."""

from __future__ import annotations

import dataclasses
import io
import os
import re
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from fyrportfolj.errors import DataError, UsageError
from fyrportfolj.render.catalogue import REPORTS, find_report, loaded
from fyrportfolj.render.fonts import Missing
from fyrportfolj.render.report import Document, make
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.common import Basis
from fyrportfolj.render.views.status import StatusView
from fyrportfolj.resources import resource
from fyrportfolj.store.load import load
from fyrportfolj.store.source import WorkingTree
from tests.render import pdflint
from tests.render.hostile import HOSTILE
from tests.reports.sample import STAMP, TODAY, basis, entry, portfolio
from tests.reports.sample_project import PROJECT
from tests.support.golden import Golden

HERE = Path(__file__).parent
REPORT = loaded("statusrapport")
TEMPLATES = Templates()


def view(**project: Any) -> StatusView:
    p = portfolio({**PROJECT, **project})
    built: StatusView = REPORT.build(basis(p), entry(p))
    return built


def made(format_: str, v: StatusView | None = None, templates: Templates = TEMPLATES) -> Document:
    return make(REPORT, format_, v or view(), templates=templates, stamp=STAMP)


def shipped_basis(today: date | None = None) -> Basis:
    loaded = load(WorkingTree(resource("portfolio-data")))
    assert loaded.portfolio is not None
    day = today or loaded.portfolio.today(TODAY)
    return Basis(loaded.portfolio, day, datetime(2026, 11, 20, 12, tzinfo=UTC), "3f9c2ab")


def test_the_markdown_is_as_expected(golden: Golden) -> None:
    golden.same(HERE / "exempel.md", made("md").data.decode())


def test_the_pre_study_of_the_sources_is_as_expected(golden: Golden) -> None:
    there = shipped_basis()
    built = REPORT.build(there, there.portfolio.undertaking("digital-motor-fyrbodal"))
    golden.same(HERE / "digital-motor-fyrbodal.md", made("md", built).data.decode())


@pytest.mark.parametrize("format_", ["md", "pdf"])
def test_the_same_view_gives_the_same_bytes(format_: str) -> None:
    assert made(format_).data == made(format_, templates=Templates()).data


def test_the_pdf_is_archivable_and_accessible() -> None:
    assert pdflint.faults(made("pdf").data) == []


def test_the_pdf_holds_its_tables_charts_and_headings() -> None:
    with pikepdf.open(io.BytesIO(made("pdf").data)) as document:
        headings = pdflint.structure(document, "/H1")
        figures = pdflint.structure(document, "/Figure")
        tables = pdflint.structure(document, "/Table")
        assert str(document.docinfo["/Title"]) == "Statusrapport – Förstudie gemensam motor"
    assert len(headings) == 8
    assert len(tables) == 8
    alts = [str(f.get("/Alt", "")) for f in figures]
    assert any(a.startswith("Tidplan vecka") and "M2 Omvärldsanalys klar" in a for a in alts)
    assert any(a.startswith("Stapel: ") and "605\u00a0000\u00a0kr" in a for a in alts)


def _tables(markdown: str) -> list[list[list[str]]]:
    """Read the tables back with an independent reader: rows of cell texts."""
    tables: list[list[list[str]]] = []
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    for before, token in pairwise(tokens):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif before.type in ("th_open", "td_open"):
            tables[-1][-1].append("".join(c.content for c in token.children or []))
    return tables


def test_every_markdown_table_has_rows_as_wide_as_its_head() -> None:
    tables = _tables(made("md").data.decode())
    assert len(tables) == 11
    for table in tables:
        assert {len(row) for row in table} == {len(table[0])}
    matrix = next(t for t in tables if t[0][0] == "S och K")
    assert matrix[1] == ["S 5", "Låg 5", "Medel 10", "Hög 15", "Hög 20: R3", "Hög 25"]


def _poisoned(value: Any, text: str) -> Any:
    """Give the view with the text added to everything that a person has written."""
    if isinstance(value, str):
        return f"{text} {value} {text}"
    if isinstance(value, tuple):
        return tuple(_poisoned(v, text) for v in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kept = ("kod", "ton", "lage", "tecken")
        changes = {
            f.name: _poisoned(getattr(value, f.name), text)
            for f in dataclasses.fields(value)
            if not (f.name in kept and isinstance(getattr(value, f.name), str))
        }
        return dataclasses.replace(value, **changes)
    return value


@pytest.mark.slow
@pytest.mark.parametrize("text", [t for t in HOSTILE if len(t) < 100])
def test_hostile_text_in_every_field_changes_neither_structure(text: str) -> None:
    poisoned = _poisoned(view(), text)
    document = made("pdf", poisoned)
    assert pdflint.faults(document.data) == []
    html = MarkdownIt("commonmark").enable("table").render(made("md", poisoned).data.decode())
    shape = re.findall(r"</?(?:h\d|table|tr|a|img|script|code|em)\b", html)
    plain = MarkdownIt("commonmark").enable("table").render(made("md").data.decode())
    assert shape == re.findall(r"</?(?:h\d|table|tr|a|img|script|code|em)\b", plain)


@settings(max_examples=15 if os.environ.get("FYR_STOR") == "1" else 6, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60))
def test_any_text_at_all_makes_both_documents(text: str) -> None:
    poisoned = _poisoned(view(), text)
    assert made("md", poisoned).data
    assert made("pdf", poisoned).data.startswith(b"%PDF")


def test_a_character_without_a_font_is_shown_as_its_code_and_reported() -> None:
    document = made("pdf", view(namn="Digital \U0001f600 motor"))
    assert document.ersatta == (Missing("namn", "U+1F600"), Missing("titel", "U+1F600"))
    assert made("pdf").ersatta == ()


def test_an_example_says_so_in_both_formats() -> None:
    assert "Exempel – påhittat innehåll" in made("md").data.decode()
    assert "Exempel" not in made("md", view(exempel=False)).data.decode()


@pytest.mark.parametrize(
    "left_out",
    [
        "risker",
        "deltagare",
        "aktiviteter",
        "milstolpar",
        "finansiering",
        "moten",
        "artefakter",
        "beslut",
        "diarienummer",
    ],
)
@pytest.mark.parametrize("format_", ["md", "pdf"])
def test_a_file_with_less_in_it_still_makes_a_whole_report(left_out: str, format_: str) -> None:
    p = portfolio({k: v for k, v in PROJECT.items() if k != left_out})
    document = made(format_, REPORT.build(basis(p), entry(p)))
    if format_ == "pdf":
        assert pdflint.faults(document.data) == []
    else:
        assert "None" not in document.data.decode()


def test_a_portfolios_own_template_and_look_win(tmp_path: Path) -> None:
    own = tmp_path / "templates/statusrapport"
    own.mkdir(parents=True)
    (own / "statusrapport.md.j2").write_text("# Vår rapport om {{ rapport.namn }}\n")
    assert made("md", templates=Templates(tmp_path)).data == "# Vår rapport om Förstudie gemensam motor\n".encode()
    (tmp_path / "templates/gemensamt").mkdir()
    shipped = (resource("templates") / "gemensamt/fyr.typ").read_text("utf-8")
    (tmp_path / "templates/gemensamt/fyr.typ").write_text(shipped.replace("utseende.accent", '"#1d4e2a"'), "utf-8")
    green = made("pdf", templates=Templates(tmp_path)).data
    assert green != made("pdf").data
    assert pdflint.faults(green) == []


def test_a_mistake_in_the_portfolios_look_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "templates/gemensamt").mkdir(parents=True)
    (tmp_path / "templates/gemensamt/fyr.typ").write_text("#let dokument = \n")
    with pytest.raises(DataError, match="PDF:en går inte att göra"):
        made("pdf", templates=Templates(tmp_path))


@pytest.mark.parametrize(
    ("slug", "format_", "message", "help_"),
    [
        ("statusraport", "md", "Rapporten statusraport finns inte.", "statusrapport"),
        ("statusrapport", "odt", "Rapporten statusrapport finns inte som odt.", "md, html, pdf"),
    ],
)
def test_an_unknown_report_or_format_names_what_there_is(slug: str, format_: str, message: str, help_: str) -> None:
    with pytest.raises(UsageError) as failure:
        find_report(slug, format_)
    assert str(failure.value.message) == message
    assert help_ in str(failure.value.help)


def test_the_report_asks_for_an_undertaking() -> None:
    with pytest.raises(UsageError, match="gäller ett initiativ eller projekt"):
        REPORT.build(basis(), None)


def test_every_report_in_the_table_has_its_templates() -> None:
    folder = resource("templates")
    for report in (r for r in REPORTS.values() if r.modul == ""):
        names = {p.name for p in (folder / report.slug).glob("*.j2")}
        assert f"{report.slug}.j2" in names or {f"{report.slug}.{s}.j2" for s in ("md", "typ")} <= names


@pytest.mark.slow
def test_every_undertaking_of_the_shipped_portfolio_makes_both_documents() -> None:
    there = shipped_basis()
    for found in there.portfolio.undertakings():
        built = REPORT.build(there, found)
        assert made("md", built).data.startswith(b"# Statusrapport")
        document = made("pdf", built)
        assert (found.modell.id, pdflint.faults(document.data), document.ersatta) == (found.modell.id, [], ())
