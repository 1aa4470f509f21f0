"""What a page of the site is made of: parts in order, each with what it has to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fyrportfolj.render.views.common import Fact, Head
from fyrportfolj.render.views.economy import Figure
from fyrportfolj.render.views.gate import PhaseStep
from fyrportfolj.render.views.lights import StatusRow
from fyrportfolj.render.views.risks import MatrixRow
from fyrportfolj.render.views.tables import Cell, Table


@dataclass(frozen=True, slots=True)
class Link(Cell):
    """A cell or an item that leads to another page.

    Attributes:
        adress: the page's place from the root of the site, such as `insatser.html`; empty leads nowhere.
    """

    adress: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A phase of the board and what is in it.

    Attributes:
        namn: the phase.
        antal: how many are in it.
        insatser: the first ones.
        fler: the others, which a reader unfolds.
    """

    namn: str
    antal: str
    insatser: tuple[Link, ...]
    fler: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was decided.

    Attributes:
        dag: the day, for a person.
        iso: the same as YYYY-MM-DD.
        vad: what was decided, the outcome first.
        vem: the body.
        rader: wording, reasons, conditions.
        dokument: the documents that it rests on.
    """

    dag: str
    iso: str
    vad: str
    vem: str
    rader: tuple[str, ...]
    dokument: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading; only what has something to say is filled, and it is shown in this order.

    Attributes:
        rubrik: the heading.
        slag: `ruta` sets it off, for what asks something of the reader.
        niva: level of the heading, 1 or 2.
        stycken: paragraphs.
        lagen: status lights.
        faser: the phases of a process.
        tavla: the board.
        fakta: short values.
        tal: key figures.
        punkter: a list; an item can lead to a page.
        handelser: a time line, oldest first.
        matris: the risk matrix.
        diagram: key of a chart among the page's images, and its text twin.
        tabeller: tables.
        noter: small print.
    """

    rubrik: str
    slag: Literal["", "ruta"] = ""
    niva: int = 1
    stycken: tuple[str, ...] = ()
    lagen: tuple[StatusRow, ...] = ()
    faser: tuple[PhaseStep, ...] = ()
    tavla: tuple[Column, ...] = ()
    fakta: tuple[Fact, ...] = ()
    tal: tuple[Figure, ...] = ()
    punkter: tuple[str | Link, ...] = ()
    handelser: tuple[Event, ...] = ()
    matris: tuple[MatrixRow, ...] = ()
    diagram: str = ""
    diagram_titel: str = ""
    diagram_text: str = ""
    tabeller: tuple[Table, ...] = ()
    noter: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageView:
    """What the template of a page sees.

    Attributes:
        huvud: the head, with the foot that says which version the page was made from.
        avsnitt: its parts.
    """

    huvud: Head
    avsnitt: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A line of the menu; `har` on the page that it leads to, or on one below it."""

    text: str
    adress: str
    har: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a page.

    Attributes:
        rot: the way from the page to the site's root, such as `../`; empty at the root.
        portfolj: the portfolio's name.
        meny: the menu.
        stig: the pages above this one.
        logotyp: file of the logotype from the root, or empty.
    """

    rot: str
    portfolj: str
    meny: tuple[MenuItem, ...]
    stig: tuple[Link, ...]
    logotyp: str
