"""What others' validators say of the PDF documents.

Källa: ISO 14289-1 (PDF/UA-1), ISO 19005 (PDF/A).
"""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst

from fyrportfolj.render.catalogue import loaded
from fyrportfolj.render.report import make
from fyrportfolj.render.templates import Templates
from tests.render import pdflint
from tests.reports.sample import basis, entry, portfolio
from tests.support.documents import Made
from tests.support.viewers import installed, preflight, program

COMPILER = typst.Compiler

RULED_LINES = "TBL-014"
"""Takes ruled lines that are no table for a table without tags."""

MANY_HEADERS = "TBL-010"
"""Counts a small table's headers against its cells."""

REPEATED = "TAG-002"
"""Prose that is not read aloud; the head of a table that goes on from the page before is read where it begins."""


@dataclass(frozen=True)
class Finding:
    """What outloud calls an error."""

    file: Path
    rule: str
    message: str
    page: int
    evidence: str


def run(*argv: str | Path | int) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(a) for a in argv], capture_output=True, text=True, check=False, timeout=1800)


def heard(pdfs: tuple[Path, ...], said: Path) -> list[Finding]:
    """What outloud calls errors: file, rule and message."""
    ran = run(installed("venv/bin/outloud"), "--no-info", "--skip", RULED_LINES, "--json", said, *pdfs)
    assert said.is_file(), ran.stderr
    results = json.loads(said.read_text(encoding="utf-8"))["results"]
    assert len(results) == len(pdfs)
    assert [r["path"] for r in results if r["error"]] == []
    faults = ((r, f) for r in results for f in r["findings"] if f["severity"] == "error")
    return [
        Finding(Path(r["path"]), f["rule"], f["message"], int(f["page"] or 0), str(f["evidence"])) for r, f in faults
    ]


def explained(found: Finding) -> bool:
    """True for the head of a table that goes on, and for a table of two columns or one row, or nearly.

    With c columns and r rows a table has c + r headers and r(c - 1) other cells: at most two more headers, when every
    row has just one. `pdflint` proves that of each row.
    """
    if found.rule == REPEATED:
        said = run(program("pdftotext"), "-layout", "-l", found.page - 1, found.file, "-").stdout
        before = {" ".join(line.split()) for line in said.splitlines()}
        return found.page > 1 and all(line in before for line in found.evidence.split("; "))
    counts = re.search(r"(\d+) header cells against (\d+) data", found.message)
    return found.rule == MANY_HEADERS and counts is not None and int(counts[1]) - int(counts[2]) <= 2


def test_every_report_is_made_without_a_warning(sample: Made) -> None:
    assert sample.sagt == ()
    assert {f.suffix for f in sample.filer} == {".md", ".html", ".pdf", ".docx", ".pptx", ".xlsx"}


@pytest.mark.slow
def test_outloud_hears_nothing_wrong(pdfs: tuple[Path, ...], tmp_path: Path) -> None:
    found = heard(pdfs, tmp_path / "sagt.json")

    assert [f for f in found if not explained(f)] == []


@pytest.mark.slow
def test_pdfua_finds_nothing(pdfs: tuple[Path, ...]) -> None:
    ran = run(installed("venv/bin/pdfua"), "check", "--quiet", *pdfs)

    assert ran.returncode == 0, ran.stdout


def test_the_own_lint_finds_nothing(pdfs: tuple[Path, ...]) -> None:
    found = {f.name: pdflint.faults(f.read_bytes()) for f in pdfs}

    assert {name: faults for name, faults in found.items() if faults} == {}


def words(pdf: Path) -> Iterator[list[tuple[float, float, float, float, str]]]:
    """The words of each page with where they stand, in order down the page."""
    said = run(program("pdftotext"), "-bbox", pdf, "-").stdout
    word = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
    for page in said.split("<page ")[1:]:
        found = [(*map(float, w[:4]), w[4]) for w in re.findall(word, page)]
        yield sorted(found, key=lambda w: (round(w[1]), w[0]))


def covered(page: list[tuple[float, float, float, float, str]]) -> Iterator[tuple[str, str]]:
    """Words that another is printed over."""
    for n, a in enumerate(page):
        for b in page[n + 1 : n + 12]:
            wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            if wide > 1.2 and high > 0.45 * min(a[3] - a[1], b[3] - b[1]):
                yield a[4], b[4]


def test_no_word_is_printed_over_another(pdfs: tuple[Path, ...]) -> None:
    found = {f.name: [pair for page in words(f) for pair in covered(page)] for f in pdfs}

    assert {name: pairs for name, pairs in found.items() if pairs} == {}


def test_words_over_each_other_are_seen() -> None:
    page = [
        (10.0, 10.0, 60.0, 20.0, "2026-11-20"),
        (52.0, 10.0, 90.0, 20.0, "Handläggare"),
        (95.0, 10.0, 99.0, 20.0, "A"),
    ]

    assert list(covered(page)) == [("2026-11-20", "Handläggare")]


def test_qpdf_finds_nothing(pdfs: tuple[Path, ...]) -> None:
    qpdf = program("qpdf")
    ran = {f.name: run(qpdf, "--check", f) for f in pdfs}

    assert {name: done.stdout + done.stderr for name, done in ran.items() if done.returncode} == {}


def test_qpdf_sees_a_fault(pdfs: tuple[Path, ...], tmp_path: Path) -> None:
    torn = tmp_path / "riven.pdf"
    torn.write_bytes(pdfs[0].read_bytes()[:-2000])

    assert run(program("qpdf"), "--check", torn).returncode != 0


class _A1b:
    """Makes PDF/A-1b, the one kind that Preflight judges, and no bookmarks, which it cannot follow."""

    def __init__(self, source: bytes, **more: Any) -> None:
        self._compiler = COMPILER(b"#set heading(bookmarked: false)\n" + source, **more)

    def compile_with_warnings(self, **more: Any) -> Any:
        return self._compiler.compile_with_warnings(**{**more, "pdf_standards": ["a-1b"]})


def test_preflight_accepts_the_status_report_for_archives(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    jars, java = preflight(), program("java")
    p = portfolio()
    report = loaded("statusrapport")
    stamp = datetime(2026, 11, 20, 12, tzinfo=UTC)
    monkeypatch.setattr(typst, "Compiler", _A1b)
    made = make(report, "pdf", report.build(basis(p), entry(p)), templates=Templates(), stamp=stamp)
    path = tmp_path / "a1b.pdf"
    # What PDF/A-2 packs, PDF/A-1 must have unpacked; the objects are the same.
    with pikepdf.open(io.BytesIO(made.data)) as document:
        document.save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)

    ran = run(java, "-cp", jars, "org.apache.pdfbox.preflight.Validator_A1b", path)

    assert "is a valid PDF/A-1b file" in ran.stdout, ran.stdout + ran.stderr
