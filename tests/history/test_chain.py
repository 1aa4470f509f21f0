from __future__ import annotations

import os
from pathlib import Path

import pytest

from fyrportfolj.errors import ExternalError
from fyrportfolj.forked import Forked
from fyrportfolj.history import signers
from fyrportfolj.history.blobs import KEPT
from fyrportfolj.history.chain import UnprovableError, read_chain
from fyrportfolj.history.repository import Repository
from fyrportfolj.rules.trail.values import Change, Person
from fyrportfolj.store.source import READ_LIMIT
from tests.history.chains import last_step, read
from tests.history.conftest import found
from tests.history.test_git import in_front, script
from tests.support.gitrepo import EMAIL, NAME, GitRepo
from tests.support.plumbed import BEGAN, Making, Plumbed, SshKey

ANNA, BO = SshKey.seeded("anna"), SshKey.seeded("bo")


@pytest.fixture(params=["sha1", "sha256"])
def both(tmp_path: Path, request: pytest.FixtureRequest) -> Plumbed:
    return Plumbed.new(tmp_path / "arkiv", request.param)


@pytest.fixture
def made(tmp_path: Path) -> Plumbed:
    return Plumbed.new(tmp_path / "arkiv")


def test_a_line_is_read_with_its_changes(both: Plumbed) -> None:
    first = both.commit({"fyr.yaml": "a\n", "initiativ/ett.yaml": "b\n"})
    second = both.commit({"initiativ/ett.yaml": "c\n", "initiativ/två.yaml": "d\n"}, first)
    third = both.commit({"fyr.yaml": None, "initiativ/två.yaml": None}, second)
    blob = {text: both.put("blob", f"{text}\n".encode()) for text in "abcd"}
    chain = read(both, third)
    assert (chain.tip, chain.roots, chain.line) == (third, (first,), (first, second, third))
    assert chain.start.oid == first
    assert [commit.oid for commit in chain.earlier] == [first]
    assert chain.baseline == {"fyr.yaml": blob["a"], "initiativ/ett.yaml": blob["b"]}
    assert [step.commit.oid for step in chain.steps] == [second, third]
    assert chain.steps[0].changes == (
        Change("initiativ/ett.yaml", blob["b"], blob["c"]),
        Change("initiativ/två.yaml", None, blob["d"]),
    )
    assert chain.steps[1].changes == (
        Change("fyr.yaml", blob["a"], None, "000000"),
        Change("initiativ/två.yaml", blob["d"], None, "000000"),
    )
    assert [(step.side, step.honest) for step in chain.steps] == [((), None)] * 2
    assert chain.blobs == {oid: f"{text}\n".encode() for text, oid in blob.items()}


def test_a_commit_is_read_with_names_times_and_message(made: Plumbed) -> None:
    how = Making(message="Ämne\n\nText.\n", author="Bo Ek <bo@kommunen.example>", at=BEGAN)
    commit = read(made, made.commit({"a": "1"}, how=how)).start
    assert commit.author == Person("Bo Ek", "bo@kommunen.example")
    assert commit.committer == Person(NAME, EMAIL)
    assert (commit.authored, commit.committed, commit.message) == (BEGAN, BEGAN, "Ämne\n\nText.\n")
    assert (commit.parents, commit.faults) == ((), ())


def test_only_the_portfolio_s_files_are_changes(made: Plumbed) -> None:
    first = made.commit({"README.md": "x", "data/fyr.yaml": "1", "data-2/fyr.yaml": "2"})
    second = made.commit({"README.md": "y"}, first)
    third = made.commit({"data/fyr.yaml": "3"}, second)
    chain = read(made, third, "data/")
    assert list(chain.baseline) == ["fyr.yaml"]
    assert [[c.path for c in step.changes] for step in chain.steps] == [[], ["fyr.yaml"]]
    assert sorted(chain.blobs.values()) == [b"1", b"3"]


def test_history_read_from_a_folder_that_is_not_there_has_no_files(made: Plumbed) -> None:
    chain = read(made, made.line(2)[-1], "finns/inte/")
    assert (chain.baseline, chain.blobs, chain.steps[0].changes) == ({}, {}, ())


def test_signatures_name_their_keys(both: Plumbed) -> None:
    unsigned = both.commit({"a": "1"})
    by_anna = both.commit({"a": "2"}, unsigned, how=Making(key=ANNA))
    by_bo = both.commit({"a": "3"}, by_anna, how=Making(key=BO, message="", zone="-0330"))
    chain = read(both, by_bo)
    commits = [chain.start, *(step.commit for step in chain.steps)]
    assert [(c.signature, c.key) for c in commits] == [("saknas", None), ("giltig", ANNA.text), ("giltig", BO.text)]
    assert [c.faults for c in commits] == [()] * 3
    assert both.made.git("fsck", "--strict", by_bo) == ""


def test_what_git_itself_signs_is_good(made: Plumbed, tmp_path: Path) -> None:
    key = tmp_path / "nyckel"
    made.made.git("init", "-q")
    made.made.attempt("-c", "alias.k=!ssh-keygen", "k", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key))
    made.made.git("config", "gpg.format", "ssh")
    made.made.git("config", "user.signingkey", str(key))
    made.made.write({"å.yaml": "1"})
    made.made.git("add", "--all")
    made.made.git("commit", "-q", "-S", "-m", "Ett\n\ntvå\n")
    commit = read(made, made.made.head()).start
    assert (commit.signature, commit.key) == ("giltig", " ".join(key.with_suffix(".pub").read_text("ascii").split()))
    assert commit.faults == ()


@pytest.mark.parametrize("enough", [1, 10**9])
def test_signatures_are_the_same_when_a_child_checks_them(
    made: Plumbed, monkeypatch: pytest.MonkeyPatch, enough: int
) -> None:
    monkeypatch.setattr(signers, "WORTH_IT", enough)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    first = made.commit({"a": "1"}, how=Making(key=ANNA))
    second = made.commit({"a": "2"}, first, how=Making(sign=lambda payload: BO.sign(payload + b"x")))
    third = made.commit({"a": "3"}, second)
    chain = read(made, third)
    commits = [chain.start, *(step.commit for step in chain.steps)]
    assert [(c.signature, c.key) for c in commits] == [("giltig", ANNA.text), ("felaktig", None), ("saknas", None)]


def test_signatures_that_a_child_did_not_answer_for_are_checked_here(
    made: Plumbed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signers, "WORTH_IT", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(Forked, "heard", lambda _self: None)
    tip = made.line(3, Making(key=ANNA))[-1]
    assert {step.commit.key for step in read(made, tip).steps} == {ANNA.text}


def test_kinds_of_entries_are_said_by_their_mode(made: Plumbed) -> None:
    link, program = made.put("blob", b"/etc/passwd"), made.put("blob", b"#!/bin/sh\n")
    first = made.commit({"a": "1", "mapp": "fil"})
    odd = {
        "länk": ("120000", link),
        "program": ("100755", program),
        "annat": ("160000", "1" * 40),
        "a": ("100755", made.put("blob", b"1")),
    }
    second = made.commit(odd, first)
    third = made.commit({"mapp": None, "mapp/fil": "x"}, second)
    chain = read(made, third)
    assert {c.path: (c.mode, c.after) for c in chain.steps[0].changes} == {
        path: (mode, oid) for path, (mode, oid) in odd.items()
    }
    assert [(c.path, c.mode) for c in chain.steps[1].changes] == [("mapp", "000000"), ("mapp/fil", "100644")]
    assert chain.blobs[link] == b"/etc/passwd"
    assert "1" * 40 not in chain.blobs


def test_names_of_any_bytes_are_read(made: Plumbed) -> None:
    blob = made.put("blob", b"x")
    names = [b"\x1b[2J", b"-rf", b"\xe5\xe4\xf6", "a\u0308".encode(), b"a b\nc"]
    first = made.commit({"a": "1"})
    tip = made.commit_tree(made.raw_tree((name, ("100644", blob)) for name in sorted(names)), first)
    step = last_step(made, tip)
    assert {c.path.encode("utf-8", "surrogateescape") for c in step.changes} == {*names, b"a"}
    assert step.commit.faults == ()


def test_a_large_file_is_hashed_whole_and_kept_in_part(made: Plumbed) -> None:
    assert KEPT == READ_LIMIT + 1
    data = b"x" * (KEPT + 1)
    first = made.commit({"a": data[:-1], "b": data})
    chain = read(made, first)
    assert [len(chain.blobs[chain.baseline[name]]) for name in "ab"] == [KEPT, KEPT]
    made.put("blob", data[:-1] + b"y", chain.baseline["b"])
    with pytest.raises(UnprovableError) as caught:
        read(made, first)
    assert [(d.kod, d.params["oid"]) for d in caught.value.diagnostics] == [("FYR602", chain.baseline["b"])]


def test_a_commit_without_changes_and_one_that_goes_back(made: Plumbed) -> None:
    first = made.commit({"a": "1"})
    second = made.commit({}, first)
    third = made.commit({"a": "2"}, second)
    fourth = made.commit({"a": "1"}, third)
    chain = read(made, fourth)
    assert [len(step.changes) for step in chain.steps] == [0, 1, 1]


def test_an_empty_history_has_one_commit(made: Plumbed) -> None:
    only = made.commit({})
    chain = read(made, only)
    assert (chain.steps, chain.baseline, chain.blobs, chain.line) == ((), {}, {}, (only,))


@pytest.mark.parametrize("tip", ["HEAD", "", "--all", "0" * 40, "g" * 40, "main\n"])
def test_what_is_no_commit_cannot_be_proved(made: Plumbed, tip: str) -> None:
    made.point(made.line(1)[-1])
    with pytest.raises(UnprovableError) as caught:
        read(made, tip)
    assert [(d.kod, d.params["oid"]) for d in caught.value.diagnostics] == [("FYR602", tip)]


def test_a_tree_or_blob_is_no_history(made: Plumbed) -> None:
    for oid in (made.put("blob", b"x"), made.tree({"a": "1"})):
        with pytest.raises(UnprovableError):
            read(made, oid)


def test_packed_histories_are_read_the_same(made: Plumbed) -> None:
    tip = made.point(made.line(8, Making(key=ANNA))[-1])
    loose = read(made, tip)
    made.made.git("repack", "-a", "-d", "-q")
    assert not list((made.root / ".git/objects").glob("??/*"))
    assert read(made, tip) == loose


def test_nothing_is_written(made: Plumbed) -> None:
    tip = made.point(made.line(4, Making(key=ANNA))[-1])
    before = {path: path.stat().st_mtime_ns for path in made.root.rglob("*")}
    read(made, tip)
    assert {path: path.stat().st_mtime_ns for path in made.root.rglob("*")} == before


def test_a_missing_git_is_something_outside(made: Plumbed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = found(made.root)
    tip = made.line(1)[-1]
    monkeypatch.setenv("PATH", str(tmp_path / "tom"))
    with pytest.raises(ExternalError, match="git saknas"):
        read_chain(repo, tip)


def test_a_git_that_fails_proves_nothing(made: Plumbed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo: Repository = found(made.root)
    tip = made.line(2)[-1]
    script(tmp_path / "trasig", '[ "$1" = version ] && { echo git version 2.40.0; exit; }\necho trasig >&2; exit 1')
    in_front(monkeypatch, tmp_path / "trasig")
    with pytest.raises(UnprovableError) as caught:
        read_chain(repo, tip)
    assert [d.kod for d in caught.value.diagnostics] == ["FYR603"]
    assert "trasig" in str(caught.value.diagnostics[0].params["orsak"])


def test_a_list_of_commits_that_is_not_theirs_is_not_believed(
    made: Plumbed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = found(made.root)
    line = made.line(4)
    stranger = made.commit({"b": "1"}, line[1])
    real = GitRepo(made.root).git("--exec-path")
    for told in (line[:1] + line[2:], [*line[:3], stranger, line[3]], line[::-1], line[:3], [*line, line[3]]):
        lines = "\n".join(f"  echo {oid}" for oid in told)
        script(
            tmp_path / "lögn",
            f'for a in "$@"; do if [ "$a" = rev-list ]; then\n{lines}\n  exit 0\nfi; done\nexec {real}/git "$@"',
        )
        with monkeypatch.context() as patch:
            in_front(patch, tmp_path / "lögn")
            with pytest.raises(UnprovableError) as caught:
                read_chain(repo, line[-1])
        assert {d.kod for d in caught.value.diagnostics} <= {"FYR602", "FYR603"}
