"""Attack 94: links in the place of files and folders, there from the start or put there while a command works."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from fyrportfolj.errors import FyrError
from fyrportfolj.history.decide import commit_files
from fyrportfolj.history.journal import replace_file
from fyrportfolj.history.repository import Repository
from fyrportfolj.store.write import sha256, write
from tests.cli.terminal import SHIPPED, run, surroundings
from tests.support.gitrepo import GitRepo, isolate_git

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")

ID = "ai-kundtjanst"
FILE = f"initiativ/{ID}.yaml"
NEW = ("new", "initiativ", "--namn", "Nytt i mappen", "--sammanfattning", "Prov.", "--delomrade", "verksamhetsstod")


@pytest.fixture
def env(tmp_path: Path) -> Mapping[str, str]:
    home = tmp_path / "hem"
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\nname = A\nemail = a@b.example\n", encoding="utf-8")
    return surroundings(home, EDITOR="sh -c 'sed -i s/kundtjänst/kundstöd/ \"$1\"' sh")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "portfölj"))


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "utanför"
    folder.mkdir()
    (folder / "orörd").write_bytes(b"orord")
    return folder


def commit(root: Path) -> None:
    found = Repository.discover(root)
    assert found is not None
    commit_files(found, {"ny.yaml": b"x\n"}, "Ny\n")


def untouched(outside: Path) -> bool:
    return [(p.name, p.read_bytes()) for p in outside.rglob("*")] == [("orörd", b"orord")]


def linked_folder(root: Path, outside: Path, name: str) -> None:
    shutil.move(root / name, root.parent / "undan")
    (root / name).symlink_to(outside)


@pytest.mark.parametrize(
    ("folder", "command"),
    [
        ("initiativ", (*NEW,)),
        ("initiativ", (*NEW, "--commit")),
        ("projekt", ("new", "projekt", "--namn", "Nytt", "--sammanfattning", "Prov.")),
        ("schema", ("schema",)),
    ],
)
def test_nothing_is_written_through_a_folder_that_is_a_link(
    folder: str, command: tuple[str, ...], root: Path, outside: Path, env: Mapping[str, str]
) -> None:
    linked_folder(root, outside, folder)
    GitRepo.make(root).commit("Första")
    ran = run(command, root, env)

    assert ran.exit_code == (1 if "--commit" in command else 3), ran.stderr
    assert "länk" in ran.stderr or "--commit" in command
    assert untouched(outside)


@pytest.mark.parametrize("command", ["edit", "set"])
def test_a_draft_is_not_written_through_a_link(command: str, root: Path, outside: Path, env: Mapping[str, str]) -> None:
    draft = root / f"initiativ/.{ID}.fyr-edit.yaml"
    draft.symlink_to(outside / "orörd")
    args = ("edit", ID) if command == "edit" else ("set", ID, "namn", "Nytt namn")
    ran = run(args, root, env)

    assert ran.exit_code == 0, ran.stderr
    assert untouched(outside)
    assert command == "set" or not draft.is_symlink()


@pytest.mark.parametrize("name", ["register", "schema", "initiativ", ".vscode"])
def test_a_new_portfolio_is_not_written_through_a_link(
    name: str, outside: Path, tmp_path: Path, env: Mapping[str, str]
) -> None:
    folder = tmp_path / "ny"
    folder.mkdir()
    (folder / name).symlink_to(outside)
    ran = run(["init", str(folder)], tmp_path, env)

    assert ran.exit_code == 3, ran.stdout
    assert untouched(outside)


@pytest.mark.parametrize("name", [FILE, "fyr.yaml", "register/organ.yaml", "process/portfolj-0.5.yaml"])
def test_a_document_that_is_a_link_is_told_and_not_read(
    name: str, root: Path, outside: Path, env: Mapping[str, str]
) -> None:
    shutil.copy(root / name, outside / "orörd")
    secret = (outside / "orörd").read_bytes() + b"# HEMLIGT\n"
    (outside / "orörd").write_bytes(secret)
    (root / name).unlink()
    (root / name).symlink_to(outside / "orörd")
    ran = run(["check"], root, env)

    assert ran.exit_code in {1, 2}
    assert "FYR001" in ran.stdout or "länk" in ran.stderr + ran.stdout
    assert "HEMLIGT" not in ran.stdout + ran.stderr


@pytest.mark.parametrize(
    "place", ["fyr", "index", "HEAD", "logs/HEAD", "logs/refs/heads/main", "refs/heads/main", "logs/refs"]
)
def test_the_repositorys_own_folder_leads_nowhere_else(
    place: str, root: Path, outside: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    isolate_git(monkeypatch, tmp_path / "hem2")
    repo = GitRepo.make(root)
    before = repo.commit("Första")
    inside = root / ".git" / place
    target = outside / "orörd"
    if inside.is_dir() or place == "fyr":
        shutil.rmtree(inside, ignore_errors=True)
        target = outside
    elif inside.exists():
        shutil.copy(inside, target)
        inside.unlink()
    held = target.read_bytes() if target.is_file() else b""
    inside.parent.mkdir(parents=True, exist_ok=True)
    inside.symlink_to(target)
    # A HEAD that leads elsewhere is none to git itself.
    with pytest.raises(FyrError, match="not a git repository" if place == "HEAD" else "länk"):
        commit(root)

    assert (target.read_bytes() if target.is_file() else b"") == held
    assert place == "HEAD" or repo.head() == before
    assert sorted(p.name for p in outside.iterdir()) == ["orörd"]


def test_a_claim_is_not_written_through_a_link(
    root: Path, outside: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    isolate_git(monkeypatch, tmp_path / "hem2")
    repo = GitRepo.make(root)
    repo.commit("Första")
    (root / ".git/fyr").mkdir()
    for name in ("index-claim", "journal.json.fyr-tmp", ".journal.json.fyr-tmp", "index-next", "index-tree"):
        (root / ".git/fyr" / name).symlink_to(outside / "orörd")
    commit(root)

    assert untouched(outside)


# Links that come while a command works: between its look at the folder and its writing there.


def becomes_a_link(folder: Path, outside: Path) -> Path:
    """Put a link in a folder's place and give where the folder now is."""
    if not folder.is_symlink():
        folder.rename(folder.with_name("undan"))
        folder.symlink_to(outside)
    return folder.with_name("undan")


@pytest.mark.parametrize("old", [None, b"gammal"])
def test_a_folder_that_becomes_a_link_while_a_file_is_written(
    old: bytes | None, tmp_path: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "portfölj/initiativ"
    folder.mkdir(parents=True)
    for place in (folder, outside) if old else ():
        (place / "a.yaml").write_bytes(old or b"")

    def swap(_count: int) -> str:
        becomes_a_link(folder, outside)
        return "namn"

    monkeypatch.setattr("fyrportfolj.store.write.secrets.token_hex", swap)
    write(folder / "a.yaml", b"ny", sha256(old) if old else None, root=tmp_path / "portfölj")

    assert [p.name for p in outside.iterdir() if p.read_bytes() == b"ny"] == []
    assert (folder.with_name("undan") / "a.yaml").read_bytes() == b"ny"


@pytest.mark.parametrize("name", ["initiativ/a.yaml", "initiativ/ny.yaml"])
def test_a_folder_that_becomes_a_link_while_a_commit_is_rolled_forward(
    name: str, tmp_path: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    isolate_git(monkeypatch, tmp_path / "hem")
    root = tmp_path / "portfölj"
    repo = GitRepo.make(root, {"initiativ/a.yaml": "gammal\n"})
    (outside / "a.yaml").write_bytes(b"gammal\n")

    def swap(place: Path, data: bytes, mode: int = 0o666, folder: int | None = None) -> None:
        becomes_a_link(root / "initiativ", outside)
        replace_file(place, data, mode, folder)

    monkeypatch.setattr("fyrportfolj.history.worktree.replace_file", swap)
    found = Repository.discover(root)
    assert found is not None
    done = commit_files(found, {name: b"ny\n"}, "Ny\n")

    assert done.commit == repo.head()
    assert [p.name for p in outside.iterdir() if p.read_bytes() == b"ny\n"] == []
    assert (root / "undan" / Path(name).name).read_bytes() == b"ny\n"


def test_a_handle_is_used_where_the_system_has_one() -> None:
    assert {os.open, os.rename, os.link} <= os.supports_dir_fd
