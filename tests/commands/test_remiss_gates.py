"""A round and the gates of its process: whom the gate of the answers asks, and who no longer holds it up."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.commands.remiss_support import ID, PROJECT, portfolio
from tests.support.gitrepo import EMAIL, NAME, GitRepo, isolate_git
from tests.support.golden import Fyr

FILE = f"projekt/{ID}.yaml"
ANSWER = "Kommun: Tanum\nStällning: tillstyrker\nBeslutat av: Kommunstyrelsen 2024-06-20, KS § 7\n"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round whose gate waits for the answers of the municipalities, made once by commands."""
    base = tmp_path_factory.mktemp("grindar")
    with pytest.MonkeyPatch.context() as monkeypatch:
        isolate_git(monkeypatch, base / "hem")
        folder = portfolio(base / "portfolj")
        started = PROJECT.replace("fas: skicka", "fas: uppratta")
        (folder / FILE).write_text(started.replace("agare: ", "# Står kvar.\nagare: "), encoding="utf-8")
        GitRepo(folder).git("commit", "-q", "-a", "-m", "Börja")
    return base


@pytest.fixture
def folder(opened: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fyr: Fyr) -> Path:
    isolate_git(monkeypatch, tmp_path / "hem")
    (tmp_path / "hem/.gitconfig").write_text(f"[user]\nname = {NAME}\nemail = {EMAIL}\n", encoding="utf-8")
    folder = Path(shutil.copytree(opened / "portfolj", tmp_path / "portfolj"))
    (tmp_path / "tanum.txt").write_text(ANSWER, encoding="utf-8")
    asked = ("--fraga", "Indelning: Är delarna rätt?", "--syfte", "Att höra kommunerna.", "--svar-senast", "2024-08-13")
    run(fyr, folder, "remiss", "open", ID, *asked, "--out", "../ut", "--commit")
    for day in ("2024-06-10", "2024-06-11"):
        advance(fyr, folder, "digitaliseringsstrateg", day)
    run(fyr, folder, "remiss", "register", ID, "../tanum.txt", "--commit")
    return folder


def run(fyr: Fyr, folder: Path, *args: str) -> str:
    done = fyr("--today", "2024-06-24", *args, cwd=folder)
    assert done.exit_code == 0, done
    return done.stdout


def advance(fyr: Fyr, folder: Path, organ: str, day: str, *more: str) -> str:
    return run(fyr, folder, "gate", "advance", ID, "--organ", organ, "--datum", day, *more)


def answered(fyr: Fyr, folder: Path) -> str:
    return advance(fyr, folder, "kommunledning", "2024-06-20", "--kommun", "tanum", "--paragraf", "KS § 7")


def close(fyr: Fyr, folder: Path) -> str:
    run(fyr, folder, "remiss", "close", ID, "--i-fortid", "--commit")
    return (folder / FILE).read_text(encoding="utf-8")


def test_who_stayed_silent_does_not_hold_up_the_gate(folder: Path, fyr: Fyr) -> None:
    asked = (folder / FILE).read_text(encoding="utf-8")
    assert asked.count("status: tillfragad") == 14
    assert "# Står kvar." in asked
    text = close(fyr, folder)
    assert text.count("status: avstar") == 13
    answered(fyr, folder)
    assert "fas: sammanstalla" in (folder / FILE).read_text(encoding="utf-8")
    assert FILE not in fyr("check", cwd=folder).stdout


def test_a_gate_never_opens_because_a_round_is_closed(folder: Path, fyr: Fyr) -> None:
    answered(fyr, folder)
    text = close(fyr, folder)
    assert "status: avstar" not in text
    assert text.count("status: tillfragad") == 13
    assert "fas: motta" in text
    assert FILE not in fyr("check", cwd=folder).stdout
