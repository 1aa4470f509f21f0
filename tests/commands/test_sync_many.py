"""Many clones and many writers at once: everything is recorded, and the chains hold.

The full counts of the requirement run with FYR_STOR=1.
"""

from __future__ import annotations

import os
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fyrportfolj.codes import CODES
from fyrportfolj.commands.audit_history import read_and_judge
from fyrportfolj.diagnostics import Severity
from fyrportfolj.errors import ConflictError
from fyrportfolj.history.repository import Repository
from fyrportfolj.rules.trail.values import Anchor
from tests.commands.sharing import SJOKORT, Harbour, opened, postpone
from tests.support.gitrepo import GitRepo

LARGE = os.environ.get("FYR_STOR") == "1"
CLONES, EACH = (14, 20) if LARGE else (4, 4)
WRITERS, TURNS = (8, 25) if LARGE else (4, 8)
OWN = f"{SJOKORT}-2"

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")


def at_once(tasks: list[Callable[[], None]]) -> None:
    """Run tasks in processes that start from this one, and wait for all; each must end well."""
    children = []
    for task in tasks:
        child = os.fork()
        if not child:
            ended = 1
            try:
                task()
                ended = 0
            except BaseException:  # noqa: BLE001  (the child must not go on as a test)
                traceback.print_exc()
            finally:
                os._exit(ended)
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert codes == [0] * len(tasks)


def shared(clone: GitRepo) -> int:
    """Sync with the pauses that people get; one that lost every race is run again, as it tells to."""
    from fyrportfolj.commands.sync import sync

    for _ in range(20):
        try:
            done = sync(opened(clone))
        except ConflictError as error:
            assert "Andra hann före" in str(error)  # noqa: PT017  (any other conflict fails the child)
            continue
        assert done.exit_code == 0, (done.data.stopp, done.diagnostics)
        return done.data.forsok
    raise AssertionError(clone.root)


def faults(clone: GitRepo) -> list[str]:
    repo = Repository.discover(clone.root)
    assert repo is not None
    found = read_and_judge(repo, clone.head(), Anchor(), int(datetime.now(UTC).timestamp())).judged.findings
    return [f"{d.kod} {d.commit}" for d in found if CODES[d.kod].severity is Severity.FEL]


def recorded(clone: GitRepo) -> Counter[str]:
    """Count the decisions on the line per undertaking."""
    rows = clone.git("log", "--first-parent", "--format=%(trailers:key=Fyr-Initiativ,valueonly)").split()
    return Counter(rows)


def chained(clone: GitRepo, id_: str) -> bool:
    """Say whether each decision of an undertaking names the one before it, by its commit."""
    keep = "%H %(trailers:key=Fyr-Foregaende,valueonly,separator=)"
    rows = clone.git("log", "--first-parent", "--reverse", f"--format={keep}", "--grep", f"^Fyr-Initiativ: {id_}$")
    before = "-"
    for row in rows.split("\n"):
        commit, _, named = row.partition(" ")
        if named.strip() != before:
            return False
        before = commit
    return True


@needs_fork
@pytest.mark.slow
def test_clones_that_decide_at_once_all_get_their_decisions_shared(tmp_path: Path, harbour: Harbour) -> None:
    clones = [harbour.clone(f"kommun{n}") for n in range(CLONES)]
    begun = time.monotonic()

    def decides(number: int) -> Callable[[], None]:
        clone = clones[number]

        def run() -> None:
            tries = 0
            for turn in range(EACH):
                # All of them on one undertaking, every other time.
                id_ = (SJOKORT, OWN)[turn % 2]
                assert postpone(clone, id_, motivering=f"{clone.root.name} {turn}").exit_code == 0
                tries += shared(clone)
            (tmp_path / f"försök-{number}").write_text(str(tries), encoding="ascii")

        return run

    at_once([decides(n) for n in range(CLONES)])
    took = time.monotonic() - begun
    tries = sum(int(p.read_text(encoding="ascii")) for p in tmp_path.glob("försök-*"))
    print(f"\n{CLONES}×{EACH}: {took:.0f} s, {tries} tries")  # noqa: T201  (figures, shown with -s)
    for clone in clones:
        shared(clone)
    last = clones[0]
    assert {clone.head() for clone in clones} == {harbour.tip()}
    assert recorded(last) == {SJOKORT: CLONES * EACH // 2, OWN: CLONES * EACH // 2}
    assert chained(last, SJOKORT)
    assert chained(last, OWN)
    said = [d.motivering for e in opened(last).portfolio.undertakings() for d in e.modell.beslut]
    assert Counter(said) == {f"kommun{n} {turn}": 1 for n in range(CLONES) for turn in range(EACH)}
    assert faults(last) == []
    assert {clone.status() for clone in clones} == {""}
    assert last.attempt("fsck", "--strict", "--no-dangling").returncode == 0


@needs_fork
@pytest.mark.slow
def test_writers_in_one_clone_all_land(harbour: Harbour) -> None:
    clone = harbour.clone("kontor")
    begun = time.monotonic()

    def writes(number: int) -> Callable[[], None]:
        def run() -> None:
            for turn in range(TURNS):
                assert postpone(clone, (SJOKORT, OWN)[turn % 2], motivering=f"{number} {turn}").exit_code == 0

        return run

    at_once([writes(n) for n in range(WRITERS)])
    print(f"\n{WRITERS}×{TURNS}: {time.monotonic() - begun:.0f} s")  # noqa: T201  (figures, shown with -s)
    assert sum(recorded(clone).values()) == WRITERS * TURNS
    assert chained(clone, SJOKORT)
    assert chained(clone, OWN)
    assert faults(clone) == []
    assert clone.status() == ""
    shared(clone)
    assert harbour.tip() == clone.head()
