"""No file, however hostile, may take the machine: two seconds, 300 MB, no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.builders import BASE

MEGABYTE = 1_000_000
CPU_SECONDS = 2.0
MEGABYTES = 300

HOSTILE = {
    "100 MB": (b"a: " + b"x" * 100 * MEGABYTE, "FYR002"),
    "20 000 brackets": (b"[" * 20_000, "FYR014"),
    "a million brackets": (b"[" * MEGABYTE, "FYR014"),
    "20 000 dashes": (b"- " * 20_000, "FYR014"),
    "20 000 braces": (b"{a: " * 20_000, "FYR014"),
    "question marks": (b"? " * 500_000, "FYR014"),
    "brackets hidden by quotes": (b'["]",' * 200_000, "FYR014"),
    "brackets hidden by a quote": (b"a'b: " + b"[" * MEGABYTE, "FYR014"),
    "commas in 2 000 braces": (b"{a: " * 2_000 + b"a, " * 300_000, "FYR014"),
    "alias bomb": (
        b"a: &a [x,x,x,x,x,x,x,x,x]\n"
        + b"".join(b"%c: &%c [%s]\n" % (98 + i, 98 + i, b",".join([b"*%c" % (97 + i)] * 9)) for i in range(9)),
        "FYR011",
    ),
    "anchors": (b"&a " * 300_000, "FYR011"),
    "tags": (b"".join(b"k%d: !t x\n" % i for i in range(80_000)), "FYR012"),
    "directives": (b"%A\n" * 300_000, "FYR019"),
    "long list": (b"a:\n" + b"- b\n" * 250_000, "FYR020"),
    "empty rows": (b"-\n" * 500_000, "FYR020"),
    "unknown keys": (b"".join(b"k%d: 1\n" % i for i in range(90_000)), "FYR020"),
    "10 000 unknown keys": (b"".join(b"k%d: 1\n" % i for i in range(10_000)), "FYR030"),
    "faulty rows": (b"risker:\n" + b"  - {id: 1, x: 2}\n" * 5_000, "FYR030"),
    "duplicates": (b"a: 1\n" * 200_000, "FYR030"),
    "endless quote": (b'a: "' + b"x y\n " * 200_000, "FYR022"),
    "endless text": (b"a: " + b"x\n " * 330_000 + b"b: [", "FYR027"),
    "broken last line": (b"a: >\n" + b"  x y\n" * 150_000 + b"\tb: 1", "FYR009"),
    "long number": (b"a: " + b"9" * MEGABYTE, "FYR018"),
    "long key": (b"x" * MEGABYTE + b": 1", "FYR008"),
    "comments": (b"#\n" * 500_000, "FYR015"),
    "tabs": (b"".join(b"k%d: x\ty\n" % i for i in range(14_000)), "FYR101"),
    "nul": (b"a: \0", "FYR003"),
    "bom": (b"\xef\xbb\xbfa: 1", "FYR004"),
    "utf-16": ("a: å\n".encode("utf-16"), "FYR005"),
    "latin-1": ("a: å\n".encode("latin-1"), "FYR006"),
}

CHILD = """
import json, resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000,) * 2)
from fyrportfolj.store.load import load
from fyrportfolj.store.source import WorkingTree
start = time.process_time()
loaded = load(WorkingTree(Path(sys.argv[1])))
took = time.process_time() - start
# The peak that getrusage tells is that of the parent when it was larger; the kernel's own count begins anew.
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
peak = [line.split()[1] for line in lines if line.startswith("VmHWM")]
kilobytes = int(peak[0]) if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([took, kilobytes / 1000, sorted({d.kod for d in loaded.diagnostics})]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits are a Unix thing")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file(name: str, tmp_path: Path) -> None:
    data, kod = HOSTILE[name]
    (tmp_path / "initiativ").mkdir()
    (tmp_path / "initiativ" / "a.yaml").write_bytes(data)
    (tmp_path / "fyr.yaml").write_bytes((BASE / "fyr.yaml").read_bytes())
    # Measured without the tracer of `make test`, which makes every line cost several times as much.
    env = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE_")}
    command = [sys.executable, "-c", CHILD, str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=env)

    assert ran.stderr == ""
    took, megabytes, codes = json.loads(ran.stdout)
    assert kod in codes
    assert took < CPU_SECONDS
    assert megabytes < MEGABYTES
