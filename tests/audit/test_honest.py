"""What the real commands write is what the builder of the attacks writes, and the audit takes it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.audit.portfolio import INITIATIVE, KEYS, MANDATES, PEOPLE, files, register, with_directive
from tests.audit.test_server import git
from tests.audit.trail import FIRST_DAY, RECORD, ZONE, Forged, How, Trail, moment
from tests.support.golden import Fyr


def _open_ended(*, signed: bool) -> str:
    return register(signed=signed).replace("    till_och_med: 2026-12-31\n", "")


@pytest.fixture(params=[True, False], ids=["signerad", "struktur"])
def trail(request: pytest.FixtureRequest, tmp_path: Path) -> Trail:
    signed: bool = request.param
    made = Trail.make(tmp_path / "server.git", signed=signed)
    first = {**files(signed=signed), MANDATES: _open_ended(signed=signed)}
    how = How(by="rut", when=moment(FIRST_DAY))
    made.objects.set_ref(made.commit(made.changed(None, first), (), "Portföljen\n", how))
    made.work({INITIATIVE: with_directive(made.show(INITIATIVE))})
    return made


@pytest.fixture
def work(trail: Trail, tmp_path: Path) -> Path:
    """Give Anna's clone, which signs with her key when the history is signed."""
    folder = tmp_path / "anna"
    assert git(tmp_path, "clone", "-q", str(trail.git_dir), str(folder)).returncode == 0
    key = tmp_path / "anna.key"
    key.write_bytes(KEYS["anna"].file())
    key.chmod(0o600)
    key.with_name("anna.key.pub").write_text(f"{KEYS['anna'].text} anna\n")
    settings = {"user.name": PEOPLE["anna"].namn, "user.email": PEOPLE["anna"].epost}
    if trail.signed:
        settings |= {"gpg.format": "ssh", "user.signingkey": str(key), "commit.gpgsign": "true"}
    for name, value in settings.items():
        git(folder, "config", name, value)
    return folder


def _advance(fyr: Fyr, work: Path, day: str) -> str:
    call = ("gate", "advance", "gemensamt-sjokort", "--organ", "besattning", "--datum", day, "--utfall", "fortsatt")
    ran = fyr(*call, cwd=work)
    assert ran.exit_code == 0, ran.stdout + ran.stderr
    return git(work, "rev-parse", "HEAD").stdout.strip()


def test_decision_by_the_real_command_is_verified(trail: Trail, work: Path, fyr: Fyr) -> None:
    _advance(fyr, work, datetime.now(ZONE).date().isoformat())

    ran = fyr("audit", "verify", "--format", "json", cwd=work)

    assert ran.exit_code == 0, ran.stdout
    assert '"beslut": 1' in ran.stdout
    assert f'"niva": "{"signerad" if trail.signed else "struktur"}"' in ran.stdout
    assert '"kod": "FYR619"' in ran.stdout
    assert ran.stdout.count('"kod"') == 1


def test_builder_writes_what_the_real_command_writes(trail: Trail, work: Path, fyr: Fyr) -> None:
    today = datetime.now(ZONE).date()
    real = _advance(fyr, work, today.isoformat())
    when = int(git(work, "show", "-s", "--format=%ct", real).stdout)

    made = trail.decide(how=How(by=RECORD.by, when=when), forged=Forged(fields={"datum": today}))

    said = git(work, "cat-file", "commit", real).stdout
    ours = trail.objects.read(made).decode()
    assert said.partition("\n\n")[2] == ours.partition("\n\n")[2]
    assert said.splitlines()[:2] == ours.splitlines()[:2]
