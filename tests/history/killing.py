"""Decides and syncs without end, and is killed with everything it has started, again and again.

Started as `python -m tests.history.killing FOLDER ROUNDS` by the tests; prints one line of JSON with what it found. The
server's side runs outside the killed group, as one on another machine would.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NoReturn

from fyrportfolj.commands.gate_advance import Request, advance
from fyrportfolj.commands.sync import How, sync
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import ConflictError
from tests.history.scenes import BASE, FILE
from tests.support.gitrepo import GitRepo

ID = Path(FILE).stem
IDS = (ID, *(f"{ID}-{n}" for n in range(2, 13)))
"""Undertakings that are decided on in turn, so that no file grows long."""

SPAN = 2.0
"""How many times as long as a decision with a sync a round lasts at most before the kill."""

WRITING = 0.02
"""Seconds at most between the journal's coming and the kill, in the rounds that aim at the writing itself.

A decision reads and judges for most of its time, so kills at random moments alone seldom meet one halfway.
"""

CATCH_UP = 10
"""Rounds between two syncs of the killed clone that are let be: it falls behind while it is killed in them."""

SSH = """#!/bin/sh
for command; do :; done
exec setsid -w sh -c "$command"
"""


def decision(made: GitRepo, number: str) -> None:
    asked = Request("besattning", date(2026, 11, 20), utfall=None, motesutfall="bordlagt", motivering=number)
    done = advance(_workspace(made), IDS[sum(number.encode()) % len(IDS)], asked)
    assert done.exit_code == 0, done.diagnostics


def share(made: GitRepo) -> None:
    done = sync(_workspace(made), How(pause=lambda seconds: time.sleep(seconds / 10)))
    assert done.exit_code == 0, (done.data.stopp, done.diagnostics)


def _workspace(made: GitRepo) -> Workspace:
    return Workspace.open(made.root, lambda _zone: date(2026, 11, 22), search=False)


def numbers(made: GitRepo, rev: str = "HEAD") -> list[str]:
    """Give the decisions that a commit holds, by the numbers that they were given."""
    found = []
    for id_ in IDS:
        held = made.show(FILE.replace(ID, id_), rev)
        assert held is not None
        rows = (line.strip() for line in held.decode().split("\n"))
        found += [row.removeprefix("motivering: ").strip('"') for row in rows if row.startswith("motivering: ")]
    return found


class Sea:
    """A server and two clones: one that is killed, and one that keeps moving the shared branch."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        files = {str(p.relative_to(BASE)): p.read_bytes() for p in BASE.rglob("*") if p.is_file()}
        text = (BASE / FILE).read_text(encoding="utf-8")
        more = {FILE.replace(ID, id_): text.replace(ID, id_).encode() for id_ in IDS}
        first = GitRepo.make(folder / "första", {**files, **more})
        self.bare = GitRepo(folder / "delad.git")
        first.git("clone", "-q", "--bare", ".", str(self.bare.root))
        program = folder / "ssh"
        program.write_text(SSH, encoding="utf-8")
        program.chmod(0o755)
        (Path(os.environ["HOME"]) / ".gitconfig").write_text(
            f"[core]\n\tsshCommand = '{program}'\n[ssh]\n\tvariant = ssh\n", encoding="utf-8"
        )
        self.victim, self.rival = (self._clone(folder / name) for name in ("offer", "medtävlare"))

    def _clone(self, to: Path) -> GitRepo:
        self.bare.git("clone", "-q", str(self.bare.root), str(to))
        clone = GitRepo(to)
        clone.git("config", "user.name", to.name)
        clone.git("config", "user.email", f"{len(to.name)}@kommunen.example")
        clone.git("remote", "set-url", "origin", f"ssh://server{self.bare.root}")
        return clone


@contextmanager
def victim(sea: Sea, turn: int) -> Iterator[list[str]]:
    """Decide and sync in a group of its own, killed when the caller is done; gives what it acknowledged."""
    reading, writing = os.pipe()
    said: list[str] = []
    child = os.fork()
    if not child:
        os.close(reading)
        _decide_without_end(sea.victim, turn, writing)
    os.close(writing)
    # Both sides say so, since neither knows which is first.
    os.setpgid(child, child)
    try:
        yield said
    finally:
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reading, "rb") as pipe:
            said.extend(pipe.read().decode().split())


def _decide_without_end(made: GitRepo, turn: int, writing: int) -> NoReturn:
    os.setpgid(0, 0)
    try:
        for n in range(1000):
            decision(made, f"o{turn}-{n}")
            os.write(writing, f"o{turn}-{n}\n".encode())
            if n % 2:
                share(made)
    except ConflictError:
        pass  # the rival was faster ten times; the round is over
    finally:
        os._exit(1)


def traces(made: GitRepo) -> list[str]:
    git = made.root / ".git"
    left = [str(p.relative_to(git)) for p in git.rglob("*.lock")]
    return [*left, *(["journal"] if (git / "fyr/journal.json").exists() else [])]


def _await_writing(made: GitRepo, longest: float) -> None:
    """Wait until a decision is being written, or as long as a round lasts."""
    journal = made.root / ".git/fyr/journal.json"
    until = time.monotonic() + longest
    while not journal.exists() and time.monotonic() < until:
        time.sleep(0.0005)


def play(folder: Path, rounds: int, seed: int = 7) -> dict[str, object]:
    """Kill as many times as asked, and look after each what is there."""
    chance = random.Random(seed)  # noqa: S311  (the same places each time)
    sea = Sea(folder)
    seen: Counter[str] = Counter()
    acknowledged: list[str] = []
    begun = time.monotonic()
    decision(sea.victim, "först")
    share(sea.victim)
    longest = SPAN * (time.monotonic() - begun)
    for turn in range(rounds):
        before = sea.victim.head()
        with victim(sea, turn) as said:
            if turn % 3 == 0:
                decision(sea.rival, f"m{turn}")
                share(sea.rival)
            if turn % 2:
                _await_writing(sea.victim, longest)
            time.sleep(chance.random() * (WRITING if turn % 2 else longest))
        acknowledged += said
        seen["decisions"] += len(said)
        seen["moved"] += sea.victim.head() != before
        left = bool(traces(sea.victim))
        seen["traces after kill"] += left
        seen["traces after aimed kill"] += left and turn % 2
        seen["dirty after kill"] += bool(sea.victim.status())
        decision(sea.victim, f"n{turn}")
        acknowledged.append(f"n{turn}")
        held = numbers(sea.victim)
        seen["lost"] += len(set(acknowledged) - set(held))
        seen["doubled"] += len(held) - len(set(held))
        seen["stuck"] += bool(traces(sea.victim))
        seen["dirty"] += bool(sea.victim.status())
        if turn % CATCH_UP == CATCH_UP - 1:
            share(sea.victim)
        if turn % 25 == 24 or turn == rounds - 1:
            seen["fsck"] += sea.victim.attempt("fsck", "--strict", "--no-dangling").returncode != 0
    share(sea.victim)
    shared = numbers(sea.bare, "main")
    seen["not shared"] = len(set(acknowledged) - set(shared)) + (len(shared) - len(set(shared)))
    seen["shared"] = len(shared)
    return {"rounds": rounds, **seen, "same": sea.bare.git("rev-parse", "main") == sea.victim.head()}


def main(folder: str, rounds: str) -> None:
    begun = time.monotonic()
    found = play(Path(folder), int(rounds))
    print(json.dumps({**found, "seconds": round(time.monotonic() - begun)}), flush=True)  # noqa: T201  (what the test reads)


if __name__ == "__main__":
    main(*sys.argv[1:])
