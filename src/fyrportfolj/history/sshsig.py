"""SSH signatures of files and commits, checked here; the answers are those of `ssh-keygen -Y check-novalidate`.

Stricter than ssh-keygen in four ways, none of which touches a signature in use: RSA keys have at least 2 048 bits, a
security key says that somebody touched it, the second half of an Ed25519 signature is smaller than the group's order
(RFC 8032), and certificates, DSA and WebAuthn are not taken.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from fyrportfolj.history.sshkey import PublicKey, Wire, base64_bytes, key_text, public_key, string, valid_public_key

__all__ = ["commit_signer", "signer", "valid_public_key"]

_MAGIC = b"SSHSIG"
_VERSION = 1
_SUMS = {"sha256": hashlib.sha256, "sha512": hashlib.sha512}
_BEGIN, _END = b"-----BEGIN SSH SIGNATURE-----\n", b"\n-----END SSH SIGNATURE-----"
_SPACES = b" \t\n\v\f\r"
_PLAIN = re.compile(re.escape(_BEGIN) + rb"((?:[A-Za-z0-9+/=]+\n)*[A-Za-z0-9+/=]+)" + re.escape(_END) + rb"\n")


@dataclass(frozen=True, slots=True)
class _Signature:
    key: PublicKey
    namespace: str
    sum_name: str
    value: bytes

    def is_plain(self, data: bytes) -> bool:
        """Say whether some bytes are the one way to write it."""
        fields = (self.key.wire, self.namespace.encode(), b"", self.sum_name.encode(), self.value)
        named = any(self.value.startswith(string(algorithm.encode())) for algorithm in self.key.checks)
        return named and data == _MAGIC + _VERSION.to_bytes(4, "big") + b"".join(map(string, fields))

    def holds(self, payload: bytes, namespace: str) -> bool:
        """Say whether the key made it over some bytes, for a use."""
        if self.namespace != namespace:
            return False
        summed = _SUMS[self.sum_name](payload).digest()
        fields = (namespace.encode(), b"", self.sum_name.encode(), summed)
        return self.key.made(self.value, _MAGIC + b"".join(map(string, fields)))


def signer(payload: bytes, armored: bytes, namespace: str) -> str | None:
    """Give the key that made a detached signature.

    Args:
        payload: what is signed.
        armored: the signature's text, from `-----BEGIN SSH SIGNATURE-----` on.
        namespace: what it must be made for, as `fyr-beslut@v1`.

    Returns:
        The public key as in `Commit.key`; None when it is no good signature of exactly these bytes for this use.

    Källa: OpenSSH:s PROTOCOL.sshsig.
    """
    try:
        found = _parse(_dearmored(armored))
        return key_text(found.key) if found.holds(payload, namespace) else None
    except ValueError:
        return None


def commit_signer(payload: bytes, armored: bytes, namespace: str) -> str | None:
    """Give the key that made the signature of a commit.

    The signature is part of the commit's id and nobody vouches for how it is written. What ssh-keygen skips or passes
    over is therefore not taken: text after the last line, space between signs, fields that are not what they must be.

    Args:
        payload: the commit without its signature.
        armored: the signature's text.
        namespace: what it must be made for.

    Returns:
        As `signer`.
    """
    plain = _PLAIN.fullmatch(armored)
    if plain is None:
        return None
    try:
        data = base64_bytes(plain[1].replace(b"\n", b""))
        found = _parse(data)
        return key_text(found.key) if found.is_plain(data) and found.holds(payload, namespace) else None
    except ValueError:
        return None


def _dearmored(armored: bytes) -> bytes:
    """Give the bytes of a signature; ssh-keygen skips space among them and what stands after the last line."""
    if not armored.startswith(_BEGIN):
        raise ValueError(armored[: len(_BEGIN)])
    inside, ended, _ = armored[len(_BEGIN) :].partition(_END)
    if not ended:
        raise ValueError(len(armored))
    return base64_bytes(inside.translate(None, _SPACES))


def _parse(data: bytes) -> _Signature:
    source = Wire(data)
    if source.take(len(_MAGIC)) != _MAGIC or source.number() > _VERSION:
        raise ValueError(data[: len(_MAGIC)])
    key = public_key(source.string())
    namespace, _, sum_name, value = source.word(), source.string(), source.word(), source.string()
    source.end()
    if sum_name not in _SUMS:
        raise ValueError(sum_name)
    return _Signature(key, namespace, sum_name, value)
