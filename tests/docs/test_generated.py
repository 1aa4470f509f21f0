"""The committed reference pages are what `make docs` writes."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.docs.vocabulary import DOCS, ROOT

SCRIPT = ROOT / "tools" / "generate_docs.py"
PAGES: Callable[[], dict[Path, str]] = runpy.run_path(str(SCRIPT))["pages"]
NAMES = ("kommandon", "filer", "dokument", "kriterier", "diagnostik")


@pytest.fixture(scope="module")
def made() -> dict[Path, str]:
    return PAGES()


def test_these_pages_are_generated(made: dict[Path, str]) -> None:
    assert set(made) == {DOCS / "reference" / f"{name}.md" for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_page_is_what_the_program_says(name: str, made: dict[Path, str]) -> None:
    path = DOCS / "reference" / f"{name}.md"

    assert made[path] == path.read_text(encoding="utf-8"), "kör make docs"


def test_twice_gives_the_same(made: dict[Path, str]) -> None:
    assert PAGES() == made
