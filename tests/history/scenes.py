"""What the tests let die half-way: a decision on three files, and a sync that puts one's own on top of others'."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fyrportfolj.commands.gate_advance import Request, advance
from fyrportfolj.commands.sync import How, sync
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.history.decide import Proposal, decide
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.snapshot import CommitTree
from tests.support.gitrepo import GitRepo

if TYPE_CHECKING:
    from tests.history.dying import Scene

A, B, LOG = "portfolio-data/a.yaml", "portfolio-data/b.yaml", "portfolio-data/logg/1.yaml"
OLD, NEW = (b"n: 0\n", b"n: 0\n", None), (b"n: 1\n", b"n: 1\n", b"beslut: 1\n")
BASE = Path(__file__).parents[1] / "errors/_bas"
FILE = "initiativ/gemensamt-sjokort.yaml"
NEXT = "Beslut 2"


def opened(made: GitRepo, portfolio: str = "portfolio-data") -> Repository:
    repo = Repository.discover(made.root / portfolio)
    if repo is None:
        raise FileNotFoundError(made.root)
    return repo


def tidy(made: GitRepo) -> dict[str, Any]:
    """Tell what is left behind; `test_dying.whole` says what it must be."""
    return {
        "status": made.status(),
        "locks": [p.name for p in (made.root / ".git").rglob("*.lock")],
        "left": [str(p) for p in made.root.rglob("*fyr-tmp*")],
        "fsck": made.attempt("fsck", "--strict", "--no-dangling").returncode,
    }


class ADecision:
    """A decision on three files."""

    def prepare(self, folder: Path) -> None:
        GitRepo.make(folder, {A: "n: 0\n", B: "n: 0\n", "portfolio-data/logg/0.yaml": "x\n"})

    def act(self, folder: Path) -> None:
        decide(opened(GitRepo(folder)), self.propose)

    def aftermath(self, folder: Path, *, said_done: bool) -> dict[str, Any]:
        made = GitRepo(folder)
        decide(opened(made), lambda _tree, _old: Proposal({"logg/2.yaml": b"beslut: 2\n"}, NEXT))
        held = tuple(made.show(path) for path in (A, B, LOG))
        state = "new" if held == NEW else "old" if held == OLD else "torn"
        return {
            "state": state,
            "lost": said_done and state != "new",
            "next": made.git("log", "-1", "--format=%s"),
            **tidy(made),
        }

    @staticmethod
    def propose(tree: CommitTree, _old: str) -> Proposal:
        data = tree.read("a.yaml").replace(b"0", b"1")
        return Proposal({"a.yaml": data, "b.yaml": data, "logg/1.yaml": b"beslut: 1\n"}, "Beslut 1")


class ASync:
    """Others have decided, written a file, changed one and taken one away; one's own decision and work come on top."""

    def prepare(self, folder: Path) -> None:
        files = {str(p.relative_to(BASE)): p.read_bytes() for p in BASE.rglob("*") if p.is_file()}
        theirs = GitRepo.make(folder / "deras", {**files, "LÄS.txt": "ett\n", "bort/x.txt": "x\n"})
        _clone(theirs, folder / "mitt", "Min Själv")
        self._postpone(theirs, "deras")
        theirs.git("rm", "-q", "bort/x.txt")
        theirs.write({"LÄS.txt": "två\n", "ny/y.txt": "y\n"})
        _commit(theirs, "Deras")
        mine = GitRepo(folder / "mitt")
        self._postpone(mine, "mitt")
        mine.write({"eget.txt": "mitt\n"})
        _commit(mine, "Mitt")

    def act(self, folder: Path) -> None:
        _share(GitRepo(folder / "mitt"))

    def aftermath(self, folder: Path, *, said_done: bool) -> dict[str, Any]:
        mine = GitRepo(folder / "mitt")
        state = self._state(mine)
        self._postpone(mine, "nästa")
        following = mine.git("log", "-1", "--format=%s")
        after = tidy(mine)
        _share(mine)
        ended = GitRepo(folder / "deras").git("log", "--format=%s", "main").split("\n")
        once = [s for s in ended if s.startswith("Beslut")] == [f"Beslut {Path(FILE).stem}: lagg_ut bordlagt"] * 3
        return {
            "state": state,
            "lost": (said_done and state != "new") or not (once and ended.count("Mitt") == ended.count("Deras") == 1),
            "next": NEXT if following.startswith("Beslut") else following,
            **{name: after[name] or value for name, value in tidy(mine).items()},
        }

    @staticmethod
    def _state(mine: GitRepo) -> str:
        line = mine.git("log", "--first-parent", "--format=%s").split("\n")
        decision = f"Beslut {Path(FILE).stem}: lagg_ut bordlagt"
        before, after = ["Mitt", decision, "Första"], ["Mitt", decision, "Deras", decision, "Första"]
        return "new" if line == after else "old" if line == before else "torn"

    @staticmethod
    def _postpone(made: GitRepo, why: str) -> None:
        asked = Request("besattning", date(2026, 11, 20), utfall=None, motesutfall="bordlagt", motivering=why)
        done = advance(_workspace(made), Path(FILE).stem, asked)
        assert done.exit_code == 0, done.diagnostics


def _workspace(made: GitRepo) -> Workspace:
    return Workspace.open(made.root, lambda _zone: date(2026, 11, 22), search=False)


def _share(mine: GitRepo) -> None:
    done = sync(_workspace(mine), How(pause=lambda _seconds: None))
    assert done.exit_code == 0, (done.data.stopp, done.diagnostics)


def _clone(made: GitRepo, to: Path, name: str) -> None:
    made.git("clone", "-q", str(made.root), str(to))
    clone = GitRepo(to)
    # The folder is copied for each place.
    clone.git("remote", "set-url", "origin", f"../{made.root.name}")
    clone.git("config", "user.name", name)
    clone.git("config", "user.email", "sjalv@kommunen.example")


def _commit(made: GitRepo, message: str) -> None:
    """Commit at the present, as a person does; what GitRepo dates itself lies before the decision."""
    made.git("add", "--all")
    made.git("commit", "-q", "-m", message, when=datetime.now(UTC).isoformat())
    # A branch that is checked out takes no push.
    made.git("config", "receive.denyCurrentBranch", "ignore")


SCENES: Mapping[str, Scene] = {"decision": ADecision(), "sync": ASync()}
