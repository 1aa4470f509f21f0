"""Faults inside a process file."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from fyrportfolj.rules.process_file import (
    check_process_artefacts,
    check_process_deciders,
    check_process_outcomes,
    check_process_slugs,
)
from tests.support.builders import Check, a_portfolio, a_process, data, found

CHECKS: list[Check] = [check_process_slugs, check_process_artefacts, check_process_outcomes, check_process_deciders]
PHASES: list[dict[str, Any]] = data("process/segling-1.0.yaml")["faser"]


def faults(*changes: tuple[tuple[Any, ...], Any]) -> list[tuple[str, str]]:
    """Give what all checks say of the process with these values put in at these paths."""
    phases = deepcopy(PHASES)
    for path, value in changes:
        place: Any = phases
        for part in path[:-1]:
            place = place[part]
        place[path[-1]] = value
    portfolio = a_portfolio(processer=[a_process(faser=phases)])
    return sorted(f for check in CHECKS for f in found(check, portfolio))


def test_the_base_process_is_silent() -> None:
    assert faults() == []


STAGE = {"steg": "rita", "falt": ["syfte"], "kriterier": ["budget_summerar"]}
NEED = {"slug": "lov", "namn": "Lov"}


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ((1, "slug"), "kaj", [("FYR225", "faser.1.slug")]),
        ((1, "grind", "slug"), "lagg_ut", [("FYR225", "faser.1.grind.slug")]),
        ((0, "steg", 1, "slug"), "rita", [("FYR225", "faser.0.steg.1.slug")]),
        ((0, "artefakter", 1, "slug"), "projektdirektiv", [("FYR225", "faser.0.artefakter.1.slug")]),
        (
            (0, "grind", "beslut"),
            [{**NEED, "alla_av": ["rederi"]}] * 2,
            [("FYR225", "faser.0.grind.beslut.1.slug")],
        ),
        ((0, "artefakter", 0, "slug"), "direktivet", [("FYR226", "faser.0.artefakter.0.slug")]),
        ((0, "artefakter", 0, "falt"), ["syfte", "x"], [("FYR227", "faser.0.artefakter.0.falt.1")]),
        ((0, "artefakter", 0, "etapper"), [STAGE], []),
        (
            (0, "artefakter", 0, "etapper"),
            [{**STAGE, "falt": ["x"]}],
            [("FYR227", "faser.0.artefakter.0.etapper.0.falt.0")],
        ),
        (
            (0, "artefakter", 0, "etapper"),
            [{**STAGE, "steg": "x"}],
            [("FYR231", "faser.0.artefakter.0.etapper.0.steg")],
        ),
        (
            (0, "artefakter", 0, "etapper"),
            [{**STAGE, "kriterier": ["x"]}],
            [("FYR228", "faser.0.artefakter.0.etapper.0.kriterier.0")],
        ),
        ((0, "artefakter", 0, "kriterier"), ["x"], [("FYR228", "faser.0.artefakter.0.kriterier.0")]),
        ((0, "grind", "kriterier"), ["deltagare_finns", "x"], [("FYR228", "faser.0.grind.kriterier.1")]),
        ((1, "grind", "utfall", 1, "till"), ["kaj", "x"], [("FYR229", "faser.1.grind.utfall.1.till.1")]),
        ((0, "grind", "beslut", 0, "alla_av"), ["x"], [("FYR230", "faser.0.grind.beslut.0.alla_av.0")]),
        ((0, "grind", "beslut", 0, "nagot_av"), ["rederi", "x"], [("FYR230", "faser.0.grind.beslut.0.nagot_av.1")]),
        ((0, "grind", "beslut", 0, "vid_behov"), ["x"], [("FYR230", "faser.0.grind.beslut.0.vid_behov.0")]),
        ((0, "artefakter", 0, "steg"), "x", [("FYR231", "faser.0.artefakter.0.steg")]),
        ((1, "artefakter", 0, "steg"), "rita", [("FYR231", "faser.1.artefakter.0.steg")]),
    ],
)
def test_names_that_clash_or_lead_nowhere(path: tuple[Any, ...], value: Any, expected: list[tuple[str, str]]) -> None:
    assert faults((path, value)) == expected


@pytest.mark.parametrize(
    ("need", "possible"),
    [
        ([{**NEED, "alla_av": ["rederi"]}], True),
        ([{**NEED}], False),
        ([{**NEED, "vid_behov": ["rederi"]}], False),
        ([{**NEED, "vid_behov": ["rederi"]}, {"slug": "b", "namn": "B", "alla_av": ["rederi"]}], True),
        ([{**NEED, "per": "kommun", "alla_av": ["hamnnamnd"]}], True),
        ([{**NEED, "per": "kommun", "alla_av": ["hamnnamnd", "rederi"]}], False),
        ([{**NEED, "per": "kommun", "nagot_av": ["hamnnamnd", "rederi"]}], True),
        ([{**NEED, "per": "kommun", "nagot_av": ["besattning", "rederi"]}], False),
        ([{**NEED, "per": "kommun", "alla_av": ["hamnnamnd"], "kvorum": {"minst_kommuner": 3}}], True),
        ([{**NEED, "per": "kommun", "alla_av": ["hamnnamnd"], "kvorum": {"minst_kommuner": 4}}], False),
    ],
)
def test_a_requirement_that_nobody_can_meet(need: list[dict[str, Any]], *, possible: bool) -> None:
    found_ = faults(((0, "grind", "beslut"), need))

    assert found_ == ([] if possible else [("FYR237", "faser.0.grind.beslut.0")])


def test_without_registers_only_the_process_itself_is_judged() -> None:
    phases = deepcopy(PHASES)
    need = {**NEED, "per": "kommun", "alla_av": ["x"], "kvorum": {"minst_kommuner": 99}}
    phases[0]["grind"]["beslut"] = [need]
    portfolio = a_portfolio(processer=[a_process(faser=phases)])

    bare = replace(portfolio, organregister=None, kommunregister=None)

    assert found(check_process_deciders, bare) == []
