"""What `fyr audit verify` prints: text for people, and the formats that other programs read."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from tests.audit.attacks import ATTACKS
from tests.audit.trail import Trail
from tests.audit.verifying import anchor_text
from tests.support.golden import Fyr, Ran


@pytest.fixture
def trail(clean: dict[bool, Trail], tmp_path: Path) -> Trail:
    return clean[True].copy(tmp_path / "arkiv.git")


def run(fyr: Fyr, trail: Trail, *args: str, attack: str | None = None) -> Ran:
    folder = trail.git_dir.parent
    (folder / "ankare.yaml").write_text(anchor_text(trail))
    if attack:
        ATTACKS[attack].run(trail)
    return fyr("audit", "verify", "--repo", "arkiv.git", "--trust", "ankare.yaml", *args, cwd=folder)


def said(fyr: Fyr, trail: Trail, attack: str | None = None) -> Any:
    ran = run(fyr, trail, "--format", "json", attack=attack)
    return json.loads(ran.stdout)


def test_text_names_commit_day_person_file_and_remedy(fyr: Fyr, trail: Trail) -> None:
    ran = run(fyr, trail, attack="phase_edited_by_hand")

    first = ran.stdout.splitlines()[0]
    assert first.startswith(
        f"incheckning {trail.tip[:10]} 2026-09-17 Bo, initiativ/gemensamt-sjokort.yaml: FYR623 fel: "
    )
    assert "hjälp: återställ fasen" in ran.stdout
    assert "historiken har avvikelser" in ran.stdout
    assert "Bevisat" not in ran.stdout.splitlines()
    assert (ran.exit_code, ran.stderr) == (1, "")


def test_every_fault_is_told_at_once(fyr: Fyr, trail: Trail) -> None:
    ATTACKS["decision_edited"].run(trail)
    ATTACKS["phase_edited_by_hand"].run(trail)
    ATTACKS["symlink"].run(trail)
    ran = run(fyr, trail, attack="unsigned_work")

    assert [kod for kod in ("FYR630", "FYR623", "FYR642", "FYR612") if f" {kod} " in ran.stdout] == [
        "FYR630",
        "FYR623",
        "FYR642",
        "FYR612",
    ]


def test_clean_history_says_what_is_proved_and_what_is_not(fyr: Fyr, trail: Trail) -> None:
    ran = run(fyr, trail)

    assert ran.stdout.startswith("historiken är verifierad: 3 bedömda incheckningar på main, varav 1 beslut\n")
    assert "signerad" in ran.stdout
    assert "ankare.yaml" in ran.stdout
    for heading in ("Bevisat", "Inte bevisat"):
        assert heading in ran.stdout.splitlines()


def test_known_commits_are_said_to_be_known(fyr: Fyr, trail: Trail) -> None:
    run(fyr, trail)
    again = run(fyr, trail)
    whole = run(fyr, trail, "--full")

    assert "3 incheckningar, som inte lästes om" in again.stdout
    assert "lästes om" not in whole.stdout


def test_ci_reads_everything(fyr: Fyr, trail: Trail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    run(fyr, trail)

    assert "lästes om" not in run(fyr, trail).stdout


def test_unprovable_says_nothing_but_that(fyr: Fyr, trail: Trail) -> None:
    ran = run(fyr, trail, attack="shallow_clone")

    assert ran.exit_code == 3
    assert ran.stdout.rstrip().endswith("kan ej verifieras: inget är bevisat om historiken")
    assert "verifierad:" not in ran.stdout


def test_json(fyr: Fyr, trail: Trail) -> None:
    made = said(fyr, trail, "phase_edited_by_hand")

    assert (made["schema"], made["kommando"]) == ("fyr/1", "audit verify")
    assert (made["data"]["utfall"], made["data"]["niva"], made["data"]["spets"]) == (
        "avvikelser",
        "signerad",
        trail.tip,
    )
    assert made["data"]["vem"] == {trail.tip: {"dag": "2026-09-17", "namn": "Bo"}}
    assert [(d["kod"], d["incheckning"]) for d in made["diagnostik"]] == [("FYR623", trail.tip)]


def test_json_when_nothing_is_proved(fyr: Fyr, trail: Trail) -> None:
    made = said(fyr, trail, "shallow_clone")

    assert (made["data"]["utfall"], made["data"]["niva"]) == ("ej_verifierad", None)


def test_sarif(fyr: Fyr, trail: Trail) -> None:
    made = json.loads(run(fyr, trail, "--format", "sarif", attack="phase_edited_by_hand").stdout)
    (found,) = made["runs"][0]["results"]

    assert (found["ruleId"], found["level"]) == ("FYR623", "error")
    assert found["properties"] == {"incheckning": trail.tip}
    assert found["message"]["text"].startswith(f"incheckning {trail.tip[:10]}: ")


def test_same_fault_in_two_commits_has_two_fingerprints(fyr: Fyr, trail: Trail) -> None:
    ATTACKS["unsigned_work"].run(trail)
    made = json.loads(run(fyr, trail, "--format", "sarif", attack="unsigned_decision").stdout)
    prints = [r["partialFingerprints"]["fyr/1"] for r in made["runs"][0]["results"] if r["ruleId"] == "FYR612"]

    assert len(set(prints)) == 2


def test_github(fyr: Fyr, trail: Trail) -> None:
    ran = run(fyr, trail, "--format", "github", attack="phase_edited_by_hand")

    assert ran.stdout.startswith("::error file=")
    assert f"title=FYR623::incheckning {trail.tip[:10]}: " in ran.stdout


def test_github_takes_no_commands_from_a_name(fyr: Fyr, trail: Trail) -> None:
    trail.work({"initiativ/a\n::set-output name=x::y.yaml": "x\n"})
    ran = run(fyr, trail, "--format", "github", attack="phase_edited_by_hand")

    assert all(line.startswith("::error ") for line in ran.stdout.splitlines())


def test_junit(fyr: Fyr, trail: Trail) -> None:
    suite = ET.fromstring(run(fyr, trail, "--format", "junit", attack="phase_edited_by_hand").stdout)  # noqa: S314  (our own)

    assert [c.get("classname") for c in suite.iter("testcase")] == ["fyr.audit"]
    assert [f.get("message") for f in suite.iter("failure")] == ["1 fel"]


def test_as_of_is_not_silently_passed_over(fyr: Fyr, trail: Trail) -> None:
    ran = run(fyr, trail, "--as-of", "2026-09-16")

    assert ran.exit_code == 2
    assert "--ref" in ran.stderr


def test_folder_without_a_repository(fyr: Fyr, tmp_path: Path) -> None:
    assert fyr("audit", "verify", "--repo", str(tmp_path), cwd=tmp_path).exit_code == 3


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "junit"])
@pytest.mark.parametrize(
    "attack",
    ["name_that_is_not_utf8", "escape_in_a_name", "bidi_in_the_message", "null_byte_in_a_message", "row_repeated"],
)
def test_nothing_in_the_history_steers_the_reader(attack: str, form: str, fyr: Fyr, trail: Trail) -> None:
    ran = run(fyr, trail, "--format", form, attack=attack)

    assert ran.exit_code == 1, ran.stderr
    assert not {"\x1b", "\u202e", "\0"} & set(ran.stdout)
    assert ran.stdout.encode()
