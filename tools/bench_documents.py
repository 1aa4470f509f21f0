"""Give the calls that `make bench` times for documents and the site, beside what others make of as much.

Usage: python tools/bench_documents.py

Makes an environment with WeasyPrint and StrictDoc in build/bench, runs each call once and prints the seconds.
Nothing fails here: the figures are for reading.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from generate_portfolio import write

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "build" / "bench"
PEERS = ("weasyprint==70.0", "strictdoc==0.30.4")
FYR = str(Path(sys.executable).parent / "fyr")
SUBJECT = "digital-motor-fyrbodal"

_HEAD = "[DOCUMENT]\nTITLE: Initiativ\n"
_RECORD = """
[REQUIREMENT]
UID: INITIATIV-{number}
STATUS: Aktiv
TITLE: Initiativ {number}
STATEMENT: >>>
Kommunerna delar en lösning, så att nummer {number} blir billigare för var och en.
<<<
COMMENT: >>>
Beslut, risker och nyttor följs upp varje kvartal.
<<<
"""


@dataclass(frozen=True)
class Twins:
    """Two whole processes that do the same job.

    Attributes:
        name: what they do.
        ours: our call.
        theirs: the other's call.
        goal: the most that our time may be, as a part of theirs.
    """

    name: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    goal: float


def peers() -> Path:
    """Make the environment with the others once, and give the folder of its programs."""
    programs = PLACE / "bin"
    if not (programs / "strictdoc").exists():
        venv.create(PLACE, with_pip=True, clear=True)
        subprocess.run((programs / "python", "-m", "pip", "install", "--quiet", *PEERS), check=True)
    return programs


def twins(folder: Path, count: int) -> Iterator[Twins]:
    """Write the files in an empty folder, and give the calls.

    Args:
        folder: the empty folder.
        count: initiatives on the site, and records in the other's export.
    """
    programs = peers()
    report = (
        FYR,
        "--portfolio",
        str(ROOT / "portfolio-data"),
        "report",
        "statusrapport",
        SUBJECT,
        "--out",
        str(folder),
    )
    subprocess.run((*report, "--to", "html"), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    page = next(folder.glob("statusrapport-*.html"))
    other = (str(programs / "weasyprint"), "--pdf-variant", "pdf/ua-1", str(page), str(folder / "andras.pdf"))
    yield Twins("fyr report statusrapport --to pdf / WeasyPrint", (*report, "--to", "pdf"), other, 0.25)
    (folder / "portfolj").mkdir()
    write(folder / "portfolj", count)
    records = folder / "poster"
    records.mkdir()
    text = _HEAD + "".join(_RECORD.format(number=n) for n in range(count))
    (records / "initiativ.sdoc").write_text(text, encoding="utf-8")
    ours = (FYR, "--portfolio", str(folder / "portfolj"), "site", "build", "--out", str(folder / "webb"))
    export = (str(programs / "strictdoc"), "export", str(records), "--output-dir", str(folder / "strictdoc"))
    yield Twins(f"fyr site build / StrictDoc, {count} poster", ours, export, 0.2)


def seconds(argv: tuple[str, ...]) -> float:
    """Run a call to its end; give its wall time in seconds."""
    start = time.perf_counter()
    done = subprocess.run(argv, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(argv)}: {done.returncode}\n{done.stderr.decode(errors='replace')[-2000:]}")
    return time.perf_counter() - start


def main(count: int = 1000) -> None:
    """Run each once and print."""
    with tempfile.TemporaryDirectory() as folder:
        for pair in twins(Path(folder), count):
            ours, theirs = seconds(pair.ours), seconds(pair.theirs)
            print(f"{pair.name:54} {ours:8.2f} s {theirs:8.2f} s {ours / theirs:6.3f} (≤ {pair.goal})", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
