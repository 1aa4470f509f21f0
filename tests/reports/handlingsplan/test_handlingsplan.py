"""The action plan as a document: every fact of the source is in it, and it reads in every format."""

from __future__ import annotations

import io
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from fyrportfolj.errors import DataError
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.render.catalogue import REPORTS, loaded
from fyrportfolj.render.report import make
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.common import Basis
from tests.render import pdflint
from tests.reports.artefakt.test_artefakt import STAMP, shipped
from tests.reports.officelint import word_faults
from tests.reports.sample import basis

HERE = Path(__file__).parent
FACTS = (HERE / "fakta.txt").read_text("utf-8").splitlines()
"""Names in the source: areas, initiatives and who drives them, goals, phases, steps, documents, bodies, duties."""


@lru_cache(maxsize=1)
def view() -> Any:
    return loaded("handlingsplan").build(shipped(), None)


@lru_cache(maxsize=4)
def made(format_: str) -> bytes:
    return make(loaded("handlingsplan"), format_, view(), templates=Templates(), stamp=STAMP).data


def plain(text: str) -> str:
    """Letters and digits only: line breaks, hyphenation and escapes are the format's own."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", text).replace("\u00ad", "")).casefold()


def text_of(format_: str) -> str:
    data = made(format_)
    if format_ == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    if format_ == "docx":
        document = docx.Document(io.BytesIO(data))
        cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
        return "\n".join([*(p.text for p in document.paragraphs), *cells])
    return re.sub(r"<[^>]+>", " ", data.decode())


def test_the_list_of_facts_is_long() -> None:
    assert len(set(FACTS)) >= 250


@pytest.mark.parametrize("format_", REPORTS["handlingsplan"].format)
def test_every_fact_of_the_source_is_in_the_document(format_: str) -> None:
    whole = plain(text_of(format_))

    assert [fact for fact in FACTS if plain(fact) not in whole] == []


def test_the_pdf_and_the_word_document_read_well() -> None:
    assert pdflint.faults(made("pdf")) == []
    assert word_faults(made("docx")) == []


def test_what_the_plan_does_not_say_is_said() -> None:
    assert "Planen anger inte dagen då planen fastställdes" in made("md").decode()


def test_a_portfolio_without_a_plan_is_told_so() -> None:
    with pytest.raises(DataError, match="ingen handlingsplan"):
        loaded("handlingsplan").build(basis(), None)


def test_an_initiative_that_is_missing_is_shown_as_missing() -> None:
    p = shipped().portfolio
    without = {k: e for k, e in p.initiativ.items() if k != "ai-kundtjanst"}
    poorer = Portfolio(**{**{f: getattr(p, f) for f in p.__dataclass_fields__ if f != "memo"}, "initiativ": without})
    found = loaded("handlingsplan").build(Basis(poorer, shipped().idag, STAMP, "3f9c2ab"), None)
    rows = [row for area in found.omraden for d in area.delomraden if d.initiativ for row in d.initiativ.rader]

    assert ("ai-kundtjanst", "Finns inte i portföljen", "–") in rows
