"""`fyr set`: only the asked line changes, and nothing is written that the check would refuse."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from fyrportfolj.commands.change import change
from fyrportfolj.commands.editing import How
from fyrportfolj.errors import DataError, UsageError
from tests.commands.conftest import opened
from tests.support.gitrepo import GitRepo

BYGGLOV = "exempel-digital-bygglovsprocess"
SAMHALLE = "exempel-digital-samhallsbyggnad"


def changed_lines(before: str, after: str) -> list[str]:
    rows = difflib.ndiff(before.splitlines(), after.splitlines())
    return [r for r in rows if r[:2] in ("+ ", "- ")]


@pytest.mark.parametrize(
    ("target", "path", "value", "line"),
    [
        (SAMHALLE, "namn", "Nytt namn: ett", 'namn: "Nytt namn: ett"'),
        (SAMHALLE, "risker.R5.sannolikhet", "4", "sannolikhet: 4"),
        (SAMHALLE, "risker.4.sannolikhet", "4", "sannolikhet: 4"),
        (SAMHALLE, "finansiering.upparbetat_kr", "2 190 000,50", "upparbetat_kr: 2190000.50"),
        (SAMHALLE, "milstolpar.M3.prognos", "2026-12-19", "prognos: 2026-12-19"),
        ("ai-kundtjanst", "exempel", "ja", "exempel: true"),
        ("register/kommuner.yaml", "kommuner.tanum.fullstandigt_namn", "Tanum", "fullstandigt_namn: Tanum"),
        ("fyr.yaml", "policy.risk.omprovas_inom_dagar", "91", "omprovas_inom_dagar: 91"),
    ],
)
def test_changes_one_line(copy: Path, target: str, path: str, value: str, line: str) -> None:
    before = {p: p.read_text(encoding="utf-8") for p in copy.rglob("*.yaml")}
    result = change(opened(copy), target, path, value, How())
    after = {p: p.read_text(encoding="utf-8") for p in before}
    rows = [r for p in before for r in changed_lines(before[p], after[p])]

    assert result.data.skriven
    assert [r[2:].strip() for r in rows if r.startswith("+")] == [line]
    assert len([r for r in rows if r.startswith("-")]) <= 1


def test_takes_a_field_away(copy: Path) -> None:
    before = (copy / f"initiativ/{SAMHALLE}.yaml").read_text(encoding="utf-8")
    change(opened(copy), SAMHALLE, "finansiering.prognos_kr", None, How())
    after = (copy / f"initiativ/{SAMHALLE}.yaml").read_text(encoding="utf-8")

    assert changed_lines(before, after) == ["-   prognos_kr: 5770000"]


def test_dry_run_writes_nothing(copy: Path) -> None:
    before = (copy / "initiativ/ai-kundtjanst.yaml").read_bytes()
    result = change(opened(copy), "ai-kundtjanst", "namn", "Annat", How(dry_run=True))

    assert "+namn: Annat" in result.data.diff
    assert not result.data.skriven
    assert (copy / "initiativ/ai-kundtjanst.yaml").read_bytes() == before


def test_a_value_that_would_be_a_fault_is_refused(copy: Path) -> None:
    before = (copy / f"initiativ/{SAMHALLE}.yaml").read_bytes()
    result = change(opened(copy), SAMHALLE, "risker.R5.sannolikhet", "9", How())

    assert result.exit_code == 1
    assert [d.kod for d in result.diagnostics] == ["FYR119"]
    assert (copy / f"initiativ/{SAMHALLE}.yaml").read_bytes() == before


def test_a_phase_without_its_decision_is_refused(copy: Path) -> None:
    result = change(opened(copy), SAMHALLE, "fas", "planera", How())

    assert [d.kod for d in result.diagnostics] == ["FYR401"]
    assert not result.data.skriven


def test_what_stands_there_already_is_no_change(copy: Path) -> None:
    result = change(opened(copy), "ai-kundtjanst", "namn", "AI-kundtjänst", How())

    assert result.data.diff == ""
    assert [str(m) for m in result.messages] == ["inget att ändra: så står det redan"]


@pytest.mark.parametrize(
    ("path", "value", "says", "proposes"),
    [
        ("risker.R5.sanolikhet", "3", "fältet sanolikhet finns inte", "menade du sannolikhet?"),
        ("risker.R99.sannolikhet", "3", "raden R99 finns inte", "raderna är"),
        ("risker.R5.sannolikhet", "tre", "tre är inte ett heltal", ""),
        ("finansiering.total_kr", "dyrt", "dyrt är inte ett tal", ""),
        ("exempel", "kanske", "varken true eller false", ""),
        ("mal", "ett mål", "är en lista", "skriv en lista som [a, b]"),
    ],
)
def test_says_what_was_expected(copy: Path, path: str, value: str, says: str, proposes: str) -> None:
    with pytest.raises(UsageError) as raised:
        change(opened(copy), SAMHALLE, path, value, How())

    assert says in str(raised.value.message)
    assert proposes in str(raised.value.help or "")


def test_a_list_is_written_as_yaml(copy: Path) -> None:
    change(opened(copy), "ai-kundtjanst", "mal", "[Ett mål, Ett till]", How())

    assert opened(copy).find("ai-kundtjanst").modell.mal == ("Ett mål", "Ett till")


def test_a_broken_file_is_mended_by_hand(copy: Path) -> None:
    (copy / "initiativ/ai-kundtjanst.yaml").write_text("id: [", encoding="utf-8")

    with pytest.raises(DataError, match="går inte att ändra"):
        change(opened(copy), "ai-kundtjanst", "namn", "x", How())


def test_commit_holds_only_the_file(repo: GitRepo) -> None:
    (repo.root / "lapp.txt").write_text("min", encoding="utf-8")
    result = change(opened(repo.root), "ai-kundtjanst", "namn", "Annat", How(commit=True))

    assert result.data.commit == repo.git("rev-parse", "HEAD").strip()
    assert repo.git("show", "--name-only", "--format=%s").split("\n")[:3] == [
        "Ändra namn i initiativ/ai-kundtjanst.yaml",
        "",
        "initiativ/ai-kundtjanst.yaml",
    ]
    assert repo.git("status", "--short").strip() == "?? lapp.txt"


def test_commit_refuses_to_take_other_edits_along(repo: GitRepo) -> None:
    path = repo.root / "initiativ/ai-kundtjanst.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# lapp\n", encoding="utf-8")

    with pytest.raises(DataError, match="inte är incheckade"):
        change(opened(repo.root), "ai-kundtjanst", "namn", "Annat", How(commit=True))
