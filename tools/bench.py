"""Run the competitor and us side by side, in turn, on the same machine and the same files, and print the ratios.

Usage: python tools/bench.py [INITIATIVES] [MANY] [COMMITS]

INITIATIVES (1000) is what check-jsonschema is given, MANY (10000) what growth and warm answers are measured on, and
COMMITS (10000) the length of the histories. Nothing fails here: the figures are for reading. Each figure is the
least of some runs, since what disturbs a run only makes it longer. Goals stand in docs/explanation/matningar.md.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import bench_audit
import bench_log
from generate_portfolio import write

BIN = Path(sys.executable).parent
PYTHON, FYR = str(BIN / "python"), str(BIN / "fyr")
GIT = ("git", "-c", "gc.auto=0", "-c", "user.name=Mätning", "-c", "user.email=matning@kommunen.example")

FINEST_CLOCK = 2.5
"""Seconds after which a file counts as written long ago, to git and to us."""

READ_A_COMMIT = """
from pathlib import Path
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.snapshot import CommitTree
repo = Repository.discover(Path("."))
tree = CommitTree(repo, repo.head())
for path in tree.paths():
    tree.read(path)
"""
"""All of `--as-of` that is git's work: which files a commit has, and every one of them, hashed again."""


@dataclass(frozen=True)
class Call:
    """A command, the folder it runs in, and whether answers may be remembered."""

    argv: tuple[str, ...]
    folder: Path | None = None
    warm: bool = False

    def run(self) -> tuple[float, float]:
        """Run to the end; give wall and processor seconds, those of children included."""
        env = {**os.environ, "FYR_CACHE": "1" if self.warm else "0"}
        before, start = _processor(), time.perf_counter()
        done = subprocess.run(
            self.argv, cwd=self.folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
        )
        if done.returncode:
            sys.exit(f"{' '.join(self.argv[:3])}: {done.returncode}\n{done.stderr.decode(errors='replace')[-2000:]}")
        return time.perf_counter() - start, _processor() - before


@dataclass(frozen=True)
class Pair:
    """Two calls that do the same job, or one job of two sizes, and how many times to run each."""

    name: str
    ours: Call
    theirs: Call
    goal: float
    rounds: int = 5
    spare: bool = field(default=True)
    """Run each once before it is measured, so that both find their files in memory."""


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(pair: Pair) -> str:
    """Run both in turn; give a line with the least time of each and the ratios."""
    ours, theirs = [], []
    for _ in range(pair.rounds):
        # Each measured run follows one of its own kind: while the other ran the system may have let its files go.
        for call, rows in ((pair.ours, ours), (pair.theirs, theirs)):
            if pair.spare:
                call.run()
            rows.append(call.run())
    (a_wall, a_cpu), (b_wall, b_cpu) = ([min(column) for column in zip(*rows, strict=True)] for rows in (ours, theirs))
    met = "ja" if a_wall / b_wall <= pair.goal else "nej"
    return (
        f"{pair.name:54} {a_wall:8.3f} s {b_wall:8.3f} s {a_wall / b_wall:8.3f} {a_cpu / b_cpu:8.3f} "
        f"{'≤ ' + format(pair.goal, 'g'):>7}  {met}"
    )


def portfolio(folder: Path, count: int) -> Path:
    """Write a portfolio of generated initiatives, commit it, and give its folder."""
    folder.mkdir()
    write(folder, count)
    for args in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-q", "-m", "Portföljen"), ("gc", "-q")):
        subprocess.run((*GIT, *args), cwd=folder, check=True)
    return folder


def small(few: Path, count: int) -> Iterator[Pair]:
    """Give what is measured on the smaller portfolio."""
    yield Pair("fyr --version / python -c pass", Call((FYR, "--version")), Call((PYTHON, "-c", "pass")), 2, 15)
    subprocess.run((FYR, "--portfolio", str(few), "schema"), check=True, stdout=subprocess.DEVNULL)
    schema = few / "schema" / "initiativ.schema.json"
    files = tuple(str(p) for p in sorted((few / "initiativ").glob("genererat-*.yaml")))
    peer = (str(BIN / "check-jsonschema"), "--schemafile", str(schema), *files)
    yield Pair(f"fyr check / check-jsonschema, {count} filer", Call((FYR, "check"), few), Call(peer), 0.05, 2)


def large(few: Path, many: Path, sizes: tuple[int, int]) -> Iterator[Pair]:
    """Give what is measured on the larger portfolio, alone and beside the smaller one."""
    n, m = sizes
    git = Call(("git", "status", "--porcelain=v2"), many)
    yield Pair(f"fyr status, oförändrat / git status, {m} filer", Call((FYR, "status"), many, warm=True), git, 6, 15)
    for verb in ("check", "status"):
        cold, warm = Call((FYR, verb), many), Call((FYR, verb), many, warm=True)
        yield Pair(f"fyr {verb}, oförändrat / fyr {verb}, {m} filer", warm, cold, 0.15, 3)
    for verb in ("check", "status"):
        yield Pair(f"fyr {verb}, {m} / {n} filer", Call((FYR, verb), many), Call((FYR, verb), few), 12, 3)
        ours, theirs = Call((FYR, verb), many, warm=True), Call((FYR, verb), few, warm=True)
        yield Pair(f"fyr {verb}, oförändrat, {m} / {n} filer", ours, theirs, 12)
    archive = Call(("git", "archive", "--format=tar", "HEAD"), many)
    yield Pair(f"läsa en commit / git archive, {m} filer", Call((PYTHON, "-c", READ_A_COMMIT), many), archive, 5)


def histories(folder: Path, commits: int) -> Iterator[Pair]:
    """Give what is measured on long histories."""
    signed, decided = folder / "underskriven", folder / "beslut"
    for made in (signed, decided):
        made.mkdir()
    bench_log.make(decided, commits, 200)
    ours = Call((FYR, "log", "--decisions"), decided)
    theirs = Call(("sh", "-c", bench_log.PIPELINE), decided)
    yield Pair(f"fyr log --decisions / git log och cat-file, {commits}", ours, theirs, 1.5)
    bench_audit.make(signed, commits, max(1, commits // 8))
    bench_audit.git(signed, "reset", "-q", "--hard", "main")
    # Git starts a program for each signature, so once is enough and takes its time.
    ours, theirs = Call((FYR, "audit", "verify", "--full"), signed), Call(("git", "log", "--format=%G?"), signed)
    yield Pair(f"fyr audit verify / git log --format=%G?, {commits}", ours, theirs, 0.25, 1, spare=False)


def main(count: int = 1000, many: int = 10_000, commits: int = 10_000) -> None:
    """Make the files, run the pairs, print the table."""
    print(f"{os.cpu_count()} kärnor, Python {sys.version.split()[0]}, minsta tiden av flera varv", flush=True)
    print(f"{'':54} {'fyr':>10} {'jämfört':>10} {'kvot':>8} {'cpu-kvot':>8} {'mål':>7}  nått")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        # Answers may be kept in the repositories only, not in the home of the one who measures.
        os.environ["XDG_CACHE_HOME"] = str(folder)
        few, much = portfolio(folder / "få", count), portfolio(folder / "många", many)
        time.sleep(FINEST_CLOCK)
        for pairs in (small(few, count), large(few, much, (count, many)), histories(folder, commits)):
            for pair in pairs:
                print(measure(pair), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
