from __future__ import annotations

import mmap
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from fyrportfolj.store.fingerprint import MOST_FRESH, TICK, fingerprint

LONG_AGO = TICK * 10
"""A moment at which no file of these tests had been written."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "initiativ").mkdir()
    (tmp_path / "fyr.yaml").write_text("namn: A\n")
    (tmp_path / "initiativ/a.yaml").write_text("id: a\n")
    (tmp_path / "initiativ/b.yaml").write_text("id: b\n")
    return tmp_path


def same_size_and_time(root: Path) -> None:
    path = root / "initiativ/a.yaml"
    old = path.stat()
    time.sleep(0.02)
    path.write_text("id: x\n")
    os.utime(path, ns=(old.st_atime_ns, old.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "another size": lambda r: (r / "initiativ/a.yaml").write_text("id: aa\n"),
    "the same size and time": same_size_and_time,
    "a new file": lambda r: (r / "initiativ/c.yml").write_text(""),
    "a file less": lambda r: (r / "initiativ/a.yaml").unlink(),
    "another name": lambda r: (r / "initiativ/a.yaml").rename(r / "initiativ/c.yaml"),
    "two that change names": lambda r: (
        (r / "initiativ/a.yaml").rename(r / "c"),
        (r / "initiativ/b.yaml").rename(r / "initiativ/a.yaml"),
        (r / "c").rename(r / "initiativ/b.yaml"),
    ),
    "a link": lambda r: (r / "projekt.yaml").symlink_to("fyr.yaml"),
    "another folder": lambda r: (r / "initiativ").rename(r / "projekt"),
    "other rights": lambda r: (r / "fyr.yaml").chmod(0o600),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("moment", [LONG_AGO, time.time_ns() * 2], ids=["all old", "all fresh"])
def test_every_change_shows(root: Path, change: Callable[[Path], object], moment: int) -> None:
    before = fingerprint(str(root), moment)
    assert before == fingerprint(str(root), moment)

    change(root)

    assert fingerprint(str(root), moment) != before


@pytest.mark.parametrize("name", ["README.md", ".hemlig.yaml", "schema/x.yaml", ".git/x.yaml", "templates/y.yml"])
def test_what_is_not_read_does_not_count(root: Path, name: str) -> None:
    before = fingerprint(str(root), LONG_AGO)

    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text("x: 1\n")

    assert fingerprint(str(root), LONG_AGO) == before


def test_a_file_that_was_fresh_at_the_moment_is_told_by_its_content(root: Path) -> None:
    """A second write that leaves no trace, as one within the same tick of the disk's clock.

    Only the first write through a mapped page sets the times of the file.
    """
    path = root / "initiativ/a.yaml"
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as page:
        page[4:5] = b"1"
        before, moment, old = path.stat(), time.time_ns(), time.time_ns() + 2 * TICK
        fresh, stale = fingerprint(str(root), moment), fingerprint(str(root), old)
        page[4:5] = b"2"
        assert path.stat() == before

        assert fingerprint(str(root), old) == stale, "the test proves nothing if the times tell"
        assert fingerprint(str(root), moment) != fresh


def test_a_fresh_checkout_is_not_read_for_it(root: Path) -> None:
    for n in range(MOST_FRESH):
        (root / f"initiativ/{n}.yaml").write_text("")

    assert fingerprint(str(root), time.time_ns()) is None
    assert fingerprint(str(root), LONG_AGO) is None, "made after the moment, so as fresh as can be"
    assert fingerprint(str(root), time.time_ns() + 2 * TICK) is not None


def test_a_folder_that_cannot_be_listed_has_no_state(tmp_path: Path) -> None:
    assert fingerprint(str(tmp_path / "finns-inte"), LONG_AGO) is None


def test_odd_names_and_kinds_of_files_have_a_state(root: Path) -> None:
    os.mkfifo(root / "initiativ/kö.yaml")
    (root / "initiativ/mapp.yaml").mkdir()
    Path(os.fsdecode(os.fsencode(root) + b"/initiativ/\xff.yaml")).write_text("")

    assert fingerprint(str(root), time.time_ns() * 2) is not None
