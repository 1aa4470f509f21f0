"""What every test may ask for."""

from __future__ import annotations

import pytest

from tests.support.golden import Fyr, Golden


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one switch that accepts new expected texts."""
    parser.addoption("--update-golden", action="store_true", help="skriv om förväntade utskrifter")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare texts with files, or rewrite the files with --update-golden."""
    return Golden(update=bool(request.config.getoption("--update-golden")))


@pytest.fixture
def fyr(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Fyr:
    """Run `fyr` in this process, in a folder, with a terminal that is always the same."""
    return Fyr(monkeypatch, capsys)
