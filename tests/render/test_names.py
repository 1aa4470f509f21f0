"""Keys in a document become names: of undertakings, decisions, payers and the portfolio's owner."""

from __future__ import annotations

import pytest

from fyrportfolj.messages import T
from fyrportfolj.model.artefacts import artefact_rows
from fyrportfolj.render.catalogue import REPORTS, loaded
from fyrportfolj.render.sheet import sheet_name
from fyrportfolj.render.views.artefact_document import ArtefactView, artefact_view
from fyrportfolj.render.views.common import Names
from fyrportfolj.render.views.tables import Cell, Table, fitted
from tests.reports.artefakt.test_artefakt import shipped


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(shipped().portfolio)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("2025-12-11-programstyrgrupp", "2025-12-11 av Programstyrgrupp"),
        ("2026-01-28-kommunledning-lysekil", "2026-01-28 av Kommunledning, Lysekil"),
        ("2024-12-18-kommunfullmaktige-dals-ed-2", "2024-12-18 av Kommunfullmäktige, Dals-Ed"),
        ("2025-12-11-okand_grupp", "2025-12-11-okand_grupp"),
    ],
)
def test_a_decision_is_named_by_its_day_and_body(names: Names, key: str, name: str) -> None:
    assert names.decision(key) == name


def test_a_sentence_of_the_rules_names_what_it_mentions(names: Names) -> None:
    said = names.said(T("pågår: {projekt}", projekt=("exempel-digital-kartgrund", "annat")))

    assert said == "pågår: Digital kartgrund och annat"


def test_those_without_a_register_are_named_as_they_are_where_they_pay(names: Names) -> None:
    assert names.party("vastra-gotalandsregionen") == "Västra Götalandsregionen"
    assert names.party("fyrbodals-kommunalforbund") == "Fyrbodals kommunalförbund"
    assert names.party("helt_okand") == "Helt okand"


def documents() -> list[ArtefactView]:
    there = shipped()
    return [
        artefact_view(there, e, slug)
        for e in there.portfolio.undertakings()
        for slug in {slug for slug, _, _ in artefact_rows(e.modell.artefakter)}
        if REPORTS[slug].modul == "artefakt"
    ]


def texts(view: ArtefactView) -> list[str]:
    found: list[str] = []
    for part in view.avsnitt:
        found += [part.rubrik, *part.punkter, *(f.varde for f in part.fakta)]
        for row in part.tabell.rader if part.tabell else ():
            found += [t for c in row for t in ((c.text, *c.under) if isinstance(c, Cell) else (c,))]
    return found


def test_no_document_of_the_example_shows_a_key_or_a_misplaced_full_stop() -> None:
    portfolio = shipped().portfolio
    own = {e.modell.id: e.modell.namn for e in portfolio.undertakings()}
    named = own | {key: e.namn for key, e in portfolio.externa_initiativ.items()}
    keys = {key for key in named if "-" in key}
    shown = [text for view in documents() for text in texts(view) if text not in named.values()]

    assert len(shown) > 500
    assert [t for t in shown if {w.casefold().strip(".,;") for w in t.split()} & keys] == []
    assert [t for t in shown if ".," in t or t.startswith("1 personer")] == []


def test_a_summary_comes_first_and_rows_within_rows_are_tables() -> None:
    there = shipped()
    entry = there.portfolio.undertaking("exempel-inforande-trygghetslarm")
    assert entry is not None
    plan = artefact_view(there, entry, "nyttorealiseringsplan")
    programme = there.portfolio.undertaking("exempel-gemensam-trygghetsjour")
    assert programme is not None

    book = next(s.tabell for s in plan.avsnitt if s.rubrik == "Huvudbok")
    assert book is not None
    assert book.rubriker[:3] == ("Kommun", "År", "Planerat")
    assert [s.niva for s in plan.avsnitt if s.rubrik in ("Nyttor", "N1 Färre jourplatser på natten", "Huvudbok")] == [
        1,
        2,
        3,
    ]
    assert artefact_view(there, programme, "programplan").avsnitt[0].rubrik == "Sammanfattning"


def test_no_column_of_the_register_cuts_a_level_or_a_day() -> None:
    register = loaded("riskregister").build(shipped(), None)
    widths = dict(zip(register.risker.rubriker, register.risker.vikter, strict=True))

    assert widths["Värde"] >= 10 * len("Medel 12")
    assert widths["Åtgärd"] >= widths["Får besluta"]


def test_a_few_long_words_do_not_take_the_room_of_running_text() -> None:
    long = "Digitaliseringsstrateg"
    text = "Ett stycke som en läsare ska orka läsa, och som därför behöver bredd. " * 3
    room = dict(
        zip("abcd", fitted(Table("Prov", ("A", "B", "C", "D"), (("x", text, long, long),) * 4)).vikter, strict=True)
    )

    assert room["b"] > room["c"] == room["d"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Öppna risker", "Öppna risker"),
        ("Bengtsfors, procent av kapaciteten", "Bengtsfors"),
        ("Vem som betalar och vem som får nyttan", "Vem som betalar och vem som får"),
        ("Gemensamtsäkerhetsövervakningsprojekt", "Gemensamtsäkerhetsövervakningspr"[:31]),
    ],
)
def test_a_sheet_is_named_with_whole_words(title: str, name: str) -> None:
    assert sheet_name(title) == name
