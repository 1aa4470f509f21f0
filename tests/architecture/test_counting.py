"""What is not counted is named as it stands, and what decides is always counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.counting import TESTS, UNCOUNTED, counted_at

ALWAYS = ("model", "rules", "errors", "reports", "audit", "signing")
"""Rooms of tests whose lines the limits of coverage rest on."""


@pytest.mark.parametrize("place", UNCOUNTED)
def test_what_is_uncounted_is_there(place: str) -> None:
    path, _, function = place.partition("::")

    assert (TESTS / path).exists()
    assert not function or f"def {function}(" in (TESTS / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("room", ALWAYS)
def test_what_decides_is_counted(room: str) -> None:
    modules = [path.relative_to(TESTS) for path in (TESTS / room).rglob("test_*.py")]

    assert modules
    assert [path for path in modules if not counted_at(path)] == []


def test_a_test_is_told_by_its_own_name_or_its_folder() -> None:
    assert not counted_at(Path("store/test_lines.py"))
    assert counted_at(Path("store/test_lines_more.py"))
    assert not counted_at(Path("safety/test_links.py"))
    assert not counted_at(Path("render/test_pdf.py"), "test_hostile_text_makes_a_whole_document")
    assert counted_at(Path("render/test_pdf.py"), "test_hostile_text")
