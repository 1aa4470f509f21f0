from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from fyrportfolj.errors import ExternalError
from fyrportfolj.history.decide import commit_files, decide
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.signing import Signature, public_key, signature
from tests.history.deciding import add, no_traces
from tests.support.gitrepo import EMAIL, GitRepo

KEYGEN = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")


def key_pair(folder: Path) -> Path:
    key = folder / "nyckel åäö"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "prov", "-f", str(key)], check=True)
    return key


@pytest.fixture
def settings(home: Path) -> Iterator[Path]:
    place = home / ".gitconfig"
    yield place
    place.unlink(missing_ok=True)


def write(place: Path, *, key: str, fmt: str = "ssh", sign: str = "true", more: str = "") -> None:
    text = f"[commit]\n\tgpgsign = {sign}\n[gpg]\n\tformat = {fmt}\n[user]\n\tsigningkey = {key}\n{more}"
    place.write_text(text, encoding="utf-8")


def signed(made: GitRepo) -> bool:
    return "\ngpgsig -----BEGIN SSH SIGNATURE-----\n" in made.git("cat-file", "commit", "HEAD")


@KEYGEN
def test_a_decision_is_signed_when_the_users_git_signs(
    made: GitRepo, repo: Repository, tmp_path: Path, settings: Path
) -> None:
    key = key_pair(tmp_path)
    write(settings, key=f'"{key}"')
    decide(repo, add())
    public = (tmp_path / "nyckel åäö.pub").read_text(encoding="utf-8")
    allowed = tmp_path / "tillåtna"
    allowed.write_text(f'{EMAIL} namespaces="git" {public}', encoding="utf-8")
    verified = made.attempt("-c", f"gpg.ssh.allowedSignersFile={allowed}", "verify-commit", "-v", "HEAD")
    assert verified.returncode == 0
    assert f'Good "git" signature for {EMAIL}'.encode() in verified.stderr
    assert made.status() == ""


@KEYGEN
def test_the_caller_can_leave_or_demand_the_signature(
    made: GitRepo, repo: Repository, tmp_path: Path, settings: Path
) -> None:
    key = key_pair(tmp_path)
    write(settings, key=f'"{key}"')
    decide(repo, add(), sign=False)
    assert not signed(made)
    write(settings, key=f'"{key}"', sign="false")
    decide(repo, add())
    assert not signed(made)
    commit_files(repo, {"ny.yaml": b"x\n"}, "Ny", sign=True)
    assert signed(made)


@pytest.mark.parametrize("fmt", ["openpgp", "x509"])
def test_other_kinds_of_signature_are_left_to_git(repo: Repository, settings: Path, fmt: str) -> None:
    write(settings, key="ABCDEF", fmt=fmt)
    assert signature(repo) is None
    with pytest.raises(ExternalError, match="ingen SSH-nyckel"):
        signature(repo, sign=True)


def test_a_demand_without_a_key_says_what_to_run(made: GitRepo, repo: Repository) -> None:
    first = made.head()
    with pytest.raises(ExternalError) as caught:
        decide(repo, add(), sign=True)
    assert "user.signingkey" in str(caught.value.help)
    assert made.head() == first


@KEYGEN
def test_a_key_that_is_gone_stops_the_decision(made: GitRepo, repo: Repository, settings: Path) -> None:
    first = made.head()
    write(settings, key="/finns/inte")
    with pytest.raises(ExternalError, match="commit-tree"):
        decide(repo, add())
    assert (made.head(), made.status()) == (first, "")
    no_traces(repo)


def test_the_program_is_the_users_and_never_the_repositorys(made: GitRepo, repo: Repository, settings: Path) -> None:
    made.git("config", "gpg.ssh.program", "/tmp/elak")  # noqa: S108  (it must not be run)
    write(settings, key="nyckel")
    assert signature(repo) == Signature("nyckel", "ssh-keygen")
    write(settings, key="nyckel", more='[gpg "ssh"]\n\tprogram = op-ssh-sign\n')
    assert signature(repo) == Signature("nyckel", "op-ssh-sign")
    made.git("config", "user.signingkey", "arkivets egen")
    assert signature(repo) == Signature("arkivets egen", "op-ssh-sign")


@KEYGEN
def test_the_public_key_is_known_before_it_signs(repo: Repository, tmp_path: Path, home: Path) -> None:
    key = key_pair(tmp_path)
    public = " ".join(key.with_name("nyckel åäö.pub").read_text(encoding="utf-8").split()[:2])
    here = key.relative_to(repo.root.parent) if key.is_relative_to(repo.root.parent) else None
    texts = [str(key), f"{key}.pub", f"key::{public} prov", f"{public} prov"]
    texts += [f"../{here}"] if here else []
    (home / "id").write_bytes(key.read_bytes())
    (home / "id.pub").write_text(f"{public} annan kommentar\n", encoding="utf-8")

    assert {public_key(repo, Signature(text, "")) for text in [*texts, "~/id"]} == {public}
    with pytest.raises(ExternalError, match="går inte att läsa"):
        public_key(repo, Signature(str(tmp_path / "ingen"), ""))
