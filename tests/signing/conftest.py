"""A small portfolio with keys, mandates and a root, in a repository where Anna signs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.gitrepo import GitRepo, isolate_git
from tests.support.golden import Fyr, Ran

BASE = Path(__file__).resolve().parents[1] / "errors" / "_bas"
ID = "gemensamt-sjokort"
FILE = f"initiativ/{ID}.yaml"
PEOPLE = ("anna", "bo", "eva", "olle")
"""Anna and Bo sign for the crew; Eva only records; Olle has a key and no mandate but to work."""


@dataclass(frozen=True)
class Signed:
    """A repository, its people and `fyr`."""

    repo: GitRepo
    home: Path
    keys: Path
    run: Fyr

    def fyr(self, *args: str) -> Ran:
        """Run fyr in the portfolio."""
        return self.run(*args, cwd=self.repo.root)

    def becomes(self, who: str | None) -> None:
        """Let somebody else be the one who commits and signs; None does not sign."""
        text = f"[user]\nname = {(who or 'anna').title()}\nemail = {who or 'anna'}@holme.example\n"
        if who:
            text += f"signingkey = {self.keys / who}\n[gpg]\nformat = ssh\n[commit]\ngpgsign = true\n"
        (self.home / ".gitconfig").write_text(text, encoding="utf-8")

    def signs(self, who: str, file: Path, namespace: str = "fyr-beslut@v1") -> Path:
        """Sign a file as `ssh-keygen -Y sign` does, and give the signature's file."""
        subprocess.run(
            ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", str(self.keys / who), str(file)],
            check=True,
            capture_output=True,
        )
        signature = file.with_name(f"{file.name}.sig")
        return signature.rename(file.with_name(f"{who}.sig"))

    def advance(self, *more: str, datum: str = "2026-11-16") -> Ran:
        """Record the crew's yes."""
        return self.fyr("gate", "advance", ID, "--organ", "besattning", "--datum", datum, *more)

    def unmoved(self, before: str) -> bool:
        """Whether branch and work tree are as they were."""
        return self.repo.head() == before and self.repo.status() == ""


Make = Callable[..., Signed]


def register(keys: Path, people: tuple[str, ...] = PEOPLE, *, underskrifter: int = 1, more: str = "") -> str:
    rows = ""
    for who in people:
        public = " ".join((keys / f"{who}.pub").read_text(encoding="utf-8").split()[:2])
        rows += f"  - id: {who}\n    namn: {who.title()}\n    epost: {who}@holme.example\n"
        rows += f"    nyckel: {public}\n    fran: 2026-01-01\n"
    crew = f"nycklar: [anna, bo], underskrifter: {underskrifter}"
    return (
        f"rot: {{nycklar: [anna, bo], troskel: 2}}\nnycklar:\n{rows}{more}mandat:\n"
        f"  - {{id: besattning, organ: besattning, ratt: [grind], {crew}, fran: 2026-01-01, kalla: § 4}}\n"
        "  - {id: kansli, organ: besattning, ratt: [registrera], nycklar: [eva], fran: 2026-01-01, kalla: § 5}\n"
        "  - {id: rederi, organ: rederi, ratt: [arbete], nycklar: [anna, bo, olle], fran: 2026-01-01, kalla: § 6}\n"
    )


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a key pair per person."""
    if shutil.which("ssh-keygen") is None:
        pytest.skip("ssh-keygen is not installed")
    folder = tmp_path_factory.mktemp("nycklar")
    for who in (*PEOPLE, "okand"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(folder / who)], check=True)
    return folder


@pytest.fixture
def make(keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fyr: Fyr) -> Make:
    """Make the portfolio, with a register of one's own wording."""

    def made(text: str | None = None) -> Signed:
        home = tmp_path / "hem"
        isolate_git(monkeypatch, home)
        root = tmp_path / "portfolj"
        shutil.copytree(BASE, root)
        signed = Signed(GitRepo.make(root), home, keys, fyr)
        (root / "register" / "mandat.yaml").write_text(text or register(keys), encoding="utf-8")
        signed.becomes("anna")
        signed.repo.commit("Första")
        signed.repo.git("config", "--unset", "user.name")
        signed.repo.git("config", "--unset", "user.email")
        return signed

    return made


@pytest.fixture
def signed(make: Make) -> Signed:
    """Give the portfolio with the usual register."""
    return make()
