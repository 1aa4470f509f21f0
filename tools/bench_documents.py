"""Give the calls that `make bench` times for documents and the site, beside what others make of as much.

Usage: python tools/bench_documents.py [INITIATIVES]

Makes an environment with WeasyPrint and StrictDoc in build/bench, runs each call once and prints the seconds.
WeasyPrint gets the same report as a page that is ready, so it neither reads nor judges a portfolio. It is set beside
our report twice: made the first time, and asked for again when nothing that it rests on has changed. A third row
tells how much of the first time Python and the models take when they do nothing but judge the form of files that
somebody else has read: no report can be faster than that. StrictDoc gets a
record per initiative: once with all the texts of the initiative, and once with two sentences, which is far less than
the site is made of. Nothing fails here: the figures are for reading.
"""

from __future__ import annotations

import os
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
from pydantic_core import to_json

from fyrportfolj.store.kinds import kind_of
from fyrportfolj.store.source import WorkingTree
from fyrportfolj.store.yamltext import parse

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "build" / "bench"
PEERS = ("weasyprint==70.0", "strictdoc==0.30.4")
FYR = str(Path(sys.executable).parent / "fyr")
SUBJECT = "digital-motor-fyrbodal"

_HEAD = "[DOCUMENT]\nTITLE: Initiativ\n"
_RECORD = """
[REQUIREMENT]
UID: {uid}
STATUS: Aktiv
TITLE: {title}
STATEMENT: >>>
{statement}
<<<
COMMENT: >>>
{comment}
<<<
"""
_MODELS = """
import os, sys
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
import gc
gc.disable()
from fyrportfolj.store.kinds import kind_of
for line in open(sys.argv[1], "rb"):
    path, _, data = line.partition(b" ")
    kind_of(path.decode()).modell.model_validate_json(data)
os._exit(0)
"""
"""Judges the form of documents that are JSON already, one on each line after its path; as sparing as `fyr` itself."""

_FRESH = 'exec "$@" "$0/$$"'
"""Runs a call with a folder of its own as the last argument, so that nothing of an earlier run is there."""


@dataclass(frozen=True)
class Twins:
    """Two whole processes that do the same job.

    Attributes:
        name: what they do.
        ours: our call.
        theirs: the other's call.
        goal: the most that our time may be, as a part of theirs.
        rounds: how many times to run each.
        warm: True when our call may use what it remembers from an earlier run.
    """

    name: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    goal: float
    rounds: int = 5
    warm: bool = False


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
    yield from _reports(folder)
    kept = folder / "portfolj"
    kept.mkdir()
    write(kept, count)
    made = (FYR, "--portfolio", str(kept), "site", "build", "--out")
    ours = ("sh", "-c", _FRESH, str(_folder(folder / "webb")), *made)
    for name, text, rounds in (("samma texter", full(kept), 1), ("två meningar var", short(count), 3)):
        records = _folder(folder / name)
        (records / "initiativ.sdoc").write_text(text, encoding="utf-8")
        export = (str(peers() / "strictdoc"), "export", str(records), "--output-dir")
        theirs = ("sh", "-c", _FRESH, str(_folder(folder / f"strictdoc, {name}")), *export)
        yield Twins(f"fyr site build / StrictDoc, {count} poster, {name}", ours, theirs, 0.2, rounds)


def _reports(folder: Path) -> Iterator[Twins]:
    report = (FYR, "--portfolio", str(ROOT / "portfolio-data"), "report", "statusrapport", SUBJECT)
    out = ("--out", str(folder))
    subprocess.run((*report, *out, "--to", "html"), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    page = next(folder.glob("statusrapport-*.html"))
    other = (str(peers() / "weasyprint"), "--pdf-variant", "pdf/ua-1", str(page), str(folder / "andras.pdf"))
    ours = (*report, *out, "--to", "pdf")
    for name, warm in (("första gången (FYR_CACHE=0)", False), ("igen", True)):
        yield Twins(f"fyr report --to pdf, {name} / WeasyPrint", ours, other, 0.25, 9, warm)
    least = (sys.executable, "-c", _MODELS, str(_as_json(ROOT / "portfolio-data", folder / "demo")))
    yield Twins("bara modellerna och demons filer / WeasyPrint", least, other, 0.25, 9)


def _as_json(portfolio: Path, to: Path) -> Path:
    tree = WorkingTree(portfolio)
    held = [path for path in tree.paths() if kind_of(path)]
    to.write_bytes(b"".join(b"%s %s\n" % (p.encode(), to_json(parse(tree.read(p), p).data)) for p in held))
    return to


def full(kept: Path) -> str:
    """Give a document with a record per initiative that holds every text of it.

    Args:
        kept: the portfolio.
    """
    return _HEAD + "".join(_record(p) for p in sorted((kept / "initiativ").glob("genererat-*.yaml")))


def _record(path: Path) -> str:
    data = dict(parse(path.read_bytes(), path.name).data or {})
    uid, title, statement = (str(data.pop(key)) for key in ("id", "namn", "sammanfattning"))
    return _RECORD.format(uid=uid, title=title, statement=statement, comment="\n\n".join(_texts("", data)))


def _texts(name: str, value: object) -> Iterator[str]:
    match value:
        case dict():
            for key, below in value.items():
                yield from _texts(key, below)
        case list():
            for below in value:
                yield from _texts(name, below)
        case _:
            yield f"{name}: {value}"


def short(count: int) -> str:
    """Give a document with a record of two sentences per initiative.

    Args:
        count: how many.
    """
    said = "Kommunerna delar en lösning, så att nummer {} blir billigare för var och en."
    follow = "Beslut, risker och nyttor följs upp varje kvartal."
    return _HEAD + "".join(
        _RECORD.format(uid=f"INITIATIV-{n}", title=f"Initiativ {n}", statement=said.format(n), comment=follow)
        for n in range(count)
    )


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def seconds(argv: tuple[str, ...], *, warm: bool = False) -> float:
    """Run a call to its end; give its wall time in seconds.

    Args:
        argv: the call.
        warm: let it use what it remembers.
    """
    env = {**os.environ, "FYR_CACHE": "1" if warm else "0"}
    start = time.perf_counter()
    done = subprocess.run(argv, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(argv)}: {done.returncode}\n{done.stderr.decode(errors='replace')[-2000:]}")
    return time.perf_counter() - start


def main(count: int = 1000) -> None:
    """Run each once and print."""
    with tempfile.TemporaryDirectory() as folder:
        for pair in twins(Path(folder), count):
            if pair.warm:
                seconds(pair.ours, warm=True)
            ours, theirs = seconds(pair.ours, warm=pair.warm), seconds(pair.theirs)
            print(f"{pair.name:62} {ours:8.2f} s {theirs:8.2f} s {ours / theirs:6.3f} (≤ {pair.goal})", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
