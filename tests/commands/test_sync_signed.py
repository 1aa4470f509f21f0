"""Signatures and changes of the policy, made anew or left alone."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from fyrportfolj.commands.gate_advance import Request, advance
from fyrportfolj.commands.policy import commit as change_policy
from fyrportfolj.commands.recording import Terms
from tests.audit.keys import Key, armored
from tests.commands.sharing import (
    DAY,
    FILE,
    SJOKORT,
    Harbour,
    decide_gate,
    opened,
    postpone,
    share,
    stopped,
    text,
    work,
)
from tests.support.gitrepo import GitRepo

KEYGEN = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
PEOPLE = {name: Key(name) for name in ("anna", "bo", "kapten")}
REGISTER = """serie: 1
rot:
  nycklar: [kapten]
  troskel: 1
nycklar:
{keys}
mandat:
  - id: besattningen
    organ: besattning
    ratt: [grind, risk, registrera, arbete]
    nycklar: [anna, bo, kapten]
    fran: 2026-01-01
    kalla: Rederiets protokoll 1
"""
ROW = """  - id: {name}
    namn: {title}
    epost: {name}@kommunen.example
    nyckel: {key}
    fran: 2026-01-01
"""


@KEYGEN
def test_what_is_made_anew_is_signed_anew(harbour: Harbour, both: tuple[GitRepo, GitRepo], tmp_path: Path) -> None:
    anna, bo = both
    key = tmp_path / "nyckel"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    (tmp_path / "hem/.gitconfig").write_text(
        f"[commit]\n\tgpgsign = true\n[gpg]\n\tformat = ssh\n[user]\n\tsigningkey = {key}\n", encoding="utf-8"
    )
    postpone(anna)
    share(anna)
    postpone(bo)
    work(bo, "tillsammans", "ihop")
    share(bo)
    allowed = tmp_path / "tillåtna"
    public = key.with_suffix(".pub").read_text(encoding="utf-8")
    allowed.write_text(f'bo namespaces="git" {public}', encoding="utf-8")
    for commit in ("HEAD", "HEAD^"):
        done = bo.attempt("-c", f"gpg.ssh.allowedSignersFile={allowed}", "verify-commit", commit)
        assert done.returncode == 0, done.stderr
    assert (bo.status(), harbour.tip()) == ("", bo.head())


def edit_policy(clone: GitRepo, old: str, new: str) -> None:
    (clone.root / "register/organ.yaml").write_text(
        text(clone, "register/organ.yaml").replace(old, new), encoding="utf-8"
    )
    done = change_policy(opened(clone), "Rederiet § 4")
    assert done.exit_code == 0, done.diagnostics


def test_a_change_of_the_policy_is_made_anew(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    postpone(anna)
    share(anna)
    edit_policy(bo, "namn: Rederiet", "namn: Stora rederiet")
    done = share(bo)
    assert done.exit_code == 0, (done.data.stopp, done.diagnostics)
    assert [r.slag for r in done.data.gjorda_om] == ["policy"]
    said = bo.git("log", "-1", "--format=%B")
    assert "Fyr-Typ: policy" in said
    assert "Fyr-Serie: 1" in said
    assert "Fyr-Grund: Rederiet § 4" in said
    assert bo.git("rev-parse", "HEAD^") == anna.head()
    assert (bo.status(), harbour.tip()) == ("", bo.head())


def test_a_policy_that_others_changed_is_decided_on_anew(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    edit_policy(anna, "namn: Besättningen", "namn: Hela besättningen")
    assert share(anna).exit_code == 0
    edit_policy(bo, "namn: Rederiet", "namn: Stora rederiet")
    assert "Policyn har ändrats av någon annan, i register/mandat.yaml, register/organ.yaml" in stopped(bo, harbour)


@pytest.fixture
def registered(harbour: Harbour, both: tuple[GitRepo, GitRepo], tmp_path: Path) -> tuple[GitRepo, GitRepo]:
    """A register with keys, and two people who sign what they commit."""
    rows = (ROW.format(name=name, title=name.title(), key=key.text) for name, key in PEOPLE.items())
    harbour.first.commit("Register", {"register/mandat.yaml": REGISTER.format(keys="".join(rows).rstrip())})
    harbour.first.git("push", "-q")
    for clone in both:
        clone.git("pull", "-q")
        name = clone.root.name
        key = tmp_path / f"nyckel-{name}"
        key.write_bytes(PEOPLE[name].file())
        key.chmod(0o600)
        key.with_suffix(".pub").write_text(f"{PEOPLE[name].text}\n", encoding="ascii")
        for setting, value in (("gpg.format", "ssh"), ("commit.gpgsign", "true"), ("user.signingkey", str(key))):
            clone.git("config", setting, value)
    return both


def signed_decision(clone: GitRepo, folder: Path) -> None:
    """Postpone with a detached signature by the captain."""
    asked = Request("besattning", DAY, utfall=None, motesutfall="bordlagt")
    statement, signature = folder / "text", folder / "underskrift"
    assert advance(opened(clone), SJOKORT, asked, Terms(att_signera=statement)).exit_code == 0
    signature.write_bytes(armored(PEOPLE["kapten"], statement.read_bytes(), "fyr-beslut@v1"))
    done = advance(opened(clone), SJOKORT, asked, Terms(underskrifter=(signature,)))
    assert done.exit_code == 0, done.diagnostics


SIGNED = f"underskrifter/{SJOKORT}/2026-11-20-besattning/kapten.sig"


@KEYGEN
def test_signatures_follow_a_decision_that_stays_the_same(
    harbour: Harbour, registered: tuple[GitRepo, GitRepo], tmp_path: Path
) -> None:
    anna, bo = registered
    postpone(anna, f"{SJOKORT}-2")
    assert share(anna).exit_code == 0
    signed_decision(bo, tmp_path)
    before = (bo.root / SIGNED).read_bytes()
    done = share(bo)
    assert done.exit_code == 0, (done.data.stopp, done.diagnostics)
    assert [r.slag for r in done.data.gjorda_om] == ["beslut"]
    assert bo.show(SIGNED) == before
    assert (bo.status(), harbour.tip()) == ("", bo.head())


@KEYGEN
def test_signatures_of_a_decision_that_gets_another_name_stop(
    harbour: Harbour, registered: tuple[GitRepo, GitRepo], tmp_path: Path
) -> None:
    anna, bo = registered
    postpone(anna)
    assert share(anna).exit_code == 0
    signed_decision(bo, tmp_path)
    assert "Underskrifterna under 2026-11-20-besattning gäller inte beslutet" in stopped(bo, harbour)


def test_a_decision_with_luggage_is_not_taken_again(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    postpone(anna)
    share(anna)
    decide_gate(bo)
    bo.write({"eget.txt": "x", FILE: text(bo)})
    bo.git("add", "-A")
    subprocess.run(["git", "-C", str(bo.root), "commit", "-q", "--amend", "--no-edit"], check=True)
    assert "kallar sig beslut men ändrar annat" in stopped(bo, harbour)


def test_a_body_that_lost_its_right_meanwhile_stops(harbour: Harbour, both: tuple[GitRepo, GitRepo]) -> None:
    anna, bo = both
    register = """serie: 0
mandat:
  - {id: rederiet, organ: rederi, ratt: [grind], fran: 2026-01-01, kalla: Rederiets protokoll 2}
"""
    anna.write({"register/mandat.yaml": register})
    assert change_policy(opened(anna), "Rederiet § 5").exit_code == 0
    assert share(anna).exit_code == 0
    decide_gate(bo)
    before = bo.head()
    done = share(bo)
    assert done.data.stopp is not None
    assert "har ändrats av andra, och ditt beslut 2026-11-20-besattning går inte" in str(done.data.stopp.skal)
    assert done.diagnostics
    assert (bo.head(), bo.status(), harbour.tip()) == (before, "", anna.head())


MEANWHILE = """#!/bin/sh
if [ ! -e '{mark}' ]; then
    touch '{mark}'
    git -C '{clone}' -c commit.gpgsign=false commit -q --allow-empty -m Emellan
fi
exec ssh-keygen "$@"
"""


@KEYGEN
def test_plain_git_beside_a_sync_loses_nothing(harbour: Harbour, both: tuple[GitRepo, GitRepo], tmp_path: Path) -> None:
    """The user's own program for signatures commits while the sync makes its line."""
    anna, bo = both
    postpone(anna)
    share(anna)
    postpone(bo)
    key, program = tmp_path / "nyckel", tmp_path / "signera"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    program.write_text(MEANWHILE.format(mark=tmp_path / "gjort", clone=bo.root), encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "hem/.gitconfig").write_text(
        f'[commit]\n\tgpgsign = true\n[gpg]\n\tformat = ssh\n[gpg "ssh"]\n\tprogram = {program}\n'
        f"[user]\n\tsigningkey = {key}\n",
        encoding="utf-8",
    )
    pauses: list[float] = []
    done = share(bo, pause=pauses.append)
    assert done.exit_code == 0, (done.data.stopp, done.diagnostics)
    assert (done.data.forsok, len(pauses)) == (2, 1)
    assert bo.git("log", "--format=%s").split("\n")[:2] == ["Emellan", f"Beslut {SJOKORT}: lagg_ut bordlagt"]
    assert bo.git("rev-parse", "HEAD~2") == anna.head()
    assert (bo.status(), harbour.tip()) == ("", bo.head())
