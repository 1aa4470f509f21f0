"""A site is the same whether one process makes it or two."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from fyrportfolj.errors import DataError
from fyrportfolj.render.site import build
from fyrportfolj.render.site.beside import Beside
from tests.website.made import example, site_of

_FORKS = hasattr(os, "fork") and (os.cpu_count() or 1) > 1


def _site(monkeypatch: pytest.MonkeyPatch, worth_it: int) -> dict[str, bytes]:
    monkeypatch.setattr(build, "_WORTH_IT", worth_it)
    return site_of(example())


def test_the_same_files_in_the_same_order_with_a_process_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    alone, together = _site(monkeypatch, 10_000), _site(monkeypatch, 1)
    assert list(alone.items()) == list(together.items())


def test_a_process_beside_gives_what_it_made_and_nothing_when_it_fails() -> None:
    if not _FORKS:
        return
    many = tuple((f"{n}.html", bytes(1000)) for n in range(1000))
    good = Beside.start(lambda: many)
    assert good is not None
    assert good.take() == many

    def failing() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b""
        raise ValueError

    bad = Beside.start(failing)
    assert bad is not None
    assert bad.take() is None


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
    assert Beside.start(tuple) is None
    over.set()
    other.join()
