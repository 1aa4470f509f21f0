"""A site is the same whether one process makes it or two."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from fyrportfolj.commands.site import build as build_in
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import DataError
from fyrportfolj.render.site import build
from fyrportfolj.render.site.beside import Beside, Made
from tests.support.builders import BASE
from tests.website.made import example, site_of

_FORKS = hasattr(os, "fork") and (os.cpu_count() or 1) > 1


def _site(monkeypatch: pytest.MonkeyPatch, worth_it: int) -> dict[str, bytes]:
    monkeypatch.setattr(build, "_WORTH_IT", worth_it)
    return site_of(example())


def test_the_same_files_in_the_same_order_with_a_process_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    alone, together = _site(monkeypatch, 10_000), _site(monkeypatch, 1)
    assert list(alone.items()) == list(together.items())


def _count(made: Made) -> int:
    return len(made)


@pytest.mark.usefixtures("forking")
@pytest.mark.skipif(not _FORKS, reason="there is no process beside")
def test_a_process_beside_gives_and_writes_what_it_made() -> None:
    many = tuple((f"{n}.html", bytes(n)) for n in range(1000))
    beside = Beside.start(lambda: many, _count)
    assert beside is not None
    assert beside.sizes() == tuple((place, len(data)) for place, data in many)
    assert beside.files() == many
    beside.write()
    assert beside.written() == 1000
    beside.leave()
    assert beside.files() is None


@pytest.mark.usefixtures("forking")
@pytest.mark.skipif(not _FORKS, reason="there is no process beside")
def test_a_process_beside_that_fails_says_nothing() -> None:
    def failing() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b""
        raise ValueError

    def full(_made: Made) -> int:
        raise OSError

    making = Beside.start(failing, _count)
    writing = Beside.start(tuple, full)
    assert making is not None
    assert making.sizes() is None
    assert writing is not None
    assert writing.sizes() == ()
    writing.write()
    assert writing.written() is None
    making.leave()
    writing.leave()


@pytest.mark.usefixtures("forking")
def test_what_is_not_written_beside_is_written_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "_WORTH_IT", 1)
    monkeypatch.setattr(Beside, "written", lambda _self: None)
    portfolio = shutil.copytree(BASE, tmp_path / "p")
    ws = Workspace.open(portfolio, lambda _zone: date(2026, 11, 20), search=False)
    made = build_in(ws, tmp_path / "ut").data
    found = [p for p in (tmp_path / "ut").rglob("*") if p.is_file()]
    assert len(found) == made.filer + 1


def test_what_the_process_beside_could_not_make_is_told_by_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_WORTH_IT", 1)
    monkeypatch.setattr(build, "_MINE", 0)
    own = tmp_path / "templates" / "webbplats" / "insats.j2"
    own.parent.mkdir(parents=True)
    own.write_text("{{ rapport.saknas }}", "utf-8")
    with pytest.raises(DataError, match="insats"):
        site_of(example(), own=tmp_path)


def test_no_process_is_started_beside_other_threads() -> None:
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    assert Beside.start(tuple, _count) is None
    over.set()
    other.join()
