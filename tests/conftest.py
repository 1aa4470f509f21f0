"""What every test may ask for."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.support.dealing import dealt
from tests.support.golden import Fyr, Golden

if TYPE_CHECKING:
    from tests.support.documents import Made

# A busy machine is slow, not wrong. What else holds, on a CI server too, stays as Hypothesis has it.
settings.register_profile("fyr", deadline=None)
settings.load_profile("fyr")

# A test of how an answer is worked out must not be given the answer of the run before; those of the memory say so.
os.environ["FYR_CACHE"] = "0"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one switch that accepts new expected texts."""
    parser.addoption("--update-golden", action="store_true", help="skriv om förväntade utskrifter")


def pytest_configure(config: pytest.Config) -> None:
    """Count lines while tests run that show something, when lines are counted at all."""
    coverage = sys.modules.get("coverage")
    counter = coverage and coverage.Coverage.current()
    if counter is None:
        return
    if config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput"):
        # This process only hands out tests to others.
        counter.stop()
    else:
        from tests.support.counting import Counting

        config.pluginmanager.register(Counting(counter))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest tests, so that nobody waits for the last of them."""
    items[:] = dealt(items, _turn, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def _turn(item: pytest.Item) -> int:
    # Those that look at the sample of reports stand together, so that one process makes it, for a short test first.
    slow = item.get_closest_marker("slow") is not None
    if "sample" in getattr(item, "fixturenames", ()):
        return 1 if slow else 0
    return 2 if slow else 3


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what has been loaded, and seldom look at what lives long."""
    gc.freeze()
    gc.set_threshold(1000, 10, 100)


@pytest.fixture(scope="session", autouse=True)
def _examples() -> Iterator[None]:
    """Read the example portfolios' files once."""
    from tests.support.remembered import remember

    with pytest.MonkeyPatch.context() as patch:
        remember(patch)
        yield


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Make the reports that others' programs look at, in every format."""
    from tests.support.documents import make_sample

    return make_sample(tmp_path_factory.mktemp("rapporter"))


@pytest.fixture
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a child be started, though another test may have left a thread that waits for nothing more."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare texts with files, or rewrite the files with --update-golden."""
    return Golden(update=bool(request.config.getoption("--update-golden")))


@pytest.fixture
def fyr(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Fyr:
    """Run `fyr` in this process, in a folder, with a terminal that is always the same."""
    return Fyr(monkeypatch, capsys)
