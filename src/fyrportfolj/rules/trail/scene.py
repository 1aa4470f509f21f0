"""What the judgement of one commit of the first-parent line sees, and how it says what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from fyrportfolj.codes import CODES
from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.messages import Text
from fyrportfolj.model.base import Model
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.trail.grammar import Message
from fyrportfolj.rules.trail.line import Line
from fyrportfolj.rules.trail.values import FILE_MODE, Anchor, Change, Commit, Contents, Context, Document, Step

NOTHING = "–"
"""Stands for what is not there, in a sentence."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A commit of the line, and the state that it is judged by: its first parent's.

    Attributes:
        step: the commit and what it changed.
        message: its message, read.
        line: the line at its first parent.
        portfolio: the portfolio there.
        today: the day to judge at: the portfolio's own betraktelsedag, else the commit's day.
        day: the commit's own day, by which keys and mandates hold.
        documents: the changed plain files, read.
        context: files, signatures and time.
        anchor: what is agreed outside the repository.
    """

    step: Step
    message: Message
    line: Line
    portfolio: Portfolio
    today: date
    day: date
    documents: Mapping[str, Document]
    context: Context
    anchor: Anchor

    @property
    def commit(self) -> Commit:
        """The commit."""
        return self.step.commit

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path that the commit changed."""
        return tuple(c.path for c in self.step.changes)

    def model(self, path: str) -> Model | None:
        """Give a changed file's new document, or None when it is gone or cannot be read."""
        found = self.documents.get(path)
        return found.modell if found else None

    def undertaking(self, path: str) -> Undertaking | None:
        """Give a changed file's new undertaking, or None."""
        found = self.model(path)
        return found if isinstance(found, Undertaking) else None

    def fault(self, kod: str, fil: str = "", /, **params: object) -> Diagnostic:
        """Give a finding on the commit."""
        return fault(self.commit.oid, kod, fil, **params)


def fault(oid: str, kod: str, fil: str = "", /, **params: object) -> Diagnostic:
    """Give a finding on a commit.

    Args:
        oid: the commit.
        kod: a key of `codes.CODES`.
        fil: path relative to the portfolio, or empty.
        **params: values for the sentence of the code.
    """
    return Diagnostic(kod, fil, (), MappingProxyType(params), commit=oid)


def sentence(kod: str, params: Mapping[str, object]) -> Text:
    """Give what another code says, as a reason inside a finding."""
    return Text(CODES[kod].text.msgid, params)


def read_changes(changes: Iterable[Change], contents: Contents) -> dict[str, Document]:
    """Read the plain files among some changes, by path."""
    return {c.path: contents.document(c.path, c.after) for c in changes if c.after is not None and c.mode == FILE_MODE}
