"""The table of checks."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import random
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fyrportfolj.rules
from fyrportfolj.codes import CODES
from fyrportfolj.codes.entry import Code
from fyrportfolj.diagnostics import ordered
from fyrportfolj.i18n import render
from fyrportfolj.messages import Text
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.registry import CHECKS, Check, run_checks
from tests.support.builders import TODAY, a_head, a_milestone, a_portfolio, a_project, a_risk, an_initiative

FAULTY = a_portfolio(
    an_initiative(fas="x", agare="y", risker=[a_risk(), a_risk()], beror_av=["provtur"]),
    a_project(slut="2020-01-01", beror_av=["gemensamt-sjokort"], milstolpar=[a_milestone(baslinje="2020-01-29")]),
    fyr=a_head(processer={"projekt": {"slug": "z", "version": "1.0"}}),
)
RING = a_portfolio(*(an_initiative(id=f"kort-{n}", agare="y", beror_av=[f"kort-{(n + 1) % 4}"]) for n in range(4)))


def test_names_are_unique_and_say_what_they_protect_from() -> None:
    assert len({c.namn for c in CHECKS}) == len(CHECKS)
    assert all(re.fullmatch(r"[a-z_]+", c.namn) for c in CHECKS)
    assert all(re.fullmatch(r"Att .+\.", render(c.skyddar_mot)) for c in CHECKS)


def test_every_check_in_the_rules_is_in_the_table() -> None:
    written = set()
    for module in pkgutil.iter_modules(fyrportfolj.rules.__path__, "fyrportfolj.rules."):
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            if name.startswith("check_") and function.__module__ == module.name:
                written.add(f"{module.name}.{name}")

    assert written == {f"{c.run.__module__}.{c.run.__name__}" for c in CHECKS}


def test_a_good_portfolio_is_silent() -> None:
    assert run_checks(a_portfolio(), TODAY) == ()


def test_all_faults_are_found_at_once() -> None:
    codes = {d.kod for d in run_checks(FAULTY, TODAY)}

    assert codes == {"FYR205", "FYR206", "FYR213", "FYR223", "FYR224", "FYR239", "FYR240"}


@given(st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(r: random.Random) -> None:
    initiatives = list(RING.initiativ.items())
    r.shuffle(initiatives)

    shuffled = replace(RING, initiativ=dict(initiatives))

    assert ordered(run_checks(shuffled, TODAY)) == ordered(run_checks(RING, TODAY))
    assert len(run_checks(RING, TODAY)) == 6


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.namn)
def test_no_check_fails_on_a_bare_portfolio(check: Check) -> None:
    bare = Portfolio(fyr=a_portfolio().fyr)

    assert all(d.kod in CODES for d in check.run(bare, TODAY))


FIELD = re.compile(r"{(\w+)}")


@pytest.mark.parametrize("code", [c for k, c in CODES.items() if k[3] in "23"], ids=lambda c: c.kod)
def test_texts_follow_the_house_style(code: Code) -> None:
    for text in (code.text.msgid, code.help.msgid):
        assert text[0].islower() or text.startswith("{")
        assert not text.endswith(".")
        assert "!" not in text
        assert "ogiltig" not in text.lower()


def test_every_finding_fills_every_field_of_its_sentences() -> None:
    for d in run_checks(FAULTY, TODAY):
        code = CODES[d.kod]
        wanted = set(FIELD.findall(code.text.msgid)) | set(FIELD.findall(code.help.msgid))

        assert wanted <= set(d.params)
        assert "{" not in render(Text(code.text.msgid, d.params))
