"""Checks shared out on two processors find what one finds."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SCRIPT = """
import sys
from datetime import date
from fyrportfolj.commands import checking
from fyrportfolj.rules.registry import run_checks
from tests.support.builders import a_portfolio, an_initiative

checking.WORTH_IT = 1
fault = sys.argv[1] == "fel"
portfolio = a_portfolio(an_initiative(fas="finns_inte") if fault else an_initiative())
today = date(2026, 11, 20)
shared, alone = checking.findings(portfolio, today), run_checks(portfolio, today)
assert sorted(map(str, shared)) == sorted(map(str, alone)), (shared, alone)
assert bool(alone) is fault
"""


@pytest.mark.skipif(not hasattr(os, "fork") or (os.cpu_count() or 1) < 2, reason="fork and two processors")
@pytest.mark.parametrize("kind", ["hel", "fel"])
def test_the_answer_is_the_same(kind: str) -> None:
    # A process of its own: the test runner has threads, and a fork wants none.
    subprocess.run([sys.executable, "-c", SCRIPT, kind], check=True)
