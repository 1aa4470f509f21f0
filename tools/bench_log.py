"""Make a long history with decisions, and time `fyr log` and `fyr diff` beside git reading the same commits and files.

Usage: python tools/bench_log.py [COMMITS] [INITIATIVES] [--keep DIR]

Nothing fails here: the figures are for reading. Goals stand in docs/explanation/matningar.md. What git does in
comparison is `git log --raw` on the first-parent line and `git cat-file --batch` of every file version it names.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_audit import ENVIRONMENT, START, STEP, Script, edit, git
from generate_portfolio import initiative, write

FYR = str(Path(sys.executable).parent / "fyr")
DECIDED_EVERY = 5
"""One commit in so many is a decision."""

_RAW = ("log", "--first-parent", "--raw", "--no-abbrev", "--format=%H%n%B", "main")
_NEW_BLOB = 3
_ROUNDS = 5


@dataclass(frozen=True)
class Timed:
    """A call and what it costs."""

    name: str
    run: Callable[[], object]

    def median(self) -> float:
        """Give the median of some runs, seconds, after one that is not counted."""
        self.run()
        times = []
        for _ in range(_ROUNDS):
            began = perf_counter()
            self.run()
            times.append(perf_counter() - began)
        return sorted(times)[_ROUNDS // 2]


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


def read_all(folder: Path) -> None:
    """Let git give every commit's message and every file version that it brought in."""
    said = git(folder, *_RAW)
    blobs = [line.split()[_NEW_BLOB] for line in said.splitlines() if line.startswith(b":")]
    git(folder, "cat-file", "--batch", feed=b"\n".join(blobs) + b"\n")


def fyr(folder: Path, *args: str) -> None:
    """Run fyr in the history's work tree."""
    subprocess.run([FYR, *args], cwd=folder, env=ENVIRONMENT, check=True, capture_output=True)


def measure(folder: Path) -> None:
    """Time git and fyr, and print the figures."""
    last = git(folder, "log", "-1", "--format=%ct", "main").decode()
    day = datetime.fromtimestamp(int(last), UTC).date() - timedelta(days=30)
    theirs = Timed("git log --raw | git cat-file --batch", lambda: read_all(folder)).median()
    count = git(folder, "rev-list", "--count", "main").decode().strip()
    print(f"{count} incheckningar")
    print(f"{'git log --raw | git cat-file --batch':44}{theirs:8.3f} s")
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
        name = " ".join(("fyr", *call[:4]))
        ours = Timed(name, lambda call=call: fyr(folder, *call)).median()
        print(f"{name:44}{ours:8.3f} s   kvot {ours / theirs:6.3f}")


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
