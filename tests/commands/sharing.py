"""A small portfolio that several clones share over one bare repository."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

from fyrportfolj.commands.gate_advance import Advanced, Request, advance
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.risk_decide import TreatmentRequest, decide_risks
from fyrportfolj.commands.sync import How, Synced, sync
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.history.repository import Repository
from tests.support.gitrepo import GitRepo

BASE = Path(__file__).resolve().parents[1] / "errors" / "_bas"
DAY = date(2026, 11, 20)
SJOKORT = "gemensamt-sjokort"
FILE = f"initiativ/{SJOKORT}.yaml"
OTHER = FILE.replace(SJOKORT, f"{SJOKORT}-2")
RISK = """risker:
  - id: R1
    hot: Storm
    sannolikhet: 2
    konsekvens: 5
    bedomd: 2026-11-01
    agare: kapten
"""


def clock(_zone: str) -> date:
    return date(2026, 11, 22)


class Harbour:
    """The bare repository, and the clones made of it.

    Attributes:
        bare: its folder.
        first: the clone that everything began in.
    """

    def __init__(self, folder: Path, *, undertakings: int = 1, inside: str = "") -> None:
        """Share the base portfolio, with more undertakings like its own, in a folder of the repository."""
        self.folder = folder
        self.bare = folder / "delad åäö.git"
        subprocess.run(["git", "init", "-q", "--bare", "--initial-branch=main", str(self.bare)], check=True)
        root = folder / "första" / inside
        shutil.copytree(BASE, root)
        text = (root / FILE).read_text(encoding="utf-8")
        for number in range(2, undertakings + 1):
            name = f"{SJOKORT}-{number}"
            place = root / f"initiativ/{name}.yaml"
            place.write_text(text.replace(SJOKORT, name), encoding="utf-8")
        self.first = GitRepo.make(folder / "första")
        self.first.git("remote", "add", "origin", str(self.bare))
        self.first.commit("Portföljen")
        self.first.git("push", "-q", "-u", "origin", "main")

    def clone(self, name: str) -> GitRepo:
        """Give a clone of a person of that name."""
        root = self.folder / name
        subprocess.run(["git", "clone", "-q", str(self.bare), str(root)], check=True)
        made = GitRepo(root)
        made.git("config", "user.name", name.title())
        made.git("config", "user.email", f"{name}@kommunen.example")
        return made

    def log(self) -> list[str]:
        """Give the subjects of the shared branch, newest first."""
        said = subprocess.run(
            ["git", "-C", str(self.bare), "log", "--first-parent", "--format=%s", "main"],
            check=True,
            capture_output=True,
            text=True,
        )
        return said.stdout.splitlines()

    def tip(self) -> str:
        """Give the commit that the shared branch stands at."""
        said = subprocess.run(
            ["git", "-C", str(self.bare), "rev-parse", "main"], check=True, capture_output=True, text=True
        )
        return said.stdout.strip()


def opened(clone: GitRepo) -> Workspace:
    """Open the portfolio of a clone."""
    return Workspace.open(clone.root, clock)


def share(clone: GitRepo, **how: Any) -> Result[Synced]:
    """Run a sync in a clone, without long pauses."""
    return sync(opened(clone), How(**{"pause": lambda _seconds: None, **how}))


def decide_gate(clone: GitRepo, id_: str = SJOKORT, **request: Any) -> Result[Advanced]:
    """Record a decision of the crew at the gate."""
    asked = {"organ": "besattning", "datum": DAY, **request}
    return advance(opened(clone), id_, Request(**asked))


def postpone(clone: GitRepo, id_: str = SJOKORT, **request: Any) -> Result[Advanced]:
    """Record that the crew postponed the matter, which can happen any number of times."""
    return decide_gate(clone, id_, **{"utfall": None, "motesutfall": "bordlagt", **request})


def text(clone: GitRepo, path: str = FILE) -> str:
    return (clone.root / path).read_text(encoding="utf-8")


def work(clone: GitRepo, old: str, new: str, path: str = FILE) -> str:
    """Commit a change of a file by hand, dated now."""
    assert old in text(clone, path)
    (clone.root / path).write_text(text(clone, path).replace(old, new), encoding="utf-8")
    clone.git("add", "--all")
    subprocess.run(["git", "-C", str(clone.root), "commit", "-q", "-m", f"Skriv {new}"], check=True)
    return clone.head()


def repo_of(clone: GitRepo) -> Repository:
    repo = opened(clone).repository
    assert repo is not None
    return repo


def stopped(clone: GitRepo, harbour: Harbour) -> str:
    """Sync, expect a stop that changed nothing, and give the reason."""
    before = clone.head(), clone.status(), harbour.tip(), text(clone)
    done = share(clone)
    assert done.exit_code == 1
    assert done.data.stopp is not None
    assert (clone.head(), clone.status(), harbour.tip(), text(clone)) == before
    assert done.messages[0].msgid == "Inget är ändrat här."
    assert "git branch mina-andringar" in str(done.messages[1])
    assert "git reset --keep origin/main" in str(done.messages[1])
    return str(done.data.stopp.skal)


def between(harbour: Harbour, does: str) -> None:
    """Let the server do something after it has looked at a push and before it takes it."""
    hook = harbour.bare / "hooks/update"
    hook.write_text(f"#!/bin/sh\nunset $(git rev-parse --local-env-vars)\n{does}\n", encoding="utf-8")
    hook.chmod(0o755)


def treat(clone: GitRepo) -> None:
    asked = TreatmentRequest(("R1",), "acceptera", "besattning", DAY, motivering="Vi väntar ut den")
    assert decide_risks(opened(clone), SJOKORT, asked).exit_code == 0


def with_a_risk(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    work(anna, "sammanfattning:", f"{RISK}sammanfattning:")
    share(anna)
    share(bo)
