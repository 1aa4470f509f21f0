"""Verbs whose answer depends on the machine or is too long for a golden case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fyrportfolj.cli.app import run
from fyrportfolj.store.kinds import KINDS
from tests.cli.terminal import SHIPPED
from tests.support.gitrepo import GitRepo, isolate_git


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    isolate_git(monkeypatch, tmp_path / "hem")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def test_init_says_what_it_made_and_what_comes_next(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", "ny", "--namn", "Ny"]) == 0
    captured = capsys.readouterr()

    assert captured.out.startswith("ny portfölj i ny\n")
    assert "  fyr.yaml\n" in captured.out
    assert captured.out.endswith("ett nytt git-arkiv är skapat\n")
    assert "git add -A && git commit" in captured.err
    assert run(["check", "ny"]) == 0
    assert capsys.readouterr().out == ""


def test_init_will_not_write_over_a_portfolio(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", str(SHIPPED)]) == 4
    assert "är redan en portfölj" in " ".join(capsys.readouterr().err.split())


def test_init_inside_a_repository_makes_no_other(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    GitRepo.make(here / "förråd", {"LÄSMIG": "x"})
    assert run(["init", "förråd/portfölj"]) == 0

    assert "git-arkiv" not in capsys.readouterr().out


def test_schemas_are_written_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "--out", "ut"]) == 0
    first = capsys.readouterr().out
    assert run(["schema", "--out", "ut"]) == 0
    second = capsys.readouterr().out

    assert first.splitlines() == [f"skrev ut/{k.schema}" for k in KINDS]
    assert second == f"alla {len(KINDS)} scheman i ut stämmer redan\n"


def test_one_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "initiativ"]) == 0
    printed = json.loads(capsys.readouterr().out)

    assert printed == json.loads((SHIPPED / "schema/initiativ.schema.json").read_text(encoding="utf-8"))


def test_doctor_marks_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor"]) == 1
    rows = capsys.readouterr().out.splitlines()

    assert [r for r in rows if r.startswith("✗")] == [r for r in rows if "portfölj  " in r]
    assert any("fyr init" in r for r in rows)


@pytest.mark.parametrize("columns", ["80", "130"])
def test_the_board_stacks_or_stands_side_by_side(
    columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    run(["status", "-p", str(SHIPPED)])
    rows = capsys.readouterr().out.splitlines()

    together = [r for r in rows if "Koordinera" in r and "Avveckling" in r]
    assert bool(together) is (columns == "130")
    assert max(map(len, rows)) <= int(columns)


def test_a_pdf_is_made(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = ["report", "statusrapport", "digital-motor-fyrbodal", "--to", "md,pdf", "--out", "ut", "-p", str(SHIPPED)]
    assert run(args) == 0
    rows = [r for r in capsys.readouterr().out.splitlines() if r.startswith("ut/")]

    assert [Path(r).suffix for r in rows] == [".md", ".pdf"]
    assert (here / rows[1]).read_bytes().startswith(b"%PDF")
