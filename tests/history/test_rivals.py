from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fyrportfolj.errors import ConflictError
from fyrportfolj.history.decide import Decided, Proposal, decide
from fyrportfolj.history.lock import locked
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.snapshot import CommitTree
from tests.history.conftest import found
from tests.support.gitrepo import GitRepo

ROOT = Path(__file__).parents[2]


def next_number(portfolio: Path, who: str) -> Decided:
    def propose(tree: CommitTree, _old: str) -> Proposal:
        number = int(tree.read("seq.yaml").decode().split(": ")[1]) + 1
        return Proposal({"seq.yaml": b"n: %d\n" % number, f"beslut/{number}.yaml": who.encode()}, f"Beslut {number}")

    return decide(found(portfolio), propose)


@pytest.fixture
def counter(tmp_path: Path) -> GitRepo:
    return GitRepo.make(tmp_path / "räknare åäö", {"seq.yaml": "n: 0\n"})


def gapless(counter: GitRepo, count: int) -> None:
    assert counter.git("log", "--reverse", "--format=%s").split("\n")[1:] == [f"Beslut {n + 1}" for n in range(count)]
    assert counter.git("ls-files", "beslut").split() == sorted(f"beslut/{n + 1}.yaml" for n in range(count))
    assert counter.show("seq.yaml") == b"n: %d\n" % count
    assert counter.status() == ""


def test_threads_that_decide_at_once_all_land(counter: GitRepo) -> None:
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda n: next_number(counter.root, f"tråd {n}"), range(16)))
    assert len({d.commit for d in done}) == 16
    gapless(counter, 16)


def test_processes_that_decide_at_once_all_land(counter: GitRepo) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.history.test_rivals import next_number;"
        "[next_number(Path(sys.argv[1]), sys.argv[2]) for _ in range(4)]"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(counter.root), f"skrivare {n}"], cwd=ROOT) for n in range(3)
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    gapless(counter, 12)


def test_plain_git_beside_fyr_loses_nothing(counter: GitRepo) -> None:
    """A person commits by hand, other files, while decisions are made."""
    stop = threading.Event()
    made: list[int] = []

    def by_hand() -> None:
        while not stop.is_set():
            counter.write({f"eget/{len(made)}.txt": "x"})
            if (
                counter.attempt("add", "eget").returncode == 0
                and not counter.attempt("commit", "-qm", "Eget").returncode
            ):
                made.append(len(made))
            stop.wait(0.01)

    person = threading.Thread(target=by_hand)
    person.start()
    try:
        for n in range(8):
            next_number(counter.root, f"fyr {n}")
    finally:
        stop.set()
        person.join()
    counter.git("add", "--all")
    counter.attempt("commit", "-qm", "Resten")
    subjects = counter.git("log", "--reverse", "--format=%s").split("\n")
    assert [s for s in subjects if s.startswith("Beslut")] == [f"Beslut {n + 1}" for n in range(8)]
    assert subjects.count("Eget") == len(made)
    assert counter.status() == ""


def test_a_fyr_that_does_not_finish_is_not_waited_for_for_ever(repo: Repository) -> None:
    with locked(repo), pytest.raises(ConflictError, match="En annan fyr"), locked(repo, patience=0.1):
        pass


def test_the_lock_is_free_again_after_a_failure(repo: Repository) -> None:
    with pytest.raises(KeyError), locked(repo):
        raise KeyError
    with locked(repo, patience=0.1) as held:
        assert held.head() == repo.head()
