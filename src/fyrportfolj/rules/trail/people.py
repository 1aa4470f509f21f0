"""Who made a commit: signature, key, person, and the right to do this."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.messages import T
from fyrportfolj.model.registers import Mandat, Nyckelinnehav
from fyrportfolj.rules.mandates import blocked, in_force
from fyrportfolj.rules.trail.keyring import MERGES, Keyring, holds
from fyrportfolj.rules.trail.scene import fault
from fyrportfolj.rules.trail.values import Commit, Person

_TAIL = 8


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed a commit, as the register knows them.

    Attributes:
        key: the public key.
        names: the key's names in the register that hold on the commit's day.
    """

    key: str
    names: frozenset[str]


def signer_of(commit: Commit, keyring: Keyring, day: date) -> Signer | Diagnostic:
    """Give who signed a commit, or why it counts as signed by nobody.

    Args:
        commit: the commit.
        keyring: the register that it is judged by.
        day: the commit's day.
    """
    if commit.signature == "saknas":
        return fault(commit.oid, "FYR612")
    if commit.signature != "giltig" or commit.key is None:
        return fault(commit.oid, "FYR613")
    rows = keyring.by_text.get(commit.key, ())
    if not rows:
        vad = T("nyckeln finns inte i register/mandat.yaml")
        return fault(commit.oid, "FYR614", nyckel=short(commit.key), vad=vad)
    good = [row for row in rows if holds(row, day)]
    if not good:
        return fault(commit.oid, "FYR615", nyckel=rows[0].id, datum=day, vad=_why_not(rows[0], day))
    return Signer(commit.key, frozenset(row.id for row in good))


def judge_person(commit: Commit, keyring: Keyring, signer: Signer) -> Iterator[Diagnostic]:
    """Find a commit that bears another address than its key's holder has."""
    addresses = tuple(sorted({keyring.by_id[name].epost for name in signer.names}))
    if commit.committer.epost not in addresses:
        yield fault(commit.oid, "FYR616", funnen=shown(commit.committer), vantad=addresses)


def judge_author(commit: Commit) -> Iterator[Diagnostic]:
    """Find a commit whose author is someone else than who committed it."""
    if commit.author != commit.committer:
        yield fault(commit.oid, "FYR616", funnen=shown(commit.author), vantad=shown(commit.committer))


def judge_right_to_work(
    commit: Commit, keyring: Keyring, signer: Signer, day: date, *, merge: bool
) -> Iterator[Diagnostic]:
    """Find work by someone without any right, or by one who may only merge.

    Args:
        commit: the commit.
        keyring: the register that it is judged by.
        signer: who signed.
        day: the commit's day.
        merge: whether the commit only merges.
    """
    if signer.names & keyring.root:
        return
    rights = [m for m in keyring.mandates_of(sorted(signer.names)) if merge or set(m.ratt) != {MERGES}]
    if any(in_force(m, day) for m in rights):
        return
    yield without_right(commit, signer, rights, day)


def without_right(commit: Commit, signer: Signer, rights: list[Mandat], day: date) -> Diagnostic:
    """Say that a key gives no right to this: never, or not on the day.

    Args:
        commit: the commit.
        signer: who signed.
        rights: mandates that would have given the right on another day.
        day: the commit's day.
    """
    name = min(signer.names)
    if rights:
        m = rights[0]
        return fault(commit.oid, "FYR615", nyckel=name, datum=day, vad=T("mandatet {mandat}", mandat=_period(m)))
    return fault(commit.oid, "FYR614", nyckel=name, vad=T("inget mandat som nämner nyckeln ger rätten"))


def short(key: str) -> str:
    """Give a public key short enough to read aloud: its kind and its end."""
    kind, _, text = key.partition(" ")
    return f"{kind} …{text[-_TAIL:]}"


def shown(person: Person) -> str:
    """Give a person as git writes one."""
    return f"{person.namn} <{person.epost}>"


def _why_not(row: Nyckelinnehav, day: date) -> object:
    if blocked(row, day) and row.sparrad is not None:
        return T("nyckeln är spärrad från {fran}", fran=row.sparrad.fran)
    return T("nyckeln gäller {period}", period=_period(row))


def _period(row: Mandat | Nyckelinnehav) -> object:
    if row.till_och_med is None:
        return T("{id} från {fran}", id=row.id, fran=row.fran)
    return T("{id} från {fran} till och med {till}", id=row.id, fran=row.fran, till=row.till_och_med)
