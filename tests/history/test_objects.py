from __future__ import annotations

import zlib
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.errors import ExternalError
from fyrportfolj.history.objects import GitObject, look_up, object_id, parse_commit, read_commit, read_objects
from fyrportfolj.history.repository import Repository
from tests.history.conftest import found
from tests.history.test_git import in_front, script
from tests.support.gitrepo import GitRepo


def loose(root: Path, oid: str) -> Path:
    return root / ".git/objects" / oid[:2] / oid[2:]


def forge(root: Path, oid: str, kind: bytes, data: bytes) -> None:
    place = loose(root, oid)
    place.chmod(0o644)
    place.write_bytes(zlib.compress(b"%s %d\0" % (kind, len(data)) + data))


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_ids_are_those_of_git(tmp_path: Path, algorithm: str) -> None:
    made = GitRepo.make(tmp_path, {"a.yaml": "a: 1\n"}, algorithm=algorithm)
    assert object_id(algorithm, "blob", b"a: 1\n") == made.git("rev-parse", "HEAD:a.yaml")
    repo = found(tmp_path)
    assert repo.git.algorithm == algorithm
    (blob,) = read_objects(repo.git, [made.git("rev-parse", "HEAD:a.yaml")])
    assert blob is not None
    assert (blob.kind, blob.size, blob.data) == ("blob", 5, b"a: 1\n")


def test_answers_come_in_the_order_of_the_questions(repo: Repository, made: GitRepo) -> None:
    head = made.head()
    names = [f"{head}:README.md", f"{head}:finns/inte å.md", head, f"{head}:portfolio-data/fyr.yaml", "0" * 40]
    answers = list(read_objects(repo.git, names))
    assert [a and a.data for a in answers if a is None or a.kind == "blob"] == [b"annat\n", None, b"namn: Prov\n", None]
    assert [a and a[1] for a in look_up(repo.git, names)] == ["blob", None, "commit", "blob", None]
    assert list(read_objects(repo.git, [])) == []


def test_an_edited_object_is_not_believed(repo: Repository, made: GitRepo) -> None:
    oid = made.git("rev-parse", "HEAD:README.md")
    forge(made.root, oid, b"blob", b"annaT\n")
    with pytest.raises(ExternalError, match=oid):
        list(read_objects(repo.git, [oid]))


def test_an_edited_object_is_not_believed_when_only_its_beginning_is_kept(repo: Repository, made: GitRepo) -> None:
    oid = made.git("hash-object", "-w", "--stdin", stdin=b"x" * 3_000_000)
    (cut,) = read_objects(repo.git, [oid], keep=10)
    assert cut is not None
    assert (cut.size, cut.data) == (3_000_000, b"x" * 10)
    forge(made.root, oid, b"blob", b"x" * 2_999_999 + b"y")
    with pytest.raises(ExternalError, match=oid):
        list(read_objects(repo.git, [oid], keep=10))


@pytest.mark.parametrize("line", ["", "echo", "printf 'x missing'", "echo 1234 blob 5", "echo $0 blob x"])
def test_an_answer_that_is_cut_short_is_not_taken_for_absence(
    repo: Repository, made: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    script(tmp_path / "trasig", f'[ "$1" = version ] && {{ echo git version 2.40.0; exit; }}\n{line}\nexit 0')
    in_front(monkeypatch, tmp_path / "trasig")
    with pytest.raises(ExternalError, match="1111"):
        list(read_objects(repo.git, ["1" * 40]))
    with pytest.raises(ExternalError, match="1111"):
        look_up(repo.git, ["1" * 40])


def test_answers_left_over_are_not_believed(repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "1" * 40
    answer = f"echo {name} missing; echo {name} missing"
    script(tmp_path / "trasig", f'[ "$1" = version ] && {{ echo git version 2.40.0; exit; }}\n{answer}')
    in_front(monkeypatch, tmp_path / "trasig")
    with pytest.raises(ExternalError, match="cat-file"):
        list(read_objects(repo.git, [name]))
    with pytest.raises(ExternalError, match="cat-file"):
        look_up(repo.git, [name])


def test_a_name_is_one_line(repo: Repository) -> None:
    with pytest.raises(ValueError, match="b"):
        look_up(repo.git, ["a\nb"])


def test_a_commit_is_read_with_its_time_and_line(made: GitRepo, repo: Repository) -> None:
    first = made.head()
    second = made.commit("Ämne\nmer\n\ntext", {"ny.md": "x"}, when="2026-06-30T23:30:00+02:00")
    commit = read_commit(repo.git, second)
    assert commit.parents == (first,)
    assert commit.tree == made.git("rev-parse", "HEAD^{tree}")
    assert commit.committed.isoformat() == "2026-06-30T23:30:00+02:00"
    assert commit.subject == "Ämne"


def test_a_commit_that_is_none_is_said_to_be_so(made: GitRepo, repo: Repository) -> None:
    for name in ("0" * 40, made.git("rev-parse", "HEAD^{tree}")):
        with pytest.raises(ExternalError, match=name):
            read_commit(repo.git, name)


@pytest.mark.parametrize(
    "headers",
    [
        b"tree a\nauthor x",
        b"tree a\ncommitter utan tid",
        b"committer A <a> 1 +0000",
        b"tree a\ntree b\ncommitter A <a> 1 +0000",
        b"tree a\ncommitter A <a> 999999999999999999999 +0000",
    ],
)
def test_a_commit_with_other_headers_is_not_believed(headers: bytes) -> None:
    with pytest.raises(ExternalError, match="saknas eller är skadat"):
        parse_commit(GitObject("1" * 40, "commit", 0, headers + b"\n\nx"))


def test_an_impossible_offset_is_read_as_utc() -> None:
    data = b"tree a\ncommitter A <a> 0 +9999\n\nx"
    assert parse_commit(GitObject("1" * 40, "commit", 0, data)).committed.utcoffset() == timedelta(0)


@given(st.binary(max_size=200))
def test_no_bytes_of_a_commit_end_in_anything_but_a_plain_answer(data: bytes) -> None:
    try:
        commit = parse_commit(GitObject("1" * 40, "commit", len(data), b"tree a\ncommitter " + data))
    except ExternalError:
        return
    assert commit.committed.utcoffset() is not None
