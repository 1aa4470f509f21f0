"""A history as values: what was committed, by whom, with which signature, and which files it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

from fyrportfolj.diagnostics import Diagnostic

if TYPE_CHECKING:
    # The models cost more to load than reading ten thousand files; paths are judged without them.
    from fyrportfolj.model.base import Model

SignatureState = Literal["saknas", "felaktig", "giltig"]
Level = Literal["struktur", "signerad"]
"""How much is proved. A third level, witnessed by other municipalities, is meant to come after these two."""

FILE_MODE = "100644"


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a commit says that it is by.

    Attributes:
        namn: name.
        epost: address.
    """

    namn: str
    epost: str


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit, read strictly.

    Attributes:
        oid: its id.
        parents: ids; the first is the line that the branch follows.
        author: author.
        committer: committer.
        authored: author date, seconds since 1970.
        committed: committer date, seconds since 1970.
        message: the whole message.
        signature: whether it is signed, and whether the signature holds for exactly these bytes.
        key: the public key that made a good signature, as `ssh-ed25519 AAAA…` without comment; else None.
        faults: what is wrong with its form (FYR607, FYR608), already with `commit`.
    """

    oid: str
    parents: tuple[str, ...]
    author: Person
    committer: Person
    authored: int
    committed: int
    message: str
    signature: SignatureState = "saknas"
    key: str | None = None
    faults: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A path that a commit has otherwise than its first parent.

    Attributes:
        path: relative to the portfolio, with `/`; bytes that are not UTF-8 as surrogates.
        before: blob id before, or None when the path is new.
        after: blob id after, or None when the path is gone.
        mode: mode after, in octal such as `100644`; `000000` when the path is gone.
    """

    path: str
    before: str | None
    after: str | None
    mode: str = FILE_MODE


@dataclass(frozen=True, slots=True)
class Step:
    """A commit and what it changed against its first parent.

    Attributes:
        commit: the commit.
        changes: sorted by path; only paths of the portfolio.
        side: ids of the commits that a merge brings in, oldest first; empty for other commits.
        honest: for a merge of two: whether its tree is what merging the parents gives by itself; else None.
    """

    commit: Commit
    changes: tuple[Change, ...]
    side: tuple[str, ...] = ()
    honest: bool | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file's content, read.

    Attributes:
        data: the bytes.
        modell: the document; None when it cannot be read, does not fit its form, or is no document.
        faults: why it could not be read (family 0xx) or does not fit (1xx), with places.
    """

    data: bytes
    modell: Model | None = None
    faults: tuple[Diagnostic, ...] = ()


class Contents(Protocol):
    """The files of a history by blob id."""

    def document(self, path: str, oid: str) -> Document:
        """Give a file's content, read as the kind of document that the path says.

        Args:
            path: relative to the portfolio.
            oid: blob id, as a `Change` names it.
        """
        ...


class Verify(Protocol):
    """Checks a detached SSH signature."""

    def __call__(self, payload: bytes, armored: bytes, namespace: str) -> str | None:
        """Give the public key, as in `Commit.key`, that made a good signature of the bytes, else None."""
        ...


@dataclass(frozen=True, slots=True)
class Accepted:
    """A deviation that the auditor knows of and has accepted.

    Attributes:
        incheckning: the commit.
        kod: the finding's code.
        skal: why it is accepted.
    """

    incheckning: str
    kod: str
    skal: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is agreed outside the repository.

    Attributes:
        rot: id of the history's first commit; None when nothing is agreed.
        start: id of the commit from which the history is judged, on the first-parent line; None means the root.
            What stood in that commit is taken as given.
        nycklar: public keys that may have signed `start`, as in `Commit.key`.
        kontrollpunkter: ids of commits that must be on the first-parent line.
        niva: the level that the whole history from `start` must reach.
        godtagna: known deviations.
    """

    rot: str | None = None
    start: str | None = None
    nycklar: tuple[str, ...] = ()
    kontrollpunkter: tuple[str, ...] = ()
    niva: Level = "struktur"
    godtagna: tuple[Accepted, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of judging a stretch of history.

    Attributes:
        findings: with `commit`, in the order of the history.
        level: the level that was proved from `start` to the tip.
        signed_from: the first commit from which every commit had to be signed, or None.
        decisions: number of decisions judged.
        commits: number of commits judged.
        memory: what is needed to go on from the tip later.
    """

    findings: tuple[Diagnostic, ...]
    level: Level
    signed_from: str | None
    decisions: int
    commits: int
    memory: Memory


@dataclass(frozen=True, slots=True)
class Memory:
    """What the judge remembers from one commit of the first-parent line to the next.

    Attributes:
        tip: the last commit judged on the first-parent line.
        paths: blob id per path of the portfolio at `tip`.
        last_decision: commit of the latest decision or correction, by undertaking id.
        latest: the latest committer date so far, seconds since 1970.
        readable: blob id of the last version that could be read, for files whose present version cannot, and for
            policy files that were taken away without a decision.
        signed_from: as in `Judged`.
        start: the commit that the judgement began at; the same as `tip` while nothing has been judged.
        last_policy: the latest commit that changed the policy, or None.
        moments: the latest committer date up to each commit of the first-parent line, seconds since 1970; tells
            whether a side branch is dated before the commit that it leaves.
        level: as in `Judged`; None while nothing has been judged.
    """

    tip: str
    paths: Mapping[str, str]
    last_decision: Mapping[str, str] = field(default_factory=dict)
    latest: int = 0
    readable: Mapping[str, str] = field(default_factory=dict)
    signed_from: str | None = None
    start: str = ""
    last_policy: str | None = None
    moments: Mapping[str, int] = field(default_factory=dict)
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What every judgement needs beside the commit itself.

    Attributes:
        contents: files by blob id.
        verify: checks detached signatures.
        now: the present, seconds since 1970.
        day_of: gives the day of a moment (seconds since 1970) in a time zone (IANA name).
    """

    contents: Contents
    verify: Verify
    now: int
    day_of: DayOf


class DayOf(Protocol):
    """Turns a moment into a day."""

    def __call__(self, moment: int, zone: str) -> date:
        """Give the day of a moment (seconds since 1970) in a time zone (IANA name)."""
        ...
