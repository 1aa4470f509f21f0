"""What a work tree lists and reads."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from fyrportfolj.errors import ExternalError
from fyrportfolj.store.source import READ_LIMIT, MemoryTree, WorkingTree

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights there")


def _file(root: Path, path: str, data: bytes = b"a: 1\n") -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(data)


def test_lists_yaml_files_sorted_without_hidden_and_foreign_folders(tmp_path: Path) -> None:
    for path in (
        "fyr.yaml",
        "initiativ/b.yaml",
        "initiativ/a.yaml",
        "initiativ/c.yml",
        "initiativ/läs.md",
        "initiativ/.hemlig.yaml",
        ".git/x.yaml",
        ".venv/x.yaml",
        "templates/x.yaml",
        "schema/x.yaml",
        "projekt/schema/x.yaml",
    ):
        _file(tmp_path, path)

    assert WorkingTree(tmp_path).paths() == (
        "fyr.yaml",
        "initiativ/a.yaml",
        "initiativ/b.yaml",
        "initiativ/c.yml",
        "projekt/schema/x.yaml",
    )


def test_reads_bytes(tmp_path: Path) -> None:
    _file(tmp_path, "å ä/ö.yaml", b"\xff\x00")

    assert WorkingTree(tmp_path).read("å ä/ö.yaml") == b"\xff\x00"


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, READ_LIMIT, READ_LIMIT + 1])
def test_reads_whole_files(tmp_path: Path, size: int) -> None:
    _file(tmp_path, "a.yaml", b"x" * size)

    assert WorkingTree(tmp_path).read("a.yaml") == b"x" * size


def test_reads_no_more_than_the_limit_and_one_byte(tmp_path: Path) -> None:
    _file(tmp_path, "a.yaml", b"x" * (READ_LIMIT * 3))

    assert len(WorkingTree(tmp_path).read("a.yaml")) == READ_LIMIT + 1


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        WorkingTree(tmp_path).read("a.yaml")
    with pytest.raises(FileNotFoundError):
        MemoryTree({}).read("a.yaml")


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ExternalError):
        WorkingTree(tmp_path / "inte").paths()


@POSIX
def test_link_is_listed_and_not_followed(tmp_path: Path) -> None:
    _file(tmp_path, "annat/a.yaml")
    (tmp_path / "initiativ").mkdir()
    (tmp_path / "initiativ" / "a.yaml").symlink_to(tmp_path / "annat" / "a.yaml")
    (tmp_path / "projekt").symlink_to(tmp_path / "annat")
    tree = WorkingTree(tmp_path)

    assert tree.paths() == ("annat/a.yaml", "initiativ/a.yaml")
    with pytest.raises(ExternalError, match="länk"):
        tree.read("initiativ/a.yaml")


@POSIX
def test_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")

    assert WorkingTree(tmp_path).read("a.yaml") == b""


def test_folder_with_the_name_of_a_document(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    tree = WorkingTree(tmp_path)

    assert tree.paths() == ("a.yaml",)
    with pytest.raises(ExternalError):
        tree.read("a.yaml")


def test_memory_tree_is_a_tree() -> None:
    tree = MemoryTree({"b.yaml": b"1", "a.yaml": b"2"})

    assert tree.paths() == ("a.yaml", "b.yaml")
    assert tree.read("a.yaml") == b"2"
