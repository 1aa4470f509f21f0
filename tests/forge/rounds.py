"""A consultation on the forge of `tests/support`: a branch that is sent out, and whom it is sent to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fyrportfolj.commands.remiss_forge import ForgeChannel
from fyrportfolj.forge.detect import forge_at
from fyrportfolj.forge.protocol import Forge, Place, Slag
from fyrportfolj.forge.transport import Patience
from fyrportfolj.history.remote import Remote
from fyrportfolj.history.repository import Repository
from fyrportfolj.model.remiss_answers import Question, Recipient, Round
from tests.support.forge_server import PREFIXES, TOKEN, ForgeServer
from tests.support.gitrepo import GitRepo

FORGES: tuple[Slag, ...] = ("github", "gitlab", "forgejo")
CALM = Patience(connect=5.0, read=5.0, whole=10.0, tries=1, pause=0.0, longest_pause=0)
"""Patience with a forge on the same machine, that answers at once unless the machine is busy."""

SHORT = replace(CALM, read=0.2, tries=0)
"""Patience with one that does not answer."""

BASE = Path(__file__).resolve().parents[1] / "errors" / "_bas"
"""A small portfolio without faults."""

ASKED = {"amal": "anna-i-amal", "orust": "olle-på-orust", "tanum": "tina"}
PLAN = "# Plan\n\nMål ett\nMål två\nMål tre\n"
GREN = "remiss/planen"


@dataclass(frozen=True)
class Scene:
    """A forge and the copy that a round is sent from.

    Attributes:
        server: the forge.
        made: the copy.
        slag: which dialect is spoken.
    """

    server: ForgeServer
    made: GitRepo
    slag: Slag

    def place(self) -> Place:
        return Place(self.slag, self.server.url + PREFIXES[self.slag], "127.0.0.1", "agare/portfolj")

    def forge(self, patience: Patience = CALM) -> Forge:
        return forge_at(self.place(), patience, TOKEN)

    def channel(self, *, merge: bool = False, patience: Patience = CALM) -> ForgeChannel:
        repo = Repository.discover(self.made.root)
        assert repo is not None
        url = str(self.server.memory.bare)
        return ForgeChannel(repo, self.forge(patience), Remote("origin", url, url, "refs/heads/main"), merge, 0.0)

    def round(self) -> Round:
        konton = {instans: str(self.server.memory.user(login)) for instans, login in ASKED.items()}
        return Round(
            id="planen",
            rubrik="Remiss av planen",
            gren=GREN,
            missiv="Vi vill veta vad ni tycker.\n\nSvara senast den 13 augusti.",
            filer=("plan.md",),
            fragor=(Question("F1", "Mål", "Är målen rätt?"),),
            mottagare=tuple(Recipient(k, k.capitalize(), (konto,)) for k, konto in sorted(konton.items())),
            sista_svarsdag=date(2026, 8, 13),
        )


def lay_out(folder: Path) -> None:
    """Make a bare repository, and a copy with a branch to send out."""
    made = GitRepo.make(folder / "här", {"README.md": "Portföljen\n"})
    bare = folder / "portfolj.git"
    made.git("clone", "-q", "--bare", ".", str(bare))
    GitRepo(bare).git("config", "http.receivepack", "true")
    made.git("switch", "-q", "-c", GREN)
    made.commit("Planen på remiss", {"plan.md": PLAN})
    made.git("switch", "-q", "main")


ACCOUNTS = {"holme": "{slag}:10", "udde": "{slag}:11", "vik": "{annan}:12"}
"""The last one is on another forge, and is not asked on this."""


def register_with_accounts(slag: str) -> str:
    text = (BASE / "register" / "kommuner.yaml").read_text(encoding="utf-8")
    other = next(s for s in FORGES if s != slag)
    for who, account in ACCOUNTS.items():
        row = f"id: {who}, "
        assert row in text
        text = text.replace(row, f'{row}remisskonton: ["{account.format(slag=slag, annan=other)}"], ')
    return text
