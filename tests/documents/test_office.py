"""LibreOffice opens what is made for Office, and finds pages in it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from tests.support.documents import Made
from tests.support.viewers import ALL, program

OFFICE = (".docx", ".pptx", ".xlsx")
MOST_OF_A_KIND = 6
"""Files of each kind that are opened; the biggest, since they hold most."""

A_START = 100
"""Files that LibreOffice is given at a time; of many hundreds it leaves the last ones, and says nothing."""


def chosen(made: Made) -> list[Path]:
    files = sorted(made.filer, key=lambda f: (-f.stat().st_size, f.name))
    if ALL:
        return [f for f in files if f.suffix in OFFICE]
    of_a_kind = ({f.parent.name: f for f in reversed(files) if f.suffix == kind} for kind in OFFICE)
    return [f for found in of_a_kind for f in list(found.values())[-MOST_OF_A_KIND:]]


def batched(files: Iterable[Path], most: int) -> Iterator[tuple[Path, ...]]:
    rest = iter(files)
    while some := tuple(islice(rest, most)):
        yield some


def converted(soffice: str, place: Path, files: tuple[Path, ...]) -> None:
    """Let LibreOffice print files as PDF, to the folder `ut`."""
    profile = f"-env:UserInstallation={(place / 'profil').as_uri()}"
    asked = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(place / "ut"), *map(str, files)]
    subprocess.run(asked, capture_output=True, check=True, timeout=1800 if ALL else 280)


@pytest.mark.slow
def test_libreoffice_opens_every_file(sample: Made, tmp_path: Path) -> None:
    soffice, pdfinfo = program("soffice"), program("pdfinfo")
    files = chosen(sample)
    assert {f.suffix for f in files} == set(OFFICE)
    # The kind is in the name, since what comes out is named only by it.
    given = {f: tmp_path / f"{f.stem}-{f.suffix[1:]}{f.suffix}" for f in files}
    for file, copy in given.items():
        shutil.copyfile(file, copy)

    for some in batched(given.values(), A_START):
        converted(soffice, tmp_path, some)

    pages = {}
    for copy in given.values():
        shown = tmp_path / "ut" / f"{copy.stem}.pdf"
        said = subprocess.run([pdfinfo, shown], capture_output=True, text=True, check=False).stdout
        found = re.search(r"^Pages:\s+(\d+)", said, re.MULTILINE)
        pages[copy.name] = int(found[1]) if found else 0
    assert [name for name, count in pages.items() if count == 0] == []
