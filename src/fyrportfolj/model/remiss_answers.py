"""A consultation round as a channel sees it, and the answers that a channel gives back, all as plain values.

The forges know nothing of municipalities and the record knows nothing of forges; these values are what they share.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Kanalnamn = Literal["manuell", "github", "gitlab", "forgejo"]
"""A road for answers that a program asks; `manuell` needs no forge."""

Omdome = Literal["godkand", "andringar_begarda", "kommentar"]
"""What the button of a review says; a hint about the stance, never the stance itself."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Someone who is asked.

    Attributes:
        instans: the municipality's key.
        namn: its name to a person.
        konton: accounts on the forge that speak for it; ids where the forge has them, since login names are reused.
    """

    instans: str
    namn: str
    konton: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A numbered question.

    Attributes:
        id: its key, such as `F1`.
        rubrik: what it is about.
        fraga: the question.
    """

    id: str
    rubrik: str
    fraga: str


@dataclass(frozen=True, slots=True)
class Round:
    """A consultation round.

    Attributes:
        id: the undertaking's id; the same at every call, so that a channel finds what it has opened.
        rubrik: one line.
        gren: branch with the document as it is sent out, `remiss/<id>`.
        missiv: the missive as Markdown, the text of a pull request.
        filer: paths relative to the portfolio that the round is about, sorted.
        fragor: the questions in order.
        mottagare: those who are asked, sorted by key.
        sista_svarsdag: the last day, extensions counted.
        avser_commit: the commit that was sent out, or None before there is one.
        lank: what `open` once gave, or None.
    """

    id: str
    rubrik: str
    gren: str
    missiv: str
    filer: tuple[str, ...]
    fragor: tuple[Question, ...]
    mottagare: tuple[Recipient, ...]
    sista_svarsdag: date
    avser_commit: str | None = None
    lank: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A round that stands open in a channel.

    Attributes:
        lank: address that a person opens; None in a channel without any.
        ny: False when it already stood open, so that nothing was made.
        ej_tillfragade: accounts that the channel could not ask, as the recipients have them.
    """

    lank: str | None
    ny: bool
    ej_tillfragade: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForgeComment:
    """A remark that hangs on a line, or stands in the conversation.

    Attributes:
        id: its id on the forge.
        text: what it says, as it was written.
        fil: path that it hangs on, or None.
        rad: line counted from 1, or None.
        citat: the text of that line, or None.
        lank: its address.
    """

    id: str
    text: str
    fil: str | None = None
    rad: int | None = None
    citat: str | None = None
    lank: str | None = None


@dataclass(frozen=True, slots=True)
class ForgeAnswer:
    """A review on a forge, as the forge gave it; the record judges what it means.

    Attributes:
        id: its id on the forge, with the kind, such as `review-81`; the same for the same review at every call.
        konto: the account, an id where the forge has one.
        kontonamn: the account as a person reads it.
        inkom: when it was sent, time zone aware.
        text: what it says, as it was written; `Ställning: …` and `F1: …` on lines of their own are read from it.
        omdome: what the button says.
        kommentarer: remarks that belong to it, in the order they were written.
        avser_commit: the commit that it is about, or None.
        inaktuell: True when the branch has moved on since.
        lank: its address.
        original: the forge's own reply as JSON, kept as it came.
        instans: the municipality, when the channel knows; else the record looks up the account.
        atertagen: True when the answer was taken back, or set aside by somebody, on the forge.
    """

    id: str
    konto: str
    kontonamn: str
    inkom: datetime
    text: str
    omdome: Omdome
    kommentarer: tuple[ForgeComment, ...] = ()
    avser_commit: str | None = None
    inaktuell: bool = False
    lank: str | None = None
    original: str = ""
    instans: str | None = None
    atertagen: bool = False
