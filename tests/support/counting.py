"""When lines are counted: while a test runs that shows what something does.

Counting makes Python twice as slow. Tests that only go through the same lines again, with an attack, a thousand random
texts or another program looking at what comes out, run uncounted, and so does everything around the tests. What is
counted is then at most what is run: a gate can be held too hard by it, never too softly.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pytest

from tests.support.forking import PROCESSES

TESTS = Path(__file__).resolve().parents[1]

UNCOUNTED = {
    "architecture": "read the code, and do not run it",
    "browser": "others' programs look at what is made",
    "cli/test_as_of.py": "compares two answers of each command, whose own tests are counted",
    "commands/test_ci.py::test_the_files_follow_the_published_schema": "others' program looks at what is made",
    "commands/test_ci.py::test_what_the_files_run_can_be_run": "runs commands, whose own tests are counted",
    "commands/test_schema.py::test_every_artefact_has_one_too": "others' program looks at what is made",
    "commands/test_schema.py::test_is_valid_against_the_metaschema": "others' program looks at what is made",
    "commands/test_schema.py::test_takes_every_file_of_the_example": "others' program looks at what is made",
    "commands/test_sync_many.py": "many processes that do at once what is tested one at a time",
    "docs": "run the commands of the pages, whose own tests are counted",
    "documents": "others' programs look at what is made",
    "forge/test_killed.py": "dies at each place of what is tested",
    "forge/test_recordings.py": "reads others' recordings",
    "history/test_chain_law.py": "random histories",
    "history/test_dying.py": "dies at each place of what is tested",
    "history/test_kill.py": "dies at each place of what is tested",
    "history/test_kill_points.py": "dies at each place of what is tested",
    "history/test_trailer_grammar.py": "random texts",
    "history/test_treedata.py": "fills a memory",
    "processes": "run the commands in another process than the shipped ones",
    "properties": "random portfolios",
    "render/test_pdf.py::test_hostile_text_makes_a_whole_document": "attacks on one document",
    "reports/statusrapport/test_statusrapport.py::test_hostile_text_in_every_field_changes_neither_structure": (
        "attacks on one document"
    ),
    "reports/styrgruppsmote/test_styrgruppsmote.py::test_hostile_text_stays_text_on_a_slide": "attacks on one document",
    "safety": "attacks on every command, whose own tests are counted",
    "store/test_edit_laws.py": "random changes",
    "store/test_limits.py": "fills a memory",
    "store/test_lines.py": "every place of every file of the example",
    "store/test_yamltext.py::test_most_values_that_a_file_may_have": "fills a memory",
    "store/test_yamltext_laws.py": "random texts",
    "test_i18n.py::test_the_catalogues_are_in_step_with_the_code": "reads the code, and does not run it",
    "test_i18n.py::test_the_tool_finds_every_kind_of_text": "reads the code, and does not run it",
    "test_i18n.py::test_the_tool_keeps_what_is_translated_and_drops_what_is_gone": "reads the code",
    "warm/test_laws.py": "random work in a portfolio",
    "warm/test_process.py::test_a_remembered_command_never_asks_git_or_a_template": "looks at what is loaded",
}
"""Folders, modules and functions of tests, and why their lines are counted elsewhere."""


class Counter(Protocol):
    """What counts lines."""

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def save(self) -> None: ...


class Counting:
    """The counting of this process, between the tests and in them.

    Attributes:
        counter: counts; it goes on from where it was stopped.
    """

    def __init__(self, counter: Counter) -> None:
        """Count what happens when the program is loaded, and then nothing until a test is run.

        Args:
            counter: it runs.
        """
        import fyrportfolj

        for found in pkgutil.walk_packages(fyrportfolj.__path__, "fyrportfolj."):
            importlib.import_module(found.name)
        self.counter = counter
        counter.stop()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Let no process be counted that an uncounted test starts."""
        kept = None if counted(item) else os.environ.pop(PROCESSES, None)
        try:
            return (yield)
        finally:
            if kept is not None:
                os.environ[PROCESSES] = kept

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        """Count what a test's fixtures do."""
        with self._during(item):
            return (yield)

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """Count what a test does."""
        with self._during(item):
            return (yield)

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Iterator[None]:
        """Count what its fixtures do afterwards."""
        with self._during(item):
            return (yield)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Write down what was counted: a process that is slow to end is killed by the one that handed out its tests."""
        self.counter.save()

    @contextmanager
    def _during(self, item: pytest.Item) -> Iterator[None]:
        if not counted(item):
            yield
            return
        self.counter.start()
        try:
            yield
        finally:
            self.counter.stop()


def counted(item: pytest.Item) -> bool:
    """Tell whether the lines of a test are counted."""
    return counted_at(item.path.relative_to(TESTS), getattr(item, "originalname", item.name))


def counted_at(below: Path, function: str = "") -> bool:
    """Tell the same of a function in a module of tests, or of all that are not named, by its place below theirs."""
    places = [f"{below.as_posix()}::{function}", below.as_posix(), *(folder.as_posix() for folder in below.parents)]
    return UNCOUNTED.keys().isdisjoint(places)


@contextmanager
def uncounted() -> Iterator[None]:
    """Do once more what has been counted, or look at what was made, without counting."""
    coverage = sys.modules.get("coverage")
    counter = coverage and coverage.Coverage.current()
    if counter is None:
        yield
        return
    counter.stop()
    try:
        yield
    finally:
        counter.start()
