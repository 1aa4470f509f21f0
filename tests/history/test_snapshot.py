from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.snapshot import CommitTree, StagedTree, commit_time, dirty, dirty_files, read_blobs, resolve
from tests.history.conftest import found
from tests.history.test_objects import forge
from tests.support.gitrepo import GitRepo, isolate_git

STOCKHOLM = "Europe/Stockholm"


def contents(tree: CommitTree | StagedTree) -> dict[str, bytes]:
    return {path: tree.read(path) for path in tree.paths()}


def test_a_commit_is_read_as_a_folder(made: GitRepo, repo: Repository) -> None:
    first = made.head()
    made.commit("Andra", {"portfolio-data/fyr.yaml": "namn: Nytt\n", "portfolio-data/å ä/ö.yaml": "ny\n"})
    assert contents(CommitTree(repo, first)) == {"fyr.yaml": b"namn: Prov\n", "initiativ/trygghet.yaml": b"fas: ett\n"}
    now = CommitTree(repo, made.head())
    assert now.paths() == ("fyr.yaml", "initiativ/trygghet.yaml", "å ä/ö.yaml")
    assert now.read("å ä/ö.yaml") == b"ny\n"
    assert now.blob_ids()["fyr.yaml"] == made.git("rev-parse", "HEAD:portfolio-data/fyr.yaml")


@pytest.mark.parametrize("path", ["finns-inte.yaml", "README.md", "../README.md", "initiativ", ""])
def test_a_file_that_is_not_there_is_not_found(made: GitRepo, repo: Repository, path: str) -> None:
    with pytest.raises(FileNotFoundError):
        CommitTree(repo, made.head()).read(path)
    with pytest.raises(FileNotFoundError):
        StagedTree(repo).read(path)


def test_links_and_submodules_are_left_out(made: GitRepo, repo: Repository) -> None:
    (made.root / "portfolio-data/länk.yaml").symlink_to("fyr.yaml")
    (made.root / "portfolio-data/körbar.yaml").write_text("x: 1\n", encoding="utf-8")
    (made.root / "portfolio-data/körbar.yaml").chmod(0o755)
    made.git("add", "--all")
    made.git("update-index", "--add", "--cacheinfo", f"160000,{made.head()},portfolio-data/delmodul")
    made.git("commit", "-q", "-m", "Annat än filer")
    expected = ("fyr.yaml", "initiativ/trygghet.yaml", "körbar.yaml")
    assert CommitTree(repo, made.head()).paths() == expected
    assert StagedTree(repo).paths() == expected


def test_a_portfolio_that_is_not_there_yet_is_empty(made: GitRepo) -> None:
    (made.root / "ny").mkdir()
    repo = found(made.root / "ny")
    assert CommitTree(repo, made.head()).paths() == ()
    assert StagedTree(repo).paths() == ()


def test_a_neighbour_with_the_same_beginning_is_another_folder(made: GitRepo, repo: Repository) -> None:
    made.commit("Granne", {"portfolio-data-gammal/fyr.yaml": "x"})
    assert "fyr.yaml" in StagedTree(repo).paths()
    assert len(StagedTree(repo).paths()) == 2


def test_a_commit_that_is_none_is_refused(made: GitRepo, repo: Repository) -> None:
    for name in ("0" * 40, made.git("rev-parse", "HEAD^{tree}"), "HEAD"):
        with pytest.raises(ExternalError, match="saknas eller är skadat"):
            CommitTree(repo, name)


def test_many_files_are_read_ahead_and_come_out_whole(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"{n:04}.yaml": f"n: {n}\n" for n in range(700)}
    made = GitRepo.make(tmp_path, files)
    tree = CommitTree(found(tmp_path), made.head())
    assert contents(tree) == {path: str(text).encode() for path, text in files.items()}
    backwards = {path: tree.read(path) for path in ("0699.yaml", "0003.yaml", "0350.yaml", "0003.yaml")}
    assert backwards == {path: str(files[path]).encode() for path in backwards}


def test_large_files_are_read_a_few_at_a_time(made: GitRepo, repo: Repository) -> None:
    ids = {f"{n}.pdf": made.git("hash-object", "-w", "--stdin", stdin=bytes([n]) * 20_000_000) for n in range(4)}
    first = read_blobs(repo.git, ids)
    assert [len(data) for data in first.values()] == [20_000_000, 20_000_000]
    assert read_blobs(repo.git, ids, limit=1) == {"0.pdf": b"\0", "1.pdf": b"\1", "2.pdf": b"\2", "3.pdf": b"\3"}


def test_a_limit_cuts_what_is_read(made: GitRepo, repo: Repository) -> None:
    assert CommitTree(repo, made.head(), limit=4).read("fyr.yaml") == b"namn"
    assert StagedTree(repo, limit=4).read("fyr.yaml") == b"namn"


def test_a_damaged_file_is_said_to_be_so(made: GitRepo, repo: Repository) -> None:
    forge(made.root, made.git("rev-parse", "HEAD:portfolio-data/fyr.yaml"), b"blob", b"namn: Annat\n")
    tree = CommitTree(repo, made.head())
    with pytest.raises(ExternalError, match="saknas eller är skadat"):
        tree.read("fyr.yaml")


def test_replacements_and_grafts_do_not_change_what_is_read(made: GitRepo, repo: Repository) -> None:
    first = made.head()
    second = made.commit("Andra", {"portfolio-data/fyr.yaml": "namn: Nytt\n"})
    made.git("replace", second, first)
    assert CommitTree(repo, second).read("fyr.yaml") == b"namn: Nytt\n"
    made.git("replace", "-d", second)
    (made.root / ".git/info").mkdir(exist_ok=True)
    (made.root / ".git/info/grafts").write_text(f"{second}\n", encoding="utf-8")
    assert resolve(repo, "HEAD~1", STOCKHOLM) == first


def test_the_index_is_read_and_not_the_disk(made: GitRepo, repo: Repository) -> None:
    made.write({"portfolio-data/fyr.yaml": "namn: Köat\n", "portfolio-data/ny.yaml": "ny\n"})
    made.git("add", "--all")
    made.write({"portfolio-data/fyr.yaml": "namn: På disk\n"})
    assert contents(StagedTree(repo)) == {
        "fyr.yaml": b"namn: K\xc3\xb6at\n",
        "initiativ/trygghet.yaml": b"fas: ett\n",
        "ny.yaml": b"ny\n",
    }


def test_an_unsettled_merge_is_said_to_be_so(made: GitRepo, repo: Repository) -> None:
    made.git("switch", "-q", "-c", "sido")
    made.commit("Sido", {"portfolio-data/fyr.yaml": "namn: A\n"})
    made.git("switch", "-q", "main")
    made.commit("Main", {"portfolio-data/fyr.yaml": "namn: B\n"})
    assert made.attempt("merge", "sido").returncode == 1
    with pytest.raises(DataError, match=r"portfolio-data/fyr\.yaml är mitt i en sammanslagning"):
        StagedTree(repo)


HOOK = """import sys
sys.path[:0] = {path!r}
from pathlib import Path
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.snapshot import StagedTree
tree = StagedTree(Repository.discover(Path("portfolio-data")))
Path({said!r}).write_bytes(tree.read("fyr.yaml") + tree.read("initiativ/trygghet.yaml"))
"""


@pytest.mark.parametrize(
    ("arguments", "seen"),
    [
        (("-a",), b"namn: Prov 2\nfas: tva\n"),
        (("--", "portfolio-data/fyr.yaml"), b"namn: Prov 2\nfas: ett\n"),
        ((), b"namn: Prov\nfas: tva\n"),
    ],
)
def test_a_hook_sees_what_is_about_to_be_committed(
    made: GitRepo, tmp_path: Path, arguments: tuple[str, ...], seen: bytes
) -> None:
    hook = made.root / ".git/hooks/pre-commit"
    hook.parent.mkdir()
    said = tmp_path / "sagt"
    script = tmp_path / "krok.py"
    script.write_text(HOOK.format(path=sys.path, said=str(said)), encoding="utf-8")
    hook.write_text(f"#!/bin/sh\nLC_ALL=C.UTF-8 exec '{sys.executable}' '{script}'\n", encoding="utf-8")
    hook.chmod(0o755)
    made.write({"portfolio-data/fyr.yaml": "namn: Prov 2\n", "portfolio-data/initiativ/trygghet.yaml": "fas: tva\n"})
    if not arguments:
        made.git("add", "portfolio-data/initiativ")
    made.git("commit", "-q", "-m", "Ur en krok", *arguments)
    assert said.read_bytes() == seen


@pytest.mark.parametrize(
    ("made_at", "day"),
    [
        ("2026-06-10T22:30:00+00:00", "2026-06-11"),
        ("2026-06-10T21:59:59+00:00", "2026-06-10"),
        ("2026-12-10T22:59:59+00:00", "2026-12-10"),
        ("2026-12-10T23:00:00+00:00", "2026-12-11"),
        ("2026-03-29T21:59:59+00:00", "2026-03-29"),
        ("2026-10-25T22:59:59+00:00", "2026-10-25"),
        ("2026-10-25T23:00:00+00:00", "2026-10-26"),
        ("2040-06-10T22:30:00+00:00", "2040-06-11"),
    ],
)
def test_a_day_ends_at_midnight_in_the_portfolios_time_zone(tmp_path: Path, made_at: str, day: str) -> None:
    made = GitRepo.make(tmp_path, {"x": "0"})
    first = made.head()
    last = made.commit("Sent", {"x": "1"}, when=made_at)
    repo = found(tmp_path)
    before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    assert resolve(repo, day, STOCKHOLM) == last
    assert resolve(repo, before, STOCKHOLM) == first


@pytest.fixture(scope="module")
def timeline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Repository, list[tuple[str, datetime]]]]:
    """A line of commits whose clocks disagree, with a side branch merged in."""
    with pytest.MonkeyPatch.context() as patch:
        isolate_git(patch, tmp_path_factory.mktemp("hem2"))
        made = GitRepo.make(tmp_path_factory.mktemp("tid"))
        line: list[tuple[str, datetime]] = []
        hours = [0, 30, 29, 60, 61, 10, 90, 91, 130, 100, 131, 200]
        for number, hour in enumerate(hours):
            moment = datetime(2026, 3, 27, 22, 30, tzinfo=UTC) + timedelta(hours=hour)
            line.append((made.commit(f"{number}", {"n": f"{number}"}, when=moment.isoformat()), moment))
        made.git("switch", "-q", "-c", "sido", "HEAD~6")
        made.commit("Sido", {"m": "1"}, when="2026-03-30T12:00:00+00:00")
        made.git("switch", "-q", "main")
        late = datetime(2026, 4, 20, tzinfo=UTC)
        made.git("merge", "-q", "--no-ff", "-m", "Sammanslagning", "sido", when=late.isoformat())
        yield found(made.root), [*line, (made.head(), late)]


@given(day=st.dates(date(2026, 3, 25), date(2026, 4, 22)), tz=st.sampled_from([STOCKHOLM, "UTC", "Pacific/Auckland"]))
def test_a_day_means_the_last_commit_of_the_line_made_by_then(
    timeline: tuple[Repository, list[tuple[str, datetime]]], day: date, tz: str
) -> None:
    repo, line = timeline
    by_then = [oid for oid, moment in line if moment.astimezone(ZoneInfo(tz)).date() <= day]
    if by_then:
        assert resolve(repo, day.isoformat(), tz) == by_then[-1]
    else:
        with pytest.raises(DataError, match="ingen incheckning"):
            resolve(repo, day.isoformat(), tz)


def test_a_revision_means_its_commit(made: GitRepo, repo: Repository) -> None:
    first = made.head()
    made.git("tag", "-a", "-m", "x", "beslutad")
    second = made.commit("Andra", {"x": "1"})
    for name, expected in (("HEAD", second), ("HEAD~1", first), ("beslutad", first), (first[:10], first)):
        assert resolve(repo, name, STOCKHOLM) == expected


@pytest.mark.parametrize("name", ["finns-inte", "HEAD:README.md", "HEAD~9", "main..main", "2026-1-1", "0" * 40])
def test_an_unknown_revision_is_said_to_be_so(repo: Repository, name: str) -> None:
    with pytest.raises(DataError, match="ingen incheckning som heter"):
        resolve(repo, name, STOCKHOLM)


@pytest.mark.parametrize("name", ["--output=fil", "-n1"])
def test_a_revision_that_looks_like_an_option_is_refused(repo: Repository, name: str) -> None:
    with pytest.raises(DataError, match="kan inte vara en version"):
        resolve(repo, name, STOCKHOLM)


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "0000-01-01", "9999-12-31"])
def test_a_day_outside_the_calendar_is_refused(repo: Repository, day: str) -> None:
    with pytest.raises(DataError, match="finns inte i kalendern"):
        resolve(repo, day, STOCKHOLM)


@pytest.mark.parametrize("tz", ["Europa/Stockholm", "", "../../etc/passwd", "/etc/localtime"])
def test_an_unknown_time_zone_is_said_to_be_so(repo: Repository, tz: str) -> None:
    with pytest.raises(DataError, match="Tidszonen"):
        resolve(repo, "2026-06-01", tz)


def test_a_day_before_the_first_commit_is_said_to_be_so(repo: Repository) -> None:
    with pytest.raises(DataError, match="2025-12-31 eller tidigare"):
        resolve(repo, "2025-12-31", STOCKHOLM)


def test_a_repository_without_commits_has_no_past(tmp_path: Path) -> None:
    GitRepo.make(tmp_path)
    with pytest.raises(DataError, match="inga incheckningar"):
        resolve(found(tmp_path), "2026-06-01", STOCKHOLM)


def test_a_shortened_history_says_what_to_do(made: GitRepo, tmp_path: Path) -> None:
    made.commit("Andra", {"x": "1"}, when="2026-06-01T12:00:00+02:00")
    made.git("clone", "-q", "--depth=1", made.root.as_uri(), str(tmp_path / "grund"))
    repo = found(tmp_path / "grund")
    for when in ("2026-03-01", "HEAD~1"):
        with pytest.raises(ExternalError) as caught:
            resolve(repo, when, STOCKHOLM)
        assert "--unshallow" in str(caught.value.help)
    assert resolve(repo, "2026-06-01", STOCKHOLM) == made.head()


def test_the_time_of_a_commit_keeps_its_offset(made: GitRepo, repo: Repository) -> None:
    oid = made.commit("Sommar", {"x": "1"}, when="2026-07-01T00:10:00+02:00")
    assert commit_time(repo, oid).isoformat() == "2026-07-01T00:10:00+02:00"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("none", False),
        ("disk", True),
        ("index", True),
        ("index then back", True),
        ("removed", True),
        ("link", True),
        ("folder above is a link", True),
        ("touched", False),
        ("windows line ends", False),
    ],
)
def test_an_edit_is_seen_wherever_it_is(made: GitRepo, repo: Repository, change: str, *, expected: bool) -> None:
    place = made.root / "portfolio-data/initiativ/trygghet.yaml"
    match change:
        case "disk":
            place.write_bytes(b"fas: tva\n")
        case "index" | "index then back":
            place.write_bytes(b"fas: tva\n")
            made.git("add", "--all")
            if change != "index":
                place.write_bytes(b"fas: ett\n")
        case "removed":
            place.unlink()
        case "link":
            place.rename(made.root / "annan.yaml")
            place.symlink_to(made.root / "annan.yaml")
        case "folder above is a link":
            place.parent.rename(made.root / "flyttad")
            place.parent.symlink_to(made.root / "flyttad")
        case "touched":
            os.utime(place, (1, 1))
        case "windows line ends":
            place.write_bytes(b"fas: ett\r\n")
        case _:
            pass
    assert dirty(repo, "initiativ/trygghet.yaml") is expected
    assert dirty_files(repo, ("fyr.yaml", "initiativ/trygghet.yaml")) == (
        ("initiativ/trygghet.yaml",) if expected else ()
    )


def test_line_ends_that_the_attributes_ask_for_are_no_edit(made: GitRepo, repo: Repository) -> None:
    made.commit("Radslut", {".gitattributes": "* text=auto eol=crlf\n"})
    made.git("rm", "-q", "--cached", "portfolio-data/fyr.yaml")
    made.git("reset", "-q", "--hard")
    (made.root / "portfolio-data/fyr.yaml").unlink()
    made.git("checkout", "--", "portfolio-data/fyr.yaml")
    assert (made.root / "portfolio-data/fyr.yaml").read_bytes() == b"namn: Prov\r\n"
    assert dirty(repo, "fyr.yaml") is False


def test_a_file_that_git_has_never_seen_is_an_edit(made: GitRepo, repo: Repository) -> None:
    made.write({"portfolio-data/ny.yaml": "x"})
    assert dirty(repo, "ny.yaml") is True
    assert dirty(repo, "finns-inte.yaml") is False


def test_everything_is_an_edit_before_the_first_commit(tmp_path: Path) -> None:
    made = GitRepo.make(tmp_path)
    made.write({"fyr.yaml": "x"})
    assert dirty(found(tmp_path), "fyr.yaml") is True
