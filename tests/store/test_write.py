"""A file is replaced whole, by the one who read it, or not at all."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from fyrportfolj.errors import ConflictError, ExternalError
from fyrportfolj.store.write import sha256, write

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes and links need rights there")


def _names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_replaces_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "å ä.yaml"
    path.write_bytes(b"old\r\n")
    write(path, b"new\n", sha256(b"old\r\n"))

    assert path.read_bytes() == b"new\n"
    assert _names(tmp_path) == ["å ä.yaml"]


def test_makes_a_new_file(tmp_path: Path) -> None:
    write(tmp_path / "a.yaml", b"new\n", None)

    assert (tmp_path / "a.yaml").read_bytes() == b"new\n"
    assert _names(tmp_path) == ["a.yaml"]


@pytest.mark.parametrize("expected", [sha256(b"other"), None])
def test_file_that_is_not_what_was_read(tmp_path: Path, expected: str | None) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")
    with pytest.raises(ConflictError):
        write(path, b"new", expected)

    assert path.read_bytes() == b"old"
    assert _names(tmp_path) == ["a.yaml"]


def test_file_that_has_gone(tmp_path: Path) -> None:
    with pytest.raises(ConflictError):
        write(tmp_path / "a.yaml", b"new", sha256(b"old"))

    assert _names(tmp_path) == []


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ExternalError):
        write(tmp_path / "inte" / "a.yaml", b"new", None)


@POSIX
def test_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_bytes(b"old")
    (tmp_path / "a.yaml").symlink_to(tmp_path / "b.yaml")
    with pytest.raises(ExternalError, match="länk"):
        write(tmp_path / "a.yaml", b"new", sha256(b"old"))

    assert (tmp_path / "b.yaml").read_bytes() == b"old"
    assert _names(tmp_path) == ["a.yaml", "b.yaml"]


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755])
def test_mode_is_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")
    path.chmod(mode)
    write(path, b"new", sha256(b"old"))

    assert stat.S_IMODE(path.stat().st_mode) == mode


@POSIX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_folder_without_rights(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ExternalError):
            write(path, b"new", sha256(b"old"))
    finally:
        tmp_path.chmod(0o700)

    assert path.read_bytes() == b"old"


def test_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    with pytest.raises(ExternalError):
        write(tmp_path / "a.yaml", b"new", sha256(b""))
