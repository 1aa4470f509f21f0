"""Commits read strictly: nothing in one that git, asked in the usual way, would not have written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.history.git import words
from fyrportfolj.messages import T, Text
from fyrportfolj.rules.trail.values import Commit, Person, SignatureState

LATEST = 253_402_128_000
"""Noon two days before the year 10 000: what is later has no day in some time zone."""

NAMESPACE = "git"
"""What git says that it signs."""

_PLACES = re.compile(rb"tree ([0-9a-f]+)\n((?:parent [0-9a-f]+\n)*)")
_WHO = re.compile(rb"([^<>\n]*) <([^<>\n]*)> (0|[1-9][0-9]{0,11}) [+-]([01][0-9])([0-5][0-9])")
_LOOSE_WHO = re.compile(rb"([^<>]*)<?([^<>]*)")
_LINE = re.compile(rb"[^\n]*\n")
_MOST_OFFSET = 14 * 60
_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_SIGNATURES = {40: b"gpgsig", 64: b"gpgsig-sha256"}
"""The header of a signature, by the length of an id."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature and what it is made over.

    Attributes:
        payload: the commit's bytes without the signature.
        armored: the signature; empty when there are several, which nobody can have made.
    """

    payload: bytes
    armored: bytes


@dataclass(frozen=True, slots=True)
class Read:
    """A commit whose signature has not been checked yet.

    Attributes:
        oid: its id.
        tree: id of its tree.
        parents: ids.
        author: author.
        committer: committer.
        times: author date and committer date, seconds since 1970; 0 for one that cannot be read.
        message: the whole message.
        signed: its signature, or None.
        faults: FYR607 and FYR608.
    """

    oid: str
    tree: str
    parents: tuple[str, ...]
    author: Person
    committer: Person
    times: tuple[int, int]
    message: str
    signed: Signed | None
    faults: tuple[Diagnostic, ...]

    def with_key(self, key: str | None, *more: Diagnostic) -> Commit:
        """Give the commit as a value.

        Args:
            key: the public key that made the signature; None when there is no good one.
            *more: faults that were found elsewhere.
        """
        state: SignatureState = "saknas" if self.signed is None else "felaktig" if key is None else "giltig"
        return Commit(
            oid=self.oid,
            parents=self.parents,
            author=self.author,
            committer=self.committer,
            authored=self.times[0],
            committed=self.times[1],
            message=self.message,
            signature=state,
            key=key,
            faults=(*self.faults, *more),
        )


@dataclass(frozen=True, slots=True)
class _Faults:
    form: list[Text] = field(default_factory=list)
    text: list[Text] = field(default_factory=list)

    def of(self, oid: str) -> tuple[Diagnostic, ...]:
        return (*(form_fault(oid, t) for t in self.form), *(_fault("FYR608", oid, t) for t in self.text))


def read_strictly(oid: str, data: bytes) -> Read | None:
    """Read a commit object.

    Args:
        oid: its id, already compared with the bytes.
        data: its content.

    Returns:
        The commit; None when it does not begin with a tree and parents, which is as much as git itself demands.

    Källa: kravet på kanoniska incheckningar i hotmodellen (O4, O5).
    """
    head, ended, body = data.partition(b"\n\n")
    head += b"\n"
    places = _PLACES.match(head)
    if places is None:
        return None
    parents = tuple(line[len(b"parent ") :].decode() for line in places[2].splitlines())
    if any(len(name) != len(oid) for name in (places[1], *parents)):
        return None
    faults = _Faults()
    rows = _rows(head[places.end() :])
    _check_rows(rows, _SIGNATURES[len(oid)], faults)
    if len(set(parents)) != len(parents):
        faults.form.append(T("samma förälder står två gånger"))
    if not ended:
        faults.form.append(T("tomraden före meddelandet saknas"))
    if b"\0" in data:
        faults.form.append(T("den innehåller ett nolltecken"))
    author, authored = _who(b"author", rows, faults)
    committer, committed = _who(b"committer", rows, faults)
    message = _text(body, T("meddelandet"), "\n\t", faults)
    unsigned = [row for name, row in rows if name not in _SIGNATURES.values()]
    armour = [_value(row) for name, row in rows if name in _SIGNATURES.values()]
    payload = b"".join((places[0], *unsigned, ended[1:], body))
    return Read(
        oid=oid,
        tree=places[1].decode(),
        parents=parents,
        author=author,
        committer=committer,
        times=(authored, committed),
        message=message,
        signed=Signed(payload, armour[0] if len(armour) == 1 else b"") if armour else None,
        faults=faults.of(oid),
    )


def form_fault(oid: str, orsak: Text) -> Diagnostic:
    """Give the finding that a commit has not the form that git gives it (FYR607)."""
    return _fault("FYR607", oid, orsak)


def _fault(kod: str, oid: str, orsak: Text) -> Diagnostic:
    return Diagnostic(kod, "", params=MappingProxyType({"orsak": orsak}), commit=oid)


def _rows(head: bytes) -> Sequence[tuple[bytes, bytes]]:
    """Give each header's name, and its lines with their line feeds; lines that go on begin with a space."""
    found: list[tuple[bytes, bytes]] = []
    for line in _LINE.findall(head):
        if line.startswith(b" ") and found:
            found[-1] = (found[-1][0], found[-1][1] + line)
        else:
            found.append((line[:-1].partition(b" ")[0], line))
    return found


def _value(row: bytes) -> bytes:
    return row.partition(b" ")[2].replace(b"\n ", b"\n")


def _check_rows(rows: Sequence[tuple[bytes, bytes]], signature: bytes, faults: _Faults) -> None:
    names = [name for name, _ in rows]
    wanted = [b"author", b"committer", signature]
    strange = [name for name in names if name not in wanted]
    if strange:
        row = words(strange[0]) or "–"
        faults.form.append(T("raden {rad} ska inte finnas i en incheckning", rad=row))
    elif names != wanted[: max(2, len(names))]:
        faults.form.append(
            T("efter tree och parent ska author, committer och underskriften stå, i den ordningen och en gång var")
        )
    folded = [name for name, lines in rows if name in wanted[:2] and b"\n" in lines[:-1]]
    if folded:
        faults.form.append(T("raden {rad} fortsätter på nästa rad", rad=words(folded[0]) or "–"))


def _who(name: bytes, rows: Sequence[tuple[bytes, bytes]], faults: _Faults) -> tuple[Person, int]:
    value = next((_value(row)[:-1] for found, row in rows if found == name), b"")
    said = name.decode()
    text = T("raden {rad}", rad=said)
    match = _WHO.fullmatch(value)
    if match and match[1].strip() == match[1] != b"" and int(match[4]) * 60 + int(match[5]) <= _MOST_OFFSET:
        seconds = int(match[3])
        if seconds <= LATEST:
            return Person(_text(match[1], text, "", faults), _text(match[2], text, "", faults)), seconds
    faults.form.append(T("raden {rad} har inte formen ”Namn <adress> sekunder zon”", rad=said))
    loose = _LOOSE_WHO.match(value)
    parts = (loose[1].strip(), loose[2]) if loose else (b"", b"")
    return Person(_text(parts[0], text, "", faults), _text(parts[1], text, "", faults)), 0


def _text(data: bytes, what: Text, allowed: str, faults: _Faults) -> str:
    text, found = _clean(data, allowed)
    faults.text.extend(replace(fault, params=MappingProxyType({**fault.params, "vad": what})) for fault in found)
    return text


@lru_cache(maxsize=1024)
def _clean(data: bytes, allowed: str) -> tuple[str, tuple[Text, ...]]:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return data.decode(errors="replace"), (T("{vad} är inte UTF-8"),)
    found = []
    if not text.translate(dict.fromkeys(map(ord, allowed))).isprintable():
        strange = sorted(c for c in set(text) if c not in allowed and unicodedata.category(c) in _UNWANTED)
        if strange:
            found.append(T("{vad} innehåller tecknet {tecken}", tecken=f"U+{ord(strange[0]):04X}"))
    if not unicodedata.is_normalized("NFC", text):
        found.append(T("{vad} är inte i normalformen NFC"))
    return text, tuple(found)
