from __future__ import annotations

import base64
import os
import random
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.history.sshsig import commit_signer, signer, valid_public_key
from tests.history.signature_cases import Case, keygen_takes, make_case
from tests.support.plumbed import SshKey, armour, signature_blob, ssh_string, to_be_signed
from tests.support.sshkeys import Key, make_keys, rsa_signer, token

CASES = 3000 if os.environ.get("FYR_STOR") == "1" else 300
SHARES = 6
"""Parts that the comparison with ssh-keygen is run in, so that several processors can share them."""

PAYLOAD = "förslag\n".encode()
ORDER = 2**252 + 27742317777372353535851937790883648493
"""Order of the group of Ed25519 (RFC 8032 section 5.1)."""


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Key]:
    return make_keys(tmp_path_factory.mktemp("nycklar"))


KINDS = ("ed25519", "p256", "p384", "p521", "rsa", "rsa-odd", "sk-ed25519", "sk-p256")


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("summed", ["sha256", "sha512"])
def test_a_good_signature_names_its_key(keys: Mapping[str, Key], name: str, summed: str) -> None:
    armored = keys[name].sign(PAYLOAD, "fyr-beslut@v1", summed)
    assert signer(PAYLOAD, armored, "fyr-beslut@v1") == keys[name].text
    assert commit_signer(PAYLOAD, armored, "fyr-beslut@v1") == keys[name].text
    assert signer(PAYLOAD + b" ", armored, "fyr-beslut@v1") is None
    assert signer(PAYLOAD, armored, "fyr-policy@v1") is None


@pytest.mark.parametrize("name", [name for name in KINDS if not name.startswith("sk-")])
def test_what_ssh_keygen_signs_is_good(keys: Mapping[str, Key], name: str, tmp_path: Path) -> None:
    file = tmp_path / "text"
    file.write_bytes(PAYLOAD)
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", str(keys[name].file), str(file)], check=True)
    armored = file.with_name("text.sig").read_bytes()
    assert signer(PAYLOAD, armored, "git") == commit_signer(PAYLOAD, armored, "git") == keys[name].text


@pytest.mark.parametrize("share", range(SHARES))
def test_ssh_keygen_says_the_same(keys: Mapping[str, Key], share: int, tmp_path: Path) -> None:
    r = random.Random(f"{share}")  # noqa: S311  (repeatable test data, no secret)
    usual = {name: keys[name] for name in KINDS}
    made = [make_case(r, usual) for _ in range(CASES // SHARES)]
    found = [(case, keygen_takes(case, tmp_path), signer(case.payload, case.armored, "git")) for case in made]
    assert [case for case, theirs, ours in found if theirs != (ours is not None)] == []
    assert {ours for case, _, ours in found if ours is not None} <= {key.text for key in usual.values()}
    good = sum(theirs for _, theirs, _ in found)
    assert len(found) / 10 < good < len(found) / 2


@pytest.mark.parametrize("share", range(SHARES))
def test_a_commit_takes_nothing_that_ssh_keygen_refuses(keys: Mapping[str, Key], share: int) -> None:
    r = random.Random(f"incheckning {share}")  # noqa: S311  (repeatable test data, no secret)
    for case in (make_case(r, {name: keys[name] for name in KINDS}) for _ in range(CASES // SHARES)):
        found = commit_signer(case.payload, case.armored, "git")
        assert found is None or found == signer(case.payload, case.armored, "git")


def test_what_ssh_keygen_passes_over_is_not_taken_in_a_commit(keys: Mapping[str, Key], tmp_path: Path) -> None:
    key = keys["ed25519"]
    value = key.value(to_be_signed(PAYLOAD, "git", "sha512"))
    blob = key.blob(PAYLOAD)
    lenient = {
        "text efter": armour(blob) + b"dolt\n",
        "mellanslag": armour(blob).replace(b"\nU1NI", b"\nU1 NI"),
        "tomrad": armour(blob).replace(b"\nU1NI", b"\n\nU1NI"),
        "version 0": armour(blob[:9] + b"\0" + blob[10:]),
        "reserverat": armour(blob.replace(b"git\0\0\0\0", b"git\0\0\0\4dolt")),
        "nolltecken": armour(signature_blob(key.wire, value, "git\0", "sha512")),
        "nolla i typen": armour(
            signature_blob(key.wire, value.replace(b"\x0bssh-ed25519", b"\x0cssh-ed25519\0"), "git", "sha512")
        ),
    }
    for what, armored in lenient.items():
        assert keygen_takes(Case(what, "", PAYLOAD, armored), tmp_path), what
        assert signer(PAYLOAD, armored, "git") == key.text, what
        assert commit_signer(PAYLOAD, armored, "git") is None, what


def test_lines_of_any_length_are_a_commits_signature_too(keys: Mapping[str, Key]) -> None:
    blob = keys["ed25519"].blob(PAYLOAD)
    for width in (64, 76, 1000):
        assert commit_signer(PAYLOAD, armour(blob, width), "git") == keys["ed25519"].text


def test_small_rsa_keys_are_refused(keys: Mapping[str, Key], tmp_path: Path) -> None:
    armored = keys["rsa-small"].sign(PAYLOAD)
    assert keygen_takes(Case("1024", "rsa-small", PAYLOAD, armored), tmp_path)
    assert signer(PAYLOAD, armored, "git") is None
    assert valid_public_key(keys["rsa-small"].text) is None


def test_sha1_is_refused(keys: Mapping[str, Key]) -> None:
    file = keys["rsa"].file
    assert file is not None
    private = serialization.load_ssh_private_key(file.read_bytes(), None)
    assert isinstance(private, RSAPrivateKey)
    old = Key(keys["rsa"].wire, rsa_signer(private, "ssh-rsa"))
    assert signer(PAYLOAD, old.sign(PAYLOAD), "git") is None
    new = Key(keys["rsa"].wire, rsa_signer(private, "rsa-sha2-256"))
    assert signer(PAYLOAD, new.sign(PAYLOAD), "git") == new.text


def test_a_token_that_nobody_touched_is_refused(tmp_path: Path) -> None:
    private = Ed25519PrivateKey.generate()
    for flags, touched in ((0, False), (1, True), (4, False), (5, True)):
        key = token(private, flags)
        assert keygen_takes(Case("sk", "sk", PAYLOAD, key.sign(PAYLOAD)), tmp_path)
        assert signer(PAYLOAD, key.sign(PAYLOAD), "git") == (key.text if touched else None)


def test_a_second_form_of_an_ed25519_signature_is_refused() -> None:
    key = SshKey.seeded("anna")
    made = key.private.sign(to_be_signed(PAYLOAD, "git", "sha512"))
    second = made[:32] + (int.from_bytes(made[32:], "little") + ORDER).to_bytes(32, "little")
    blobs = [
        signature_blob(key.wire, ssh_string(b"ssh-ed25519") + ssh_string(value), "git", "sha512")
        for value in (made, second)
    ]
    assert [signer(PAYLOAD, armour(blob), "git") for blob in blobs] == [key.text, None]


def test_certificates_and_dsa_are_not_taken() -> None:
    for kind in ("ssh-dss", "ssh-ed25519-cert-v01@openssh.com", "webauthn-sk-ecdsa-sha2-nistp256@openssh.com", "x"):
        wire = ssh_string(kind.encode()) + ssh_string(bytes(32))
        assert valid_public_key(f"{kind} {base64.b64encode(wire).decode()}") is None


@pytest.mark.parametrize("name", KINDS)
def test_a_public_key_is_given_as_a_commit_has_it(keys: Mapping[str, Key], name: str) -> None:
    text = keys[name].text
    assert valid_public_key(text) == text
    assert valid_public_key(f"{text} anna@kommunen.example arbete") == text
    wire = keys[name].wire
    for other in (wire[:-1], wire + b"\0", b"\0" + wire, b""):
        assert valid_public_key(f"{text.split()[0]} {base64.b64encode(other).decode()}") is None


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(" ", "  "),
        lambda text: f" {text}",
        lambda text: text.replace(" ", "\t"),
        lambda text: text.replace("ssh-ed25519", "ssh-rsa"),
        lambda text: text.split()[0],
        lambda text: text.split()[1],
        lambda text: f"{text}\nssh-ed25519 AAAA",
        lambda text: f"restrict {text}",
        lambda text: text[:-1],
        lambda text: f"{text}=",
        lambda text: text[:0],
    ],
)
def test_what_is_no_public_key_is_said_to_be_none(change: object) -> None:
    assert callable(change)
    assert valid_public_key(change(SshKey.seeded("anna").text)) is None


def test_a_key_has_one_text_however_its_numbers_are_written(keys: Mapping[str, Key]) -> None:
    wire = keys["rsa"].wire
    longer = wire.replace(b"\0\0\0\3\1\0\1", b"\0\0\0\4\0\1\0\1")
    assert longer != wire
    assert valid_public_key(f"ssh-rsa {base64.b64encode(longer).decode()}") == keys["rsa"].text


@given(st.binary(max_size=300), st.sampled_from([b"", b"SSHSIG\0\0\0\1"]), st.text(max_size=5))
def test_no_bytes_end_in_anything_but_an_answer(data: bytes, start: bytes, namespace: str) -> None:
    assert signer(b"", data, namespace) is None
    assert signer(b"", armour(start + data), namespace) is None
    assert commit_signer(b"", armour(start + data), namespace) is None


@given(st.text(max_size=80))
def test_no_text_ends_in_anything_but_an_answer(text: str) -> None:
    assert valid_public_key(text) is None
