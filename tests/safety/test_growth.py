"""Input that is eight times as long takes about eight times as long, whatever it repeats."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.safety.mutation import YAML_TOKENS

LARGE = os.environ.get("FYR_STOR") == "1"
ROOT = Path(__file__).resolve().parents[2]
SHORT, TIMES = 8_000, 8
MOST = 20
"""How many times as long eight times as much may take; the square would be sixty-four."""

LEAST_SECONDS = 0.02
"""What takes less is not measured well enough to be compared."""

BEFORE = (b"", b"a: ", b'a: "', b"a: |\n  ", b"- ", b"a: [", b"{", b"# ", b"a: 'x")

CHILD = """
import sys, time
from fyrportfolj.store.load import load
from fyrportfolj.store.source import MemoryTree
from tests.safety.mutation import documents
head = dict(documents())["fyr.yaml"]
def took(data):
    best = 9.0
    for _ in range(2):
        start = time.process_time()
        load(MemoryTree({"fyr.yaml": head, "initiativ/x.yaml": data}))
        best = min(best, time.process_time() - start)
        if best < 0.02:
            break
    return best
took(b"")
for line in sys.stdin:
    before, token, short, times = eval(line)
    small = took(before + token * (short // len(token)))
    large = took(before + token * (times * short // len(token)))
    print(repr((before, token, small, large)))
"""


def units() -> list[tuple[bytes, bytes]]:
    """Give what is repeated, and what stands before it."""
    chance = random.Random(20261122)  # noqa: S311  (the same again each time)
    singles = [(before, token) for before in BEFORE for token in YAML_TOKENS]
    several = [(b"", b"".join(chance.sample(YAML_TOKENS, chance.randint(2, 4)))) for _ in range(1500)]
    if LARGE:
        return singles + several
    return [(b"a: ", b" "), (b"x", b"&a"), (b"", b"["), *chance.sample(singles, 60), *chance.sample(several, 60)]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the clock of processor time is too coarse there")
def test_no_repetition_costs_the_square_of_its_length() -> None:
    asked = "".join(f"{(before, token, SHORT, TIMES)!r}\n" for before, token in units())
    # Measured without the tracer of `make test`, which makes every line cost several times as much.
    env = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE_")}
    ran = subprocess.run(
        [sys.executable, "-c", CHILD], input=asked, capture_output=True, text=True, check=True, cwd=ROOT, env=env
    )
    rows = [eval(line) for line in ran.stdout.splitlines()]  # noqa: S307  (our own child wrote it)

    assert len(rows) == len(units())
    assert [r for r in rows if r[3] > max(LEAST_SECONDS, MOST * r[2])] == []
