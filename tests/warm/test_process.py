"""The remembered answer as a process of its own gives it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from fyrportfolj.cli import warm
from tests.cli.terminal import FYR, on_terminal, start
from tests.warm.calls import Answers, kept


def imported(*args: str, env: dict[str, str], cwd: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "fyrportfolj", *args],
        env=env,
        cwd=cwd,
        capture_output=True,
        check=False,
    )
    return set(re.findall(r"\|\s+([\w.]+)$", done.stderr.decode(), re.MULTILINE))


def test_a_remembered_answer_needs_next_to_nothing(fyr: Answers, env: dict[str, str]) -> None:
    heavy = {"pydantic", "typer", "rich", "git", "ruamel", "ryaml", "pathlib", "dataclasses", "subprocess", "datetime"}
    cold, first = (imported("status", env=env, cwd=fyr.folder) for _ in range(2))

    assert heavy & cold >= {"pydantic", "typer"}
    # The second call still tells fresh files apart by reading them; old ones are not opened.
    assert not {"pydantic", "typer", "rich", "git", "ruamel", "ryaml"} & first


def test_a_process_of_its_own_says_the_same(fyr: Answers, env: dict[str, str]) -> None:
    for args in (["check"], ["status"], []):
        first, second = (start(args, fyr.folder, env) for _ in range(2))
        assert first == second
        assert first == start(args, fyr.folder, env | {"FYR_CACHE": "0"})
    assert len(kept(fyr)) >= 3


def test_a_terminal_gets_its_colours_again(fyr: Answers, env: dict[str, str]) -> None:
    first, second = (on_terminal(["check"], fyr.folder, env) for _ in range(2))

    assert first == second
    assert "\x1b[" in second.stdout
    assert "\x1b[" not in start(["check"], fyr.folder, env).stdout
    assert on_terminal(["check", "--no-color"], fyr.folder, env).stdout.count("\x1b[") == 0


@pytest.mark.parametrize("target", ["/dev/full", "a reader that has gone"])
def test_a_remembered_answer_meets_the_same_troubles(fyr: Answers, env: dict[str, str], target: str) -> None:
    (fyr.folder / "projekt/kopia.yaml").unlink()
    big = ["list", "--format", "json"]
    start(big, fyr.folder, env)

    def code(cache: str) -> tuple[int, bytes]:
        if target == "/dev/full":
            with Path(target).open("wb") as out:
                process = subprocess.run(
                    [*FYR, *big],
                    cwd=fyr.folder,
                    env=env | {"FYR_CACHE": cache},
                    stdout=out,
                    stderr=subprocess.PIPE,
                    check=False,
                )
            return process.returncode, process.stderr
        reader, writer = os.pipe()
        os.close(reader)
        process = subprocess.run(
            [*FYR, *big],
            cwd=fyr.folder,
            env=env | {"FYR_CACHE": cache},
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
        os.close(writer)
        return process.returncode, process.stderr

    assert code("1") == code("0")


ARGUMENTS = {"show": ("provtur",), "gate check": ("provtur",), "artefact show": ("gemensamt-sjokort", "statusrapport")}
MORE = {
    "risk show": ("provtur", "R1"),
    "gate log": ("provtur",),
    "plan simulate": ("--move", "provtur", "+1Q"),
    "plan earliest": ("provtur",),
    "plan path": ("gemensamt-sjokort",),
    "plan order": ("gemensamt-sjokort",),
    "plan decide": ("provtur",),
}


@pytest.mark.parametrize("verb", sorted(warm.READING))
def test_a_remembered_command_never_asks_git_or_a_template(fyr: Answers, env: dict[str, str], verb: str) -> None:
    """What an answer rests on is the portfolio's files; a command that comes to need more leaves the list."""
    words = (*verb.split(), *(ARGUMENTS | MORE).get(verb, ()))

    names = imported(*words, env=env, cwd=fyr.folder)

    assert "fyrportfolj.store.load" in names
    assert not [n for n in names if n.startswith(("fyrportfolj.history", "fyrportfolj.render.engine", "jinja2"))]
