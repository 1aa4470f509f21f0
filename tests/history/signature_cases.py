"""Signatures to compare with ssh-keygen: good ones, and ones with something wrong at any of their layers."""

from __future__ import annotations

import base64
import random
import struct
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.plumbed import armour, ssh_string
from tests.support.sshkeys import Key

NAMESPACE = "git"
_BEGIN, _END = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n"
_SIGNS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\n-  \t\r\x0b\x0c\0_.\xff"


@dataclass(frozen=True)
class Case:
    """A signature of a payload, and what was done to it.

    Attributes:
        what: name of the change.
        key: name of the key.
        payload: what it is said to be made over.
        armored: its text.
    """

    what: str
    key: str
    payload: bytes
    armored: bytes


def make_case(r: random.Random, keys: Mapping[str, Key]) -> Case:
    """Make a signature, and mostly something wrong with it."""
    name = r.choice(sorted(keys))
    payload = r.randbytes(r.randint(0, 60))
    summed = r.choice(("sha256", "sha512"))
    blob = keys[name].blob(payload, NAMESPACE, summed)
    kind = r.random()
    if kind < 0.15:
        return Case("god", name, payload, armour(blob, r.choice((64, 70, 76, 4, 1000))))
    if kind < 0.25:
        return Case("annan text", name, _changed(r, payload), armour(blob))
    if kind < 0.5:
        change = r.choice(TEXT_CHANGES)
        return Case(change.__name__, name, payload, change(r, armour(blob)))
    if kind < 0.75:
        change = r.choice(BYTE_CHANGES)
        return Case(change.__name__, name, payload, armour(change(r, blob)))
    return Case("fält", name, payload, armour(_other_field(r, blob, summed)))


def keygen_takes(case: Case, folder: Path) -> bool:
    """Say what ssh-keygen thinks of a signature."""
    file = folder / "underskrift"
    file.write_bytes(case.armored)
    command = ["ssh-keygen", "-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(file)]
    return subprocess.run(command, input=case.payload, capture_output=True, check=False).returncode == 0


def _changed(r: random.Random, data: bytes) -> bytes:
    at = r.randrange(len(data) + 1)
    return data[:at] + bytes((r.randrange(256),)) + data[at + r.randint(0, 1) :]


def another_sign(r: random.Random, text: bytes) -> bytes:
    at = r.randrange(len(text))
    return text[:at] + bytes((r.choice(_SIGNS),)) + text[at + 1 :]


def one_sign_less(r: random.Random, text: bytes) -> bytes:
    at = r.randrange(len(text))
    return text[:at] + text[at + 1 :]


def one_sign_more(r: random.Random, text: bytes) -> bytes:
    at = r.randrange(len(text) + 1)
    return text[:at] + bytes((r.choice(_SIGNS),)) + text[at:]


def cut_short(r: random.Random, text: bytes) -> bytes:
    return text[: r.randrange(len(text))]


def more_at_the_end(r: random.Random, text: bytes) -> bytes:
    return text + r.choice((b"\n", b"\r\n", b"mer\n", b" ", b"\0", text))


def more_at_the_beginning(r: random.Random, text: bytes) -> bytes:
    return r.choice((b"\n", b" ", b"mer\n", b"\xef\xbb\xbf")) + text


def other_line_ends(r: random.Random, text: bytes) -> bytes:
    ends = r.choice((b"\r\n", b"\r", b"\n\n", b" \n", b"\n "))
    return text.replace(b"\n", ends, r.choice((1, -1)))


def nothing_inside(_: random.Random, __: bytes) -> bytes:
    return _BEGIN + _END


def lines_in_another_order(r: random.Random, text: bytes) -> bytes:
    lines = text.splitlines(keepends=True)
    r.shuffle(lines)
    return b"".join(lines)


def bits_in_the_padding(_: random.Random, text: bytes) -> bytes:
    body = text[len(_BEGIN) : -len(_END)].rstrip(b"\n")
    last = body.rstrip(b"=")
    return _BEGIN + last[:-1] + bytes((last[-1] + 1,)) + body[len(last) :] + b"\n" + _END


def other_padding(r: random.Random, text: bytes) -> bytes:
    body = text[len(_BEGIN) : -len(_END)].rstrip(b"=\n")
    return _BEGIN + body + r.choice((b"", b"=", b"==", b"===", b"= =", b"=\n=")) + b"\n" + _END


def one_bit(r: random.Random, blob: bytes) -> bytes:
    at = r.randrange(len(blob))
    return blob[:at] + bytes((blob[at] ^ 1 << r.randrange(8),)) + blob[at + 1 :]


def one_byte_less(r: random.Random, blob: bytes) -> bytes:
    return one_sign_less(r, blob)


def one_byte_more(r: random.Random, blob: bytes) -> bytes:
    at = r.randrange(len(blob) + 1)
    return blob[:at] + r.randbytes(1) + blob[at:]


def cut_bytes(r: random.Random, blob: bytes) -> bytes:
    return cut_short(r, blob)


def bytes_at_the_end(r: random.Random, blob: bytes) -> bytes:
    return blob + r.randbytes(r.randint(1, 8))


def huge_length(r: random.Random, blob: bytes) -> bytes:
    at = r.randrange(6, len(blob) - 4)
    return blob[:at] + struct.pack(">I", r.choice((0, 0xFFFFFFFF, 0x7FFFFFFF, len(blob), 0x08000000))) + blob[at + 4 :]


def _fields(blob: bytes) -> list[bytes]:
    at, found = 10, []
    while at < len(blob):
        (size,) = struct.unpack(">I", blob[at : at + 4])
        found.append(blob[at + 4 : at + 4 + size])
        at += 4 + size
    return found


def _inner(value: bytes) -> tuple[bytes, bytes, bytes]:
    """Give a signature's algorithm, its own bytes, and what stands after them."""
    name, body = _fields(bytes(10) + value)[:2]
    return name, body, value[8 + len(name) + len(body) :]


def _other_field(r: random.Random, blob: bytes, summed: str) -> bytes:
    wire, namespace, reserved, sum_name, value = _fields(blob)
    version = r.choice((0, 2, 3, 1 << 31)) if r.random() < 0.1 else 1
    choice = r.randrange(8)
    if choice == 0:
        namespace = r.choice((b"", b"file", b"git\0", b"git\0x", b"\0git", b"GIT", b"git "))
    elif choice == 1:
        reserved = r.choice((b"x", b"\0", r.randbytes(9)))
    elif choice == 2:
        sum_name = r.choice((b"sha1", b"sha384", b"md5", b"", b"SHA512", summed.encode() + b"\0", b"sha256", b"sha512"))
    elif choice < 5:
        wire = _other_key(r, wire)
    else:
        value = _other_value(r, value)
    fields = (wire, namespace, reserved, sum_name, value)
    return blob[:6] + struct.pack(">I", version) + b"".join(map(ssh_string, fields))


def _other_value(r: random.Random, value: bytes) -> bytes:
    name, body, rest = _inner(value)
    choice = r.randrange(4)
    if choice == 0:
        name = r.choice((b"ssh-ed25519", b"rsa-sha2-256", b"rsa-sha2-512", b"ssh-rsa", name + b"\0", b"", name[:-1]))
    elif choice == 1:
        body = r.choice((b"\0" + body, body[1:], body + b"\0", body[:-1], b"", bytes(len(body)), body.lstrip(b"\0")))
    elif choice == 2:
        rest = r.choice((b"", rest + b"\0", rest[:-1], b"\0" * 5, b"\1\0\0\0\0"))
    else:
        body = one_bit(r, body)
    return ssh_string(name) + ssh_string(body) + rest


def _other_key(r: random.Random, wire: bytes) -> bytes:
    parts = _fields(bytes(10) + wire)
    choice = r.randrange(3)
    if choice == 0:
        return r.choice((wire + b"\0", wire[:-1], b"", one_bit(r, wire), ssh_string(wire)))
    if choice == 1:
        others = (b"ssh-rsa", b"ssh-ed25519", b"ssh-dss", b"", b"ecdsa-sha2-nistp256")
        parts[0] = r.choice((parts[0] + b"\0", *others))
    else:
        at = r.randrange(1, len(parts))
        part = parts[at]
        parts[at] = r.choice((b"\0" + part, part.lstrip(b"\0"), part + b"\0", b"", b"\2" + part[1:]))
    return b"".join(map(ssh_string, parts))


TEXT_CHANGES: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    another_sign,
    another_sign,
    one_sign_less,
    one_sign_more,
    one_sign_more,
    cut_short,
    more_at_the_end,
    more_at_the_beginning,
    other_line_ends,
    nothing_inside,
    lines_in_another_order,
    bits_in_the_padding,
    other_padding,
)
BYTE_CHANGES: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    one_bit,
    one_bit,
    one_byte_less,
    one_byte_more,
    cut_bytes,
    bytes_at_the_end,
    huge_length,
)


def decoded(armored: bytes) -> bytes:
    """Give the bytes of a signature that is written plainly."""
    return base64.b64decode(armored[len(_BEGIN) : -len(_END)])
