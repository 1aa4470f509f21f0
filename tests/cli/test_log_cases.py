"""Golden logs of a year of history: exactly what is printed; `--update-golden` rewrites them.

tests/cases/log/<case>/ and tests/cases/diff/<case>/ with `anrop` instead of `cmd` are run on the history of
tests/support/histories.py, whose names and days are fixed, so that even the commits' ids are always the same.
"""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.support.gitrepo import isolate_git
from tests.support.golden import Fyr, Golden
from tests.support.histories import a_year

CASES = Path(__file__).resolve().parents[1] / "cases"
ALL = sorted(p.parent for p in CASES.glob("*/*/anrop"))


@pytest.mark.parametrize("case", ALL, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_case(case: Path, fyr: Fyr, golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate_git(monkeypatch, tmp_path / "hem")
    a_year(tmp_path / "arkiv")
    monkeypatch.setattr("tests.support.golden.COLUMNS", "80")

    ran = fyr(*shlex.split((case / "anrop").read_text(encoding="utf-8"))[1:], cwd=tmp_path / "arkiv")

    golden.same(case / "stdout", ran.stdout)
    golden.same(case / "stderr", ran.stderr)
    golden.same(case / "exit", f"{ran.exit_code}\n")


def test_there_are_cases() -> None:
    assert {p.parent.name for p in ALL} == {"log", "diff"}
