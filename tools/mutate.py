"""Change one operator at a time in the rules that decide, and count how many of the changes a test notices.

Usage: python tools/mutate.py [MODULE ...] [--sample N] [--seed N]

MODULE is rules/gating, rules/trail or history/decide; none means all three. The goal is 90 % killed in each; the exit
code is 1 below it. Figures stand in docs/explanation/matningar.md.

cosmic-ray makes the mutants, in an environment of its own under build/, since nothing else needs it. Its own way of
running tests starts Python once per mutant, which is most of the time here. So the mutants are written one at a time
into a copy of the work tree, and a process that has imported what no mutant changes forks and runs the tests. Changes
in types and signatures are left out: nothing runs there.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
HOME = HERE / "build" / "mutate"
TOOL = "cosmic-ray==8.7.0"
GOAL = 90.0

PRELOADED = (
    "pytest",
    "hypothesis",
    "git",
    "cryptography",
    "holidays",
    "fyrportfolj.store.kinds",
    "fyrportfolj.store.yamltext",
)
"""What the tests import that no mutant changes."""

MAKER = """
import json, sys
from pathlib import Path
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

found, given = [], json.load(sys.stdin)
for path in given.get("list", []):
    nodes = list(ast_nodes(get_ast(Path(path).read_text(encoding="utf-8"))))
    for name in sorted(operator_names()):
        if not get_operator(name).arguments():
            places = [start for node in nodes for start, _ in get_operator(name)().mutation_positions(node)]
            found += [(path, name, index, line, column) for index, (line, column) in enumerate(places)]
for path, name, index, *_ in given.get("make", []):
    found.append(mutate_code(Path(path).read_text(encoding="utf-8"), get_operator(name)(), index))
print(json.dumps(found))
"""
"""Lists the places that can be changed, and makes the files with the chosen changes; JSON in and out."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is mutated, and the tests that should notice.

    Attributes:
        source: a module or a package under src/fyrportfolj.
        tests: patterns of test files, the ones that most often notice first.
    """

    source: str
    tests: tuple[str, ...]


TARGETS = {
    "rules/gating": Target(
        "rules/gating.py",
        (
            "tests/rules/test_gating_verdict.py",
            "tests/rules/test_gating_documents.py",
            "tests/rules/test_gating_[!p]*.py",
            "tests/rules/test_gating_participants.py",
            "tests/rules/test_gating_properties.py",
        ),
    ),
    "rules/trail": Target(
        "rules/trail",
        (
            "tests/rules/trail/test_edges.py",
            "tests/rules/trail/test_[!l]*.py",
            "tests/rules/trail/test_li*.py",
            "tests/rules/trail/test_le*.py",
            "tests/audit/test_attacks.py",
        ),
    ),
    "history/decide": Target(
        "history/decide.py",
        ("tests/history/test_decide_patience.py", "tests/history/test_decide*.py"),
    ),
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed place.

    Attributes:
        path: the file, relative to the copy.
        operator: what cosmic-ray calls the change.
        index: which of the places that the operator can change.
        line: from 1.
        column: from 0.
        code: the whole file with the change.
    """

    path: str
    operator: str
    index: int
    line: int
    column: int
    code: str = ""


def maker() -> Path:
    """Give the Python that has cosmic-ray, installed the first time."""
    python = HOME / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(HOME / "venv")], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", TOOL], check=True)
    return python


def copy_into(folder: Path) -> None:
    """Copy what git tracks, and what it would, as it stands in the work tree."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=HERE,
        check=True,
        capture_output=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (HERE / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(HERE / name, folder / name)


Span = tuple[tuple[int, int], tuple[int, int]]


def never_run(tree: ast.AST) -> Iterator[Span]:
    """Give where a module holds types and the marks of a signature, from and to, as lines and columns."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield (node.lineno, node.col_offset), (node.body[0].lineno, node.body[0].col_offset)
        elif isinstance(node, ast.AnnAssign):
            alias = isinstance(node.annotation, ast.Name) and node.annotation.id == "TypeAlias"
            last = node if alias else node.annotation
            yield (node.lineno, node.col_offset), (last.end_lineno or 0, last.end_col_offset or 0)


def ask_maker(folder: Path, **question: object) -> list[list[object]] | list[str]:
    """Ask cosmic-ray, in its own environment."""
    made = subprocess.run(
        [str(maker()), "-c", MAKER], cwd=folder, check=True, capture_output=True, input=json.dumps(question).encode()
    )
    answer: list[list[object]] | list[str] = json.loads(made.stdout)
    return answer


def mutants_of(target: Target, folder: Path, sample: int | None, seed: int) -> tuple[list[Mutant], int]:
    """Give the mutants to try, and how many there are to choose from; what never runs is left out."""
    root = folder / "src" / "fyrportfolj" / target.source
    names = [p.relative_to(folder).as_posix() for p in (sorted(root.rglob("*.py")) if root.is_dir() else [root])]
    spans = {name: list(never_run(ast.parse((folder / name).read_text(encoding="utf-8")))) for name in names}
    places = [Mutant(*row) for row in ask_maker(folder, list=names)]
    places = [m for m in places if not any(a <= (m.line, m.column) < b for a, b in spans[m.path])]
    chosen = places
    if sample is not None and sample < len(places):
        chosen = random.Random(seed).sample(places, sample)  # noqa: S311  (a sample, no secret)
    codes = ask_maker(folder, make=[(m.path, m.operator, m.index) for m in chosen])
    return [replace(m, code=str(code)) for m, code in zip(chosen, codes, strict=True)], len(places)


def test_files(target: Target, folder: Path) -> list[str]:
    """Give a target's test files in order, each once."""
    found = (path.relative_to(folder).as_posix() for pattern in target.tests for path in sorted(folder.glob(pattern)))
    return list(dict.fromkeys(found))


def passes(tests: list[str], limit: int) -> bool:
    """Run the tests in a process of their own.

    Args:
        tests: the test files.
        limit: seconds; past them the tests count as failed.
    """
    child = os.fork()
    if child == 0:
        os.setsid()
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        pytest = importlib.import_module("pytest")
        options = ["-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--hypothesis-seed=0"]
        os._exit(int(pytest.main([*options, "-W", "ignore::pytest.PytestAssertRewriteWarning", *tests])))
    deadline = time.monotonic() + limit
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status == 0
        if time.monotonic() > deadline:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return False
        time.sleep(0.02)


def preload(folder: Path, mutants: list[Mutant]) -> None:
    """Import, from the copy, what every run needs and no mutant changes."""
    for name in PRELOADED:
        importlib.import_module(name)
    loaded = {getattr(module, "__file__", None) for module in sys.modules.values()}
    if str(folder / "src" / "fyrportfolj" / "__init__.py") not in loaded:
        raise SystemExit("The code that was imported is not the copy's.")
    if changed := loaded & {str(folder / m.path) for m in mutants}:
        raise SystemExit(f"Imported too early: {changed}")


def survivors(mutants: list[Mutant], tests: list[str]) -> Iterator[Mutant]:
    """Run the tests on each mutant and give those that pass them all."""
    start = time.monotonic()
    if not passes(tests, 900):
        raise SystemExit("The tests fail before anything is changed.")
    limit = int(20 + 2 * (time.monotonic() - start))
    for path in {Path(m.path) for m in mutants}:
        # The clean run compiled it; a mutant of the same size and second must not be taken for it.
        for old in path.parent.glob(f"__pycache__/{path.stem}.*"):
            old.unlink()
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    for number, mutant in enumerate(mutants, 1):
        path = Path(mutant.path)
        clean = path.read_text(encoding="utf-8")
        path.write_text(mutant.code, encoding="utf-8")
        if passes(tests, limit):
            yield mutant
        path.write_text(clean, encoding="utf-8")
        if number % 25 == 0:
            print(f"  {number} of {len(mutants)}", flush=True)


def run(name: str, sample: int | None, seed: int) -> float:
    """Mutate one target in a copy, print what survived and give the score in percent."""
    target = TARGETS[name]
    with tempfile.TemporaryDirectory(prefix="fyr-mutate-") as temporary:
        folder = Path(temporary).resolve()
        copy_into(folder)
        os.chdir(folder)
        sys.path[:0] = [str(folder / "src"), str(folder)]
        os.environ["PYTHONPATH"] = os.pathsep.join(sys.path[:2])
        mutants, every = mutants_of(target, folder, sample, seed)
        preload(folder, mutants)
        print(f"{name}: {len(mutants)} of {every} mutants", flush=True)
        lived = 0
        for mutant in survivors(mutants, test_files(target, folder)):
            lived += 1
            line = mutant.code.splitlines()[mutant.line - 1].strip()
            print(f"  survived: {mutant.path}:{mutant.line}:{mutant.column} {mutant.operator} | {line}", flush=True)
        os.chdir(HERE)
    score = 100 * (len(mutants) - lived) / len(mutants)
    print(f"{name}: {len(mutants) - lived} of {len(mutants)} killed, {score:.1f} %", flush=True)
    return score


def main() -> int:
    """Mutate each named target in a process of its own, since each imports another copy."""
    parser = argparse.ArgumentParser()
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=", ".join(TARGETS))
    parser.add_argument("--sample", type=int, metavar="N", help="so many mutants of each, chosen by lot")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    names = given.modules or list(TARGETS)
    if unknown := set(names) - set(TARGETS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; choose from {', '.join(TARGETS)}")
    if len(names) == 1:
        return int(run(names[0], given.sample, given.seed) < GOAL)
    options = [f"--seed={given.seed}", *([f"--sample={given.sample}"] if given.sample else [])]
    return max(subprocess.run([sys.executable, __file__, name, *options], check=False).returncode for name in names)


if __name__ == "__main__":
    raise SystemExit(main())
