"""Attacks 75–84: what the data says is shown, wherever it is shown, and never done.

Everything goes through the real command, over a portfolio whose every text is an attack, with file names that are.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.cli.terminal import on_terminal, run, surroundings
from tests.safety import attacked
from tests.support.gitrepo import GitRepo

ID = attacked.IDS[0]
READING = (
    *("", "status", "list", "check", "gate status", f"show {ID}", f"show {attacked.IDS[1]}", f"gate check {ID}"),
    *(f"gate log {ID}", "risk list", "risk matrix", f"artefact show {ID} programplan", "doctor"),
    *("risk escalate", "report list", f"log {ID}", "log --alla", "diff HEAD~1 HEAD"),
)
NAMES = (
    "\x1b[2J\x1b]0;styrd\x07\x1b]52;c;eA==\x07.yaml",
    "\x1b]8;;mailto:x@onda.example\x1b\\klicka.yaml",
    "a\n::error::styrd.yaml",
    "\r\n##[add-mask]x.yaml",
    "[x][bold].yaml",
    "]]><failure>&lt;.yaml",
    "%0A::set-output name=a::b,col=1.yaml",
    "\u202egod\u2066.yaml",
    "\ufffe\ufdd0\u3164.yaml",
    "\x9b31m.yaml",
    "=cmd.yaml",
)
ORDER = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
STYLE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("utdata")


@pytest.fixture(scope="module")
def env(folder: Path) -> Mapping[str, str]:
    home = folder / "hem"
    home.mkdir()
    (home / ".gitconfig").write_text('[user]\nname = "[/x]::error::"\nemail = a@b.example\n', encoding="utf-8")
    return surroundings(home, COLUMNS="80")


@pytest.fixture(scope="module")
def root(folder: Path, env: Mapping[str, str]) -> Path:
    """A repository with the attacked portfolio, changed once, by people with odd names and messages."""
    root = attacked.make(folder / "portfölj")
    repo = GitRepo.make(root)
    repo.commit("Första")
    repo.git("config", "user.name", "\x1b]0;styrd\x07\u202eeno")
    path = root / attacked.UNDERTAKINGS[0]
    path.write_text(path.read_text(encoding="utf-8").replace(attacked.TEXTS[0], attacked.TEXTS[1]), encoding="utf-8")
    repo.commit("::error::styrt \x1b]52;c;eA==\x07 [/x] \u202e\n\nFyr-Typ: beslut\n::warning::x")
    return root


@pytest.fixture(scope="module")
def names(folder: Path, root: Path) -> Path:
    """The same with files whose names are attacks; reports refuse them, and what reads is to show them."""
    copy = Path(shutil.copytree(root, folder / "namn", symlinks=True))
    for name in NAMES:
        (copy / "initiativ" / name).write_text("id: x\n", encoding="utf-8")
    if sys.platform == "linux":
        Path(f"{copy}/initiativ/\udcff\udc9b.yaml").write_text("id: x\n", encoding="utf-8")
    return copy


def unsteered(text: str) -> None:
    assert "Traceback" not in text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff\u2028]", text)


@pytest.mark.parametrize("command", READING)
def test_a_pipe_gets_text_and_no_orders(command: str, names: Path, env: Mapping[str, str]) -> None:
    ran = run(command.split(), names, env)

    assert ran.exit_code in {0, 1}, ran.stderr
    for shown in (ran.stdout, ran.stderr):
        unsteered(shown)
        assert not ORDER.search(shown)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix")
@pytest.mark.parametrize(
    "command", ["check", f"show {ID}", "list", f"log {ID}", "log --alla", "shw \x1b]0;x\x07", "show \x9b2J"]
)
def test_a_terminal_gets_colours_and_nothing_else(command: str, names: Path, env: Mapping[str, str]) -> None:
    shown = on_terminal(command.split(), names, env).stdout

    unsteered(STYLE.sub("", shown))


def test_marks_of_the_printing_library_are_text(names: Path, env: Mapping[str, str]) -> None:
    shown = " ".join(run(["show", ID], names, env).stdout.split())

    assert attacked.TEXTS[0] in shown or attacked.TEXTS[1].replace("::error", ": :error") in shown
    assert "[x][bold].yaml" in run(["check"], names, env).stdout


@pytest.mark.parametrize("command", READING[:9])
def test_json_says_the_same_and_steers_nothing(command: str, names: Path, env: Mapping[str, str]) -> None:
    ran = run([*command.split(), "--format", "json"], names, env)

    unsteered(ran.stdout)
    assert not ORDER.search(ran.stdout)
    assert json.loads(ran.stdout)["schema"] == "fyr/1"


@pytest.mark.parametrize("command", ["check", "audit verify"])
def test_each_line_for_github_is_one_order_of_ours(command: str, names: Path, env: Mapping[str, str]) -> None:
    ran = run([*command.split(), "--format", "github"], names, env)
    lines = ran.stdout.splitlines()

    assert lines
    unsteered(ran.stdout)
    for line in lines:
        assert re.fullmatch(r"::(error|warning) file=[^,:]*(,line=\d+,col=\d+)?,title=FYR\d{3}::.*", line), line
    assert command != "check" or any("%250A%3A%3Aset-output" in line for line in lines)


@pytest.mark.parametrize("command", ["check", "audit verify"])
def test_sarif_can_be_read_and_names_the_files(command: str, names: Path, env: Mapping[str, str]) -> None:
    ran = run([*command.split(), "--format", "sarif"], names, env)
    unsteered(ran.stdout)
    (told,) = json.loads(ran.stdout)["runs"]
    named = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in told["results"]]

    assert named
    assert all(re.fullmatch(r"[A-Za-z0-9._~/%-]*", uri) for uri in named)
    assert command != "check" or {Path(unquote(uri)).name for uri in named} >= set(NAMES) - {NAMES[3]}


@pytest.mark.parametrize("command", ["check", "audit verify"])
def test_junit_can_be_read_and_holds_what_we_put_there(command: str, names: Path, env: Mapping[str, str]) -> None:
    ran = run([*command.split(), "--format", "junit"], names, env)
    unsteered(ran.stdout)
    assert not ORDER.search(ran.stdout)
    suites = ET.fromstring(ran.stdout)  # noqa: S314  (what is read is our own output)

    assert {e.tag for e in suites.iter()} <= {"testsuites", "testsuite", "testcase", "failure", "system-out"}
    assert len(suites[0]) == int(suites[0].get("tests", "0")) > 0


# Documents.


@pytest.fixture(scope="module")
def documents(folder: Path, root: Path, env: Mapping[str, str]) -> tuple[Path, Path]:
    """The reports of the attacked portfolio, and those of one with plain text in the same places."""
    plain = attacked.make(folder / "vanlig", hostile=False)
    GitRepo.make(plain).commit("Första")
    made = []
    for portfolio, name in ((root, "angripen"), (plain, "jamforelse")):
        out = folder / name
        for report in ("statusrapport", "programplan", "effektbokslut", "idebeskrivning"):
            formats = "md,html,docx,pdf,pptx" if report == "statusrapport" else "md,html,docx,pdf"
            ran = run(["report", report, ID, "--to", formats, "--out", str(out)], portfolio, env)
            assert ran.exit_code == 0, (report, ran.stderr)
        made.append(out)
    return made[0], made[1]


def files(documents: tuple[Path, Path], suffix: str) -> Iterator[tuple[Path, Path]]:
    hostile, plain = documents
    found = sorted(hostile.glob(f"*.{suffix}"))
    assert found
    for path in found:
        (other,) = plain.glob(f"{path.name.rpartition('-2026')[0]}*.{suffix}")
        yield path, other


def test_markdown_has_no_link_image_html_or_heading_of_the_data(documents: tuple[Path, Path]) -> None:
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for path, other in files(documents, "md"):
        hostile, plain = (reader.parse(p.read_text(encoding="utf-8")) for p in (path, other))
        inside = [child.type for token in hostile for child in token.children or ()]

        assert {"html_block", "fence", "code_block"}.isdisjoint(token.type for token in hostile)
        assert {"html_inline", "image", "link_open", "code_inline"}.isdisjoint(inside)
        assert shape(hostile) == shape(plain)


def shape(tokens: Sequence[Token]) -> list[str]:
    """Give the blocks of a Markdown text; a table's cells count, what stands in them does not."""
    return [f"{t.type}{t.tag}" for t in tokens if t.type != "inline"]


class Page(HTMLParser):
    """What an HTML page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[tuple[str, str]] = set()
        self.addresses: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src", "xlink:href", "action"}]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_html_has_the_elements_of_a_plain_page_and_no_script(documents: tuple[Path, Path]) -> None:
    for path, other in files(documents, "html"):
        hostile, plain = Page(), Page()
        hostile.feed(path.read_text(encoding="utf-8"))
        plain.feed(other.read_text(encoding="utf-8"))

        assert set(hostile.tags) == set(plain.tags)
        # How a chart is set depends on how wide its texts are.
        counted = ("html", "head", "style", "h1", "h2", "h3", "table", "tr", "td", "th", "a", "img", "svg", "title")
        assert {t: hostile.tags.count(t) for t in counted} == {t: plain.tags.count(t) for t in counted}
        assert hostile.attributes == plain.attributes
        assert {"script", "iframe", "object", "embed", "form"}.isdisjoint(hostile.tags)
        assert not any(name.startswith("on") for _, name in hostile.attributes)
        assert all(re.match(r"#|https?://|mailto:|data:image/", a) for a in hostile.addresses if a)
    assert "<script>alert(1)</script>" in "".join(hostile.text)


def test_pdf_has_no_action_and_no_file_of_the_machine(documents: tuple[Path, Path]) -> None:
    for path, _ in files(documents, "pdf"):
        with pikepdf.open(path) as pdf:
            keys = {str(key) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) for key in o.keys()}  # noqa: SIM118
        assert {"/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/OpenAction", "/URI"}.isdisjoint(keys)


@pytest.mark.parametrize("suffix", ["docx", "pptx"])
def test_office_files_are_sound_and_hold_the_text_as_text(suffix: str, documents: tuple[Path, Path]) -> None:
    said = ""
    for path, other in files(documents, suffix):
        with zipfile.ZipFile(path) as hostile, zipfile.ZipFile(other) as plain:
            assert hostile.namelist() == plain.namelist()
            for name in hostile.namelist():
                if not name.endswith((".xml", ".rels")):
                    continue
                tree = ET.fromstring(hostile.read(name))  # noqa: S314  (what is read is our own output)
                said += "".join(tree.itertext())
                tags = {e.tag for e in tree.iter()}
                assert tags == {e.tag for e in ET.fromstring(plain.read(name)).iter()}, name  # noqa: S314
                assert not any(e.get("TargetMode") == "External" for e in tree.iter() if name.endswith(".rels"))
    assert "{{ ''.__class__.__mro__ }}" in said
    assert "<script>alert(1)</script>" in said


# Spreadsheets.


@pytest.fixture(scope="module")
def sheets(folder: Path, root: Path, env: Mapping[str, str]) -> Path:
    for format_ in ("csv", "xlsx"):
        ran = run(["log", "--to", format_, "--out", str(folder / f"logg.{format_}")], root, env)
        assert ran.exit_code == 0, ran.stderr
    return folder


def test_no_cell_of_csv_is_a_formula_for_any_separator(sheets: Path) -> None:
    text = (sheets / "logg.csv").read_text(encoding="utf-8-sig")
    assert "cmd|" in text
    for separator in ";,\t":
        cells = [cell for row in csv.reader(io.StringIO(text), delimiter=separator) for cell in row]
        assert len(cells) > 50
        assert not [cell for cell in cells if re.match(r"\s*(?:[=@＝＠]|[-+－＋](?!\d*$))", cell)]


def test_no_cell_of_excel_is_a_formula_or_a_link(sheets: Path) -> None:
    with zipfile.ZipFile(sheets / "logg.xlsx") as book:
        page = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314  (our own output)
        shared = book.read("xl/sharedStrings.xml").decode()
        names = book.namelist()
    kinds = {e.tag.rpartition("}")[2] for e in page.iter()}

    assert {"f", "hyperlink", "hyperlinks"}.isdisjoint(kinds)
    assert "=cmd|" in shared
    assert not [name for name in names if "external" in name or name.endswith(("vbaProject.bin", ".rels.rels"))]
