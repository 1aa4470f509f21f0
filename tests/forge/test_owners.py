"""The files by which a forge asks the right municipalities: written out of the register, and compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from fyrportfolj.forge.codeowners import OWNERS, TEMPLATES, known_logins
from tests.forge.rounds import FORGES, register_with_accounts
from tests.support.forge_server import ForgeServer
from tests.support.golden import Fyr

FILE = "initiativ/gemensamt-sjokort.yaml"
LINES = {
    "github": f"/{FILE} @holme-registrator @udde-kansli",
    "gitlab": f"/{FILE} @holme-registrator @udde-kansli",
    "forgejo": FILE.replace(".", "\\.") + " @holme-registrator @udde-kansli",
}


@pytest.fixture
def joined(shared: ForgeServer, tmp_path: Path) -> Path:
    """Give the portfolio with two municipalities that take part in what it holds."""
    here = tmp_path / "här"
    with (here / FILE).open("a", encoding="utf-8") as file:
        file.write("deltagare:\n- {kommun: holme, status: deltar}\n- {kommun: udde, status: tillfragad}\n")
        file.write("- {kommun: vik, status: deltar}\n")
    return here


def test_names_are_asked_for_once_and_drift_is_found(
    shared: ForgeServer, joined: Path, fyr: Fyr, request: pytest.FixtureRequest
) -> None:
    slag = request.node.callspec.params["shared"]
    place = joined / OWNERS[slag]
    assert fyr("ci", "owners", "--forge", slag, "--check", cwd=joined).exit_code == 1
    assert not place.exists()

    assert fyr("ci", "owners", "--forge", slag, cwd=joined).exit_code == 0

    text = place.read_text(encoding="utf-8")
    assert known_logins(text) == {"10": "holme-registrator", "11": "udde-kansli"}
    assert text.splitlines()[-1] == LINES[slag]
    assert (joined / TEMPLATES[slag]).read_text(encoding="utf-8").startswith("## ")
    shared.again(lambda _number: "500")
    assert fyr("ci", "owners", "--forge", slag, "--check", cwd=joined).exit_code == 0
    assert "oförändrad" in fyr("ci", "owners", "--forge", slag, cwd=joined).stdout
    assert shared.calls == []

    register = register_with_accounts(slag).replace(f"{slag}:11", f"{slag}:13")
    (joined / "register/kommuner.yaml").write_text(register, encoding="utf-8")
    found = fyr("ci", "owners", "--forge", slag, "--check", cwd=joined)
    assert (found.exit_code, found.stderr.count("FYR552 fel")) == (1, 1)
    assert "ett konto har tillkommit" in found.stderr
    shared.again()
    refused = fyr("ci", "owners", "--forge", slag, cwd=joined)
    assert refused.exit_code == 2
    assert "inget konto med numret 13" in refused.stderr
    assert place.read_text(encoding="utf-8") == text


def test_every_forge_has_its_places() -> None:
    assert set(OWNERS) == set(TEMPLATES) == set(FORGES)
