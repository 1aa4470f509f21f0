"""Make a long history with decisions, and time `fyr log` and `fyr diff` beside git reading the same commits and files.

Usage: python tools/bench_log.py [COMMITS] [INITIATIVES] [--keep DIR]

Nothing fails here: the figures are for reading. Goals stand in docs/explanation/matningar.md. On a machine with other
work the processor time tells more than the clock.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_audit import ENVIRONMENT, START, STEP, Script, edit, git
from generate_portfolio import initiative, write

FYR = str(Path(sys.executable).parent / "fyr")
DECIDED_EVERY = 5
"""One commit in so many is a decision."""

PIPELINE = (
    "git log --first-parent --raw --no-abbrev --format='%H%n%B' main"
    " | awk '/^:/ {print $4}' | git cat-file --batch > /dev/null"
)
"""What git does in comparison: every message and every file version that a commit of the line brought in."""

_ROUNDS = 5


@dataclass(frozen=True)
class Timed:
    """What a command costs.

    Attributes:
        wall: seconds until it ended.
        cpu: seconds of processor time, its children's included.
    """

    wall: float
    cpu: float


def timed(command: Sequence[str], folder: Path) -> Timed:
    """Run a command a few times in a folder, after once that is not counted; give the medians."""
    walls, cpus = [], []
    for number in range(_ROUNDS + 1):
        before, began = getrusage(RUSAGE_CHILDREN), perf_counter()
        subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, capture_output=True)
        wall, after = perf_counter() - began, getrusage(RUSAGE_CHILDREN)
        if number:
            walls.append(wall)
            cpus.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return Timed(median(walls), median(cpus))


def make(folder: Path, commits: int, initiatives: int) -> None:
    """Make a repository whose branch main has a decision now and then."""
    with tempfile.TemporaryDirectory() as portfolio:
        write(Path(portfolio), initiatives)
        first = {str(p.relative_to(portfolio)): p.read_text("utf-8") for p in Path(portfolio).rglob("*") if p.is_file()}
    made = Script()
    last = made.commit("main", "Portföljen\n", first)
    made.texts |= {f"initiativ/genererat-initiativ-{n:05d}.yaml": initiative(n, 0) for n in range(initiatives)}
    decided: dict[str, int] = {}
    while made.commits < commits:
        path = made.random.choice(list(made.texts))
        if made.commits % DECIDED_EVERY:
            last = edit(made, "main", path, last)
        else:
            decided[path] = decided.get(path, 0) + 1
            last = decision(made, path, decided[path], last)
    git(folder, "init", "-q", "--template=", "--initial-branch=main")
    git(folder, "fast-import", "--quiet", feed=b"".join(made.parts))
    git(folder, "reset", "-q", "--hard", "main")


def decision(made: Script, path: str, number: int, parent: int) -> int:
    """Add a commit that records that a matter was tabled."""
    day = datetime.fromtimestamp(START + made.commits * STEP, UTC).date()
    id_ = f"{day}-portfoljstyrgrupp" + (f"-{number}" if number > 1 else "")
    row = f"  - id: {id_}\n    typ: ovrigt\n    datum: {day}\n    organ: portfoljstyrgrupp\n    motesutfall: bordlagt\n"
    row += f"    paragraf: PSG § {number}\n"
    text = made.texts[path] + ("" if "\nbeslut:\n" in made.texts[path] else "beslut:\n") + row
    made.texts[path] = text
    owner = Path(path).stem
    rows = (
        ("Typ", "beslut"),
        ("Version", "1"),
        ("Initiativ", owner),
        ("Beslut", id_),
        ("Beslutstyp", "ovrigt"),
        ("Motesutfall", "bordlagt"),
        ("Fas", "koordinera -> koordinera"),
        ("Lage", "pagar -> pagar"),
        ("Organ", "portfoljstyrgrupp"),
        ("Mandat", "-"),
        ("Datum", str(day)),
        ("Process", f"portfolj@0.5 sha256:{'0' * 64}"),
        ("Beslutssumma", f"sha256:{'0' * 64}"),
        ("Foregaende", "-"),
    )
    block = "".join(f"Fyr-{name}: {value}\n" for name, value in rows)
    return made.commit("main", f"Beslut {owner}: ovrigt bordlagt\n\n{block}", {path: text}, parent)


def measure(folder: Path) -> None:
    """Time git and fyr, and print the figures."""
    last = git(folder, "log", "-1", "--format=%ct", "main").decode()
    day = datetime.fromtimestamp(int(last), UTC).date() - timedelta(days=30)
    theirs = timed(("sh", "-c", PIPELINE), folder)
    count = git(folder, "rev-list", "--count", "main").decode().strip()
    print(f"{count} incheckningar")
    print(f"{'git log --raw | git cat-file --batch':46}{theirs.wall:8.3f} s   processortid {theirs.cpu:6.3f} s")
    one = "genererat-initiativ-00001"
    calls = (
        ("log", "--decisions"),
        ("log", "--decisions", "--limit", "20"),
        ("log", one),
        ("log", one, "--decisions"),
        ("log", "--limit", "20"),
        ("log", "--to", "csv", "--out", str(folder / ".git" / "logg.csv")),
        ("diff", str(day)),
    )
    for call in calls:
        ours = timed((FYR, *call), folder)
        quotients = f"kvot {ours.wall / theirs.wall:6.3f} (processortid {ours.cpu / theirs.cpu:6.3f})"
        print(f"{' '.join(('fyr', *call[:4])):46}{ours.wall:8.3f} s   {quotients}", flush=True)


def main() -> None:
    """Make the history, time the calls, print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("commits", nargs="?", type=int, default=10_000)
    parser.add_argument("initiatives", nargs="?", type=int, default=200)
    parser.add_argument("--keep", type=Path, help="folder to keep the history in, for the next run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary)
        if not (folder / ".git").exists():
            folder.mkdir(exist_ok=True)
            make(folder, asked.commits, asked.initiatives)
        measure(folder)


if __name__ == "__main__":
    main()
