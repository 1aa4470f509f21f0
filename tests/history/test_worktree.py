from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from fyrportfolj.errors import ExternalError
from fyrportfolj.history.decide import decide
from fyrportfolj.history.journal import replace_file
from fyrportfolj.history.paths import place_of
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.snapshot import dirty
from tests.history.deciding import FILE, FULL, add, no_traces
from tests.support.gitrepo import GitRepo


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "a.yaml"
    replace_file(place, b"ett\n")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        replace_file(place, b"tva\n")
    assert place.read_bytes() == b"ett\n"
    assert list(tmp_path.iterdir()) == [place]


def test_a_link_left_as_a_temporary_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "offer").write_text("orört\n", encoding="utf-8")
    (tmp_path / ".a.yaml.fyr-tmp").symlink_to(tmp_path / "offer")
    replace_file(tmp_path / "a.yaml", b"ett\n")
    assert (tmp_path / "offer").read_text(encoding="utf-8") == "orört\n"
    assert (tmp_path / "a.yaml").read_bytes() == b"ett\n"


def test_places_are_never_beyond_a_link(tmp_path: Path) -> None:
    (tmp_path / "riktig").mkdir()
    (tmp_path / "riktig/a.yaml").write_bytes(b"")
    (tmp_path / "genväg").symlink_to("riktig")
    assert place_of(tmp_path, "riktig/a.yaml") == tmp_path / "riktig/a.yaml"
    assert place_of(tmp_path, "riktig/ny/b.yaml") == tmp_path / "riktig/ny/b.yaml"
    for path in ("genväg/a.yaml", "genväg", "riktig", "riktig/a.yaml/b"):
        assert place_of(tmp_path, path) is None


def test_a_file_that_cannot_be_read_is_something_outside(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_place: Path) -> bytes:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(ExternalError, match=r"trygghet\.yaml går inte att läsa: Permission denied"):
        dirty(repo, FILE)


def test_a_disk_without_hard_links_will_do(made: GitRepo, repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_source: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", none)
    decide(repo, add())
    assert (made.root / FULL).read_bytes() == b"fas: ett\nbeslut: ja\n"
    assert made.status() == ""
    no_traces(repo)
