"""The documents that are looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.documents import Made


@pytest.fixture(scope="session")
def pdfs(sample: Made) -> tuple[Path, ...]:
    return tuple(f for f in sample.filer if f.suffix == ".pdf")
