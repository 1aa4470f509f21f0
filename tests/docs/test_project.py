"""Decisions and the change log are kept as they promise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fyrportfolj import __version__
from fyrportfolj.resources import resource
from fyrportfolj.store.load import load
from fyrportfolj.store.source import WorkingTree
from tests.docs.vocabulary import DOCS, ROOT

DECISIONS = sorted((DOCS / "adr").glob("*.md"))
STATUS = re.compile(r"^Status: (accepted|superseded by [0-9]{4}), [0-9]{4}-[0-9]{2}-[0-9]{2}$", re.MULTILINE)
HEADINGS = ["Situation", "Decision", "Rejected", "Consequences"]
CHANGES = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_decisions_are_numbered_without_gaps() -> None:
    assert [p.name[:4] for p in DECISIONS] == [f"{n:04d}" for n in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("path", DECISIONS, ids=lambda p: str(p.stem))
def test_decision_has_its_number_status_and_headings(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert text.startswith(f"# {path.name[:4]}. ")
    assert STATUS.search(text)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS


def test_change_log_has_the_version_and_a_place_for_the_next() -> None:
    versions = re.findall(r"^## \[(.+?)\]", CHANGES, re.MULTILINE)

    assert versions[:2] == ["Unreleased", __version__]


def test_change_log_names_only_the_kinds_of_keep_a_changelog() -> None:
    assert set(re.findall(r"^### (.+)$", CHANGES, re.MULTILINE)) <= KINDS


def test_change_log_is_written_in_full_sentences() -> None:
    entries = re.findall(r"^- (.+)$", CHANGES, re.MULTILINE)

    assert entries
    assert [e for e in entries if not re.match(r"[A-ZÅÄÖ`].*\.$", e)] == []


def test_readme_counts_what_the_example_portfolio_holds() -> None:
    loaded = load(WorkingTree(resource("portfolio-data"))).portfolio
    assert loaded is not None
    plan = [d for _, d in loaded.delomraden.values()]
    counts = (len(loaded.fokusomraden), len(plan), sum(len(d.initiativ) for d in plan), len(loaded.externa_initiativ))
    said = "{} fokusområden, {} delområden, {} initiativ och {} externa initiativ".format(*counts)

    assert said in (ROOT / "README.md").read_text(encoding="utf-8")


def test_public_code_states_the_version() -> None:
    text = (ROOT / "publiccode.yml").read_text(encoding="utf-8")

    assert f"softwareVersion: {__version__}" in text
