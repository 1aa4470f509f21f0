"""The documents that are looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.documents import Made, make_sample


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The sample in every format."""
    return make_sample(tmp_path_factory.mktemp("rapporter"))


@pytest.fixture(scope="session")
def pdfs(made: Made) -> tuple[Path, ...]:
    return tuple(f for f in made.filer if f.suffix == ".pdf")
