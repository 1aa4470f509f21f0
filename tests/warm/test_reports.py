"""Documents that are remembered are those that would be made, whatever changes in between."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from fyrportfolj.cli import warm, warm_report
from fyrportfolj.store import surroundings
from tests.cli.terminal import start
from tests.support.gitrepo import GitRepo
from tests.warm.calls import DAY, TODAY, Answers, kept
from tests.warm.test_forged import forged, head
from tests.warm.test_process import imported

CALL = ("report", "statusrapport", "provtur", "--to", "md", "--out", "ut")
NAME = "statusrapport-provtur-2026-11-18.md"
TEMPLATE = "templates/statusrapport/statusrapport.md.j2"


def documents(fyr: Answers) -> dict[str, bytes]:
    """Give the documents that there are, and take them away."""
    found = {}
    for path in sorted((fyr.folder / "ut").iterdir()):
        found[path.name] = path.read_bytes()
        path.unlink()
    return found


def both(fyr: Answers, *argv: str) -> tuple[tuple[int, str, str], dict[str, bytes]]:
    """Make a call that may be remembered, and prove that it says and writes what it does when nothing is."""
    said, made = fyr(*argv), documents(fyr)
    assert (said, made) == (fyr.cold(*argv), documents(fyr))
    return said, made


@pytest.mark.parametrize(
    "argv",
    [
        CALL,
        (*CALL, "--format", "json"),
        ("--lang", "en", *CALL),
        ("report", "statusrapport", "provtur", "--out=ut", "--to", "html,md"),
        ("report", "--to=xlsx", "--out", "./ut", "beslutslogg"),
        ("report", "statusrapport", "provtur", "--to", "pdf", "--out", "ut"),
    ],
    ids=" ".join,
)
def test_the_second_time_the_documents_are_the_first(fyr: Answers, argv: tuple[str, ...]) -> None:
    first = both(fyr, *argv)

    assert first[0][0] == 0, first
    assert first[1]
    assert both(fyr, *argv) == first
    assert fyr.worked_out == [True, False]
    assert GitRepo(fyr.folder).status() == ""


def test_a_document_that_is_there_already_is_left_and_one_that_is_altered_is_put_right(fyr: Answers) -> None:
    fyr(*CALL)
    place = fyr.folder / "ut" / NAME
    data, number = place.read_bytes(), place.stat().st_ino

    fyr(*CALL)
    assert place.stat().st_ino == number
    place.write_bytes(data[:-1] + b"!")
    fyr(*CALL)

    assert place.read_bytes() == data
    assert fyr.worked_out == [True, False, False]


def commit(fyr: Answers) -> None:
    GitRepo(fyr.folder).git("commit", "--allow-empty", "-q", "-m", "Inget nytt", when="2026-02-01T00:00:00+01:00")


def edit(fyr: Answers) -> None:
    place = fyr.folder / "projekt/kopia.yaml"
    place.write_bytes(place.read_bytes() + b"# rad\n")


def stage(fyr: Answers) -> None:
    """Leave the disk as it was, and the index otherwise."""
    place = fyr.folder / "projekt/provtur.yaml"
    data = place.read_bytes()
    oid = GitRepo(fyr.folder).git("hash-object", "-w", "--stdin", stdin=data + b"# rad\n")
    GitRepo(fyr.folder).git("update-index", "--cacheinfo", f"100644,{oid},projekt/provtur.yaml")


def template(fyr: Answers) -> None:
    place = fyr.folder / TEMPLATE
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("{{ rapport.huvud.namn }}\n", encoding="utf-8")


def accent(fyr: Answers) -> None:
    (fyr.folder / "templates").mkdir()
    (fyr.folder / "templates/utseende.yaml").write_text('accent: "#7a1f5c"\n', encoding="utf-8")


def packed(fyr: Answers) -> None:
    """Make a commit that only `packed-refs` tells of: neither a file for the branch nor the index changes."""
    repo = GitRepo(fyr.folder)
    made = repo.git("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "Packad", when="2026-02-01T00:00:00+01:00")
    repo.git("update-ref", "refs/heads/main", made)
    repo.git("pack-refs", "--all")


def back(fyr: Answers) -> None:
    """Leave a commit behind, and what was not committed."""
    commit(fyr)
    GitRepo(fyr.folder).git("reset", "-q", "--hard", "HEAD~1")


CHANGES: dict[str, Callable[[Answers], object]] = {
    "a commit": commit,
    "a file": edit,
    "the index": stage,
    "a template": template,
    "the looks": accent,
    "packed branches": packed,
    "another branch": lambda f: GitRepo(f.folder).git("checkout", "-q", "--orphan", "ny"),
    "no git": lambda f: (f.folder / ".git").rename(f.folder.with_name("undan")),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_when_what_it_rests_on_changes_it_is_made_again(fyr: Answers, change: Callable[[Answers], object]) -> None:
    html = tuple("html" if word == "md" else word for word in CALL) if change is accent else CALL
    if change is packed:
        GitRepo(fyr.folder).git("pack-refs", "--all")
    before = both(fyr, *html)

    change(fyr)

    assert both(fyr, *html) != before
    assert fyr.worked_out == [True, True]


def test_a_file_that_is_made_dirty_and_clean_again_gives_each_its_own(fyr: Answers) -> None:
    clean = both(fyr, *CALL)
    data = (fyr.folder / "projekt/kopia.yaml").read_bytes()
    edit(fyr)
    dirty = both(fyr, *CALL)
    (fyr.folder / "projekt/kopia.yaml").write_bytes(data)

    assert both(fyr, *CALL) == clean != dirty
    assert "ändringar som inte är incheckade" in dirty[0][1]


REST: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "the clock": lambda m: m.setattr(warm, "now", lambda: TODAY + DAY),
    "the language": lambda m: m.setenv("FYR_LANG", "en"),
    "the program": lambda m: m.setattr(warm, "_program", lambda: ("x.py", 1, 1)),
    "what ships": lambda m: m.setattr(warm_report, "shipped", lambda _folder: iter([("x.j2", 1, 1)])),
    "where git is": lambda m: m.setenv("PATH", os.environ["PATH"] + ":/nagonstans"),
    "whose settings": lambda m: m.setenv("XDG_CONFIG_HOME", "/nagonstans"),
    "the switch": lambda m: m.setenv("FYR_CACHE", "0"),
}


@pytest.mark.parametrize("change", REST.values(), ids=REST)
def test_when_something_around_it_changes_it_is_made_again(
    fyr: Answers, monkeypatch: pytest.MonkeyPatch, change: Callable[[pytest.MonkeyPatch], None]
) -> None:
    both(fyr, *CALL)

    change(monkeypatch)

    both(fyr, *CALL)
    assert fyr.worked_out == [True, True]


def test_what_ships_is_told_by_its_files() -> None:
    told = {Path(str(row[0])).name for row in warm_report.Documents((), "").rest_on() if isinstance(row, tuple)}
    assert {"fyr.typ", "statusrapport.typ.j2", "tackning.txt"} <= told
    assert any(name.endswith((".ttf", ".otf")) for name in told)


@pytest.mark.parametrize(
    "argv",
    [
        ("report", "list"),
        ("--as-of", "HEAD", *CALL),
        ("report", "portfoljstatus", "--out", "ut"),
        ("report", "portfoljstatus", "--out", "ut", "--sedan", "HEAD"),
        ("report", "nyttoanalys", "provtur", "--out", "ut"),
        ("report", "statusrapport", "finns-inte", "--out", "ut"),
        ("report", "all", "--to", "xlsx", "--out", "ut"),
    ],
    ids=" ".join,
)
def test_what_rests_on_more_is_made_each_time(fyr: Answers, argv: tuple[str, ...]) -> None:
    assert fyr(*argv) == fyr(*argv)
    assert fyr.worked_out == [True, True]


def test_in_a_linked_work_tree_it_is_made_each_time(fyr: Answers, tmp_path: Path) -> None:
    GitRepo(fyr.folder).git("worktree", "add", "-q", str(tmp_path / "lankad"))
    linked = Answers(tmp_path / "lankad")
    assert both(linked, *CALL) == both(linked, *CALL)
    assert linked.worked_out == [True, True]


def test_what_is_kept_is_only_taken_when_it_is_sound(fyr: Answers) -> None:
    both(fyr, *CALL)
    (file,) = kept(fyr)
    whole = file.read_bytes()
    for broken in (b"", whole[:-1], whole[:70] + b"x" + whole[71:], bytes(len(whole))):
        file.write_bytes(broken)
        both(fyr, *CALL)
    file.chmod(0o666)
    both(fyr, *CALL)

    assert all(fyr.worked_out)


def test_where_nothing_can_be_kept_it_is_made_each_time(
    fyr: Answers, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (fyr.folder / ".git/fyr").write_bytes(b"")
    (tmp_path / "en-fil").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "en-fil"))

    assert both(fyr, *CALL) == both(fyr, *CALL)
    assert fyr.worked_out == [True, True]


def test_a_folder_that_cannot_be_written_is_told_the_same(fyr: Answers) -> None:
    both(fyr, *CALL)
    (fyr.folder / "ut").rmdir()
    (fyr.folder / "ut").write_bytes(b"en fil")

    said = fyr(*CALL)

    assert said[0] != 0
    assert said == fyr.cold(*CALL)


@pytest.mark.parametrize(
    "path",
    ["../rapport.md", "projekt/statusrapport-x.yaml", "ut/annat.md", "ut/../statusrapport-x", "/statusrapport-x"],
)
def test_a_forged_answer_does_not_write_where_the_call_would_not(fyr: Answers, path: str) -> None:
    both(fyr, *CALL)
    (file,) = kept(fyr)
    good = head(file)
    size = len(b"hej")
    for name, worked_out in ((f"ut/{NAME}", False), (path, True)):
        forged(file, json.dumps(good | {"files": [[name, size]], "said": [[1, 4]]}).encode() + b"\nhej" + b"hopp")
        fyr(*CALL)
        assert fyr.worked_out[-1] is worked_out
    assert not (fyr.folder / path).exists()


@pytest.mark.parametrize("odd", [None, {}, [["x"]], [["ut/x", -1]], [["ut/x", 10**9]], [[1, 2]], [["a\0b", 1]], []])
def test_a_forged_answer_with_odd_files_is_passed_over(fyr: Answers, odd: object) -> None:
    expected = both(fyr, *CALL)
    (file,) = kept(fyr)
    forged(file, json.dumps(head(file) | {"files": odd, "said": []}).encode() + b"\n")

    assert both(fyr, *CALL) == expected
    assert fyr.worked_out == [True, True]


def test_a_process_of_its_own_loads_next_to_nothing(fyr: Answers, env: dict[str, str]) -> None:
    first, second = (start(list(CALL), fyr.folder, env) for _ in range(2))
    heavy = {"pydantic", "typer", "rich", "git", "ruamel", "ryaml", "jinja2", "typst", "subprocess"}
    assert first == second == start(list(CALL), fyr.folder, env | {"FYR_CACHE": "0"})
    assert not heavy & imported(*CALL, env=env, cwd=fyr.folder)


STEPS: tuple[Callable[[Answers], object], ...] = (
    edit,
    stage,
    template,
    commit,
    lambda f: GitRepo(f.folder).git("add", "--all"),
    lambda f: GitRepo(f.folder).git("commit", "-q", "-a", "--allow-empty", "-m", "Allt"),
    back,
    lambda f: (f.folder / TEMPLATE).unlink(missing_ok=True),
    lambda f: (f.folder / "projekt/kopia.yaml").touch(),
    lambda f: (
        GitRepo(f.folder).git("update-index", "-q", "--refresh", "--really-refresh", "--unmerged")
        if not GitRepo(f.folder).status()
        else None
    ),
    lambda f: GitRepo(f.folder).git("gc", "-q"),
    lambda _: None,
)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_in_between_the_documents_are_those_that_would_be_made(fyr: Answers, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  (which steps a test takes)
    for _ in range(8):
        chance.choice(STEPS)(fyr)
        both(fyr, *CALL)


def test_the_state_of_git_is_not_told_of_what_is_unusual(tmp_path: Path) -> None:
    repo = GitRepo.make(tmp_path / "r", {"fyr.yaml": "x: 1\n"})
    root = str(repo.root)
    usual = surroundings.surroundings(root, 0)
    assert usual == surroundings.surroundings(root, 0)
    assert usual is not None
    (repo.root / ".git/commondir").write_text(".", encoding="utf-8")
    assert surroundings.surroundings(root, 0) is None
    (repo.root / ".git/commondir").unlink()
    (repo.root / ".git/HEAD").write_text("ref: refs/../../x\n", encoding="utf-8")
    assert surroundings.surroundings(root, 0) is None
    (repo.root / ".git/HEAD").unlink()
    (repo.root / ".git/HEAD").symlink_to("config")
    assert surroundings.surroundings(root, 0) is None
