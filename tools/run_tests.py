"""Run every test in random order on all cores, with coverage, and hold the coverage gates."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
GATES = (
    # What things are and what holds must be tested to the last branch; the doors have faults of the
    # outside world that are hard to cause.
    ("*/fyrportfolj/model/*,*/fyrportfolj/rules/*,*/fyrportfolj/codes/*", 98),
    ("*/fyrportfolj/*", 93),
)


def main() -> int:
    """Run pytest under coverage; give the first exit code that is not 0."""
    python = [sys.executable, "-m"]
    for old in HERE.glob(".coverage*"):
        old.unlink()
    # What a worker has compiled, the others and the processes that tests start need not compile again.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    tests = subprocess.run(
        [*python, "coverage", "run", "-m", "pytest", "-q", "-n", "auto", *sys.argv[1:]], cwd=HERE, env=env, check=False
    )
    if tests.returncode:
        return tests.returncode
    subprocess.run([*python, "coverage", "combine", "--quiet"], cwd=HERE, check=True)
    reports = [
        subprocess.Popen(
            [*python, "coverage", "report", f"--include={include}", f"--fail-under={limit}", "--precision=1"],
            cwd=HERE,
            stdout=subprocess.PIPE,
        )
        for include, limit in GATES
    ]
    codes = []
    for report in reports:
        said, _ = report.communicate()
        sys.stdout.buffer.write(said)
        codes.append(report.returncode)
    return next(filter(None, codes), 0)


if __name__ == "__main__":
    raise SystemExit(main())
