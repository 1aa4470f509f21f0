"""Pack the shipped fonts for the web: templates/fonts/*.ttf become templates/webbplats/typsnitt/*.woff2.

Usage: python tools/make_web_fonts.py

Needs fonttools and brotli, which neither the program nor its tests use: run it only when a font changes,
and check in what it writes.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from fontTools.ttLib import TTFont

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
SOURCE, TARGET = TEMPLATES / "fonts", TEMPLATES / "webbplats" / "typsnitt"
MOST = 200_000
"""Bytes of all of them together."""


def main() -> None:
    """Write the packed fonts and the licence beside them."""
    TARGET.mkdir(parents=True, exist_ok=True)
    size = 0
    for path in sorted(SOURCE.glob("FyrSans-*.ttf")):
        font = TTFont(path, recalcTimestamp=False)
        font.flavor = "woff2"
        packed = TARGET / f"{path.stem}.woff2"
        font.save(packed)
        size += packed.stat().st_size
    shutil.copy(SOURCE / "OFL.txt", TARGET / "OFL.txt")
    print(f"{size} byte")
    if size > MOST:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
