"""A document of sections: heading, text, facts, tables, small print. Enough for most reports of tables."""

from __future__ import annotations

from dataclasses import dataclass

from fyrportfolj.render.views.common import Fact, Head
from fyrportfolj.render.views.tables import Table


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document.

    Attributes:
        rubrik: its heading.
        stycken: paragraphs before the rest.
        fakta: short values.
        punkter: a list.
        tabeller: tables.
        noter: small print after them.
        niva: level of the heading, 1 or 2.
    """

    rubrik: str
    stycken: tuple[str, ...] = ()
    fakta: tuple[Fact, ...] = ()
    punkter: tuple[str, ...] = ()
    tabeller: tuple[Table, ...] = ()
    noter: tuple[str, ...] = ()
    niva: int = 1


@dataclass(frozen=True, slots=True)
class SectionedView:
    """What a template that goes through sections sees."""

    huvud: Head
    avsnitt: tuple[Section, ...]


def tables(view: SectionedView) -> tuple[Table, ...]:
    """Give the tables of all sections, for a workbook."""
    return tuple(t for s in view.avsnitt for t in s.tabeller)
