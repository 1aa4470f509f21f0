"""What a person at a terminal meets: questions, colour, an editor; and what a pipe meets instead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.terminal import SHIPPED, on_terminal, start
from tests.support.gitrepo import GitRepo

ARKIV = "exempel-gemensamt-e-arkiv"
IDEA = "ai-kundtjanst"
SAMHALLE = "exempel-digital-samhallsbyggnad"
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def test_a_new_initiative_is_asked_for(copy: Path, env: dict[str, str]) -> None:
    ran = on_terminal(["new", "initiativ"], copy, env, ["socialtjanst", "En ny idé", "Kort om den."])

    assert ran.exit_code == 0, ran.stdout
    assert "namn: En ny idé" in (copy / "initiativ/en-ny-ide.yaml").read_text(encoding="utf-8")


def test_a_decision_is_asked_for(repo: GitRepo, env: dict[str, str]) -> None:
    answers = ["kommunledning", "orust", "i går", "2026-11-19", "kanske", "fortsatt"]
    ran = on_terminal(["gate", "advance", ARKIV], repo.root, env, answers)

    assert ran.exit_code == 0, ran.stdout
    assert "i går är inte en dag" in ran.stdout
    assert "kanske finns inte att välja" in ran.stdout
    assert "Beslut " + ARKIV in repo.git("log", "-1", "--format=%s")
    assert "Fyr-Kommun: orust" in repo.git("log", "-1", "--format=%b")


def test_going_back_asks_where_to_and_why(repo: GitRepo, env: dict[str, str]) -> None:
    args = ["gate", "advance", SAMHALLE, "--organ", "programstyrgrupp", "--datum", "2026-11-19", "--utfall", "tillbaka"]
    ran = on_terminal(args, repo.root, env, ["planera", "Planen höll inte."])

    assert ran.exit_code == 0, ran.stdout
    assert "Fyr-Utfall: tillbaka" in repo.git("log", "-1", "--format=%b")
    assert "motivering: Planen höll inte." in (repo.root / f"initiativ/{SAMHALLE}.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "missing"),
    [
        (["new", "initiativ"], "--delomrade"),
        (["new", "projekt"], "--namn"),
        (["gate", "advance", ARKIV], "--organ och --datum"),
        (["gate", "advance", ARKIV, "--organ", "kommunledning"], "--datum"),
    ],
)
def test_a_pipe_is_never_asked(args: list[str], missing: str, copy: Path, env: dict[str, str]) -> None:
    ran = start(args, copy, env, stdin="x\n" * 9)

    assert ran.exit_code == 2
    assert f"{missing} saknas" in ran.stderr
    assert ran.stdout == ""


def test_colour_only_on_a_terminal_and_never_alone(env: dict[str, str]) -> None:
    args = ["gate", "check", ARKIV, "-p", str(SHIPPED)]
    seen = on_terminal(args, SHIPPED, env).stdout
    piped = start(args, SHIPPED, env).stdout
    plain = on_terminal([*args, "--no-color"], SHIPPED, env).stdout
    asked = on_terminal(args, SHIPPED, {**env, "NO_COLOR": "1"}).stdout

    assert ESCAPES.search(seen)
    assert not ESCAPES.search(piped + plain + asked)
    assert ESCAPES.sub("", seen) == piped == plain == asked


@pytest.fixture
def editor(tmp_path: Path, env: dict[str, str]) -> Path:
    """Give a script that serves as the editor; each run takes the next line of `ändringar` as a sed command."""
    script = tmp_path / "redigerare"
    script.write_text(
        f'#!/bin/sh\nline=$(head -1 "{tmp_path}/andringar"); sed -i 1d "{tmp_path}/andringar"\nsed -i "$line" "$1"\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    env["EDITOR"] = str(script)
    return tmp_path / "andringar"


def test_a_good_edit_is_kept(copy: Path, env: dict[str, str], editor: Path) -> None:
    editor.write_text("s/^namn:.*/namn: Redigerat/\n", encoding="utf-8")
    ran = start(["edit", IDEA], copy, env)

    assert ran.exit_code == 0, ran.stderr
    assert "namn: Redigerat" in (copy / f"initiativ/{IDEA}.yaml").read_text(encoding="utf-8")
    assert [p.name for p in (copy / "initiativ").iterdir() if p.name.startswith(".")] == []


def test_a_bad_edit_in_a_pipe_is_refused_whole(copy: Path, env: dict[str, str], editor: Path) -> None:
    before = (copy / f"initiativ/{IDEA}.yaml").read_bytes()
    editor.write_text("s/^namn:/namm:/\n", encoding="utf-8")
    ran = start(["edit", IDEA], copy, env)

    assert ran.exit_code == 1
    assert "namm" in ran.stderr
    assert (copy / f"initiativ/{IDEA}.yaml").read_bytes() == before


def test_a_bad_edit_at_a_terminal_goes_back_to_the_editor(copy: Path, env: dict[str, str], editor: Path) -> None:
    editor.write_text("s/^namn:/namm:/\ns/^namm:.*/namn: Rättat/\n", encoding="utf-8")
    ran = on_terminal(["edit", IDEA], copy, env, ["r"])

    assert ran.exit_code == 0, ran.stdout
    assert "namn: Rättat" in (copy / f"initiativ/{IDEA}.yaml").read_text(encoding="utf-8")


def test_a_bad_edit_is_kept_if_the_user_insists(copy: Path, env: dict[str, str], editor: Path) -> None:
    editor.write_text("s/^namn:/namm:/\n", encoding="utf-8")
    ran = on_terminal(["edit", IDEA], copy, env, ["s"])

    assert ran.exit_code == 1
    assert "namm:" in (copy / f"initiativ/{IDEA}.yaml").read_text(encoding="utf-8")


def test_a_bad_edit_is_dropped_if_the_user_leaves(copy: Path, env: dict[str, str], editor: Path) -> None:
    before = (copy / f"initiativ/{IDEA}.yaml").read_bytes()
    editor.write_text("s/^namn:/namm:/\n", encoding="utf-8")
    ran = on_terminal(["edit", IDEA], copy, env, ["a"])

    assert ran.exit_code == 130
    assert (copy / f"initiativ/{IDEA}.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("editor_is", "says"), [("finns-inte-alls", "går inte att starta"), ("false", "avslutades med fel")]
)
def test_an_editor_that_fails_is_said(editor_is: str, says: str, copy: Path, env: dict[str, str]) -> None:
    ran = start(["edit", IDEA], copy, {**env, "EDITOR": editor_is})

    assert ran.exit_code == 3
    assert says in ran.stderr
