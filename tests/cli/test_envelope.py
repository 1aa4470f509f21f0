"""`--format json` everywhere: one envelope, Swedish keys, the same exit codes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fyrportfolj.cli.app import run
from tests.cli.terminal import SHIPPED
from tests.support.gitrepo import EMAIL, NAME, isolate_git

SAMHALLE = "exempel-digital-samhallsbyggnad"
GROUPS = {"gate", "risk", "artefact", "report"}
READING = [
    [],
    ["status"],
    ["list"],
    ["show", SAMHALLE],
    ["check"],
    ["explain", "FYR302"],
    ["explain", "programdirektiv"],
    ["gate", "status"],
    ["gate", "check", SAMHALLE],
    ["gate", "log", SAMHALLE],
    ["risk", "list"],
    ["risk", "show", SAMHALLE, "R1"],
    ["risk", "matrix"],
    ["risk", "escalate"],
    ["risk", "history", SAMHALLE, "R5"],
    ["artefact", "show", SAMHALLE, "programdirektiv"],
    ["report", "list"],
    ["doctor"],
    ["set", "ai-kundtjanst", "namn", "Annat", "--dry-run"],
    ["set", "ai-kundtjanst", "fas", "fel", "--dry-run"],
]


def keys(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from keys(value)
    elif isinstance(data, list):
        for value in data:
            yield from keys(value)


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = tmp_path / "hem"
    isolate_git(monkeypatch, home)
    (home / ".gitconfig").write_text(f"[user]\nname = {NAME}\nemail = {EMAIL}\n", encoding="utf-8")
    monkeypatch.chdir(SHIPPED)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_the_envelope(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code = run([*args, "--format", "json"])
    captured = capsys.readouterr()
    answer = json.loads(captured.out)

    assert list(answer)[:5] == ["schema", "kommando", "data", "diagnostik", "meddelanden"]
    assert answer["schema"] == "fyr/1"
    assert answer["kommando"] == " ".join(args[: 2 if args[0:1] and args[0] in GROUPS else 1])
    assert answer["data"] is not None
    assert captured.err == ""
    assert code == (1 if (args[:1] == ["gate"] and args[1] == "check") or "fel" in args else 0)


@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_keys_are_words_or_ids(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    run([*args, "--format", "json"])
    answer = json.loads(capsys.readouterr().out)

    assert [k for k in keys(answer) if not re.fullmatch(r"[a-z0-9]+([_-][a-z0-9_-]+)*", k)] == []


@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_text_and_json_have_the_same_exit_code(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    codes = {run([*args, "--format", f]) for f in ("text", "json")}
    capsys.readouterr()

    assert len(codes) == 1


@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_text_fits_80_columns(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    run(args)
    rows = capsys.readouterr().out.splitlines()
    raw = [r for r in rows if len(r) > 80]

    # Only lines of files, paths and code samples are left whole.
    assert [r for r in raw if not r.startswith(("+", "-", " ", "::"))] == []


def test_values_keep_their_kind(capsys: pytest.CaptureFixture[str]) -> None:
    run(["show", SAMHALLE, "--format", "json"])
    data = json.loads(capsys.readouterr().out)["data"]

    assert data["ekonomi"]["total_kr"] == 5600000
    assert data["ekonomi"]["andelar"][0]["belopp_kr"] == 683333.34
    assert data["start"] == "2024-10-10"
    assert data["insats"]["exempel"] is True


def test_a_finding_has_place_text_and_help(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy / "initiativ/ai-kundtjanst.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("namn:", "namm:", 1), encoding="utf-8")
    assert run(["check", "-p", str(copy), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)["diagnostik"]

    assert {"kod", "allvar", "fil", "rad", "kolumn", "sokvag", "text", "hjalp", "regel"} == set(found[0])
    assert {(d["fil"], d["rad"], d["kolumn"]) for d in found if d["sokvag"] == ["namm"]} == {
        ("initiativ/ai-kundtjanst.yaml", 4, 1)
    }


def test_every_view_marks_what_is_invented(capsys: pytest.CaptureFixture[str]) -> None:
    views = [[], ["status"], ["list"], ["show", SAMHALLE], ["gate", "status"], ["gate", "check", SAMHALLE]]
    views += [["risk", "list"], ["risk", "matrix"], ["risk", "escalate"], ["risk", "show", SAMHALLE, "R1"]]
    views += [["artefact", "show", SAMHALLE, "programdirektiv"]]
    for args in views:
        run(args)

        assert "(exempel)" in capsys.readouterr().out, args
