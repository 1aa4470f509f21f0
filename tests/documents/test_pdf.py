"""What others' validators say of the PDF documents.

Källa: ISO 14289-1 (PDF/UA-1), ISO 19005 (PDF/A).
"""

from __future__ import annotations

import io
import json
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst

from fyrportfolj.commands.report import MadeReport
from fyrportfolj.commands.result import Result
from fyrportfolj.render.catalogue import loaded
from fyrportfolj.render.report import make
from fyrportfolj.render.templates import Templates
from tests.render import pdflint
from tests.reports.sample import basis, entry, portfolio
from tests.support.viewers import installed, preflight, program

COMPILER = typst.Compiler

RULED_LINES = "TBL-014"
"""Takes ruled lines that are no table for a table without tags."""

MANY_HEADERS = "TBL-010"
"""Counts a small table's headers against its cells."""

Finding = tuple[str, str, str]


def run(*argv: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(a) for a in argv], capture_output=True, text=True, check=False, timeout=1800)


@pytest.fixture(scope="module")
def heard(pdfs: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What outloud calls errors: file, rule and message."""
    said = tmp_path_factory.mktemp("outloud") / "sagt.json"
    ran = run(installed("venv/bin/outloud"), "--no-info", "--skip", RULED_LINES, "--json", said, *pdfs)
    assert said.is_file(), ran.stderr
    results = json.loads(said.read_text(encoding="utf-8"))["results"]
    assert len(results) == len(pdfs)
    assert [r["path"] for r in results if r["error"]] == []
    faults = ((r, f) for r in results for f in r["findings"] if f["severity"] == "error")
    return [(Path(r["path"]).name, f["rule"], f["message"]) for r, f in faults]


def explained(rule: str, message: str) -> bool:
    """True for a table of two columns or one row, or nearly.

    With c columns and r rows it has c + r headers and r(c - 1) other cells: at most two more headers, when every
    row has just one. `pdflint` proves that of each row.
    """
    counts = re.search(r"(\d+) header cells against (\d+) data", message)
    return rule == MANY_HEADERS and counts is not None and int(counts[1]) - int(counts[2]) <= 2


def test_every_report_is_made_without_a_warning(everything: Result[MadeReport]) -> None:
    assert (everything.exit_code, everything.messages) == (0, ())
    assert everything.data.filer


@pytest.mark.slow
def test_outloud_hears_nothing_wrong(heard: list[Finding]) -> None:
    assert [f for f in heard if not explained(f[1], f[2])] == []


@pytest.mark.slow
def test_pdfua_finds_nothing(pdfs: tuple[Path, ...]) -> None:
    ran = run(installed("venv/bin/pdfua"), "check", "--quiet", *pdfs)

    assert ran.returncode == 0, ran.stdout


@pytest.mark.slow
def test_the_own_lint_finds_nothing_in_any_document(everything: Result[MadeReport]) -> None:
    found = {f.name: pdflint.faults(f.read_bytes()) for f in everything.data.filer if f.suffix == ".pdf"}

    assert {name: faults for name, faults in found.items() if faults} == {}


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
