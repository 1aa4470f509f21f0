"""Keys of the mandate register: what is one, whose it is, and whether there are enough."""

from __future__ import annotations

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.registers import Mandatregister
from fyrportfolj.rules.mandate_checks import check_keys
from fyrportfolj.rules.publickey import PRIVATE, fault_of, is_private
from tests.support.builders import TODAY
from tests.support.gates import initiative, small_portfolio
from tests.support.texts import read

KEYGEN = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")


def wire(*parts: bytes) -> str:
    return base64.b64encode(b"".join(len(p).to_bytes(4, "big") + p for p in parts)).decode()


def ed25519(letter: str) -> str:
    return f"ssh-ed25519 {wire(b'ssh-ed25519', letter.encode() * 32)}"


A, B = ed25519("a"), ed25519("b")


def keys(*rows: str) -> str:
    return "    nycklar:\n" + "".join(f"      - {{{row}}}\n" for row in rows)


def key(name: str, text: str, more: str = "") -> str:
    return f"id: {name}, namn: {name.title()}, epost: {name}@example.org, nyckel: {text}, fran: 2026-01-01{more}"


def mandate(names: str, more: str = "") -> str:
    return (
        f"    mandat: [{{id: m, organ: park, ratt: [grind], nycklar: [{names}]{more}, fran: 2026-01-01, kalla: K}}]\n"
    )


def found(text: str, raw: bytes = b"") -> list[tuple[str, object]]:
    made, _ = small_portfolio(initiative())
    held = Entry("register/mandat.yaml", read(text, Mandatregister))
    portfolio = Portfolio(fyr=made.fyr, mandatregister=held, texter={held.fil: raw})
    return [(d.kod, d.loc) for d in check_keys(portfolio, TODAY)]


@KEYGEN
@pytest.mark.parametrize(
    ("kind", "bits"), [("ed25519", ""), ("rsa", "2048"), ("ecdsa", "256"), ("ecdsa", "384"), ("ecdsa", "521")]
)
def test_what_ssh_keygen_makes_is_a_key(kind: str, bits: str, tmp_path: Path) -> None:
    place = tmp_path / "nyckel"
    size = ["-b", bits] if bits else []
    subprocess.run(["ssh-keygen", "-q", "-t", kind, *size, "-N", "", "-f", str(place)], check=True)
    public = " ".join(place.with_suffix(".pub").read_text(encoding="utf-8").split()[:2])

    assert fault_of(public) is None
    assert not is_private(public)
    assert is_private(place.read_text(encoding="utf-8"))


@pytest.mark.parametrize("form", ["PEM", "PKCS8"])
@KEYGEN
def test_a_private_key_is_known_in_every_format(form: str, tmp_path: Path) -> None:
    place = tmp_path / "nyckel"
    arguments = ["-q", "-t", "rsa", "-b", "2048", "-m", form, "-N", "", "-f", str(place)]
    subprocess.run(["ssh-keygen", *arguments], check=True)

    assert is_private(place.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"ssh-dss {wire(b'ssh-dss', b'x')}", "används inte"),
        (A[:-3], "avklippt"),
        (A[:-8], "avklippt"),
        (f"ssh-ed25519 {wire(b'ssh-rsa', b'a' * 32)}", "annat slags"),
        (f"ssh-ed25519 {wire(b'ssh-ed25519', b'a' * 31)}", "fel längd"),
        (f"ssh-ed25519 {wire(b'ssh-ed25519', b'a' * 32, b'')}", "fel längd"),
        (f"ssh-rsa {wire(b'ssh-rsa', b'e', b'n' * 128)}", "för kort"),
        ("ssh-ed25519 ", "avklippt"),
        ("ssh-ed25519", "avklippt"),
        ("", "används inte"),
    ],
)
def test_says_what_is_wrong_with_a_key(text: str, says: str) -> None:
    assert says in str(fault_of(text))


@pytest.mark.parametrize(
    "key_text",
    [
        f"sk-ssh-ed25519@openssh.com {wire(b'sk-ssh-ed25519@openssh.com', b'a' * 32, b'ssh:')}",
        "sk-ecdsa-sha2-nistp256@openssh.com "
        + wire(b"sk-ecdsa-sha2-nistp256@openssh.com", b"nistp256", b"\x04" * 65, b"ssh:"),
    ],
)
def test_security_keys_are_keys(key_text: str) -> None:
    assert fault_of(key_text) is None


@given(st.text(max_size=80), st.binary(max_size=120))
def test_any_text_gets_an_answer(text: str, data: bytes) -> None:
    for made in (text, f"ssh-ed25519 {text}", f"ssh-rsa {base64.b64encode(data).decode()}"):
        fault = fault_of(made)
        assert fault is None or str(fault)


def test_a_good_register_has_no_findings() -> None:
    text = keys(key("anna", A), key("bo", B)) + mandate("anna, bo", ", underskrifter: 2")
    assert found(text + "    rot: {nycklar: [anna, bo], troskel: 2}\n") == []
    assert found("{}") == []


def test_names_must_be_those_of_keys() -> None:
    text = keys(key("anna", A)) + mandate("anna, eva") + "    rot: {nycklar: [bo], troskel: 1}\n"

    assert found(text) == [("FYR650", ("mandat", 0, "nycklar", 1)), ("FYR650", ("rot", "nycklar", 0))]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("", "", True),
        (", till_och_med: 2026-06-30", "", True),
        (", till_och_med: 2025-12-31", "", False),
        (", sparrad: {fran: 2026-01-01, skal: Borta}", "", False),
        (", sparrad: {fran: 2026-01-02, skal: Borta}", "", True),
    ],
)
def test_a_key_is_one_persons_at_a_time(first: str, second: str, *, same: bool) -> None:
    text = keys(key("anna", A, first), key("bo", A, second))

    assert found(text) == ([("FYR651", ("nycklar", 1, "nyckel"))] if same else [])


def test_a_person_may_have_a_key_under_two_names() -> None:
    again = key("anna-ny", A).replace("Anna-Ny", "Anna").replace("anna-ny@", "anna@")

    assert found(keys(key("anna", A), again)) == []


def test_two_names_of_one_key_sign_once() -> None:
    again = key("anna-ny", A).replace("Anna-Ny", "Anna").replace("anna-ny@", "anna@")
    text = keys(key("anna", A), again)

    assert found(text + mandate("anna, anna-ny", ", underskrifter: 2")) == [("FYR653", ("mandat", 0, "underskrifter"))]
    assert found(text + "    rot: {nycklar: [anna, anna-ny], troskel: 2}\n") == [("FYR654", ("rot", "troskel"))]


def test_a_mandate_without_keys_asks_for_no_number() -> None:
    assert (
        found("    mandat: [{id: m, organ: park, ratt: [grind], underskrifter: 3, fran: 2026-01-01, kalla: K}]\n") == []
    )


def test_private_keys_are_found_as_values_and_in_comments() -> None:
    text = keys(key("anna", f"ssh-ed25519 {PRIVATE[1]}AAAA"))

    assert found(text) == [("FYR655", ("nycklar", 0, "nyckel"))]
    assert found(keys(key("anna", A)), b"# -----BEGIN RSA PRIVATE KEY-----\n") == [("FYR655", ())]
