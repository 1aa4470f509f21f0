"""The steering meeting: every fact of the source's meeting stands on the slides and in the paper."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pypdf import PdfReader

from fyrportfolj.render.catalogue import REPORTS, loaded
from fyrportfolj.render.report import make
from fyrportfolj.render.templates import Templates
from tests.render import pdflint
from tests.render.hostile import HOSTILE
from tests.reports.artefakt.test_artefakt import STAMP, shipped
from tests.reports.handlingsplan.test_handlingsplan import plain
from tests.reports.officelint import deck_faults
from tests.reports.sample import basis, entry, portfolio
from tests.reports.sample_project import PROJECT

HERE = Path(__file__).parent
FACTS = (HERE / "fakta.txt").read_text("utf-8").splitlines()
"""What the source's meeting shows: agenda, purpose, goals, figures, days, activities, capabilities, risks, proposal."""

REPORT = loaded("styrgruppsmote")


def view(id_: str = "digital-motor-fyrbodal") -> Any:
    return REPORT.build(shipped(), shipped().portfolio.undertaking(id_))


@lru_cache(maxsize=8)
def made(format_: str) -> bytes:
    return make(REPORT, format_, view(), templates=Templates(), stamp=STAMP).data


def deck_text(data: bytes) -> str:
    found: list[str] = []

    def texts(shapes: Any) -> None:
        for shape in shapes:
            if shape.shape_type is not None and hasattr(shape, "shapes"):
                texts(shape.shapes)
            elif shape.has_text_frame:
                found.append(shape.text_frame.text)
            elif shape.has_table:
                found.extend(cell.text for row in shape.table.rows for cell in row.cells)

    for slide in Presentation(io.BytesIO(data)).slides:
        texts(slide.shapes)
    return "\n".join(found)


@pytest.mark.parametrize("format_", ["pptx", "pdf", "md"])
def test_every_fact_of_the_meeting_is_in_the_material(format_: str) -> None:
    data = made(format_)
    if format_ == "pptx":
        text = deck_text(data)
    elif format_ == "pdf":
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    else:
        text = data.decode()
    whole = plain(text)

    assert [fact for fact in FACTS if plain(fact) not in whole] == []


def test_the_list_of_facts_is_long() -> None:
    assert len(set(FACTS)) >= 110


@pytest.mark.parametrize("id_", ["digital-motor-fyrbodal", "exempel-digital-samhallsbyggnad", "ai-kundtjanst"])
def test_deck_and_paper_read_well(id_: str) -> None:
    built = view(id_)
    files = {f: make(REPORT, f, built, templates=Templates(), stamp=STAMP).data for f in ("pptx", "pdf")}

    assert deck_faults(files["pptx"]) == []
    assert pdflint.faults(files["pdf"]) == []


@pytest.mark.parametrize("format_", REPORTS["styrgruppsmote"].format)
def test_the_same_meeting_gives_the_same_bytes(format_: str) -> None:
    assert make(REPORT, format_, view(), templates=Templates(), stamp=STAMP).data == made(format_)


def test_a_meeting_that_nobody_has_planned_is_said() -> None:
    built = view("ai-kundtjanst")

    assert not built.finns
    assert "Inget möte är planerat" in make(REPORT, "md", built, templates=Templates(), stamp=STAMP).data.decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_on_a_slide(text: str) -> None:
    line = " ".join(text.split())[:250].strip() or "x"
    try:
        p = portfolio({**PROJECT, "namn": line})
    except ValueError:
        pytest.skip("the model refuses such a name")
    data = make(REPORT, "pptx", REPORT.build(basis(p), entry(p)), templates=Templates(), stamp=STAMP).data

    assert deck_faults(data) == []
