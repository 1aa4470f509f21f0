"""What a start costs and imports."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from fyrportfolj import __version__
from tests.cli.terminal import SHIPPED, start

HEAVY = ("pydantic", "rich", "git", "ruamel", "ryaml", "jinja2", "typst", "pikepdf", "typer", "importlib.metadata")


def imported(*args: str, env: dict[str, str]) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "fyrportfolj", *args], env=env, capture_output=True, check=False
    )
    names = re.findall(r"\|\s+([\w.]+)$", done.stderr.decode(), re.MULTILINE)
    assert names
    return set(names)


def heavy(names: set[str]) -> list[str]:
    return [h for h in HEAVY if h in names or any(n.startswith(f"{h}.") for n in names)]


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_version_imports_nothing_heavy(flag: str, env: dict[str, str]) -> None:
    assert heavy(imported(flag, env=env)) == []


def test_version_is_the_same_by_either_way(env: dict[str, str], tmp_path: Path) -> None:
    short = start(["--version"], tmp_path, env)
    long = start(["--version", "--no-color"], tmp_path, env)

    assert short.stdout == long.stdout == f"fyr {__version__}\n"
    assert (short.exit_code, long.exit_code) == (0, 0)


def test_help_needs_no_models(env: dict[str, str]) -> None:
    assert heavy(imported("gate", "--help", env=env)) == ["typer"]


def test_a_list_in_a_pipe_needs_neither_git_nor_colour(env: dict[str, str]) -> None:
    names = imported("list", "-p", str(SHIPPED), env=env)

    assert not {"git", "rich.console", "jinja2", "typst"} & names
