from __future__ import annotations

import io
import tempfile
from datetime import UTC, datetime, timedelta, timezone

import pikepdf
import pytest

from fyrportfolj.errors import DataError
from fyrportfolj.render.escape import typ_markup
from fyrportfolj.render.fonts import coverage
from fyrportfolj.render.pdf import make_pdf
from tests.render import pdflint
from tests.render.hostile import HOSTILE

STAMP = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
HEAD = '#set document(title: "Prov", date: auto)\n#set text(font: "Fyr Sans", lang: "sv", region: "SE")\n= Rubrik\n'


def make(body: str, assets: dict[str, bytes] | None = None, stamp: datetime = STAMP) -> bytes:
    return make_pdf(HEAD + body, assets or {}, stamp, "prov/prov.typ.j2")


def test_the_same_input_gives_the_same_bytes() -> None:
    body = "#table(columns: 2, table.header[A][B], [1], [2])"
    assert make(body) == make(body)


def test_the_document_says_the_callers_time_in_whatever_zone() -> None:
    swedish = STAMP.astimezone(timezone(timedelta(hours=1)))
    assert make("x") == make("x", stamp=swedish)
    assert make("x") != make("x", stamp=STAMP + timedelta(seconds=1))
    with pikepdf.open(io.BytesIO(make("x"))) as document:
        assert "20261120130500" in str(document.docinfo["/CreationDate"])


def test_a_document_with_a_table_is_archivable_and_accessible() -> None:
    assert pdflint.faults(make("#table(columns: 2, table.header[A][B], [1], [2], [3], [4])")) == []


def test_the_lint_sees_a_missing_language() -> None:
    assert pdflint.faults(make_pdf(HEAD.replace(', lang: "sv", region: "SE"', ""), {}, STAMP, "x")) == ["språk"]


def test_each_row_gets_a_header_that_its_cells_point_to() -> None:
    pdf = make("#table(columns: 3, table.header[A][B][C], [r1], [1], [2], [r2], [3], [4])")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        rows = [pdflint.children(row) for row in pdflint.body_rows(document)]
        assert [[str(c.S) for c in row] for row in rows] == [["/TH", "/TD", "/TD"]] * 2
        ids = [bytes(row[0].ID).decode() for row in rows]
        assert ids == ["tabell0-rad0", "tabell0-rad1"]
        known = pikepdf.NameTree(document.Root.StructTreeRoot.IDTree)
        for row, ident in zip(rows, ids, strict=True):
            assert ident in known
            for cell in row[1:]:
                headers = [h for a in cell.A for h in a.get("/Headers", [])]
                assert ident in [bytes(h).decode() for h in headers]


def test_a_header_that_spans_rows_heads_them_all() -> None:
    pdf = make("#table(columns: 2, table.header[A][B], table.cell(rowspan: 2)[r], [1], [2], [s], [3])")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        rows = [pdflint.children(row) for row in pdflint.body_rows(document)]
        assert [[str(c.S) for c in row] for row in rows] == [["/TH", "/TD"], ["/TD"], ["/TH", "/TD"]]
        headers = [bytes(h).decode() for a in rows[1][0].A for h in a.get("/Headers", [])]
        assert "tabell0-rad0" in headers


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('#image("x.svg")', "file not found"),
        ('#panic("x")', "panicked"),
        ("#let a = ", "expected expression"),
        ('#read("../x")', "would escape"),
        ('#read("/etc/passwd")', "file not found"),
        ('#set text(font: "Finns Inte")\nx', "unknown font family"),
        ("=== Hopp", "heading"),
        ("\U0001f600", "could not be displayed"),
        ('#image("b.svg")', "alt"),
    ],
)
def test_what_typst_refuses_or_warns_of_is_an_error_in_our_words(body: str, message: str) -> None:
    with pytest.raises(DataError) as failure:
        make(body, {"b.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'})
    text = str(failure.value.message)
    assert text.startswith("prov/prov.typ.j2: PDF:en går inte att göra: ")
    assert message in text
    assert tempfile.gettempdir() not in text
    assert failure.value.help is not None


def test_the_faulty_line_is_shown() -> None:
    with pytest.raises(DataError) as failure:
        make('rad\n#panic("x")\nrad')
    assert str(failure.value.help) == 'Rätta mallen; det gäller raden: #panic("x")'


@pytest.mark.parametrize("where", ["prov/prov.typ.j2", "gemensamt/egen.typ"])
@pytest.mark.parametrize("code", ['#import "@preview/cetz:0.3.4": *', "#include('@local/x:1.0.0')"])
def test_packages_from_the_network_are_refused_before_anything_runs(where: str, code: str) -> None:
    assets = {"gemensamt/egen.typ": code.encode()} if where.startswith("gemensamt") else {}
    with pytest.raises(DataError, match=f"^{where} hämtar ett Typst-paket från nätet"):
        make("" if assets else code, assets)


def test_text_that_looks_like_an_import_is_only_text() -> None:
    assert make(typ_markup('#import "@preview/cetz:0.3.4"'))


def test_assets_are_reached_by_their_path() -> None:
    assert make('#import "/gemensamt/a.typ": x\n#x', {"gemensamt/a.typ": b"#let x = [hej]"})


@pytest.mark.parametrize("text", [t for t in HOSTILE if all(ord(c) in coverage() or c == "\n" for c in t)])
def test_hostile_text_makes_a_whole_document(text: str) -> None:
    body = f"{typ_markup(text)}\n#table(columns: 2, table.header[A][B], [x], [{typ_markup(text)}])"
    assert pdflint.faults(make(body)) == []
