"""LibreOffice opens what is made for Office, and finds pages in it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.support.viewers import ALL, program

OFFICE = (".docx", ".pptx", ".xlsx")


@pytest.mark.slow
def test_libreoffice_opens_every_file(sample: tuple[Path, ...], tmp_path: Path) -> None:
    soffice, pdfinfo = program("soffice"), program("pdfinfo")
    files = [f for f in sample if f.suffix in OFFICE]
    assert {f.suffix for f in files} >= {".docx", ".pptx"}

    for suffix in OFFICE:
        same = [f for f in files if f.suffix == suffix]
        if same:
            # One start for all of a kind; a folder for each kind, since names differ only in it.
            subprocess.run(
                [
                    soffice,
                    f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}",
                    "--headless",
                    "--convert-to",
                    "pdf",
                    "--outdir",
                    str(tmp_path / suffix),
                    *map(str, same),
                ],
                capture_output=True,
                check=True,
                timeout=1800 if ALL else 250,
            )

    pages = {}
    for file in files:
        shown = tmp_path / file.suffix / f"{file.stem}.pdf"
        said = subprocess.run([pdfinfo, shown], capture_output=True, text=True, check=False).stdout
        found = re.search(r"^Pages:\s+(\d+)", said, re.MULTILINE)
        pages[file.name] = int(found[1]) if found else 0
    assert [name for name, count in pages.items() if count == 0] == []
