"""A PDF from the process beside is the PDF that this one would have made."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fyrportfolj.forked import Forked
from fyrportfolj.render import printer
from fyrportfolj.render.appearance import DEFAULT
from fyrportfolj.render.pdf import make_pdf
from fyrportfolj.render.printer import Job, Printer
from fyrportfolj.render.templates import Templates

STAMP = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
TABLE = """#set document(title: "Prov", date: auto)
#set text(font: "Fyr Sans", lang: "sv", region: "SE")
= {{ rapport.rubrik }}
#table(columns: 2, table.header[A][B], [1], [2])
"""


@dataclass(frozen=True, slots=True)
class View:
    rubrik: str = "Rubrik"

    def metod(self) -> str:
        return self.rubrik


def templates(tmp_path: Path, **more: str) -> Templates:
    """Give the templates of a portfolio: a table, and what a test adds to it."""
    for name, added in {"tabell": "", **more}.items():
        folder = tmp_path / "templates" / name
        folder.mkdir(parents=True)
        (folder / f"{name}.typ.j2").write_text(TABLE + added, encoding="utf-8")
    return Templates(tmp_path)


def job(found: Templates, name: str = "tabell", view: object = None) -> Job:
    return Job(view or View(), f"{name}/{name}.typ.j2", found, DEFAULT, {"a/b.txt": b"hej"}, STAMP)


_ALL_OF_IT = """
    from pathlib import Path
    from fyrportfolj.errors import DataError
    from fyrportfolj.render import printer
    # The child is started before anything that it must not inherit is loaded.
    printer.begin(Path(root), ("tabell", "fel", "pdf"))
    beside = printer.running()
    assert beside is not None
    from tests.render.test_printer import Templates, job
    found = Templates(Path(root))
    names = ("tabell", "text", "fel", "mall", "metod", "tabell")
    made = {name: beside.make(job(found, name)) for name in names}
    assert [name for name, data in made.items() if data is None] == ["fel", "mall", "metod"]
    other = beside.make(job(Templates(), "tabell"))
    assert other is None, "the templates are those of the portfolio that is asked for"
    made["metod"] = printer.printed(job(found, "metod"))
    printer._RUNNING.clear()
    for name in ("tabell", "text", "metod"):
        assert printer.printed(job(found, name)) == made[name]
    for name in ("fel", "mall"):
        try:
            printer.printed(job(found, name))
        except DataError as error:
            print(error)
"""

_EVERY_TEMPLATE = """
    from fyrportfolj.render import printer
    printer.begin(None, ("statusrapport",))
    beside = printer.running()
    from fyrportfolj.errors import UsageError
    from fyrportfolj.render.catalogue import REPORTS, loaded
    from fyrportfolj.render.report import make
    from fyrportfolj.render.templates import Templates
    from tests.reports.artefakt.test_artefakt import STAMP, shipped
    made = {}
    from tests.reports.test_catalogue import SUBJECTS
    for listed in reversed(REPORTS.values()):
        if listed.modul == "artefakt" and made:
            continue  # one template for all; test_carried fills it in
        subjects = SUBJECTS if listed.om == "insats" else (None,)
        for id_ in subjects if "pdf" in listed.format else ():
            entry = shipped().portfolio.undertaking(id_) if id_ else None
            try:
                view = loaded(listed.slug).build(shipped(), entry)
            except UsageError:
                continue
            made[listed.slug] = view, make(loaded(listed.slug), "pdf", view, templates=Templates(), stamp=STAMP).data
            break
    assert "typst" not in __import__("sys").modules, "every one was made beside"
    printer._RUNNING.clear()
    for slug, (view, data) in made.items():
        assert make(loaded(slug), "pdf", view, templates=Templates(), stamp=STAMP).data == data, slug
    print(len(made))
"""

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork") or (os.cpu_count() or 1) < 2, reason="there is no process beside"
)


def run(script: str, root: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"root = {str(root)!r}\n{textwrap.dedent(script)}"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        cwd=Path(__file__).parents[2],
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_same_bytes_one_after_another_and_faults_are_told_here(tmp_path: Path) -> None:
    templates(
        tmp_path,
        text='#read("/a/b.txt")',
        fel="#image()",
        mall="{{ rapport.fattas }}",
        metod="{{ rapport.metod() }}",
    )
    said = run(_ALL_OF_IT, tmp_path).splitlines()
    assert said[0].startswith("fel/fel.typ.j2: PDF:en går inte att göra")
    assert said[1:] == ["templates/mall/mall.typ.j2:5: värdet har inget fält fattas."]


def test_every_template_is_made_beside_as_it_is_made_here(tmp_path: Path) -> None:
    assert int(run(_EVERY_TEMPLATE, tmp_path)) > 12


def test_none_is_started_once_typst_is_loaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    printer.printed(job(templates(tmp_path)))
    monkeypatch.setattr(printer, "_RUNNING", [])
    printer.begin()
    assert printer.running() is None


@pytest.mark.usefixtures("forking")
def test_a_process_that_is_gone_is_not_missed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = templates(tmp_path)
    gone = Forked.start(lambda _line: None)
    assert gone is not None
    monkeypatch.setattr(printer, "_RUNNING", [Printer(gone)])
    source = TABLE.replace("{{ rapport.rubrik }}", "Rubrik")
    assert printer.printed(job(found)) == make_pdf(source, {"a/b.txt": b"hej"}, STAMP, "x")
    gone.leave()
