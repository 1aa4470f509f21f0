"""Whether a text is a public SSH key: its form only, without any cryptography.

Källa: RFC 4253 6.6, RFC 5656 3.1, RFC 8709 4, OpenSSH PROTOCOL.u2f.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from types import MappingProxyType

from fyrportfolj.messages import T, Text

_LEAST_RSA_BYTES = 256
_COUNT = 4

_FORMS: Mapping[str, tuple[int | None, ...]] = MappingProxyType(
    {
        "ssh-ed25519": (32,),
        "ssh-rsa": (None, None),
        "ecdsa-sha2-nistp256": (8, 65),
        "ecdsa-sha2-nistp384": (8, 97),
        "ecdsa-sha2-nistp521": (8, 133),
        "sk-ssh-ed25519@openssh.com": (32, None),
        "sk-ecdsa-sha2-nistp256@openssh.com": (8, 65, None),
    }
)
"""Kind of key to the lengths of the parts that follow its name, in bytes; None for any length."""

PRIVATE = ("PRIVATE KEY-----", base64.b64encode(b"openssh-key-v1\0").decode()[:-1])
"""What a private key's file holds, whatever the format: its heading, or how its content begins."""


def is_private(text: str) -> bool:
    """Say whether a text holds a private key or the beginning of one."""
    return any(mark in text for mark in PRIVATE)


def fault_of(key: str) -> Text | None:
    """Say what is wrong with a public key as `ssh-ed25519 AAAA…`; None when its form is good."""
    kind, _, text = key.partition(" ")
    form = _FORMS.get(kind)
    if form is None:
        return T("slaget {slag} används inte; det ska vara ett av {mojliga}", slag=kind, mojliga=tuple(_FORMS))
    try:
        parts = _parts(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        return T("texten efter {slag} är avklippt eller felskriven", slag=kind)
    if parts[0] != kind.encode():
        return T("texten efter {slag} hör till ett annat slags nyckel", slag=kind)
    lengths = tuple(len(p) for p in parts[1:])
    if len(lengths) != len(form) or any(want not in (None, has) for want, has in zip(form, lengths, strict=True)):
        return T("texten efter {slag} har fel längd", slag=kind)
    if kind == "ssh-rsa" and len(parts[-1].lstrip(b"\0")) < _LEAST_RSA_BYTES:
        return T("nyckeln är för kort; minst 2048 bitar")
    return None


def _parts(data: bytes) -> list[bytes]:
    parts: list[bytes] = []
    at = 0
    while at < len(data):
        length = int.from_bytes(data[at : at + _COUNT], "big")
        end = at + _COUNT + length
        if end > len(data):
            raise ValueError(end)
        parts.append(data[at + _COUNT : end])
        at = end
    if not parts:
        raise ValueError(at)
    return parts
