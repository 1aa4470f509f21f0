"""`fyr remiss` against a forge that the portfolio is pushed to by git over HTTP: opened, answered, closed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.forge_server import TOKEN, ForgeServer
from tests.support.gitrepo import GitRepo
from tests.support.golden import Fyr

ID = "gemensamt-sjokort"
ANSWER = "Ställning: tillstyrker med synpunkter\nBeslutat av: Kommunstyrelsen 2026-11-18 KS § 7\nF1: avstyrker. Djupet."


@pytest.mark.parametrize("shared", ["github", "gitlab"], indirect=True)
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

    memory.review("holme-registrator", "CHANGES_REQUESTED", ANSWER.replace(" med synpunkter", ""))
    first = run("register", ID, "--dry-run")
    assert "knappen och texten säger emot varandra; texten gäller: tillstyrker" in first
    memory.requests[0].reviews.clear()
    memory.review("holme-registrator", "APPROVED", ANSWER)
    memory.review("udde-kansli", "COMMENTED", "Ställning: vet inte")
    run("register", ID, "--commit", code=1)
    file = (here / "initiativ" / f"{ID}.yaml").read_text(encoding="utf-8")
    assert "instans: holme" in file
    assert "stallningstagande: tillstyrker_med_synpunkter" in file
    assert run("register", ID, "--commit").count("redan registrerat") == 2
    assert (here / "initiativ" / f"{ID}.yaml").read_text(encoding="utf-8") == file

    run("remind", ID, "--dry-run")
    assert made.talk == []
    for _ in range(2):
        run("remind", ID)
    (note,) = made.talk
    assert "@udde-kansli" in note.body
    assert "**Vik:**" in note.body
    assert "Holme" not in note.body

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
