"""The call: common options anywhere, mistakes in Swedish, help that fits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer._click import Command
from typer.core import TyperGroup, TyperOption

from fyrportfolj.cli.app import ROOMS, command_tree, run
from fyrportfolj.cli.argv import first_word
from fyrportfolj.cli.layout import cells
from fyrportfolj.cli.parsing import FyrCommand, FyrGroup
from tests.cli.terminal import SHIPPED


def tree(command: Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Command]]:
    yield path, command
    if isinstance(command, TyperGroup):
        for name, below in command.commands.items():
            yield from tree(below, (*path, name))


COMMANDS = list(tree(command_tree([])))
PATHS = [path for path, _ in COMMANDS]


@pytest.fixture(autouse=True)
def fixed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("FYR_LANG", "_FYR_COMPLETE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)


def test_every_command_is_in_the_table_of_rooms() -> None:
    top = [path[0] for path in PATHS if len(path) == 1]

    assert top == list(ROOMS)


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_help_fits_80_columns_and_is_swedish(path: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*path, "--help"]) == 0
    text = capsys.readouterr().out

    assert text.startswith(f"Användning: {' '.join(('fyr', *path))} ")
    assert max(map(cells, text.splitlines())) <= 80
    assert not {"Options", "Usage", "Show", "Commands", "Arguments", "default"} & set(text.replace(":", " ").split())


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=lambda x: " ".join(x) if isinstance(x, tuple) else "")
def test_every_command_and_option_has_help(path: tuple[str, ...], command: Command) -> None:
    assert isinstance(command, FyrCommand | FyrGroup)
    bare = [p.name for p in command.params if not (getattr(p, "help", "") or "").endswith(".")]

    assert (command.help or "").endswith(".")
    assert bare == []


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=lambda x: " ".join(x) if isinstance(x, tuple) else "")
def test_every_value_has_a_name_in_the_help(path: tuple[str, ...], command: Command) -> None:
    options = [p for p in command.params if isinstance(p, TyperOption) and not p.is_flag]

    assert [o.opts for o in options if not o.metavar] == []


@pytest.mark.parametrize(
    "args",
    [
        ["-p", str(SHIPPED), "--format", "json", "list"],
        ["list", "-p", str(SHIPPED), "--format", "json"],
        ["--format=json", "list", f"--portfolio={SHIPPED}"],
    ],
)
def test_common_options_stand_before_or_after_the_verb(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(args) == 0
    assert json.loads(capsys.readouterr().out)["kommando"] == "list"


def test_the_one_after_the_verb_wins(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--format", "json", "list", "-p", str(SHIPPED), "--format", "text"])

    assert not capsys.readouterr().out.startswith("{")


@pytest.mark.parametrize(
    ("args", "says", "helps"),
    [
        (["stats"], "kommandot fyr stats finns inte", "menade du status?"),
        (["gate", "avance"], "kommandot fyr gate avance finns inte", "menade du advance?"),
        (["qqq"], "kommandot fyr qqq finns inte", "kör fyr --help för att se hur det skrivs"),
        (
            ["gate"],
            "fyr gate behöver ett kommando: status, check, advance, correct, register, met och log",
            "kör fyr gate --help",
        ),
        (["list", "--kommunn", "x"], "alternativet --kommunn finns inte", "menade du --kommun?"),
        (["list", "--kommun"], "--kommun behöver ett värde", "kör fyr list --help"),
        (["check", "--staged=ja"], "--staged tar inget värde", "kör fyr check --help"),
        (["list", "x"], "fyr list tar inte emot x", "kör fyr list --help"),
        (["show"], "ID saknas", "kör fyr show --help"),
        (["list", "--typ", "x"], "--typ: x finns inte att välja; skriv initiativ | projekt", ""),
        (["list", "--today", "2026-02-30"], "--today: 2026-02-30 är inte en dag; skriv ÅÅÅÅ-MM-DD", ""),
        (["list", "--format", "xml"], "--format: xml finns inte att välja", ""),
        (["list", "--lang", "de"], "--lang: de finns inte att välja; skriv sv | en", ""),
        (["--inom", "x"], "--inom: x är inte ett heltal 0–3660", ""),
        (["--inom", "9" * 5000], "är inte ett heltal", ""),
        (["risk", "assess", "a", "R1", "--s", "6"], "--s: 6 är inte ett heltal 1–5", ""),
        (["gate", "advance", "a", "--utfall", "ja"], "--utfall: ja finns inte att välja", ""),
        (["set", "a", "b"], "ange antingen ett värde eller --ta-bort", ""),
        (["check", "finns-inte.yaml"], "finns-inte.yaml finns inte", ""),
        (
            ["list", "--format", "sarif", "-p", str(SHIPPED)],
            "--format sarif finns bara för fyr check och fyr audit verify",
            "",
        ),
    ],
    ids=lambda x: " ".join(x)[:30] if isinstance(x, list) else "",
)
def test_mistakes_in_the_call(args: list[str], says: str, helps: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(args)
    captured = capsys.readouterr()
    err = " ".join(captured.err.split())

    assert code == 2
    assert says in err
    assert helps in err
    assert captured.out == ""
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("argv", "word"),
    [
        ([], ""),
        (["list"], "list"),
        (["-p", "gate", "list"], "list"),
        (["--portfolio=gate", "list"], "list"),
        (["--no-color", "--today", "2026-01-01", "risk", "list"], "risk"),
    ],
)
def test_the_verb_is_found_behind_the_options(argv: list[str], word: str) -> None:
    assert first_word(argv) == word


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_scripts(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    assert "_FYR_COMPLETE" in capsys.readouterr().out


def test_ids_are_completed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(SHIPPED)
    monkeypatch.setenv("_FYR_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "fyr show digital-m")
    monkeypatch.setenv("COMP_CWORD", "2")
    with pytest.raises(SystemExit):
        run([])

    assert capsys.readouterr().out.split() == ["digital-motor-fyrbodal"]


def test_verbs_are_completed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("_FYR_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "fyr sta")
    monkeypatch.setenv("COMP_CWORD", "1")
    with pytest.raises(SystemExit):
        run([])

    assert capsys.readouterr().out.split() == ["status"]
