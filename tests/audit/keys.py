"""Ed25519 keys that are the same in every run, and SSH signatures made with them; for tests only."""

from __future__ import annotations

import base64
import hashlib
import struct
from dataclasses import dataclass
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

_WIDTH = 70


def field(data: bytes) -> bytes:
    """Give bytes with their length before them, as the SSH formats want."""
    return struct.pack(">I", len(data)) + data


@dataclass(frozen=True)
class Key:
    """A key, made from its name.

    Attributes:
        name: what it is made from.
    """

    name: str

    @cached_property
    def private(self) -> Ed25519PrivateKey:
        """The private key."""
        return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(self.name.encode()).digest())

    @cached_property
    def wire(self) -> bytes:
        """The public key as SSH writes it."""
        public = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return field(b"ssh-ed25519") + field(public)

    @property
    def text(self) -> str:
        """The public key as the register has it."""
        return f"ssh-ed25519 {base64.b64encode(self.wire).decode()}"

    def file(self) -> bytes:
        """Give the private key as the file that ssh-keygen reads."""
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())


def armored(key: Key, payload: bytes, namespace: str) -> bytes:
    """Give a detached signature as `ssh-keygen -Y sign` writes it."""
    return armour(blob(key, payload, namespace))


def blob(key: Key, payload: bytes, namespace: str) -> bytes:
    """Give a signature before it is turned into text."""
    head = (field(namespace.encode()), field(b""), field(b"sha512"))
    made = key.private.sign(b"SSHSIG" + b"".join(head) + field(hashlib.sha512(payload).digest()))
    value = field(field(b"ssh-ed25519") + field(made))
    return b"SSHSIG" + struct.pack(">I", 1) + field(key.wire) + b"".join(head) + value


def armour(data: bytes) -> bytes:
    """Give the text of a signature."""
    text = base64.b64encode(data).decode()
    lines = [text[i : i + _WIDTH] for i in range(0, len(text), _WIDTH)]
    return "\n".join(("-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", "")).encode()
