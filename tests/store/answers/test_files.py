"""What came in as files: read by its content, refused with a reason, and never an exception."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from fyrportfolj.model.remiss_answers import Question
from fyrportfolj.render.answer_forms import form_base
from fyrportfolj.render.pdf import make_pdf
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.remiss_form import Choice, FormView
from fyrportfolj.render.word_form import make_word_form
from fyrportfolj.store.answers.files import read_file

STAMP = datetime(2024, 6, 17, tzinfo=UTC)
FORM = FormView(
    remiss="remissen",
    instans="amal",
    namn="Åmåls kommun",
    agare="Förbundet",
    avsandare="Strategen",
    rubrik="Planen",
    handling="Planen, version 0.7",
    sha256="a" * 64,
    sha_kort="a" * 16,
    diarienummer="",
    sista="13 augusti 2024",
    om_svaren="",
    fragor=(Question("F1", "Rutt", "Är rutten rätt?"),),
    val=(Choice("avstyrker", "Avstyrker"),),
    exempel=False,
    fot="",
)
BASE = form_base(FORM, Templates(), STAMP)
KNOWN = {"remiss": "remissen", "instans": "amal", "handling_sha256": "a" * 64}


def word_form() -> bytes:
    return make_word_form(BASE, FORM, STAMP)


def repacked(data: bytes, change: tuple[str, str]) -> bytes:
    """Give the Word form with its text changed by a pattern."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in package.namelist():
            part = package.read(name)
            if name == "word/document.xml":
                part = re.sub(change[0], change[1], part.decode(), flags=re.DOTALL).encode()
            target.writestr(name, part)
    return out.getvalue()


def test_an_untouched_word_form_says_only_what_it_was_sent_with() -> None:
    came = read_file("svar.docx", word_form())
    assert (came.vag, came.skal, came.falt) == ("word", None, KNOWN)
    assert word_form() == word_form()


def test_a_word_form_that_lost_its_controls_is_read_by_its_rows() -> None:
    flat = repacked(word_form(), (r"<w:sdt>.*?<w:sdtContent>(.*?)</w:sdtContent></w:sdt>", r"\1"))
    typed = repacked(flat, (r"(F1 ställningstagande</w:t>.*?)\[Välj i listan\]", r"\1avstyrker"))
    fields = read_file("svar.docx", typed).falt
    assert {k: fields[k] for k in KNOWN} == KNOWN
    assert fields["svar"][0] == {"fraga": "F1", "stallningstagande": "avstyrker"}
    assert "organets_namn" not in fields


def written(data: bytes) -> bytes:
    """Give the Word form with the first question answered, as a program does that leaves the mark of an empty field."""
    pattern = r'(<w:tag w:val="svar\.F1\.synpunkt"/>.*?<w:t>)\[Skriv här\]'
    return repacked(data, (pattern, r"\1Rutten är lång."))


def test_what_is_written_in_a_field_counts_though_it_is_marked_as_empty() -> None:
    form = written(word_form())
    assert b"showingPlcHdr" in zipfile.ZipFile(io.BytesIO(form)).read("word/document.xml")
    assert read_file("svar.docx", form).falt == KNOWN | {"svar": [{"fraga": "F1", "synpunkt": "Rutten är lång."}]}


def test_the_words_that_word_puts_in_an_emptied_field_are_no_opinion() -> None:
    form = repacked(word_form(), (r"\[Skriv här\]", "Klicka eller tryck här för att ange text."))
    assert read_file("svar.docx", form).falt == KNOWN


def test_a_comment_in_the_margin_of_a_word_form_is_an_opinion() -> None:
    document = Document(io.BytesIO(written(word_form())))
    asked = next(p for p in document.paragraphs if p.text == "Är rutten rätt?")
    document.add_comment(asked.runs, text="Frågan är oklar.", author="Kansliet")
    document.add_comment(asked.runs, text=" ", author="Kansliet")
    out = io.BytesIO()
    document.save(out)
    assert read_file("svar.docx", out.getvalue()).falt["svar"] == [
        {"fraga": "F1", "synpunkt": "Rutten är lång."},
        {"synpunkt": "Frågan är oklar.", "hanvisning": "Kommentar vid ”Är rutten rätt?”"},
    ]


def test_the_text_of_a_pdf_is_read_when_it_says_what_it_is() -> None:
    head = '#set text(lang: "sv")\n#set document(title: "Prov")\n'
    said = head + "Kommun: Åmål\n\nStällning: avstyrker\n\nF1: Rutten är fel.\n"
    came = read_file("beslut.pdf", make_pdf(said, {}, STAMP, "prov"))
    assert came.falt["stallningstagande"] == "avstyrker"
    assert came.falt["instans"] == "Åmål"
    silent = read_file("protokoll", make_pdf(f"{head}= Protokoll\nBeredning: klar", {}, STAMP, "prov"))
    assert (silent.vag, silent.falt, silent.hel) == ("pdf", {}, True)
    assert "inget ställningstagande" in str(silent.skal)


@pytest.mark.parametrize(
    ("name", "data", "reason", "whole"),
    [
        ("a.json", b"{}", "ingen svarsfil", False),
        ("a.json", b"[1", "inte hel JSON", False),
        ("a.json", b"[" * 100_000, "inte hel JSON", False),
        ("a.docx", b"PK\x03\x04", "inte att läsa som ett Word", True),
        ("a.pdf", b"%PDF-1.7 \x00", "inte att läsa som PDF", False),
        ("a.yaml", b"a: [", "inte att läsa som YAML", False),
        ("a.txt", b"\xff\xfe", "inte skriven i UTF-8", False),
        ("a.xlsx", b"PK", "slutar på .xlsx", True),
        ("a", b"", "slutar på –", True),
    ],
)
def test_what_cannot_be_read_says_why(name: str, data: bytes, reason: str, whole: bool) -> None:
    came = read_file(name, data)
    assert (came.falt, came.hel) == ({}, whole)
    assert reason in str(came.skal)


def test_a_word_file_that_swells_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("word/document.xml", b"0" * (65 << 20))
    assert "för stor" in str(read_file("a.docx", out.getvalue()).skal)


@settings(max_examples=60)
@given(st.sampled_from(("a.json", "a.docx", "a.pdf", "a.yaml", "a.txt", "a.bin")), st.binary(max_size=300))
def test_no_bytes_stop_the_reading(name: str, data: bytes) -> None:
    came = read_file(name, data)
    assert came.skal is None or not came.falt
