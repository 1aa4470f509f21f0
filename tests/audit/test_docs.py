"""The table of attacks in the documentation, the attacks and the pages of the codes say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fyrportfolj.codes import CODES
from tests.audit.attacks import ATTACKS, numbered

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "explanation" / "vad-revisionen-bevisar.md"
_ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+) \|$", re.MULTILINE)
ROWS = {int(number): (name, how) for number, name, how in _ROW.findall(PAGE.read_text(encoding="utf-8"))}
OF_THE_AUDIT = sorted(k for k in CODES if "FYR601" <= k <= "FYR649")


def test_every_attack_of_the_list_has_a_row() -> None:
    assert sorted(ROWS) == list(range(1, 99))


@pytest.mark.parametrize("number", range(1, 75))
def test_row_names_the_codes_that_catch_it(number: int) -> None:
    expected = {kod for one in numbered()[number] for kod in one.codes}

    assert set(re.findall(r"\[(FYR\d{3})\]", ROWS[number][1])) == expected


@pytest.mark.parametrize("number", range(75, 99))
def test_other_rows_name_a_test_or_say_why_not(number: int) -> None:
    how = ROWS[number][1]
    named = re.findall(r"`(tests/[\w/.]+)`", how)

    assert named or how.startswith("gäller inte")
    assert all((ROOT / path).is_file() for path in named)


@pytest.mark.parametrize("kod", OF_THE_AUDIT)
def test_every_code_is_shown_by_an_attack(kod: str) -> None:
    name = (ROOT / "tests" / "errors" / kod / "angrepp.txt").read_text(encoding="utf-8").strip()

    assert kod in ATTACKS[name].codes


@pytest.mark.parametrize("kod", OF_THE_AUDIT)
def test_page_shows_what_the_example_prints(kod: str) -> None:
    page = (ROOT / "docs" / "reference" / "fel" / f"{kod}.md").read_text(encoding="utf-8")
    shown = re.search(r"```text\n(.+?)\n```", page, re.DOTALL)

    assert shown
    assert shown[1] in (ROOT / "tests" / "errors" / kod / "expected.txt").read_text(encoding="utf-8")
