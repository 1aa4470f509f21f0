"""Thirty faults in ten files: each is found, each at its line and column, and nothing else is."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

from fyrportfolj.diagnostics import ordered
from fyrportfolj.rules.registry import run_checks
from fyrportfolj.store.load import load
from fyrportfolj.store.source import WorkingTree
from tests.support.golden import Fyr

PORTFOLIO = Path(__file__).parents[1] / "processes" / "pps"
J, T, P = "initiativ/journalsystem.yaml", "initiativ/trygghetslarm.yaml", "process/pps-1.0.yaml"
PLAN, AREA, ROLES = "handlingsplan/handlingsplan.yaml", "handlingsplan/valfard.yaml", "register/roller.yaml"
BODIES, MANDATES, YEAR = "register/organ.yaml", "register/mandat.yaml", "register/arscykel.yaml"
LATE = (
    "  - {id: 2026-05-05-bestallare, typ: ovrigt, datum: 2026-05-06, organ: bestallare}\n"
    "  - {id: 2026-12-01-bestallare, typ: ovrigt, datum: 2026-12-01, organ: bestallare}\n"
)

SEEDS: tuple[tuple[str, str, str], ...] = (
    ("fyr.yaml", "till_och_med: 9", "till_och_med: 8"),
    (PLAN, "syfte: Att göra mer tillsammans.", "syfte: Att göra mer: tillsammans."),
    (AREA, "initiativ: [journalsystem, trygghetslarm]", "initiativ: [journalsystem, trygghetslarm, hemtjanst]"),
    (J, "fas: onskemal", "fas: forbereda"),
    (J, "ledare: projektledare", "ledare: projektladare"),
    (J, "belopp_kr: 500000}", "belopp_kr: 500000.5}"),
    (J, "agare: projektledare}", "agare: projektledare, kommuner: [dalsland-ostra], sannolikhet_efter: 3}"),
    (J, "bedomd: 2026-11-02", "bedomd: 2026-07-02"),
    (J, "behov: Tre system talar inte med varandra.", "behov: Ring 070-174 06 05 och fråga."),
    (J, "budget_total_kr: 1200000", "budget_total_kr: 1200100"),
    (J, "milstolpe: M1", "milstolpe: M2"),
    (J, "rapportdatum: 2026-11-16", "rapportdatum: 2026-12-24"),
    (J, "{omrade: tid, status: enligt_plan}", "{omrade: tid, status: komplikationer}"),
    (
        J,
        "artefakter:\n",
        f"beslut:\n{LATE}artefakter:\n",
    ),
    (T, 'version: "1.0"', "version: 1.0"),
    (
        T,
        "sammanfattning: Larm som fungerar i hela Dalsland.",
        "sammanfattning: [Larm]\nprioritet: hog\nstart: 2026-02-30",
    ),
    (P, "kriterier: [milstolpar_finns, risker_bedomda]", "kriterier: [milstolpar_fins, risker_bedomda]"),
    (P, "falt: [metod, eskalering]", "falt: [metod, eskalation]"),
    (P, "till: [bygga]", "till: [byga]"),
    (P, "vid_behov: [revisor]", "vid_behov: [revision]"),
    (P, "        steg: ramar\n", "        steg: ram\n"),
    (YEAR, 'till_och_med: "06-15"', 'till_och_med: "06-31"'),
    (MANDATES, "grindar: [bp2, bp7]", "grindar: [bp2, bp9]"),
    (MANDATES, "grindar: [bp6], fran: 2026-01-01", "grindar: [bp6], fran: 2026-01-01, till_och_med: 2025-12-31"),
    (BODIES, "overordnat: samarbetsnamnd", "overordnat: samarbetsnamd"),
    (ROLES, "namn: Projektledare}", "namn: Projektledare}\n  - {id: projektledare, namn: Ledare}"),
)

EXPECTED: list[tuple[str, int, int, str]] = [
    ("fyr.yaml", 22, 5, "FYR301"),
    (PLAN, 5, 20, "FYR023"),
    (AREA, 10, 47, "FYR218"),
    (J, 4, 6, "FYR401"),
    (J, 7, 9, "FYR213"),
    (J, 18, 3, "FYR316"),
    (J, 25, 87, "FYR310"),
    (J, 25, 132, "FYR211"),
    (J, 25, 168, "FYR306"),
    (J, 28, 10, "FYR422"),
    (J, 29, 53, "FYR241"),
    (J, 34, 17, "FYR246"),
    (J, 50, 22, "FYR327"),
    (J, 57, 21, "FYR222"),
    (J, 61, 21, "FYR242"),
    (J, 64, 33, "FYR329"),
    (T, 3, 31, "FYR124"),
    (T, 6, 17, "FYR103"),
    (T, 7, 1, "FYR101"),
    (T, 8, 8, "FYR109"),
    (P, 41, 15, "FYR231"),
    (P, 74, 19, "FYR228"),
    (P, 84, 23, "FYR227"),
    (P, 91, 85, "FYR230"),
    (P, 103, 62, "FYR229"),
    (YEAR, 2, 67, "FYR243"),
    (MANDATES, 4, 65, "FYR232"),
    (MANDATES, 6, 108, "FYR239"),
    (BODIES, 3, 68, "FYR212"),
    (ROLES, 3, 10, "FYR223"),
]
"""File, line, column and code, in the order they are shown."""


def seeded(folder: Path) -> Path:
    copy = folder / "portfolj"
    shutil.copytree(PORTFOLIO, copy)
    for path, old, new in SEEDS:
        text = (copy / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{path}: {old}"
        (copy / path).write_text(text.replace(old, new), encoding="utf-8")
    return copy


def test_there_are_thirty_faults_of_thirty_codes_in_ten_files() -> None:
    assert len(EXPECTED) == len({kod for *_, kod in EXPECTED}) == 30
    assert len({fil for fil, *_ in EXPECTED}) == len({fil for fil, *_ in SEEDS}) == 10


def test_without_the_seeds_there_are_none() -> None:
    loaded = load(WorkingTree(PORTFOLIO))
    assert loaded.portfolio is not None

    assert (loaded.diagnostics, run_checks(loaded.portfolio, date(2026, 11, 20))) == ((), ())


def test_loading_and_rules_place_each_fault(tmp_path: Path) -> None:
    loaded = load(WorkingTree(seeded(tmp_path)))
    assert loaded.portfolio is not None

    checked = run_checks(loaded.portfolio, loaded.portfolio.today(date(2026, 11, 22)))
    found = ordered((*loaded.diagnostics, *loaded.place(checked)))

    assert [(d.fil, d.place and d.place.rad, d.place and d.place.kolumn, d.kod) for d in found] == EXPECTED


def test_the_command_line_tells_the_same(tmp_path: Path, fyr: Fyr) -> None:
    ran = fyr("check", "--format", "json", cwd=seeded(tmp_path))

    found = [(d["fil"], d["rad"], d["kolumn"], d["kod"]) for d in json.loads(ran.stdout)["diagnostik"]]
    assert (ran.exit_code, found) == (1, EXPECTED)
