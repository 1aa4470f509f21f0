"""Good inputs of every reader of foreign bytes, and what is put into them."""

from __future__ import annotations

import base64
import struct
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from fyrportfolj.rules.trailers import message, policy_trailers

NAMESPACE = "git"
PAYLOAD = b"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor A <a@b.example> 1767225600 +0100\n"

_ZERO = "0" * 40
_ONE = "1f" * 20


def wire(*fields: bytes) -> bytes:
    """Give fields in SSH's wire format."""
    return b"".join(struct.pack(">I", len(f)) + f for f in fields)


def armoured(data: bytes) -> bytes:
    """Give a signature's text."""
    text = base64.b64encode(data)
    lines = b"\n".join(text[i : i + 70] for i in range(0, len(text), 70))
    return b"-----BEGIN SSH SIGNATURE-----\n" + lines + b"\n-----END SSH SIGNATURE-----\n"


@cache
def signature_blobs() -> tuple[bytes, ...]:
    """Give signatures in the wire format, one for each kind of key; only the first one holds."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    from hashlib import sha512

    signed = b"SSHSIG" + wire(NAMESPACE.encode(), b"", b"sha512", sha512(PAYLOAD).digest())
    point = ec.derive_private_key(7, ec.SECP256R1()).public_key()
    x962 = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    number = b"\0" + b"\xc5" * 256
    keys = (
        (wire(b"ssh-ed25519", public), wire(b"ssh-ed25519", key.sign(signed))),
        (
            wire(b"ecdsa-sha2-nistp256", b"nistp256", x962),
            wire(b"ecdsa-sha2-nistp256", wire(b"\x01" * 32, b"\x02" * 32)),
        ),
        (wire(b"ssh-rsa", b"\x01\x00\x01", number), wire(b"rsa-sha2-512", b"\x07" * 256)),
        (
            wire(b"sk-ssh-ed25519@openssh.com", public, b"ssh:"),
            wire(b"sk-ssh-ed25519@openssh.com", bytes(64)) + b"\x01\0\0\0\x09",
        ),
    )
    return tuple(
        b"SSHSIG" + struct.pack(">I", 1) + wire(public_key, NAMESPACE.encode(), b"", b"sha512", value)
        for public_key, value in keys
    )


def public_keys() -> tuple[bytes, ...]:
    """Give the keys of the signatures, as they stand in a file that ends with `.pub`."""
    found = []
    for blob in signature_blobs():
        (size,) = struct.unpack(">I", blob[10:14])
        key = blob[14 : 14 + size]
        (name,) = struct.unpack(">I", key[:4])
        found.append(key[4 : 4 + name] + b" " + base64.b64encode(key) + b" karin")
    return tuple(found)


SIGNATURE_TOKENS = (
    *(b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----", b"=", b"==", b"\n", b" ", b"\0", b"A" * 71),
    *(
        b"\0\0\0\0",
        b"\xff\xff\xff\xff",
        b"\x7f\xff\xff\xff",
        b"\0\0\0\x0bssh-ed25519",
        b"sha256",
        b"sha1",
        b"git",
        b"\x80",
    ),
    *(b"\0\0\0\x07ssh-dss", b"nistp521", b"rsa-sha2-256", b"SSHSIG", b"\x04", b"\x02"),
)


def commits() -> tuple[bytes, ...]:
    """Give commits as git stores them: plain, signed, merged, of long ago, and with headers that are rare."""
    who = b"author Karin Str\xc3\xb6m <karin@kommunen.example> 1767225600 +0100\n"
    who += b"committer Bo \xc3\x85 <bo@kommunen.example> 1767225601 +0100\n"
    tree = b"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
    parent = b"parent " + _ONE.encode() + b"\n"
    block = b"gpgsig " + armoured(signature_blobs()[0]).rstrip(b"\n").replace(b"\n", b"\n ") + b"\n"
    rows = trailer_messages()
    return (
        tree + who + b"\nF\xc3\xb6rsta\n",
        tree + parent + who + b"\n" + rows[0],
        tree + parent + who + block + b"\n" + rows[1],
        tree + parent + parent.replace(b"1", b"2") + who + b"\nMerge\n",
        tree + parent + who + b"encoding ISO-8859-1\nHG:extra x\nmergetag object a\n  b\n\n\xe5\n",
        tree + who.replace(b"1767225600", b"-1").replace(b"+0100", b"-1259") + b"\n",
    )


COMMIT_TOKENS = (
    *(
        b"\n",
        b"\n\n",
        b" ",
        b"\0",
        b"tree ",
        b"parent ",
        b"author ",
        b"committer ",
        b"gpgsig ",
        b"gpgsig-sha256 ",
        b"encoding ",
    ),
    *(b"<", b">", b"<>", b"> ", b" +0100", b" -9999", b" +2400", b"9" * 20, b"9" * 5000, b"-1", b"\xff", b"\xc3"),
    *(
        _ZERO.encode(),
        _ONE.encode(),
        b"a" * 39,
        b"g" * 40,
        b"Fyr-Typ: beslut\n",
        b"\x1b[2J",
        "\u202e".encode(),
        "o\u0308".encode(),
    ),
    *(b"\nFyr-", b"fyr-typ: x", b"---\n", b"Signed-off-by: A <a@b>\n", b"\r\n", "\u2028".encode(), "\u0085".encode()),
)


def trailer_messages() -> tuple[bytes, ...]:
    """Give messages of commits, with rows and without."""
    decision = (
        *(("Typ", "beslut"), ("Version", "1"), ("Initiativ", "trygghet"), ("Beslut", "2026-03-02-ledningen")),
        *(("Beslutstyp", "grind"), ("Grind", "g1"), ("Utfall", "fortsatt"), ("Fas", "a -> b"), ("Lage", "x -> y")),
        *(
            ("Organ", "ledningen"),
            ("Mandat", "m1"),
            ("Datum", "2026-03-02"),
            ("Process", f"portfolj@0.5 sha256:{'a' * 64}"),
        ),
        *(("Beslutssumma", f"sha256:{'b' * 64}"), ("Foregaende", _ONE), ("Underlag", f"sha256:{'c' * 64} plan@1.0")),
        ("Reservation", "Åsa Ö"),
    )
    return (
        message("Beslut trygghet: g1 fortsatt", decision).encode(),
        message("Policy", policy_trailers(2, "Direktionen § 3", None)).encode(),
        b"Arbete\n\nText med r\xc3\xb6st.\n\nSigned-off-by: A <a@b>\n",
        b"",
    )


def trees() -> tuple[bytes, ...]:
    """Give trees as git stores them."""
    oid = bytes(range(20))
    names = (b"40000 initiativ", b"100644 fyr.yaml", b"120000 lank", b"160000 modul", b"100755 \xc3\xa5.sh")
    return (b"", *(b"".join(name + b"\0" + oid for name in sorted(names)[:n]) for n in range(1, 6)))


TREE_TOKENS = (
    *(
        b"\0",
        b" ",
        b"/",
        b"100644 ",
        b"40000 ",
        b"040000 ",
        b"777777 ",
        b"..",
        b".git",
        b".GIT",
        b"git~1",
        b"-x",
        b"\xff",
    ),
    *(b"100644 fyr.yaml\0" + bytes(20), b"100644 FYR.yaml\0" + bytes(20), b"\xe2\x80\xae", b"a\xcc\x8a", b"\x1b"),
)

PATHS = (
    *(b"fyr.yaml", b"initiativ/gemensam-trygghetscentral.yaml", b"process/portfolj-0.5.yaml", b"register/organ.yaml"),
    *("underskrifter/trygghet/2026-03-02-ledningen/ö.sig".encode(), b"templates/statusrapport/statusrapport.md.j2"),
)
PATH_TOKENS = (
    *(
        b"/",
        b"//",
        b"../",
        b"..",
        b"./",
        b"\\",
        b"..\\",
        b"C:",
        b"~",
        b"-",
        b" ",
        b".",
        b"\0",
        b"\n",
        b"\r",
        b"*",
        b"?",
        b":",
    ),
    *(b".git/", b".GIT/", b"git~1", b".git ", b".git.", b"con", b"NUL.yaml", b"aux", b"COM1", b"lpt9.txt", b"\xff"),
    *(s.encode() for s in ("\u202e", "\u200b", "\u0456", "a\u030a", "\ufeff", "ﬁ", "\u2215", "\U0010ffff", "\u3164")),
    *(b"a" * 300, b"\xed\xa0\x80", b"%2e%2e", b".yml", b".yaml", b"$(id)", b"`id`", b"|id", b";id"),
)

PUSHES = (
    f"{_ZERO} {_ONE} refs/heads/main\n{_ONE} {_ZERO} refs/heads/remiss/tanum/x\n".encode(),
    f"{'0' * 64} {'1' * 64} refs/tags/v1\n".encode(),
)
PUSH_TOKENS = (
    *PATH_TOKENS,
    b"refs/",
    b"refs/heads/main",
    _ZERO.encode(),
    _ONE.encode(),
    b"\n",
    b"refs/heads/--upload-pack=x",
)
