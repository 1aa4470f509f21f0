"""The page on security and the tests say the same: which attack is stopped, and which test shows it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "explanation" / "sakerhet.md"
_ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
ROWS = {int(number): (stops, shown) for number, _, stops, shown in _ROW.findall(PAGE.read_text(encoding="utf-8"))}
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
NAMED = {(path, name) for _, shown in ROWS.values() for path, name in _TEST.findall(shown)}
OTHERS = {"test_table.py", "test_failures.py", "test_growth.py", "test_names.py"}
"""Modules that show what the other parts of the page say."""


def named_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {n.name for n in tree.body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")}


def test_every_attack_has_a_row() -> None:
    assert sorted(ROWS) == list(range(75, 99))


@pytest.mark.parametrize("number", range(75, 99))
def test_a_row_names_a_test_or_says_why_not(number: int) -> None:
    stops, shown = ROWS[number]

    assert _TEST.findall(shown) or (stops.startswith("Gäller inte ännu: ") and shown == "–")
    assert _TEST.sub("", shown).strip(" ,–") == ""


@pytest.mark.parametrize(("path", "name"), sorted(NAMED))
def test_a_test_that_is_named_exists(path: str, name: str) -> None:
    assert name in named_in(ROOT / path)


def test_every_attack_that_is_tested_here_is_in_the_table() -> None:
    here = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in Path(__file__).parent.glob("test_*.py")
        if path.name not in OTHERS
        for name in named_in(path)
    }
    about_the_tests_themselves = {
        ("tests/safety/test_environment.py", "test_the_program_in_the_tests_is_the_one_that_users_start"),
        ("tests/safety/test_links.py", "test_a_handle_is_used_where_the_system_has_one"),
        ("tests/safety/test_audited.py", "test_a_trust_anchor_with_faults_is_shown_as_text"),
    }

    assert here - NAMED == about_the_tests_themselves
