"""A PDF from the process beside is the PDF that this one would have made."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from datetime import UTC, datetime

import pytest

from fyrportfolj.render import printer
from fyrportfolj.render.pdf import make_pdf
from fyrportfolj.render.printer import Printer

STAMP = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
HEAD = '#set document(title: "Prov", date: auto)\n#set text(font: "Fyr Sans", lang: "sv", region: "SE")\n= Rubrik\n'
TABLE = HEAD + "#table(columns: 2, table.header[A][B], [1], [2])"

_ALL_OF_IT = """
    from datetime import datetime
    from fyrportfolj.errors import DataError
    from fyrportfolj.render import printer
    stamp = datetime.fromisoformat("2026-11-20T14:05:00+01:00")
    printer.begin()
    beside = printer.running()
    assert beside is not None
    faulty, reading = head + "#image()", head + '#read("/a/b.txt")'
    made = [beside.make(text, {"a/b.txt": b"hej"}, stamp, "x") for text in (table, faulty, reading)]
    from fyrportfolj.render.pdf import make_pdf
    assert made[1] is None
    assert made[::2] == [make_pdf(text, {"a/b.txt": b"hej"}, stamp, "x") for text in (table, reading)]
    assert printer.printed(table, {}, stamp, "x") == made[0]
    try:
        printer.printed(faulty, {}, stamp, "prov.j2")
    except DataError as error:
        print(error)
"""

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork") or (os.cpu_count() or 1) < 2, reason="there is no process beside"
)


def test_the_same_bytes_one_after_another_and_faults_are_told_here() -> None:
    script = f"head, table = {HEAD!r}, {TABLE!r}\n{textwrap.dedent(_ALL_OF_IT)}"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("prov.j2: PDF:en går inte att göra")


def test_none_is_started_once_typst_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    make_pdf(TABLE, {}, STAMP, "x")
    monkeypatch.setattr(printer, "_RUNNING", [])
    printer.begin()
    assert printer.running() is None


def test_a_process_that_is_gone_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    listens, jobs = os.pipe()
    answers, tells = os.pipe()
    os.close(listens)
    os.close(tells)
    with os.fdopen(jobs, "wb", buffering=0) as asks, os.fdopen(answers, "rb") as hears:
        monkeypatch.setattr(printer, "_RUNNING", [Printer(asks, hears)])
        assert printer.printed(TABLE, {}, STAMP, "x") == make_pdf(TABLE, {}, STAMP, "x")
