"""What a report says in Markdown it says in Word and on the page too: a part that loses text in one format is seen."""

from __future__ import annotations

import html
import io
import re
import zipfile

import pytest

from fyrportfolj.render.catalogue import loaded
from fyrportfolj.render.report import make
from fyrportfolj.render.templates import Templates
from tests.reports.artefakt.test_artefakt import STAMP, shipped

CASES = (
    ("remissforfragan", "exempel-remiss-av-handlingsplan-2024"),
    ("yttranderapport", "exempel-remiss-av-handlingsplan-2024"),
    ("beslutsunderlag", "exempel-digital-samhallsbyggnad"),
    ("protokollsutdrag", "exempel-digital-samhallsbyggnad"),
    ("nyttorealiseringsplan", "exempel-inforande-trygghetslarm"),
    ("styrgruppsmote", "digital-motor-fyrbodal"),
    ("handlingsplan", None),
    ("utlysningar", None),
)
HEADS = frozenset({"Uppgift", "Värde", "Tal", "Anmärkning"})
"""Headings of tables of facts, which are lists of terms on a page."""


def words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-zÅÄÖåäöé0-9]{3,}", text)) - HEADS


def word_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(n).decode() for n in package.namelist() if re.match(r"word/(document|header\d).xml", n)]
    shown = " ".join(re.sub(r"</w:p>|</w:tc>|<w:br/>", " ", part) for part in parts)
    described = " ".join(re.findall(r'descr="([^"]*)"', shown))
    return html.unescape(re.sub(r"<[^>]+>", "", shown) + " " + described)


def page_text(data: bytes) -> str:
    shown = re.sub(r"<style>.*?</style>", " ", data.decode(), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", shown))


@pytest.mark.parametrize(("slug", "id_"), CASES)
def test_no_format_loses_a_word(slug: str, id_: str | None) -> None:
    there = shipped()
    report, templates = loaded(slug), Templates()
    view = report.build(there, there.portfolio.undertaking(id_) if id_ else None)
    made = {f: make(report, f, view, templates=templates, stamp=STAMP).data for f in ("md", "docx", "html")}
    said = words(made["md"].decode().replace("\\", ""))

    assert len(said) > 30
    assert said - words(word_text(made["docx"])) == set()
    assert said - words(page_text(made["html"])) == set()


def test_a_page_break_in_word_leaves_no_empty_page() -> None:
    there = shipped()
    report = loaded("handlingsplan")
    data = make(report, "docx", report.build(there, None), templates=Templates(), stamp=STAMP).data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = package.read("word/document.xml").decode()

    assert "<w:pageBreakBefore/>" in body
    assert 'w:br w:type="page"' not in body
