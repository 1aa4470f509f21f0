"""Run the competitor and us side by side, in turn, on the same machine and the same files, and print the ratios.

Usage: python tools/bench.py [INITIATIVES] [MANY] [COMMITS] [--only PART] [--write FILE]

INITIATIVES (1000) is what check-jsonschema is given, MANY (10000) what growth and warm answers are measured on, and
COMMITS (10000) the length of the histories. PART is portfolj, dokument, beslut or underskrifter. FILE is a page whose
block of figures takes what was measured, row by row; the rows that were not measured stay. Nothing fails here: the
figures are for reading. Each figure is the least of some runs, since what disturbs a run only makes it longer. Goals
stand in docs/explanation/matningar.md.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import bench_audit
import bench_documents
import bench_log
from generate_portfolio import write

BIN = Path(sys.executable).parent
PYTHON, FYR = str(BIN / "python"), str(BIN / "fyr")
GIT = ("git", "-c", "gc.auto=0", "-c", "user.name=Mätning", "-c", "user.email=matning@kommunen.example")

BLOCK = re.compile(r"(?<=<!-- make bench -->\n\n```text\n).*?(?=```)", re.DOTALL)
"""Where a page keeps the figures."""

NAMES = 62
"""Columns that the names of the rows take."""

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
        f"{pair.name:{NAMES}} {a_wall:8.3f} s {b_wall:8.3f} s {a_wall / b_wall:8.3f} {a_cpu / b_cpu:8.3f} "
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


def portfolios(folder: Path, sizes: tuple[int, int, int]) -> Iterator[Pair]:
    """Give what is measured on portfolios of two sizes."""
    count, many, _ = sizes
    few, much = portfolio(folder / "få", count), portfolio(folder / "många", many)
    time.sleep(FINEST_CLOCK)
    yield from small(few, count)
    yield from large(few, much, (count, many))


def documents(folder: Path, sizes: tuple[int, int, int]) -> Iterator[Pair]:
    """Give what is measured on a report and on the site."""
    made = folder / "dokument"
    made.mkdir()
    for twins in bench_documents.twins(made, sizes[0]):
        ours = Call(twins.ours, warm=twins.warm)
        yield Pair(twins.name, ours, Call(twins.theirs), twins.goal, twins.rounds, spare=twins.warm)


def decisions(folder: Path, sizes: tuple[int, int, int]) -> Iterator[Pair]:
    """Give what is measured on a long history with decisions."""
    decided, commits = folder / "beslut", sizes[2]
    decided.mkdir()
    bench_log.make(decided, commits, 200)
    ours = Call((FYR, "log", "--decisions"), decided)
    theirs = Call(("sh", "-c", bench_log.PIPELINE), decided)
    yield Pair(f"fyr log --decisions / git log och cat-file, {commits}", ours, theirs, 1.5, 15)


def signatures(folder: Path, sizes: tuple[int, int, int]) -> Iterator[Pair]:
    """Give what is measured on a long history of signed commits."""
    signed, commits = folder / "underskriven", sizes[2]
    signed.mkdir()
    bench_audit.make(signed, commits, max(1, commits // 8))
    bench_audit.git(signed, "reset", "-q", "--hard", "main")
    # Git starts a program for each signature, so once is enough and takes its time.
    ours, theirs = Call((FYR, "audit", "verify", "--full"), signed), Call(("git", "log", "--format=%G?"), signed)
    yield Pair(f"fyr audit verify / git log --format=%G?, {commits}", ours, theirs, 0.25, 1, spare=False)


PARTS = {"portfolj": portfolios, "dokument": documents, "beslut": decisions, "underskrifter": signatures}


def machine() -> str:
    """Give what the figures were measured on, and the day."""
    git = subprocess.run(("git", "version"), check=True, capture_output=True, text=True).stdout.split()[2]
    day = datetime.now(UTC).astimezone().date()
    return f"{os.cpu_count()} kärnor, Python {sys.version.split()[0]}, git {git}, {day}, minsta tiden av flera varv"


def put(page: str, rows: list[str]) -> str:
    """Give a page with new rows in the place of those of the same names."""
    found = BLOCK.search(page)
    if found is None:
        sys.exit("the page has no block of figures")
    lines = found[0].splitlines()
    for row in rows:
        name = row[:NAMES].rstrip()
        at = next((n for n, line in enumerate(lines) if line[:NAMES].rstrip() == name), None)
        lines[len(lines) if at is None else at : len(lines) if at is None else at + 1] = [row]
    return page[: found.start()] + "".join(f"{line}\n" for line in lines) + page[found.end() :]


def main() -> None:
    """Make the files, run the pairs, print the table."""
    parser = argparse.ArgumentParser()
    for name, usual in (("count", 1000), ("many", 10_000), ("commits", 10_000)):
        parser.add_argument(name, nargs="?", type=int, default=usual)
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--write", type=Path, metavar="FILE")
    asked = parser.parse_args()
    rows = [f"{'':{NAMES}} {'fyr':>10} {'jämfört':>10} {'kvot':>8} {'cpu-kvot':>8} {'mål':>7}  nått"]
    print(machine(), *rows, sep="\n", flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        # Answers may be kept in the repositories only, not in the home of the one who measures.
        os.environ["XDG_CACHE_HOME"] = temporary
        for part in (asked.only,) if asked.only else PARTS:
            for pair in PARTS[part](Path(temporary), (asked.count, asked.many, asked.commits)):
                rows.append(measure(pair))
                print(rows[-1], flush=True)
    if asked.write:
        asked.write.write_text(put(asked.write.read_text(encoding="utf-8"), rows), encoding="utf-8")


if __name__ == "__main__":
    main()
