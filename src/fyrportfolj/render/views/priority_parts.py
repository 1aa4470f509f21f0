"""What a section about prioritisation is made of, the same in a report and on a page."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from fyrportfolj.i18n import number
from fyrportfolj.render.views.swedish import NONE
from fyrportfolj.render.views.tables import Table
from fyrportfolj.rules.priority.told import decimal

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading.

    Attributes:
        rubrik: the heading.
        niva: its level, 1 or 2.
        stycken: paragraphs.
        punkter: a list.
        tabeller: tables.
        noter: small print.
        underlag: tables that only a workbook shows.
    """

    rubrik: str
    niva: int = 1
    stycken: tuple[str, ...] = ()
    punkter: tuple[str, ...] = ()
    tabeller: tuple[Table, ...] = ()
    noter: tuple[str, ...] = ()
    underlag: tuple[Table, ...] = ()


def letter(n: int) -> str:
    """Give the letter that stands for the n:th initiative, from 0."""
    return _LETTERS[n] if n < len(_LETTERS) else str(n + 1)


def figure(value: Fraction | Decimal | None, places: int) -> str:
    """Give a figure with decimals, or a dash."""
    if value is None:
        return NONE
    return number(decimal(Fraction(value), places), "sv", places)
