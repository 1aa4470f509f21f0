"""A branch as a scenario: what differs, and who wins and loses."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from fyrportfolj.cli.views.scenario import scenario_diff
from fyrportfolj.commands.scenario import diff
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import UsageError
from tests.support.builders import BASE
from tests.support.gitrepo import GitRepo, isolate_git

SHARED = """finansiering:
  total_kr: 900
  prisniva: 2026
  kalla: Prov
  andelar:
    - {part: udde, belopp_kr: %s}
    - {part: vik, belopp_kr: %s}
deltagare:
  - {kommun: udde, status: deltar}
  - {kommun: vik, status: deltar}
"""
SCENARIO = "id: tre-batar\nnamn: Tre båtar\nkalla: Prov\nkostnad_kr: 1\ntid_manader: 1\nprioritet: lag\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A portfolio where `main` splits 600 and 300, and the branch `vik-betalar` the other way."""
    isolate_git(monkeypatch, tmp_path / "hem")
    root = Path(shutil.copytree(BASE, tmp_path / "portfolj"))
    chart = root / "initiativ" / "gemensamt-sjokort.yaml"
    text = chart.read_text(encoding="utf-8")
    repo = GitRepo.make(root)
    chart.write_text(text + SHARED % (600, 300), encoding="utf-8")
    repo.commit("Först")
    repo.git("checkout", "-q", "-b", "vik-betalar")
    chart.write_text(text + SHARED % (300, 600), encoding="utf-8")
    repo.commit("Vik betalar mer")
    repo.git("checkout", "-q", "main")
    return root


def opened(root: Path) -> Workspace:
    return Workspace.open(root, lambda _zone: date(2026, 11, 22), search=False)


def test_a_branch_says_who_wins_and_loses(place: Path) -> None:
    found = diff(opened(place), "main", "vik-betalar").data

    assert [(s.kommun, int(s.kostnad_kr), s.omdome) for s in found.kommuner] == [
        ("holme", 0, "oforandrad"),
        ("udde", -300, "vinner"),
        ("vik", 300, "forlorar"),
    ]
    assert [g.slag for u in found.skillnad.insatser for g in u.grupper] == ["ekonomi"]
    assert list(scenario_diff(found, 80))


def test_the_work_tree_is_the_other_side_when_none_is_named(place: Path) -> None:
    back = diff(opened(place), "vik-betalar", None).data

    assert {s.kommun: s.kostnad_kr for s in back.kommuner} == {"holme": 0, "udde": 300, "vik": -300}


def test_a_scenario_may_name_its_branch(place: Path) -> None:
    file = place / "scenarier" / "tre-batar.yaml"
    file.write_text(f"{SCENARIO}gren: vik-betalar\n", encoding="utf-8")

    assert (
        diff(opened(place), "main", "tre-batar").data.kommuner
        == diff(opened(place), "main", "vik-betalar").data.kommuner
    )

    file.write_text(SCENARIO, encoding="utf-8")
    with pytest.raises(UsageError):
        diff(opened(place), "main", "tre-batar")
