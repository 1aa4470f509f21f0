"""What tests look at documents and pages with; `tools/install_viewers.sh` installs it.

A test that lacks its program is skipped, and says why. In CI, where the script has been run, it fails.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "build" / "viewers"
PICTURES = ROOT / "build" / "pictures"

ALL = os.environ.get("FYR_STOR") == "1"
"""True when everything is to be looked at, not a sample."""

PREFLIGHT = tuple(
    Path("/usr/share/java", f"{name}.jar")
    for name in ("preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-logging", "javax.activation", "jaxb-api")
)


def program(name: str) -> str:
    """Give where a program of the machine lies; skip the test, or fail it in CI, when there is none."""
    found = shutil.which(name)
    return found or missing(name)


def installed(path: str) -> Path:
    """Give a file under `build/viewers`; skip the test, or fail it in CI, when it is missing."""
    found = PLACE / path
    if not found.exists():
        missing(path)
    return found


def preflight() -> str:
    """Give the class path of Apache Preflight; skip the test, or fail it in CI, when it is missing."""
    for jar in PREFLIGHT:
        if not jar.exists():
            missing(jar.name)
    return os.pathsep.join(map(str, PREFLIGHT))


def missing(name: str) -> str:
    """Say that something is missing: a failure in CI, otherwise a reason to skip."""
    reason = f"{name} saknas; kör tools/install_viewers.sh"
    if os.environ.get("FYR_CI") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
