"""Run the competitor and us side by side, in turn, on the same machine and the same files, and print the ratios.

Usage: python tools/bench.py [N]

Nothing fails here: the figures are for reading. Goals stand in docs/explanation/matningar.md.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from generate_portfolio import write

BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Pair:
    """Two commands that do the same job, and how many times to run each."""

    name: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    rounds: int
    goal: float


def run(command: tuple[str, ...]) -> tuple[float, float]:
    """Run a command to its end; give wall and processor seconds, its children's included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.returncode}\n{done.stderr.decode(errors='replace')[-2000:]}")
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measure(pair: Pair) -> str:
    """Run both in turn; give a line with medians and the median of the paired ratios.

    Each measured run follows an unmeasured one of the same command, so that both find their files in memory;
    while the other ran for ten seconds the system may have let them go.
    """
    ours, theirs = [], []
    for _ in range(pair.rounds):
        for command, rows in ((pair.ours, ours), (pair.theirs, theirs)):
            run(command)
            rows.append(run(command))
    wall = statistics.median(a[0] / b[0] for a, b in zip(ours, theirs, strict=True))
    cpu = statistics.median(a[1] / b[1] for a, b in zip(ours, theirs, strict=True))
    medians = [statistics.median(x[0] for x in rows) for rows in (ours, theirs)]
    return (
        f"{pair.name:44} {medians[0]:8.3f} s {medians[1]:8.3f} s   "
        f"kvot {wall:6.3f} (processortid {cpu:6.3f})   mål ≤ {pair.goal}"
    )


def main(count: int) -> None:
    """Make the files, run the pairs, print the table."""
    python, fyr = str(BIN / "python"), str(BIN / "fyr")
    with tempfile.TemporaryDirectory() as folder:
        portfolio = Path(folder) / "portfölj"
        portfolio.mkdir()
        size = write(portfolio, count)
        subprocess.run((fyr, "--portfolio", str(portfolio), "schema"), check=True, stdout=subprocess.DEVNULL)
        schema = portfolio / "schema" / "initiativ.schema.json"
        files = tuple(str(p) for p in sorted((portfolio / "initiativ").glob("genererat-*.yaml")))
        print(
            f"{count} initiativ, {size // count} byte per fil, {os.cpu_count()} kärnor, Python {sys.version.split()[0]}"
        )
        print(f"{'':44} {'fyr':>10} {'jämfört':>10}")
        for pair in (
            Pair("fyr --version / python -c pass", (fyr, "--version"), (python, "-c", "pass"), 15, 2),
            Pair(
                f"fyr check / check-jsonschema, {count} filer",
                (fyr, "--portfolio", str(portfolio), "check"),
                (str(BIN / "check-jsonschema"), "--schemafile", str(schema), *files),
                3,
                0.05,
            ),
        ):
            print(measure(pair), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
