"""Parsing ahead gives the same answer as not doing so."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fyrportfolj.store.ahead import WORTH_IT, parse_ahead
from tests.support.builders import BASE

MANY = WORTH_IT + 20

needs_fork = pytest.mark.skipif(not hasattr(os, "fork") or (os.cpu_count() or 1) < 2, reason="fork and two processors")


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A portfolio with many good files, one with a fault in its form and one that is no YAML."""
    root = tmp_path / "portfölj"
    shutil.copytree(BASE, root)
    folder = root / "projekt"
    text = next(folder.glob("*.yaml")).read_text(encoding="utf-8")
    name = next(line for line in text.splitlines() if line.startswith("id:")).removeprefix("id:").strip()
    for n in range(MANY):
        (folder / f"kopia-{n}.yaml").write_text(text.replace(f"id: {name}", f"id: kopia-{n}", 1), encoding="utf-8")
    (folder / "kopia-3.yaml").write_text("id: kopia-3\nnamn: 7\n", encoding="utf-8")
    (folder / "kopia-4.yaml").write_text("id: [", encoding="utf-8")
    return root


def test_few_files_are_not_worth_a_process() -> None:
    assert parse_ahead(BASE) is None


def test_a_folder_that_cannot_be_listed_is_left_to_the_common_way(tmp_path: Path) -> None:
    assert parse_ahead(tmp_path / "finns-inte") is None


@needs_fork
def test_the_answer_is_the_same(large: Path) -> None:
    script = (
        "import sys, pathlib\n"
        "from fyrportfolj.store.ahead import parse_ahead\n"
        "from fyrportfolj.store.load import load\n"
        "from fyrportfolj.store.source import WorkingTree\n"
        "root = pathlib.Path(sys.argv[1])\n"
        "ahead = parse_ahead(root)\n"
        "assert ahead is not None\n"
        "a, b = load(WorkingTree(root), ahead), load(WorkingTree(root))\n"
        "assert a.diagnostics == b.diagnostics and len(a.diagnostics) > 1\n"
        "assert a.texts == b.texts\n"
        "assert a.portfolio == b.portfolio\n"
    )

    # A process of its own: the test runner has threads, and a fork wants none.
    subprocess.run([sys.executable, "-c", script, str(large)], check=True)


@needs_fork
def test_a_child_that_dies_costs_nothing_but_time(large: Path) -> None:
    script = (
        "import os, signal, sys, pathlib\n"
        "from fyrportfolj.store.ahead import parse_ahead\n"
        "ahead = parse_ahead(pathlib.Path(sys.argv[1]))\n"
        "os.kill(ahead.child.pid, signal.SIGKILL)\n"
        "from fyrportfolj.store.load import load\n"
        "from fyrportfolj.store.source import WorkingTree\n"
        "tree = WorkingTree(pathlib.Path(sys.argv[1]))\n"
        "assert load(tree, ahead).portfolio == load(tree).portfolio\n"
    )

    subprocess.run([sys.executable, "-c", script, str(large)], check=True)


@needs_fork
@pytest.mark.parametrize(
    "words", [["-p", "{root}", "check"], ["check", "{root}"], ["--portfolio", "{root}/..", "check"]]
)
def test_the_command_finds_the_same_faults_whatever_was_foreseen(large: Path, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "fyrportfolj", *(w.format(root=large) for w in words)],
        cwd=large,
        capture_output=True,
        text=True,
        check=False,
    )

    if words[0] == "--portfolio":
        assert (done.returncode, done.stdout) == (2, "")
    else:
        assert done.returncode == 1
        assert "kopia-3.yaml" in done.stdout
        assert "kopia-4.yaml" in done.stdout
