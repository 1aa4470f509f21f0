"""SSH keys of every kind, with which tests sign in this process; those of a token are played by a key in a file."""

from __future__ import annotations

import base64
import hashlib
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from tests.support.plumbed import armour, signature_blob, ssh_string, to_be_signed

APPLICATION = b"ssh:"
PRESENT = 1
_KINDS = {
    "ed25519": ("-t", "ed25519"),
    "p256": ("-t", "ecdsa", "-b", "256"),
    "p384": ("-t", "ecdsa", "-b", "384"),
    "p521": ("-t", "ecdsa", "-b", "521"),
    "rsa": ("-t", "rsa", "-b", "2048"),
    "rsa-odd": ("-t", "rsa", "-b", "2056"),
    "rsa-small": ("-t", "rsa", "-b", "1024"),
}


@dataclass(frozen=True)
class Key:
    """A key and how it signs.

    Attributes:
        wire: the public key in bytes.
        value: gives a signature's algorithm and value for some bytes.
        file: the private key, for ssh-keygen; None for a token's.
    """

    wire: bytes
    value: Callable[[bytes], bytes]
    file: Path | None = None

    @property
    def text(self) -> str:
        """Give the public key as it stands in `Commit.key`."""
        kind = self.wire[4 : 4 + int.from_bytes(self.wire[:4], "big")].decode()
        return f"{kind} {base64.b64encode(self.wire).decode()}"

    def blob(self, payload: bytes, namespace: str = "git", summed: str = "sha512") -> bytes:
        """Give the bytes of a signature."""
        return signature_blob(self.wire, self.value(to_be_signed(payload, namespace, summed)), namespace, summed)

    def sign(self, payload: bytes, namespace: str = "git", summed: str = "sha512") -> bytes:
        """Give the armoured signature of some bytes."""
        return armour(self.blob(payload, namespace, summed))


def make_keys(folder: Path) -> dict[str, Key]:
    """Make a key of every kind with ssh-keygen, and a token's of both kinds.

    Args:
        folder: an empty folder for the keys.
    """
    found = {}
    for name, kind in _KINDS.items():
        file = folder / name
        subprocess.run(["ssh-keygen", "-q", *kind, "-N", "", "-C", "", "-f", str(file)], check=True)
        wire = base64.b64decode(file.with_suffix(".pub").read_text("ascii").split()[1])
        private = serialization.load_ssh_private_key(file.read_bytes(), None)
        if isinstance(private, RSAPrivateKey):
            found[name] = Key(wire, rsa_signer(private), file)
        elif isinstance(private, ec.EllipticCurvePrivateKey | Ed25519PrivateKey):
            found[name] = Key(wire, plain_signer(private), file)
    ed25519, p256 = Ed25519PrivateKey.generate(), ec.generate_private_key(ec.SECP256R1())
    return found | {"sk-ed25519": token(ed25519), "sk-p256": token(p256)}


def rsa_signer(private: RSAPrivateKey, algorithm: str = "rsa-sha2-512") -> Callable[[bytes], bytes]:
    """Give how an RSA key signs."""
    kind = {"rsa-sha2-512": hashes.SHA512(), "rsa-sha2-256": hashes.SHA256(), "ssh-rsa": hashes.SHA1()}[algorithm]  # noqa: S303  (to be refused)

    def sign(data: bytes) -> bytes:
        return ssh_string(algorithm.encode()) + ssh_string(private.sign(data, padding.PKCS1v15(), kind))

    return sign


def plain_signer(private: ec.EllipticCurvePrivateKey | Ed25519PrivateKey) -> Callable[[bytes], bytes]:
    """Give how a key on a curve signs."""
    return lambda data: ssh_string(_name(private)) + ssh_string(_raw(private, data))


def token(private: ec.EllipticCurvePrivateKey | Ed25519PrivateKey, flags: int = PRESENT) -> Key:
    """Give a token's key: it signs whom it was made for, whether it was touched, how many times, and what."""
    kind = b"sk-" + _name(private) + b"@openssh.com"
    if isinstance(private, Ed25519PrivateKey):
        fields: tuple[bytes, ...] = (kind, private.public_key().public_bytes_raw(), APPLICATION)
    else:
        form = (serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
        fields = (kind, b"nistp256", private.public_key().public_bytes(*form), APPLICATION)
    seal = bytes((flags, 0, 0, 1, 7))

    def sign(data: bytes) -> bytes:
        signed = hashlib.sha256(APPLICATION).digest() + seal + hashlib.sha256(data).digest()
        return ssh_string(kind) + ssh_string(_raw(private, signed)) + seal

    return Key(b"".join(map(ssh_string, fields)), sign)


def _name(private: ec.EllipticCurvePrivateKey | Ed25519PrivateKey) -> bytes:
    if isinstance(private, Ed25519PrivateKey):
        return b"ssh-ed25519"
    return b"ecdsa-sha2-nistp%d" % private.curve.key_size


def _raw(private: ec.EllipticCurvePrivateKey | Ed25519PrivateKey, data: bytes) -> bytes:
    if isinstance(private, Ed25519PrivateKey):
        return private.sign(data)
    summed = {256: hashes.SHA256(), 384: hashes.SHA384(), 521: hashes.SHA512()}[private.curve.key_size]
    return b"".join(map(integer, decode_dss_signature(private.sign(data, ec.ECDSA(summed)))))


def integer(number: int) -> bytes:
    """Write an integer as SSH does."""
    return ssh_string(number.to_bytes(number.bit_length() // 8 + 1, "big"))
