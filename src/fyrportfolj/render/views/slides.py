"""Slides as values: what stands on each, not how it looks."""

from __future__ import annotations

from dataclasses import dataclass

from fyrportfolj.render.views.common import Head
from fyrportfolj.render.views.gate import Outcome
from fyrportfolj.render.views.risks import MatrixRow
from fyrportfolj.render.views.tables import Table
from fyrportfolj.render.views.timeplan import Timeplan


@dataclass(frozen=True, slots=True)
class Matrix:
    """A risk matrix with the risks to talk about beside it.

    Attributes:
        rader: the matrix, highest probability first.
        punkter: the risks in words.
    """

    rader: tuple[MatrixRow, ...]
    punkter: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """A proposal with the outcomes that the body can choose among, as boxes.

    Attributes:
        forslag: proposals, in order.
        utfall: outcomes that the gate offers.
    """

    forslag: tuple[str, ...]
    utfall: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """A list of points, with a paragraph before them that may be empty."""

    inledning: str
    punkter: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide; a table that is too long goes on to the next.

    Attributes:
        titel: unique heading.
        innehall: what stands on it.
        anteckning: what the speaker may want to know, or empty.
    """

    titel: str
    innehall: Table | Timeplan | Matrix | Choices | Points
    anteckning: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck: a title slide made of the head, then the slides."""

    huvud: Head
    bilder: tuple[Slide, ...]
