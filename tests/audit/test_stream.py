"""What a child parses ahead is what would have been read here, whatever stands in the files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fyrportfolj.commands import audit_contents
from fyrportfolj.commands.audit_contents import BlobContents
from fyrportfolj.rules.trail.values import Change, Commit, Person, Step
from tests.audit.portfolio import INITIATIVE, files
from tests.support.children import children

WHO = Person("Bo", "bo@skargarden.example")
BLOBS = {
    **{f"a{n}": files()[INITIATIVE].replace("Tre", str(n)).encode() for n in range(250)},
    "bad": b"id: [",
    "form": b"id: x\n",
    "digits": files()[INITIATIVE].encode() + b'start: "20260101"\n',
    "latin": b"namn: \xe5\n",
}


def _steps() -> tuple[Step, ...]:
    commit = Commit("c", (), WHO, WHO, 0, 0, "")
    return (Step(commit, tuple(Change(INITIATIVE, None, oid) for oid in BLOBS)),)


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch, forking: None) -> None:
    monkeypatch.setattr(audit_contents, "WORTH_IT", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_same_answer_with_and_without(eager: None) -> None:
    ahead, alone = BlobContents(BLOBS, _steps()), BlobContents(BLOBS)

    assert [ahead.document(INITIATIVE, oid) for oid in BLOBS] == [alone.document(INITIATIVE, oid) for oid in BLOBS]
    ahead.close()


def test_asked_for_in_another_order(eager: None) -> None:
    contents = BlobContents(BLOBS, _steps())

    assert contents.document(INITIATIVE, "latin").faults
    assert contents.document(INITIATIVE, "a0").modell is not None
    contents.close()


def test_goes_on_alone_when_the_child_dies(eager: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_contents, "_parsed", lambda _contents, _names: 1 / 0)
    contents = BlobContents(BLOBS, _steps())

    assert contents.document(INITIATIVE, "a7").modell is not None
    contents.close()


def test_child_is_let_go_before_it_is_done(eager: None) -> None:
    before = children()
    contents = BlobContents(BLOBS, _steps())
    contents.close()

    assert contents.document(INITIATIVE, "a7").modell is not None
    assert children() == before


def test_same_version_in_another_file_names_that_file() -> None:
    contents = BlobContents(BLOBS)

    assert {d.fil for d in contents.document(INITIATIVE, "bad").faults} == {INITIATIVE}
    assert {d.fil for d in contents.document("initiativ/annan.yaml", "bad").faults} == {"initiativ/annan.yaml"}


def test_file_of_no_kind_is_only_bytes(tmp_path: Path) -> None:
    found = BlobContents(BLOBS).document("anteckning.md", "bad")

    assert (found.data, found.modell, found.faults) == (BLOBS["bad"], None, ())
