"""Histories made object by object: any tree, parents, names, dates, headers and signatures, such as git refuses too."""

from __future__ import annotations

import base64
import hashlib
import struct
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.support.gitrepo import EMAIL, NAME, GitRepo

BEGAN = 1_767_225_600
"""The first commit's moment: 2026-01-01 in UTC."""

STEP = 3600
Entry: TypeAlias = tuple[str, str]
"""Mode and id of something in a tree."""

Content: TypeAlias = str | bytes | Entry


def ssh_string(data: bytes) -> bytes:
    """Write a string as SSH does: its length in four bytes, and itself."""
    return struct.pack(">I", len(data)) + data


def armour(blob: bytes, width: int = 70) -> bytes:
    """Write a signature's bytes as text, as ssh-keygen does."""
    text = base64.b64encode(blob)
    lines = (text[at : at + width] for at in range(0, len(text), width))
    return b"\n".join((b"-----BEGIN SSH SIGNATURE-----", *lines, b"-----END SSH SIGNATURE-----", b""))


def to_be_signed(payload: bytes, namespace: str, summed: str) -> bytes:
    """Give the bytes that a key signs for a payload."""
    fields = (namespace.encode(), b"", summed.encode(), hashlib.new(summed, payload).digest())
    return b"SSHSIG" + b"".join(map(ssh_string, fields))


def signature_blob(wire: bytes, value: bytes, namespace: str, summed: str) -> bytes:
    """Give a signature's bytes: version, key, what for, sum and value."""
    fields = (wire, namespace.encode(), b"", summed.encode(), value)
    return b"SSHSIG" + struct.pack(">I", 1) + b"".join(map(ssh_string, fields))


@dataclass(frozen=True)
class SshKey:
    """An Ed25519 key that signs in this process; the same seed gives the same key.

    Attributes:
        private: the private key.
    """

    private: Ed25519PrivateKey

    @classmethod
    def seeded(cls, seed: str) -> SshKey:
        """Make the key that belongs to a word."""
        return cls(Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed.encode()).digest()))

    @property
    def wire(self) -> bytes:
        """Give the public key in bytes."""
        return ssh_string(b"ssh-ed25519") + ssh_string(self.private.public_key().public_bytes_raw())

    @property
    def text(self) -> str:
        """Give the public key as it stands in `Commit.key`."""
        return f"ssh-ed25519 {base64.b64encode(self.wire).decode()}"

    def sign(self, payload: bytes, namespace: str = "git", summed: str = "sha512") -> bytes:
        """Give the armoured signature of some bytes."""
        made = self.private.sign(to_be_signed(payload, namespace, summed))
        value = ssh_string(b"ssh-ed25519") + ssh_string(made)
        return armour(signature_blob(self.wire, value, namespace, summed))


@dataclass(frozen=True)
class Making:
    """How a commit is made, where it is not made as git would.

    Attributes:
        message: its message, as it stands.
        author: name and address; the committer's when empty.
        committer: name and address.
        at: committer and author date, seconds since 1970; None takes the next hour.
        zone: as `+0100`.
        key: signs it.
        sign: gives the signature of the payload instead of the key.
        before: header lines between the committer and the signature, without line feeds.
        after: header lines after the signature.
    """

    message: str | bytes = "Arbete\n"
    author: str = ""
    committer: str = f"{NAME} <{EMAIL}>"
    at: int | None = None
    zone: str = "+0100"
    key: SshKey | None = None
    sign: Callable[[bytes], bytes] | None = None
    before: Sequence[bytes] = ()
    after: Sequence[bytes] = ()


@dataclass
class Plumbed:
    """A repository to which objects are added one at a time.

    Attributes:
        made: the repository, also for the use of git itself.
        algorithm: `sha1` or `sha256`.
        files: content per path of every commit that was made by `commit`.
        count: number of commits made.
    """

    made: GitRepo
    algorithm: str = "sha1"
    files: dict[str, dict[str, Content]] = field(default_factory=dict)
    count: int = 0

    @classmethod
    def new(cls, root: Path, algorithm: str = "sha1") -> Plumbed:
        """Make an empty repository."""
        return cls(GitRepo.make(root, algorithm=algorithm), algorithm)

    @property
    def root(self) -> Path:
        """Give the work tree."""
        return self.made.root

    def place(self, oid: str) -> Path:
        """Give where an object lies."""
        return self.root / ".git/objects" / oid[:2] / oid[2:]

    def put(self, kind: str, data: bytes, oid: str | None = None) -> str:
        """Write an object and give its id.

        Args:
            kind: `blob`, `tree` or `commit`.
            data: its content.
            oid: a name that is not its own, or None.
        """
        whole = b"%s %d\0" % (kind.encode(), len(data)) + data
        name = oid or hashlib.new(self.algorithm, whole, usedforsecurity=False).hexdigest()
        place = self.place(name)
        place.parent.mkdir(exist_ok=True)
        if oid and place.exists():
            place.chmod(0o644)
        if oid or not place.exists():
            place.write_bytes(zlib.compress(whole, 1))
        return name

    def tree(self, files: Mapping[str, Content]) -> str:
        """Write the tree, and those below it, that holds files; give its id."""
        entries: dict[str, Entry] = {}
        below: dict[str, dict[str, Content]] = {}
        for path, content in files.items():
            name, slash, rest = path.partition("/")
            if slash:
                below.setdefault(name, {})[rest] = content
            elif isinstance(content, tuple):
                entries[name] = content
            else:
                data = content.encode() if isinstance(content, str) else content
                entries[name] = ("100644", self.put("blob", data))
        entries |= {name: ("40000", self.tree(held)) for name, held in below.items()}
        return self.raw_tree((name, entries[name]) for name in sorted(entries, key=lambda n: _key(n, entries[n][0])))

    def raw_tree(self, entries: Iterable[tuple[str | bytes, Entry]]) -> str:
        """Write a tree whose entries stand as they are given."""
        rows = (b"%s %s\0%s" % (m.encode(), _bytes(name), bytes.fromhex(oid)) for name, (m, oid) in entries)
        return self.put("tree", b"".join(rows))

    def commit(self, files: Mapping[str, Content | None], *parents: str, how: Making | None = None) -> str:
        """Make a commit that changes some files of its first parent.

        Args:
            files: new content per path; None takes a file away.
            *parents: ids.
            how: everything else.
        """
        held = dict(self.files.get(parents[0], {})) if parents else {}
        for path, content in files.items():
            if content is None:
                del held[path]
            else:
                held[path] = content
        oid = self.commit_tree(self.tree(held), *parents, how=how)
        self.files[oid] = held
        return oid

    def commit_tree(self, tree: str, *parents: str, how: Making | None = None) -> str:
        """Make a commit of a tree."""
        how = how or Making()
        self.count += 1
        moment = f"{BEGAN + self.count * STEP if how.at is None else how.at} {how.zone}"
        head = [
            f"tree {tree}".encode(),
            *(f"parent {parent}".encode() for parent in parents),
            _bytes(f"author {how.author or how.committer} {moment}"),
            _bytes(f"committer {how.committer} {moment}"),
            *how.before,
        ]
        message = how.message.encode() if isinstance(how.message, str) else how.message
        sign = how.key.sign if how.key and not how.sign else how.sign
        if sign:
            payload = b"\n".join((*head, *how.after, b"", message))
            name = b"gpgsig " if self.algorithm == "sha1" else b"gpgsig-sha256 "
            head.append(name + sign(payload).removesuffix(b"\n").replace(b"\n", b"\n "))
        return self.put("commit", b"\n".join((*head, *how.after, b"", message)))

    def line(self, count: int, how: Making | None = None) -> list[str]:
        """Make a line of commits that each change one file; give their ids, oldest first."""
        made: list[str] = []
        for number in range(count):
            path = f"initiativ/insats-{number % 3}.yaml"
            made.append(self.commit({path: f"namn: Insats\nnummer: {number}\n"}, *made[-1:], how=how))
        return made

    def point(self, oid: str, ref: str = "refs/heads/main") -> str:
        """Let a branch stand at a commit; give its id."""
        place = self.root / ".git" / ref
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"{oid}\n", encoding="ascii")
        return oid


def _key(name: str, mode: str) -> bytes:
    return _bytes(name) + b"/" * (mode == "40000")


def _bytes(name: str | bytes) -> bytes:
    return name if isinstance(name, bytes) else name.encode("utf-8", "surrogateescape")
