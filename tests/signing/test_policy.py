"""The policy is changed by commits of its own, with a number, a reason and the root's signatures."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.signing.conftest import Make, Signed, register
from tests.support.golden import Ran

GRUND = ("--grund", "Rederiets stämma § 12")
NAMESPACE = "fyr-policy@v1"


def edit(signed: Signed, text: str = "namn: Sjökorten") -> None:
    place = signed.repo.root / "fyr.yaml"
    lines = place.read_text(encoding="utf-8").splitlines(keepends=True)
    row = next(i for i, line in enumerate(lines) if line.startswith("namn:"))
    lines[row] = f"{text}\n"
    place.write_text("".join(lines), encoding="utf-8")


def words(ran: Ran) -> str:
    return " ".join((ran.stdout + ran.stderr).split())


def one_root(keys: Path) -> str:
    return register(keys).replace("troskel: 2", "troskel: 1")


def test_the_serial_is_raised_and_the_reason_told(make: Make, keys: Path) -> None:
    signed = make(one_root(keys))
    edit(signed)
    assert "blir policy 1" in words(signed.fyr("policy", "status"))
    ran = signed.fyr("policy", "commit", *GRUND)

    assert ran.exit_code == 0, ran.stderr
    assert signed.repo.git("log", "-1", "--format=%B") == (
        "Policy 1: Rederiets stämma § 12\n\n"
        "Fyr-Typ: policy\nFyr-Version: 1\nFyr-Serie: 1\nFyr-Grund: Rederiets stämma § 12\nFyr-Foregaende: -\n"
    ).rstrip("\n")
    assert signed.repo.status() == ""
    first = signed.repo.head()
    edit(signed, "namn: Sjökort")
    assert signed.fyr("policy", "commit", *GRUND).exit_code == 0
    assert f"Fyr-Serie: 2\nFyr-Grund: Rederiets stämma § 12\nFyr-Foregaende: {first}" in signed.repo.git(
        "log", "-1", "--format=%B"
    )
    assert signed.fyr("audit", "verify").exit_code == 0
    assert "Policy 2" in signed.fyr("policy", "status").stdout


def test_comments_of_the_register_stay(make: Make, keys: Path) -> None:
    text = "# Överst.\n" + one_root(keys) + "# Sist.\n"
    signed = make(text)
    edit(signed)
    assert signed.fyr("policy", "commit", *GRUND).exit_code == 0
    after = (signed.repo.root / "register/mandat.yaml").read_text(encoding="utf-8")

    assert after.replace("serie: 1\n", "") == text


def test_the_root_needs_its_number_of_signatures(signed: Signed, tmp_path: Path) -> None:
    before = signed.repo.head()
    edit(signed)
    register_before = (signed.repo.root / "register/mandat.yaml").read_bytes()
    ran = signed.fyr("policy", "commit", *GRUND)
    assert (ran.exit_code, "FYR638" in ran.stderr) == (1, True), ran.stderr
    assert signed.repo.head() == before
    assert (signed.repo.root / "register/mandat.yaml").read_bytes() == register_before

    statement = tmp_path / "policy.txt"
    ran = signed.fyr("policy", "commit", *GRUND, "--att-signera", str(statement))
    assert ran.exit_code == 0
    assert signed.repo.status() == " M fyr.yaml"
    other = signed.signs("bo", statement, NAMESPACE)
    ran = signed.fyr("policy", "commit", *GRUND, "--underskrift", str(other))
    assert ran.exit_code == 0, ran.stderr
    assert signed.repo.show("underskrifter/policy/1/bo.sig") == other.read_bytes()
    assert signed.fyr("audit", "verify").exit_code == 0
    assert signed.repo.status() == ""


def test_one_without_a_root_key_is_refused(make: Make, keys: Path) -> None:
    signed = make(one_root(keys))
    signed.becomes("olle")
    edit(signed)
    ran = signed.fyr("policy", "commit", *GRUND)

    assert (ran.exit_code, "FYR638" in ran.stderr) == (1, True), ran.stderr


def test_a_dry_run_writes_nothing(make: Make, keys: Path) -> None:
    signed = make(one_root(keys))
    edit(signed)
    before = signed.repo.head()
    ran = signed.fyr("policy", "commit", *GRUND, "--dry-run")

    assert (ran.exit_code, "+serie: 1" in ran.stdout, "+namn: Sjökorten" in ran.stdout) == (0, True, True)
    assert (signed.repo.head(), signed.repo.status()) == (before, " M fyr.yaml")


def test_a_policy_with_faults_is_refused(make: Make, keys: Path) -> None:
    signed = make(one_root(keys))
    place = signed.repo.root / "register/mandat.yaml"
    text = place.read_text(encoding="utf-8").replace("[eva]", "[eva, ingen]")
    place.write_text(text, encoding="utf-8")
    ran = signed.fyr("policy", "commit", *GRUND)

    assert (ran.exit_code, "FYR650" in ran.stderr) == (1, True), ran.stderr
    assert place.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("grund", "says"), [("", "--grund är tom"), (" \u200b", "--grund är tom"), ("x" * 201, "har 201 tecken")]
)
def test_the_reason_is_one_line(make: Make, keys: Path, grund: str, says: str) -> None:
    signed = make(one_root(keys))
    edit(signed)
    ran = signed.fyr("policy", "commit", "--grund", grund)

    assert (ran.exit_code, says in ran.stderr) == (2, True), ran.stderr


def test_nothing_to_commit_is_said(make: Make, keys: Path) -> None:
    signed = make(one_root(keys))
    ran = signed.fyr("policy", "commit", *GRUND)
    assert (ran.exit_code, "inga policyfiler är ändrade" in ran.stderr) == (2, True)
    assert "Inga policyfiler är ändrade" in signed.fyr("policy", "status").stdout

    place = signed.repo.root / "register/mandat.yaml"
    place.write_text(f"serie: 1\n{place.read_text(encoding='utf-8')}", encoding="utf-8")
    assert signed.fyr("policy", "commit", *GRUND).exit_code == 2
    edit(signed)
    assert signed.fyr("policy", "commit", *GRUND).exit_code == 0


@pytest.mark.parametrize("path", ["fyr.yaml", "register/mandat.yaml"])
def test_what_is_half_staged_is_refused(make: Make, keys: Path, path: str) -> None:
    signed = make(one_root(keys))
    edit(signed)
    place = signed.repo.root / path
    text = place.read_text(encoding="utf-8")
    place.write_text(f"# a\n{text}", encoding="utf-8")
    signed.repo.git("add", path)
    place.write_text(f"# b\n{text}", encoding="utf-8")
    before = signed.repo.head()
    assert "köad med annat innehåll" in words(signed.fyr("policy", "status"))
    ran = signed.fyr("policy", "commit", *GRUND)

    assert (ran.exit_code, "git restore --staged" in words(ran)) == (1, True), ran.stderr
    assert signed.repo.head() == before


def test_what_is_wholly_staged_is_taken(make: Make, keys: Path) -> None:
    signed = make(one_root(keys))
    edit(signed)
    signed.repo.git("add", "fyr.yaml")
    assert signed.fyr("policy", "commit", *GRUND).exit_code == 0
    assert signed.repo.status() == ""


def test_other_edits_are_left_alone(make: Make, keys: Path) -> None:
    signed = make(one_root(keys))
    edit(signed)
    place = signed.repo.root / "initiativ/gemensamt-sjokort.yaml"
    place.write_text(place.read_text(encoding="utf-8") + "# mitt\n", encoding="utf-8")
    assert signed.fyr("policy", "commit", *GRUND).exit_code == 0
    assert signed.repo.status() == " M initiativ/gemensamt-sjokort.yaml"


def test_a_policy_file_is_not_taken_away(make: Make, keys: Path) -> None:
    signed = make(one_root(keys))
    (signed.repo.root / "register/kommuner.yaml").unlink()
    assert "borttagen" in signed.fyr("policy", "status").stdout
    ran = signed.fyr("policy", "commit", *GRUND)

    assert (ran.exit_code, "tas inte bort" in ran.stderr) == (1, True)


def test_a_portfolio_without_a_register_gets_one(make: Make, keys: Path) -> None:
    signed = make(one_root(keys))
    signed.repo.git("rm", "-q", "register/mandat.yaml")
    signed.becomes(None)
    signed.repo.git("config", "user.name", "Anna")
    signed.repo.git("config", "user.email", "anna@holme.example")
    signed.repo.git("commit", "-q", "--amend", "-m", "Första")
    edit(signed)
    ran = signed.fyr("policy", "commit", *GRUND)

    assert ran.exit_code == 0, ran.stderr
    assert (signed.repo.show("register/mandat.yaml") or b"").endswith(b"serie: 1\n")
    assert signed.fyr("check").exit_code == 0


def test_a_published_process_never_changes(make: Make, keys: Path) -> None:
    signed = make(one_root(keys))
    place = signed.repo.root / "process/segling-1.0.yaml"
    place.write_text(place.read_text(encoding="utf-8").replace("Rutten ritas.", "Rutten."), encoding="utf-8")
    ran = signed.fyr("policy", "commit", *GRUND)

    assert (ran.exit_code, "FYR634" in ran.stderr) == (1, True), ran.stderr


def test_ssh_keygen_takes_the_exported_keys(make: Make, keys: Path, tmp_path: Path) -> None:
    text = one_root(keys).replace("namn: Bo\n", "namn: Bo\n    sparrad: {fran: 2026-06-01, skal: Borta}\n")
    text = text.replace("namn: Eva\n", "namn: Eva\n    sparrad: {fran: 2026-01-01, skal: Borta}\n")
    signed = make(text.replace("olle@holme.example", "olle,*@holme.example"))
    ran = signed.fyr("mandate", "export", "--out", str(tmp_path / "signers"))
    assert "Utelämnade" in words(ran)
    assert "olle" in words(ran)
    exported = (tmp_path / "signers").read_text(encoding="utf-8")
    assert signed.fyr("mandate", "export").stdout == exported
    assert [line.split()[0] for line in exported.splitlines()] == ["anna@holme.example", "bo@holme.example"]

    def good(who: str, day: str) -> bool:
        file = tmp_path / "text"
        file.write_text("x", encoding="utf-8")
        signature = signed.signs(who, file, "git")
        with file.open("rb") as opened:
            call = ["ssh-keygen", "-Y", "verify", "-f", str(tmp_path / "signers"), "-I", f"{who}@holme.example"]
            call += ["-n", "git", "-s", str(signature), "-O", f"verify-time={day}"]
            return subprocess.run(call, stdin=opened, capture_output=True, check=False).returncode == 0

    assert [good("anna", day) for day in ("20251231", "20260101", "20300101")] == [False, True, True]
    assert [good("bo", day) for day in ("20260101", "20260531235959", "20260601")] == [True, True, False]
    assert not good("eva", "20260101")


def test_the_list_says_what_holds(make: Make, keys: Path) -> None:
    text = one_root(keys).replace("namn: Bo\n", "namn: Bo\n    sparrad: {fran: 2026-06-01, skal: Borta}\n")
    shown = make(text).fyr("mandate", "list").stdout

    assert "spärrad från 2026-06-01" in shown
    assert "ändras med 1 rotnycklar" in shown
    assert "rot, besattning och" not in shown


def founded(make: Make, keys: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Signed:
    """A portfolio without keys, whose trust anchor lets Anna found its policy."""
    signed = make("mandat: []\n")
    signs = ("-c", "gpg.format=ssh", "-c", f"user.signingkey={keys / 'anna'}")
    signed.repo.git(
        *signs,
        "commit",
        "-q",
        "--amend",
        "--no-edit",
        "--gpg-sign",
        env={"GIT_COMMITTER_NAME": "Anna", "GIT_COMMITTER_EMAIL": "anna@holme.example"},
    )
    public = " ".join((keys / "anna.pub").read_text(encoding="utf-8").split()[:2])
    anchor = home / "ankare.yaml"
    anchor.write_text(f"rot: {signed.repo.head()}\nnycklar:\n  - {public}\n", encoding="utf-8")
    monkeypatch.setenv("FYR_TRUST", str(anchor))
    (signed.repo.root / "register/mandat.yaml").write_text(one_root(keys), encoding="utf-8")
    return signed


def test_the_first_policy_is_founded_by_an_agreed_key(
    make: Make, keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = founded(make, keys, tmp_path, monkeypatch)
    before = signed.repo.head()
    signed.becomes("bo")
    ran = signed.fyr("policy", "commit", *GRUND)
    assert (ran.exit_code, "FYR638" in ran.stderr, signed.repo.head()) == (1, True, before), ran.stderr

    signed.becomes("anna")
    assert signed.fyr("policy", "commit", *GRUND).exit_code == 0
    ran = signed.fyr("audit", "verify", "--full")
    assert ran.exit_code == 0, ran.stdout


def test_no_policy_is_founded_by_an_anchor_that_cannot_be_used(
    make: Make, keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = founded(make, keys, tmp_path, monkeypatch)
    before = signed.repo.head()
    (tmp_path / "ankare.yaml").write_text("rot: hej\n", encoding="utf-8")
    ran = signed.fyr("policy", "commit", *GRUND)

    assert (ran.exit_code, signed.repo.head()) == (1, before)
    assert "ankare.yaml" in ran.stderr
