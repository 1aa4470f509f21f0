"""Git objects written straight into a repository, also such as git itself would refuse to make."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.audit.keys import Key, armored

FILE, EXECUTABLE, LINK, SUBMODULE, FOLDER = "100644", "100755", "120000", "160000", "40000"

Files = dict[bytes, tuple[str, str]]
"""Mode and blob id by path."""


@dataclass(frozen=True)
class Person:
    """Whom a commit says that it is by."""

    namn: str
    epost: str

    def at(self, moment: int) -> str:
        """Give the header's value; two hours east of Greenwich, as in a Swedish summer."""
        return f"{self.namn} <{self.epost}> {moment} +0200"


class Objects:
    """The object store and the references of one repository.

    Attributes:
        git_dir: the repository's own folder.
    """

    def __init__(self, git_dir: Path) -> None:
        self.git_dir = git_dir
        self._trees: dict[str, Files] = {}

    def write(self, kind: str, data: bytes) -> str:
        """Write an object of any content and give its id."""
        raw = f"{kind} {len(data)}\0".encode() + data
        oid = hashlib.sha1(raw, usedforsecurity=False).hexdigest()
        place = self.place(oid)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(zlib.compress(raw, 1))
        return oid

    def place(self, oid: str) -> Path:
        """Give the file of an object."""
        return self.git_dir / "objects" / oid[:2] / oid[2:]

    def raw(self, oid: str) -> bytes:
        """Give an object's bytes with its heading."""
        return zlib.decompress(self.place(oid).read_bytes())

    def read(self, oid: str) -> bytes:
        """Give an object's content."""
        return self.raw(oid).partition(b"\0")[2]

    def blob(self, data: bytes) -> str:
        """Write a file's content."""
        return self.write("blob", data)

    def tree(self, files: Mapping[bytes, tuple[str, str]]) -> str:
        """Write the trees of some files and give the uppermost."""
        here: dict[bytes, tuple[str, str]] = {}
        below: dict[bytes, Files] = {}
        for path, entry in files.items():
            name, slash, rest = path.partition(b"/")
            if slash:
                below.setdefault(name, {})[rest] = entry
            else:
                here[name] = entry
        for name, part in below.items():
            here[name] = (FOLDER, self.tree(part))
        oid = self.write("tree", tree_bytes(here))
        self._trees[oid] = dict(files)
        return oid

    def files(self, commit: str) -> Files:
        """Give every file of a commit."""
        return self._files(self.read(commit)[5:45].decode())

    def _files(self, tree: str) -> Files:
        if tree not in self._trees:
            found: Files = {}
            for name, (mode, oid) in tree_entries(self.read(tree)).items():
                if mode == FOLDER:
                    found |= {name + b"/" + path: entry for path, entry in self._files(oid).items()}
                else:
                    found[name] = (mode, oid)
            self._trees[tree] = found
        return dict(self._trees[tree])

    def show(self, commit: str, path: str) -> str:
        """Give a file of a commit as text."""
        return self.read(self.files(commit)[path.encode()][1]).decode()

    def set_ref(self, oid: str, name: str = "refs/heads/main") -> str:
        """Let a reference stand at a commit, whatever it stood at."""
        place = self.git_dir / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"{oid}\n")
        return oid

    def ref(self, name: str = "refs/heads/main") -> str:
        """Give the commit that a reference stands at."""
        return (self.git_dir / name).read_text().strip()

    def line(self, tip: str) -> list[str]:
        """Give the first-parent line up to a commit, oldest first."""
        found = [tip]
        while parents := self.parents(found[-1]):
            found.append(parents[0])
        return found[::-1]

    def parents(self, commit: str) -> list[str]:
        """Give the parents of a commit."""
        head = self.read(commit).partition(b"\n\n")[0]
        return [p.decode() for p in re.findall(rb"^parent ([0-9a-f]+)$", head, re.MULTILINE)]


@dataclass(frozen=True)
class CommitForm:
    """What a commit object is made of.

    Attributes:
        tree: id of its tree.
        parents: ids of its parents.
        author: header value.
        committer: header value.
        message: all of it, bytes.
        extra: further header lines before the signature, each ended by a line feed.
        namespace: what the signature is made for.
        signed_message: what the signature is made over instead of the message.
    """

    tree: str
    parents: tuple[str, ...]
    author: str
    committer: str
    message: bytes
    extra: bytes = b""
    namespace: str = "git"
    signed_message: bytes | None = None

    def payload(self, message: bytes | None = None) -> bytes:
        """Give the commit without a signature."""
        lines = [f"tree {self.tree}", *(f"parent {p}" for p in self.parents)]
        lines += [f"author {self.author}", f"committer {self.committer}"]
        return "\n".join(lines).encode() + b"\n" + self.extra + b"\n" + (self.message if message is None else message)

    def signed(self, key: Key) -> bytes:
        """Give the commit with a key's signature in its place."""
        return self.with_signature(armored(key, self.payload(self.signed_message), self.namespace))

    def with_signature(self, text: bytes) -> bytes:
        """Give the commit with any text as its signature."""
        head, _, _ = self.payload().partition(b"\n\n")
        folded = text.rstrip(b"\n").replace(b"\n", b"\n ")
        return head + b"\ngpgsig " + folded + b"\n\n" + self.message


def tree_bytes(entries: Mapping[bytes, tuple[str, str]]) -> bytes:
    """Give a tree's content, in git's order."""
    order = sorted(entries, key=lambda n: n + b"/" if entries[n][0] == FOLDER else n)
    return b"".join(entries[n][0].encode() + b" " + n + b"\0" + bytes.fromhex(entries[n][1]) for n in order)


def tree_entries(data: bytes) -> Files:
    """Give mode and id by name."""
    found: Files = {}
    at = 0
    while at < len(data):
        middle, end = data.index(b" ", at), data.index(b"\0", at)
        found[data[middle + 1 : end]] = (data[at:middle].decode(), data[end + 1 : end + 21].hex())
        at = end + 21
    return found
