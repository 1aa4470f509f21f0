"""Runs one decision again and again, and dies in it at one place after another.

Started as `python -m tests.history.dying FOLDER [CALLS [FAULT]]` by the tests; prints one line of JSON per place.
Each place is a step that leaves a mark outside the process: a started or finished git, a renamed, linked or
removed file, a flushed write. With CALLS (names of system calls) it is the git processes that are killed, or
met by another FAULT, by strace.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from fyrportfolj.errors import FyrError
from fyrportfolj.history.decide import Proposal, decide
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.snapshot import CommitTree
from tests.support.gitrepo import GitRepo

A, B, LOG = "portfolio-data/a.yaml", "portfolio-data/b.yaml", "portfolio-data/logg/1.yaml"
OLD, NEW = (b"n: 0\n", b"n: 0\n", None), (b"n: 1\n", b"n: 1\n", b"beslut: 1\n")
DONE, FAILED, DIED = 0, 1, 9


def propose(tree: CommitTree, _old: str) -> Proposal:
    data = tree.read("a.yaml").replace(b"0", b"1")
    return Proposal({"a.yaml": data, "b.yaml": data, "logg/1.yaml": b"beslut: 1\n"}, "Beslut 1")


def opened(made: GitRepo) -> Repository:
    repo = Repository.discover(made.root / "portfolio-data")
    if repo is None:
        raise FileNotFoundError(made.root)
    return repo


class Death:
    """Ends the process at the k-th step, as a power cut would: nothing is cleaned up."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.count = 0

    def step(self) -> None:
        self.count += 1
        if self.count == self.at:
            os._exit(DIED)

    def before(self, holder: Any, name: str, *, and_after: bool = False) -> None:
        original: Callable[..., Any] = getattr(holder, name)

        def watched(*args: Any, **named: Any) -> Any:
            self.step()
            result = original(*args, **named)
            if and_after:
                self.step()
            return result

        setattr(holder, name, watched)


def dies_in_python(made: GitRepo, at: int) -> None:
    death = Death(at)
    repo = opened(made)
    death.before(subprocess.Popen, "communicate", and_after=True)
    death.before(subprocess, "Popen")
    for name in ("replace", "link", "unlink", "fsync", "mkdir"):
        death.before(os, name)
    decide(repo, propose)


def dies_in_git(made: GitRepo, number: int, spec: str, log: Path) -> None:
    repo = opened(made)
    original: Callable[..., Any] = subprocess.Popen
    started = 0

    def traced(argv: list[str], **named: Any) -> Any:
        nonlocal started
        started += 1
        front = ["strace", "-f", "-qq", "-o", str(log), *spec.split(" ")] if started == number else []
        return original([*front, *argv], **named)

    setattr(subprocess, "Popen", traced)  # noqa: B010  (a plain assignment is an error of types)
    decide(repo, propose)


def attempt(decision: Callable[[], None]) -> int:
    """Run a decision in a process of its own and give how it ended: 0 done, 1 failed, 9 died."""
    child = os.fork()
    if not child:
        ended = FAILED
        try:
            decision()
            ended = DONE
        except FyrError:
            pass
        finally:
            os._exit(ended)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def state(made: GitRepo) -> str:
    held = tuple(made.show(path) for path in (A, B, LOG))
    return "new" if held == NEW else "old" if held == OLD else "torn"


def aftermath(made: GitRepo, *, said_done: bool) -> dict[str, Any]:
    """Let the next decision clean up, and tell what is there."""
    repo = opened(made)
    decide(repo, lambda _tree, _old: Proposal({"logg/2.yaml": b"beslut: 2\n"}, "Beslut 2"))
    return {
        "state": state(made),
        "lost": said_done and state(made) != "new",
        "status": made.status(),
        "locks": [p.name for p in repo.git_dir.rglob("*.lock")],
        "left": [str(p) for p in made.root.rglob("*fyr-tmp*")],
        "next": made.git("log", "-1", "--format=%s"),
        "fsck": made.attempt("fsck", "--strict", "--no-dangling").returncode,
    }


def fresh(template: GitRepo, at: Path) -> GitRepo:
    shutil.rmtree(at, ignore_errors=True)
    shutil.copytree(template.root, at, symlinks=True)
    return GitRepo(at)


def sweep_python(template: GitRepo, at: Path) -> None:
    ended, k = DIED, 0
    while ended == DIED:
        k += 1
        made = fresh(template, at)
        ended = attempt(partial(dies_in_python, made, k))
        tell(str(k), ended, made)


def sweep_git(template: GitRepo, at: Path, calls: str, fault: str) -> None:
    log = at.with_suffix(".strace")
    for number in range(1, 1000):
        n, hit = 0, True
        while hit:
            n += 1
            made = fresh(template, at)
            log.unlink(missing_ok=True)
            spec = f"-e trace={calls} -e inject={calls}:{fault}:when={n}"
            ended = attempt(partial(dies_in_git, made, number, spec, log))
            if not log.exists():
                return
            said = log.read_text(encoding="utf-8", errors="replace")
            hit = "killed by SIGKILL" in said or "INJECTED" in said
            tell(f"{number}:{n}", ended, made)


def tell(place: str, ended: int, made: GitRepo) -> None:
    print(json.dumps({"place": place, "ended": ended, **aftermath(made, said_done=ended == DONE)}), flush=True)  # noqa: T201


def main(folder: str, calls: str = "", fault: str = "signal=KILL") -> None:
    template = GitRepo.make(Path(folder) / "mall åäö", {A: "n: 0\n", B: "n: 0\n", "portfolio-data/logg/0.yaml": "x\n"})
    if calls:
        sweep_git(template, Path(folder) / "prov åäö", calls, fault)
    else:
        sweep_python(template, Path(folder) / "prov åäö")


if __name__ == "__main__":
    main(*sys.argv[1:])
