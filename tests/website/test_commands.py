"""`fyr site build` as a person runs it, and the server that shows the site on the own machine."""

from __future__ import annotations

import http.client
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from fyrportfolj.commands.site import LISTING
from fyrportfolj.commands.site_server import Live, server
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.errors import ExternalError
from fyrportfolj.messages import Text
from tests.support.builders import BASE
from tests.support.golden import Fyr

MINE = """{% import delar as d with context %}
{% call d.dokument(rapport.huvud) %}
<p>Egen sida</p>
{% endcall %}
"""


@pytest.fixture
def portfolio(tmp_path: Path) -> Path:
    """Give a small portfolio of files."""
    return Path(shutil.copytree(BASE, tmp_path / "p"))


def _files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_build_says_where_the_first_page_is(fyr: Fyr, portfolio: Path) -> None:
    ran = fyr("site", "build", "--out", "ut", cwd=portfolio)
    assert ran.exit_code == 0, ran.stderr
    assert ran.stdout.splitlines()[0] == os.path.join("ut", "index.html")  # noqa: PTH118
    assert (portfolio / "ut" / "index.html").is_file()


def test_a_second_build_changes_nothing(fyr: Fyr, portfolio: Path) -> None:
    fyr("site", "build", "--out", "ut", cwd=portfolio)
    before = _files(portfolio / "ut")
    times = {p: p.stat().st_mtime_ns for p in (portfolio / "ut").rglob("*.html")}
    assert fyr("site", "build", "--out", "ut", cwd=portfolio).exit_code == 0
    assert _files(portfolio / "ut") == before
    assert {p: p.stat().st_mtime_ns for p in times} == times


def test_a_page_that_is_no_longer_there_is_taken_away(fyr: Fyr, portfolio: Path) -> None:
    fyr("site", "build", "--out", "ut", cwd=portfolio)
    gone = next((portfolio / "initiativ").glob("*.yaml"))
    own = portfolio / "ut" / "egen.txt"
    own.write_text("min", encoding="utf-8")
    gone.unlink()
    assert fyr("site", "build", "--out", "ut", cwd=portfolio).exit_code == 0
    assert not (portfolio / "ut" / "insats" / gone.stem).exists()
    assert own.read_text(encoding="utf-8") == "min"


def test_the_listing_cannot_point_out_of_the_folder(fyr: Fyr, portfolio: Path) -> None:
    fyr("site", "build", "--out", "ut", cwd=portfolio)
    outside = portfolio / "viktig.txt"
    outside.write_text("kvar", encoding="utf-8")
    with (portfolio / "ut" / LISTING).open("a", encoding="utf-8") as listing:
        listing.write(f"../viktig.txt\n{outside}\n")
    assert fyr("site", "build", "--out", "ut", cwd=portfolio).exit_code == 0
    assert outside.is_file()


def test_a_folder_with_other_things_is_left_alone(fyr: Fyr, portfolio: Path) -> None:
    ran = fyr("site", "build", "--out", "initiativ", cwd=portfolio)
    assert ran.exit_code == 4
    assert "ange en tom eller ny mapp" in ran.stderr
    assert not (portfolio / "initiativ" / "index.html").exists()


def test_a_template_of_the_portfolio_wins_for_its_kind_of_page(fyr: Fyr, portfolio: Path) -> None:
    own = portfolio / "templates" / "webbplats"
    own.mkdir(parents=True)
    (own / "ordlista.j2").write_text(MINE, encoding="utf-8")
    assert fyr("site", "build", "--out", "ut", cwd=portfolio).exit_code == 0
    assert b"Egen sida" in (portfolio / "ut" / "ordlista.html").read_bytes()
    assert b"Egen sida" not in (portfolio / "ut" / "index.html").read_bytes()


def test_a_wrong_template_gives_file_line_and_remedy_and_leaves_the_site(fyr: Fyr, portfolio: Path) -> None:
    fyr("site", "build", "--out", "ut", cwd=portfolio)
    before = _files(portfolio / "ut")
    own = portfolio / "templates" / "webbplats"
    own.mkdir(parents=True)
    (own / "ordlista.j2").write_text(MINE.replace("Egen sida", "{{ rapport.huvut.namn }}"), encoding="utf-8")
    ran = fyr("site", "build", "--out", "ut", cwd=portfolio)
    assert ran.exit_code == 1
    assert "templates/webbplats/ordlista.j2:3" in ran.stderr
    assert "Menade du huvud?" in ran.stderr
    assert _files(portfolio / "ut") == before


@contextmanager
def _served(live: Live) -> Iterator[int]:
    made = server(live, 0)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    try:
        yield int(made.server_address[1])
    finally:
        made.shutdown()
        made.server_close()
        thread.join()


def _get(port: int, path: str, host: str = "") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": host or f"127.0.0.1:{port}"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def _live(portfolio: Path, said: list[Text], faults: list[Diagnostic] | None = None) -> Live:
    told = [] if faults is None else faults
    return Live(
        lambda: Workspace.open(portfolio, lambda _zone: date(2026, 11, 20), search=False),
        said.append,
        lambda _ws, found: told.extend(found),
    )


def test_the_server_gives_pages_and_nothing_outside_the_site(portfolio: Path) -> None:
    with _served(_live(portfolio, [])) as port:
        assert _get(port, "/")[0] == 200
        assert _get(port, "/stil.css")[0] == 200
        assert _get(port, "/../fyr.yaml")[0] == 404
        assert _get(port, "/%2e%2e/fyr.yaml")[0] == 404


def test_the_server_does_not_answer_to_another_name(portfolio: Path) -> None:
    with _served(_live(portfolio, [])) as port:
        assert _get(port, "/", host=f"annan.example:{port}") == (403, b"")


def test_the_site_follows_the_files(portfolio: Path) -> None:
    said: list[Text] = []
    live = _live(portfolio, said)
    assert not live.look()
    head = portfolio / "fyr.yaml"
    text = head.read_text(encoding="utf-8")
    head.write_text(f"namn: Nytt namn\n{text.partition(chr(10))[2]}", encoding="utf-8")
    assert live.look()
    assert live.version == 2
    assert b"Nytt namn" in (live.get("index.html") or b"")


def test_a_fault_leaves_the_site_as_it_was_and_is_told(portfolio: Path) -> None:
    said: list[Text] = []
    live = _live(portfolio, said)
    before = live.get("index.html")
    (portfolio / "fyr.yaml").write_text("namn: [\n", encoding="utf-8")
    assert not live.look()
    assert live.get("index.html") == before
    assert "kvar som den var" in str(said[0])


def test_faults_of_the_looks_are_told_and_the_site_is_shown_without_them(portfolio: Path) -> None:
    said: list[Text] = []
    faults: list[Diagnostic] = []
    live = _live(portfolio, said, faults)
    (portfolio / "templates").mkdir()
    (portfolio / "templates" / "utseende.yaml").write_text("accent: röd\n", encoding="utf-8")
    assert live.look()
    assert [(d.fil, d.loc) for d in faults] == [("templates/utseende.yaml", ("accent",))]
    assert "utan portföljens eget utseende" in str(said[0])
    assert b"--accent:#0b4f6c" in (live.get("stil.css") or b"")


def test_a_port_that_is_taken_is_a_clear_failure(portfolio: Path) -> None:
    live = _live(portfolio, [])
    with _served(live) as port, pytest.raises(ExternalError, match=str(port)):
        server(live, port)
