from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.store import cache
from tests.support.gitrepo import GitRepo

NAME = "a" * 64
OTHER = "b" * 64

as_root = os.geteuid() == 0
"""Rights do not bind root, but only root can give files away."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "hem"))
    (tmp_path / "hem").mkdir()
    return tmp_path / "hem"


@pytest.fixture
def repo(tmp_path: Path, home: Path) -> GitRepo:
    return GitRepo.make(tmp_path / "arkiv", {"portfolj/fyr.yaml": "namn: A\n"})


@pytest.fixture
def root(repo: GitRepo) -> str:
    return str(repo.root / "portfolj")


def place(repo: GitRepo) -> Path:
    return repo.root / ".git/fyr/cache"


def test_what_is_kept_is_given_back_and_git_sees_nothing(repo: GitRepo, root: str) -> None:
    cache.keep(root, NAME, b"svar")

    assert cache.read(root, NAME) == b"svar"
    assert cache.read(root, OTHER) is None
    assert repo.status() == ""
    assert [stat.S_IMODE(p.stat().st_mode) for p in (place(repo), place(repo) / NAME)] == [0o700, 0o600]
    assert sorted(p.name for p in place(repo).iterdir()) == [NAME]


def test_a_later_answer_takes_the_place_of_an_earlier_one(root: str) -> None:
    cache.keep(root, NAME, b"ett")
    cache.keep(root, NAME, b"")

    assert cache.read(root, NAME) == b""


@pytest.mark.parametrize("git", ["none", "a file", "a link", "fyr is a link", "fyr is a file", "cache is a link"])
def test_without_a_folder_in_the_repository_the_user_s_own_is_used(tmp_path: Path, home: Path, git: str) -> None:
    root, aside = tmp_path / "portfölj", tmp_path / "annan"
    for folder in (root, aside / "cache"):
        folder.mkdir(parents=True)
    match git:
        case "a file":
            (root / ".git").write_text(f"gitdir: {aside}\n")
        case "a link":
            (root / ".git").symlink_to(aside)
        case "none":
            pass
        case _:
            (root / ".git/fyr" if git == "cache is a link" else root / ".git").mkdir(parents=True)
            made: dict[str, Callable[[], object]] = {
                "fyr is a link": lambda: (root / ".git/fyr").symlink_to(aside),
                "fyr is a file": lambda: (root / ".git/fyr").write_text(""),
                "cache is a link": lambda: (root / ".git/fyr/cache").symlink_to(aside / "cache"),
            }
            made[git]()

    cache.keep(str(root), NAME, b"svar")

    assert cache.read(str(root), NAME) == b"svar"
    assert (home / ".cache/fyr" / NAME).is_file()
    assert not any((aside / "cache").iterdir())


@pytest.mark.parametrize("named", ["", "relativ/mapp"])
def test_the_user_s_folder_may_be_named_but_only_whole(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", named)
    cache.keep(str(tmp_path), NAME, b"svar")
    assert (home / ".cache/fyr" / NAME).is_file()

    (tmp_path / "egen").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "egen"))
    assert cache.read(str(tmp_path), NAME) is None
    cache.keep(str(tmp_path), NAME, b"svar")
    assert (tmp_path / "egen/fyr" / NAME).is_file()


def test_where_nothing_can_be_written_nothing_is_kept_and_nobody_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "fil"))
    (tmp_path / "fil").write_text("en fil där mappen skulle vara")

    cache.keep(str(tmp_path), NAME, b"svar")

    assert cache.read(str(tmp_path), NAME) is None
    assert [p.name for p in tmp_path.iterdir()] == ["fil"]


@pytest.mark.skipif(as_root, reason="root may write everywhere")
def test_a_disk_that_is_read_only(repo: GitRepo, root: str, home: Path) -> None:
    cache.keep(root, OTHER, b"innan")
    place(repo).chmod(0o500)
    home.chmod(0o500)
    try:
        cache.keep(root, NAME, b"svar")
        assert cache.read(root, NAME) is None
        assert cache.read(root, OTHER) == b"innan"
    finally:
        place(repo).chmod(0o700)
        home.chmod(0o700)


def instead(file: Path, make: Callable[[], None]) -> None:
    """Put something else in the file's place; the file itself stays beside it."""
    file.rename(file.with_name("c" * 64))
    make()


SPOILT: dict[str, Callable[[Path], object]] = {
    "cut": lambda f: f.write_bytes(f.read_bytes()[:-1]),
    "longer": lambda f: f.write_bytes(f.read_bytes() + b" "),
    "empty": lambda f: f.write_bytes(b""),
    "without content": lambda f: f.write_bytes(f.read_bytes()[:64]),
    "another's content": lambda f: f.write_bytes(f.read_bytes()[:64] + b"annat"),
    "too large": lambda f: f.write_bytes(b"0" * (cache.LARGEST + 65)),
    "others may write": lambda f: f.chmod(0o666),
    "the group may write": lambda f: f.chmod(0o620),
    "others may write in the folder": lambda f: f.parent.chmod(0o777),
    "a folder": lambda f: instead(f, f.mkdir),
    "a pipe": lambda f: instead(f, lambda: os.mkfifo(f)),
    "a link to a good one": lambda f: instead(f, lambda: f.symlink_to("c" * 64)),
    "a link to nothing": lambda f: instead(f, lambda: f.symlink_to("finns-inte")),
    "a link to itself": lambda f: instead(f, lambda: f.symlink_to(f)),
}
if as_root:
    SPOILT["another owner"] = lambda f: os.chown(f, 12345, 12345)
    SPOILT["a folder of another owner"] = lambda f: os.chown(f.parent, 12345, 12345)


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_file_that_is_not_as_it_was_left_counts_as_none(
    repo: GitRepo, root: str, spoil: Callable[[Path], object]
) -> None:
    cache.keep(root, NAME, b"svar")

    spoil(place(repo) / NAME)

    assert cache.read(root, NAME) is None


def test_a_spoilt_file_is_replaced(repo: GitRepo, root: str) -> None:
    cache.keep(root, NAME, b"svar")
    (place(repo) / NAME).write_bytes(b"skrap")

    cache.keep(root, NAME, b"svar")

    assert cache.read(root, NAME) == b"svar"


def test_nothing_is_written_through_a_link(repo: GitRepo, root: str, tmp_path: Path) -> None:
    aside = tmp_path / "annan"
    aside.write_text("rör inte")
    place(repo).mkdir(parents=True, mode=0o700)
    (place(repo) / NAME).symlink_to(aside)
    (place(repo) / f"{NAME}.{os.getpid()}").symlink_to(aside)

    cache.keep(root, NAME, b"svar")

    assert aside.read_text() == "rör inte"


@pytest.mark.skipif(not as_root, reason="only root can give files away")
def test_in_somebody_else_s_repository_nothing_is_written(repo: GitRepo, root: str, home: Path) -> None:
    os.chown(repo.root / ".git", 12345, 12345)

    cache.keep(root, NAME, b"svar")

    assert not place(repo).exists()
    assert (home / ".cache/fyr" / NAME).is_file()


@given(kept=st.binary(max_size=200), bit=st.integers(min_value=0))
def test_any_flipped_bit_shows(kept: bytes, bit: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("bit")
    (folder / ".git").mkdir()
    cache.keep(str(folder), NAME, kept)
    file = folder / ".git/fyr/cache" / NAME
    data = bytearray(file.read_bytes())
    at = bit % (len(data) * 8)
    data[at // 8] ^= 1 << at % 8
    file.write_bytes(data)

    assert cache.read(str(folder), NAME) is None


def names() -> Iterator[str]:
    return (f"{n:064x}" for n in range(1000))


def test_the_oldest_go_when_there_are_many(repo: GitRepo, root: str) -> None:
    made = []
    for n, name in zip(range(cache.MOST_FILES + 3), names(), strict=False):
        cache.keep(root, name, b"svar")
        os.utime(place(repo) / name, (n, n))
        made.append(name)
    cache.keep(root, NAME, b"nytt")

    left = {p.name for p in place(repo).iterdir()}
    assert left == {NAME, *made[-cache.MOST_FILES + 1 :]}


def test_the_oldest_go_when_they_are_large(repo: GitRepo, root: str) -> None:
    large = b"0" * cache.LARGEST
    for n, name in zip(range(6), names(), strict=False):
        cache.keep(root, name, large)
        os.utime(place(repo) / name, (n, n))
    cache.keep(root, NAME, b"nytt")

    assert sum(p.stat().st_size for p in place(repo).iterdir()) <= cache.MOST_BYTES
    assert cache.read(root, NAME) == b"nytt"
    cache.keep(root, OTHER, large + b"0")
    assert cache.read(root, OTHER) is None


def test_what_others_keep_in_the_folder_stays(repo: GitRepo, root: str) -> None:
    place(repo).mkdir(parents=True, mode=0o700)
    (place(repo) / "anteckning.txt").write_text("min")
    os.utime(place(repo) / "anteckning.txt", (0, 0))
    left_over = place(repo) / f"{OTHER}.4711"
    left_over.write_bytes(b"halv")
    os.utime(left_over, (0, 0))
    for name, _ in zip(names(), range(cache.MOST_FILES + 1), strict=False):
        cache.keep(root, name, b"svar")

    assert (place(repo) / "anteckning.txt").read_text() == "min"
    assert not left_over.exists()
