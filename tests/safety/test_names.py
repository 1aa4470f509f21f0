"""Names of files and ids that are dangerous on some computer, or that two people read differently."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from fyrportfolj.commands.checking import findings
from fyrportfolj.commands.new import slug
from fyrportfolj.errors import FyrError
from fyrportfolj.history.decide import commit_files
from fyrportfolj.history.repository import Repository
from fyrportfolj.store.load import load
from fyrportfolj.store.source import MemoryTree
from tests.cli.terminal import SHIPPED, run, surroundings
from tests.support.builders import BASE
from tests.support.gitrepo import GitRepo, isolate_git
from tests.support.golden import Fyr

DAY = date(2026, 11, 20)
DANGEROUS = (
    "initiativ/b\u0430tar.yaml",
    "initiativ/d\u0456gital.yaml",
    "initiativ/\u03bf.yaml",
    "initiativ/fo\u0308rslag.yaml",
    "initiativ/\ufb01l.yaml",
    "initiativ/a\u200bb.yaml",
    "initiativ/a\u202eb.yaml",
    "initiativ/a\u2215b.yaml",
    "initiativ/\uff0e\uff0e.yaml",
    "initiativ/con.yaml",
    "initiativ/NUL.yaml",
    "initiativ/aux.x.yaml",
    "initiativ/com1.yaml",
    "initiativ/lpt9.yaml",
    "initiativ/com\u00b9.yaml",
    "initiativ/a\\b.yaml",
    "initiativ/a:b.yaml",
    "initiativ/a*.yaml",
    "initiativ/a\x1b[2J.yaml",
    "initiativ/a\nb.yaml",
    "initiativ/-rf.yaml",
    "initiativ/ a.yaml",
    "initiativ/\udcff.yaml",
)
ELSEWHERE = (
    "../x.yaml",
    "/etc/x.yaml",
    "initiativ/../x.yaml",
    ".git/x.yaml",
    "git~1/x.yaml",
    "initiativ/a.yaml.",
    "x/\0.yaml",
)
"""Names that no folder gives and that only a hostile tree or a mistake of ours could bring."""


def codes(files: dict[str, bytes]) -> dict[str, set[str]]:
    base = {p.relative_to(BASE).as_posix(): p.read_bytes() for p in BASE.rglob("*.yaml")}
    loaded = load(MemoryTree({**base, **files}))
    assert loaded.portfolio is not None
    found: dict[str, set[str]] = {}
    for d in (*loaded.diagnostics, *findings(loaded.portfolio, DAY)):
        found.setdefault(d.fil, set()).add(d.kod)
    return found


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    isolate_git(monkeypatch, tmp_path / "hem")
    return GitRepo.make(tmp_path / "p", {"fyr.yaml": (BASE / "fyr.yaml").read_bytes()})


@pytest.mark.parametrize("path", DANGEROUS)
def test_the_check_names_it(path: str) -> None:
    assert "FYR031" in codes({path: b"id: x\n"})[path]


@pytest.mark.parametrize("path", [*DANGEROUS, *ELSEWHERE])
def test_it_is_never_committed(path: str, repo: GitRepo) -> None:
    found = Repository.discover(repo.root)
    assert found is not None
    before = repo.head()
    with pytest.raises(FyrError):
        commit_files(found, {path: b"x\n"}, "Ny\n")

    assert (repo.head(), repo.status()) == (before, "")


def test_names_that_differ_in_case_only_are_told() -> None:
    text = (BASE / "scenarier/tre-batar.yaml").read_bytes()
    found = codes({"scenarier/Tre-Batar.yaml": text, "scenarier/TRE-BATAR.yaml": text})

    assert [found[f"scenarier/{name}.yaml"] for name in ("Tre-Batar", "TRE-BATAR")] == [{"FYR028"}] * 2


@pytest.mark.parametrize("id_", ["b\u0430tar", "CON", "a/b", "../x", "-x", "x ", "a\u0308", "a.b", "x\\n", ""])
def test_an_id_is_plain_letters(id_: str) -> None:
    found = codes({"scenarier/x.yaml": f'id: "{id_}"\nnamn: X\nkalla: Y\n'.encode()})

    assert found["scenarier/x.yaml"] & {"FYR113", "FYR112", "FYR118"}


@pytest.mark.parametrize("name", ["Con", "NUL", "Aux", "com1", "LPT9"])
def test_a_new_undertaking_is_not_named_for_a_device(name: str, fyr: Fyr, tmp_path: Path) -> None:
    root = Path(shutil.copytree(SHIPPED, tmp_path / "p"))
    ran = fyr("new", "projekt", "--namn", name, "--sammanfattning", "Prov.", cwd=root)

    assert ran.exit_code == 1
    assert "FYR031" in ran.stderr + ran.stdout
    assert not (root / f"projekt/{name.lower()}.yaml").exists()


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "a\\b", "C:\\x", ".git", "x\x00y", "\u202egod", "~root", "$(id)", "-rf", "а"],
)
def test_the_id_of_a_new_undertaking_is_always_plain(name: str) -> None:
    assert all(c.isascii() and (c.isalnum() or c == "-") for c in slug(name))
    assert not slug(name).startswith("-")


def tree(repo: GitRepo, rows: dict[bytes, str]) -> str:
    """Make a tree with names that no command of git would take."""
    data = b"".join(
        (b"40000 " if len(rows[name]) == 41 else b"100644 ") + name + b"\0" + bytes.fromhex(rows[name][:40])
        for name in sorted(rows)
    )
    return repo.git("hash-object", "-w", "-t", "tree", "--literally", "--stdin", stdin=data)


@pytest.mark.parametrize(
    "name",
    [b"..", b".", b".git", b".GIT", b"git~1", b"\xff\xfe", b"a\nb", b"-rf", b"con", b"A", b"\x1b[2J", b"o\xcc\x88"],
)
def test_a_version_with_such_a_name_is_read_without_harm(name: str | bytes, repo: GitRepo, tmp_path: Path) -> None:
    assert isinstance(name, bytes)
    blob = repo.git("hash-object", "-w", "--stdin", stdin=b"id: x\nhemligt: 1\n")
    head = repo.git("rev-parse", "HEAD:fyr.yaml")
    inner = tree(repo, {name + b".yaml": blob, b"a.yaml": blob})
    folder = tree(repo, {name: f"{inner}/", b"b.yaml": blob})
    top = tree(repo, {b"fyr.yaml": head, b"initiativ": f"{folder}/", name: f"{folder}/"})
    commit = repo.git("commit-tree", "-p", "HEAD", "-m", "Ny", top)
    before = sorted(p.name for p in tmp_path.rglob("*") if ".git" not in p.parts)
    for args in (("check", f"--as-of={commit}"), ("list", f"--as-of={commit}"), ("diff", "HEAD", commit)):
        ran = run(args, repo.root, surroundings(tmp_path / "hem"))
        assert ran.exit_code in {0, 1, 3}, ran.stderr
        assert "Traceback" not in ran.stderr
        assert "\x1b" not in ran.stdout + ran.stderr

    assert sorted(p.name for p in tmp_path.rglob("*") if ".git" not in p.parts) == before
