"""Attacks 81 and 83: templates that a portfolio brings along reach nothing but the report that they are given."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import docx
import pytest

from tests.safety import attacked
from tests.support.golden import Fyr

ID = attacked.IDS[0]
CANARY = "pwned"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mallar")


REACHING = (
    "{{ rapport.__class__.__mro__ }}",
    "{{ ''.__class__.__base__.__subclasses__() }}",
    "{{ rapport.huvud.__init__.__globals__ }}",
    "{{ range.__self__ }}",
    "{{ self.__init__ }}",
    "{{ cycler.__init__.__globals__.os.popen('touch pwned') }}",
    "{{ lipsum.__globals__['os'].system('touch pwned') }}",
    "{{ ''|attr('__class__') }}",
    "{{ '{0.__class__.__mro__}'.format('') }}",
    "{{ '{a.__class__}'.format_map({'a': 1}) }}",
    "{{ [].append(1) }}",
    "{{ dict.update(rapport) }}",
    "{{ range(10000000)|list }}",
    "{% include '/etc/passwd' %}",
    "{% include '../../../../etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends '../fyr.yaml' %}",
    "{% autoescape false %}{{ rapport.huvud.titel }}{% endautoescape %}",
    "{{ rapport.huvud.titel|safe }}",
    "{{ rapport.huvud.titel|tojson }}",
    "{{ 1 / 0 }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ 9 ** 9 ** 9 ** 9 }}",
    "{{ 'x' * 1000000000 }}",
    "{{ [1] * 1000000000 }}",
)


@pytest.fixture(scope="module")
def plain(folder: Path) -> Path:
    return attacked.make(folder / "mallar", hostile=False)


def without_templates(plain: Path) -> None:
    if (plain / "templates").is_symlink():
        (plain / "templates").unlink()
    shutil.rmtree(plain / "templates", ignore_errors=True)


def own_template(plain: Path, name: str, text: str) -> None:
    without_templates(plain)
    place = plain / "templates" / name
    place.parent.mkdir(parents=True)
    place.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("template", "suffix"),
    [*((t, "md") for t in REACHING), *((t, s) for t in REACHING[:4] for s in ("html", "typ", "docx"))],
)
def test_a_template_of_the_portfolio_reaches_nothing(
    template: str, suffix: str, plain: Path, tmp_path: Path, fyr: Fyr
) -> None:
    own_template(plain, f"artefakt/artefakt.{suffix}.j2", template)
    ran = fyr(
        "report", "programplan", ID, "--to", suffix.replace("typ", "pdf"), "--out", str(tmp_path / "ut"), cwd=plain
    )

    assert ran.exit_code == 1, ran.stdout + ran.stderr
    assert "mall" in ran.stderr.casefold() or f"artefakt.{suffix}.j2" in ran.stderr
    assert not list(tmp_path.rglob("*"))
    assert not list(plain.rglob(CANARY))


@pytest.mark.parametrize(
    "text", [*REACHING[:8], "{{ 1 / 0 }}", "{{ 'x' + 1 }}", "{{ rapport.finns_inte }}", "{% if %}"]
)
def test_a_word_template_of_the_portfolio_reaches_nothing(text: str, plain: Path, tmp_path: Path, fyr: Fyr) -> None:
    own_template(plain, "x", "")
    document = docx.Document()
    document.add_paragraph(text)
    document.add_paragraph("{{p innehall }}")
    (plain / "templates/gemensamt").mkdir()
    document.save(str(plain / "templates/gemensamt/dokument.docx"))
    ran = fyr("report", "programplan", ID, "--to", "docx", "--out", str(tmp_path / "ut"), cwd=plain)

    assert ran.exit_code == 1, ran.stdout + ran.stderr
    assert "dokument.docx" in ran.stderr
    assert not list(tmp_path.rglob("*"))
    assert not list(plain.rglob(CANARY))


@pytest.mark.parametrize(
    "source",
    [
        '#read("/etc/passwd")',
        '#read("../../fyr.yaml")',
        '#include "/etc/passwd"',
        '#image("/etc/passwd")',
        '#import "@preview/cetz:0.2.2"',
        '#let x = "@preview/a:1.0.0"; #import x',
        "#while true {}",
    ],
)
def test_a_typst_template_reads_nothing_of_the_machine(source: str, plain: Path, tmp_path: Path, fyr: Fyr) -> None:
    own_template(plain, "artefakt/artefakt.typ.j2", source)
    ran = fyr("report", "programplan", ID, "--to", "pdf", "--out", str(tmp_path / "ut"), cwd=plain)

    assert ran.exit_code == 1, ran.stdout + ran.stderr
    assert "root:" not in ran.stderr
    assert not list(tmp_path.rglob("*"))


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
@pytest.mark.parametrize("linked", ["artefakt/artefakt.md.j2", "artefakt", ""])
@pytest.mark.parametrize("target", ["file", "folder with the file", "pipe"])
def test_a_template_behind_a_link_is_not_read(linked: str, target: str, plain: Path, tmp_path: Path, fyr: Fyr) -> None:
    outside = tmp_path / "utanför"
    place = outside / "artefakt/artefakt.md.j2"
    place.parent.mkdir(parents=True)
    place.write_text("HEMLIGT", encoding="utf-8")
    if target == "pipe":
        place.unlink()
        os.mkfifo(place)
    without_templates(plain)
    here = plain / "templates" / linked
    here.parent.mkdir(parents=True, exist_ok=True)
    here.symlink_to(outside / linked)
    ran = fyr("report", "programplan", ID, "--to", "md", "--out", str(tmp_path / "ut"), cwd=plain)

    assert ran.exit_code == 1
    assert "länk" in ran.stderr
    assert not (tmp_path / "ut").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs named pipes")
def test_a_template_that_is_a_pipe_is_not_waited_for(plain: Path, tmp_path: Path, fyr: Fyr) -> None:
    own_template(plain, "artefakt/x", "")
    os.mkfifo(plain / "templates/artefakt/artefakt.md.j2")
    ran = fyr("report", "programplan", ID, "--to", "md", "--out", str(tmp_path / "ut"), cwd=plain)

    assert ran.exit_code == 1
    assert "vanlig fil" in ran.stderr


def test_a_template_without_end_is_refused(plain: Path, tmp_path: Path, fyr: Fyr) -> None:
    own_template(plain, "artefakt/artefakt.md.j2", "x" * (20 << 20))
    ran = fyr("report", "programplan", ID, "--to", "md", "--out", str(tmp_path / "ut"), cwd=plain)

    assert ran.exit_code in {1, 3}
    assert "större" in ran.stderr
