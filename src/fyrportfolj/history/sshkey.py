"""Public SSH keys: their wire format and whether one made a signature, without starting ssh-keygen."""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

LEAST_RSA_BITS = 2048
MOST_RSA_BITS = 16_384
_ED25519_KEY, _ED25519_SIGNATURE = 32, 64
_UNCOMPRESSED = b"\x04"
_SEAL = 5
_PRESENT = 1
"""The flag by which a security key says that somebody touched it."""

_RSA = "ssh-rsa"
_ED25519 = "ssh-ed25519"
_ECDSA = "ecdsa-sha2-"
_CURVES = ("nistp256", "nistp384", "nistp521")
_SK_ED25519 = "sk-ssh-ed25519@openssh.com"
_SK_ECDSA = "sk-ecdsa-sha2-nistp256@openssh.com"
_TEXT = re.compile(r"([a-z0-9@.-]+) ([A-Za-z0-9+/]+={0,2})")
_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")


class Wire:
    """Bytes in the format of SSH, read from the left; whatever does not fit raises ValueError."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes."""
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        """Give as many bytes."""
        if count > len(self._data) - self._at:
            raise ValueError(count)
        self._at += count
        return self._data[self._at - count : self._at]

    def number(self) -> int:
        """Give a number of four bytes."""
        (found,) = struct.unpack(">I", self.take(4))
        return int(found)

    def string(self) -> bytes:
        """Give a string: its length and as many bytes."""
        return self.take(self.number())

    def word(self) -> str:
        """Give a string of ASCII; ssh-keygen lets one end with a zero byte."""
        data = self.string().removesuffix(b"\0")
        if b"\0" in data:
            raise ValueError(data)
        return data.decode("ascii")

    def integer(self) -> int:
        """Give an integer that is not negative."""
        data = self.string()
        if data and data[0] & 0x80:
            raise ValueError(data)
        return int.from_bytes(data, "big")

    def end(self) -> None:
        """Demand that nothing is left."""
        if self._at != len(self._data):
            raise ValueError(self._at)


def string(data: bytes) -> bytes:
    """Write a string in the wire format."""
    return struct.pack(">I", len(data)) + data


def base64_bytes(text: bytes) -> bytes:
    """Read base64 of which there is only one way to write it.

    Raises:
        ValueError: it is something else.
    """
    found = base64.b64decode(text, validate=True) if _BASE64.fullmatch(text) else None
    if found is None or base64.b64encode(found) != text:
        raise ValueError(len(text))
    return found


@lru_cache(maxsize=1024)
def public_key(wire: bytes) -> PublicKey:
    """Read a key.

    Args:
        wire: in the wire format: type and value.

    Raises:
        ValueError: it is no key of a type that is taken, or an RSA key of another size than 2 048–16 384 bits.

    Källa: RFC 4253 avsnitt 6.6, RFC 5656, RFC 8332, RFC 8709 och OpenSSH:s PROTOCOL.u2f.
    """
    from cryptography.exceptions import InternalError, UnsupportedAlgorithm

    source = Wire(wire)
    try:
        key = _key(source.word(), source)
    except (InternalError, UnsupportedAlgorithm) as error:
        raise ValueError(wire) from error
    source.end()
    return key


def valid_public_key(text: str) -> str | None:
    """Give a public key as it stands in `Commit.key`.

    Args:
        text: one line: type, base64 and perhaps a comment, as in a file that ends with `.pub`.

    Returns:
        Type and base64 with one space between; None when it is no key that a signature can be checked with.
    """
    match = _TEXT.fullmatch(" ".join(text.split(" ")[:2]))
    if match is None or not text.isprintable():
        return None
    try:
        key = public_key(base64_bytes(match[2].encode()))
    except ValueError:
        return None
    return key_text(key) if key.kind == match[1] else None


def key_text(key: PublicKey) -> str:
    """Give a key as `type base64`."""
    return f"{key.kind} {base64.b64encode(key.wire).decode()}"


Check: TypeAlias = Callable[[bytes, bytes], bool]
"""Says whether a signature's value (the first argument) was made over some bytes (the second)."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that can check what it is said to have signed.

    Attributes:
        kind: its type, as `ssh-ed25519`.
        wire: the one way to write it in bytes.
        checks: how, by the name that a signature gives its algorithm.
        application: what a security key was made for; None for other keys.
    """

    kind: str
    wire: bytes
    checks: Mapping[str, Check]
    application: bytes | None = None

    def made(self, signature: bytes, data: bytes) -> bool:
        """Say whether the key made a signature.

        Args:
            signature: algorithm and value in the wire format; a security key's flags and counter after them.
            data: what is signed.

        Raises:
            ValueError: the signature has not that form.
        """
        source = Wire(signature)
        algorithm, value = source.word(), source.string()
        seal = b"" if self.application is None else source.take(_SEAL)
        source.end()
        if algorithm not in self.checks:
            return False
        if self.application is not None:
            if not seal[0] & _PRESENT:
                return False
            data = hashlib.sha256(self.application).digest() + seal + hashlib.sha256(data).digest()
        return self.checks[algorithm](value, data)


def _key(kind: str, source: Wire) -> PublicKey:
    if kind == _RSA:
        return _rsa(source)
    if kind == _ED25519:
        value = source.string()
        return PublicKey(kind, string(kind.encode()) + string(value), {kind: _ed25519(value)})
    if kind == _SK_ED25519:
        value, application = source.string(), source.word().encode()
        wire = b"".join(map(string, (kind.encode(), value, application)))
        return PublicKey(kind, wire, {kind: _ed25519(value)}, application)
    if kind == _SK_ECDSA:
        value, application = _point(source, _CURVES[0]), source.word().encode()
        wire = b"".join(map(string, (kind.encode(), _CURVES[0].encode(), value, application)))
        return PublicKey(kind, wire, {kind: _ecdsa(value, _CURVES[0])}, application)
    curve = kind.removeprefix(_ECDSA)
    if curve == kind or curve not in _CURVES:
        raise ValueError(kind)
    value = _point(source, curve)
    wire = b"".join(map(string, (kind.encode(), curve.encode(), value)))
    return PublicKey(kind, wire, {kind: _ecdsa(value, curve)})


def _point(source: Wire, curve: str) -> bytes:
    if source.word() != curve:
        raise ValueError(curve)
    return source.string()


def _ed25519(value: bytes) -> Check:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if len(value) != _ED25519_KEY:
        raise ValueError(len(value))
    key = Ed25519PublicKey.from_public_bytes(value)

    def check(signature: bytes, data: bytes) -> bool:
        return len(signature) == _ED25519_SIGNATURE and _holds(lambda: key.verify(signature, data))

    return check


def _ecdsa(value: bytes, curve: str) -> Check:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    kind, summed = {
        "nistp256": (ec.SECP256R1(), ec.ECDSA(hashes.SHA256())),
        "nistp384": (ec.SECP384R1(), ec.ECDSA(hashes.SHA384())),
        "nistp521": (ec.SECP521R1(), ec.ECDSA(hashes.SHA512())),
    }[curve]
    if not value.startswith(_UNCOMPRESSED):
        raise ValueError(value[:1])
    key = ec.EllipticCurvePublicKey.from_encoded_point(kind, value)

    def check(signature: bytes, data: bytes) -> bool:
        source = Wire(signature)
        both = encode_dss_signature(source.integer(), source.integer())
        source.end()
        return _holds(lambda: key.verify(both, data, summed))

    return check


def _rsa(source: Wire) -> PublicKey:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    exponent, modulus = source.integer(), source.integer()
    if not LEAST_RSA_BITS <= modulus.bit_length() <= MOST_RSA_BITS:
        raise ValueError(modulus.bit_length())
    key = rsa.RSAPublicNumbers(exponent, modulus).public_key()
    size = (modulus.bit_length() + 7) // 8

    def with_sum(algorithm: hashes.HashAlgorithm) -> Check:
        def check(signature: bytes, data: bytes) -> bool:
            # A signature may be written without the zeros it begins with.
            whole = signature.rjust(size, b"\0")
            return len(whole) == size and _holds(lambda: key.verify(whole, data, padding.PKCS1v15(), algorithm))

        return check

    wire = string(_RSA.encode()) + _integer(exponent) + _integer(modulus)
    checks = {"rsa-sha2-256": with_sum(hashes.SHA256()), "rsa-sha2-512": with_sum(hashes.SHA512())}
    return PublicKey(_RSA, wire, checks)


def _integer(number: int) -> bytes:
    return string(number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _holds(verify: Callable[[], None]) -> bool:
    from cryptography.exceptions import InternalError, InvalidSignature, UnsupportedAlgorithm

    try:
        verify()
    except (InternalError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True
