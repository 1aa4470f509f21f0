"""`fyr remiss` against a forge that the portfolio is pushed to by git over HTTP: opened, answered, closed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forge.rounds import FORGES
from tests.support.forge_server import TOKEN, ForgeServer
from tests.support.gitrepo import GitRepo, isolate_git
from tests.support.golden import Fyr

BASE = Path(__file__).resolve().parents[1] / "errors" / "_bas"
ID = "gemensamt-sjokort"
ANSWER = "Ställning: tillstyrker med synpunkter\nBeslutat av: Kommunstyrelsen 2026-11-18 KS § 7\nF1: avstyrker. Djupet."
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


@pytest.fixture(params=FORGES)
def shared(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ForgeServer]:
    """Give a forge that a portfolio is shared through; its copy here is the folder `här`."""
    isolate_git(monkeypatch, tmp_path / "hem")
    slag = request.param
    shutil.copytree(BASE, tmp_path / "här")
    made = GitRepo.make(tmp_path / "här", {"register/kommuner.yaml": register_with_accounts(slag)})
    bare = tmp_path / "portfolj.git"
    made.git("clone", "-q", "--bare", ".", str(bare))
    GitRepo(bare).git("config", "http.receivepack", "true")
    monkeypatch.setenv("FYR_FORGE_HOST", "127.0.0.1")
    monkeypatch.setenv(f"FYR_TOKEN_{slag.upper()}", TOKEN)
    with ForgeServer(bare).running() as server:
        server.memory.users |= {"holme-registrator": 10, "udde-kansli": 11}
        made.git("remote", "add", "origin", server.git_url)
        yield server


def test_the_whole_way(shared: ForgeServer, tmp_path: Path, fyr: Fyr, request: pytest.FixtureRequest) -> None:
    slag, memory = request.node.callspec.params["shared"], shared.memory
    here = tmp_path / "här"

    def run(*args: str, code: int = 0) -> str:
        ran = fyr("remiss", *args, cwd=here)
        assert ran.exit_code == code, ran
        assert TOKEN not in ran.stdout + ran.stderr
        return ran.stdout

    opening = ("--fraga", "Djup: Räcker djupet?", "--svar-senast", "2026-12-15", "--kanal", slag, "--out", "../ut")
    said = run("open", ID, "--handling", "handlingsplan", *opening, "--commit")
    (made,) = memory.requests
    assert memory.requests[0].asked == ["holme-registrator", "udde-kansli"]
    assert shared.url in said
    assert "Räcker djupet?" in made.body
    run("open", ID, "--kanal", slag, "--out", "../ut", "--commit")
    assert memory.requests == [made]

    memory.review("holme-registrator", "APPROVED", ANSWER)
    memory.review("udde-kansli", "COMMENTED", "Ställning: vet inte")
    run("register", ID, "--commit", code=1)
    file = (here / "initiativ" / f"{ID}.yaml").read_text(encoding="utf-8")
    assert "instans: holme" in file
    assert "stallningstagande: tillstyrker_med_synpunkter" in file
    assert run("register", ID, "--commit").count("redan registrerat") == 2
    assert (here / "initiativ" / f"{ID}.yaml").read_text(encoding="utf-8") == file

    run("close", ID, "--i-fortid", "--commit")
    assert made.state == "closed"
    assert "1 av 3 har svarat" in made.talk[-1].body
    assert GitRepo(here).status() == ""


@pytest.mark.parametrize("shared", ["forgejo"], indirect=True)
def test_a_forge_that_fails_leaves_a_round_that_the_next_call_completes(
    shared: ForgeServer, tmp_path: Path, fyr: Fyr
) -> None:
    slag, here = "forgejo", tmp_path / "här"
    opening = ("--fraga", "Djup: Räcker djupet?", "--svar-senast", "2026-12-15", "--kanal", slag, "--out", "../ut")
    call = ("remiss", "open", ID, "--handling", "handlingsplan", *opening, "--commit")
    shared.fault = lambda _number: "401"

    ran = fyr(*call, cwd=here)

    assert ran.exit_code == 3
    assert "127.0.0.1 godtar inte nyckeln (401): fel 401" in ran.stderr
    assert len(ran.stderr.strip().splitlines()) <= 3
    assert TOKEN not in ran.stderr
    shared.again()
    assert fyr("remiss", "open", ID, "--kanal", slag, "--out", "../ut", "--commit", cwd=here).exit_code == 0
    assert len(shared.memory.requests) == 1
